"""What the reports state: observations, and the rows that say who is listed, honoured, joined, opened or decided.

Every row names its report and section. Number of the section: contract of the citation, `''` where there is none yet.
"""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, figure, key, key_ref, ref


class Observation(Base):
    """One indicator of one subject in one year, as one report states it at one place: the only home of a number.

    The id spells the columns of the key (report, subject, indicator, year, period, measure, statistic, scope, section, printed,
    nth), so that being unique it makes them unique together.
    """

    __tablename__ = "observation"
    __table_args__ = (
        Index("ix_observation_subject_code", "subject_code", "year", "indicator_code"),
        Index("ix_observation_indicator_code", "indicator_code", "year"),
    )
    id: Mapped[str] = key()
    report_code: Mapped[str] = ref("report.code")
    subject_code: Mapped[str] = ref("subject.code")
    indicator_code: Mapped[str] = ref("indicator.code")
    year: Mapped[int]
    period: Mapped[str] = ref("period.code")
    period_start: Mapped[str | None]
    period_end: Mapped[str | None]
    measure: Mapped[str] = ref("measure.code")
    statistic: Mapped[str] = ref("statistic.code")
    value: Mapped[float | None] = figure()
    value_to: Mapped[float | None] = figure()
    unit_code: Mapped[str | None] = ref("unit.code")
    decimals: Mapped[int | None]
    bound: Mapped[str] = ref("bound.code")
    scope_code: Mapped[str] = ref("scope.code")
    status: Mapped[str] = ref("obs_status.code")
    section: Mapped[str]
    printed: Mapped[str]
    nth: Mapped[int]
    note: Mapped[str | None]
    ordinal: Mapped[int]  # place in the form, which follows the text


class Mention(Base):
    """A section in which a report names a subject."""

    __tablename__ = "mention"
    report_code: Mapped[str] = key_ref("report.code")
    subject_code: Mapped[str] = key_ref("subject.code")
    section: Mapped[str] = key()


class SchoolListing(Base):
    """A school's row in one report's table of schools."""

    __tablename__ = "school_listing"
    report_code: Mapped[str] = key_ref("report.code")
    school_code: Mapped[str] = key_ref("school.code")
    ordinal: Mapped[int]
    printed_name: Mapped[str]
    ownership: Mapped[str] = ref("ownership.code")
    ownership_basis: Mapped[str] = ref("basis.code")
    host_code: Mapped[str | None] = ref("subject.code")
    section: Mapped[str]


class SchoolHonour(Base):
    """An honour that a report says a school holds."""

    __tablename__ = "school_honour"
    report_code: Mapped[str] = key_ref("report.code")
    school_code: Mapped[str] = key_ref("school.code")
    honour_code: Mapped[str] = key_ref("honour.code")
    granted_by_code: Mapped[str | None] = ref("subject.code")
    granted_on: Mapped[str | None]
    section: Mapped[str]


class ScopeSchool(Base):
    """A school that a scope counts, where the report tells its members."""

    __tablename__ = "scope_school"
    report_code: Mapped[str] = key_ref("report.code")
    scope_code: Mapped[str] = key_ref("scope.code")
    school_code: Mapped[str] = key_ref("school.code")


class Succession(Base):
    """Which school became which, when and how, stated or inferred."""

    __tablename__ = "succession"
    report_code: Mapped[str] = key_ref("report.code")
    predecessor_code: Mapped[str] = key_ref("subject.code")
    successor_code: Mapped[str] = key_ref("subject.code")
    succession_kind: Mapped[str] = ref("succession_kind.code")
    year: Mapped[int]
    basis: Mapped[str] = ref("basis.code")
    section: Mapped[str]
    note: Mapped[str | None]


class Partnership(Base):
    """A school and a partner (enterprise, institution, school, platform) and the form of what they do together."""

    __tablename__ = "partnership"
    report_code: Mapped[str] = key_ref("report.code")
    school_code: Mapped[str] = key_ref("subject.code")
    partner_code: Mapped[str] = key_ref("subject.code")
    form: Mapped[str] = key_ref("cooperation_form.code")
    year: Mapped[int]
    section: Mapped[str]
    note: Mapped[str | None]


class GroupMember(Base):
    """A member of a vocational education group and its role."""

    __tablename__ = "group_member"
    report_code: Mapped[str] = key_ref("report.code")
    group_code: Mapped[str] = key_ref("education_group.code")
    member_code: Mapped[str] = key_ref("subject.code")
    role: Mapped[str] = key_ref("group_role.code")
    section: Mapped[str]
    note: Mapped[str | None]


