"""Categories that overlap: where they make more than the whole, they must not be added up."""

from collections.abc import Iterator

from liuzhou_vet.report.units import alike
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Rule
from ..figures import Book
from ..finding import NOT_COMPARABLE, Finding, find, in_words
from .beside import beside


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield each whole whose parts together are more, and by how much they overlap at least; about the first part."""
    for code in rule.role("judged"):
        for figure in book.of(code):
            parts = [beside(figure, book.of(part)).fit for part in rule.role("part")]
            if not all(len(each) == 1 and alike(each[0].unit.dimension, figure.unit.dimension) for each in parts):
                continue
            over = sum(each[0].plain for each in parts) - figure.plain
            if over > 0:
                listed = " + ".join(in_brackets(each[0].words, catalogue.name(each[0].row.indicator)) for each in parts)
                message = _("{parts} are more than {whole}: at least {over} are counted in both, so they must not be added up")
                words = message.format(parts=listed, whole=in_brackets(figure.words, catalogue.name(code)), over=in_words(over, figure))
                first = parts[0][0]
                yield find(rule, first, NOT_COMPARABLE, words, also=[figure, *(each[0] for each in parts[1:])])
