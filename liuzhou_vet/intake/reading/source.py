"""What a report or the catalogue is made of: the files of its forms, or one workbook; its head and outline. Reads no row."""

from dataclasses import dataclass, field
from pathlib import Path

from liuzhou_vet.errors import Fault

from ..form import Form
from ..forms import CATALOGUE, CATALOGUE_SOURCE, HEAD, OUTLINE, REPORT
from .csv_sheet import CsvSheet
from .sheet import Sheet
from .workbook import Workbook

REPORT_FILE = "report.toml"
OPTIONAL = tuple(form for form in CATALOGUE if form.name != "labels")
"""The forms of the catalogue that a report may have too."""


@dataclass
class Source:
    """A report or the catalogue, and which of its forms are to be read.

    folder: where the files lie. whole: the path was the folder or a workbook, so that what is not there is to go. head: the
    keys of the report's head as text, with their lines; outline: its sections (line, number, heading).
    """

    code: str
    folder: Path
    whole: bool
    files: dict[str, Path] = field(default_factory=dict)  # form -> file
    head: dict[str, tuple[int, str]] = field(default_factory=dict)
    outline: list[tuple[int, str, str]] = field(default_factory=list)
    sha256: str = ""  # of report.toml, or of the workbook
    workbook: Workbook | None = None

    @property
    def forms(self) -> list[Form]:
        """Return the forms to be read, in the order they are written; in a whole report the ones that are not there too."""
        if self.code == CATALOGUE_SOURCE:
            return [form for form in CATALOGUE if form.name in self.files or self.whole]
        wanted = [form for form in (HEAD, OUTLINE, *OPTIONAL, *REPORT) if form.name in self.files]
        return [*wanted, *self.absent] if self.whole else wanted

    @property
    def absent(self) -> list[Form]:
        """Return the catalogue forms that a whole report may have and does not: it defines nothing by them."""
        return [form for form in OPTIONAL if form.name not in self.files]

    @property
    def loaded(self) -> list[str]:
        """Return the names of the forms that a load of this source replaces."""
        return [form.name for form in self.forms]

    @property
    def place(self) -> Path:
        """Return what the user gave: the workbook, or the folder."""
        return self.workbook.path if self.workbook else self.folder

    def file(self, form: Form) -> str:
        """Return the name of a form's file in faults and in the record of loads, `FILE.xlsx!SHEET` in a workbook."""
        if self.workbook:
            return self.workbook.place(form.name)
        if form in (HEAD, OUTLINE):
            return str(self.folder / REPORT_FILE)
        return str(self.files.get(form.name, self.folder / f"{form.name}.csv"))

    def sheet(self, form: Form) -> Sheet | None:
        """Return the sheet of a form; None for one that has none: it is not there, or stands in `report.toml`."""
        if form.name not in self.files:
            return None
        if self.workbook:
            return self.workbook.sheet(form, [number for _line, number, _heading in self.outline])
        return None if form in (HEAD, OUTLINE) else CsvSheet(self.files[form.name], form, self.file(form))


def fault(file: Path | str, line: int, column: str, rule: str, message: str) -> Fault:
    """Return an error in a file as a fault."""
    return Fault(str(file), line, column, "error", rule, message)
