"""A report's text -> every numeral in it that can be cited, and the pieces of text that it may be printed as; knows units, and no row."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from liuzhou_vet.report import numerals
from liuzhou_vet.report.citation import occurrences
from liuzhou_vet.report.numerals import CHINESE

_WORDS = re.compile("没有|均无|无|全覆盖")
_POINTS = ("个百分点", "百分点")
_RUN = re.compile(
    rf"百分之[\d.{CHINESE}]+|(?:\d[\d,]*(?:\.\d+)?|[{CHINESE}])(?:\d|\.\d|[{CHINESE}])*%?(?:[-—–~～至到]+\d[\d,]*(?:\.\d+)?)?", re.ASCII
)
_LONGEST = 40  # letters; no figure is longer
_BARE_DIGITS = 3  # as many make a number without a unit worth looking at
_NO_FIGURE_BEFORE = re.compile(r"[几第数表图〔\[A-Za-z/+-]")
_NO_FIGURE_AFTER = re.compile(r"[年月日号级届款条版〕\])A-Za-z/+-]")
_MORE = re.compile("[多余来]")


class Place(NamedTuple):
    """A number in the text: its section, where it begins and ends in the section's normalised text, and how it is printed."""

    section: str
    start: int
    end: int
    printed: str


class Numbers:
    """The numbers of a text, found by their value.

    sections: its text by section. units: what may be printed behind a number. contents: for a section the spans of its lines that
    are a page of contents, in which no figure stands.
    """

    def __init__(self, sections: Mapping[str, str], units: Iterable[str], contents: Mapping[str, Iterable[tuple[int, int]]]) -> None:
        self.sections = sections
        self._units = sorted({*units, *_POINTS}, key=len, reverse=True)
        self._by_value: dict[Decimal, dict[Place, None]] = defaultdict(dict)
        self._nth: dict[tuple[str, str], list[int]] = {}
        for section, text in sections.items():
            spans = list(contents.get(section, ()))
            for found in _RUN.finditer(text):
                in_contents = any(start <= found.start() < end for start, end in spans)
                if len(found[0]) <= _LONGEST and not in_contents and not _is_part_of_word(text, found):
                    self._take(section, found.start(), self._pieces(text, found))
            for found in _WORDS.finditer(text):
                self._take(section, found.start(), [found[0]])

    def _take(self, section: str, start: int, pieces: Iterable[str]) -> None:
        for printed in pieces:
            numeral = numerals.read(printed)
            if numeral is not None and self.nth(section, start, printed):
                place = Place(section, start, start + len(printed), printed)
                self._by_value[numeral.value][place] = None
                full = numeral.counted_in(numeral.unit.removeprefix(numeral.scale)) if numeral.scale else None
                if full is not None:
                    self._by_value[full.value][place] = None

    def _pieces(self, text: str, found: re.Match[str]) -> Iterator[str]:
        """Yield what a numeral may be printed as: with its unit, else by itself if it stands in front of none."""
        run = found[0]
        if run.endswith("%") or run.startswith("百分之"):
            yield run
            return
        unit = next((unit for unit in self._units if text.startswith(unit, found.end())), "")
        if unit:
            yield run + unit
        if run.endswith(("万", "亿")):
            yield run
        elif unit:
            return
        elif _MORE.match(text, found.end()) or _stands_alone(text, found):
            yield run

    def of(self, value: Decimal) -> Iterable[Place]:
        """Return the places of the numbers that have a value, in the unit they are printed in or with 万 and 亿 multiplied out."""
        return self._by_value.get(abs(value), ())

    def nth(self, section: str, start: int, printed: str) -> int:
        """Return which of its occurrences in a section a printed piece is, counted from 1; 0 if it is part of another number."""
        if (section, printed) not in self._nth:
            self._nth[section, printed] = occurrences(self.sections[section], printed)
        places = self._nth[section, printed]
        return places.index(start) + 1 if start in places else 0

    def everywhere(self, printed: str, section: str = "") -> list[Place]:
        """Return every place at which a piece of text stands as a whole number, of all sections or of one."""
        wanted = numerals.normal(printed)
        return [
            Place(name, start, start + len(wanted), wanted)
            for name, text in self.sections.items()
            if section in ("", name)
            for start in occurrences(text, wanted)
        ]


def _is_part_of_word(text: str, found: re.Match[str]) -> bool:
    """Tell whether a numeral is an ordinal or a vague word: 第3个, 几十个, 数百人."""
    before = text[max(0, found.start() - 1) : found.start()]
    return before == "第" or (before in ("几", "数") and found[0][0] in CHINESE)


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """Tell whether a numeral without a unit may be a figure: it is long, and no part of a date, a document number or a name."""
    if len(re.findall(r"\d", found[0])) < _BARE_DIGITS or _NO_FIGURE_AFTER.match(text, found.end()):
        return False
    return not _NO_FIGURE_BEFORE.match(text, max(0, found.start() - 1))