class ClusterListing(Base):
    """A cluster of majors as one report lists it; `complete` is 0 for a list that ends in 等."""

    __tablename__ = "cluster_listing"
    report_code: Mapped[str] = key_ref("report.code")
    cluster_code: Mapped[str] = key_ref("cluster.code")
    cluster_kind: Mapped[str] = ref("cluster_kind.code")
    ordinal: Mapped[int]
    complete: Mapped[bool]
    section: Mapped[str]


class CategoryListing(Base):
    """A category of majors that a report says is offered, with the name it uses."""

    __tablename__ = "category_listing"
    report_code: Mapped[str] = key_ref("report.code")
    category_code: Mapped[str] = key_ref("major_category.code")
    printed_name: Mapped[str]
    ordinal: Mapped[int]
    complete: Mapped[bool]
    section: Mapped[str]


class ProgrammeChange(Base):
    """What a year did to a programme: opened, enlarged, closed, branded, named a key programme."""

    __tablename__ = "programme_change"
    report_code: Mapped[str] = key_ref("report.code")
    programme_code: Mapped[str] = key_ref("programme.code")
    year: Mapped[int] = mapped_column(primary_key=True)
    change: Mapped[str] = key_ref("programme_change_kind.code")
    section: Mapped[str]
    note: Mapped[str | None]


class Participation(Base):
    """Who takes part in an activity, in which role."""

    __tablename__ = "participation"
    report_code: Mapped[str] = key_ref("report.code")
    activity_code: Mapped[str] = key_ref("activity.code")
    subject_code: Mapped[str] = key_ref("subject.code")
    role: Mapped[str] = key_ref("participation_role.code")
    section: Mapped[str]


class Award(Base):
    """A prize given at an activity."""

    __tablename__ = "award"
    report_code: Mapped[str] = key_ref("report.code")
    activity_code: Mapped[str] = key_ref("activity.code")
    recipient_code: Mapped[str] = key_ref("subject.code")
    name: Mapped[str] = key()
    section: Mapped[str]


class Document(Base):
    """A law, policy, plan, notice or standard that a report names."""

    __tablename__ = "document"
    code: Mapped[str] = key()
    title: Mapped[str]
    number: Mapped[str | None]
    document_kind: Mapped[str] = ref("document_kind.code")
    issuer: Mapped[str | None]
    year: Mapped[int | None]
    note: Mapped[str | None]


class DocumentMention(Base):
    """Where a report names a document, and as what: a basis, something issued, something applied."""

    __tablename__ = "document_mention"
    report_code: Mapped[str] = key_ref("report.code")
    document_code: Mapped[str] = key_ref("document.code")
    section: Mapped[str] = key()
    role: Mapped[str] = key_ref("document_role.code")
    subject_code: Mapped[str | None] = ref("subject.code")  # whose act it is, where the text says so


class CaseStudy(Base):
    """A case study in the annex."""

    __tablename__ = "case_study"
    report_code: Mapped[str] = key_ref("report.code")
    code: Mapped[str] = key()
    title: Mapped[str]
    school_code: Mapped[str] = ref("school.code")
    section: Mapped[str]
    summary: Mapped[str]


class Problem(Base):
    """A problem that a report states, in our own words."""

    __tablename__ = "problem"
    report_code: Mapped[str] = key_ref("report.code")
    code: Mapped[str] = key()
    title: Mapped[str]
    summary: Mapped[str]
    section: Mapped[str]
    ordinal: Mapped[int]


class Improvement(Base):
    """A measure that a report announces against a problem, in our own words."""

    __tablename__ = "improvement"
    report_code: Mapped[str] = key_ref("report.code")
    code: Mapped[str] = key()
    problem_code: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    section: Mapped[str]
    ordinal: Mapped[int]


class Remark(Base):
    """Our explanation of something odd in a report: of what a rule finds, beside a figure, or on quoted words of a section."""

    __tablename__ = "remark"
    report_code: Mapped[str] = key_ref("report.code")
    code: Mapped[str] = key()
    observation_id: Mapped[str | None] = ref("observation.id")
    section: Mapped[str]
    printed: Mapped[str]
    message: Mapped[str]
    rule_code: Mapped[str | None] = ref("rule.code")  # whose finding about the observation it explains; none: just the words


class NotData(Base):
    """A number in the text that is no figure: an idiom, a list mark, part of a slogan, with the reason."""

    __tablename__ = "not_data"
    report_code: Mapped[str] = key_ref("report.code")
    section: Mapped[str] = key()
    printed: Mapped[str] = key()
    nth: Mapped[int] = mapped_column(primary_key=True)
    not_data_kind: Mapped[str] = ref("not_data_kind.code")
    reason: Mapped[str]
