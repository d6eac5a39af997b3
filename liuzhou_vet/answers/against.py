"""Another year's figures beside the indicators of a year; no change across a break, another scope, definition or unit."""

from typing import TYPE_CHECKING, Any

from ..render.cells import number
from .comparing.series import NO_UNIT, Row, Unit, exact, in_unit, obstacle
from .comparing.units import units_of
from .renames import renames
from .statement import Statement

if TYPE_CHECKING:
    from ..database.reader import Reader

COMPARED = [
    "previous_value",
    "previous_basis",
    "previous_bound",
    "previous_decimals",
    "change",
    "change_basis",
    "change_bound",
    "change_unit",
    "change_decimals",
    "comparable",
    "growth",
    "direction",
]
"""The columns that another year's figure fills in."""

ALIKE = ("indicator_code", "period", "statistic")
FEW = 500  # subjects that a condition may name


def against(reader: "Reader", found: list[Row], others: list[Row], year: int, own: list[str]) -> list[Row]:
    """Return the rows with last year's columns filled in from the other year's rows: stated ones and implied ones.

    own: the reports that answer for that year; where they have no figure of the same scope, another report's stands for it.
    What a report itself says of the year before, changes and directions included, stays where no other report answers for it.
    """
    units = units_of(reader)
    breaks = _breaks(reader, [*found, *others])
    old_names = renames(reader)
    by_fact: dict[tuple[Any, ...], list[Row]] = {}
    for other in others:
        if other["value"] is not None:
            by_fact.setdefault((other["subject_code"], *(other[name] for name in ALIKE)), []).append(other)
    compared = []
    for row in found:
        fact = tuple(row[name] for name in ALIKE)
        alike = by_fact.get((row["subject_code"], *fact)) or by_fact.get((old_names.get(row["subject_code"], ""), *fact), [])
        alike = sorted(alike, key=lambda other: _rank(row, other, own))
        if row["year"] == year + 1 and (not alike or alike[0]["report"] == row["report"]):
            compared.append(row)
        elif alike and row["value"] is not None:
            compared.append(_beside(row, alike[0], units, breaks))
        else:
            compared.append(row | dict.fromkeys(COMPARED))
    return compared


def _rank(row: Row, other: Row, own: list[str]) -> tuple[bool, ...]:
    """Return how well another year's figure suits a row, the best lowest."""
    return other["scope"] != row["scope"], other["report"] not in own, other["value_basis"] == "implied"


Breaks = dict[tuple[str, str], set[tuple[int, tuple[str, str, str]]]]


def _breaks(reader: "Reader", rows: list[Row]) -> Breaks:
    """Return the years in which a report says that a series breaks, by subject and indicator."""
    if not rows:
        return {}
    years = [row["year"] for row in rows]
    statement = Statement("observation", ["subject_code", "indicator_code", "year", "statistic", "period", "scope_code"])
    statement.where("status = 'B' AND year BETWEEN :low AND :high", low=min(years), high=max(years))
    subjects = sorted({row["subject_code"] for row in rows})
    if len(subjects) <= FEW:
        statement.one_of("subject_code", subjects)
    found: Breaks = {}
    for subject, indicator, year, *kind in reader.query(statement.text(), statement.parameters)[1]:
        found.setdefault((subject, indicator), set()).add((year, (kind[0], kind[1], kind[2])))
    return found


def _beside(row: Row, other: Row, units: dict[str, Unit], breaks: Breaks) -> Row:
    mine, theirs = (each | {"unit_of": units.get(each["unit"], NO_UNIT)} for each in (row, other))
    broken = breaks.get((row["subject_code"], row["indicator_code"]), set())
    later, earlier = (theirs, mine) if other["year"] > row["year"] else (mine, theirs)
    forbidden = obstacle(later | {"breaks": broken}, earlier)
    value, decimals = in_unit(theirs, mine["unit_of"], row["decimals"] or 0)
    change_decimals = max(row["decimals"] or 0, decimals)
    if mine["unit_of"].factor != theirs["unit_of"].factor:
        change_decimals = row["decimals"] or 0  # 0.12亿元 says less than 1200.50万元
    change = None if forbidden or value is None else float(number(exact(row["value"]) - value, change_decimals))
    basis = {"implied": "implied"}.get(other["value_basis"], "stated" if other["report"] == row["report"] else "report")
    return (
        row
        | dict.fromkeys(COMPARED)
        | {
            "previous_value": None if value is None else float(value),
            "previous_basis": basis,
            "previous_bound": other["bound"],
            "previous_decimals": decimals,
            "change_decimals": change_decimals,
            "change": change,
            "change_basis": None if change is None else "computed",
            "change_unit": row["unit"],
            "comparable": int(not forbidden),
            "why_not": forbidden,
        }
    )
