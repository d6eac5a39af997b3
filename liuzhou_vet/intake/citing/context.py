"""A number's place in a text -> the words around it, near and far, and what they say of it: a change, which year; knows no row."""

import re
from functools import cached_property
from typing import NamedTuple

from .numbers import Place

_SENTENCE = re.compile(r"[。!?\n]")
_PART = re.compile(";")
_CLAUSE = re.compile(r"[,:()](?!\d)|,(?=\d)(?<!\d,)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LAST_YEAR = re.compile("上一?年度?|去年|前一?年|往年")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|学年|届|级)")
_RISE = re.compile(r"(?:增[加长幅]|增|提[高升]|上[升涨]|扩大|(?<![至最])多|涨幅?)(?:[了为达]|率为?)?$")
_FALL = re.compile(r"(?:减[少幅]|减|下?降幅?|降低|下[滑跌]|(?<![至最])少|缩[小减])[了为达]?$")
_REACHED = re.compile("(?:[增减升降提][加少长高低]?[到至]|达到?)$")
NEAR, CLOSE, SENTENCE, FAR = 1.0, 0.6, 0.35, 0.15
"""What words weigh: beside the number, in the same part of the sentence, in the sentence, in the one before or the heading."""


class Zone(NamedTuple):
    """A piece of text around a number, and what its words weigh."""

    text: str
    weight: float


class Context:
    """The words around a number."""

    def __init__(self, place: Place, text: str) -> None:
        self.place = place
        self._text = text
        self._line = text.rfind("\n", 0, place.start) + 1
        self._sentence = _after_last(_SENTENCE, text, self._line, place.start)
        self._part = _after_last(_PART, text, self._sentence, place.start)
        self._clause = _after_last(_CLAUSE, text, self._part, place.start)
        opened = text.rfind("(", self._part, place.start)
        self._bracket = opened if opened > text.rfind(")", self._part, place.start) else -1

    @property
    def sentence_start(self) -> int:
        """Return where the sentence begins in the section."""
        return self._sentence

    @property
    def clause_start(self) -> int:
        """Return where the clause begins in the section."""
        return self._clause

    @cached_property
    def before(self) -> str:
        """Return the clause up to the number."""
        return self._text[self._clause : self.place.start]

    @cached_property
    def headed(self) -> str:
        """Return the clause up to the number, and inside brackets the clause before them too."""
        start = self._clause if self._bracket < 0 else _after_last(_CLAUSE, self._text, self._part, self._bracket)
        return self._text[start : self.place.start]

    @cached_property
    def after(self) -> str:
        """Return the rest of the clause, up to the next number."""
        rest = self._text[self.place.end : self.place.end + 60]
        ends = [found.start() for pattern in (_SENTENCE, _PART, _CLAUSE, _NUMBER) if (found := pattern.search(rest))]
        return rest[: min(ends, default=len(rest))]

    @cached_property
    def sentence(self) -> str:
        """Return the sentence up to the number."""
        return self._text[self._sentence : self.place.start]

    @cached_property
    def paragraph(self) -> str:
        """Return the paragraph up to the number."""
        return self._text[self._line : self.place.start]

    @cached_property
    def line(self) -> tuple[str, int]:
        """Return the whole sentence, and where in it the number begins."""
        found = _SENTENCE.search(self._text, self.place.end)
        return self._text[self._sentence : found.start() if found else len(self._text)], self.place.start - self._sentence

    @cached_property
    def zones(self) -> list[Zone]:
        """Return the text around the number, the nearest first."""
        own = _after_last(_NUMBER, self._text, self._clause, self.place.start)
        previous = _after_last(_SENTENCE, self._text, self._line, max(self._line, self._sentence - 1))
        return [
            Zone(self._text[own : self.place.start], NEAR),
            Zone(self.after, NEAR),
            Zone(self._text[self._part : own], CLOSE),
            Zone(self._text[self._sentence : self._part], SENTENCE),
            Zone(self._text[previous : self._sentence], FAR),
            Zone(self._text[: self._text.find("\n") + 1] if "\n" in self._text else "", FAR),
        ]

    @cached_property
    def change(self) -> int:
        """Return 1 for a number that something is said to have risen by, -1 for one that it has fallen by, else 0."""
        head = self.before.rstrip("约近")
        if self.reached:
            return 0
        return 1 if _RISE.search(head) else -1 if _FALL.search(head) else 0

    @cached_property
    def reached(self) -> bool:
        """Tell whether the number is said to have been reached from another (由14个减至10个)."""
        return bool(_REACHED.search(self.before.rstrip("约近")))


def year_in(text: str, report: int) -> int | None:
    """Return the year that a text names last, where the report is about the year `report`; None if it names none."""
    years = [(found.start(), int(found[1])) for found in _YEAR.finditer(text)]
    years += [(found.start(), report - 1) for found in _LAST_YEAR.finditer(text)]
    return max(years)[1] if years else None


def _after_last(mark: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return where the text after the last mark begins."""
    place = start
    for found in mark.finditer(text, start, end):
        place = found.end()
    return place
