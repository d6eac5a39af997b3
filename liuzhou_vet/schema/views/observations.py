"""The figures themselves: `observations`, and the `indicators` of a year with last year's value and the change."""

from typing import Any

from sqlalchemy import Integer, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from ...database.dialect import exact_round
from ..tables import Indicator, Observation, Remark, Report, Scope, Subject, Succession, Topic, Unit
from .base import told_by, view, with_report

view(
    "observations",
    with_report(
        select(
            Observation.id,
            Observation.report_code.label("report"),
            Subject.name.label("subject"),
            Observation.subject_code,
            Subject.kind.label("subject_kind"),
            Indicator.name.label("indicator"),
            Observation.indicator_code,
            Observation.year,
            Observation.period,
            Observation.period_start,
            Observation.period_end,
            Observation.measure,
            Observation.statistic,
            Observation.value,
            Observation.value_to,
            Unit.name.label("unit"),
            Observation.decimals,
            Observation.bound,
            Observation.scope_code.label("scope"),
            Scope.name.label("scope_name"),
            Observation.status,
            Observation.section,
            Observation.printed,
            Observation.nth,
            Observation.note,
            Topic.name.label("topic"),
            Indicator.topic_code,
            *told_by()[1:],
            Observation.ordinal,
        )
        .select_from(Observation)
        .join(Subject, Subject.code == Observation.subject_code)
        .join(Indicator, Indicator.code == Observation.indicator_code)
        .join(Topic, Topic.code == Indicator.topic_code)
        .join(Unit, Unit.code == Observation.unit_code, isouter=True)
        .join(Scope, Scope.code == Observation.scope_code),
        Observation.report_code,
    ),
)

# One row for each thing said of a year: its level where one is stated, else its change, growth or direction.
LEADING = {"level": (), "change": ("level",), "growth": ("level", "change"), "direction": ("level", "change", "growth")}


def _same_fact(one: Any, other: Any) -> ColumnElement[bool]:
    return and_(
        other.report_code == one.report_code,
        other.subject_code == one.subject_code,
        other.indicator_code == one.indicator_code,
        other.year == one.year,
        other.scope_code == one.scope_code,
    )


def _level_a_year_before(one: Any, other: Any) -> ColumnElement[bool]:
    return and_(
        other.indicator_code == one.indicator_code,
        other.year == one.year - 1,
        other.measure == "level",
        other.period == one.period,
        other.statistic == one.statistic,
    )


def _leads(o: Any) -> ColumnElement[bool]:
    """Return the condition that no stronger statement of the same fact stands in the same report."""
    stronger = aliased(Observation, name="stronger")
    return or_(
        *(
            and_(o.measure == measure, ~exists().where(_same_fact(o, stronger), stronger.measure.in_(better)))
            if better
            else o.measure == measure
            for measure, better in LEADING.items()
        )
    )


def _first(candidate: Any, *conditions: ColumnElement[bool]) -> Any:
    """Return the id of the first observation in the text that meets the conditions."""
    return select(candidate.id).where(*conditions).order_by(candidate.ordinal).limit(1)


def _stated(o: Any, measure: str) -> Any:
    other = aliased(Observation, name="other")
    return _first(other, _same_fact(o, other), other.measure == measure).scalar_subquery()


def _stated_previous(o: Any) -> Any:
    other = aliased(Observation, name="other")
    return _first(
        other,
        other.report_code == o.report_code,
        other.subject_code == o.subject_code,
        _level_a_year_before(o, other),
        other.scope_code == o.scope_code,
    ).scalar_subquery()


