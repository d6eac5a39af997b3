"""A report's text and the forms of its report -> what each row without a citation was found to cite, and the forms that say so.

Writes nothing; knows no screen.
"""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from liuzhou_vet.errors import UsageError, VetError
from liuzhou_vet.report import numerals
from liuzhou_vet.report.outline import Outline, outline
from liuzhou_vet.words import _

from ..check import Progress, silent
from ..known import Query
from ..reading.xlsx import XlsxFile
from . import csv_cells, xlsx_cells
from .choose import CITED, FOUND_TWICE, NOT_FOUND, Candidate, Choice, Wanted
from .numbers import Place
from .rows import OBSERVATIONS, Forms, read_forms

__all__ = ["CITED", "FOUND_TWICE", "NOT_FOUND", "Cited", "Found", "Standing", "cite", "forms_of_year"]

_AROUND = 24  # characters on either side of a number that are shown
_YEAR = re.compile(r"(?:19|20)\d\d|二[〇零○O0][〇零一二三四五六七八九]{2}")
_SIGNS = re.compile(r"[\W_]")


class Standing(NamedTuple):
    """Where a number stands: section, printed piece, which occurrence in the section, and the words around it."""

    section: str
    printed: str
    nth: int
    context: str


class Found(NamedTuple):
    """A row that had no citation: where it stands, what it says, and what was found.

    outcome: `cited`, `not_found` or `found_twice`. place: its citation, None unless cited. candidates: where its value stands, of a
    row that stays open. decimals: of the value.
    """

    file: str
    line: int
    subject: str
    indicator: str
    year: int
    value: float | None
    decimals: int | None
    outcome: str
    place: Standing | None
    candidates: tuple[Standing, ...]


class Cited(NamedTuple):
    """What became of the rows without a citation.

    path: the file to be written; content: what it is to hold, None if nothing is to be written. provisional: how many rows had the
    status P typed, which goes. directions: how many open rows claim a direction, for which there is no number to look for.
    unlisted: sections of the text that the outline lacks, in which rows were found. renamed: remarks (FILE:LINE) that name a row by
    its id, each with the id that the row has with its citation.
    """

    found: list[Found]
    path: Path
    content: bytes | None
    provisional: int
    directions: int
    unlisted: list[str]
    renamed: list[tuple[str, str]]


def forms_of_year(text: str) -> str:
    """Return the folder of forms that the title of a report's text means by its year: `2021` for `seeds/2021`.

    Raises UsageError if the title names no year.
    """
    title = outline(text).title
    found = _YEAR.search(numerals.normal(title))
    year = numerals.read(re.sub("[○O0]", "〇", found[0]) if found and not found[0].isdecimal() else found[0]) if found else None
    if year is None:
        message = _("the title of the text, “{title}”, names no year; say where the forms are: vet seed cite REPORT PATH")
        raise UsageError(message.format(title=title))
    return str(year.value)


def cite(text: str, path: str, query: Query | None = None, progress: Progress = silent) -> Cited:
    """Find the citations of the rows that have none in a report's text.

    path: the folder or the workbook of the report's forms. query: runs a statement in the database; without one the packaged
    catalogue stands for it. Raises Refused with every fault if there are errors in the forms, VetError if the text is another report's.
    """
    forms = read_forms(path, query, progress)
    read = outline(text)
    _refuse_another(read, forms)
    choice = Choice(forms, read)
    wanted = choice.run()
    found = [_found(each, forms, choice) for each in wanted]
    content, provisional = _written(forms, choice, wanted)
    still_open = [each for each in wanted if each.outcome != CITED]
    directions = sum(each.row.values["measure"] == "direction" and not each.row.values["printed"] for each in still_open)
    unlisted = dict.fromkeys(
        candidate.place.section for each in still_open for candidate in each.candidates if candidate.place.section not in forms.sections
    )
    return Cited(found, _file(forms), content, provisional, directions, list(unlisted), _renamed(forms, choice, wanted))


def _refuse_another(read: Outline, forms: Forms) -> None:
    here, there = (_SIGNS.sub("", numerals.normal(title)) for title in (read.title, forms.title))
    if not there or there not in here:
        message = _("the text is “{here}”, the forms are of “{there}”; give the forms of that report, or correct title in report.toml")
        raise VetError(message.format(here=read.title, there=forms.title))


def _found(wanted: Wanted, forms: Forms, choice: Choice) -> Found:
    values = wanted.row.values
    subject = forms.tables["subject"].get(values["subject"], {})
    indicator = forms.tables["indicator"].get(values["indicator"], {})
    return Found(
        forms.file,
        wanted.row.line,
        subject.get("name") or values["subject"],
        indicator.get("name") or values["indicator"],
        values["year"],
        values["value"],
        values["decimals"],
        wanted.outcome,
        _standing(wanted.place, choice) if wanted.place else None,
        () if wanted.place else tuple(_standing(each.place, choice) for each in _likely(wanted)),
    )


def _likely(wanted: Wanted) -> list[Candidate]:
    """Return the candidates that a person may choose from: of a number found twice those against which nothing speaks."""
    named = [each for each in wanted.candidates if each.fit.weight or wanted.row.values["printed"]]
    possible = [each for each in named if each.possible] if wanted.outcome == FOUND_TWICE else []
    return possible or named or wanted.candidates


def _standing(place: Place, choice: Choice) -> Standing:
    line, start = choice.context(place).line
    before, after = line[:start], line[start + len(place.printed) :]
    begin, end = "…" if len(before) > _AROUND else "", "…" if len(after) > _AROUND else ""
    shown = f"{begin}{before[-_AROUND:]}{place.printed}{after[:_AROUND]}{end}"
    return Standing(place.section, place.printed, choice.nth(place), shown)


def _renamed(forms: Forms, choice: Choice, wanted: list[Wanted]) -> list[tuple[str, str]]:
    """Return the remarks that name a row by the id it had without a citation, and the id it has now."""
    cited = ((each.row, each.place) for each in wanted if each.place is not None)
    ids = ((row, forms.identity(row, place.section, place.printed, choice.nth(place))) for row, place in cited)
    return [(remark, identity or "") for row, identity in ids for remark in forms.explained(row)]


def _file(forms: Forms) -> Path:
    return forms.source.place if forms.source.workbook else forms.source.files[OBSERVATIONS.name]


def _written(forms: Forms, choice: Choice, wanted: list[Wanted]) -> tuple[bytes | None, int]:
    """Return what the file is to hold, None if nothing changes, and how many rows lose the status P that was typed."""
    cells: dict[int, dict[int, str]] = {}
    provisional = 0
    for each in wanted:
        if each.place is not None:
            texts = {"section": each.place.section, "printed": each.place.printed, "nth": str(choice.nth(each.place))}
            if forms.says_provisional(each.row):
                texts["status"] = ""
                provisional += 1
            cells[each.row.line] = {forms.places[column]: text for column, text in texts.items()}
    if not cells:
        return None, 0
    path = _file(forms)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != forms.sha256_of_rows:
        raise VetError(_("{path} was changed while it was being read; run this again").format(path=path))
    workbook = forms.source.workbook
    if workbook is None:
        return csv_cells.with_cells(content, cells), provisional
    part = XlsxFile(path).sheets[workbook.names[OBSERVATIONS.name]]
    return xlsx_cells.with_cells(content, part, cells), provisional
