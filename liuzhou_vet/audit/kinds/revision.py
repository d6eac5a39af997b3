"""What a report says of an earlier year beside what that year's own report said."""

from collections.abc import Iterator

from liuzhou_vet.report.units import alike
from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import Book, Figure
from ..finding import CONTRADICTION, NOT_COMPARABLE, OK, Finding, find
from .beside import apart


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each figure about a year whose own report, of the same subject, states the same."""
    if len(catalogue.reports) < 2:
        return
    for code in book.indicators():
        figures = book.of(code) if rule.judges(code) else []
        own = [each for each in figures if catalogue.reports[each.row.report].year == each.row.year]
        for figure in figures:
            if catalogue.reports[figure.row.report].year > figure.row.year:
                told = [each for each in own if each.kind == figure.kind and _same_kind_of_report(figure, each, catalogue)]
                if told:
                    yield _verdict(rule, figure, told, catalogue)


def _same_kind_of_report(here: Figure, there: Figure, catalogue: Catalogue) -> bool:
    return catalogue.reports[here.row.report].subject == catalogue.reports[there.row.report].subject


def _verdict(rule: Rule, figure: Figure, told: list[Figure], catalogue: Catalogue) -> Finding:
    same = [each for each in told if each.row.scope == figure.row.scope]
    if not same:
        return find(rule, figure, NOT_COMPARABLE, apart(figure, told[0], catalogue), also=told[:1])
    other = min(same, key=lambda each: abs(each.plain - figure.plain))
    if "D" in (figure.row.status, other.row.status) or not alike(figure.unit.dimension, other.unit.dimension):
        message = _("{report} defines it in another way").format(report=other.row.report)
        return find(rule, figure, NOT_COMPARABLE, message, also=[other])
    message = _("{report} said {value} of {year} in {section}").format(
        report=other.row.report, value=other.words, year=figure.row.year, section=other.row.section or "?"
    )
    if figure.interval.meets(other.interval):
        return find(rule, figure, OK, message, other.plain, other.interval, [other])
    message = _("{equation}, not {stated}").format(equation=message, stated=figure.words)
    return find(rule, figure, CONTRADICTION, message, other.plain, other.interval, [other])
