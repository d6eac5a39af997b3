"""Well-formed figures that look wrong: units, jumps, shares, last year's figures told otherwise; warnings all, and no database.

Knows the figures of the forms and what the reports on record say of their own years. A figure is told of only where it fits
none of the statements that it is held against.
"""

from collections.abc import Callable, Iterator

from liuzhou_vet.report.units import POINTS, alike, changes
from liuzhou_vet.words import _

from ..forms import FORMS
from ..heads import head_of
from ..known import Known
from ..names import Names
from ..reading.sources import Source
from .figures import Figure, Figures, Kind, Take, Warn
from .jumps import jumps
from .quantities import Quantities
from .series import forget, in_portions
from .shares import shares

Tell = Callable[[str, int, str, str, str, str], None]
"""Takes a fault: file, line, column, severity, rule, message."""

_OTHER_MEANING = ("B", "D", "W")  # statuses of figures that do not mean what their series means
_TOTAL = "total"
_UNIT = FORMS["observations"].values.index("unit")


class Plausibility:
    """One run over the observations of several reports: rows are taken as they come, and held against each other at the end."""

    def __init__(self, quantities: Quantities, known: Known, names: Names, tell: Tell) -> None:
        self._quantities = quantities
        self._known = known
        self._names = names
        self._tell = tell
        self._heads = dict(known.heads)
        self._reports: dict[str, Figures] = {}  # those of this run
        self._recorded: dict[str, Figures] = {}

    def taker(self, source: Source, file: str) -> Take:
        """Return what takes the rows of a report's observations."""
        head = self._heads[source.code] = head_of(source, self._names)

        def warning(indicator: str, measure: str, unit: str | None) -> Warn | None:
            message = unit_message(self._quantities, indicator, measure, unit)
            if message is None:
                return None
            return lambda line, cells: self._tell(file, line, "unit" if cells[_UNIT] else "printed", "warning", "unit", message)

        report = Figures(source.code, head.subject, head.year or 0, self._quantities.units, file, warning)
        self._reports[source.code] = report
        return report.taker()

    def finish(self) -> None:
        """Tell what looks wrong, now that every row has been taken."""
        for report in self._reports.values():
            earlier = self._earlier(report)
            for kind in sorted(report.series):  # year after year
                self._tell_all("jump", report, jumps(report, kind, self._quantities, earlier))
            for share, numerator, base in self._share_kinds(report):
                self._tell_all("share", report, shares(report, share, numerator, base))
            for other in earlier:
                self._tell_all("revision", report, revisions(report, other))
        forget()

    def _share_kinds(self, report: Figures) -> Iterator[tuple[Kind, Kind, Kind]]:
        """Yield each share that a report states with its numerator and base; a mean of shares follows from no counts."""
        shares = {share: (numerator, base) for share, numerator, base in self._quantities.shares()}
        for kind in report.series:
            if kind.indicator in shares and kind.statistic == _TOTAL:
                numerator, base = (kind._replace(indicator=code) for code in shares[kind.indicator])
                if numerator in report.series and base in report.series:
                    yield kind, numerator, base

    def _tell_all(self, rule: str, report: Figures, found: Iterator[tuple[Figure, str]]) -> None:
        for figure, message in found:
            self._tell(report.file, figure.line, figure.column, "warning", rule, message)

    def _earlier(self, report: Figures) -> list[Figures]:
        """Return what other reports about the same subject say of their own years, where that is earlier and matters here.

        Of several editions the latest is taken; a report of this run goes before what is on record of it.
        """
        told = report.years()
        latest: dict[int, tuple[int, str]] = {}
        for code, head in self._heads.items():
            year = head.year or 0
            if head.subject and head.subject == report.subject and year < report.year and {year, year + 1} & told:
                latest[year] = max(latest.get(year, (0, "")), (head.edition or 1, code))
        return [self._reports.get(code) or self._on_record(code) for _edition, code in latest.values()]

    def _on_record(self, code: str) -> Figures:
        if code not in self._recorded:
            head = self._heads[code]
            self._recorded[code] = Figures(code, head.subject, head.year or 0, self._quantities.units)
            take = self._recorded[code].taker()
            for row in self._known.stated(code):
                take(0, row, row)
        return self._recorded[code]


def unit_message(quantities: Quantities, indicator: str, measure: str, unit: str | None) -> str | None:
    """Return what is wrong with the unit of an observation, None if nothing: it must measure what the indicator's own does."""
    usual, found = quantities.usual(indicator), quantities.units.get(unit or "")
    if usual is None or found is None or measure == "direction":
        return None
    if measure == "growth":
        if found.percent:
            return None
        return _("a growth is in %, not in {unit}; correct the unit, or the measure").format(unit=found.name)
    if measure == "change" and usual.percent:
        fits = found.name == POINTS
    elif measure == "change":
        fits = changes(found.dimension, usual.dimension)
    else:
        fits = alike(usual.dimension, found.dimension)
    if fits:
        return None
    name, right = quantities.indicators[indicator].name, POINTS if measure == "change" and usual.percent else usual.name
    if measure == "change":
        message = _("a change of {indicator} is in {usual}, not in {unit}; correct the unit, the indicator or the measure")
    else:
        message = _("{indicator} is in {usual}, not in {unit}; correct the unit or the indicator")
    return message.format(indicator=name, usual=right, unit=found.name)


def revisions(report: Figures, earlier: Figures) -> Iterator[tuple[Figure, str]]:
    """Yield each figure about the year of an earlier report that agrees with nothing that this one says of it, with the message."""
    for kind in report.series.keys() & earlier.series.keys():
        if kind.year != earlier.year:
            continue
        for here, there in in_portions(report.series[kind], earlier.series[kind]):
            keys = {key for key in here.keys() & there.keys() if here[key] != there[key] or key in here.several | there.several}
            figures, told = report.figures(kind, keys), earlier.figures(kind, keys)
            for key in keys:
                yield from _revised(figures[key], told[key], kind.year)


def _revised(figures: list[Figure], told: list[Figure], year: int) -> Iterator[tuple[Figure, str]]:
    for here in figures:
        same = [there for there in told if _comparable(here, there)]
        if same and not any(here.interval.meets(there.interval) for there in same):
            message = _("{here} for {year}, but the report {report} says {there}; correct it if it is a slip, leave it if it is revised")
            there = min(same, key=lambda each: (abs(each.plain - here.plain), each.value))
            yield here, message.format(here=here.words, year=year, report=there.report.code, there=there.words)


def _comparable(here: Figure, there: Figure) -> bool:
    means_the_same = not {here.print.status, there.print.status} & set(_OTHER_MEANING)
    return means_the_same and alike(here.unit.dimension, there.unit.dimension)
