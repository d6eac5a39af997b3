"""Glyphs and ruled lines of a page -> its lines of text, each cut into cells; knows no file format and no other page.

Places are in points, x to the right, y upwards. Glyphs need not come in the order in which they are read: programs write the
marks of another font after the rest of the line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_USUAL_SIZE = 10.5  # of Chinese text, where a page has none to measure
_BASELINE = 0.3  # sizes: the lines of one cell stand further off those of the next
_SPACE = 0.3
_COLUMN = 1.2  # a gap that parts columns
_JUSTIFIED = 2.0  # times the usual gap of a line, lest one that is stretched to both margins be parted
_STRETCHED = 5  # gaps that tell such a line
_DIGITS = 0.5  # a gap that parts two numbers
_OPENING, _CLOSING = "（《〈「『【〔“‘([<", "）》〉」』】〕”’)]>，。、；：？！,.;:?!%％…—"
_UNBROKEN = re.compile(rf"[{re.escape(_OPENING)}\s]*(?:[A-Za-z0-9.,%+/:-]+|.)[{re.escape(_CLOSING)}]*")
_HAN = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"\d{{1,2}}(?:[.．]\d{{1,2}})*[.．、]|\d{{1,2}}(?:[.．]\d{{1,2}})+|{_HAN}、|[(（]{_HAN}[)）]|第(?:{_HAN}|\d+)(?:[章节篇]|部分)"
)
_HEADING = re.compile(rf"(?:{_MARK.pattern}|附|前言).*(?<!\d)", re.DOTALL)
_PAGE_NUMBER = re.compile(r"\d{1,3}", re.ASCII)


class Glyph(NamedTuple):
    """A character: where it begins and ends, its baseline, and its place in the order of the page's content."""

    text: str
    left: float
    right: float
    baseline: float
    order: int


class Rule(NamedTuple):
    """A ruled line: an upright one stands at an x and runs over y, a level one lies at a y and runs over x."""

    at: float
    start: float
    end: float


class Page(NamedTuple):
    """What a page shows, and how wide it is."""

    width: float
    glyphs: list[Glyph]
    upright: list[Rule]
    level: list[Rule]


class Cell(NamedTuple):
    """The rules to the left and to the right of a text in a table."""

    left: float
    right: float


@dataclass(frozen=True)
class Piece:
    """What stands on one line in one column.

    reach: where it ends without punctuation, which may hang over the margin. size: width of a full-width character. first: width
    of the part at its beginning that no program would break. order: its place in the content. alone: nothing else is on the line.
    """

    text: str
    left: float
    right: float
    reach: float
    baseline: float
    size: float
    first: float
    order: float
    cell: Cell | None
    alone: bool = True


def lines_of(page: Page) -> list[list[Piece]]:
    """Return the lines of a page from top to bottom, each as its pieces from left to right."""
    usual = _size(page.glyphs, _USUAL_SIZE)
    lines = []
    for glyphs in _by_baseline(page.glyphs, usual * _BASELINE):
        upright = [rule for rule in page.upright if rule.start - 1 <= glyphs[0].baseline <= rule.end + 1]
        size = _size(glyphs, usual)
        pieces = [_piece(run, size, upright) for run in _runs(glyphs, size, [rule.at for rule in upright])]
        pieces = _with_page_number(pieces)
        lines.append(pieces if len(pieces) == 1 else [replace(piece, alone=False) for piece in pieces])
    return [line for line in lines if line]


def _size(glyphs: list[Glyph], otherwise: float) -> float:
    widths = [glyph.right - glyph.left for glyph in glyphs if "\u4e00" <= glyph.text <= "\u9fff"]
    return max(median(widths), 1.0) if widths else otherwise


def _by_baseline(glyphs: list[Glyph], tolerance: float) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each line from left to right, spaces at its ends left out."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if line and line[0].baseline - glyph.baseline > tolerance:
            yield from _trimmed(line)
            line = []
        line.append(glyph)
    yield from _trimmed(line)


def _trimmed(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    glyphs = sorted(glyphs, key=lambda glyph: (glyph.left, glyph.order))
    filled = [place for place, glyph in enumerate(glyphs) if not glyph.text.isspace()]
    if filled:
        yield glyphs[filled[0] : filled[-1] + 1]


def _runs(glyphs: list[Glyph], size: float, rules: list[float]) -> Iterator[list[Glyph]]:
    """Yield the runs of glyphs that rules or wide gaps part; one printed twice to look bold counts once."""
    run = [glyphs[0]]
    column = max(_COLUMN * size, _JUSTIFIED * _usual_gap(glyphs))
    for before, glyph in pairwise(glyphs):
        if glyph.text == before.text and glyph.left - before.left < 0.15 * size:
            continue
        if _are_apart(run, glyph, size, column, rules):
            yield from _trimmed(run)
            run = []
        run.append(glyph)
    yield from _trimmed(run)


def _usual_gap(glyphs: list[Glyph]) -> float:
    """Return the usual gap beside the Chinese characters of a line: wide where a line is stretched to both margins."""
    gaps = [after.left - before.right for before, after in pairwise(glyphs) if not (before.text.isascii() and after.text.isascii())]
    return median(gaps) if len(gaps) >= _STRETCHED else 0.0


def _are_apart(run: list[Glyph], glyph: Glyph, size: float, column: float, rules: list[float]) -> bool:
    before = run[-1]
    if any(before.right - 1 <= at <= glyph.left + 1 for at in rules):
        return True
    gap = glyph.left - before.right
    if before.text.isdigit() and glyph.text.isdigit():
        return gap > _DIGITS * size
    return gap > column and not _MARK.fullmatch("".join(each.text for each in run).strip())


def _piece(glyphs: list[Glyph], size: float, upright: list[Rule]) -> Piece:
    text = glyphs[0].text
    for before, glyph in pairwise(glyphs):
        spaced = glyph.left - before.right > _SPACE * size and not before.text.isspace()
        text += f" {glyph.text}" if spaced else glyph.text
    left, right = glyphs[0].left, glyphs[-1].right
    unbroken = _UNBROKEN.match("".join(glyph.text for glyph in glyphs))
    first = glyphs[unbroken.end() - 1].right - left if unbroken else size
    walls = [rule.at for rule in upright]
    before_it, after_it = [at for at in walls if at <= left + 1], [at for at in walls if at >= right - 1]
    cell = Cell(round(max(before_it)), round(min(after_it))) if before_it and after_it else None
    reach = max((glyph.right for glyph in glyphs if glyph.text not in _CLOSING), default=right)
    return Piece(text, left, right, reach, glyphs[0].baseline, size, first, median(glyph.order for glyph in glyphs), cell)


def _with_page_number(pieces: list[Piece]) -> list[Piece]:
    """Put a heading of a contents page and its page number at the other side of the page on one line."""
    if len(pieces) < 2 or pieces[-1].cell or not _PAGE_NUMBER.fullmatch(pieces[-1].text) or not _HEADING.fullmatch(pieces[-2].text):
        return pieces
    *others, heading, number = pieces
    return [*others, replace(heading, text=f"{heading.text}\t{number.text}", right=number.right)]
