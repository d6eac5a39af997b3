"""The forms for a new year, from what the database knows, as a folder's files or as a workbook; writes nothing."""

from collections.abc import Callable
from typing import NamedTuple

from ..forms import HEAD
from ..known import Query
from .csv_forms import csv_files
from .filled import Filled
from .first_report import first_report
from .form_words import FormWords
from .next_year import next_year
from .unload import unload
from .xlsx_forms import xlsx_file


class New(NamedTuple):
    """Forms for the report `code` of a new year, and how they are worded. on_record: the database holds such a report already."""

    code: str
    on_record: bool
    forms: list[Filled]
    wording: FormWords

    def files(self, path: str) -> dict[str, bytes]:
        """Return the files of a folder by name; the explanation names it as `path`."""
        return csv_files(self.forms, self.wording, path)

    def workbook(self, path: str) -> bytes:
        """Return a workbook; the explanation names it as `path`."""
        return xlsx_file(self.forms, self.wording, path)


def new_forms(query: Query, report: str, region: str, year: int) -> New:
    """Return the forms for `year`, which start from a report, or where that is '' from the catalogue alone, for a region.

    query: runs a statement in the database. The forms are worded in the language in use.
    """
    forms = next_year(unload(query, report), year, _kinds(query)) if report else first_report(query, region, year)
    code = next(filled for filled in forms if filled.form is HEAD).rows[0]["code"]
    wording = FormWords(query, code)
    return New(code, code in wording.known.reports, forms, wording)


def _kinds(query: Query) -> Callable[[str], str]:
    kinds = {row[0]: str(row[1]) for row in query("SELECT code, kind FROM subject", {})}
    return kinds.__getitem__
