"""A share, a mean per head or a ratio beside the two figures that it is made of."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.report.units import alike
from liuzhou_vet.words import _, in_brackets

from ..catalogue import Catalogue, Indicator, Rule
from ..figures import MEAN, Book, Figure
from ..finding import CONTRADICTION, NOT_COMPARABLE, OK, Finding, find, held_against, in_words
from .beside import apart, beside

Pair = tuple[Figure, Figure]
Quotient = tuple[str, Interval, Fraction, Pair]
"""A verdict, what the figure may be, what it ought to be, and the two figures that this follows from."""


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what follows for each figure whose indicator the catalogue makes of a numerator and a base."""
    for code in book.indicators():
        indicator = catalogue.indicators[code]
        if indicator.numerator and indicator.base and rule.judges(code):
            for figure in book.of(code):
                if figure.usual and not figure.vague:
                    yield from _judged(rule, figure, indicator, book, catalogue)


def _judged(rule: Rule, figure: Figure, indicator: Indicator, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    parts, wholes = (beside(figure, book.of(str(code))) for code in (indicator.numerator, indicator.base))
    if not parts.near or not wholes.near:
        return
    if not parts.fit or not wholes.fit:
        other = next(iter(parts.near if not parts.fit else wholes.near))
        yield find(rule, figure, NOT_COMPARABLE, apart(figure, other, catalogue), also=[other])
        return
    pairs = [pair for pair in product(parts.fit, wholes.fit) if _divides(figure, *pair)]
    if not pairs:
        message = _("{part} and {whole} are counted differently: nothing follows")
        words = message.format(part=parts.fit[0].words, whole=wholes.fit[0].words)
        yield find(rule, figure, NOT_COMPARABLE, words, also=[parts.fit[0], wholes.fit[0]])
        return
    divisible = [pair for pair in pairs if not pair[0].vague and not pair[1].vague and pair[1].plain]
    if divisible:
        yield _verdict(rule, figure, divisible, book, catalogue)


def _verdict(rule: Rule, figure: Figure, pairs: list[Pair], book: Book, catalogue: Catalogue) -> Finding:
    quotients = [
        (held_against(figure, possible, rule), possible, exact, pair) for pair in pairs for possible, exact in _quotients(figure, *pair)
    ]
    verdict, possible, exact, pair = _best(quotients, figure)
    part, whole = pair
    message = _("{part} / {whole} = {computed}").format(
        part=in_brackets(part.words, catalogue.name(part.row.indicator)),
        whole=in_brackets(whole.words, catalogue.name(whole.row.indicator)),
        computed=in_words(exact, figure),
    )
    if verdict == CONTRADICTION and figure.share and figure.row.statistic == MEAN:
        verdict = NOT_COMPARABLE
        message = _("{equation}; the mean of several shares, here {stated}, need not be the share of all").format(
            equation=message, stated=figure.words
        )
    elif verdict == CONTRADICTION:
        message = _("{equation}, not {stated}").format(equation=message, stated=figure.words) + _hint(rule, figure, part, book, catalogue)
    return find(rule, figure, verdict, message, exact, possible, pair)


def _best(quotients: list[Quotient], figure: Figure) -> Quotient:
    """Return the quotient that fits, else the nearest."""
    if len(quotients) == 1:
        return quotients[0]
    return min(quotients, key=lambda each: (each[0] != OK, abs(each[2] - figure.plain)))


def _quotients(figure: Figure, part: Figure, whole: Figure) -> Iterator[tuple[Interval, Fraction]]:
    """Yield what the figure may be; a ratio is printed either way round (1:17.3, 17.3:1)."""
    yield part.interval.over(whole.interval), part.plain / whole.plain
    if figure.ratio and part.plain:
        yield whole.interval.over(part.interval), whole.plain / part.plain


def _divides(figure: Figure, part: Figure, whole: Figure) -> bool:
    """Tell whether part by whole has the dimension of the figure: persons by persons, or money by persons in yuan."""
    if figure.share:
        return alike(part.unit.dimension, whole.unit.dimension)
    return alike(part.unit.dimension, figure.unit.dimension)


def _hint(rule: Rule, figure: Figure, part: Figure, book: Book, catalogue: Catalogue) -> str:
    """Return which other base the report may have divided by, if one fits."""
    for code in book.indicators():
        if code in (figure.row.indicator, part.row.indicator, catalogue.indicators[figure.row.indicator].base):
            continue
        for other in beside(figure, book.of(code)).fit:
            whole = other.unit.whole and alike(part.unit.dimension, other.unit.dimension) and other.plain >= part.plain
            if whole and other.plain and held_against(figure, part.interval.over(other.interval), rule) == OK:
                return _("; it fits {base} as the base").format(base=in_brackets(other.words, catalogue.name(code)))
    return ""
