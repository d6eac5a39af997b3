"""What the table of indicators says below itself: why figures are not compared, and where another report says otherwise."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..words import _, current_language, in_brackets, listed
from .against import FEW
from .comparing.result import reasons
from .comparing.series import NO_UNIT, Row, Unit, exact
from .comparing.units import units_of
from .figures import figure
from .reports import in_force
from .statement import Statement

if TYPE_CHECKING:
    from ..database.reader import Reader

SAID = ("report", "subject_code", "indicator_code", "year", "period", "statistic", "scope")
VALUES = ("value", "value_to", "unit", "decimals", "bound", "value_basis")


def not_comparable(reader: "Reader", found: list[Row]) -> Iterator[str]:
    """Yield a line for each reason why figures are not compared with last year's, with their indicators."""
    several = _are_several(found)
    why: dict[str, dict[str, None]] = {}
    for row in found:
        if row["comparable"] == 0 and row["change"] is None:
            why.setdefault(row.get("why_not") or _why(reader, row), {})[_named(row, several)] = None
    for reason, indicators in why.items():
        yield _("not comparable, {reason}: {figures}").format(reason=reasons().get(reason, reason), figures=listed(indicators))


def _are_several(found: list[Row]) -> bool:
    return len({row["subject_code"] for row in found}) > 1


def _named(row: Row, several: bool) -> str:
    """Return the indicator, and whose it is where the table is about several."""
    return f"{row['subject']} {row['indicator']}" if several else str(row["indicator"])


def _why(reader: "Reader", row: Row) -> str:
    """Return the code of why a figure is not compared with that of the year before."""
    if row["status"] in ("B", "D"):
        return {"B": "break", "D": "definition"}[row["status"]]
    statement = Statement("observation", ["scope_code", "status", "value_to"])
    statement.where("subject_code = :subject", subject=row["subject_code"])
    statement.where("indicator_code = :indicator AND year = :year", indicator=row["indicator_code"], year=row["year"] - 1)
    before = list(reader.query(statement.text(), statement.parameters)[1])
    alike = [(status, value_to) for scope, status, value_to in before if scope == row["scope"]]
    if before and not alike:
        return "scope"
    if any(status == "D" for status, _value_to in alike):
        return "definition"
    return "range" if row["value_to"] is not None or any(value_to is not None for _status, value_to in alike) else "unit"


def said_otherwise(reader: "Reader", found: list[Row]) -> dict[tuple[Any, ...], list[Row]]:
    """Return by fact (the columns SAID without the report) what the reports in force say of the years shown, where they differ."""
    reports = [report.code for report in in_force(reader)]
    if len(reports) < 2 or not found:
        return {}
    years = sorted({row["year"] - past for row in found for past in (0, 1)})
    statement = Statement("revisions", [*SAID, *VALUES], order=["year", "report"]).one_of("report", reports)
    statement.where("measure = 'level' AND value IS NOT NULL AND year BETWEEN :low AND :high", low=years[0], high=years[-1])
    subjects = sorted({row["subject_code"] for row in found})
    if len(subjects) <= FEW:
        statement.one_of("subject_code", subjects)
    said: dict[tuple[Any, ...], list[Row]] = {}
    for values in reader.query(statement.text(), statement.parameters)[1]:
        row = dict(zip([*SAID, *VALUES], values, strict=True))
        said.setdefault(fact(row), []).append(row)
    units = units_of(reader)
    return {key: rows for key, rows in said.items() if len({_size(row, units) for row in rows}) > 1}


def fact(row: Row, years_before: int = 0) -> tuple[Any, ...]:
    """Return what a row's figure, or last year's beside it, is about."""
    return tuple(row[name] - years_before if name == "year" else row[name] for name in SAID[1:])


def _size(row: Row, units: dict[str, Unit]) -> Decimal:
    return exact(row["value"]) * units.get(row["unit"], NO_UNIT).factor


def others_say(row: Row, said: dict[tuple[Any, ...], list[Row]], years_before: int) -> list[Row]:
    """Return what other reports say otherwise of a row's figure, or of last year's beside it."""
    value = row["previous_value"] if years_before else row["value"]
    if value is None:
        return []
    return [other for other in said.get(fact(row, years_before), ()) if other["value"] != value or other["unit"] != row["unit"]]


def otherwise(found: list[Row], said: dict[tuple[Any, ...], list[Row]], compare_year: bool) -> Iterator[str]:
    """Yield a line for each figure shown of which another report says otherwise; compare_year: last year's column is another's."""
    several = _are_several(found)
    told = set()
    for row in found:
        for years_before in (0,) if compare_year else (0, 1):
            for other in others_say(row, said, years_before):
                if (other["report"], fact(row, years_before)) in told:
                    continue
                told.add((other["report"], fact(row, years_before)))
                year = f"{other['year']}年" if current_language() == "zh" else str(other["year"])
                value = figure(
                    other["value"], other["value_to"], other["unit"], other["decimals"], other["bound"], other["value_basis"] == "implied"
                )
                what = in_brackets(_named(row, several), year)
                yield _("* {what}: {report} says {value}").format(what=what, report=other["report"], value=value)
