"""A net change beside what was added and what was taken away."""

from collections.abc import Iterator
from fractions import Fraction

from liuzhou_vet.report.intervals import ZERO, Interval
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Rule
from ..figures import CHANGE, Book, Figure, counted_alike
from ..finding import CONTRADICTION, OK, Finding, find, held_against, in_words
from .both_years import both_years

Term = tuple[int, Figure]
"""What was added (1) or removed (-1)."""


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each change, stated or between both years, whose additions and removals are stated.

    Where one of several indicators balances, it is the one that was added to: majors offered, say, not those that recruit.
    """
    found = [finding for code in rule.role("judged") for finding in _of_indicator(rule, code, book, catalogue)]
    balanced = {(finding.report, finding.year) for finding in found if finding.verdict == OK}
    for finding in found:
        if finding.verdict == OK or (finding.report, finding.year) not in balanced:
            yield finding


def _of_indicator(rule: Rule, code: str, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    changes = [change for change in book.of(code, CHANGE) if change.usual and not change.vague]
    for change in changes:
        yield from _judged(rule, change, book, catalogue)
    told = {(change.row.report, change.row.year) for change in changes}
    for level in book.of(code):
        if level.usual and not level.vague and (level.row.report, level.row.year) not in told:
            yield from _between_years(rule, level, book, catalogue)


def _judged(rule: Rule, change: Figure, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    terms = _terms(rule, change, book)
    if terms:
        possible, exact = _net(terms)
        equation = f"{_listed(terms, catalogue)} = {in_words(exact, change)}"
        yield _verdict(rule, change, possible, exact, equation, [figure for _sign, figure in terms])


def _between_years(rule: Rule, level: Figure, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    years, terms = both_years(level, book, catalogue), _terms(rule, level, book)
    if years is None or not terms:
        return
    net, gain = _net(terms)
    last = next((each for each in years.last if held_against(level, each.interval.plus(net), rule) == OK), years.last[0])
    if last.vague or not counted_alike(last, level):
        return
    exact = last.plain + gain
    words = _("{last} in {year}").format(last=last.words, year=last.row.year)
    equation = f"{_listed(terms, catalogue, words)} = {in_words(exact, level)}"
    yield _verdict(rule, level, last.interval.plus(net), exact, equation, [last, *(figure for _sign, figure in terms)])


def _verdict(rule: Rule, figure: Figure, possible: Interval, exact: Fraction, equation: str, also: list[Figure]) -> Finding:
    verdict = held_against(figure, possible, rule)
    if verdict == CONTRADICTION:
        equation = _("{equation}, not {stated}").format(equation=equation, stated=figure.words)
    return find(rule, figure, verdict, equation, exact, possible, also)


def _terms(rule: Rule, figure: Figure, book: Book) -> list[Term]:
    """Return what was added (1) and removed (-1), one figure each; none if one is not stated, or in two ways."""
    row, terms = figure.row, []
    for sign, role in ((1, "added"), (-1, "removed")):
        for code in rule.role(role):
            found = [
                each
                for each in book.of(code)
                if (each.row.report, each.row.year, each.row.scope) == (row.report, row.year, row.scope)
                and counted_alike(each, figure)
                and each.usual
                and not each.vague
            ]
            if not found or any(each.plain != found[0].plain for each in found):
                return []
            terms.append((sign, found[0]))
    return terms


def _net(terms: list[Term]) -> tuple[Interval, Fraction]:
    possible, exact = ZERO, Fraction(0)
    for sign, figure in terms:
        possible = possible.plus(figure.interval) if sign > 0 else possible.minus(figure.interval)
        exact += sign * figure.plain
    return possible, exact


def _listed(terms: list[Term], catalogue: Catalogue, first: str = "") -> str:
    """Return the terms as a sum, after what it begins with."""
    words = first
    for sign, figure in terms:
        mark = " + " if sign > 0 else " - "
        words += (mark if words or sign < 0 else "") + in_brackets(figure.words, catalogue.name(figure.row.indicator))
    return words
