"""Whether a figure lies within limits, and whether limits in the plainest unit of its indicator speak of it at all."""

from fractions import Fraction

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.report.units import Unit, alike

from ..catalogue import Catalogue
from ..figures import Figure

_ONE = Interval(Fraction(1), Fraction(1))


def within(figure: Figure, limits: Interval) -> bool:
    """Tell whether a figure can lie within limits; a ratio below one is the other way round (0.06 for 1:17.3)."""
    if figure.ratio and 0 < figure.plain < 1:
        return _ONE.over(figure.interval).meets(limits)
    return figure.interval.meets(limits)


def in_usual_unit(figure: Figure, catalogue: Catalogue) -> bool:
    """Tell whether a figure is counted as its indicator is: persons, say, and not person-times."""
    usual = catalogue.units.get(catalogue.indicators[figure.row.indicator].unit or "", Unit())
    return not usual.dimension or alike(figure.unit.dimension, usual.dimension)
