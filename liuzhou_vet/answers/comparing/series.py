"""Figures of one indicator put into series over the years: which report answers, what continues what, what must not be compared.

Works on rows that are read already; knows neither database nor screen.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from ...render.cells import number

Row = dict[str, Any]
Kind = tuple[str, str, str]


class Unit(NamedTuple):
    """What a unit counts, and its factor to the base unit of that dimension."""

    dimension: str
    factor: Decimal


NO_UNIT = Unit("", Decimal(1))
MEASURES = ("level", "change", "growth", "direction")  # a stronger statement of a fact stands for the weaker ones
WEAKEST = len(MEASURES)  # a level without a number, which says why there is none


def fact_of(row: Row) -> tuple[Any, ...]:
    """Return what a row is about, whichever report says it and however it is measured."""
    return tuple(row[name] for name in ("region_code", "lasting_code", "indicator_code", "year", "scope"))


def kind_of(row: Row) -> Kind:
    """Return what tells figures of one indicator in one year apart: statistic, period, scope."""
    return row["statistic"], row["period"], row["scope"]


def group_of(row: Row) -> tuple[Any, ...]:
    """Return whose figures may be compared over the years: one subject's of one indicator, as one region's reports tell them.

    `lasting_code`: the subject under its latest name.
    """
    return row["region_code"], row["lasting_code"], row["indicator_code"]


def leading(found: Iterable[Row], report_years: dict[str, int]) -> list[Row]:
    """Return one row for each fact, from the report that answers for its year, with `breaks` and what others say differently.

    found: stated and implied rows. A year is answered by its own report; where that has no figure, by the first later one that
    looks back on it, else by the last earlier one. A stated figure goes before an implied one, a level before a change.
    """
    candidates: dict[tuple[Any, ...], list[Row]] = {}
    strongest: dict[tuple[Any, ...], int] = {}
    breaks: dict[tuple[Any, ...], set[tuple[int, Kind]]] = {}
    for row in found:
        candidates.setdefault((*fact_of(row), *kind_of(row)), []).append(row)
        strongest[fact_of(row)] = min(_strength(row), strongest.get(fact_of(row), WEAKEST))
        broken = breaks.setdefault(group_of(row), set())
        if row["status"] == "B":
            broken.add((row["year"], kind_of(row)))
    kept = []
    for rows in candidates.values():
        rows.sort(key=lambda row: _rank(row, report_years))
        first = rows[0]
        if _strength(first) == strongest[fact_of(first)]:
            others = [row for row in rows[1:] if row["value"] is not None and row["measure"] == "level"]
            kept.append(first | {"breaks": breaks[group_of(first)], "other": _otherwise(first, others, report_years)})
    return kept


def _strength(row: Row) -> int:
    return WEAKEST if row["value"] is None else MEASURES.index(row["measure"])


def _rank(row: Row, report_years: dict[str, int]) -> tuple[Any, ...]:
    late = report_years[row["report"]] - row["year"]
    return _strength(row), row["value_basis"] == "implied", late < 0, abs(late), row["ordinal"]


def _otherwise(row: Row, others: list[Row], report_years: dict[str, int]) -> Row | None:
    """Return the latest other statement of the same fact whose number differs, None if there is none."""
    if row["measure"] != "level" or row["value"] is None:
        return None
    differing = [other for other in others if _size(other) != _size(row)]
    return max(differing, key=lambda other: (report_years[other["report"]], -other["ordinal"]), default=None)


def _size(row: Row) -> tuple[Any, ...]:
    upper = row["value_to"]
    unit: Unit = row["unit_of"]
    return unit.dimension, exact(row["value"]) * unit.factor, None if upper is None else exact(upper) * unit.factor


def exact(value: Any) -> Decimal:
    """Return a number as it is printed, without the noise of binary fractions."""
    return Decimal(str(value))


def linked(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Put rows that are sorted by group and year into series; each row gets `previous`, the row before it or None.

    A series is continued by the figure of the same statistic, period and scope; else by the only one there is, which `obstacle`
    then tells apart. A series has at most one figure a year, and its units convert into one another.
    """
    for _group, members in groupby(rows, group_of):
        last: dict[Kind, Row] = {}
        before: list[Row] = []
        series: list[list[Row]] = []
        for _year, year_rows in groupby(members, lambda row: row["year"]):
            these = list(year_rows)
            kinds = {kind_of(row) for row in these}
            fresh = [row for row in these if kind_of(row) not in last]
            ended = [row for row in before if kind_of(row) not in kinds]
            for row in these:
                row["previous"] = last.get(kind_of(row)) or _only(row, fresh, ended)
                _append(series, row)
            numbered = [row for row in these if is_level(row)]
            last |= {kind_of(row): row for row in numbered}
            before = numbered or before
        yield from series


def _only(row: Row, fresh: list[Row], ended: list[Row]) -> Row | None:
    """Return the one figure of the last year that this one may continue though its kind is another."""

    def alike(rows: list[Row]) -> list[Row]:
        return [other for other in rows if kind_of(other)[:2] == kind_of(row)[:2]]

    if len(alike(fresh)) == len(alike(ended)) == 1:
        return alike(ended)[0]
    return ended[0] if len(fresh) == len(ended) == 1 else None


def _append(series: list[list[Row]], row: Row) -> None:
    """Append the row to the series of the row before it, or begin one."""
    for each in series:
        if each[-1]["year"] < row["year"] and converts(row, each[0]) and any(row["previous"] is other for other in each):
            each.append(row)
            return
    series.append([row])


def converts(row: Row, other: Row) -> bool:
    """Say whether both figures can stand in one line: their units convert, or one has no number."""
    return row["unit_of"].dimension == other["unit_of"].dimension or not (is_level(row) and is_level(other))


def is_level(row: Row) -> bool:
    """Say whether a row holds a figure of its own, and not only a change or the reason why there is none."""
    return row["value"] is not None and row["measure"] == "level"


def obstacle(row: Row, previous: Row) -> str:
    """Return the code of what forbids to subtract an earlier row of the group from this one, '' if nothing does."""
    for year, kind in row["breaks"]:
        if previous["year"] < year < row["year"] or (year, kind) == (row["year"], kind_of(row)):
            return "break"
    return difference(row, previous)


def difference(row: Row, other: Row) -> str:
    """Return the code of what tells two figures of one indicator apart beside their years, '' if nothing does."""
    if "D" in (row["status"], other["status"]):
        return "definition"
    for name in ("scope", "period", "statistic"):
        if row[name] != other[name]:
            return name
    if row["unit_of"].dimension != other["unit_of"].dimension:
        return "unit"
    return "range" if row["value_to"] is not None or other["value_to"] is not None else ""


def in_unit(row: Row, unit: Unit, decimals: int) -> tuple[Decimal | None, int]:
    """Return a row's value in a unit, and its decimals there; None if the dimensions differ.

    decimals: of the figure it is to stand beside, which a factor that is no power of ten leaves it with.
    """
    own: Unit = row["unit_of"]
    if own.dimension != unit.dimension or row["value"] is None:
        return None, decimals
    if own.factor == unit.factor:
        return exact(row["value"]), row["decimals"] or 0
    ratio = (own.factor / unit.factor).normalize()
    converted = exact(row["value"]) * own.factor / unit.factor
    if ratio.as_tuple().digits == (1,):
        decimals = max(0, (row["decimals"] or 0) - int(ratio.as_tuple().exponent))
    return Decimal(number(converted, decimals)), decimals
