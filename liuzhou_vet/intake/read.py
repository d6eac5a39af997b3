"""A form's file -> its rows as text; knows CSV, its encodings and its ways to be broken, and no schools.

A CSV form is UTF-8 (a BOM is fine) or GB18030, as Chinese Excel and WPS save it; rows end in LF or CRLF. Files are read in a
stream, so that a million rows need no more memory than ten.
"""

import codecs
import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from operator import itemgetter
from pathlib import Path

from liuzhou_vet.words import _, listed

from .cells import shown
from .form import Form
from .vocabulary import Vocabulary, folded

Report = Callable[[int, str, str, str], None]
"""Takes a fault of a file: line, column, rule, message."""

Trouble = Callable[[int, int, str], None]
"""Takes a place where a file is no CSV: line, number of the cell, message."""

_CHUNK = 1 << 20
_MANY = 20
_UTF16 = "utf-16"
_IGNORED = "ref_"


@dataclass(frozen=True)
class Sheet:
    """A form's file as it lies on disk: where, which form, and its sha256."""

    path: Path
    form: Form
    file: str  # its name in faults
    sha256: str
    encoding: str
    broken_lines: tuple[tuple[int, int], ...] = ()  # line, number of the cell that cannot be decoded


@dataclass
class Head:
    """The head of a form's file: where each column of the form stands."""

    width: int
    places: list[int]  # by field; -1 for a column that is missing
    names: list[str] = field(default_factory=list)  # the heads as they stand

    @property
    def missing(self) -> list[int]:
        """Return the fields that have no column."""
        return [number for number, place in enumerate(self.places) if place < 0]


def open_sheet(path: Path, form: Form, file: str) -> Sheet:
    """Return the sheet of a file after one pass over its bytes: the checksum and the encoding."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    if _begins_as_utf16(path):
        return Sheet(path, form, file, digest.hexdigest(), _UTF16)
    if _decodes(path, "utf-8"):
        return Sheet(path, form, file, digest.hexdigest(), "utf-8-sig")
    if _decodes(path, "gb18030") and not _is_broken_utf8(path):
        return Sheet(path, form, file, digest.hexdigest(), "gb18030")
    return Sheet(path, form, file, digest.hexdigest(), "utf-8-sig", tuple(_undecodable(path)))


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
                yield line, max(0, len(next(csv.reader([before]), [""])) - 1)
                found += 1
                if found > _MANY:
                    return


def read_head(sheet: Sheet, words: Vocabulary, report: Report) -> Head | None:
    """Return where each column stands, or None if the file has no head; report every fault of the head."""
    if sheet.encoding == _UTF16:
        report(1, sheet.form.columns[0], "encoding", _("the file is UTF-16; save it as CSV UTF-8"))
        return None
    for line, cells in _lines(sheet, lambda *_trouble: None):
        return _placed(sheet.form, line, cells, words, report)
    report(1, sheet.form.columns[0], "column", _("the file is empty; its first line must name the columns"))
    return None


def _placed(form: Form, line: int, cells: list[str], words: Vocabulary, report: Report) -> Head:
    places = [-1] * len(form.fields)
    for place, cell in enumerate(cells):
        if not cell.strip() or cell.strip().lower().startswith(_IGNORED):
            continue
        name = words.head(form, cell)
        if not name:
            report(line, shown(cell), "column", _unknown_column(form, cell))
        elif places[form.columns.index(name)] >= 0:
            report(line, name, "column", _("the column “{name}” stands there twice; remove one").format(name=name))
        else:
            places[form.columns.index(name)] = place
    for name, place in zip(form.columns, places, strict=True):
        if place < 0:
            message = _("the column “{name}” is missing; the form needs {names}")
            report(line, name, "column", message.format(name=name, names=listed(form.columns)))
    return Head(len(cells), places, cells)


def _unknown_column(form: Form, cell: str) -> str:
    for mark, name in (("\t", _("tabs")), (";", _("semicolons"))):
        if mark in cell:
            return _("the columns are separated by {mark}; save the file as CSV with commas").format(mark=name)
    nearest = get_close_matches(folded(cell), form.columns, 2)
    if nearest:
        message = _("the form “{form}” has no column “{name}”; did you mean {names}?")
        return message.format(form=form.name, name=shown(cell), names=listed(nearest))
    message = _("the form “{form}” has no column “{name}”; it has {names}")
    return message.format(form=form.name, name=shown(cell), names=listed(form.columns))


def read_rows(sheet: Sheet, head: Head, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Yield line and cells of each row, cells in the order of the form's fields ('' for a missing column).

    Blank rows are passed over. A row that cannot be decoded, is cut or has too few or too many cells is reported and left out.
    """
    broken = {line for line, _cell in sheet.broken_lines}
    _report_encoding(sheet, head, report)
    if len(broken) > _MANY:
        return
    pick = _picker(head)
    rows = _lines(sheet, lambda line, cell, words: report(line, _column_at(head, sheet.form, cell), "cut", words))
    next(rows, None)  # the head
    for line, cells in rows:
        if line in broken or not any(map(str.strip, cells)):
            continue
        if len(cells) != head.width and not _fits(line, cells, head, sheet.form, report):
            continue
        yield line, pick(cells) if pick else cells


