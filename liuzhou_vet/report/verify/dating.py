"""The dates in a section's normalised text: years, months and days, each with the number that says it; knows no row."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..numerals import CHINESE, read

_DASH = "[-—–―~至到/]+"
_YEAR = r"(?:19|20)\d\d"
_OF_YEAR = "年|学年|级|届|版"  # 2020级 is the class that entered in 2020
_ZEROS = str.maketrans(dict.fromkeys("○Oo", "〇"))  # what some reports print in 二〇二〇年
_NUMERAL = re.compile(rf"(?<![\d.{CHINESE}])(?:(?P<whole>{_YEAR}(?P<mark>[./-])\d\d?(?P=mark)\d\d?(?![\d.]))|\d+|[{CHINESE}○Oo]+)")
_BEFORE_YEAR, _AFTER_YEAR = re.compile(rf"{_YEAR}{_DASH}$"), re.compile(rf"{_OF_YEAR}|{_DASH}{_YEAR}(?:{_OF_YEAR}|[)\]〕])")
_AFTER_MONTH, _AFTER_DAY = (re.compile(rf"{sign}|{_DASH}[\d{CHINESE}]+{sign}") for sign in ("月", "[日号]"))


class Date(NamedTuple):
    """A number that says a date, and which: YYYY, YYYY-MM, YYYY-MM-DD, or -MM, -MM-DD where the line names no year before it."""

    start: int
    end: int
    says: str


def meant(dates: Iterable[str]) -> set[str]:
    """Return everything that a text may say when it means one of these dates (YYYY, YYYY-MM or YYYY-MM-DD)."""
    found = set()
    for date in dates:
        parts = date.split("-")
        for count in range(1, len(parts) + 1):
            found.add("-".join(parts[:count]))
            found.add("-".join(["", *parts[1:count]]))
    return found - {""}


def dates(text: str) -> Iterator[Date]:
    """Give the dates of a text in order; a month or day belongs to the last year and month that its line names before it."""
    offset = 0
    for line in text.split("\n"):
        yield from (Date(offset + start, offset + end, says) for start, end, says in _of_line(line))
        offset += len(line) + 1


def _of_line(line: str) -> Iterator[Date]:
    year = month = ""
    for found in _NUMERAL.finditer(line):
        start, end = found.span()
        if found["whole"]:
            year, month, day = (f"{int(part):02}" for part in found["whole"].split(found["mark"]))
            yield Date(start, end, f"{year}-{month}-{day}")
        elif _is_year(line, start, end):
            year, month = _digits(found[0]), ""
            yield Date(start, end, year)
        elif re.fullmatch(r"\d\d", found[0]) and line.startswith("级", end):
            yield Date(start, end, f"20{found[0]}")
        elif _AFTER_MONTH.match(line, end) and (said := _upto(12, found[0])):
            month = said
            yield Date(start, end, f"{year}-{month}")
        elif month and _AFTER_DAY.match(line, end) and (said := _upto(31, found[0])):
            yield Date(start, end, f"{year}-{month}-{said}")


def _is_year(line: str, start: int, end: int) -> bool:
    if not re.fullmatch(_YEAR, _digits(line[start:end])):
        return False
    return bool(_AFTER_YEAR.match(line, end)) or bool(line.startswith((")", "]", "〕"), end) and _BEFORE_YEAR.search(line[:start]))


def _digits(word: str) -> str:
    """Return a year's digits, however its numerals are written."""
    numeral = read(word.translate(_ZEROS))
    return str(numeral.value) if numeral and not numeral.unit and len(word) == 4 else ""


def _upto(most: int, word: str) -> str:
    """Return the two digits of a month or day, '' if it is none."""
    numeral = read(word)
    return f"{int(numeral.value):02}" if numeral and not numeral.unit and 1 <= numeral.value <= most else ""
