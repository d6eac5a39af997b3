"""Subjects: everything a number can be about, and what only one kind of them has."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from .base import Base, key, key_ref, ref


class Subject(Base):
    """Whom or what a number is about: a region, a school, an enterprise, a programme, an activity and so on."""

    __tablename__ = "subject"
    code: Mapped[str] = key()
    kind: Mapped[str] = ref("subject_kind.code")
    name: Mapped[str]
    short_name: Mapped[str | None]
    region_code: Mapped[str | None] = ref("subject.code")  # the region it lies in
    note: Mapped[str | None]


class SubjectAlias(Base):
    """Another name of a subject: what a text calls it (misprints too, with where), or an everyday word."""

    __tablename__ = "subject_alias"
    alias: Mapped[str] = key()
    subject_code: Mapped[str] = key_ref("subject.code")
    alias_kind: Mapped[str] = ref("alias_kind.code")
    section: Mapped[str | None]
    note: Mapped[str | None]


class Region(Base):
    """A region by its GB/T 2260 code."""

    __tablename__ = "region"
    code: Mapped[str] = key_ref("subject.code")
    level: Mapped[str] = ref("region_level.code")
    parent_code: Mapped[str | None] = ref("region.code")


class School(Base):
    """A school through the years; how one year's report lists it is `school_listing`."""

    __tablename__ = "school"
    code: Mapped[str] = key_ref("subject.code")
    school_type: Mapped[str] = ref("school_type.code")


class Campus(Base):
    """A campus of a school."""

    __tablename__ = "campus"
    code: Mapped[str] = key_ref("subject.code")
    school_code: Mapped[str] = ref("school.code")


class Department(Base):
    """A department of a school."""

    __tablename__ = "department"
    code: Mapped[str] = key_ref("subject.code")
    school_code: Mapped[str] = ref("school.code")


class Enterprise(Base):
    """An enterprise that a report names."""

    __tablename__ = "enterprise"
    code: Mapped[str] = key_ref("subject.code")
    industry: Mapped[str | None]


class EducationGroup(Base):
    """A vocational education group (职教集团)."""

    __tablename__ = "education_group"
    code: Mapped[str] = key_ref("subject.code")
    area: Mapped[str | None]  # the trade or field it serves


class Institution(Base):
    """An institution that is no school of the reports and no enterprise: a bureau, association, college or institute."""

    __tablename__ = "institution"
    code: Mapped[str] = key_ref("subject.code")
    institution_type: Mapped[str] = ref("institution_type.code")


class Place(Base):
    """A place: a village, township, training room or practice base, and the school that runs it."""

    __tablename__ = "place"
    code: Mapped[str] = key_ref("subject.code")
    place_type: Mapped[str] = ref("place_type.code")
    school_code: Mapped[str | None] = ref("school.code")


class Platform(Base):
    """A digital platform or tool that schools use."""

    __tablename__ = "platform"
    code: Mapped[str] = key_ref("subject.code")
    purpose: Mapped[str]


class Cluster(Base):
    """A cluster of majors (专业集群)."""

    __tablename__ = "cluster"
    code: Mapped[str] = key_ref("subject.code")


class Major(Base):
    """A major by name; its national code stays empty until a source gives it."""

    __tablename__ = "major"
    code: Mapped[str] = key_ref("subject.code")
    category_code: Mapped[str | None] = ref("major_category.code")
    edition_code: Mapped[str | None] = ref("catalogue_edition.code")
    national_code: Mapped[str | None]


class Programme(Base):
    """A major at a school."""

    __tablename__ = "programme"
    code: Mapped[str] = key_ref("subject.code")
    school_code: Mapped[str] = ref("school.code")
    major_code: Mapped[str] = ref("major.code")
    specialisation: Mapped[str | None]


class Activity(Base):
    """Something done: a project, training, contest, assistance or event, with its place and dates where known."""

    __tablename__ = "activity"
    code: Mapped[str] = key_ref("subject.code")
    activity_kind: Mapped[str] = ref("activity_kind.code")
    place_code: Mapped[str | None] = ref("subject.code")
    started_on: Mapped[str | None]  # YYYY, YYYY-MM or YYYY-MM-DD
    ended_on: Mapped[str | None]
    summary: Mapped[str | None]


Index("ix_subject_name", Subject.name)
Index("ix_subject_kind", Subject.kind)
