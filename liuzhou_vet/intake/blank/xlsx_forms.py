"""Forms as one workbook: a sheet a form, with drop-down lists, and a sheet that explains them; returns bytes and writes no file.

Every cell is text, so that a spreadsheet does not make 94.5 % of 94.50%, a number of section 1.10 or a date of 3-1.
"""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from liuzhou_vet.errors import VetError
from liuzhou_vet.words import _

from ..form import Form
from ..reading.columns import column_letters
from ..reading.sheet import CHOICES, EXPLANATION
from .choices import Choices, choices_of
from .explain import Column, Explained, explain, in_short, must, steps
from .filled import REFERENCE, Filled
from .form_words import FormWords

SPARE_ROWS = 1_000
"""How many rows below those that are filled in have drop-down lists; formatted are all."""

_NARROWEST, _WIDEST = 8, 44  # of a column, in digits
_BUTTON = 3  # of a filter or a list
_MOST_TEXT = 255  # characters; a longer cell in text format is shown as ####
_REQUIRED, _OPTIONAL, _GREY, _GREY_TEXT = "#FFE699", "#DDEBF7", "#EDEDED", "#7F7F7F"
_FROZEN = {"observations": 2}  # columns beside the head row
_EXPLAINED = (16, 18, 20, 50, 60)  # widths of the explanation's columns
_LINE, _HIGHEST = 15, 409  # points: a line, and the highest row that a spreadsheet allows
_A4 = 9
_TEXT, _GENERAL = 49, 0  # the built-in number formats


def xlsx_file(forms: Iterable[Filled], wording: FormWords, path: str) -> bytes:
    """Return the workbook. path: the file, as the explanation is to name it. VetError where XlsxWriter is not installed."""
    stream = io.BytesIO()
    book = _writer().Workbook(stream, {"in_memory": True})
    _Book(book, list(forms), wording).write(path)
    book.close()
    return stream.getvalue()


def _writer() -> Any:
    try:
        return import_module("xlsxwriter")
    except ImportError:
        raise VetError(_("workbooks need XlsxWriter; install it with: pip install 'liuzhou_vet[excel]'")) from None


