"""A row of observations -> value, unit, decimals, bound and id, derived from what is printed; knows one row and the units.

What is blank is derived from `printed`; what is filled in must agree with it. The rules are those of the contract of the
observation (`docs`): the value is the number in the printed unit, a change is signed and the printed words are not.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from liuzhou_vet.report import numerals
from liuzhou_vet.report.numerals import Numeral, scale_of
from liuzhou_vet.report.units import PERCENT, POINTS
from liuzhou_vet.words import _

from .cells import Cells, Figure, Wrong, in_full, shown
from .reading.rewritten import as_printed, refuse_day

Tell = Callable[[str, str, str, str], None]
"""Takes what is wrong with the row: column, severity, rule, message."""

_POINT_WORDS = ("个百分点", "百分点")
_RISES = re.compile("增|升|涨|扩大|提高|加大|加快|改善")
_FALLS = re.compile("减|降|跌|缩小|下滑|放缓")
_STEADY = re.compile("持平|不变|稳定")
_USUAL = re.compile(r"(\d+(\.\d+)?)(.*)", re.ASCII)
_pick_agreed = itemgetter(6, 8, 9, 10, 11, 12, 14, 16)
_NUMBERLESS = ("O", "M")
_LONGEST = 100  # letters of a printed number; reading 一亿亿亿… goes deeper with each
_SIGNED = ("change", "growth")


class Stated(NamedTuple):
    """The number of an observation as it is stored."""

    value: Decimal | None
    value_to: Decimal | None
    unit: str | None
    decimals: int | None


class Frame(NamedTuple):
    """What many rows have in common: their values, the decimals that are filled in, the unit as printed, both ends of their ids.

    The id of a row is `before`, subject, `:`, indicator, `after`, and what is printed.
    """

    row: list[Any]
    decimals: int | None
    unit: str
    before: str
    after: str


class Refused(Exception):
    """A row whose number cannot be understood; the reason has been told."""


class Observations:
    """Completes the rows of one report.

    units: name of each unit by its code; indicator_units: the unit of each indicator, by code.
    """

    def __init__(self, report: str, units: Mapping[str, str], indicator_units: Mapping[str, str | None]) -> None:
        self._report = report
        self._units = {code: numerals.normal(name) for code, name in units.items()}
        self._codes = {name: code for code, name in self._units.items()}
        self._indicator_units = indicator_units
        self._numerals = Cells(self._read)

    def frame(self, row: list[Any]) -> Frame | None:
        """Return what rows with these values have in common, if their number can be told at sight; the value and what is printed are open.

        Such a row is a level with a citation and a unit, and `printed` is what was typed as the value and the unit behind it.
        """
        year, period, start, end, measure, statistic = row[2:8]
        value_to, unit, decimals, bound, scope, status, section = row[9:16]
        nth = row[17]
        name = self._units.get(unit, "")
        plain = measure == "level" and value_to is None and bound != "range" and status not in _NUMBERLESS
        if not (plain and name and section) or nth == 0 or (start and end and start > end):
            return None
        row[12], row[14], row[17] = bound or "exact", status or "A", nth or 1
        identity = f":{year}{_series(period, measure, statistic, scope)}{_citation(section, '', row[17])}"
        return Frame(row, decimals, name, f"{self._report}:", identity)

    def finish(self, row: list[Any], tell: Tell) -> bool:
        """Complete a row in place, its id added; return False for a row that is not to be loaded, the reason told."""
        (
            subject, indicator, year, period, start, end, measure, statistic, value, _value_to,
            _unit, _decimals, bound, scope, status, section, printed, nth, _note,
        ) = row  # fmt: skip
        if value is None and not printed and status is None:
            tell("value", "warning", "not_filled_in", _("the row is not filled in and is left out"))
            return False
        if start and end and start > end:
            tell("period_end", "error", "period", _("the period ends before it starts"))
            return False
        if nth == 0:
            tell("nth", "error", "number", _("nth counts from 1"))
            return False
        stated = self._agreed(row)
        if stated is None:
            try:
                stated = self._stated(row, tell)
                bound, printed = _bound(bound, stated, tell), row[16]
            except Refused:
                return False
        nth = nth or 1
        status = "A" if status is None and section and printed else _status(status, section, printed, tell)
        series, citation = _series(period, measure, statistic, scope), _citation(section, printed, nth)
        identity = f"{self._report}:{subject}:{indicator}:{year}{series}{citation}"
        row[8] = None if stated.value is None else float(stated.value)
        row[9] = None if stated.value_to is None else float(stated.value_to)
        row[10], row[11], row[12], row[14], row[17] = stated.unit, stated.decimals, bound or "exact", status, nth
        row.append(identity)
        return True

    def _read(self, printed: str) -> Numeral | None:
        usual = _USUAL.fullmatch(printed)  # most are this simple, and a million of them are to be read
        if usual and usual[3] in self._codes:
            return Numeral(Decimal(usual[1]), len(usual[2] or ".") - 1, usual[3], None, scale_of(usual[3]))
        numeral = numerals.read(printed) if len(printed) <= _LONGEST else None
        if numeral is not None and numeral.unit in _POINT_WORDS:
            return replace(numeral, unit=POINTS)
        return numeral

    def _agreed(self, row: list[Any]) -> Stated | None:
        """Return the number of a row in which everything is filled in and agrees at first sight; else None."""
        measure, value, value_to, unit, decimals, bound, status, printed = _pick_agreed(row)
        if measure != "level" or value_to is not None or bound == "range" or status in _NUMBERLESS or not printed:
            return None
        numeral: Numeral | None = self._numerals[printed]
        if numeral is None or numeral.value_to is not None or numeral.unit != self._units.get(unit):
            return None
        if (value is not None and (value.mark or value.value != numeral.value)) or decimals not in (None, numeral.decimals):
            return None
        return Stated(numeral.value, None, unit, numeral.decimals)

    def _stated(self, row: list[Any], tell: Tell) -> Stated:
        measure, value, value_to, unit, decimals, status = row[6], row[8], row[9], row[10], row[11], row[14]
        if status in _NUMBERLESS:
            if value is not None:
                tell("value", "error", "status", _("a row of status {status} has no value").format(status=status))
                raise Refused
            return Stated(None, None, unit, decimals)
        if measure == "direction":
            return _direction(value, value_to, unit, row[16], tell)
        return self._number(row, tell)

    def _number(self, row: list[Any], tell: Tell) -> Stated:
        indicator, measure, value, value_to, unit, decimals, printed = row[1], row[6], row[8], row[9], row[10], row[11], row[16]
        numeral: Numeral | None = self._numerals[printed] if printed else None
        if printed and (numeral is None or numeral.unit.startswith("-")):
            _refuse_day(printed, tell)
        if value is None and (numeral is None or measure in _SIGNED):
            _refuse_blank(printed, numeral, tell)
        unit = unit or self._unit_of(indicator, measure, numeral, value, tell)
        name = self._units.get(unit, "")
        row[16] = as_printed(printed, value, decimals, name == PERCENT)
        if row[16] != printed:
            numeral = self._numerals[row[16]]
        if measure == "change" and name == PERCENT and self._units.get(self._indicator_units.get(indicator) or "") == PERCENT:
            tell("unit", "error", "agree", _("a change of a percentage is in percentage points: the unit is pp"))
            raise Refused
        if numeral is not None:
            numeral = _counted(numeral, name, measure, tell)
            value = _agreeing("value", value, numeral.value, name, measure in _SIGNED, tell)
            value_to = _agreeing("value_to", value_to, numeral.value_to, name, False, tell)
            expected = numeral.decimals
        else:
            value, value_to = _typed("value", value, name, tell), _typed("value_to", value_to, name, tell)
            expected = max(value.decimals if value else 0, value_to.decimals if value_to else 0)
        if decimals is not None and numeral is not None and decimals != expected:
            message = _("{printed} is printed with {expected} decimals, not {decimals}; correct it or leave it blank")
            tell("decimals", "error", "agree", message.format(printed=printed, expected=expected, decimals=decimals))
            raise Refused
        number = value.value if value else None
        upper = value_to.value if value_to else None
        return Stated(number, upper, unit, expected if decimals is None else decimals)

    def _unit_of(self, indicator: str, measure: str, numeral: Numeral | None, value: Figure | None, tell: Tell) -> str:
        """Return the unit where it is blank: the printed one, else the indicator's if the number can be counted in it."""
        usual = self._indicator_units.get(indicator)
        if numeral is None:
            if value is not None and value.mark == PERCENT and PERCENT in self._codes:
                return self._codes[_percent_name(measure, self._units.get(usual or "", ""))]
            tell("unit", "error", "required", _("the unit is missing; fill it in, or fill in what is printed"))
            raise Refused
        name = self._units.get(usual or "", "")
        if numeral.unit == PERCENT and PERCENT in self._codes:
            return self._codes[_percent_name(measure, name)]
        if numeral.unit in self._codes:
            return self._codes[numeral.unit]
        if usual is not None and numeral.counted_in(name):
            return usual
        message = _("“{unit}” is no unit of the catalogue; fill in the unit, or add it to units")
        tell("unit", "error", "reference", message.format(unit=shown(numeral.unit)))
        raise Refused


