"""Where a number stands on an axis, and the round numbers beside it; knows no drawing."""

import math
from typing import NamedTuple

from ..cells import number

INTERVALS = 4  # about so many between the ends of an axis
ROUND = (1, 2, 2.5, 5, 10)
NEAR = 0.6  # a line's axis may begin above 0 where the least figure is more than this part of the greatest


class Scale(NamedTuple):
    """An axis from `low` to `high` with a round step, drawn from `start` over `length`, which is negative upwards."""

    low: float
    high: float
    step: float
    start: float = 0
    length: float = 1

    def at(self, value: float) -> float:
        """Return where a value stands."""
        return self.start + (value - self.low) / (self.high - self.low) * self.length

    def ticks(self) -> list[tuple[float, str]]:
        """Return the round numbers from end to end, and each as text."""
        decimals = max(0, (1 if _leading(self.step) == 25 else 0) - math.floor(math.log10(self.step) + 1e-9))
        count = round((self.high - self.low) / self.step)
        values = [self.low + place * self.step for place in range(count + 1)]
        return [(value, number(value, decimals)) for value in values]


def from_zero(low: float, high: float) -> Scale:
    """Return the axis of bars: 0 is always on it."""
    return _rounded(min(low, 0), max(high, 0))


def near(low: float, high: float) -> Scale:
    """Return the axis of a line: from 0, or from a round number below the figures where these lie close together far from 0."""
    if low <= 0 or low < NEAR * high:
        return from_zero(low, high)
    spread = high - low or 0.1 * high
    return _rounded(low - spread / 4, high)


def _rounded(low: float, high: float) -> Scale:
    if low == high:
        low, high = min(low, 0), max(high, 0) or 1
    rough = (high - low) / INTERVALS
    power = 10.0 ** math.floor(math.log10(rough))
    whole = low == int(low) and high == int(high)  # between one school and the next there is none
    steps = (each * power for each in ROUND)
    step = next(step for step in steps if step >= rough * (1 - 1e-9) and (step.is_integer() or not whole))
    return Scale(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step)


def _leading(step: float) -> int:
    """Return the first two digits of a step."""
    return round(step / 10.0 ** math.floor(math.log10(step) + 1e-9) * 10)
