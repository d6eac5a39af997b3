"""A claimed rise or fall beside the figures of both years, beside the stated change, or beside another claim."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import CHANGE, DIRECTION, GROWTH, Book, Figure, counted_alike
from ..finding import CONTRADICTION, NOT_COMPARABLE, OK, Finding, find
from .beside import apart
from .both_years import both_years, this_year, years_apart

_STEADY = Fraction(1, 100)  # what differs by less may be called the same


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each claim of which both years, or the change, are stated, or that another claim denies."""
    for code in book.indicators(DIRECTION):
        claims = book.of(code, DIRECTION) if rule.judges(code) else []
        for place, claim in enumerate(claims):
            years = both_years(claim, book, catalogue)
            pairs = [pair for pair in product(*years) if counted_alike(*pair)] if years else []
            if pairs:
                yield _by_years(rule, claim, pairs)
            elif change := _change(claim, book):
                yield _by_change(rule, claim, change, book)
            elif denied := next((each for each in claims[:place] if _denies(claim, each)), None):
                message = _("{claim}, but elsewhere {other}").format(claim=_claimed(claim), other=_claimed(denied))
                yield find(rule, claim, CONTRADICTION, message, also=[denied])
            elif kept := years_apart(claim, book, catalogue):
                yield find(rule, claim, NOT_COMPARABLE, apart(*kept, catalogue), also=kept)


def _by_years(rule: Rule, claim: Figure, pairs: list[tuple[Figure, Figure]]) -> Finding:
    this, last = next((pair for pair in pairs if _agrees(claim, *pair)), pairs[0])
    message = _("{claim}: {last} in {year}, {this} now").format(claim=_claimed(claim), last=last.words, year=last.row.year, this=this.words)
    return find(rule, claim, OK if _agrees(claim, this, last) else CONTRADICTION, message, also=[this, last])


def _change(claim: Figure, book: Book) -> Figure | None:
    """Return the stated change that a claim is about."""
    changes = (each for measure in (CHANGE, GROWTH) for each in book.of(claim.row.indicator, measure))
    return next((each for each in changes if _same(claim, each)), None)


def _by_change(rule: Rule, claim: Figure, change: Figure, book: Book) -> Finding:
    agrees = (change.plain > 0) - (change.plain < 0) == claim.row.value
    if claim.row.value == 0:
        agrees = _is_steady(change, this_year(claim, book.of(claim.row.indicator)))
    message = _("{claim}: the stated change is {change}").format(claim=_claimed(claim), change=change.words)
    return find(rule, claim, OK if agrees else CONTRADICTION, message, also=[change])


def _is_steady(change: Figure, levels: list[Figure]) -> bool:
    """Tell whether a change is so small that the figure may be called the same; of a figure that is not stated it may be."""
    if change.unit.dimension.startswith("ratio"):
        return abs(change.plain) <= _STEADY
    return not levels or any(abs(change.plain) <= _STEADY * each.plain for each in levels)


def _denies(claim: Figure, other: Figure) -> bool:
    return _same(claim, other) and claim.row.statistic == other.row.statistic and claim.row.value != other.row.value


def _same(claim: Figure, other: Figure) -> bool:
    here, there = claim.row, other.row
    return (here.report, here.year, here.period, here.scope) == (there.report, there.year, there.period, there.scope)


def _agrees(claim: Figure, this: Figure, last: Figure) -> bool:
    """Tell whether the digits allow what is claimed: two that are printed alike may still differ where they are rounded.

    Of a ratio printed as 1:17.3 either side may be said to rise.
    """
    if claim.row.value == 0:
        return this.interval.meets(last.interval) or abs(this.plain - last.plain) <= _STEADY * max(abs(this.plain), abs(last.plain))
    more, less = (this, last) if claim.row.value == 1 else (last, this)
    return _may_be_more(more, less) or (this.turned and last.turned and _may_be_more(less, more))


def _may_be_more(one: Figure, other: Figure) -> bool:
    high, low = one.interval.high, other.interval.low
    return high is None or low is None or high > low


def _claimed(claim: Figure) -> str:
    return {1: _("said to rise"), -1: _("said to fall")}.get(int(claim.row.value or 0), _("said to stay the same"))
