"""Printed digits -> the numbers they can stand for, in exact arithmetic; knows no row, no unit and no catalogue.

A printed 49.1 is any number from 49.05 to 49.15, the ends included: at an edge reports round either way.
"""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from . import numerals
from .units import Unit

ROUGH = 10_000
"""From here on a 万 may be printed and multiplied out."""

ROUNDING = frozenset("百千万亿")
"""The signs that say how far a number is rounded."""

_SIGN_PLACES = {"亿": 8, "万": 4, "千": 3, "百": 2}
_LONGEST = 100  # letters of a numeral; reading 一亿亿亿… goes deeper with each
_BOUNDS = ("at_least", "over", "at_most", "under")
_SCALE_PLACES = {"万亿": 12, "亿": 8, "万": 4}


class Interval(NamedTuple):
    """The numbers from `low` to `high`, both included; None is no end on that side."""

    low: Fraction | None
    high: Fraction | None

    def meets(self, other: "Interval") -> bool:
        """Tell whether the two have a number in common."""
        return _not_above(self.low, other.high) and _not_above(other.low, self.high)

    def times(self, factor: Fraction) -> "Interval":
        """Return the numbers multiplied by a positive factor."""
        if factor == 1:
            return self
        return Interval(*(None if end is None else end * factor for end in self))

    def plus(self, other: "Interval") -> "Interval":
        """Return the sums."""
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def minus(self, other: "Interval") -> "Interval":
        """Return the differences."""
        return self.plus(Interval(None if other.high is None else -other.high, None if other.low is None else -other.low))

    def widened(self, by: Fraction) -> "Interval":
        """Return the numbers that are at most so far away."""
        if not by:
            return self
        return self.plus(Interval(-by, by))

    def over(self, other: "Interval") -> "Interval":
        """Return the quotients of numbers none of which is negative; any number where the divisor can only be 0."""
        if other.high is not None and other.high <= 0:
            return ANY
        if self.low is self.high and other.low is other.high and self.low is not None and other.low is not None and self.low >= 0:
            quotient = self.low / other.low
            return Interval(quotient, quotient)
        low = Fraction(0) if self.low is None or other.high is None else max(self.low, Fraction(0)) / other.high
        high = None if self.high is None or other.low is None or other.low <= 0 else self.high / other.low
        return Interval(low, high)


ANY = Interval(None, None)
"""Every number: nothing is known of it."""

ZERO = Interval(Fraction(0), Fraction(0))


def printed(value: Fraction, place: int, bound: str = "exact", value_to: Fraction | None = None, whole: bool = False) -> Interval:
    """Return the numbers that a printed one can stand for.

    place: the power of ten that the last printed digit counts (-1 for 49.1, 3 for 3.2万). bound: a code of the code list
    `bound`; `about` says nothing that could be held against anything. value_to: the upper end of a range. whole: what is
    counted comes in whole numbers, so that 716 persons are 716 and not 715.5 to 716.5; a 万 rounds them all the same. A whole
    number that is named as a bound is one as it stands (95%以上), while one with decimals has been rounded (94.32%以上).
    """
    named = bound in _BOUNDS and place >= 0
    half = Fraction(0) if named or (whole and place <= 0) else Fraction(10) ** place / 2
    low, high = value - half, (value if value_to is None else value_to) + half
    if bound == "about":
        return ANY
    if bound in ("at_least", "over"):
        return Interval(low, None)
    return Interval(None, high) if bound in ("at_most", "under") else Interval(low, high)


def last_place(text: str, unit: str, decimals: int) -> int:
    """Return the power of ten that the last digit of a printed numeral counts, in `unit`.

    text: as printed: 49.1% counts tenths (-1); 3.2万 is 3 where the unit is 人, -1 where it is 万人; 25万6千 is 3. decimals:
    what is taken where the text is no numeral.
    """
    numeral = numerals.read(text) if len(text) <= _LONGEST else None
    if numeral is None:
        return -decimals
    if numeral.scale and not unit.startswith(numeral.scale):
        return _SCALE_PLACES[numeral.scale] - numeral.decimals
    digits = numerals.normal(text).removesuffix(numeral.unit)
    return _SIGN_PLACES.get(digits[-1:], -numeral.decimals)


def last_digit(text: str, value: float, unit: Unit, decimals: int) -> int:
    """Return the power of ten that the last digit that counts stands for: of what is printed, else of a value that was typed."""
    if text:
        return -decimals if ROUNDING.isdisjoint(text) else last_place(text, unit.name, decimals)
    return typed_place(value, decimals) if value >= ROUGH and not unit.scaled else -decimals


def typed_place(value: float, decimals: int) -> int:
    """Return the power of ten that the last digit counts where only a value was typed: 32000 may have been 3.2万.

    Three zeros or more are taken for rounding.
    """
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return zeros if zeros >= 3 and not decimals and value else -decimals


def rounded(number: Fraction, decimals: int) -> Decimal:
    """Return a number with so many decimals, rounded half away from zero."""
    return Decimal(f"{_rounded_to_last_place(number, decimals)}E-{decimals}")


def rounded_float(number: Fraction, decimals: int) -> float:
    """Return the double that is nearest to a number with so many decimals, rounded half away from zero."""
    scale: int = 10**decimals
    return _rounded_to_last_place(number, decimals) / scale


def _rounded_to_last_place(number: Fraction, decimals: int) -> int:
    scale: int = 10**decimals
    whole = (2 * abs(number.numerator) * scale + number.denominator) // (2 * number.denominator)
    return -whole if number.numerator < 0 else whole


def _sum(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one + other


def _not_above(low: Fraction | None, high: Fraction | None) -> bool:
    return low is None or high is None or low <= high
