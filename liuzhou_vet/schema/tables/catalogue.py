"""The catalogue: what is stable over reports, from units and indicators to honours, majors and national standards."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, figure, key, key_ref, ref


class Label(Base):
    """The words for a table, a column or a coded value in two languages, with one sentence of meaning."""

    __tablename__ = "label"
    item: Mapped[str] = key()  # table, view or form
    part: Mapped[str] = key()  # column, '' for the item itself
    coded: Mapped[str] = key()  # value of a code list, '' for the column itself
    zh: Mapped[str]
    en: Mapped[str]
    meaning_zh: Mapped[str]
    meaning_en: Mapped[str]
    kind: Mapped[str]  # text, code, integer, number, boolean, list, date; '' for items and values
    code_list: Mapped[str]  # for a code: the list its values come from, else ''


class Unit(Base):
    """A unit as printed, with what it counts and its factor to the base unit of its dimension."""

    __tablename__ = "unit"
    code: Mapped[str] = key()
    name: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    dimension: Mapped[str]
    factor: Mapped[float] = figure()


class Topic(Base):
    """A topic of ours that outlives the outlines of single years."""

    __tablename__ = "topic"
    code: Mapped[str] = key()
    name: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    ordinal: Mapped[int]


class Indicator(Base):
    """What is measured: concept, breakdown, unit, and for a share what is divided by what."""

    __tablename__ = "indicator"
    code: Mapped[str] = key()
    name: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    topic_code: Mapped[str] = ref("topic.code")
    unit_code: Mapped[str | None] = ref("unit.code")
    concept: Mapped[str]
    breakdown: Mapped[str]
    numerator_code: Mapped[str | None] = ref("indicator.code")  # of a share
    base_code: Mapped[str | None] = ref("indicator.code")  # what a share or mean is of
    part_of_code: Mapped[str | None] = ref("indicator.code")  # the whole a count is part of
    good_direction: Mapped[str | None] = ref("direction.code")
    definition: Mapped[str | None]
    source: Mapped[str | None]
    ordinal: Mapped[int]


class IndicatorAlias(Base):
    """Another word for an indicator: an everyday word, or what a text calls it."""

    __tablename__ = "indicator_alias"
    alias: Mapped[str] = key()
    indicator_code: Mapped[str] = key_ref("indicator.code")
    alias_kind: Mapped[str] = ref("alias_kind.code")
    note: Mapped[str | None]


class TopicAlias(Base):
    """Another word for a topic."""

    __tablename__ = "topic_alias"
    alias: Mapped[str] = key()
    topic_code: Mapped[str] = key_ref("topic.code")
    alias_kind: Mapped[str] = ref("alias_kind.code")
    note: Mapped[str | None]


class OutlineEdition(Base):
    """One edition of the outline that the reports of some years follow."""

    __tablename__ = "outline_edition"
    code: Mapped[str] = key()
    name: Mapped[str]
    year_from: Mapped[int]
    year_to: Mapped[int | None]
    source: Mapped[str | None]


class OutlineSection(Base):
    """A section of an outline edition and the topic it maps to."""

    __tablename__ = "outline_section"
    edition_code: Mapped[str] = key_ref("outline_edition.code")
    number: Mapped[str] = key()
    heading: Mapped[str]
    topic_code: Mapped[str | None] = ref("topic.code")


class Honour(Base):
    """An honour that schools hold, with its level."""

    __tablename__ = "honour"
    code: Mapped[str] = key()
    name: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str | None]
    level: Mapped[str] = ref("honour_level.code")
    ordinal: Mapped[int]


class TeacherCategory(Base):
    """A category of staff: the indicators of its headcount and share, the category its share is of, the one that holds it."""

    __tablename__ = "teacher_category"
    code: Mapped[str] = key()
    name: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    headcount_code: Mapped[str] = ref("indicator.code")
    share_code: Mapped[str | None] = ref("indicator.code")
    base_code: Mapped[str | None] = ref("teacher_category.code")
    part_of_code: Mapped[str | None] = ref("teacher_category.code")
    ordinal: Mapped[int]


class CatalogueEdition(Base):
    """One edition of the national catalogue of majors."""

    __tablename__ = "catalogue_edition"
    code: Mapped[str] = key()
    name: Mapped[str]
    year: Mapped[int]
    document: Mapped[str | None]
    source: Mapped[str | None]


class MajorCategory(Base):
    """A category of majors (专业大类) of a catalogue edition."""

    __tablename__ = "major_category"
    code: Mapped[str] = key()
    name: Mapped[str]
    name_en: Mapped[str | None]
    edition_code: Mapped[str | None] = ref("catalogue_edition.code")
    ordinal: Mapped[int]
    note: Mapped[str | None]


class Scope(Base):
    """Which schools or students a figure counts, by its criterion; shared by all reports."""

    __tablename__ = "scope"
    code: Mapped[str] = key()
    name: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    criterion: Mapped[str]
    note: Mapped[str | None]


class Standard(Base):
    """A threshold of a national standard: per school, on its own base, with its article and source."""

    __tablename__ = "standard"
    code: Mapped[str] = key()
    name: Mapped[str]
    indicator_code: Mapped[str | None] = ref("indicator.code")
    base: Mapped[str | None]
    school_type: Mapped[str] = ref("school_type.code")
    comparator: Mapped[str] = ref("comparator.code")
    threshold: Mapped[float] = figure()
    unit_code: Mapped[str | None] = ref("unit.code")
    document: Mapped[str]
    article: Mapped[str | None]
    source: Mapped[str]
    note: Mapped[str | None]


class Rule(Base):
    """A rule of the audit: what is held against what; how, is the business of its kind.

    `low` and `high` are limits in the plainest unit of what they limit; `tolerance` is in the unit of the stated figure.
    """

    __tablename__ = "rule"
    code: Mapped[str] = key()
    name: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str]
    rule_kind: Mapped[str] = ref("rule_kind.code")
    listing: Mapped[str | None] = ref("listing.code")  # the rows that the indicator counts
    low: Mapped[float | None] = figure()
    high: Mapped[float | None] = figure()
    tolerance: Mapped[float | None] = figure()
    reason: Mapped[str]
    reason_en: Mapped[str]
    source: Mapped[str | None]
    ordinal: Mapped[int]


class RuleIndicator(Base):
    """An indicator of a rule in its role: one that it judges, a part of that, its base; a rule that judges none judges all it can."""

    __tablename__ = "rule_indicator"
    rule_code: Mapped[str] = key_ref("rule.code")
    rule_role: Mapped[str] = key_ref("rule_role.code")
    indicator_code: Mapped[str] = key_ref("indicator.code")


class NumeralWord(Base):
    """Words that hold a numeral and are no number (统一, 进一步), as a regular expression, with the reason."""

    __tablename__ = "numeral_word"
    pattern: Mapped[str] = key()
    not_data_kind: Mapped[str] = ref("not_data_kind.code")
    reason: Mapped[str]


Index("ix_indicator_topic_code", Indicator.topic_code)
