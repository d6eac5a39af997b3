"""A figure as the audit sees it, and all figures of one subject by what they say; judges nothing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from liuzhou_vet.report.intervals import ZERO, Interval, last_digit, printed, rounded
from liuzhou_vet.report.units import Unit, alike
from liuzhou_vet.words import hedged

LEVEL, CHANGE, GROWTH, DIRECTION = "level", "change", "growth", "direction"
TOTAL, MEAN, EACH = "total", "mean", "each"
_OTHER_MEANING = ("D", "W")
_RATIO = "ratio"
_TO_ONE = re.compile("1[:：∶]")  # 1:17.3
_ONE = Interval(Fraction(1), Fraction(1))


class Kind(NamedTuple):
    """What is measured, of what time, and how: the parts that figures must have in common to be compared."""

    indicator: str
    year: int
    period: str
    statistic: str


class Figure:
    """One observation; its numbers are exact, those of `interval` and `plain` in the plainest unit of its dimension.

    quotient: whether it is one number by another, so that even persons (校均规模) are no whole number.
    """

    def __init__(self, row: "ObservationRow", unit: Unit, quotient: bool = False) -> None:
        self.row = row
        self.unit = unit
        self._quotient = quotient

    @cached_property
    def value(self) -> Fraction:
        """Return the number in its unit."""
        return _exact(self.row.value or 0)

    @cached_property
    def plain(self) -> Fraction:
        """Return the number in the plainest unit of its dimension."""
        return self.value * self.unit.factor

    @property
    def decimals(self) -> int:
        """Return how many decimals are printed."""
        return self.row.decimals or 0

    @cached_property
    def interval(self) -> Interval:
        """Return the numbers that it can stand for, in the plainest unit of its dimension."""
        row = self.row
        upper = None if row.value_to is None else _exact(row.value_to)
        counted = self.unit.whole and not self._quotient
        whole = counted and not row.decimals and row.measure == LEVEL and row.statistic != MEAN
        if whole and row.bound == "exact" and self._place() <= 0:
            return Interval(self.value, self.value)
        found = printed(self.value, self._place(), row.bound, upper, whole)
        if row.measure in (CHANGE, GROWTH) and row.value is not None and row.value < 0:
            found = ZERO.minus(printed(-self.value, self._place(), row.bound, None if upper is None else -upper, whole))
        return found.times(self.unit.factor)

    def _place(self) -> int:
        return last_digit(self.row.printed, abs(self.row.value or 0), self.unit, self.decimals)

    @property
    def kind(self) -> Kind:
        """Return what it measures, of what time, and how."""
        return Kind(self.row.indicator, self.row.year, self.row.period, self.row.statistic)

    @property
    def exact(self) -> bool:
        """Tell whether it is a plain number, no bound and no guess."""
        return self.row.bound == "exact"

    @property
    def vague(self) -> bool:
        """Tell whether it may be any number, so that nothing can be held against it (约)."""
        return self.row.bound == "about"

    @property
    def share(self) -> bool:
        """Tell whether it is a share or a ratio: a number without a unit."""
        return self.unit.dimension == _RATIO

    @property
    def ratio(self) -> bool:
        """Tell whether it is a ratio that may be printed either way round (1:17.3, 17.3:1)."""
        return self.share and not self.unit.percent

    @property
    def turned(self) -> bool:
        """Tell whether it is printed the other way round: 17.3 as 1:17.3."""
        return self.ratio and _TO_ONE.match(self.row.printed) is not None and self.value > 1

    @property
    def usual(self) -> bool:
        """Tell whether it means what its indicator means."""
        return self.row.status not in _OTHER_MEANING

    @property
    def words(self) -> str:
        """Return number and unit with their hedge, as they may be printed."""
        row = self.row
        number = f"{rounded(self.value, self.decimals)}"
        if row.value_to is not None:
            number += f"-{rounded(_exact(row.value_to), self.decimals)}"
        return hedged(number, row.bound, self.unit.name, blank="")


def _exact(number: float) -> Fraction:
    """Return the decimal number that a double stands for."""
    whole = int(number)
    return Fraction(whole) if whole == number else Fraction(repr(number))


class ObservationRow(NamedTuple):
    """An observation as it is stored; what is None there is None here."""

    id: str
    report: str
    subject: str
    indicator: str
    year: int
    period: str
    measure: str
    statistic: str
    value: float | None
    value_to: float | None
    unit: str | None
    decimals: int | None
    bound: str
    scope: str
    status: str
    section: str
    printed: str
    ordinal: int
    period_start: str | None = None
    period_end: str | None = None


class Book:
    """All figures of one subject, from every report, by indicator and measure."""

    def __init__(self, subject: str, figures: Iterable[Figure]) -> None:
        self.subject = subject
        self._by_indicator: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in figures:
            self._by_indicator[figure.row.indicator, figure.row.measure].append(figure)

    def of(self, indicator: str, measure: str = LEVEL) -> list[Figure]:
        """Return the figures of an indicator, in the order of the reports."""
        return self._by_indicator.get((indicator, measure), [])

    def every(self, measure: str = LEVEL) -> Iterator[Figure]:
        """Yield every figure of a measure, indicator by indicator."""
        for (_indicator, known), figures in self._by_indicator.items():
            if known == measure:
                yield from figures

    def indicators(self, measure: str = LEVEL) -> list[str]:
        """Return the indicators of which there are figures of a measure."""
        return [indicator for indicator, known in self._by_indicator if known == measure]


def same_dates(one: Figure, other: Figure) -> bool:
    """Tell whether the dates of two figures do not differ, as far as they are known."""
    here, there = one.row, other.row
    return _not_different(here.period_start, there.period_start) and _not_different(here.period_end, there.period_end)


def same_number(one: Figure, other: Figure) -> bool:
    """Tell whether two figures can be the same number; a ratio may be printed either way round."""
    if one.interval.meets(other.interval):
        return True
    return one.ratio and other.ratio and _ONE.over(one.interval).meets(other.interval)


def counted_alike(one: Figure, other: Figure) -> bool:
    """Tell whether two figures measure the same: persons and person-times do not."""
    return alike(one.unit.dimension, other.unit.dimension)


def _not_different(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return one.startswith(other) or other.startswith(one)  # 2030-12 holds 2030-12-31
