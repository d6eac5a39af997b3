"""One cell -> one value, or what is wrong with it; knows no row, no form and no name of a thing.

Numbers come as people type them (full-width digits, thousands marks, %, 万, spaces): they are normalised first and then held to
a strict pattern, since lax parsers take `1_000`, `nan` and `1,23`.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from liuzhou_vet.words import _

Convert = Callable[[str], Any]

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(%|万亿|万|亿)?", re.ASCII)
_TYPED = re.compile(r"\d+(\.\d+)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:[-/年](\d{1,2})(?:[-/月](\d{1,2})日?|月?)|年?)", re.ASCII)
_CODE = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff]")  # spaces of no width, which come along when text is copied
_NO_SIGN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")  # and marks of direction
_YES = ("1", "是", "yes", "true")
_NO = ("0", "否", "no", "false")
_SCALES = {"万": 4, "亿": 8, "万亿": 12}
_CACHED = 100_000
_LARGEST = 2**31 - 1
_DIGITS = 15  # as many as a double keeps whatever they are
_LONGEST_CODE = 100


class Wrong(Exception):
    """A cell that cannot be taken: the rule it breaks, and in words what is wrong and what to do."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


class Figure(NamedTuple):
    """A number whose printed decimals count, and the mark typed with it: `%`, `万`, `亿`, `万亿` or nothing.

    typed: the text that was typed if it is digits alone, with a decimal point or without.
    """

    value: Decimal
    decimals: int
    mark: str
    typed: str = ""


class Cells(dict[str, Any]):
    """The values of a column's cells by their text: each text is converted once; Wrong is raised anew each time.

    Bounded, so that a million different texts do not fill the memory.
    """

    def __init__(self, convert: Convert) -> None:
        super().__init__()
        self.convert = convert

    def __missing__(self, text: str) -> Any:
        value = self.convert(text)
        if len(self) >= _CACHED:
            self.clear()
        self[text] = value
        return value


def plain(text: str) -> str:
    """Return a cell as numbers and codes are read: NFKC, without any space or invisible sign."""
    return _NO_SIGN.sub("", unicodedata.normalize("NFKC", text)).replace("−", "-")


def stripped(cell: str) -> str:
    """Return a cell without the spaces around it and the spaces of no width in it."""
    return cell.strip() if cell.isprintable() else _INVISIBLE.sub("", cell).strip()


def is_blank(cell: str) -> bool:
    """Tell whether nothing is filled in."""
    return not cell or not stripped(cell)


def text(cell: str) -> str:
    """Return a text without the spaces around it; its lines end in LF."""
    found = stripped(cell).replace("\r\n", "\n").replace("\r", "\n")
    if _UNPRINTABLE.search(found):
        raise Wrong("text", _("“{cell}” holds a character that cannot be printed; type it anew").format(cell=shown(cell)))
    return found


def code(cell: str) -> str:
    """Return a new code: lower-case ASCII letters, digits, `.`, `_`, `-`."""
    found = stripped(cell)
    if not _CODE.fullmatch(found):
        raise Wrong("code", _("“{cell}” is no code: use lower-case letters a-z, digits and . _ -").format(cell=shown(cell)))
    if len(found) > _LONGEST_CODE:
        message = _("“{cell}” is too long for a code; {count} letters at most")
        raise Wrong("code", message.format(cell=shown(cell), count=_LONGEST_CODE))
    return found


def figure(cell: str) -> Figure:
    """Return a number with its decimals and the mark that was typed with it."""
    if len(cell) <= _DIGITS and _TYPED.fullmatch(cell):  # most are, and a million of them are to be read
        return Figure(Decimal(cell), len(cell.partition(".")[2]), "", cell)
    found = _NUMBER.fullmatch(plain(cell))
    if not found or any(sign.isnumeric() and not sign.isdecimal() and sign not in "万亿" for sign in cell):  # 5² is not 52
        raise Wrong("number", _("“{cell}” is no number; type digits, or leave it blank").format(cell=shown(cell)))
    sign, whole, fraction, mark = found.groups()
    value, decimals = Decimal(sign + whole.replace(",", "") + (fraction or "")), len(fraction or ".") - 1
    if decimals > _DIGITS or Decimal(repr(float(value))) != value:
        raise Wrong("number", _("“{cell}” has too many digits to be kept exactly").format(cell=shown(cell)))
    return Figure(value, decimals, mark or "")


def in_full(number: Figure) -> Figure:
    """Return the number with a 万 or 亿 multiplied out."""
    digits = _SCALES.get(number.mark, 0)
    return Figure(number.value.scaleb(digits), max(0, number.decimals - digits), "" if digits else number.mark)


def number(cell: str) -> float:
    """Return a number; a 万 or 亿 is multiplied out, a % left away."""
    return float(in_full(figure(cell)).value)


def integer(cell: str) -> int:
    """Return a whole number that is not negative."""
    found = in_full(figure(cell))
    if found.mark or found.decimals or not 0 <= found.value <= _LARGEST:
        raise Wrong("number", _("“{cell}” is no whole number; type digits only").format(cell=shown(cell)))
    return int(found.value)


def year(cell: str) -> int:
    """Return a year from 1900 to 2100; 2020年 is fine."""
    found = plain(cell).removesuffix("年")
    if not re.fullmatch(r"(19\d\d|20\d\d|2100)", found, re.ASCII):
        raise Wrong("year", _("“{cell}” is no year; type four digits, 1900 to 2100").format(cell=shown(cell)))
    return int(found)


def day(cell: str) -> str:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD; 2020/9/1 and 2020年9月 are fine."""
    found = _DATE.fullmatch(plain(cell))
    try:
        if found is None:
            raise ValueError
        parts = [int(part) for part in found.groups() if part]
        year(str(parts[0]))
        date(*[*parts, 1, 1][:3])
    except (ValueError, Wrong):
        message = _("“{cell}” is no date; type YYYY, YYYY-MM or YYYY-MM-DD").format(cell=shown(cell))
        raise Wrong("date", message) from None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])


def flag(cell: str) -> bool:
    """Return whether a cell says 1, 是, yes and not 0, 否, no."""
    found = plain(cell).casefold()
    if found not in _YES + _NO:
        raise Wrong("flag", _("“{cell}” is neither yes nor no; type 1 or 0, 是 or 否").format(cell=shown(cell)))
    return found in _YES


def shown(cell: str, longest: int = 40) -> str:
    """Return a cell as a message shows it: on one line, printable, and cut where it is longer than so many letters."""
    line = "".join(sign if sign.isprintable() else "�" for sign in " ".join(cell[: 10 * longest].split()))
    return line if len(line) <= longest else line[: longest - 1] + "…"


PLAIN_KINDS: dict[str, Convert] = {
    "text": text,
    "code": code,
    "figure": figure,
    "number": number,
    "integer": integer,
    "year": year,
    "date": day,
    "flag": flag,
}
"""How to read each kind of cell that needs nothing else to be known."""
