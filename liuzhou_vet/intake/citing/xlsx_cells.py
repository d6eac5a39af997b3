"""Single cells of a workbook's sheet written anew, everything else as it was; knows .xlsx (ECMA-376), and no form.

The sheet's XML is patched where the cells stand instead of being written anew: formats, drop-down lists, comments and whatever
else a spreadsheet has put there stay byte for byte, and so do all other parts of the file.
"""

import io
import zipfile
from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from liuzhou_vet.errors import VetError
from liuzhou_vet.words import _

from ..reading.columns import column_letters, column_number

Cells = Mapping[int, Mapping[int, str]]
"""Texts by the number of the row, counted from 1, and by the column, counted from 0; '' makes a cell blank."""


def with_cells(content: bytes, part: str, cells: Cells) -> bytes:
    """Return the content of a workbook with some cells of the sheet in `part` as these texts.

    Raises VetError for a cell that holds a formula, and for a sheet that is not UTF-8.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        new.comment = old.comment
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, _Sheet(data, cells).patched() if info.filename == part else data)
    return target.getvalue()


class _Patch(NamedTuple):
    start: int
    end: int
    text: str


class _Sheet:
    """One pass over the XML of a sheet, which notes where the wanted cells stand or are missing."""

    def __init__(self, xml: bytes, cells: Cells) -> None:
        self._xml = xml
        self._cells = cells
        self._patches: set[_Patch] = set()
        self._styles: list[tuple[int, int, str]] = []  # first and last column, style
        self._inside = False
        self._row = 0
        self._row_start = 0
        self._row_style = ""
        self._waiting: dict[int, str] = {}  # column -> text
        self._column = -1
        self._start = -1  # of the cell that is being passed, -1 outside one that is wanted
        self._style = ""

    def patched(self) -> bytes:
        """Return the XML with the cells written anew."""
        if self._xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise VetError(_("the sheet is UTF-16; open the workbook in a spreadsheet, save it anew, and run this again"))
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.Parse(self._xml, True)
        xml = self._xml
        for patch in sorted(self._patches, reverse=True):
            xml = xml[: patch.start] + patch.text.encode() + xml[patch.end :]
        return xml

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _colon, local = name.rpartition(":")
        if local == "sheetData":
            self._inside = True
        elif local == "col" and not self._inside and "style" in attributes:
            self._styles.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1, attributes["style"]))
        elif self._inside and local == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._row_start = self._parser.CurrentByteIndex
            self._row_style = attributes.get("s", "") if attributes.get("customFormat") in ("1", "true") else ""
            self._waiting = dict(self._cells.get(self._row, {}))
            self._column = -1
        elif self._inside and local == "c":
            self._begin_cell(f"{prefix}:" if prefix else "", attributes)
        elif local == "f" and self._start >= 0:
            message = _("row {row}, column {column} of the sheet holds a formula; remove it, and run this again")
            raise VetError(message.format(row=self._row, column=column_letters(self._column)))

    def _begin_cell(self, prefix: str, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "")
        self._column = column_number(place.rstrip("0123456789")) if place else self._column + 1
        self._insert(prefix, [column for column in sorted(self._waiting) if column < self._column])
        if self._column in self._waiting:
            self._start, self._style = self._parser.CurrentByteIndex, attributes.get("s", "")

    def _end(self, name: str) -> None:
        prefix, _colon, local = name.rpartition(":")
        prefix = f"{prefix}:" if prefix else ""
        if local == "c" and self._start >= 0:
            text = self._cell(prefix, self._column, self._waiting.pop(self._column), self._style)
            self._patches.add(_Patch(self._start, self._end_of_cell(), text))
            self._start = -1
        elif local == "row":
            self._insert(prefix, sorted(self._waiting))
        elif local == "sheetData":
            self._inside = False

    def _end_of_cell(self) -> int:
        """Return where the cell ends, which is where its only tag ends if there is nothing in it."""
        end = self._xml.index(b">", self._start)
        return end + 1 if self._xml[end - 1 : end] == b"/" else self._xml.index(b">", self._parser.CurrentByteIndex) + 1

    def _insert(self, prefix: str, columns: list[int]) -> None:
        """Write cells that are missing in front of what begins or ends here, and drop the row's hint of how wide it is."""
        texts = [self._cell(prefix, column, self._waiting.pop(column), self._style_of(column)) for column in columns]
        if not texts:
            return
        here = self._parser.CurrentByteIndex
        self._patches.add(_Patch(here, here, "".join(texts)))
        hint = self._xml.find(b' spans="', self._row_start, self._xml.index(b">", self._row_start))
        if hint >= 0:
            self._patches.add(_Patch(hint, self._xml.index(b'"', hint + 8) + 1, ""))

    def _style_of(self, column: int) -> str:
        """Return the style of a cell that is missing: its row's, else its column's."""
        return self._row_style or next((style for first, last, style in self._styles if first <= column <= last), "")

    def _cell(self, prefix: str, column: int, text: str, style: str) -> str:
        begin = f'<{prefix}c r="{column_letters(column)}{self._row}"' + (f' s="{style}"' if style else "")
        if not text:
            return f"{begin}/>"
        return f'{begin} t="inlineStr"><{prefix}is><{prefix}t>{escape(text)}</{prefix}t></{prefix}is></{prefix}c>'
