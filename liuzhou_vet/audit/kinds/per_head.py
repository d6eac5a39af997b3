"""A value per head beside plausible limits, whatever the scopes: the rule speaks only where no stated base brings it within them."""

from collections.abc import Iterator
from fractions import Fraction

from liuzhou_vet.report.intervals import Interval, rounded
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Rule
from ..figures import TOTAL, Book, Figure
from ..finding import IMPLAUSIBLE, OK, Finding, find
from .within import in_usual_unit


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each judged figure of which a base is stated for the same year in the same report."""
    for code in rule.role("judged"):
        for figure in book.of(code):
            bases = [base for each in rule.role("base") for base in book.of(each) if _of_the_same_year(figure, base)]
            if bases and figure.usual and not figure.vague and figure.row.statistic == TOTAL and in_usual_unit(figure, catalogue):
                yield _verdict(rule, figure, bases, catalogue)


def _of_the_same_year(figure: Figure, base: Figure) -> bool:
    same = (base.row.report, base.row.year, base.row.statistic) == (figure.row.report, figure.row.year, TOTAL)
    return same and base.usual and not base.vague and base.plain > 0


def _verdict(rule: Rule, figure: Figure, bases: list[Figure], catalogue: Catalogue) -> Finding:
    limits = Interval(rule.low, rule.high)
    fitting = [base for base in bases if figure.interval.over(base.interval).meets(limits)]
    base = min(fitting or bases, key=lambda each: _beyond(figure.plain / each.plain, limits))
    message = _("{value} / {base} = {computed}").format(
        value=in_brackets(figure.words, catalogue.name(figure.row.indicator)),
        base=in_brackets(base.words, catalogue.name(base.row.indicator)),
        computed=rounded(figure.plain / base.plain, 1),
    )
    if fitting:
        return find(rule, figure, OK, message, also=[base])
    scale = Interval(*(None if end is None else end * base.plain for end in limits))
    words = _("{equation}; {rule}: {reason}").format(equation=message, rule=rule.name, reason=rule.reason)
    return find(rule, figure, IMPLAUSIBLE, words, None, scale, [base])


def _beyond(value: Fraction, limits: Interval) -> Fraction:
    """Return how far a value lies outside the limits."""
    below = Fraction(0) if limits.low is None else limits.low - value
    above = Fraction(0) if limits.high is None else value - limits.high
    return max(below, above, Fraction(0))
