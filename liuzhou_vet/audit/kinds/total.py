"""A total beside its parts, all of them stated; or parts that make up a fixed whole, such as 100 %."""

from collections.abc import Iterator
from fractions import Fraction

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.report.units import alike
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Rule
from ..figures import Book, Figure
from ..finding import CONTRADICTION, OK, Finding, find, held_against, in_words
from .beside import beside


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each total whose parts are all stated for the same year, period and scope."""
    for code in rule.role("judged"):
        for figure in book.of(code):
            parts = _parts(rule, figure, book)
            if parts:
                yield _verdict(rule, figure, parts, catalogue)
    if not rule.role("judged"):
        yield from _fixed(rule, book, catalogue)


def _parts(rule: Rule, figure: Figure, book: Book) -> list[Figure]:
    """Return one figure for each part, or none if one is missing or counted in another way."""
    found = [beside(figure, book.of(code)).fit for code in rule.role("part")]
    if not all(len(each) == 1 and alike(each[0].unit.dimension, figure.unit.dimension) for each in found):
        return []
    return [each[0] for each in found]


def _verdict(rule: Rule, figure: Figure, parts: list[Figure], catalogue: Catalogue) -> Finding:
    possible, exact = _together(parts)
    verdict = held_against(figure, possible, rule)
    message = f"{_listed(parts, catalogue)} = {in_words(exact, figure)}"
    if verdict == CONTRADICTION:
        message = _("{equation}, not {stated}").format(equation=message, stated=figure.words)
    return find(rule, figure, verdict, message, exact, possible, parts)


def _fixed(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    first, *others = rule.role("part")
    for figure in book.of(first):
        parts = [figure, *(each for code in others for each in beside(figure, book.of(code)).fit[:1])]
        if len(parts) <= len(others):
            continue
        possible, exact = _together(parts)
        whole = Interval(rule.low, rule.high if rule.high is not None else rule.low)
        verdict = OK if possible.meets(whole.widened(rule.tolerance * figure.unit.factor)) else CONTRADICTION
        message = f"{_listed(parts, catalogue)} = {in_words(exact, figure)}"
        if verdict == CONTRADICTION:
            message = _("{equation}, not {stated}").format(equation=message, stated=in_words(whole.low or Fraction(0), figure))
        yield find(rule, figure, verdict, message, also=parts[1:])


def _together(parts: list[Figure]) -> tuple[Interval, Fraction]:
    possible, exact = Interval(Fraction(0), Fraction(0)), Fraction(0)
    for part in parts:
        possible, exact = possible.plus(part.interval), exact + part.plain
    return possible, exact


def _listed(parts: list[Figure], catalogue: Catalogue) -> str:
    return " + ".join(in_brackets(part.words, catalogue.name(part.row.indicator)) for part in parts)
