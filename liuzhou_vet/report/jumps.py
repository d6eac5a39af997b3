"""Whether a figure jumps beside that of the year before; knows how the two are printed, and no row."""

import re
from fractions import Fraction
from typing import NamedTuple, Protocol

from .units import Unit

_POINTS, _TIMES, _TIMES_BY_NATURE = 20, 3, 10
_ADDED = re.compile("新|增加|撤销")  # what a year adds or takes away is a change itself
_FEW = 20  # below this whole numbers jump by chance


class Printed(Protocol):
    """A figure: its value as printed, the same in the plainest unit, its unit, and how many decimals are printed."""

    @property
    def value(self) -> Fraction:
        """Return the number in its unit."""

    @property
    def plain(self) -> Fraction:
        """Return the number in the plainest unit of its dimension."""

    @property
    def unit(self) -> Unit:
        """Return the unit."""

    @property
    def decimals(self) -> int:
        """Return how many decimals are printed."""


class Jump(NamedTuple):
    """A jump: how large (times, or points), which of the two it is, whether it is down to nothing."""

    size: Fraction
    points: bool = False
    to_nothing: bool = False


def jump_between(here: Printed, there: Printed, limit: int = _TIMES) -> Jump | None:
    """Return the jump from one year's figure (`there`) to the next, if it is one.

    limit: from how many times on it is one; percentages jump by points.
    """
    if here.unit.percent and there.unit.percent:
        points = abs(here.value - there.value)
        return Jump(points, points=True) if points > _POINTS else None
    small, large = sorted((here.plain, there.plain))
    whole = not here.decimals and not there.decimals
    if small < 0 or large == 0 or (whole and large < _FEW):
        return None
    if small == 0:
        return Jump(large, to_nothing=True) if here.value == 0 and limit == _TIMES else None
    return Jump(large / small) if large >= limit * small else None


def times_that_jump(indicator: str, dimension: str, statistic: str, period: str) -> int:
    """Return from how many times on figures jump: what a year adds, sums of money and what is cumulative move by nature.

    indicator: its name and breakdown.
    """
    money = dimension == "money" and statistic == "total"
    return _TIMES_BY_NATURE if money or period == "cumulative" or _ADDED.search(indicator) else _TIMES
