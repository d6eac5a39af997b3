"""A CSV file -> its rows as text; knows CSV, its encodings and its ways to be broken, and no schools.

A CSV form is UTF-8 (a BOM is fine) or GB18030, as Chinese Excel and WPS save it; rows end in LF or CRLF. Files are read in a
stream, so that a million rows need no more memory than ten.
"""

import codecs
import csv
import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from liuzhou_vet.words import _

from ..form import Form
from .rewritten import is_quoted, unquoted
from .sheet import Head, Report, Sheet

Trouble = Callable[[int, int, str], None]
"""Takes a place where a file is no CSV: line, number of the cell, message."""

_CHUNK = 1 << 20
_MANY = 20
_UTF16 = "utf-16"
_QUOTED = (b'="', b",'", b"\n'", b"\"'")  # how a cell written as ="001" or '001 begins, in every encoding that is read
_QUOTING = (b"=", b"'")  # one of these is in it; a single byte is found twenty times as fast as two


class CsvSheet(Sheet):
    """A CSV file of one form; one pass over its bytes tells the checksum and the encoding."""

    def __init__(self, path: Path, form: Form, file: str) -> None:
        sha256, lines, self._quoted = _passed_over(path)
        super().__init__(form, file, sha256, lines)
        self._path = path
        encoding = _encoding(path)
        self._encoding = encoding or "utf-8-sig"
        self._broken = () if encoding else tuple(_undecodable(path))  # line, number of the cell that cannot be decoded

    def head(self, report: Report) -> tuple[int, list[str]] | None:
        """Return line and cells of the first row that is not blank; None if there is none, the reason reported."""
        if self._encoding == _UTF16:
            report(1, self.form.columns[0], "encoding", _("the file is UTF-16; save it as CSV UTF-8"))
            return None
        for row in self._lines(lambda *_trouble: None):
            return row
        report(1, self.form.columns[0], "column", _("the file is empty; its first line must name the columns"))
        return None

    def rows(self, head: Head, report: Report) -> Iterator[tuple[int, list[str]]]:
        """Yield line and cells of each row below the head; a row that cannot be decoded or is no CSV is reported and left out."""
        for line, cell in self._broken[:_MANY]:
            words = _("this is neither UTF-8 nor GB18030; save the file as CSV UTF-8")
            report(line, self.column_at(head, cell), "encoding", words)
        if len(self._broken) > _MANY:
            return iter(())
        rows = self._lines(lambda line, cell, words: report(line, self.column_at(head, cell), "cut", words))
        next(rows, None)  # the head
        broken = {line for line, _cell in self._broken}
        return (row for row in rows if row[0] not in broken) if broken else rows

    def _lines(self, trouble: Trouble) -> Iterator[tuple[int, list[str]]]:
        rows = self._parsed(trouble)
        return ((line, [unquoted(cell) if is_quoted(cell) else cell for cell in cells]) for line, cells in rows) if self._quoted else rows

    def _parsed(self, trouble: Trouble) -> Iterator[tuple[int, list[str]]]:
        """Yield the first line and the cells of each row that is not empty; tell of what is no CSV."""
        with self._open() as stream:
            reader = csv.reader(stream, strict=True)
            while True:
                line = reader.line_num + 1
                try:
                    for cells in reader:
                        if cells:
                            yield line, cells
                        line = reader.line_num + 1
                    return
                except csv.Error as error:
                    cell = self._last_cell(line)
                    if "unexpected end" in str(error) or "limit" in str(error):
                        trouble(line, cell, _("a quotation mark opened here is never closed; the file may be cut here"))
                        return
                    trouble(line, cell, _("a quoted cell must end with its quotation mark; double the marks inside it"))

    def _open(self) -> TextIO:
        return self._path.open(encoding=self._encoding, errors="replace" if self._broken else "strict", newline="")

    def _last_cell(self, line: int) -> int:
        """Return the number of the last cell that begins on a line: the one whose quotation marks are wrong."""
        with self._path.open(encoding=self._encoding, errors="replace", newline="") as stream:
            begun = next(islice(stream, line - 1, None), "")
        cells = _begun(begun)
        return next((number for number, cell in enumerate(cells) if '"' in cell), len(cells) - 1)


def _begun(text: str) -> list[str]:
    """Return the cells that a broken line begins, as well as they can be told."""
    try:
        return next(csv.reader([text]), [""]) or [""]
    except csv.Error:
        return text.split(",")


def _passed_over(path: Path) -> tuple[str, int, bool]:
    """Return the sha256 of a file, its lines, and whether there may be a cell in it that is written as ="001" or '001."""
    digest, lines, quoted, last = hashlib.sha256(), 0, False, b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            lines += chunk.count(b"\n")
            quoted = quoted or _has_quoted(last + chunk)
            last = chunk[-1:]
    return digest.hexdigest(), lines, quoted


def _has_quoted(content: bytes) -> bool:
    return any(sign in content for sign in _QUOTING) and any(mark in content for mark in _QUOTED)


def _encoding(path: Path) -> str:
    """Return the encoding of a file, '' for one that is in none that can be read."""
    if _begins_as_utf16(path):
        return _UTF16
    if _decodes(path, "utf-8"):
        return "utf-8-sig"
    return "gb18030" if _decodes(path, "gb18030") and not _is_broken_utf8(path) else ""


def _begins_as_utf16(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as stream:
            while stream.read(_CHUNK):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _is_broken_utf8(path: Path) -> bool:
    """Tell UTF-8 with a broken byte from GB18030, which read as UTF-8 gives next to no Chinese character."""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            text = chunk.decode("utf-8", errors="replace")
            bad = text.count("\ufffd")
            if bad:
                return sum("\u2e80" <= sign < "\ufff0" for sign in text) > bad
    return False


def _undecodable(path: Path) -> Iterator[tuple[int, int]]:
    """Yield line and cell of what is neither UTF-8 nor GB18030, one for a line and no more than a few."""
    found = 0
    with path.open("rb") as stream:
        for line, raw in enumerate(stream, start=1):
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError as error:
                before = raw[: error.start].decode("utf-8", errors="replace")
                yield line, len(_begun(before)) - 1
                found += 1
                if found > _MANY:
                    return
