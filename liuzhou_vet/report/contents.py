"""A report's lines -> which of them make its page of contents; knows heading marks, and no outline."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from .marks import Mark
from .numerals import normal

_TITLES = ("目录", "目次")
_LEADERS = re.compile(r"\s*\S.*?(?:[.·・_-]\s?){3,}\s*[(-]?\s*\d{1,3}\s*[)-]?\s*")
_PAGE = re.compile(r"(.*\S)\s+\d{1,3}\s*")
_RUN = 3  # headings, one directly below the other, that all come again: no chance
_BETWEEN = 3  # lines from one of a contents page to the next
_SHORT = 40


def contents_lines(lines: Sequence[str], marks: Sequence[Mark | None]) -> set[int]:
    """Return the places of the lines of a contents page, given the lines as they stand, none blank, and the mark of each.

    They are those with leaders and a page number, and those whose heading comes again further down: with a page number after
    it, or several one below the other.
    """
    plain = [normal(line) for line in lines]
    spaced = [unicodedata.normalize("NFKC", line) for line in lines]
    marked: dict[str, list[int]] = defaultdict(list)
    for place, mark in enumerate(marks):
        if mark is not None and plain[place] != mark.written:
            marked[mark.written].append(place)

    def comes_again(place: int, words: str) -> bool:
        mark = marks[place]
        return mark is not None and any(plain[other].startswith(words) for other in marked[mark.written] if other > place)

    found = {place for place, words in enumerate(plain) if words in _TITLES or _LEADERS.fullmatch(spaced[place])}
    with_page = {place: normal(match[1]) for place, line in enumerate(spaced) if (match := _PAGE.fullmatch(line))}
    found |= {place for place, words in with_page.items() if comes_again(place, words)}
    first = next((place for place, mark in enumerate(marks) if mark is not None), len(lines))
    found |= _run([place for place, words in enumerate(plain) if comes_again(place, words)], first, found)
    found |= {place for place in with_page if found & {place - 1, place + 1}}
    return found | {
        place
        for above, below in pairwise(sorted(found))
        if below - above <= _BETWEEN
        for place in range(above, below)
        if len(plain[place]) <= _SHORT
    }


def _run(places: list[int], first: int, found: set[int]) -> set[int]:
    """Return the places that follow one another from the first mark of the text on, if they are several or below a title."""
    run = [place for count, place in enumerate(places) if place == first + count]
    return set(run) if len(run) >= _RUN or first - 1 in found else set()
