"""A stated change or growth beside the figures of both years."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.report.units import changes
from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import CHANGE, GROWTH, Book, Figure
from ..finding import CONTRADICTION, OK, Finding, find, held_against, in_words
from .both_years import Years, both_years

_ONE = Interval(Fraction(1), Fraction(1))


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each stated change and growth of which both years are stated."""
    for measure in (CHANGE, GROWTH):
        for code in book.indicators(measure):
            for figure in book.of(code, measure) if rule.judges(code) else ():
                years = both_years(figure, book, catalogue)
                if years is not None and figure.row.bound != "about":
                    yield from _judged(rule, figure, years)


def _judged(rule: Rule, figure: Figure, years: Years) -> Iterator[Finding]:
    found = [
        (possible, exact, pair)
        for pair in product(years.this, years.last)
        if "about" not in (pair[0].row.bound, pair[1].row.bound)
        for possible, exact in _changes(figure, *pair)
    ]
    if not found:
        return
    possible, exact, pair = min(found, key=lambda each: (held_against(figure, each[0], rule) != OK, abs(each[1] - figure.plain)))
    verdict = held_against(figure, possible, rule)
    message = _("from {last} in {year} to {this}: {computed}").format(
        last=pair[1].words, year=pair[1].row.year, this=pair[0].words, computed=_signed(exact, figure)
    )
    if verdict == CONTRADICTION:
        message = _("{equation}, not {stated}").format(equation=message, stated=_signed(figure.plain, figure))
    yield find(rule, figure, verdict, message, exact, possible, pair)


def _changes(figure: Figure, this: Figure, last: Figure) -> Iterator[tuple[Interval, Fraction]]:
    """Yield what the change may be: the difference; of a growth the quotient less one, which of percentages may mean points."""
    difference = this.interval.minus(last.interval), this.plain - last.plain
    if figure.row.measure == CHANGE:
        if changes(figure.unit.dimension, this.unit.dimension) or (figure.unit.percent and this.unit.percent):
            yield difference
        return
    if last.plain:
        yield this.interval.over(last.interval).minus(_ONE), this.plain / last.plain - 1
    if this.unit.percent:
        yield difference


def _signed(plain: Fraction, figure: Figure) -> str:
    return ("+" if plain > 0 else "") + in_words(plain, figure)