def _reported_previous(o: Any) -> Any:
    """Return last year's figure as last year's own report states it: of the same scope, else of another, else under the old name.

    Of a corrected report the last edition counts.
    """
    other, this, last = aliased(Observation, name="other"), aliased(Report, name="this"), aliased(Report, name="last")
    later = aliased(Report, name="later")
    renamed = (
        select(Succession.predecessor_code)
        .where(
            Succession.successor_code == o.subject_code,
            Succession.predecessor_code != o.subject_code,
            Succession.succession_kind == "renamed",
        )
        .correlate(o)
    )

    def found(*conditions: ColumnElement[bool]) -> Any:
        return (
            _first(other, _level_a_year_before(o, other), last.year == o.year - 1, *conditions)
            .where(~exists().where(later.supersedes_code == last.code))
            .join(this, this.code == o.report_code)
            .join(last, and_(last.code == other.report_code, last.subject_code == this.subject_code))
            .order_by(None)
            .order_by(last.edition.desc(), other.ordinal)
            .scalar_subquery()
        )

    own = other.subject_code == o.subject_code
    return func.coalesce(found(own, other.scope_code == o.scope_code), found(own), found(other.subject_code.in_(renamed)))


def most_decimals(one: Any, other: Any) -> Any:
    """Return the decimals of a difference: as many as either of its parts was printed with."""
    one, other = func.coalesce(one, 0), func.coalesce(other, 0)
    return case((other > one, other), else_=one)


POWERS_OF_TEN = (8, 4, 3, 2, 1, -1, -2, -3, -4, -8)


def in_unit(value: Any, decimals: Any, own: Any, unit: Any, otherwise: Any) -> tuple[Any, Any]:
    """Return a value and its decimals in another unit (0.12亿元 is 1200万元); null, `otherwise`, where no unit converts them.

    own, unit: the two units. otherwise: the decimals where the units are no power of ten apart.
    """
    same = or_(own.code == unit.code, own.code.is_(None), unit.code.is_(None))
    ratio = own.factor / unit.factor
    moved = (
        (and_(ratio > 10.0**power * 0.999999, ratio < 10.0**power * 1.000001), case((decimals > power, decimals - power), else_=0))
        for power in POWERS_OF_TEN
    )
    places = case((or_(same, own.factor == unit.factor), decimals), *moved, else_=otherwise)
    converted = case((own.factor == unit.factor, value), else_=exact_round(value * ratio, places))
    return case((same, value), (own.dimension == unit.dimension, converted)), places


def change_in_unit(change: Any, own: Any, unit: Any) -> Any:
    """Return a stated change in the unit of its level; percentage points are taken from per cent, 元 from 元/月."""
    differs = and_(own.factor.is_not(None), unit.factor.is_not(None), own.factor != unit.factor)
    return case((differs, change.value * own.factor / unit.factor), else_=change.value)


