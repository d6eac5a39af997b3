"""Observations by the hundred thousand: what most rows have in common is read once for all of them; knows one row at a time."""

from operator import itemgetter
from typing import Any

from .cells import Cells, Figure, Wrong
from .forms import FORMS
from .observation import Frame, Observations

_NAMES = FORMS["observations"].columns
_OWN = ("subject", "indicator", "value", "printed")
_SUBJECT, _INDICATOR, _VALUE, _PRINTED = map(_NAMES.index, _OWN)
_DECIMALS = _NAMES.index("decimals")
_COMMON = [place for place, name in enumerate(_NAMES) if name not in _OWN]


_UNUSUAL = ("?", 0.0, 0)  # agrees with nothing that is printed


def _number(figure: Figure | None) -> tuple[str, float, int]:
    """Return a number as it was typed, its value and its decimals."""
    return (figure.typed, float(figure.value), figure.decimals) if figure and figure.typed else _UNUSUAL


class Frames:
    """The frames of one form: rows that differ only in subject, indicator, value and what is printed share one."""

    def __init__(self, columns: list[Cells], observations: Observations) -> None:
        self._columns = columns
        self._observations = observations
        self._subjects, self._indicators = columns[_SUBJECT], columns[_INDICATOR]
        self._numbers = Cells(lambda cell: _number(columns[_VALUE][cell]))
        self._pick = itemgetter(*_COMMON)
        self._frames = Cells(self._frame)

    def usual(self, cells: list[str]) -> list[Any] | None:
        """Return the complete row, id included; None for a row that has to be looked at more closely, or is wrong."""
        frame: Frame | None = self._frames[self._pick(cells)]
        if frame is None:
            return None
        printed = cells[_PRINTED]
        try:
            subject, indicator = self._subjects[cells[_SUBJECT]], self._indicators[cells[_INDICATOR]]
            typed, number, decimals = self._numbers[cells[_VALUE] or printed.removesuffix(frame.unit)]
        except Wrong:
            return None
        if typed + frame.unit != printed or frame.decimals not in (None, decimals):
            return None
        row = frame.row.copy()
        row[_SUBJECT], row[_INDICATOR], row[_PRINTED] = subject, indicator, printed
        row[_VALUE], row[_DECIMALS] = number, decimals
        row.append(f"{frame.before}{subject}:{indicator}{frame.after}{printed}")
        return row

    def _frame(self, cells: Any) -> Frame | None:
        row: list[Any] = [None] * len(_NAMES)
        try:
            for place, cell in zip(_COMMON, cells, strict=True):
                row[place] = self._columns[place][cell]
        except Wrong:
            return None
        return self._observations.frame(row)
