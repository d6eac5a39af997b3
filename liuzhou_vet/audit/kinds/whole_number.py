"""A rounded percentage of which only one of the two counts is stated: whether any whole number gives it."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Rule
from ..figures import Book, Figure
from ..finding import CONTRADICTION, OK, Finding, find
from .beside import beside

_TOTAL = "total"


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each exact percentage of which the base or the numerator, but not both, is an exact count."""
    for code in book.indicators():
        indicator = catalogue.indicators[code]
        if not rule.judges(code):
            continue
        for figure in book.of(code):
            if not (figure.unit.percent and figure.exact and figure.usual and figure.row.statistic == _TOTAL):
                continue
            parts, wholes = (beside(figure, book.of(each)) if each else None for each in (indicator.numerator, indicator.base))
            if wholes and wholes.fit and not (parts and parts.near):
                yield from _of_base(rule, figure, wholes.fit, catalogue)
            elif parts and parts.fit and not (wholes and wholes.near):
                yield from _of_numerator(rule, figure, parts.fit, catalogue)


def _of_base(rule: Rule, figure: Figure, wholes: list[Figure], catalogue: Catalogue) -> Iterator[Finding]:
    for whole in _counts(wholes):
        possible = figure.interval.times(whole.plain)
        number = _whole_number(possible)
        words = in_brackets(whole.words, catalogue.name(whole.row.indicator))
        if number is None:
            message = _("no whole number out of {base} is {share}").format(base=words, share=figure.words)
            nearest = round(figure.plain * whole.plain)
            yield find(rule, figure, CONTRADICTION, message, Fraction(nearest) / whole.plain, also=[whole])
        else:
            message = _("{number} out of {base} is {share}").format(number=number, base=words, share=figure.words)
            yield find(rule, figure, OK, message, number / whole.plain, also=[whole])
        return


def _of_numerator(rule: Rule, figure: Figure, parts: list[Figure], catalogue: Catalogue) -> Iterator[Finding]:
    for part in _counts(parts):
        possible = Interval(part.plain, part.plain).over(figure.interval)
        number = _whole_number(possible)
        words = in_brackets(part.words, catalogue.name(part.row.indicator))
        if number is None:
            message = _("{part} is {share} of no whole number").format(part=words, share=figure.words)
            nearest = max(round(part.plain / figure.plain), 1) if figure.plain else 1
            yield find(rule, figure, CONTRADICTION, message, part.plain / nearest, also=[part])
        else:
            message = _("{part} is {share} of {number}").format(part=words, share=figure.words, number=number)
            yield find(rule, figure, OK, message, part.plain / number if number else None, also=[part])
        return


def _counts(figures: list[Figure]) -> list[Figure]:
    return [each for each in figures if each.exact and each.unit.whole and each.interval.low == each.interval.high and each.plain > 0]


def _whole_number(possible: Interval) -> int | None:
    """Return a whole number in an interval, the one in the middle; None if there is none."""
    low = Fraction(0) if possible.low is None else possible.low
    if possible.high is None:
        return ceil(low)
    first, last = ceil(low), floor(possible.high)
    if first > last:
        return None
    return min(max(round((low + possible.high) / 2), first), last)
