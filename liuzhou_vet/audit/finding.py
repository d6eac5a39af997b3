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

MORE = 2
"""How many decimals more than what is stated a computed share has, and the ends of what a figure may be."""


class Finding(NamedTuple):
    """A verdict on a stated figure; numbers in its unit, None where there is none.

    precision: the decimals of what is computed. low, high: the numbers that the stated figure could be, as far as what it is held
    against goes. also: the ids of the observations that the verdict is about besides the figure's own, `id`.
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
    precision: int = 0
    unit: str = ""
    id: str | None = None
    also: tuple[str, ...] = ()

    @property
    def difference(self) -> float | None:
        """Return the stated number less the computed one."""
        if self.stated is None or self.computed is None:
            return None
        exact = Fraction(repr(self.stated)) - Fraction(repr(self.computed))
        return rounded_float(exact, self.precision)


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

    def number(plain: Fraction | None, decimals: int) -> float | None:
        return None if plain is None else rounded_float(plain / unit.factor, decimals)

    precision = _precision(figure)
    known = number(computed, precision)
    low, high = (known if end == computed else number(end, figure.decimals + MORE) for end in possible or ANY)
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
        precision,
        unit.name,
        row.id,
        tuple(other.row.id for other in also),
    )


def held_against(figure: Figure, possible: Interval, rule: Rule) -> str:
    """Return the verdict on a figure that may be any of some numbers, in the plainest unit of its dimension."""
    return OK if figure.interval.meets(possible.widened(rule.tolerance * figure.unit.factor)) else CONTRADICTION


def in_words(plain: Fraction, figure: Figure) -> str:
    """Return a number in the unit of a figure, with as many decimals as what is computed has."""
    return f"{rounded(plain / figure.unit.factor, _precision(figure))}{figure.unit.name}"


def _precision(figure: Figure) -> int:
    return figure.decimals + MORE if figure.share else figure.decimals
