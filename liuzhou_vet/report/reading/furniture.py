"""The pages of a document without page numbers and running heads and feet; knows lines of text, no headings and no figures.

They are known by what they do: at the edge of page after page, in one place, they say the same or count the pages.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from .page import Page, Piece

Lines = list[list[Piece]]

_EDGE = 2  # lines at the top and at the bottom that may be furniture
_CHANCE = 2  # pages on which the same line may stand by chance
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_ONLY_NUMBERS = re.compile(r"(?=\D*\d)(?:[-—–·~第页共of/\s]|\d{1,4})+", re.ASCII)
_DECORATED = re.compile(r"[-—–·~]\s*\d{1,4}\s*[-—–·~]|第\s*\d{1,4}\s*页.*", re.ASCII)


class _Likeness(NamedTuple):
    """What lines of several pages may share: side and height, and the words; around a number less that of the page, if any."""

    place: tuple[str, int]
    before: str
    offset: int | None = None
    after: str = ""


class _Line(NamedTuple):
    """A line at the edge of a page: the page's number from 0, what it says, side and height."""

    page: int
    text: str
    place: tuple[str, int]

    def likenesses(self) -> Iterator[_Likeness]:
        """Yield what the line may share with those of other pages."""
        if not _ONLY_NUMBERS.fullmatch(self.text):
            yield _Likeness(self.place, self.text)
        for found in _NUMBER.finditer(self.text):
            yield _Likeness(self.place, self.text[: found.start()], int(found[0]) - self.page, self.text[found.end() :])


def without_furniture(pages: list[tuple[Page, Lines]]) -> list[tuple[Page, Lines]]:
    """Return the pages without the lines that all have."""
    edges = [dict(_edges(number, lines)) for number, (_page, lines) in enumerate(pages)]
    seen: dict[_Likeness, int] = defaultdict(int)
    for edge in edges:
        for likeness in {likeness for line in edge.values() for likeness in line.likenesses()}:
            seen[likeness] += 1
    often = {likeness for likeness, count in seen.items() if count > _CHANCE or 1 < count == len(pages)}
    offsets = {
        each.offset
        for each, count in seen.items()
        if count > 1 and each.offset is not None and _ONLY_NUMBERS.fullmatch(f"{each.before}0{each.after}")
    }

    def is_furniture(line: _Line) -> bool:
        if _DECORATED.fullmatch(line.text) or not often.isdisjoint(line.likenesses()):
            return True
        counts = _ONLY_NUMBERS.fullmatch(line.text) is not None
        return counts and any(likeness.offset in offsets for likeness in line.likenesses() if likeness.offset is not None)

    return [
        (page, [line for place, line in enumerate(lines) if place not in edge or not is_furniture(edge[place])])
        for (page, lines), edge in zip(pages, edges, strict=True)
    ]


def _edges(number: int, lines: Lines) -> Iterator[tuple[int, _Line]]:
    """Yield the lines at the top and the bottom of a page by their place on it."""
    for place, line in enumerate(lines):
        if place < _EDGE or place >= len(lines) - _EDGE:
            side = "top" if place < len(lines) / 2 else "bottom"
            yield place, _Line(number, " ".join(piece.text for piece in line).strip(), (side, round(line[0].baseline / 2)))
