"""The level figures of one report, taken row by row in any order and kept in columns; judges none of them.

It is on the way of every one of a million rows, so that it keeps no row and looks up as little as it can.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import Any, NamedTuple

from liuzhou_vet.report.intervals import ROUGH, ROUNDING, Interval, last_digit, printed, rounded
from liuzhou_vet.report.units import Unit

from ..forms import FORMS
from .series import Column, Series

Take = Callable[[int, Sequence[Any], Sequence[Any]], None]
"""Takes a row that is right: its line, its cells, its values."""

Warn = Callable[[int, Sequence[Any]], None]
"""Takes line and cells of a row that looks wrong in itself."""

_VALUES = FORMS["observations"].values
_KIND = itemgetter(*map(_VALUES.index, ("indicator", "period", "statistic", "year", "measure", "unit", "decimals", "bound", "status")))
_WHOSE = itemgetter(*map(_VALUES.index, ("subject", "scope")))
_VALUE, _PRINTED = map(_VALUES.index, ("value", "printed"))
_NUMBERLESS = ("O", "M")
_NEVER = float("inf")
_MOST_DECIMALS = 15


class Kind(NamedTuple):
    """What figures have in common that differ by subject and scope."""

    indicator: str
    period: str
    statistic: str
    year: int


class Print(NamedTuple):
    """How figures are printed; place: the power of ten of the last digit; derived: no value was typed."""

    unit: str
    decimals: int
    place: int
    bound: str
    status: str
    derived: bool


class Figure(NamedTuple):
    """One figure, taken out to be looked at: its report, its line (in a form), its number, how it is printed."""

    report: "Figures"
    line: int
    value: Fraction
    print: Print
    unit: Unit

    @property
    def plain(self) -> Fraction:
        """Return the number in the plainest unit of its dimension."""
        return self.value * self.unit.factor

    @property
    def interval(self) -> Interval:
        """Return the numbers it can stand for, in the plainest unit of its dimension."""
        found = printed(self.value, self.print.place, self.print.bound, whole=self.unit.whole and not self.print.decimals)
        return found.times(self.unit.factor)

    @property
    def words(self) -> str:
        """Return number and unit as they may be printed."""
        return f"{rounded(self.value, self.print.decimals)}{self.unit.name}"

    @property
    def decimals(self) -> int:
        """Return how many decimals are printed."""
        return self.print.decimals

    @property
    def column(self) -> str:
        """Return the column of the form that holds the number."""
        return "printed" if self.print.derived else "value"


class Figures:
    """The level figures of one report: `series` by kind. Those that are ranges are left out.

    code: the report's; subject, year: whom and which year it is about ('' and 0 where that is not known); file: where its rows
    are told of. warning: what is to be told of every row of an indicator, measure and unit, if anything.
    """

    def __init__(
        self,
        code: str,
        subject: str,
        year: int,
        units: Mapping[str, Unit],
        file: str = "",
        warning: Callable[[str, str, str | None], Warn | None] = lambda *_kind: None,
    ) -> None:
        self.code = code
        self.subject = subject
        self.year = year
        self.file = file
        self.series: dict[Kind, Series] = {}
        self._units = units
        self._columns: dict[tuple[Kind, Print], Column] = {}
        self._warning = warning

    def taker(self) -> Take:
        """Return what takes the rows."""
        typed: dict[Any, Any] = {}
        derived: dict[Any, Any] = {}

        def take(line: int, cells: Sequence[Any], row: Sequence[Any]) -> None:
            kinds = typed if cells[_VALUE] else derived
            kind = _KIND(row)
            known = kinds.get(kind)
            if known is None:
                known = kinds[kind] = self._learn(kind, kinds is derived)
            warn, rough, add_key, add_value, add_line = known
            if warn is not None:
                warn(line, cells)
            if add_key is None:
                return
            value = row[_VALUE]
            if value >= rough and not (row[_PRINTED] and ROUNDING.isdisjoint(row[_PRINTED])):
                column = self._rough_column(kind, kinds is derived, value, row[_PRINTED])
                add_key, add_value, add_line = column.keys.append, column.values.append, column.lines.append
            add_key(hash(_WHOSE(row)))
            add_value(value)
            add_line(line)

        return take

    def _learn(self, values: tuple[Any, ...], derived: bool) -> tuple[Any, ...]:
        """Return what to do with rows that have some values in common: what to tell, from where on to look twice, where they go."""
        kind, (measure, unit, decimals, bound, status) = Kind(*values[:4]), values[4:]
        warn = self._warning(kind.indicator, measure, unit)
        if measure != "level" or status in _NUMBERLESS or bound == "range" or unit not in self._units:
            return warn, _NEVER, None, None, None
        places = min(decimals or 0, _MOST_DECIMALS)
        column = self._column(kind, Print(unit, places, -places, bound, status, derived))
        rough = _NEVER if self._units[unit].scaled else ROUGH
        return warn, rough, column.keys.append, column.values.append, column.lines.append

    def _rough_column(self, values: tuple[Any, ...], derived: bool, value: float, text: str) -> Column:
        """Return where a large figure goes, whose last digits may be a 万 multiplied out."""
        unit, decimals, bound, status = values[5:]
        places = min(decimals or 0, _MOST_DECIMALS)
        place = last_digit(text, value, self._units[unit], places)
        return self._column(Kind(*values[:4]), Print(unit, places, place, bound, status, derived))

    def _column(self, kind: Kind, print_: Print) -> Column:
        if (kind, print_) not in self._columns:
            column = self._columns[kind, print_] = Column(print_, float(self._units[print_.unit].factor))
            self.series.setdefault(kind, Series()).columns.append(column)
        return self._columns[kind, print_]

    def years(self) -> set[int]:
        """Return the years that the figures are about."""
        return {kind.year for kind in self.series}

    def figures(self, kind: Kind, keys: set[int]) -> dict[int, list[Figure]]:
        """Return the figures of some keys of a kind."""
        places = self.series[kind].places(keys)
        return {key: [self._figure(column, place) for column, place in places[key]] for key in places}

    def _figure(self, column: Column, place: int) -> Figure:
        value, unit = Fraction(str(column.values[place])), self._units[column.print.unit]
        return Figure(self, column.lines[place], value, column.print, unit)
