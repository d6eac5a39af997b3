"""An .xlsx file -> its sheets as cells: type, text and number format of each, in a stream; knows no form and no meaning.

Read with the standard library alone: a sheet is XML in a zip (ECMA-376). One pass over it tells all that reading must know and
holds one row at a time: which rows are hidden, which cells are merged, which formulas were never computed, which numbers are
dates. The file is read into memory once, so that it may be saved anew or removed meanwhile.
"""

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from liuzhou_vet.errors import VetError
from liuzhou_vet.words import _

from .columns import column_number
from .number_format import BUILT_IN, GENERAL

_LARGEST = 1 << 30  # bytes, unpacked
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError, EOFError, LookupError, ValueError, RuntimeError, OSError)
"""What reading a broken file may raise."""

TEXT, NUMBER, FLAG, DATE, ERROR, NOT_COMPUTED = "text", "number", "flag", "date", "error", "not computed"
"""What a cell may be; DATE is a date written as ISO 8601, which few programs do: most write a NUMBER with a date's format."""

_TYPES = {"s": TEXT, "str": TEXT, "inlineStr": TEXT, "b": FLAG, "d": DATE, "e": ERROR}


class Cell(NamedTuple):
    """A cell that holds something: the number of its column from 0, what it is, its text as stored, its number format."""

    column: int
    type: str
    text: str
    format: str


class Row(NamedTuple):
    """A row that holds something: its number as the spreadsheet shows it, whether it is hidden, its cells from left to right."""

    number: int
    hidden: bool
    cells: list[Cell]


