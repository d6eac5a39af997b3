"""A line of a report -> the heading mark it may begin with (`1.1`, `一、`, `（一）`, `第一章`); knows no outline.

A mark makes no heading yet: lists, cells of tables and sentences begin alike; the sequence decides.
"""

import re
import unicodedata
from typing import NamedTuple

from .numerals import normal, read

DOTTED, PLAIN, CHAPTER, PART, ENUMERATED, BRACKETED = "1.1", "1.", "第一章", "第一节", "一、", "（一）"
"""Kinds of marks, each by an example."""

_HAN = "[一二三四五六七八九十]{1,3}"
_YEAR = r"(?:19|20)\d\d(?:\D|$)"
_WORDS = rf"\s*(?:{_YEAR}|[^\d.%\s])"
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.ASCII))
    for kind, pattern in (
        (DOTTED, rf"(\d{{1,2}}(?: ?\. ?\d{{1,2}})+)(?:[.、])?(?={_WORDS}|\s+\d)"),
        (PLAIN, rf"(\d{{1,2}}) ?[.、](?={_WORDS}|\s+\d)"),
        (PLAIN, r"(\d{1,2})\s+(?=[^\d.%\s])"),
        (CHAPTER, rf"第 ?({_HAN}|\d{{1,2}}) ?(?:章|篇|部分)[:、.]?"),
        (PART, rf"第 ?({_HAN}|\d{{1,2}}) ?节[:、.]?"),
        (ENUMERATED, rf"({_HAN}) ?[、.](?!\.)"),
        (BRACKETED, rf"\( ?({_HAN}) ?\)[、.]?"),
    )
)
_CIRCLED = re.compile("[\u2460-\u24ff\u2776-\u2793]")
_UNIT = re.compile(
    r"(?:[元人名所项家台套年月日天次分岁级门届]|人次|人日)(?:[,。、;:()/左以多余和]|\d|$)"  # 1.5人, but not 1.5人才培养
    r"|[万亿](?![众物象里])|个(?![人性别体案])|千[元克米人瓦]|平方|公[里斤顷]|m[23]|[倍%‰亩吨斤册米]"
)


class Mark(NamedTuple):
    """A heading mark: its kind, the numbers it says, and as which piece of the normalised line it is written.

    style: marks of one list have the same. quantity: what follows goes on as after a figure (1.5万人).
    """

    kind: str
    numbers: tuple[int, ...]
    written: str
    style: str
    quantity: bool


def mark_of(line: str) -> Mark | None:
    """Return the mark at the beginning of a line, given as it stands in the text, or None."""
    if _CIRCLED.match(line.lstrip()):
        return None
    line = unicodedata.normalize("NFKC", line).strip()
    for kind, pattern in _PATTERNS:
        if found := pattern.match(line):
            numbers = tuple(number_of(part) for part in found[1].split("."))
            if 0 in numbers:
                return None
            written, after = normal(found[0]), normal(line[found.end() :])
            style = kind + written.lstrip("0123456789") if kind == PLAIN else kind
            return Mark(kind, numbers, written, style, kind == DOTTED and _UNIT.match(after) is not None)
    return None


def number_of(words: str) -> int:
    """Return the whole number that digits or Chinese numerals say."""
    numeral = read(words.strip())
    return int(numeral.value) if numeral else 0