def _series(period: str, measure: str, statistic: str, scope: str) -> str:
    """Return the part of an id that tells series of one indicator apart: what is not the usual."""
    parts = ((period, "calendar"), (measure, "level"), (statistic, "total"), (scope, "all"))
    return "".join(f":{part}" for part, usual in parts if part != usual)


def _citation(section: str, printed: str, nth: int) -> str:
    if not (section or printed):
        return ""
    return f"@{section}#{nth}:{printed}" if nth > 1 else f"@{section}:{printed}"


def _percent_name(measure: str, usual: str) -> str:
    """Return the unit that a printed % means: a change of a percentage is in points."""
    return POINTS if measure == "change" and usual == PERCENT else PERCENT


def _refuse_day(printed: str, tell: Tell) -> None:
    try:
        refuse_day(printed)
    except Wrong as wrong:
        tell("printed", "error", wrong.rule, wrong.message)
        raise Refused from None


def _refuse_blank(printed: str, numeral: Numeral | None, tell: Tell) -> None:
    if numeral is not None:
        message = _("a change needs its sign, which “{printed}” does not show; fill in the value")
    elif printed:
        message = _("“{printed}” cannot be read as a number; fill in value and unit")
    else:
        message = _("there is neither a value nor what is printed; fill in one of them")
    tell("value", "error", "required", message.format(printed=shown(printed)))
    raise Refused


