"""A stated change or growth beside the figures of both years; a growth also beside the stated change."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.report.units import PERCENT, POINTS, changes
from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import CHANGE, GROWTH, Book, Figure, counted_alike
from ..finding import CONTRADICTION, NOT_COMPARABLE, OK, Finding, find, held_against, in_words
from .beside import apart
from .both_years import Years, both_years, this_year, years_apart

_ONE = Interval(Fraction(1), Fraction(1))


class Computed(NamedTuple):
    """What a change may be, what it is by the digits as printed, and the two figures that it follows from."""

    possible: Interval
    exact: Fraction
    pair: tuple[Figure, Figure]


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each stated change and growth of which both years, or one and the change, are stated."""
    for measure in (CHANGE, GROWTH):
        for code in book.indicators(measure):
            for figure in book.of(code, measure) if rule.judges(code) else ():
                if figure.usual and not figure.vague:
                    yield from _judged(rule, figure, book, catalogue)


def _judged(rule: Rule, figure: Figure, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    years = both_years(figure, book, catalogue)
    found = list(_of_years(figure, years) if years else _of_change(figure, book))
    if found:
        yield _verdict(rule, figure, found)
    elif (kept := years_apart(figure, book, catalogue)) and (years is None or not counted_alike(*kept)):
        yield find(rule, figure, NOT_COMPARABLE, apart(*kept, catalogue), also=kept)


def _verdict(rule: Rule, figure: Figure, found: Iterable[Computed]) -> Finding:
    best = min(found, key=lambda each: (held_against(figure, each.possible, rule) != OK, abs(each.exact - figure.plain)))
    verdict = held_against(figure, best.possible, rule)
    message = _message(figure, best)
    if verdict == CONTRADICTION:
        message = _("{equation}, not {stated}").format(equation=message, stated=_as_stated(figure))
    return find(rule, figure, verdict, message, best.exact, best.possible, best.pair)


def _message(figure: Figure, found: Computed) -> str:
    this, other = found.pair
    computed = _signed(found.exact, figure)
    if other.row.measure == CHANGE:
        message = _("{this} after a change of {change}: {computed}")
        return message.format(this=this.words, change=_as_stated(other), computed=computed)
    message = _("from {last} in {year} to {this}: {computed}")
    return message.format(last=other.words, year=other.row.year, this=this.words, computed=computed)


def _of_years(figure: Figure, years: Years) -> Iterator[Computed]:
    for this, last in product(years.this, years.last):
        if not this.vague and not last.vague:
            for possible, exact in _changes(figure, this, last):
                yield Computed(possible, exact, (this, last))


def _changes(figure: Figure, this: Figure, last: Figure) -> Iterator[tuple[Interval, Fraction]]:
    """Yield what the change may be: the difference, or the growth.

    A growth of percentages may mean points; points that are printed as % may mean a growth.
    """
    points = figure.unit.name == POINTS
    relative = figure.row.measure == GROWTH or (figure.unit.percent and not this.share) or (points and figure.row.printed.endswith(PERCENT))
    differs = changes(figure.unit.dimension, this.unit.dimension) or (figure.unit.percent and this.unit.percent)
    if differs and (figure.row.measure == CHANGE or this.unit.percent):
        yield this.interval.minus(last.interval), this.plain - last.plain
    if relative and last.plain:
        yield this.interval.over(last.interval).minus(_ONE), this.plain / last.plain - 1


def _of_change(growth: Figure, book: Book) -> Iterator[Computed]:
    """Yield the growth that follows from this year's figure and the stated change, which make last year's."""
    if growth.row.measure != GROWTH:
        return
    row = growth.row
    for change in book.of(row.indicator, CHANGE):
        other = change.row
        same = (row.report, row.year, row.period, row.scope, row.statistic)
        if change.vague or same != (other.report, other.year, other.period, other.scope, other.statistic):
            continue
        for this in this_year(change, book.of(row.indicator)):
            before = this.plain - change.plain
            fits = (this.row.period, this.row.scope, this.row.statistic) == same[2:] and this.usual and not this.vague
            if fits and before > 0 and changes(change.unit.dimension, this.unit.dimension) and not this.share:
                quotient = this.interval.over(this.interval.minus(change.interval)).minus(_ONE)
                yield Computed(quotient, change.plain / before, (this, change))


def _as_stated(figure: Figure) -> str:
    return ("+" if figure.plain > 0 else "") + figure.words


def _signed(plain: Fraction, figure: Figure) -> str:
    return ("+" if plain > 0 else "") + in_words(plain, figure)
