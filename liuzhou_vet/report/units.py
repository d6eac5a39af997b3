"""What a unit measures, and when two figures can be held against each other; knows no catalogue and no row."""

from fractions import Fraction
from typing import NamedTuple

from .numerals import scale_of

PERCENT, POINTS = "%", "pp"
_WHOLE = ("count", "person")  # beginnings of the dimensions that are counted in whole numbers
_ANY_COUNT = "count"  # 个 counts anything that has a counter of its own: 10个 enterprises are 10家


class Unit(NamedTuple):
    """A unit: its name as printed, what it measures, and how many of the plainest unit of that dimension it is."""

    name: str = ""
    dimension: str = ""
    factor: Fraction = Fraction(1)

    @property
    def whole(self) -> bool:
        """Tell whether it counts things one by one."""
        return self.dimension.startswith(_WHOLE) and self.factor == 1

    @property
    def scaled(self) -> bool:
        """Tell whether it begins with a 万 or 亿 itself."""
        return bool(scale_of(self.name))

    @property
    def percent(self) -> bool:
        """Tell whether it is the percentage."""
        return self.name == PERCENT


def alike(one: str, other: str) -> bool:
    """Tell whether two dimensions may be compared: the same, or one of them counts whatever the other counts."""
    counted = one.startswith(_ANY_COUNT) and other.startswith(_ANY_COUNT)
    return one == other or (counted and _ANY_COUNT in (one, other))


def changes(change: str, level: str) -> bool:
    """Tell whether what has one dimension can be a change of what has the other: a pay of 2662元/月 is said to rise by 212元."""
    points = "ratio_difference"
    return alike(change, level) or level.startswith(f"{change}_per_") or (change == points and level == "ratio")
