"""A workbook for people in Excel and WPS: labels as heads, numbers as numbers, codes as text; knows no table of ours.

Rows go to a temporary folder one at a time, and the workbook to its place when it is whole.
"""

import math
import operator
import os
import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from ..errors import VetError
from ..words import _
from .cells import decimals_of, for_people, heads_for_people, is_number, number
from .output import Sink
from .result import Column, Layout, Result, Row
from .spool import spooled
from .width import widest

MOST_ROWS = 1_048_575  # a sheet's rows less the head
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767  # of a cell, counted in UTF-16
MOST_DIGITS = 15  # of a number; a longer one would be changed
MOST_TEXT = 255  # a longer cell in text format is shown as ####
WIDEST = 50  # of a column, in digits; longer text is wrapped, but a code, which is one word, is not
FILLED = 46  # of so wide a line, since words break at blanks only and Chinese is a little wider than two digits
LINE, TALLEST = 15, 409  # points of a line of text and of a row at most
FILTER_BUTTON = 3
LONGEST_NAME = 31  # of a sheet


def write(result: Result, sink: Sink, layout: Layout) -> None:
    """Write an answer as a workbook of one sheet; VetError if it cannot hold all of it, for nothing is ever cut."""
    write_sheets([(layout.title, result)], sink, layout)


def write_sheets(titled: Sequence[tuple[str, Result]], sink: Sink, layout: Layout) -> None:
    """Write a workbook with a sheet for each Result, in this order; VetError if a sheet cannot hold all of its rows."""
    writer = _writer()
    for _title, result in titled:
        if len([column for column in result.columns if not column.hidden]) > MOST_COLUMNS:
            raise VetError(_("a sheet holds {most} columns and the answer has more; choose some with --columns").format(most=MOST_COLUMNS))
        if operator.length_hint(result.rows) > MOST_ROWS:
            raise _too_many_rows()
    with spooled(sink, "answer.xlsx") as path:
        book = writer.Workbook(path, {"constant_memory": True, "tmpdir": os.path.dirname(path)})
        book.use_zip64()
        taken: list[str] = []
        try:
            for title, result in titled:
                taken.append(_unused(_sheet_name(title), taken))
                _Sheet(book, taken[-1], result, layout).write()
            book.close()
        except writer.exceptions.FileCreateError as error:
            raise error.args[0] from None
        finally:
            for sheet in book.worksheets():  # XlsxWriter leaves their temporary files open where the workbook is given up
                sheet.row_data_fh.close()


def _writer() -> Any:
    """Return XlsxWriter, an extra of the package."""
    try:
        return import_module("xlsxwriter")
    except ImportError:
        raise VetError(_("workbooks need XlsxWriter, the extra [excel]; install it with: pip install XlsxWriter")) from None


def _too_many_rows() -> VetError:
    return VetError(_("a sheet holds {most} rows and the answer has more; filter it, or write it as csv").format(most=MOST_ROWS))


class _Sheet:
    """One sheet being filled, row by row."""

    def __init__(self, book: Any, name: str, result: Result, layout: Layout) -> None:
        self.result = result
        self.layout = layout
        self.book = book
        self.sheet = book.add_worksheet(name)
        self.columns = [(place, column) for place, column in enumerate(result.columns) if not column.hidden]
        self.shows = for_people(result.columns)
        self.decimals = [decimals_of(result.columns, column) for _place, column in self.columns]
        self.widths = [0] * len(self.columns)
        self.formats: dict[tuple[str, bool, bool], Any] = {}

    def write(self) -> None:
        """Write heads, rows, notes and the widths they need."""
        line = self._heads() if self.layout.header else 0
        first = line
        for row in self.result.rows:
            if line - first == MOST_ROWS:
                raise _too_many_rows()
            self._row(line, row)
            line += 1
        self._looks(line - 1)
        for number_of, note in enumerate(self.result.notes, start=line + 1):
            self.sheet.write_string(number_of, 0, _checked(note, _("the notes")))

    def _heads(self) -> int:
        for place, head in enumerate(heads_for_people(self.result.columns)):
            self.sheet.write_string(0, place, _checked(head, head[:20]), self._format(bold=True))
            self.widths[place] = widest(head) + FILTER_BUTTON
        return 1

    def _row(self, line: int, row: Row) -> None:
        lines = 1
        for place, (source, column) in enumerate(self.columns):
            value, decimals = row[source], self.decimals[place](row)
            text = self.shows[place](row)
            if _is_number(value, column):
                text = number(value, decimals)
                self.sheet.write_number(line, place, value, self._format(_number_format(text)))
            elif text:
                shown = "@" if len(text) <= MOST_TEXT else "General"
                wrapped = column.kind != "code" and (widest(text) > WIDEST or "\n" in text)
                if wrapped:
                    lines = max(lines, sum(max(1, math.ceil(widest(part) / FILLED)) for part in text.split("\n")))
                self.sheet.write_string(line, place, _checked(text, column.label or column.name), self._format(shown, wrapped))
            self.widths[place] = max(self.widths[place], widest(text))
        if lines > 1:  # Excel would find the height itself, LibreOffice does not
            self.sheet.set_row(line, min(lines * LINE, TALLEST))

    def _looks(self, last: int) -> None:
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, min(width, WIDEST) + 2)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if self.layout.header and self.columns:
            self.sheet.freeze_panes(1, 0)
            self.sheet.repeat_rows(0)  # on every page that is printed
            self.sheet.autofilter(0, 0, max(last, 0), len(self.columns) - 1)

    def _format(self, shown: str = "@", wrapped: bool = False, bold: bool = False) -> Any:
        key = (shown, wrapped, bold)
        if key not in self.formats:
            looks = {"num_format": shown, "text_wrap": wrapped, "bold": bold, "valign": "top"}
            self.formats[key] = self.book.add_format(looks)
        return self.formats[key]


def _is_number(value: Any, column: Column) -> bool:
    """Say whether a cell is written as a number: codes are text, and so is what Excel would change or cannot hold."""
    if not is_number(value) or column.values or column.kind not in ("number", "integer", "text"):
        return False
    return len(str(abs(value))) <= MOST_DIGITS if isinstance(value, int) else abs(value) < math.inf


def _number_format(text: str) -> str:
    """Return the number format that shows as many decimals as the number's text has."""
    _whole, _point, fraction = text.partition(".")
    return f"0.{'0' * len(fraction)}" if fraction else "0"


def _checked(text: str, where: str) -> str:
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MOST_CHARACTERS:
        message = _("a cell of a sheet holds {most} characters and one of {column} is longer; write it as csv")
        raise VetError(message.format(most=MOST_CHARACTERS, column=where))
    return text


def _sheet_name(title: str) -> str:
    """Return a title as Excel allows it for a sheet."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip("' ")[:LONGEST_NAME].strip("' ") or "vet"


def _unused(name: str, taken: list[str]) -> str:
    """Return a sheet's name, numbered if another of the workbook's has it, in whatever case: Excel tells them apart by neither."""
    known = [each.lower() for each in taken]
    unused, number_of = name, 2
    while unused.lower() in known:
        ending = f" {number_of}"
        unused = name[: LONGEST_NAME - len(ending)] + ending
        number_of += 1
    return unused
