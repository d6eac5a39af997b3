"""A rounded percentage of which only one of the two counts is stated: whether any whole number gives it."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Rule
from ..figures import TOTAL, Book, Figure
from ..finding import CONTRADICTION, OK, Finding, find
from .beside import beside


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each exact percentage of which the base or the numerator, but not both, is an exact count."""
    for code in book.indicators():
        indicator = catalogue.indicators[code]
        if not rule.judges(code):
            continue
        for figure in book.of(code):
            if not (figure.unit.percent and figure.exact and figure.usual and figure.row.statistic == TOTAL):
                continue
            parts, wholes = (beside(figure, book.of(each)) if each else None for each in (indicator.numerator, indicator.base))
            counts = _counts(wholes.fit) if wholes else []
            if counts and not (parts and parts.fit):
                yield _any([_of_base(rule, figure, whole, catalogue) for whole in counts])
                continue
            counts = _counts(parts.fit) if parts else []
            if counts and not (wholes and wholes.fit):
                yield _any([_of_numerator(rule, figure, part, catalogue) for part in counts])


def _any(found: list[Finding]) -> Finding:
    """Return the best of what follows from counts that are stated several times."""
    return next((each for each in found if each.verdict == OK), found[0])


def _of_base(rule: Rule, figure: Figure, whole: Figure, catalogue: Catalogue) -> Finding:
    number = _whole_number(figure.interval.times(whole.plain))
    words = in_brackets(whole.words, catalogue.name(whole.row.indicator))
    if number is None:
        message = _("no whole number out of {base} is {share}").format(base=words, share=figure.words)
        nearest = round(figure.plain * whole.plain)
        return find(rule, figure, CONTRADICTION, message, Fraction(nearest) / whole.plain, also=[whole])
    message = _("{number} out of {base} is {share}").format(number=number, base=words, share=figure.words)
    return find(rule, figure, OK, message, number / whole.plain, also=[whole])


def _of_numerator(rule: Rule, figure: Figure, part: Figure, catalogue: Catalogue) -> Finding:
    number = _whole_number(Interval(part.plain, part.plain).over(figure.interval))
    words = in_brackets(part.words, catalogue.name(part.row.indicator))
    if not number:
        message = _("{part} is {share} of no whole number").format(part=words, share=figure.words)
        nearest = max(round(part.plain / figure.plain), 1) if figure.plain else 1
        return find(rule, figure, CONTRADICTION, message, part.plain / nearest, also=[part])
    message = _("{part} is {share} of {number}").format(part=words, share=figure.words, number=number)
    return find(rule, figure, OK, message, part.plain / number, also=[part])


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