def _indicators() -> Any:
    o = aliased(Observation, name="o")
    lead = (
        select(
            o,
            _stated(o, "change").label("change_id"),
            _stated(o, "growth").label("growth_id"),
            _stated(o, "direction").label("direction_id"),
            _stated_previous(o).label("stated_id"),
            _reported_previous(o).label("reported_id"),
        )
        .where(_leads(o))
        .subquery("lead")
    )
    change, growth, direction, prior = (aliased(Observation, name=name) for name in ("change", "growth", "direction", "prior"))
    change_unit, prior_unit, base = aliased(Unit, name="change_unit"), aliased(Unit, name="prior_unit"), aliased(Indicator, name="base")
    level = lead.c.measure == "level"
    decimals = lead.c.decimals

    # last year's value: as this report states it, else as its change implies it, else as last year's own report states it
    is_told = and_(lead.c.stated_id.is_(None), change.id.is_not(None))
    is_implied = and_(level, is_told)
    prior_id = func.coalesce(lead.c.stated_id, case((or_(~level, lead.c.change_id.is_(None)), lead.c.reported_id)))
    implied_decimals = most_decimals(decimals, change.decimals)
    implied = exact_round(lead.c.value - change_in_unit(change, change_unit, Unit), implied_decimals)
    prior_value, prior_decimals = in_unit(prior.value, prior.decimals, prior_unit, Unit, decimals)
    is_converted = prior_unit.factor != Unit.factor  # 0.12亿元 says less than 1200.50万元
    computed_decimals = case((is_converted, decimals), else_=most_decimals(decimals, prior_decimals))
    obstacle = or_(
        lead.c.status.in_(("B", "D")),  # a break parts a figure from those before it, not from those after it
        prior.status == "D",
        prior.scope_code != lead.c.scope_code,
        prior.value_to.is_not(None),
        lead.c.value_to.is_not(None),
        prior_value.is_(None),
    )
    computed = case((and_(level, prior.id.is_not(None), ~obstacle), exact_round(lead.c.value - prior_value, computed_decimals)))
    explained = (
        select(Remark.message)
        .where(Remark.observation_id.in_((lead.c.id, lead.c.change_id)))
        .order_by(Remark.report_code, Remark.code)
        .correlate(lead)
        .subquery("explained")
    )
    remark = select(func.aggregate_strings(explained.c.message, " ")).scalar_subquery()
    either_hedged = func.coalesce(func.nullif(change.bound, "exact"), lead.c.bound)
    statement = (
        select(
            lead.c.id,
            Subject.name.label("subject"),
            lead.c.subject_code,
            Topic.name.label("topic"),
            lead.c.section,
            Indicator.name.label("indicator"),
            lead.c.indicator_code,
            lead.c.year,
            case((level, lead.c.value)).label("value"),
            case((level, lead.c.value_to)).label("value_to"),
            Unit.name.label("unit"),
            decimals,
            lead.c.printed,
            lead.c.bound,
            lead.c.status,
            lead.c.statistic,
            lead.c.period,
            lead.c.scope_code.label("scope"),
            Scope.name.label("scope_name"),
            base.name.label("base"),
            case((is_implied, implied), else_=prior_value).label("previous_value"),
            case(
                (lead.c.stated_id.is_not(None), literal("stated")),
                (is_implied, literal("implied")),
                (prior.id.is_not(None), literal("report")),
            ).label("previous_basis"),
            func.coalesce(change.value, computed).label("change"),
            cast(
                case(
                    (and_(is_told, lead.c.status.in_(("B", "D"))), 0),
                    (is_told, 1),
                    (and_(prior.id.is_not(None), obstacle), 0),
                    (prior.id.is_not(None), 1),
                ),
                Integer,
            ).label("comparable"),
            remark.label("remark"),
            *told_by(),
            Indicator.topic_code,
            Subject.kind.label("subject_kind"),
            case((change.id.is_not(None), literal("stated")), (computed.is_not(None), literal("computed"))).label("change_basis"),
            change.bound.label("change_bound"),
            func.coalesce(change_unit.name, Unit.name).label("change_unit"),
            growth.value.label("growth"),
            direction.value.label("direction"),
            case((is_implied, either_hedged), else_=prior.bound).label("previous_bound"),
            case((is_implied, implied_decimals), (prior.id.is_not(None), prior_decimals)).label("previous_decimals"),
            case((change.id.is_not(None), change.decimals), (prior.id.is_not(None), computed_decimals)).label("change_decimals"),
            case((level, literal("stated"))).label("value_basis"),
            lead.c.measure,
            lead.c.change_id,
            lead.c.ordinal,
        )
        .select_from(lead)
        .join(Subject, Subject.code == lead.c.subject_code)
        .join(Indicator, Indicator.code == lead.c.indicator_code)
        .join(Topic, Topic.code == Indicator.topic_code)
        .join(base, base.code == Indicator.base_code, isouter=True)
        .join(Unit, Unit.code == lead.c.unit_code, isouter=True)
        .join(Scope, Scope.code == lead.c.scope_code)
        .join(change, change.id == lead.c.change_id, isouter=True)
        .join(change_unit, change_unit.code == change.unit_code, isouter=True)
        .join(growth, growth.id == lead.c.growth_id, isouter=True)
        .join(direction, direction.id == lead.c.direction_id, isouter=True)
        .join(prior, prior.id == prior_id, isouter=True)
        .join(prior_unit, prior_unit.code == prior.unit_code, isouter=True)
    )
    return with_report(statement, lead.c.report_code)


view("indicators", _indicators())
