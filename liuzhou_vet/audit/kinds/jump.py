"""A figure that jumps from one year to the next: a slip, or another definition."""

from collections.abc import Iterator

from liuzhou_vet.report.intervals import rounded
from liuzhou_vet.report.jumps import Jump, jump_between, times_that_jump
from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import Book, Figure, counted_alike
from ..finding import IMPLAUSIBLE, Finding, find
from .both_years import both_years

_ONCE = ("episode", "span")  # periods that do not come back every year
_BOUNDS = ("exact", "about")


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield each figure that jumps beside every figure of the year before that it can be held against."""
    for code in book.indicators():
        figures = book.of(code)
        if len(figures) < 2 or not rule.judges(code):
            continue
        limit = times_that_jump(
            catalogue.indicators[code].words, figures[0].unit.dimension, figures[0].row.statistic, figures[0].row.period
        )
        for figure in figures:
            if figure.row.period not in _ONCE and figure.row.bound in _BOUNDS and figure.row.status not in "BDW":
                yield from _judged(rule, figure, limit, book, catalogue)


def _judged(rule: Rule, figure: Figure, limit: int, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    years = both_years(figure, book, catalogue)
    last = [each for each in years.last if each.row.bound in _BOUNDS and _comparable(each, figure)] if years else []
    if any(_near(figure, each) for each in last):
        return
    jumps = [(jump_between(figure, each, limit), each) for each in last]
    found = [(jump, each) for jump, each in jumps if jump is not None]
    if found and len(found) == len(jumps):
        jump, other = min(found, key=lambda each: each[0].size)
        yield find(rule, figure, IMPLAUSIBLE, _message(figure, other, jump), None, None, [other])


def _near(one: Figure, other: Figure) -> bool:
    """Tell at first sight, of most figures, that they do not jump: exact arithmetic takes its time."""
    here, there = one.row.value or 0, other.row.value or 0
    return one.unit is other.unit and 0 < here < 1.1 * there < 1.21 * here


def _comparable(one: Figure, other: Figure) -> bool:
    """Tell whether a jump between two figures would mean something; a ratio may have been turned round (17.3 and 0.06)."""
    turned = one.ratio and other.ratio and (one.plain - 1) * (other.plain - 1) < 0
    return counted_alike(one, other) and not turned


def _message(figure: Figure, other: Figure, jump: Jump) -> str:
    if jump.to_nothing:
        message = _("{last} in {year}, {this} now: down to nothing; a slip, or another definition?")
    elif jump.points:
        message = _("{last} in {year}, {this} now: {size} points apart; a slip, or another definition?")
    else:
        message = _("{last} in {year}, {this} now: {size} times; a slip, or another definition?")
    size = rounded(jump.size, max(figure.decimals, other.decimals) if jump.points else 1)
    return message.format(last=other.words, year=other.row.year, this=figure.words, size=size)
