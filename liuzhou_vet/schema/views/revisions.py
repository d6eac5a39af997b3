"""One fact as several reports state it, or imply it by a change they state: nothing overwrites what another report says."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from ...database.dialect import exact_round
from ..tables import Indicator, Observation, Scope, Subject, Unit
from .base import told_by, view, with_report
from .observations import change_in_unit, most_decimals

FACT = ("subject_code", "indicator_code", "year", "period", "measure", "statistic")
SAME_PLACE = ("report_code", "subject_code", "indicator_code", "year", "scope_code")


def _alike(one: Any, other: Any, *columns: str) -> list[ColumnElement[bool]]:
    return [getattr(other, column) == getattr(one, column) for column in columns]


def _implies(level: Any, change: Any, o: Any) -> list[ColumnElement[bool]]:
    """Return the conditions that a report's level and change imply a level of the year before that `o` states or may state."""
    return [
        level.measure == "level",
        level.value.is_not(None),
        change.measure == "change",
        *_alike(level, change, *SAME_PLACE),
        *_alike(o, level, "subject_code", "indicator_code", "period", "statistic"),
        level.year == o.year + 1,
    ]


def _stated() -> Any:
    """Return the figures that another report states or implies too."""
    other, level, change = aliased(Observation), aliased(Observation), aliased(Observation)
    again = exists().where(other.report_code != Observation.report_code, *_alike(Observation, other, *FACT))
    implied = exists().where(
        Observation.measure == "level",
        level.report_code != Observation.report_code,
        *_implies(level, change, Observation),
        ~_states_it_itself(level),
    )
    return _told(
        select(
            *_whose(Observation),
            Observation.year,
            *_what(Observation),
            Observation.value,
            Observation.value_to,
            Unit.name.label("unit"),
            Observation.decimals,
            Observation.bound,
            Observation.status,
            Observation.printed,
            Observation.section,
            *told_by(),
            Observation.id,
            literal("stated").label("value_basis"),
        ).select_from(Observation),
        Observation,
    ).where(or_(again, implied))


def _implied() -> Any:
    """Return the figures of the year before that a stated change implies and another report states; the id is the change's."""
    level, change, other = aliased(Observation, name="level"), aliased(Observation, name="change"), aliased(Observation)
    change_unit = aliased(Unit, name="change_unit")
    decimals = most_decimals(level.decimals, change.decimals)
    again = exists().where(
        other.report_code != level.report_code,
        other.year == level.year - 1,
        *_alike(level, other, "subject_code", "indicator_code", "period", "statistic", "measure"),
    )
    return (
        _told(
            select(
                *_whose(level),
                (level.year - 1).label("year"),
                *_what(level),
                exact_round(level.value - change_in_unit(change, change_unit, Unit), decimals).label("value"),
                null().label("value_to"),
                Unit.name.label("unit"),
                decimals.label("decimals"),
                func.coalesce(func.nullif(change.bound, "exact"), level.bound).label("bound"),
                case((level.status == "D", "D"), else_="A").label("status"),
                null().label("printed"),
                change.section,
                *told_by(),
                change.id,
                literal("implied").label("value_basis"),
            )
            .select_from(level)
            .join(change, and_(*_alike(level, change, *SAME_PLACE), change.measure == "change")),
            level,
        )
        .join(change_unit, change_unit.code == change.unit_code, isouter=True)
        .where(level.measure == "level", level.value.is_not(None), level.value_to.is_(None), ~_states_it_itself(level), again)
    )


def _states_it_itself(level: Any) -> ColumnElement[bool]:
    """Return that the report of a level states the level of the year before as well, so that nothing need be implied."""
    itself = aliased(Observation)
    same = _alike(level, itself, "report_code", "subject_code", "indicator_code", "period", "statistic", "scope_code", "measure")
    return exists().where(*same, itself.year == level.year - 1)


def _whose(o: Any) -> list[Any]:
    return [Subject.name.label("subject"), o.subject_code, Indicator.name.label("indicator"), o.indicator_code]


def _what(o: Any) -> list[Any]:
    return [o.period, o.measure, o.statistic, o.scope_code.label("scope"), Scope.name.label("scope_name")]


def _told(statement: Any, o: Any) -> Any:
    """Join the names of what an observation is about, and the report that tells it."""
    return with_report(
        statement.join(Subject, Subject.code == o.subject_code)
        .join(Indicator, Indicator.code == o.indicator_code)
        .join(Scope, Scope.code == o.scope_code)
        .join(Unit, Unit.code == o.unit_code, isouter=True),
        o.report_code,
    )


view("revisions", union_all(_stated(), _implied()))
