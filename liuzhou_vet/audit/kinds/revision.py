"""What a report says of an earlier year beside what that year's own report, or the earliest that speaks of it, said."""

from collections.abc import Iterator

from liuzhou_vet.words import _

from ..catalogue import Catalogue, Report, Rule
from ..figures import Book, Figure, counted_alike, same_dates, same_number
from ..finding import CONTRADICTION, NOT_COMPARABLE, OK, Finding, find
from .beside import apart


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each figure about an earlier year of which an earlier report, of the same subject, states the same."""
    if len(catalogue.reports) < 2:
        return
    for code in book.indicators():
        figures = book.of(code) if rule.judges(code) else []
        for figure in figures:
            if catalogue.reports[figure.row.report].year > figure.row.year:
                told = _told(figure, figures, catalogue)
                if told:
                    yield _verdict(rule, figure, told, catalogue)


def _told(figure: Figure, figures: list[Figure], catalogue: Catalogue) -> list[Figure]:
    """Return what the earliest report of the same subject said of the same: that of the year itself, if it is there."""
    here = catalogue.reports[figure.row.report]
    earlier = [each for each in figures if each.kind == figure.kind and _is_earlier(catalogue.reports[each.row.report], here)]
    first = min((catalogue.reports[each.row.report].year for each in earlier), default=None)
    return [each for each in earlier if catalogue.reports[each.row.report].year == first]


def _is_earlier(there: Report, here: Report) -> bool:
    return there.subject == here.subject and there.year < here.year


def _verdict(rule: Rule, figure: Figure, told: list[Figure], catalogue: Catalogue) -> Finding:
    same = [each for each in told if each.row.scope == figure.row.scope and same_dates(each, figure)]
    if not same:
        return find(rule, figure, NOT_COMPARABLE, apart(figure, told[0], catalogue), also=told[:1])
    other = min(same, key=lambda each: (not same_number(figure, each), abs(each.plain - figure.plain)))
    if not {figure.row.status, other.row.status}.isdisjoint("BDW") or not counted_alike(figure, other):
        message = _("{report} defines it in another way").format(report=other.row.report)
        return find(rule, figure, NOT_COMPARABLE, message, also=[other])
    message = _("{report} said {value} of {year} in {section}").format(
        report=other.row.report, value=other.words, year=figure.row.year, section=other.row.section or "?"
    )
    if same_number(figure, other):
        return find(rule, figure, OK, message, other.plain, other.interval, [other])
    message = _("{equation}, not {stated}").format(equation=message, stated=figure.words)
    return find(rule, figure, CONTRADICTION, message, other.plain, other.interval, [other])
