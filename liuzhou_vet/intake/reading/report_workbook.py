"""A workbook -> a report's head and outline as texts with their rows; knows two of its sheets, and judges no more of them than it must."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from liuzhou_vet.errors import Fault
from liuzhou_vet.words import _

from ..form import Form
from ..forms import CATALOGUE_SOURCE, FORMS, HEAD, OUTLINE
from ..vocabulary import Vocabulary, Word
from .csv_sheet import CsvSheet
from .read import read_head, read_rows
from .sheet import Sheet
from .source import Source, fault
from .workbook import Workbook

Texts = dict[str, str]


def open_workbook(path: Path, faults: list[Fault]) -> Source:
    """Return the source that a workbook is; what is wrong with its sheets as a whole is added to the faults."""
    workbook = Workbook(path, packaged_words())
    faults += workbook.faults
    files = {form: path for form in FORMS if form in workbook.names}
    return Source("", path.parent, True, files, sha256=workbook.sha256, workbook=workbook)


def read_report_sheets(source: Source, faults: list[Fault]) -> bool:
    """Take head and outline from the sheets of a workbook; tell whether it gives a code."""
    rows = list(_rows(source, HEAD))
    for line, _texts in rows[1:]:
        message = _("the sheet of the report's head has one row; remove this one")
        faults.append(fault(source.file(HEAD), line, "code", "form", message))
    for line, texts in rows[:1]:
        source.head = {name: (line, text) for name, text in texts.items() if text.strip()}
    source.outline = [(line, texts["number"].strip(), texts["heading"]) for line, texts in _rows(source, OUTLINE)]
    source.code = source.head.get("code", (0, ""))[1].strip()
    if not source.code:
        message = _("the report's code is missing; the sheet “report” holds it, made of place and year, as in liuzhou-2020")
        faults.append(fault(source.file(HEAD), rows[0][0] if rows else 1, "code", "required", message))
    elif not source.outline:
        message = _("the outline is missing: the sheet “sections” has a row with number and heading for each heading of the report")
        faults.append(fault(source.file(OUTLINE), 1, "number", "required", message))
    return bool(source.code)


def _rows(source: Source, form: Form) -> Iterator[tuple[int, Texts]]:
    """Yield the rows of a form as texts by column; whatever is wrong with them is found again, and told, when they are judged."""
    sheet = source.sheet(form)
    return _texts(sheet, Vocabulary(packaged_words())) if sheet else iter(())


def _texts(sheet: Sheet, words: Vocabulary) -> Iterator[tuple[int, Texts]]:
    head = read_head(sheet, words, lambda *_fault: None)
    if head is not None:
        for line, cells in read_rows(sheet, head, lambda *_fault: None):
            yield line, dict(zip(sheet.form.columns, cells, strict=True))


@cache
def packaged_words() -> tuple[Word, ...]:
    """Return the packaged labels, by which the names of sheets and the heads of the first two are recognised."""
    from liuzhou_vet.database.resources import seeds_folder

    path = seeds_folder() / CATALOGUE_SOURCE / "labels.csv"
    rows = _texts(CsvSheet(path, FORMS["labels"], str(path)), Vocabulary(()))
    return tuple(Word(*(texts[name].strip() for name in Word._fields)) for _line, texts in rows)
