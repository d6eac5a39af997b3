"""A cell of a workbook -> the text that a person sees in it, or what the spreadsheet made of it; knows one cell and its column's kind."""

from datetime import date
from decimal import Decimal

from liuzhou_vet.words import _, listed

from ..cells import Wrong
from .number_format import DIGITS, Day, day_of, is_date, shown_number, shown_parts, stored
from .rewritten import a_date, digits_lost
from .xlsx import DATE, ERROR, FLAG, NOT_COMPUTED, NUMBER, Cell

_BY_FORMAT = ("text", "code", "figure", "number", "section")
"""Kinds of column in which decimals count, so that a number is read as its format shows it; in others it is read plainly."""


def seen(cell: Cell, kind: str, from_1904: bool = False) -> str:
    """Return the text of a cell in a column of a kind (see `Field`); Wrong for a cell that does not hold what was typed.

    from_1904: the workbook counts its days from 1904.
    """
    if cell.type in (NUMBER, DATE):
        try:
            return _iso_date(cell, kind) if cell.type == DATE else _number(cell, kind, from_1904)
        except (ArithmeticError, ValueError):
            raise Wrong("number", _("the cell holds a number that no spreadsheet can show; type it anew")) from None
    if cell.type == FLAG and kind != "flag":
        words = _("the cell is TRUE or FALSE and no text; format it as text and type anew what it is to say")
        raise Wrong("rewritten", words)
    if cell.type == ERROR:
        raise Wrong("formula", _("the cell shows {error}; correct its formula, or type the value").format(error=cell.text))
    if cell.type == NOT_COMPUTED:
        raise Wrong("formula", _("the formula was never computed; open the file in a spreadsheet and save it, or type the value"))
    return cell.text


def _number(cell: Cell, kind: str, from_1904: bool) -> str:
    number = stored(cell.text)
    if is_date(cell.format):
        return _date(day_of(number, cell.format, from_1904), kind)
    if abs(number) >= Decimal(10) ** DIGITS:
        raise digits_lost(cell.text)
    return shown_number(number, cell.format if kind in _BY_FORMAT else "0")


def _iso_date(cell: Cell, kind: str) -> str:
    shows = shown_parts(cell.format) if is_date(cell.format) else "ymd"
    return _date(Day(date.fromisoformat(cell.text[:10]), shows), kind)


def _date(day: Day, kind: str) -> str:
    text = day.day.isoformat()
    if kind == "section":  # judged with the outline at hand
        return text
    if kind != "date":
        raise a_date(text, _likely(day))
    if "t" in day.shows:
        raise Wrong("date", _("the cell shows a time of day; type YYYY, YYYY-MM or YYYY-MM-DD"))
    if "y" not in day.shows:
        message = _("the cell shows no year, and the spreadsheet took {year}; type YYYY-MM-DD")
        raise Wrong("rewritten", message.format(year=day.day.year))
    return text if "d" in day.shows else text[:7] if "m" in day.shows else text[:4]


def _likely(day: Day) -> str:
    """Return what was probably typed, quoted: what the cell shows, as people write it."""
    year, month, number = day.day.year, day.day.month, day.day.day
    if "y" not in day.shows:
        likely = [f"{month}-{number}", f"{month}/{number}", f"{month}月{number}日"]
    elif "d" not in day.shows:
        likely = [f"{year}-{month}", f"{year}年{month}月"]
    else:
        likely = [f"{year}-{month}-{number}", f"{year}年{month}月{number}日", f"{month}-{number}"]
    return listed([f"“{each}”" for each in likely])
