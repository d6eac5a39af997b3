"""A figure beside plausible limits."""

from collections.abc import Iterator

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import Book
from ..finding import IMPLAUSIBLE, Finding, find
from .within import in_usual_unit, within


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield each judged figure that lies outside the limits."""
    limits = Interval(rule.low, rule.high)
    for code in rule.role("judged"):
        for figure in book.of(code):
            if figure.usual and in_usual_unit(figure, catalogue) and not within(figure, limits):
                message = _("{value} is hardly possible; {rule}: {reason}")
                words = message.format(value=figure.words, rule=rule.name, reason=rule.reason)
                yield find(rule, figure, IMPLAUSIBLE, words, None, limits)
