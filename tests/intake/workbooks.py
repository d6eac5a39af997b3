"""What the tests of workbooks need: the forms of a folder as a workbook, cell by cell, and ways to make single cells odd."""

import csv
import re
import tomllib
import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.errors import Fault
from liuzhou_vet.intake.check import check
from liuzhou_vet.intake.forms import HEAD, OUTLINE
from liuzhou_vet.intake.reading.xlsx import XlsxFile

xlsxwriter = pytest.importorskip("xlsxwriter", reason="XlsxWriter makes the workbooks of these tests")


@dataclass
class Typed:
    """A cell that is no text: its value, its number format (or the number of a built-in one), the formula that gives the value."""

    value: Any
    form: str | int = "General"
    formula: str = ""


@dataclass
class Book:
    """The sheets of a workbook: rows of cells by the sheet's name, and what is hidden or merged in it."""

    sheets: dict[str, list[list[Any]]]
    hidden: dict[str, list[int]] = field(default_factory=dict)  # sheet -> numbers of rows
    merged: dict[str, list[str]] = field(default_factory=dict)  # sheet -> areas such as A2:A3

    def set(self, sheet: str, line: int, column: str, value: Any) -> None:
        self.sheets[sheet][line - 1][self.sheets[sheet][0].index(column)] = value

    def save(self, path: Path, **options: Any) -> Path:
        book = xlsxwriter.Workbook(path, options)
        for name, rows in self.sheets.items():
            sheet = book.add_worksheet(name)
            for line, cells in enumerate(rows):
                for place, cell in enumerate(cells):
                    _write(book, sheet, line, place, cell)
            for line in self.hidden.get(name, ()):
                sheet.set_row(line - 1, None, None, {"hidden": True})
            for area in self.merged.get(name, ()):
                first = rows[int(area.partition(":")[0][1:]) - 1][ord(area[0]) - ord("A")]
                sheet.merge_range(area, first)
        book.close()
        return path


def _write(book: Any, sheet: Any, line: int, place: int, cell: Any) -> None:
    if not isinstance(cell, Typed):
        if cell != "":
            sheet.write_string(line, place, cell)
        return
    form = book.add_format({"num_format": cell.form})
    if cell.formula:
        sheet.write_formula(line, place, cell.formula, form, cell.value)
    elif isinstance(cell.value, bool):
        sheet.write_boolean(line, place, cell.value, form)
    elif isinstance(cell.value, date):
        sheet.write_datetime(line, place, cell.value, form)
    else:
        sheet.write_number(line, place, cell.value, form)


def book_of(folder: Path) -> Book:
    """Return a report's folder as a workbook in which every cell is text."""
    report = tomllib.loads((folder / "report.toml").read_text(encoding="utf-8"))
    sheets: dict[str, list[list[Any]]] = {
        "report": [list(HEAD.columns), [str(report.get(key, "")) for key in HEAD.columns]],
        "sections": [list(OUTLINE.columns), *([section[key] for key in OUTLINE.columns] for section in report["section"])],
    }
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            sheets[file.stem] = list(csv.reader(stream))
    return Book(sheets)


def rewrite(path: Path, sheet: str, old: str, new: str) -> None:
    """Replace text in the part of a workbook that holds a sheet, '' for the texts of all sheets."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    name = XlsxFile(path).sheets[sheet] if sheet else "xl/sharedStrings.xml"
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w") as file:
        for part, text in parts.items():
            file.writestr(part, text)


def where(fault: Fault) -> tuple[str, int, str, str]:
    """Return sheet, row, column and rule of a fault in forms.xlsx."""
    return re.split(r"[\\/]", fault.file)[-1].removeprefix("forms.xlsx!"), fault.line, fault.column, fault.rule


def told_of(path: Path) -> list[tuple[str, int, str, str]]:
    """Return sheet, row, column and rule of each error that a workbook has."""
    return [where(fault) for fault in check([path]) if fault.severity == "error"]


def message(book: Book, path: Path) -> str:
    """Return the message of the one error that the workbook has."""
    (fault,) = [fault for fault in check([book.save(path / "forms.xlsx")]) if fault.severity == "error"]
    return fault.message


def observed(book: Book, database: Any, path: Path, column: str = "printed") -> list[Any]:
    """Return a column of the observations of the invented report, as loaded from the workbook."""
    database.load(book.save(path / "forms.xlsx"))
    return [row[0] for row in database.rows(f"SELECT {column} FROM observation WHERE report_code = 'xugou-2031' ORDER BY id")]
