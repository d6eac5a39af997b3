"""The lines of a document's pages -> its paragraphs; knows geometry, and of words only how paragraphs begin and end.

A line goes on in the next one if the beginning of that would not have fitted at its end; an indent or a wider distance begins a
paragraph. The text of a table's cell is bounded by the rules around it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from .furniture import Lines
from .page import Cell, Page, Piece

_INDENT = 0.8  # sizes
_SLACK = 0.1  # sizes
_BETWEEN = 0.25  # sizes between Chinese and other characters
_LARGER = 1.2  # times another size: a heading and what follows
_WIDER = 1.4  # times the usual distance of lines
_FAR = 60.0  # points: no distance of lines
_IN_CELL = 2.5  # sizes from line to line
_MARGIN = 8.0  # points: as much as a cell may keep clear on each side
_SEVERAL = 3  # lines that end at a place, so that it is no chance
_END = re.compile(r"[。！？；：.!?;:][”’」』）)]?\s*$")
_CONTENTS = re.compile(r"(?:(?:[.…·・_-]\s*){3}|\t)[(-]?\s*\d{1,3}\s*[)-]?\s*$")
_HEADING = re.compile(
    r"\s*(?:\d{1,2}(?:[.．]\d{1,2})+[^\d%]|\d{1,2}[.．、]\D|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第.{1,3}(?:[章节篇]|部分))"
)


def paragraphs(pages: list[tuple[Page, Lines]]) -> Iterator[str]:
    """Yield the paragraphs of a document in the order of its content."""
    columns = _Columns(pages)
    placed = [(number, piece) for number, (_page, lines) in enumerate(pages) for piece in _in_order(lines)]
    text = ""
    for (page, line), (page_after, after) in pairwise(placed):
        text += line.text
        if columns.goes_on(line, page, after, page_after):
            text += _joint(line.text, after.text)
        else:
            yield text
            text = ""
    for _page, last in placed[-1:]:
        yield text + last.text


def _in_order(lines: Lines) -> list[Piece]:
    """Return the pieces of a page as its content has them: cell by cell."""
    return sorted((piece for line in lines for piece in line), key=lambda piece: piece.order)


def _joint(before: str, after: str) -> str:
    """Return the space between two words in letters that the end of a line stood for."""
    return " " if re.search("[A-Za-z,;]$", before) and re.match("[A-Za-z]", after) else ""


class _Columns:
    """How far the lines of a document reach, and how far they stand apart."""

    def __init__(self, pages: list[tuple[Page, Lines]]) -> None:
        self._level = [page.level for page, _lines in pages]
        self._width = [round(page.width) for page, _lines in pages]
        pieces = [piece for _page, lines in pages for line in lines for piece in line]
        cells = Counter(piece.cell for piece in pieces)
        self._frame = next((cell for cell, count in cells.most_common(1) if 2 * count > cells.total() and _is_wide(cell, pages)), None)
        self._margin: dict[Cell, float] = {}
        for piece in pieces:
            if piece.cell is not None:
                clear = max(0.0, piece.left - piece.cell.left)
                self._margin[piece.cell] = min(clear, self._margin.get(piece.cell, _MARGIN))
        body = [[piece for line in lines for piece in line if self._is_body(piece)] for _page, lines in pages]
        self._edge = {
            width: _edge([piece for each, lines in zip(self._width, body, strict=True) if each == width for piece in lines], width)
            for width in self._width
        }
        drops = [above.baseline - below.baseline for lines in body for above, below in pairwise(lines)]
        self._distance = median([drop for drop in drops if 0 < drop < _FAR] or [0.0])

    def _is_body(self, piece: Piece) -> bool:
        return piece.alone and piece.cell in (None, self._frame)

    def goes_on(self, line: Piece, page: int, after: Piece, page_after: int) -> bool:
        """Tell whether the paragraph that a line belongs to goes on in the next piece of text."""
        if _CONTENTS.search(line.text) or (_END.search(line.text) and _HEADING.match(after.text)):
            return False
        if max(line.size, after.size) > _LARGER * min(line.size, after.size):
            return False
        drop = line.baseline - after.baseline
        if self._is_body(line) and self._is_body(after):
            near = page != page_after or 0 < drop <= _WIDER * self._distance
            return near and not _is_indented(line, after) and _is_full(line, after, self._edge[self._width[page]] - line.right)
        if line.cell is None or line.cell != after.cell:
            return False
        near = page != page_after or (0 < drop <= _IN_CELL * line.size and not self._is_ruled(line, after, page))
        return near and self._goes_on_in_cell(line, after, line.cell)

    def _goes_on_in_cell(self, line: Piece, after: Piece, cell: Cell) -> bool:
        left, right = (clear - self._margin[cell] for clear in (line.left - cell.left, cell.right - line.right))
        is_flush_right = abs(line.right - after.right) < _SLACK * line.size
        if is_flush_right or (_is_centred(line, cell) and _is_centred(after, cell)):
            return _is_full(line, after, left + right)
        return not _is_indented(line, after) and _is_full(line, after, right)

    def _is_ruled(self, line: Piece, after: Piece, page: int) -> bool:
        """Tell whether a rule parts two lines."""
        between = (rule for rule in self._level[page] if after.baseline < rule.at < line.baseline)
        return any(rule.start < after.right and rule.end > after.left for rule in between)


def _is_full(line: Piece, after: Piece, free: float) -> bool:
    """Tell whether a line with so much room left had none for the beginning of the next."""
    between = _BETWEEN if line.text[-1].isascii() != after.text[0].isascii() else -_SLACK
    return after.first + between * line.size > free


def _is_indented(line: Piece, after: Piece) -> bool:
    return after.left - line.left > _INDENT * line.size


def _is_centred(piece: Piece, cell: Cell) -> bool:
    return abs((piece.left - cell.left) - (cell.right - piece.right)) < piece.size


def _is_wide(cell: Cell | None, pages: list[tuple[Page, Lines]]) -> bool:
    """Tell whether rules stand so far apart that they frame pages, and no column of a table."""
    return cell is not None and 2 * (cell.right - cell.left) > min(page.width for page, _lines in pages)


def _edge(pieces: list[Piece], width: float) -> float:
    """Return where full lines end: the furthest place that a good part reaches; if none does, as far from the side as they begin."""
    reaches = sorted((piece.reach for piece in pieces if piece.reach > width / 2), reverse=True)
    several = max(_SEVERAL, len(pieces) // 10)
    furthest = (reach for reach in reaches if sum(reach - piece.size <= piece.reach <= reach for piece in pieces) >= several)
    return next(furthest, width - min((piece.left for piece in pieces), default=0.0))
