"""Observations by the hundred thousand: what most rows have in common is read once for all of them; knows one row at a time."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from .cells import Cells, Figure, Wrong
from .forms import FORMS
from .observation import Frame, Observations

Usual = Callable[[list[str]], list[Any] | None]
"""Takes the cells of a row; gives the complete row, id included, or None for one that has to be looked at more closely, or is wrong."""

_NAMES = FORMS["observations"].columns
_OWN = ("subject", "indicator", "value", "printed")
_SUBJECT, _INDICATOR, _VALUE, _PRINTED = map(_NAMES.index, _OWN)
_DECIMALS = _NAMES.index("decimals")
_COMMON = [place for place, name in enumerate(_NAMES) if name not in _OWN]
_UNUSUAL = ("?", 0.0, 0)  # agrees with nothing that is printed


def usual_rows(columns: list[Cells], observations: Observations) -> Usual:
    """Return what completes usual rows: those that differ only in subject, indicator, value and what is printed share a frame."""
    frames = Cells(lambda cells: _frame(columns, observations, cells))
    figure = columns[_VALUE].convert  # the figures themselves need not be kept
    numbers = Cells(lambda cell: _number(figure(cell)))
    subjects, indicators, common = columns[_SUBJECT], columns[_INDICATOR], itemgetter(*_COMMON)

    def usual(cells: list[str]) -> list[Any] | None:
        frame: Frame | None = frames[common(cells)]
        if frame is None:
            return None
        values, decimals_given, unit, before, after = frame
        printed = cells[_PRINTED]
        try:
            subject, indicator = subjects[cells[_SUBJECT]], indicators[cells[_INDICATOR]]
            typed, number, decimals = numbers[cells[_VALUE] or printed.removesuffix(unit)]
        except Wrong:
            return None
        if typed + unit != printed or (decimals_given is not None and decimals_given != decimals):
            return None
        row = values.copy()
        row[_SUBJECT], row[_INDICATOR], row[_PRINTED] = subject, indicator, printed
        row[_VALUE], row[_DECIMALS] = number, decimals
        row.append(f"{before}{subject}:{indicator}{after}{printed}")
        return row

    return usual


def _frame(columns: list[Cells], observations: Observations, cells: Any) -> Frame | None:
    row: list[Any] = [None] * len(_NAMES)
    try:
        for place, cell in zip(_COMMON, cells, strict=True):
            row[place] = columns[place][cell]
    except Wrong:
        return None
    return observations.frame(row)


def _number(figure: Figure | None) -> tuple[str, float, int]:
    """Return a number as it was typed, its value and its decimals."""
    return (figure.typed, float(figure.value), figure.decimals) if figure and figure.typed else _UNUSUAL
