"""What a rule finds about one stated figure, with its verdict; knows no rule."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from liuzhou_vet.report.intervals import ANY, Interval, rounded, rounded_float

from .catalogue import Rule
from .figures import Figure

CONTRADICTION, IMPLAUSIBLE, NOT_COMPARABLE, EXPLAINED, STALE, OK = (
    "contradiction", "implausible", "not_comparable", "explained", "stale", "ok",
)  # fmt: skip
RAISED = (CONTRADICTION, IMPLAUSIBLE)
"""The verdicts that a remark may explain."""

_MORE = 2  # decimals that what is computed has beyond what is stated


class Finding(NamedTuple):
    """A verdict on a stated figure; numbers in its unit, None where there is none.

    low, high: the numbers that the stated figure could be, as far as what it is held against goes. also: the ids of the
    observations that the verdict is about besides the figure's own, `id`.
    """

    rule: str
    report: str
    subject: str
    indicator: str | None
    year: int
    verdict: str
    message: str
    section: str
    stated: float | None = None
    computed: float | None = None
    low: float | None = None
    high: float | None = None
    decimals: int = 0
    unit: str = ""
    id: str | None = None
    also: tuple[str, ...] = ()

    @property
    def difference(self) -> float | None:
        """Return the stated number less the computed one."""
        if self.stated is None or self.computed is None:
            return None
        exact = Fraction(repr(self.stated)) - Fraction(repr(self.computed))
        return rounded_float(exact, self.decimals + _MORE)


def find(
    rule: Rule,
    figure: Figure,
    verdict: str,
    message: str,
    computed: Fraction | None = None,
    possible: Interval | None = None,
    also: Iterable[Figure] = (),
) -> Finding:
    """Return what a rule finds about a figure.

    computed: what it ought to be; possible: the numbers that it may be; both in the plainest unit of its dimension.
    """
    row, unit = figure.row, figure.unit

    def number(plain: Fraction | None) -> float | None:
        return None if plain is None else rounded_float(plain / unit.factor, figure.decimals + _MORE)

    known = number(computed)
    low, high = (known if end == computed else number(end) for end in possible or ANY)
    return Finding(
        rule.code,
        row.report,
        row.subject,
        row.indicator,
        row.year,
        verdict,
        message,
        row.section,
        row.value,
        known,
        low,
        high,
        figure.decimals,
        unit.name,
        row.id,
        tuple(other.row.id for other in also),
    )


def held_against(figure: Figure, possible: Interval, rule: Rule) -> str:
    """Return the verdict on a figure that may be any of some numbers, in the plainest unit of its dimension."""
    return OK if figure.interval.meets(possible.widened(rule.tolerance * figure.unit.factor)) else CONTRADICTION


def in_words(plain: Fraction, figure: Figure, more: int = _MORE) -> str:
    """Return a number in the unit of a figure, with two more decimals than that has; whole numbers as they are."""
    number = plain / figure.unit.factor
    decimals = figure.decimals if number.denominator == 1 else figure.decimals + more
    return f"{rounded(number, decimals)}{figure.unit.name}"