def _report_encoding(sheet: Sheet, head: Head, report: Report) -> None:
    for line, cell in sheet.broken_lines[:_MANY]:
        column = _column_at(head, sheet.form, cell)
        report(line, column, "encoding", _("this is neither UTF-8 nor GB18030; save the file as CSV UTF-8"))


def _column_at(head: Head, form: Form, cell: int) -> str:
    if cell in head.places:
        return form.columns[head.places.index(cell)]
    return head.names[cell] if cell < len(head.names) else form.columns[-1]


def _picker(head: Head) -> Callable[[list[str]], list[str]] | None:
    """Return what puts a row's cells into the order of the fields, or None if they stand in it already."""
    if head.places == list(range(head.width)):
        return None
    if head.missing or len(head.places) < 2:
        return lambda cells: [cells[place] if place >= 0 else "" for place in head.places]
    choose = itemgetter(*head.places)
    return lambda cells: list(choose(cells))


def _fits(line: int, cells: list[str], head: Head, form: Form, report: Report) -> bool:
    """Tell whether a row of another width than the head can be read: surplus cells must be blank."""
    if len(cells) > head.width:
        if not any(cell.strip() for cell in cells[head.width :]):
            del cells[head.width :]
            return True
        message = _("the row has {cells} cells, the head {heads}; a comma inside a cell needs quotes around the cell")
        column = _column_at(head, form, head.width - 1)
    else:
        message = _("the row has {cells} cells, the head {heads}; the file may be cut here")
        column = _column_at(head, form, len(cells))
    report(line, column, "cut", message.format(cells=len(cells), heads=head.width))
    return False


def _lines(sheet: Sheet, trouble: Trouble) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line and the cells of each row that is not blank; tell of what is no CSV."""
    errors = "replace" if sheet.broken_lines else "strict"
    with sheet.path.open(encoding=sheet.encoding, errors=errors, newline="") as stream:
        reader = csv.reader(stream, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                cell = _quoted_cell(sheet, line)
                if "unexpected end" in str(error) or "limit" in str(error):
                    trouble(line, cell, _("a quotation mark opened here is never closed; the file may be cut here"))
                    return
                trouble(line, cell, _("a quoted cell must end with its quotation mark; double the marks inside it"))
                continue
            if cells:
                yield line, cells


def _quoted_cell(sheet: Sheet, line: int) -> int:
    """Return the number of the last cell that begins on a line: the one whose quotation marks are wrong."""
    with sheet.path.open(encoding=sheet.encoding, errors="replace", newline="") as stream:
        begun = next(islice(stream, line - 1, None), "")
    for number, cell in enumerate(next(csv.reader([begun]), [""])):
        if '"' in cell:
            return number
    return len(next(csv.reader([begun]), [""])) - 1
