"""What indicators count and units measure, as the catalogue and the forms say; knows no observation."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from liuzhou_vet.report.numerals import normal
from liuzhou_vet.report.units import Unit

from ..cells import Wrong, figure, in_full
from ..known import Known
from ..names import Names
from ..survey import Opened


class Indicator(NamedTuple):
    """An indicator: its name, the codes of its unit, numerator and base, and its name with its breakdown."""

    name: str
    unit: str | None = None
    numerator: str | None = None
    base: str | None = None
    words: str = ""


class Quantities(NamedTuple):
    """Every unit and every indicator, by code."""

    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]

    def usual(self, indicator: str) -> Unit | None:
        """Return the unit of an indicator, None if it has none."""
        return self.units.get(self.indicators[indicator].unit or "") if indicator in self.indicators else None

    def shares(self) -> Iterator[tuple[str, str, str]]:
        """Yield each percentage that is one count divided by another: its indicator, its numerator, its base."""
        for code, indicator in self.indicators.items():
            unit = self.units.get(indicator.unit or "")
            if unit is not None and unit.percent and indicator.numerator and indicator.base:
                yield code, indicator.numerator, indicator.base


def read_quantities(opened: Iterable[Opened], staying: Known, names: Names) -> Quantities:
    """Return the units and indicators that stay on record and those that the opened forms define."""
    units = {row["code"]: Unit(normal(row["name"]), row["dimension"], Fraction(str(row["factor"]))) for row in _rows(staying, "unit")}
    indicators = {row["code"]: _indicator(row, "_code") for row in _rows(staying, "indicator")}
    for sheet in opened:
        if sheet.form.name == "units":
            for cells in sheet.cells():
                units[cells["code"].strip()] = Unit(normal(cells["name"]).strip(), cells["dimension"].strip(), _factor(cells["factor"]))
        elif sheet.form.name == "indicators":
            for cells in sheet.cells():
                indicators[cells["code"].strip()] = _indicator(cells | _references(cells, names, sheet.source.code))
    return Quantities(units, indicators)


def _rows(staying: Known, table: str) -> Iterable[Mapping[str, Any]]:
    return staying.rows.get(table, {}).values()


def _references(cells: Mapping[str, str], names: Names, source: str) -> dict[str, str | None]:
    kinds = {"unit": "unit", "numerator": "indicator", "base": "indicator"}
    found: dict[str, str | None] = {}
    for column, kind in kinds.items():
        try:
            found[column] = names.find(kind, cells[column], source) if cells[column].strip() else None
        except Wrong:
            found[column] = None
    return found


def _indicator(row: Mapping[str, Any], suffix: str = "") -> Indicator:
    name, breakdown = row["name"].strip(), row["breakdown"] or ""
    unit, numerator, base = (row[f"{column}{suffix}"] for column in ("unit", "numerator", "base"))
    return Indicator(name, unit, numerator, base, name + breakdown)


def _factor(cell: str) -> Fraction:
    try:
        return Fraction(in_full(figure(cell)).value) or Fraction(1)
    except Wrong:
        return Fraction(1)
