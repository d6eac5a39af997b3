"""A number and its number format -> the text that a person sees in the cell; knows formats (ECMA-376, 18.8.30), and no file.

Decimal arithmetic throughout: 0.945 as a percentage is 94.5 and not 94.49999999999999.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

GENERAL = "General"
_YEAR_MONTH, _MONTH_DAY, _FULL = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_TIME = "h:mm:ss"

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: _TIME, 19: _TIME, 20: _TIME, 21: _TIME, 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _FULL, 32: _TIME, 33: _TIME, 34: _TIME, 35: _TIME,
    36: _YEAR_MONTH, 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: _TIME, 46: _TIME, 47: _TIME, 48: "0.0E+0",
    49: "@", 50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: _TIME, 56: _TIME,
    57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip
"""The formats that a file names by their number alone; 27 to 36 and 50 to 58 are those of Chinese Excel."""

_LARGEST = 308  # power of ten of the largest binary number

DIGITS = 15
"""As many digits as a spreadsheet keeps and shows."""

_OTHERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[¥￥$€]')  # texts, fill-ins, colours, currencies: no part of the number
_MASK = re.compile(r"([#0?,]*)(?:\.([0?]+))?(%?)")


class Day(NamedTuple):
    """A date as a cell shows it: the day, and which of year, month, day and time the format shows (`ymdt`)."""

    day: date
    shows: str


def is_date(form: str) -> bool:
    """Tell whether a number with this format is shown as a date or a time."""
    return form not in (GENERAL, "@") and bool(re.search("[ymdhs]", _first(form)))


def _first(form: str) -> str:
    """Return the part of a format that is for positive numbers, without texts and colours, in lower case."""
    return _OTHERS.sub("", form).partition(";")[0].strip().lower()


def shown_parts(form: str) -> str:
    """Return which of year, month, day and time a date's format shows, as their letters in `ymdt`."""
    return "".join(sign for sign, letters in zip("ymdt", ("y", "m", "d", "[hs]"), strict=True) if re.search(letters, _first(form)))


def day_of(serial: Decimal, form: str, from_1904: bool = False) -> Day:
    """Return the day that a number means in a cell with a date's format. Raises ValueError for none (a negative number)."""
    days = int(serial)
    if serial < 0:
        raise ValueError(serial)
    begin = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 if days > 60 else 31)  # 1900 is taken for a leap year
    try:
        return Day(begin + timedelta(days=days), shown_parts(form))
    except OverflowError as error:
        raise ValueError(serial) from error


def stored(text: str) -> Decimal:
    """Return a number as it was typed: what is stored is a binary number, of which a spreadsheet shows 15 digits at most.

    Raises ArithmeticError for a text that is no number.
    """
    number = Decimal(text)
    if not number.is_finite() or number.adjusted() > _LARGEST:
        raise ArithmeticError(text)
    if len(number.as_tuple().digits) > DIGITS and number:
        number = number.quantize(Decimal(1).scaleb(number.adjusted() - DIGITS + 1))
    return _trimmed(number)


def shown_number(number: Decimal, form: str) -> str:
    """Return a number as its format shows it, and in full where that would hide digits; never with an exponent."""
    mask = _MASK.fullmatch(_first(form)) if form != GENERAL else None
    if mask is None or mask[1].endswith(",") or not mask[0]:
        return f"{_trimmed(number):f}"
    value = _trimmed(number * 100 if mask[3] else number)
    digits = max(0, -_exponent(value), len(mask[2] or ""))
    shown = f"{abs(value):,.{digits}f}" if "," in mask[1] else f"{abs(value):.{digits}f}".zfill(_width(mask[1].count("0"), digits))
    return ("-" if value < 0 else "") + shown + mask[3]


def _width(whole: int, digits: int) -> int:
    return whole + (digits + 1 if digits else 0)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _trimmed(value: Decimal) -> Decimal:
    """Return a number without zeros at the end of its decimals, and zero without a sign."""
    return value.normalize() + 0
