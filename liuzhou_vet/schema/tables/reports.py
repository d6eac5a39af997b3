"""Reports, their sections, and the record of what was loaded from which file."""

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, key, key_ref, ref


class Report(Base):
    """One report: whose, for which year, by whom, and the file it was read from."""

    __tablename__ = "report"
    code: Mapped[str] = key()
    title: Mapped[str]
    kind: Mapped[str] = ref("report_kind.code")
    subject_code: Mapped[str] = ref("subject.code")
    region_code: Mapped[str] = ref("region.code")
    year: Mapped[int]
    edition: Mapped[int]
    supersedes_code: Mapped[str | None] = ref("report.code")
    publisher: Mapped[str | None]
    published_on: Mapped[str | None]
    outline_edition_code: Mapped[str | None] = ref("outline_edition.code")
    sha256: Mapped[str | None]


class Section(Base):
    """A section of a report by its number; every fact cites one."""

    __tablename__ = "section"
    report_code: Mapped[str] = key_ref("report.code")
    number: Mapped[str] = key()
    heading: Mapped[str]
    ordinal: Mapped[int]


class Provenance(Base):
    """Who defines a shared row: a report's forms, or the catalogue; a shared row goes when nobody defines it."""

    __tablename__ = "provenance"
    table_name: Mapped[str] = key()
    row_key: Mapped[str] = key()
    source: Mapped[str] = key()  # a report's code, or 'catalogue'


class SeedLoad(Base):
    """One form loaded once: when, by whom, from which file, with its counts."""

    __tablename__ = "seed_load"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    loaded_at: Mapped[str]  # UTC, ISO 8601
    loaded_by: Mapped[str]
    source: Mapped[str]  # a report's code, or 'catalogue'
    form: Mapped[str]
    path: Mapped[str]
    sha256: Mapped[str]
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    removed: Mapped[int]