class _Book:
    """A workbook being filled."""

    def __init__(self, book: Any, forms: Sequence[Filled], wording: FormWords) -> None:
        self._book = book
        self._forms = forms
        self._wording = wording
        self._formats: dict[str, Any] = {}
        self._lists: dict[str, str] = {}  # name of a list -> the formula for its cells

    def write(self, path: str) -> None:
        explained = explain(self._forms, self._wording)
        explanation = self._book.add_worksheet(EXPLANATION[self._wording.language])
        sheets = [self._book.add_worksheet(self._wording.sheet(filled.form)) for filled in self._forms]
        self._choices = self._book.add_worksheet(CHOICES[self._wording.language])
        self._explain(explanation, explained, path)
        for sheet, filled, about in zip(sheets, self._forms, explained, strict=True):
            self._form(sheet, filled, about)

    def _form(self, sheet: Any, filled: Filled, about: Explained) -> None:
        form, wording, columns = filled.form, self._wording, filled.columns
        cells = {column: [wording.cell(form, column, row.get(column, "")) for row in filled.rows] for column in columns}
        for place, column in enumerate(columns):
            head = wording.head(form, column)
            look = "reference" if column.startswith(REFERENCE) else "cell"
            before = cells.get(REFERENCE + column, [])  # what will be filled in is about as wide
            sheet.set_column(place, place, _width([head, *cells[column], *before]), self._format(look))
            if look == "reference":
                sheet.write_string(0, place, head, self._format("reference head"))
            else:
                self._head(sheet, place, about.columns[form.columns.index(column)])
                self._offer(sheet, place, filled, column)
            for line, text in enumerate(cells[column], start=1):
                if text:
                    sheet.write_string(line, place, text, self._format(look + _length(text)))
        _look(sheet, filled)

    def _head(self, sheet: Any, place: int, column: Column) -> None:
        sheet.write_string(0, place, column.head, self._format("required head" if column.required else "head"))
        words = in_short(column)
        lines = sum(1 + _wide(line) // 40 for line in words.split("\n"))
        sheet.write_comment(0, place, words, {"width": 300, "height": 20 * lines + 10, "font_size": 9})

    def _offer(self, sheet: Any, place: int, filled: Filled, column: str) -> None:
        """Give a column its drop-down list. Codes and other names may be typed too, so that a word not in it is only pointed out."""
        field = next(field for field in filled.form.fields if field.name == column)
        choices = choices_of(field, self._forms, self._wording)
        if choices is None:
            return
        options = {
            "validate": "list",
            "source": self._cells(choices),
            "error_type": "information",
            "error_title": _("Not in the list"),
            "error_message": _("A code or another known name is fine too; vet seed check tells whether it is understood."),
        }
        sheet.data_validation(1, place, len(filled.rows) + SPARE_ROWS, place, options)

    def _cells(self, choices: Choices) -> str:
        """Return the formula for the cells that hold the words of a list."""
        if choices.form is not None:
            return self._column_cells(choices.form, choices.column)
        if choices.name not in self._lists:
            place = len(self._lists)
            self._choices.set_column(place, place, _width([choices.title, *choices.words]), self._format("cell"))
            self._choices.write_string(0, place, choices.title, self._format("head"))
            for line, word in enumerate(choices.words, start=1):
                self._choices.write_string(line, place, word, self._format("cell"))
            letter = column_letters(place)
            self._lists[choices.name] = f"={_quoted(self._choices.name)}!${letter}$2:${letter}${len(choices.words) + 1}"
        return self._lists[choices.name]

    def _column_cells(self, form: Form, column: str) -> str:
        """Return the formula for what is filled in of a column, also of what will be added to it."""
        filled = next(filled for filled in self._forms if filled.form is form)
        rows = len(filled.rows) + SPARE_ROWS
        sheet, letter = _quoted(self._wording.sheet(form)), column_letters(filled.columns.index(column))
        return f"=OFFSET({sheet}!${letter}$2,0,0,MAX(1,COUNTA({sheet}!${letter}$2:${letter}${rows + 1})),1)"

    def _explain(self, sheet: Any, explained: Iterable[Explained], path: str) -> None:
        for place, width in enumerate(_EXPLAINED):
            sheet.set_column(place, place, width, self._format("wrapped"))
        lines = [_("Heads in yellow must be filled in; columns in grey are never read."), *steps(path, self._wording)]
        for line, words in enumerate(lines):
            sheet.write_string(line, 0, f"{line}. {words}" if line else words, self._format("plain"))
        line = len(lines) + 1
        for place, head in enumerate((_("sheet"), _("column"), _("must it be filled in"), _("what it takes"), _("what it means"))):
            sheet.write_string(line, place, head, self._format("head"))
        for form, filled in zip(explained, self._forms, strict=True):
            line += 1
            name = self._wording.sheet(filled.form)
            self._explain_row(sheet, line, (name, "", "", form.task, form.meaning), "form")
            sheet.write_url(line, 0, f"internal:{_quoted(name)}!A1", self._format("form"), name)
            for column in form.columns:
                line += 1
                takes = "\n".join([column.takes, *map(str, column.values)])
                self._explain_row(sheet, line, (name, column.head, must(column), takes, column.meaning), "wrapped")
        _print(sheet)

    def _explain_row(self, sheet: Any, line: int, texts: Sequence[str], look: str) -> None:
        """Write a row as high as its longest cell; spreadsheets do not all see to that themselves."""
        lines = 1
        for place, (text, width) in enumerate(zip(texts, _EXPLAINED, strict=True)):
            sheet.write_string(line, place, text, self._format(look))
            lines = max(lines, sum(1 + _wide(part) // width for part in text.split("\n")))
        sheet.set_row(line, min(_LINE * lines, _HIGHEST))

    def _format(self, name: str) -> Any:
        if name not in self._formats:
            self._formats[name] = self._book.add_format(_LOOKS[name])
        return self._formats[name]


_CELL = {"num_format": _TEXT, "valign": "top"}
_HEAD = _CELL | {"bold": True, "border": 1, "border_color": "#BFBFBF"}
_LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "cell": _CELL,
    "cell long": _CELL | {"num_format": _GENERAL},
    "wrapped": _CELL | {"num_format": _GENERAL, "text_wrap": True},
    "form": _CELL | {"bold": True, "bg_color": _OPTIONAL, "text_wrap": True},
    "head": _HEAD | {"bg_color": _OPTIONAL},
    "required head": _HEAD | {"bg_color": _REQUIRED},
    "reference": _CELL | {"bg_color": _GREY, "font_color": _GREY_TEXT},
    "reference long": _CELL | {"bg_color": _GREY, "font_color": _GREY_TEXT, "num_format": _GENERAL},
    "reference head": _HEAD | {"bg_color": _GREY, "font_color": _GREY_TEXT},
}


def _length(text: str) -> str:
    return " long" if len(text) > _MOST_TEXT else ""


def _look(sheet: Any, filled: Filled) -> None:
    """Freeze the head, allow filtering, and print a sheet one page wide with the head on each."""
    sheet.freeze_panes(1, _FROZEN.get(filled.form.name, 0))
    if filled.form.name in _FROZEN:
        sheet.autofilter(0, 0, len(filled.rows) + SPARE_ROWS, len(filled.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.repeat_rows(0)
    _print(sheet)


def _print(sheet: Any) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _width(texts: Iterable[str]) -> int:
    """Return the width of a column, in digits: room for its texts and a button, within limits."""
    return max(_NARROWEST, min(_WIDEST, max(map(_wide, texts), default=0) + _BUTTON))


def _wide(text: str) -> int:
    """Return the width of a text: a Chinese character is as wide as two digits."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _quoted(sheet: str) -> str:
    """Return a sheet's name as a formula names it."""
    return "'" + sheet.replace("'", "''") + "'"
