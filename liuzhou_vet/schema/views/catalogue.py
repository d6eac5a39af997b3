"""Questions about the reports and the catalogue themselves."""

from typing import Any

from sqlalchemy import and_, func, select, true
from sqlalchemy.orm import aliased

from ..tables import Indicator, Observation, Report, Section, Standard, Subject, Topic, Unit
from .base import report_region, told_by, view

subject = aliased(Subject, name="report_subject")


def _count(table: Any, column: Any) -> Any:
    return select(func.count()).select_from(table).where(column == Report.code).correlate(Report).scalar_subquery()


view(
    "reports",
    select(
        Report.code.label("report"),
        Report.title,
        Report.kind,
        subject.name.label("subject"),
        Report.subject_code,
        report_region.name.label("region"),
        Report.region_code,
        Report.year,
        Report.edition,
        Report.supersedes_code.label("supersedes"),
        Report.publisher,
        Report.published_on,
        Report.outline_edition_code.label("outline_edition"),
        _count(Section, Section.report_code).label("sections"),
        _count(Observation, Observation.report_code).label("observations"),
        Report.sha256,
    )
    .select_from(Report)
    .join(subject, subject.code == Report.subject_code)
    .join(report_region, report_region.code == Report.region_code),
)


def _coverage() -> Any:
    """Return every indicator of the catalogue for every report: how often, for whom and which years it is stated."""
    told = (
        select(
            Observation.report_code,
            Observation.indicator_code,
            func.count().label("observations"),
            func.count(Observation.subject_code.distinct()).label("subjects"),
            func.min(Observation.year).label("year_from"),
            func.max(Observation.year).label("year_to"),
        )
        .where(Observation.value.is_not(None))  # that a figure is missing is no figure
        .group_by(Observation.report_code, Observation.indicator_code)
        .subquery("told")
    )
    return (
        select(
            Indicator.name.label("indicator"),
            Indicator.code.label("indicator_code"),
            Topic.name.label("topic"),
            Indicator.topic_code,
            func.coalesce(told.c.observations, 0).label("observations"),
            func.coalesce(told.c.subjects, 0).label("subjects"),
            told.c.year_from,
            told.c.year_to,
            *told_by(),
            Report.year,
            Indicator.ordinal,
        )
        .select_from(Indicator)
        .join(Topic, Topic.code == Indicator.topic_code)
        .join(Report, true())
        .join(report_region, report_region.code == Report.region_code)
        .join(
            told,
            and_(told.c.indicator_code == Indicator.code, told.c.report_code == Report.code),
            isouter=True,
        )
    )


view("coverage", _coverage())

view(
    "standards",
    select(
        Standard.name.label("standard"),
        Standard.code.label("standard_code"),
        Indicator.name.label("indicator"),
        Standard.indicator_code,
        Standard.base,
        Standard.school_type,
        Standard.comparator,
        Standard.threshold,
        Unit.name.label("unit"),
        Standard.document,
        Standard.article,
        Standard.source,
        Standard.note,
    )
    .select_from(Standard)
    .join(Indicator, Indicator.code == Standard.indicator_code, isouter=True)
    .join(Unit, Unit.code == Standard.unit_code, isouter=True),
)
