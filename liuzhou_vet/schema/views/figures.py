"""Questions that are answered by the figures of one or more topics, one row a figure."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from ..tables import Indicator, Observation, Subject, Topic, Unit
from .base import figure_columns, told_by, view, with_figure, with_report


def _figures(condition: ColumnElement[bool]) -> Any:
    """Return the figures that meet `condition`, with whom and which year they are about."""
    statement = (
        select(
            Subject.name.label("subject"),
            Observation.subject_code,
            Subject.kind.label("subject_kind"),
            Observation.year,
            *figure_columns(),
            Topic.name.label("topic"),
            Observation.section,
            *told_by(),
            Observation.note,
            Observation.ordinal,
        )
        .select_from(Observation)
        .join(Subject, Subject.code == Observation.subject_code)
    )
    statement = with_figure(statement).join(Topic, Topic.code == Indicator.topic_code).where(condition)
    return with_report(statement, Observation.report_code)


def _topics(*codes: str) -> ColumnElement[bool]:
    return Indicator.topic_code.in_(codes)


view("students", _figures(_topics("scale", "student_quality")))
view("employment", _figures(_topics("employment")))
view("facilities", _figures(_topics("facilities")))
# money wherever it is stated, but for what a graduate earns or what equipment is worth a head
view("finance", _figures(or_(_topics("finance"), and_(Unit.dimension == "money", ~_topics("employment", "facilities")))))
view("satisfaction", _figures(_topics("satisfaction")))
