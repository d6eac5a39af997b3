"""A total beside its parts, all of them stated; or parts that make up a fixed whole, such as 100 %."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from liuzhou_vet.report.intervals import ZERO, Interval
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Rule
from ..figures import Book, Figure, counted_alike
from ..finding import CONTRADICTION, NOT_COMPARABLE, OK, Finding, find, held_against, in_words
from .beside import Beside, apart, beside

_FEW = 3  # statements of one part that are tried with each other


class Together(NamedTuple):
    """Parts added up: the numbers that they may make, and what they make as printed."""

    possible: Interval
    exact: Fraction
    parts: tuple[Figure, ...]


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each total of which parts are stated for the same year, period and scope.

    Where parts are missing, the others alone may still be more than the total.
    """
    for code in rule.role("judged"):
        for figure in book.of(code):
            if figure.usual and not figure.vague:
                yield from _judged(rule, figure, book, catalogue)
    if not rule.role("judged"):
        yield from _fixed(rule, book, catalogue)


def _judged(rule: Rule, figure: Figure, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    found = [beside(figure, book.of(code), figure.row.statistic) for code in rule.role("part")]
    sums = _sums(figure, found)
    missing = [each for each in found if not _counted(figure, each.fit)]
    if not missing:
        best = min(sums, key=lambda each: (held_against(figure, each.possible, rule) != OK, abs(each.exact - figure.plain)))
        verdict = held_against(figure, best.possible, rule)
        yield find(rule, figure, verdict, _equation(best, figure, verdict, catalogue), best.exact, best.possible, best.parts)
    elif len(sums[0].parts) > 1 and all(_more(each.possible, figure.interval) for each in sums):
        most = sums[0]
        at_least = Interval(most.possible.low, None)
        yield find(rule, figure, CONTRADICTION, _equation(most, figure, CONTRADICTION, catalogue), None, at_least, most.parts)
    elif all(each.near and not each.near[0].vague for each in missing):
        other = missing[0].near[0]
        yield find(rule, figure, NOT_COMPARABLE, apart(figure, other, catalogue), also=[other])


def _fixed(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    whole = Interval(rule.low, rule.high if rule.high is not None else rule.low)
    first, *others = rule.role("part")
    for figure in book.of(first):
        if not figure.usual or figure.vague:
            continue
        found = [Beside([figure], [figure]), *(beside(figure, book.of(code), figure.row.statistic) for code in others)]
        sums = _sums(figure, found)
        allowed = whole.widened(rule.tolerance * figure.unit.factor)
        best = min(sums, key=lambda each: not each.possible.meets(allowed))
        complete = len(best.parts) == len(found)
        verdict = OK if best.possible.meets(allowed) else CONTRADICTION
        if not complete and (len(best.parts) < 2 or not _more(best.possible, allowed)):
            continue
        message = f"{_listed(best.parts, catalogue)} = {in_words(best.exact, figure)}"
        if verdict == CONTRADICTION:
            message = _("{equation}, not {stated}").format(equation=message, stated=in_words(rule.low or Fraction(0), figure))
        yield find(rule, figure, verdict, message, also=best.parts[1:])


def _sums(figure: Figure, found: list[Beside]) -> list[Together]:
    """Return what the parts that are stated add up to, once for each choice among several statements of one part."""
    stated = [counted for each in found if (counted := _counted(figure, each.fit))]
    return [_together(parts) for parts in product(*stated)]


def _counted(figure: Figure, parts: list[Figure]) -> list[Figure]:
    return [part for part in parts if counted_alike(part, figure) and not part.vague][:_FEW]


def _together(parts: tuple[Figure, ...]) -> Together:
    possible, exact = ZERO, Fraction(0)
    for part in parts:
        possible, exact = possible.plus(part.interval), exact + part.plain
    return Together(possible, exact, parts)


def _more(parts: Interval, whole: Interval) -> bool:
    return parts.low is not None and whole.high is not None and parts.low > whole.high


def _equation(together: Together, figure: Figure, verdict: str, catalogue: Catalogue) -> str:
    equation = f"{_listed(together.parts, catalogue)} = {in_words(together.exact, figure)}"
    if verdict == CONTRADICTION:
        return _("{equation}, not {stated}").format(equation=equation, stated=figure.words)
    return equation


def _listed(parts: tuple[Figure, ...], catalogue: Catalogue) -> str:
    return " + ".join(in_brackets(part.words, catalogue.name(part.row.indicator)) for part in parts)
