"""One fact that a report states at several places: the same each time, unless another scope is counted."""

from collections import defaultdict
from collections.abc import Iterator

from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import CHANGE, LEVEL, Book, Figure
from ..finding import CONTRADICTION, NOT_COMPARABLE, OK, Finding, find
from .beside import apart


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each figure that its report has stated before, in another place."""
    for measure in (LEVEL, CHANGE):
        for code in book.indicators(measure):
            figures = book.of(code, measure)
            if len(figures) > 1 and rule.judges(code):
                yield from _repeated(rule, figures, catalogue)


def _repeated(rule: Rule, figures: list[Figure], catalogue: Catalogue) -> Iterator[Finding]:
    facts: dict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        facts[figure.row.report, figure.kind].append(figure)
    for stated in facts.values():
        for place, figure in enumerate(stated[1:], 1):
            same = [each for each in stated[:place] if each.row.scope == figure.row.scope]
            yield _verdict(rule, figure, same, stated[0], catalogue)


def _verdict(rule: Rule, figure: Figure, same: list[Figure], first: Figure, catalogue: Catalogue) -> Finding:
    if not same:
        return find(rule, figure, NOT_COMPARABLE, apart(figure, first, catalogue), also=[first])
    other = same[0]
    message = _("{value} in {section} too").format(value=other.words, section=other.row.section or "?")
    if figure.interval.meets(other.interval) or not (figure.usual and other.usual):
        return find(rule, figure, OK, message, other.plain, other.interval, [other])
    message = _("{value} in {section}, but {stated} here").format(value=other.words, section=other.row.section or "?", stated=figure.words)
    return find(rule, figure, CONTRADICTION, message, other.plain, other.interval, [other])
