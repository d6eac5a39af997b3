"""Whether each figure is the number that its printed words say, of what its id says; knows no text and no database."""

from decimal import Decimal

from liuzhou_vet.words import _

from ..numerals import Numeral, normal, read
from ..units import PERCENT, POINTS
from .records import Figure

_SIGNED = ("change", "growth")  # measures whose sign is in other words
_POINT_UNITS = (PERCENT, "", "个百分点", "百分点")


def misread(figure: Figure) -> str:
    """Return what is wrong with a figure that is not what its printed words say, or whose id speaks of another; '' if nothing is."""
    if not figure.row.startswith(figure.about):
        return _("{row}: the row is about {about}, its id is not").format(row=figure.row, about=figure.about)
    numeral = read(figure.printed)
    if numeral is None:
        return ""
    counted = _counted(numeral, normal(figure.unit))
    if counted is None:
        message = _("{row}: '{printed}' is printed, and the row counts in {unit}")
        return message.format(row=figure.row, printed=figure.printed, unit=figure.unit)
    if _same(counted.value, figure.value, figure.measure) and _same(counted.value_to, figure.value_to, figure.measure):
        return ""
    return _("{row}: '{printed}' is printed, and the row says {value}").format(row=figure.row, printed=figure.printed, value=figure.value)


def _counted(numeral: Numeral, unit: str) -> Numeral | None:
    if unit == POINTS and numeral.unit in _POINT_UNITS:
        return numeral
    return numeral.counted_in(unit)


def _same(printed: Decimal | None, said: float | None, measure: str) -> bool:
    if printed is None or said is None:
        return printed is None and said is None
    return float(printed) == (abs(said) if measure in _SIGNED else said)
