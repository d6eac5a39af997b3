"""Categories that overlap: where they make more than the whole, they must not be added up."""

from collections.abc import Iterator
from fractions import Fraction

from liuzhou_vet.report.intervals import ZERO
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Rule
from ..figures import Book, Figure, counted_alike
from ..finding import NOT_COMPARABLE, Finding, find, in_words
from .beside import beside


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield each whole whose parts together are more, and by how much they overlap at least; about the first part."""
    for code in rule.role("judged"):
        for figure in book.of(code):
            found = [beside(figure, book.of(part), figure.row.statistic).fit for part in rule.role("part")]
            parts = [each[0] for each in found if each and counted_alike(each[0], figure)]
            if len(parts) < len(found) or not figure.usual:
                continue
            over = sum((part.plain for part in parts), Fraction(0)) - figure.plain
            if _more(parts, figure):
                listed = " + ".join(in_brackets(part.words, catalogue.name(part.row.indicator)) for part in parts)
                message = _("{parts} are more than {whole}: at least {over} are counted in both, so they must not be added up")
                words = message.format(parts=listed, whole=in_brackets(figure.words, catalogue.name(code)), over=in_words(over, figure))
                yield find(rule, parts[0], NOT_COMPARABLE, words, also=[figure, *parts[1:]])


def _more(parts: list[Figure], whole: Figure) -> bool:
    """Tell whether parts are more than the whole, whichever way they are rounded."""
    together = ZERO
    for part in parts:
        together = together.plus(part.interval)
    high = whole.interval.high
    return together.low is not None and high is not None and together.low > high
