"""A claimed rise or fall beside the figures of both years, or beside the stated change."""

from collections.abc import Iterator
from fractions import Fraction

from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import CHANGE, DIRECTION, GROWTH, Book, Figure
from ..finding import CONTRADICTION, OK, Finding, find
from .both_years import both_years

_STEADY = Fraction(1, 100)  # what differs by less may be called the same


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each claim of which both years, or the change, are stated."""
    for code in book.indicators(DIRECTION):
        for claim in book.of(code, DIRECTION) if rule.judges(code) else ():
            years = both_years(claim, book, catalogue)
            if years is not None:
                yield _by_years(rule, claim, years.this[0], years.last[0])
            else:
                yield from _by_change(rule, claim, book)


def _by_years(rule: Rule, claim: Figure, this: Figure, last: Figure) -> Finding:
    message = _("{claim}: {last} in {year}, {this} now").format(claim=_claimed(claim), last=last.words, year=last.row.year, this=this.words)
    return find(rule, claim, OK if _agrees(claim, this, last) else CONTRADICTION, message, also=[this, last])


def _by_change(rule: Rule, claim: Figure, book: Book) -> Iterator[Finding]:
    row = claim.row
    for measure in (CHANGE, GROWTH):
        for change in book.of(row.indicator, measure):
            other = change.row
            same = (row.report, row.year, row.period, row.scope) == (other.report, other.year, other.period, other.scope)
            if same:
                agrees = (change.plain > 0) - (change.plain < 0) == row.value
                message = _("{claim}: the stated change is {change}").format(claim=_claimed(claim), change=change.words)
                yield find(rule, claim, OK if agrees else CONTRADICTION, message, also=[change])
                return


def _agrees(claim: Figure, this: Figure, last: Figure) -> bool:
    """Tell whether the digits allow what is claimed: two that are printed alike may still differ where they are rounded."""
    if claim.row.value == 0:
        return this.interval.meets(last.interval) or abs(this.plain - last.plain) <= _STEADY * max(abs(this.plain), abs(last.plain))
    more, less = (this, last) if claim.row.value == 1 else (last, this)
    high, low = more.interval.high, less.interval.low
    return high is None or low is None or high > low


def _claimed(claim: Figure) -> str:
    return {1: _("said to rise"), -1: _("said to fall")}.get(int(claim.row.value or 0), _("said to stay the same"))
