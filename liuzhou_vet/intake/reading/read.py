"""A sheet -> its head and its rows, cells in the order of the form's fields; knows columns and their labels, and no schools."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from operator import itemgetter

from liuzhou_vet.words import _, listed

from ..cells import is_blank, shown
from ..form import Form
from ..vocabulary import Vocabulary, folded
from .sheet import FOR_THE_READER, Head, Report, Sheet


def read_head(sheet: Sheet, words: Vocabulary, report: Report) -> Head | None:
    """Return where each column stands, or None if the sheet has no head; report every fault of the head."""
    first = sheet.head(report)
    return None if first is None else _placed(sheet.form, *first, words, report)


def _placed(form: Form, line: int, cells: list[str], words: Vocabulary, report: Report) -> Head:
    places = [-1] * len(form.fields)
    for place, cell in enumerate(cells):
        if not cell.strip() or cell.strip().lower().startswith(FOR_THE_READER):
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

    Blank rows are passed over, also those in which only columns for the reader are filled in. A row that cannot be read, is cut
    or has too few or too many cells is reported and left out.
    """
    pick = _picker(head)
    for line, cells in sheet.rows(head, report):
        if len(cells) != head.width and not _fits(line, cells, head, sheet, report):
            continue
        if pick:
            cells = pick(cells)
        if cells[0].strip() or any(map(str.strip, cells)):
            yield line, cells


def _picker(head: Head) -> Callable[[list[str]], list[str]] | None:
    """Return what puts a row's cells into the order of the fields, or None if they stand in it already."""
    if head.places == list(range(head.width)):
        return None
    if head.missing or len(head.places) < 2:
        return lambda cells: [cells[place] if place >= 0 else "" for place in head.places]
    choose = itemgetter(*head.places)
    return lambda cells: list(choose(cells))


def _fits(line: int, cells: list[str], head: Head, sheet: Sheet, report: Report) -> bool:
    """Tell whether a row of another width than the head can be read: it is blank up to its end, or its surplus cells are."""
    if all(map(is_blank, cells)):
        return False
    if len(cells) > head.width:
        if not any(cell.strip() for cell in cells[head.width :]):
            del cells[head.width :]
            return True
        message = _("the row has {cells} cells, the head {heads}; a comma inside a cell needs quotes around the cell")
        column = sheet.column_at(head, head.width - 1)
    else:
        message = _("the row has {cells} cells, the head {heads}; the file may be cut here")
        column = sheet.column_at(head, len(cells))
    report(line, column, "cut", message.format(cells=len(cells), heads=head.width))
    return False
