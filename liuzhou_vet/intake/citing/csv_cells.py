"""Single cells of a CSV file written anew, every other byte as it was; knows no form."""

import csv
import re
from collections.abc import Iterator, Mapping

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CELL = re.compile(r'"(?:[^"]|"")*"|[^,]*')
_NEEDS_QUOTES = re.compile(r'[",\r\n]')

Cells = Mapping[int, Mapping[int, str]]
"""Texts by line, counted from 1, and by place in it, counted from 0."""


def with_cells(content: bytes, cells: Cells) -> bytes:
    """Return the content of a CSV file, UTF-8 or GB18030, with some cells written anew.

    A line is the first of its row. In both encodings the bytes of a line end are no part of any other character.
    """
    encoding = "utf-8" if _decodes(content) else "gb18030"
    lines = _LINE.findall(content)
    for line in sorted(cells, reverse=True):
        end = line - 1 + _height(lines[line - 1 :], encoding)
        row = b"".join(lines[line - 1 : end]).decode(encoding)
        lines[line - 1 : end] = [_rewritten(row, cells[line]).encode(encoding)]
    return b"".join(lines)


def _decodes(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _height(lines: list[bytes], encoding: str) -> int:
    """Return how many lines the first row takes."""
    reader = csv.reader(line.decode(encoding) for line in lines)
    next(reader)
    return reader.line_num


def _rewritten(row: str, cells: Mapping[int, str]) -> str:
    text = row.rstrip("\r\n")
    return ",".join(_cell(old, cells.get(place)) for place, old in enumerate(_cells(text))) + row[len(text) :]


def _cell(old: str, new: str | None) -> str:
    if new is None:
        return old
    if old.startswith('"') or _NEEDS_QUOTES.search(new):
        return '"' + new.replace('"', '""') + '"'
    return new


def _cells(row: str) -> Iterator[str]:
    """Yield the cells of a row as they stand, in their quotation marks."""
    place = -1
    while place < len(row):
        found = _CELL.match(row, place + 1)
        assert found  # the pattern matches everywhere
        yield found[0]
        place = found.end()
