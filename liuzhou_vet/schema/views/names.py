"""How things are found: every name of every thing, and which schools a subject belongs to."""

from typing import Any

from sqlalchemy import literal, null, select, union, union_all

from ..tables import (
    Campus,
    Department,
    Document,
    Honour,
    Indicator,
    IndicatorAlias,
    MajorCategory,
    Participation,
    Place,
    Programme,
    Report,
    School,
    Scope,
    Subject,
    SubjectAlias,
    TeacherCategory,
    Topic,
    TopicAlias,
)
from .base import view


def _named(thing: Any, code: Any, name: Any, alias: Any, kind: Any, section: Any = None) -> Any:
    return select(
        thing.label("thing"),
        code.label("code"),
        name.label("name"),
        alias.label("alias"),
        kind.label("alias_kind"),
        (null() if section is None else section).label("section"),
    )


def _catalogue(thing: str, model: Any, name: Any = None) -> Any:
    name = model.name if name is None else name
    return _named(literal(thing), model.code, name, name, literal("name"))


view(
    "names",
    union_all(
        _named(Subject.kind, Subject.code, Subject.name, Subject.name, literal("name")),
        _named(Subject.kind, Subject.code, Subject.name, Subject.short_name, literal("short")).where(Subject.short_name.is_not(None)),
        _named(Subject.kind, Subject.code, Subject.name, SubjectAlias.alias, SubjectAlias.alias_kind, SubjectAlias.section).join(
            SubjectAlias, SubjectAlias.subject_code == Subject.code
        ),
        _catalogue("teacher_category", TeacherCategory),
        _named(
            literal("teacher_category"),
            TeacherCategory.code,
            TeacherCategory.name,
            IndicatorAlias.alias,
            IndicatorAlias.alias_kind,
        ).join(IndicatorAlias, IndicatorAlias.indicator_code == TeacherCategory.headcount_code),
        _catalogue("indicator", Indicator),
        _named(literal("indicator"), Indicator.code, Indicator.name, IndicatorAlias.alias, IndicatorAlias.alias_kind).join(
            IndicatorAlias, IndicatorAlias.indicator_code == Indicator.code
        ),
        _catalogue("topic", Topic),
        _named(literal("topic"), Topic.code, Topic.name, TopicAlias.alias, TopicAlias.alias_kind).join(
            TopicAlias, TopicAlias.topic_code == Topic.code
        ),
        _catalogue("honour", Honour),
        _catalogue("scope", Scope),
        _catalogue("major_category", MajorCategory),
        _catalogue("document", Document, Document.title),
        _named(literal("document"), Document.code, Document.title, Document.number, literal("number")).where(Document.number.is_not(None)),
        _catalogue("report", Report, Report.title),
    ),
)

# The school itself; what it runs; what it takes part in.
view(
    "subject_schools",
    union(
        select(School.code.label("subject_code"), School.code.label("school_code")),
        select(Campus.code, Campus.school_code),
        select(Department.code, Department.school_code),
        select(Programme.code, Programme.school_code),
        select(Place.code, Place.school_code).where(Place.school_code.is_not(None)),
        select(Participation.activity_code, Participation.subject_code).join(School, School.code == Participation.subject_code),
    ),
)