def _counted(numeral: Numeral, unit: str, measure: str, tell: Tell) -> Numeral:
    """Return the printed number in the unit of the row."""
    if unit == POINTS and numeral.unit in (PERCENT, "") and measure == "change":
        return numeral
    counted = numeral.counted_in(unit)
    if counted is None:
        message = _("the printed unit is “{printed}”, not “{unit}”; correct the one or the other")
        tell("unit", "error", "agree", message.format(printed=shown(numeral.unit), unit=unit))
        raise Refused
    return counted


def _typed(column: str, figure: Figure | None, unit: str, tell: Tell) -> Figure | None:
    """Return a number that was typed, in the unit of the row: 33.8万 is 33.8 万人, and 338000 人."""
    if figure is None or not figure.mark:
        return figure
    if figure.mark == PERCENT:
        if unit in (PERCENT, POINTS):
            return figure
        tell(column, "error", "agree", _("a % was typed, but the unit is “{unit}”").format(unit=unit))
        raise Refused
    return figure if unit.startswith(figure.mark) else in_full(figure)


def _agreeing(column: str, typed: Figure | None, printed: Decimal | None, unit: str, signed: bool, tell: Tell) -> Figure | None:
    """Return the number that is printed; one that was typed must be the same, a change but for its sign."""
    figure = _typed(column, typed, unit, tell)
    if figure is None:
        return None if printed is None else Figure(printed, 0, "")
    if printed is not None and (figure.value == printed or (signed and abs(figure.value) == printed)):
        return figure
    if printed is None:
        message = _("what is printed is no range; leave it blank")
    else:
        message = _("what is printed says {printed}, not {value}; correct the one or the other")
    tell(column, "error", "agree", message.format(printed=printed, value=figure.value))
    raise Refused


def _direction(value: Figure | None, value_to: Figure | None, unit: str | None, printed: str, tell: Tell) -> Stated:
    """Return a claim without a figure: 1, 0 or -1, and no unit."""
    if unit is not None or value_to is not None:
        column = "unit" if unit is not None else "value_to"
        tell(column, "error", "agree", _("a direction has no unit and no range; leave it blank"))
        raise Refused
    found = _claimed(printed) if value is None else value.value
    if found is None or found not in (-1, 0, 1) or (value is not None and value.mark):
        tell("value", "error", "direction", _("a direction is 1 (up), 0 (unchanged) or -1 (down); fill it in"))
        raise Refused
    return Stated(Decimal(found), None, None, 0)


def _claimed(printed: str) -> Decimal | None:
    claims = [Decimal(sign) for sign, words in ((1, _RISES), (-1, _FALLS), (0, _STEADY)) if words.search(printed)]
    return claims[0] if len(claims) == 1 else None


def _bound(bound: str | None, stated: Stated, tell: Tell) -> str:
    """Return the bound, `exact` or `range` where it is blank."""
    ranged = stated.value_to is not None
    if bound is None:
        return "range" if ranged else "exact"
    if (bound == "range") == ranged:
        return bound
    if ranged:
        tell("bound", "error", "agree", _("a number with an upper end has the bound range"))
    else:
        tell("value_to", "error", "agree", _("a range needs its upper end; fill in value_to"))
    raise Refused


def _status(status: str | None, section: str, printed: str, tell: Tell) -> str:
    """Return the status; what has no citation yet is provisional, which is told as a warning."""
    if (section and printed) or status in _NUMBERLESS:
        return status or "A"
    column = "section" if not section else "printed"
    tell(column, "warning", "no_citation", _("no citation yet: the row is loaded with status P"))
    return "P" if status in (None, "A") else str(status)
