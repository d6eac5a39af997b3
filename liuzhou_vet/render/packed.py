"""CSV of very many rows: cells that come joined into one text a run, so that no cell is touched on its own; knows no database.

To make an object of each of thirty cells a row takes Python longer than to find and write them all; joined by SEPARATOR a run of
columns is one object, and CSV's comma is put in for all rows at once wherever nothing in them has to be quoted.
"""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..errors import VetError
from ..words import _
from .cells import for_programs, heads_for_people, heads_for_programs
from .csv import BYTE_ORDER_MARK
from .output import Sink
from .result import Column, Layout, Row

SEPARATOR = "\x1f"  # ASCII's own unit separator, which no cell of ours holds
BATCH = 500
SINGLE = ("text", "code", "integer", "date")
"""Kinds of column that may be joined: a database makes text of their values as we do."""


class Packed(NamedTuple):
    """Columns in their order and rows whose cells are pieces of a line.

    pieces: for each piece its first and last place in columns; one of several columns, or of a kind in SINGLE, is a joined text, any
    other the value itself. decimals: for a number, the place in the row of how many decimals it has; those places follow the pieces.
    """

    columns: tuple[Column, ...]
    pieces: tuple[tuple[int, int], ...]
    decimals: tuple[tuple[str, int], ...]
    rows: Iterable[Row]


def pieces_of(columns: tuple[Column, ...]) -> tuple[tuple[int, int], ...]:
    """Return the longest runs of columns that may be joined, and each other column on its own."""
    pieces: list[tuple[int, int]] = []
    for place, column in enumerate(columns):
        if column.kind in SINGLE and pieces and columns[pieces[-1][1]].kind in SINGLE:
            pieces[-1] = (pieces[-1][0], place)
        else:
            pieces.append((place, place))
    return tuple(pieces)


def write(packed: Packed, sink: Sink, layout: Layout) -> None:
    """Write packed rows as CSV, byte for byte what `csv.write` makes of the same cells."""
    ends = "\r\n" if layout.excel else "\n"
    if layout.excel:
        sink.write(BYTE_ORDER_MARK)
    heads = heads_for_people(packed.columns) if layout.excel else heads_for_programs(packed.columns)
    if layout.header:
        sink.write(_quoted([heads], ends))
    for lines in _lines(packed):
        sink.write(_text(lines, len(heads), ends))


def _lines(packed: Packed) -> Iterator[list[str]]:
    """Give rows as texts of all their cells joined, some at a time."""
    shown = [_Shown(packed, number_of, first) for number_of, (first, _last) in enumerate(packed.pieces)]
    rows = iter(packed.rows)
    while batch := list(itertools.islice(rows, BATCH)):
        yield [SEPARATOR.join(cells) for cells in zip(*(each.cells(batch) for each in shown), strict=True)]


class _Shown:
    """How the piece at one place of the rows becomes text."""

    def __init__(self, packed: Packed, place: int, first: int) -> None:
        column = packed.columns[first]
        self.place = place
        self.joined = column.kind in SINGLE
        self.decimals = dict(packed.decimals).get(column.name)
        columns = (column, Column(column.decimals, "integer", hidden=True)) if column.decimals else (column,)
        self.show = for_programs(columns)[0]

    def cells(self, rows: list[Row]) -> list[str]:
        place = self.place
        if self.joined:
            return [row[place] for row in rows]
        if self.decimals is None:
            return [self.show((row[place],)) for row in rows]
        return [self.show((row[place], row[self.decimals])) if row[place] is not None else "" for row in rows]


def _text(lines: list[str], columns: int, ends: str) -> str:
    """Return joined rows as CSV: at once if nothing has to be quoted, else cell by cell."""
    text = "\n".join(lines)
    if '"' in text or "," in text or "\r" in text or text.count("\n") != len(lines) - 1 or columns == 1:
        text = _quoted([line.split(SEPARATOR) for line in lines], ends)
        whole = all(line.count(SEPARATOR) == columns - 1 for line in lines)
    else:
        whole = text.count(SEPARATOR) == (columns - 1) * len(lines)
        text = (text if ends == "\n" else text.replace("\n", ends)).replace(SEPARATOR, ",") + ends
    if not whole:
        raise VetError(_("a cell holds the control character U+001F; write it as json"))
    return text


def _quoted(rows: list[list[str]], ends: str) -> str:
    """Return rows as CSV with these line ends; csv quotes a lone \\r only if its own line end contains one."""
    written = []
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow(row)
        written.append(line.getvalue().removesuffix("\r\n"))
    return ends.join(written) + ends
