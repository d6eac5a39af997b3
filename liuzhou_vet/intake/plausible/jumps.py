"""A figure beside that of the year before: which differences are jumps; knows no form and no report on record by itself.

What a year adds, sums of money and what has been counted since some day move by nature: of these only a jump of ten times is
told, which is what a slip of a digit or of a 万 makes.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from liuzhou_vet.report.intervals import rounded
from liuzhou_vet.report.jumps import Jump, jump_between, times_that_jump
from liuzhou_vet.report.units import Unit, alike
from liuzhou_vet.words import _

from .figures import Figure, Figures, Kind
from .quantities import Quantities
from .series import Values, in_portions

_NEAR = Fraction(5, 4)  # a slip of a digit and the year's own change together
_SLIPS = (10, 100, 1000, 10_000)
_BOUNDS = ("exact", "about")
_ONCE = ("episode", "span")  # periods that do not come back every year
_OTHER_MEANING = ("D", "W")
_BREAK = "B"


def jumps(report: Figures, kind: Kind, quantities: Quantities, earlier: Iterable[Figures]) -> Iterator[tuple[Figure, str]]:
    """Yield each figure of a kind that jumps, with the message.

    It is held against the same report's figure of the year before, else against what one of the `earlier` reports says of
    its own year.
    """
    before = kind._replace(year=kind.year - 1)
    beside = [each for each in (report, *earlier) if before in each.series and (each is report or each.year == before.year)]
    if kind.period in _ONCE or not beside:
        return
    limit = _limit(kind, quantities)
    for here, *others in in_portions(report.series[kind], *(each.series[before] for each in beside)):
        found: set[int] = set()
        for each, there in zip(beside, others, strict=True):
            keys = _doubtful(here, there, quantities.usual(kind.indicator)) - found
            found.update(there)
            figures, last = report.figures(kind, keys), each.figures(before, keys)
            for key in keys:
                yield from _told(figures[key], last[key], limit, before.year)


def _doubtful(here: Values, there: Values, usual: Unit | None) -> set[int]:
    """Return the keys that may jump at first sight; what is near the limit is looked at again."""
    if usual is not None and usual.percent:
        found = {key for key, value in here.items() if key in there and not -0.199 < value - there[key] < 0.199}
    else:  # the one is below 2.9 times the other, and the other below 2.9 times the one
        found = {key for key, value in here.items() if key in there and not value < 2.9 * there[key] < 8.41 * value}
    return found | {key for key in here.several | there.several if key in here and key in there}


def _told(figures: list[Figure], before: list[Figure], limit: int, year: int) -> Iterator[tuple[Figure, str]]:
    """Yield the figures that jump against every figure of the year before, with the nearest of these."""
    for here in figures:
        comparable = [there for there in before if _comparable(here, there)]
        found = [(jump, there) for there in comparable if (jump := jump_between(here, there, limit)) is not None]
        if found and len(found) == len(comparable):
            yield here, _message(here, *min(found, key=lambda each: (each[0].size, each[1].value)), year)


def _comparable(here: Figure, there: Figure) -> bool:
    if here.print.bound not in _BOUNDS or there.print.bound not in _BOUNDS:
        return False
    if here.print.status == _BREAK or here.print.status in _OTHER_MEANING or there.print.status in _OTHER_MEANING:
        return False
    return alike(here.unit.dimension, there.unit.dimension)


def _limit(kind: Kind, quantities: Quantities) -> int:
    usual = quantities.usual(kind.indicator)
    return times_that_jump(quantities.indicators[kind.indicator].words, usual.dimension if usual else "", kind.statistic, kind.period)


def _message(here: Figure, jump: Jump, there: Figure, year: int) -> str:
    if jump.to_nothing:
        message = _("{here} here, but {there} in {year} ({where}); if it is not known, leave the value blank with status O, else leave it")
    elif _slip(here, there):
        message = _(
            "{here} here, but {there} in {year} ({where}): about {size} times, as if a digit or a 万 were missing or too many; "
            "correct it if it is a slip, else leave it"
        )
    elif jump.points:
        message = _("{here} here, but {there} in {year} ({where}): {size} points apart; correct it if it is a slip, else leave it")
    else:
        message = _("{here} here, but {there} in {year} ({where}): {size} times; correct it if it is a slip, else leave it")
    size = _slip(here, there) or rounded(jump.size, max(here.print.decimals, there.print.decimals) if jump.points else 1)
    return message.format(here=here.words, there=there.words, year=year, where=where(here, there), size=size)


def _slip(here: Figure, there: Figure) -> int:
    """Return the power of ten by which two figures differ, as nearly as years do; 0 if they do not."""
    small, large = sorted((here.plain, there.plain))
    if small <= 0:
        return 0
    return next((power for power in _SLIPS if power / _NEAR <= large / small <= power * _NEAR), 0)


def where(here: Figure, there: Figure) -> str:
    """Return where a figure stands, as a message about another says it."""
    if there.report is here.report:
        return _("line {line}").format(line=there.line)
    return _("report {report}").format(report=there.report.code)
