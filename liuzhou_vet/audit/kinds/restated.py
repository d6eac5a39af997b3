"""One fact that a report states at several places: the same each time, unless another scope is counted."""

from collections import defaultdict
from collections.abc import Iterator

from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import CHANGE, GROWTH, LEVEL, Book, Figure, counted_alike, same_dates, same_number
from ..finding import CONTRADICTION, NOT_COMPARABLE, OK, Finding, find
from .beside import apart

_OF_ITS_OWN = ("term", "episode", "span", "cumulative")  # periods of which a year may have several
_ONCE = ("activity", "project")  # subjects that are one episode themselves


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each figure that its report has stated before, in another place."""
    for measure in (LEVEL, CHANGE, GROWTH):
        for code in book.indicators(measure):
            figures = book.of(code, measure)
            if len(figures) > 1 and rule.judges(code):
                yield from _repeated(rule, figures, catalogue)


def _repeated(rule: Rule, figures: list[Figure], catalogue: Catalogue) -> Iterator[Finding]:
    facts: dict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        facts[figure.row.report, figure.kind].append(figure)
    for stated in facts.values():
        stated.sort(key=lambda each: each.row.ordinal)
        for place, figure in enumerate(stated[1:], 1):
            same = [each for each in stated[:place] if _same_fact(figure, each, catalogue)]
            yield _verdict(rule, figure, same, stated[0], catalogue)


def _same_fact(figure: Figure, other: Figure, catalogue: Catalogue) -> bool:
    """Tell whether two figures can only be the same fact: of what a year may have several, dates must say which it is."""
    if figure.row.scope != other.row.scope or not counted_alike(figure, other) or not same_dates(figure, other):
        return False
    if figure.row.period not in _OF_ITS_OWN or catalogue.subjects[figure.row.subject].kind in _ONCE:
        return True
    dates = [(each.row.period_start, each.row.period_end) for each in (figure, other)]
    return dates[0] == dates[1] and any(dates[0])


def _verdict(rule: Rule, figure: Figure, same: list[Figure], first: Figure, catalogue: Catalogue) -> Finding:
    if not same:
        return find(rule, figure, NOT_COMPARABLE, apart(figure, first, catalogue), also=[first])
    other = next((each for each in same if same_number(figure, each)), same[0])
    if same_number(figure, other):
        message = _("{value} in {section} too").format(value=other.words, section=other.row.section or "?")
        return find(rule, figure, OK, message, other.plain, other.interval, [other])
    if not (figure.usual and other.usual):
        return find(rule, figure, NOT_COMPARABLE, apart(figure, other, catalogue), also=[other])
    message = _("{value} in {section}, but {stated} here").format(value=other.words, section=other.row.section or "?", stated=figure.words)
    return find(rule, figure, CONTRADICTION, message, other.plain, other.interval, [other])
