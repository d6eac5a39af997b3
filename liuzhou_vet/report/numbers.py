"""The numbers in a section's normalised text, and how a row would cite one; knows no row and no catalogue.

A number is a maximal run of digits, with decimal point and thousands marks, or of Chinese numerals. A 十, 百, 千, 万 or 亿 joins the
two: 1146.57万 and 3万4000 are one number each, as they are printed and read; every other change from digits to Chinese numerals
begins another one (in 附件一2020 there are two). The range 1-2 is two numbers, the date 2020.11.3 one.
"""

import re

from .citation import occurrences
from .numerals import CHINESE

_SCALES = "十百千万亿"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)*"
_NUMBER = re.compile(rf"(?:{_ARABIC}|[{CHINESE}]+)(?:(?<=[{_SCALES}]){_ARABIC}|(?<=\d)(?=[{_SCALES}])[{CHINESE}]+)*")
_AROUND = 12  # characters of context on either side


def numbers(text: str) -> list[tuple[int, int]]:
    """Return where each number of a normalised text begins and ends, in order."""
    return [found.span() for found in _NUMBER.finditer(text)]


def citation(text: str, start: int, end: int) -> tuple[str, int]:
    """Return `printed` and `nth` with which a row cites the number that stands from `start` to `end`.

    A number that no citation finds by itself, since another or a point stands directly beside it, comes with that (.3 in No.3).
    """
    while True:
        printed = text[start:end]
        found = occurrences(text, printed)
        if start in found:
            return printed, found.index(start) + 1
        if _joins(text[start - 1 : start]):
            start -= 1
        else:
            end += 1


def _joins(sign: str) -> bool:
    return sign != "" and (sign.isdigit() or sign in f".{CHINESE}")


def context(text: str, start: int, end: int) -> str:
    """Return a piece of a text with some characters on either side, in one line."""
    return text[max(start - _AROUND, 0) : end + _AROUND].replace("\n", " ")
