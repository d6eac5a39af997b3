"""A part beside its whole."""

from collections.abc import Iterator

from liuzhou_vet.report.units import alike
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Rule
from ..figures import ALL, Book, Figure
from ..finding import CONTRADICTION, Finding, find


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield each figure that is more than the whole that the catalogue makes it a part of."""
    for code in book.indicators():
        whole = catalogue.indicators[code].part_of
        if whole and rule.judges(code):
            for figure in book.of(code):
                found = _too_large(figure, book.of(whole))
                if found is not None:
                    message = _("{part} is said to be part of {whole}").format(
                        part=in_brackets(figure.words, catalogue.name(code)), whole=in_brackets(found.words, catalogue.name(whole))
                    )
                    yield find(rule, figure, CONTRADICTION, message, found.plain, also=[found])


def _too_large(figure: Figure, wholes: list[Figure]) -> Figure | None:
    """Return the whole that a part is more than, if it is so of each that it can be held against.

    A whole that counts everyone holds parts of any scope.
    """
    row = figure.row
    comparable = [
        each
        for each in wholes
        if each.row.report == row.report
        and each.row.year == row.year
        and each.row.period == row.period
        and each.row.statistic == row.statistic
        and each.row.scope in (row.scope, ALL)
        and each.usual
        and figure.usual
        and alike(each.unit.dimension, figure.unit.dimension)
    ]
    if not comparable or any(_holds(figure, each) for each in comparable):
        return None
    return max(comparable, key=lambda each: each.plain)


def _holds(part: Figure, whole: Figure) -> bool:
    low, high = part.interval.low, whole.interval.high
    return low is None or high is None or low <= high
