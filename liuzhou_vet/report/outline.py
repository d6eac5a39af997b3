"""A report's text -> its outline: sections with their numbers, headings and normalised texts; knows no database and no figures.

Nothing of the text is lost: what is not in the text of a section is the mark of its heading. Lines of a contents page belong to
the section they stand in and are told apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .annex import ANNEX, annex_of, body_and_annexes, in_annexes
from .contents import contents_lines
from .marks import Mark, mark_of
from .numerals import normal
from .sequence import Candidate, Heading

TITLE = "title"
PREAMBLE = "preamble"
_SHORT = 40  # characters: a heading, and no sentence
_TITLE_LINES = 4
_SENTENCE = re.compile("[。！？；]")
_TITLE_YEAR = re.compile(r"\(?(?:20\d\d|二[〇零○O]..)(?:年度?|学年)?(?:版|报告)?\)?")
_AROUND = " \t\u3000\xa0:：、.．"


@dataclass(frozen=True)
class Section:
    """A section of a report.

    number: as citations have it (`1.1`, `附件7.1`, `title`, `preamble`). mark: the number as it stands in the text, which is left out
    of `text`. heading: the heading's words, spelt as in the text. text: normalised, a line for each line of the report.
    contents: start and end, in `text`, of the lines of a contents page.
    """

    number: str
    mark: str
    heading: str
    text: str
    contents: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Outline:
    """A report by its sections, in order; no number comes twice."""

    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The title of the report, on one line."""
        return next((section.heading for section in self.sections if section.number == TITLE), "")


class _Row(NamedTuple):
    """A line of the text that is not blank: as it stands, normalised, and the mark it begins with."""

    raw: str
    line: str
    mark: Mark | None


class _Start(NamedTuple):
    """The beginning of a section: its number, the piece of the normalised line that is left out, and what stands before that."""

    number: str
    mark: str = ""
    before: str = ""


def section_texts(text: str) -> dict[str, str]:
    """Return the normalised text of each section of a report by its number, in order."""
    return {section.number: section.text for section in outline(text).sections}


def outline(text: str) -> Outline:
    """Return the outline of a report's text, one line a paragraph.

    Headings are decimal (`1.`, `1.1`), Chinese (`一、`, `（一）`, `1.`) or chapters (`第一章`, `第一节`); the document itself decides, and
    each gets a dotted number. Sections of an annex have the prefix `附件`.
    """
    rows = [_Row(raw, line, mark_of(raw)) for raw in text.splitlines() if (line := normal(raw))]
    contents = contents_lines([row.raw for row in rows], [row.mark for row in rows])
    title = _title_length(rows, contents)
    starts = dict(_starts(rows, contents, title))
    if title < len(rows):
        starts.setdefault(title, _Start(PREAMBLE))
    if rows:
        starts[0] = _Start(TITLE)
    places = sorted(starts)
    return Outline(
        tuple(
            _section(starts[place], rows[place:end], {each - place for each in contents if place <= each < end})
            for place, end in zip(places, [*places[1:], len(rows)], strict=False)
        )
    )


def _section(start: _Start, rows: Sequence[_Row], contents: set[int]) -> Section:
    lines = [row.line for row in rows]
    lines[0] = start.before + lines[0].removeprefix(start.before + start.mark)
    spans, offset = [], 0
    for place, line in enumerate(lines):
        if place in contents:
            spans.append((offset, offset + len(line)))
        offset += len(line) + 1
    return Section(start.number, start.mark, _heading(start, rows), "\n".join(lines), tuple(spans))


def _heading(start: _Start, rows: Sequence[_Row]) -> str:
    """Return the words of a heading: the line after the mark, to the end of its first sentence."""
    if start.number == PREAMBLE:
        return ""
    if start.number == TITLE:
        return "".join(row.raw.strip() for row in rows if not annex_of(row.raw)) or rows[0].line
    raw = rows[0].raw
    end = next(end for end in range(len(raw) + 1) if normal(raw[:end]).startswith(start.before + start.mark))
    return _SENTENCE.split(raw[end:].strip(_AROUND))[0].rstrip(_AROUND) or rows[0].line


def _title_length(rows: Sequence[_Row], contents: set[int]) -> int:
    """Return how many lines the title has: one, or those down to the word 报告, and a year in brackets below."""
    length = 1
    for place, row in enumerate(rows[:_TITLE_LINES]):
        if len(row.line) > _SHORT or place in contents or (place and (row.mark or _SENTENCE.search(row.line))):
            break
        if "报告" in row.line:
            length = place + 1
            break
    return length + 1 if length < len(rows) and _TITLE_YEAR.fullmatch(rows[length].line) else length


def _starts(rows: Sequence[_Row], contents: set[int], title: int) -> Iterator[tuple[int, _Start]]:
    """Yield the places at which sections begin below the title, in order."""
    places = [place for place in range(title, len(rows)) if place not in contents]
    candidates = [Candidate(place, mark, _is_short(rows[place].line)) for place in places if (mark := rows[place].mark)]
    annexes = [(place, annex) for place in places if (annex := annex_of(rows[place].raw))]
    headings, end = body_and_annexes(candidates, [place for place, _annex in annexes])
    for heading in headings:
        yield heading.place, _Start(heading.number, _mark(rows, heading))
    for annex, place, below in in_annexes([(place, annex) for place, annex in annexes if place >= end], candidates):
        yield place, _Start(annex.section, annex.number, annex.word)
        for heading in below:
            yield heading.place, _Start(ANNEX + heading.number, _mark(rows, heading))


def _mark(rows: Sequence[_Row], heading: Heading) -> str:
    mark = rows[heading.place].mark
    return mark.written if mark else ""


def _is_short(line: str) -> bool:
    return len(line) <= _SHORT and not _SENTENCE.search(line)
