"""The annexes of a report: where they begin and which of the marks in them make sections; knows no words of the text.

Sections of an annex have the prefix `附件`. In an annex without a number all decimal headings count (附件7.1), in one with a number
those that begin with it (2.1 in annex 2); `一、` makes no section in either.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .marks import DOTTED, PLAIN, mark_of, number_of
from .sequence import Candidate, Heading, outline_below, outline_of

ANNEX = "附件"
_HEAD = re.compile(r"(附件|附录) *([一二三四五六七八九十]{1,3}|\d{1,2})?(?:\s*[:、.]\s*|\s+|$|(?<=\d))(?![\d-])([^。!?;]{0,40})", re.ASCII)


class Annex(NamedTuple):
    """The heading of an annex: the word for it, and its number as it stands, '' if it has none."""

    word: str
    number: str

    @property
    def order(self) -> int:
        """The number of the annex, 0 for one without."""
        return number_of(self.number) if self.number else 0

    @property
    def section(self) -> str:
        """The number of the annex as a section."""
        return f"{ANNEX}{self.order or ''}"


def annex_of(line: str) -> Annex | None:
    """Return the annex that a line is the heading of, given as it stands, or None; a list of annexes is no heading."""
    found = _HEAD.fullmatch(unicodedata.normalize("NFKC", line).strip())
    if found is None or (not found[2] and mark_of(found[3])):
        return None
    return Annex(found[1], found[2] or "")


def body_and_annexes(candidates: Sequence[Candidate], places: Sequence[int]) -> tuple[list[Heading], int]:
    """Return the headings of a report before its annexes, and where those begin: at the first of `places` past half of the outline."""
    worth, headings = outline_of(candidates)
    for place in places:
        worth_before, headings_before = outline_of([each for each in candidates if each.place < place])
        if 2 * worth_before >= worth:
            return headings_before, place
    return headings, candidates[-1].place + 1 if candidates else 0


def in_annexes(annexes: Sequence[tuple[int, Annex]], candidates: Sequence[Candidate]) -> Iterator[tuple[Annex, int, list[Heading]]]:
    """Yield each annex with its place and the headings in it; one that does not follow those before by its number is none."""
    following: list[tuple[int, Annex]] = []
    for place, annex in annexes:
        if not following or annex.order > following[-1][1].order:
            following.append((place, annex))
    sections = {annex.section for _place, annex in following}
    ends = [place for place, _annex in following[1:]] + [sys.maxsize]
    for (place, annex), end in zip(following, ends, strict=False):
        inside = [each for each in candidates if place < each.place < end]
        yield annex, place, [each for each in _headings(annex, inside) if ANNEX + each.number not in sections]


def _headings(annex: Annex, candidates: Sequence[Candidate]) -> list[Heading]:
    decimal = [each for each in candidates if each.mark.kind in (PLAIN, DOTTED) and not each.mark.quantity]
    if annex.order:
        return outline_below([each for each in decimal if each.mark.numbers[0] == annex.order and each.mark.kind == DOTTED], (annex.order,))
    if not decimal:
        return []
    *above, first = decimal[0].mark.numbers
    return outline_below([each for each in decimal if len(each.mark.numbers) > len(above)], (*above, first - 1))
