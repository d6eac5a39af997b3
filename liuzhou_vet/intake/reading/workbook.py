"""A workbook -> the sheet of each form; knows the names that sheets may bear, and what makes a sheet unfit to be read as rows."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from liuzhou_vet.errors import Fault
from liuzhou_vet.words import _, listed, ngettext

from ..cells import Wrong, shown
from ..form import Field, Form
from ..forms import FORMS, OUTLINE
from ..vocabulary import Word, folded
from .rewritten import lost_zero
from .seen import seen
from .sheet import CHOICES, EXPLANATION, Head, Report, Sheet
from .xlsx import NUMBER, Area, Cell, Row, XlsxFile

_FOR_THE_READER = frozenset(folded(name) for names in (EXPLANATION, CHOICES) for name in names.values())
_LONGEST_NAME = 31  # of a sheet, in every spreadsheet


class Workbook:
    """A workbook that is a report: its file, and for each form in it the name of its sheet."""

    def __init__(self, path: Path, words: Iterable[Word]) -> None:
        self._file = XlsxFile(path)
        self.path = path
        self.sha256 = self._file.sha256
        self.names: dict[str, str] = {}  # form -> sheet
        self.faults = list(self._take_names(_sheet_names(words)))

    def place(self, form: str) -> str:
        """Return the name of a form's sheet in faults: the one it has, or the one that it should have."""
        return f"{self.path}!{self.names.get(form, form)}"

    def sheet(self, form: Form, sections: Iterable[str] = ()) -> "WorkbookSheet":
        """Return the sheet of a form. sections: the numbers of the report's outline, where they are known."""
        return WorkbookSheet(self._file, self.names[form.name], form, sections)

    def _take_names(self, meant: Mapping[str, str]) -> Iterator[Fault]:
        for name in self._file.sheets:
            form = meant.get(folded(name))
            if form is None:
                if folded(name) not in _FOR_THE_READER and any(_filled(self._file, name)):
                    yield self._fault(name, _unknown(name, meant))
            elif form in self.names:
                message = _("the sheets “{first}” and “{second}” are both the form “{name}”; remove one")
                yield self._fault(name, message.format(first=self.names[form], second=name, name=form))
            else:
                self.names[form] = name

    def _fault(self, name: str, message: str) -> Fault:
        return Fault(f"{self.path}!{name}", 1, "", "error", "form", message)


def _sheet_names(words: Iterable[Word]) -> dict[str, str]:
    """Return what a sheet's name means, folded: a form's name or its label in either language."""
    names = {folded(form): form for form in FORMS}
    for word in words:
        if word.item in FORMS and not word.part and not word.coded:
            for label in (word.zh, word.en):
                names.setdefault(folded(label[:_LONGEST_NAME]), word.item)
    return names


def _unknown(name: str, meant: Mapping[str, str]) -> str:
    nearest = dict.fromkeys(meant[word] for word in get_close_matches(folded(name), meant, 3, 0.5))
    if nearest:
        message = _("the sheet “{name}” is no form; did you mean {names}? Rename or remove it")
        return message.format(name=shown(name), names=listed(f"“{form}”" for form in nearest))
    return _("the sheet “{name}” is no form; rename or remove it").format(name=shown(name))


class WorkbookSheet(Sheet):
    """A sheet of a workbook."""

    def __init__(self, file: XlsxFile, name: str, form: Form, sections: Iterable[str]) -> None:
        super().__init__(form, f"{file.path}!{name}", file.sha256)
        self._file = file
        self._name = name
        self._sections = frozenset(sections)

    def head(self, report: Report) -> tuple[int, list[str]] | None:
        """Return number and cells of the first row that is not blank; None if there is none, the reason reported."""
        for row in _filled(self._file, self._name):
            cells = [""] * (row.cells[-1].column + 1)
            for cell in row.cells:
                cells[cell.column] = cell.text
            return row.number, cells[: max(place for place, cell in enumerate(cells, start=1) if cell.strip())]
        report(1, self.form.columns[0], "column", _("the sheet is empty; its first row must name the columns"))
        return None

    def rows(self, head: Head, report: Report) -> Iterator[tuple[int, list[str]]]:
        """Yield number and cells of each row below the head, hidden ones too.

        A cell that does not hold what was typed is reported, and blank in its row.
        """
        fields = {place: field for place, field in zip(head.places, self.form.fields, strict=True) if place >= 0}
        areas: list[Area] = []
        first, last, hidden = 0, 0, []
        numbers: list[str] = []
        for part in self._file.parts(self._name):
            if isinstance(part, Area):
                areas.append(part)
            elif not first:
                first = part.number if _is_filled(part) else 0
            else:
                cells = self._texts(part, head, fields, numbers, report)
                if any(map(str.strip, cells)):
                    last = part.number
                    hidden += [part.number] if part.hidden else []
                    yield part.number, cells
        self._report_hidden(hidden, report)
        for area in areas:
            self._report_merged(area, range(first, last + 1), fields, report)

    def _texts(self, row: Row, head: Head, fields: Mapping[int, Field], numbers: list[str], report: Report) -> list[str]:
        texts = [""] * head.width
        for cell in row.cells:
            field = fields.get(cell.column)
            if field is not None:
                try:
                    texts[cell.column] = self._text(cell, field, numbers)
                except Wrong as wrong:
                    report(row.number, field.name, wrong.rule, wrong.message)
            elif cell.column >= head.width and cell.text.strip():
                message = _("“{cell}” stands beyond the last column that has a head; give its column a head, or remove it")
                report(row.number, self.column_at(head, head.width - 1), "cut", message.format(cell=shown(cell.text)))
        return texts

    def _text(self, cell: Cell, field: Field, numbers: list[str]) -> str:
        """Return the text of a cell; a number where a section belongs may have lost its last zero."""
        text = seen(cell, field.kind, self._file.from_1904)
        if self.form is OUTLINE and field is OUTLINE.fields[0]:
            if cell.type == NUMBER:
                lost_zero(text, numbers)
            numbers.append(text)
        elif field.kind == "section" and cell.type == NUMBER and {text, f"{text}0"} <= self._sections:
            message = _("the cell holds the number {number}: is it section {number} or {number}0? Format the cell as text and type it anew")
            raise Wrong("rewritten", message.format(number=text))
        return text

    def _report_hidden(self, hidden: list[int], report: Report) -> None:
        if hidden:
            message = ngettext("{count} hidden row was read like any other", "{count} hidden rows were read like any other", len(hidden))
            report(hidden[0], self.form.columns[0], "hidden", message.format(count=len(hidden)), "warning")

    def _report_merged(self, area: Area, rows: range, fields: Mapping[int, Field], report: Report) -> None:
        lines = [number for number in range(area.first_row, min(area.last_row, rows.stop) + 1) if number in rows]
        columns = [place for place in range(area.first_column, area.last_column + 1) if place in fields]
        if len(lines) * len(columns) > 1:
            message = _("these cells are merged with others, which are blank therefore; unmerge them and fill in each")
            report(lines[0], fields[columns[0]].name, "merged", message)


def _filled(file: XlsxFile, sheet: str) -> Iterator[Row]:
    """Yield the rows of a sheet that hold more than spaces."""
    return (part for part in file.parts(sheet) if isinstance(part, Row) and _is_filled(part))


def _is_filled(row: Row) -> bool:
    return any(cell.text.strip() for cell in row.cells)