class Area(NamedTuple):
    """Merged cells: the first and last of their rows, numbered as the spreadsheet shows them, and of their columns from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class XlsxFile:
    """A workbook: its path, its sha256, and for each sheet, in order, the name and the part of the file that holds it.

    from_1904: days are counted from 1904 and not from 1900. Raises VetError for what is no workbook, is encrypted, damaged,
    or unpacks to more than memory should be asked for.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        content = _content(path)
        self.sha256 = hashlib.sha256(content).hexdigest()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGED as error:
            raise _no_workbook(path, content) from error
        if sum(part.file_size for part in self._zip.infolist()) > _LARGEST:
            raise VetError(_("{path} unpacks to more than 1 GB; a workbook of forms is never that large").format(path=path))
        self.sheets: dict[str, str] = {}
        self.from_1904 = False
        try:
            self._read_parts()
        except _DAMAGED as error:
            raise _damaged(path) from error

    def _read_parts(self) -> None:
        book = next((part for kind, part in self._related("", "").values() if kind == "officeDocument"), "")
        if not book.endswith((".xml", ".XML")) or _name((root := self._tree(book)).tag) != "workbook":
            raise _no_workbook(self.path, b"")
        folder, _slash, file = book.rpartition("/")
        related = self._related(folder, file)
        for element in root.iter():
            if _name(element.tag) == "workbookPr":
                self.from_1904 = element.get("date1904", "") in ("1", "true")
            elif _name(element.tag) == "sheet":
                kind, part = related[element.get(_RELATION) or element.get(_STRICT_RELATION) or ""]
                if kind == "worksheet":
                    self.sheets[element.get("name", "")] = part
        parts = dict(related.values())
        self._formats = _formats(self._tree(parts["styles"])) if "styles" in parts else []
        self._strings = list(self._shared_strings(parts["sharedStrings"])) if "sharedStrings" in parts else []

    def _related(self, folder: str, file: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to, by id: kind and name."""
        relations = self._tree(f"{folder}/_rels/{file}.rels".lstrip("/"))
        base = f"{folder}/" if folder else ""
        found = {}
        for relation in relations:
            target = relation.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else base + target
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], part)
        return found

    def _tree(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._zip.read(part))

    def _shared_strings(self, part: str) -> Iterator[str]:
        with self._zip.open(part) as stream:
            for _event, element in ElementTree.iterparse(stream):
                if _name(element.tag) == "si":
                    yield _text_of(element)
                    element.clear()

    def parts(self, sheet: str) -> Iterator[Row | Area]:
        """Yield the rows of a sheet that hold something, one at a time, then its merged areas. Raises VetError if it is damaged."""
        try:
            yield from self._parts(sheet)
        except _DAMAGED as error:
            raise _damaged(self.path) from error

    def _parts(self, sheet: str) -> Iterator[Row | Area]:
        rows: ElementTree.Element | None = None
        number = 0
        with self._zip.open(self.sheets[sheet]) as stream:
            for event, element in ElementTree.iterparse(stream, ("start", "end")):
                name = _name(element.tag)
                if event == "start":
                    rows = element if name == "sheetData" else rows
                elif name == "row":
                    number = int(element.get("r") or number + 1)
                    cells = self._cells(element)
                    if cells:
                        yield Row(number, element.get("hidden", "") in ("1", "true"), cells)
                    if rows is not None:
                        rows.clear()
                elif name == "mergeCell":
                    yield _area(element.get("ref", ""))

    def _cells(self, row: ElementTree.Element) -> list[Cell]:
        cells = []
        column = -1
        for element in row:
            place = element.get("r")
            column = column_number(place.rstrip("0123456789")) if place else column + 1
            kind = element.get("t", "")
            value, formula = "", False
            for part in element:
                name = _name(part.tag)
                if name == "v":
                    value = part.text or ""
                elif name == "is":
                    value = _text_of(part)
                formula = formula or name == "f"
            if value:
                text = self._strings[int(value)] if kind == "s" else _unescaped(value) if kind == "str" else value
                cells.append(Cell(column, _TYPES.get(kind, NUMBER), text, self._format(element.get("s"))))
            elif formula and kind != "str":
                cells.append(Cell(column, NOT_COMPUTED, "", GENERAL))
        return cells

    def _format(self, style: str | None) -> str:
        return self._formats[int(style)] if style and self._formats else GENERAL


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise VetError(_("{path} is larger than 1 GB; a workbook of forms is never that large").format(path=path))
    return content


def _no_workbook(path: Path, content: bytes) -> VetError:
    if content.startswith(_OLE):
        return VetError(_("{path} has a password or is an old .xls file; save it as .xlsx without a password").format(path=path))
    if content.startswith(b"PK"):
        return _damaged(path)
    return VetError(_("{path} is no workbook, whatever its name says; save it as .xlsx in a spreadsheet").format(path=path))


def _damaged(path: Path) -> VetError:
    return VetError(_("{path} is damaged; open it in a spreadsheet and save it anew, or take a copy").format(path=path))


@cache
def _name(tag: str) -> str:
    """Return the name of an element without its namespace, which differs between the two kinds of .xlsx."""
    return tag.rpartition("}")[2]


def _formats(styles: ElementTree.Element) -> list[str]:
    """Return the number format of each style of a cell."""
    own = {element.get("numFmtId", ""): element.get("formatCode", "") for element in styles.iter() if _name(element.tag) == "numFmt"}
    for element in styles:
        if _name(element.tag) == "cellXfs":
            ids = [style.get("numFmtId", "0") for style in element]
            return [own.get(each) or BUILT_IN.get(int(each), GENERAL) for each in ids]
    return []


def _text_of(element: ElementTree.Element) -> str:
    """Return the text of a string, which may be in pieces of several fonts; without the phonetic guide beside it."""
    pieces = []
    for part in element:
        if _name(part.tag) == "t":
            pieces.append(part.text or "")
        elif _name(part.tag) == "r":
            pieces += [text.text or "" for text in part if _name(text.tag) == "t"]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """Return a text with its escaped characters (`_x000D_`) resolved."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _area(reference: str) -> Area:
    first, _colon, last = reference.replace("$", "").partition(":")
    (left, top), (right, bottom) = (re.fullmatch(r"([A-Za-z]+)(\d+)", corner).groups() for corner in (first, last or first))  # type: ignore[union-attr]
    return Area(int(top), int(bottom), column_number(left), column_number(right))
