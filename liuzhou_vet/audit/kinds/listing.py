"""A stated number beside the rows that list the things: equal for a complete list, a bound for an open one."""

from collections.abc import Iterator
from fractions import Fraction

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.words import _

from ..catalogue import ALL, Catalogue, Listed, Listing, Rule
from ..figures import Book, Figure
from ..finding import CONTRADICTION, Finding, find, held_against


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each stated number of which the report lists the things, by name."""
    for code in rule.role("judged"):
        for figure in book.of(code):
            listed = _listed(rule, figure, catalogue)
            if listed is not None and listed.rows and figure.usual:
                yield _verdict(rule, figure, listed)


def _listed(rule: Rule, figure: Figure, catalogue: Catalogue) -> Listed | None:
    """Return the rows that the figure counts: those of its scope and year, if the rows have them.

    A list that is that of a scope is not the list of everything.
    """
    row = figure.row
    if row.scope == ALL and (rule.listing, row.report, row.subject) in catalogue.scoped:
        return None
    for scope in (row.scope, "") if row.scope == ALL else (row.scope,):
        for year in (row.year, 0):
            listed = catalogue.listings.get(Listing(rule.listing or "", row.report, row.subject, scope, year))
            if listed is not None:
                return listed
    return None


def _verdict(rule: Rule, figure: Figure, listed: Listed) -> Finding:
    count = Fraction(listed.rows)
    if listed.complete:
        possible, message = Interval(count, count), _("{count} are listed")
    else:
        possible, message = Interval(count, None), _("{count} are listed, and the list may be open")
    words = message.format(count=listed.rows)
    verdict = held_against(figure, possible, rule)
    if verdict == CONTRADICTION:
        words = _("{equation}, not {stated}").format(equation=words, stated=figure.words)
    return find(rule, figure, verdict, words, count if listed.complete else None, possible)
