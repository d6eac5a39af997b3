"""The forms of a report -> their rows of observations with the lines they stand in, and what the catalogue and the forms say of names.

Judges the forms as a check does, errors included; knows no text of a report.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from liuzhou_vet.errors import VetError
from liuzhou_vet.words import _

from ..cells import Wrong
from ..check import Judgement, Progress, Refused, Rows, packaged_catalogue, unknown_reports
from ..form import Form
from ..forms import CATALOGUE_SOURCE, FORMS
from ..heads import head_of
from ..known import Known, Query, read_known
from ..names import Names
from ..reading.read import read_head, read_rows
from ..reading.sources import Source, find_sources
from ..survey import Opened
from ..vocabulary import Vocabulary

OBSERVATIONS = FORMS["observations"]
UNCITED, NOT_FILLED_IN = "no_citation", "not_filled_in"
_SECTION, _PRINTED, _NTH, _STATUS = map(OBSERVATIONS.columns.index, ("section", "printed", "nth", "status"))
_ID = OBSERVATIONS.values.index("id")
_NUMBERLESS = ("O", "M")
_WORKBOOK = ".xlsx"


class Row(NamedTuple):
    """A row of observations: its line, its cells in the order of the form's fields, its values by column."""

    line: int
    cells: list[str]
    values: dict[str, Any]

    @property
    def is_open(self) -> bool:
        """Tell whether the row needs a citation and has none, or half of one."""
        return self.values["status"] not in _NUMBERLESS and not (self.values["section"] and self.values["printed"])


class Prior(NamedTuple):
    """A figure of last year's report: whose, of which indicator and measure; the same in this report will stand near there."""

    subject: str
    indicator: str
    measure: str


class Forms(Judgement):
    """The judged forms of one report. Raises Refused with every fault if there are errors in them.

    source: where they lie. rows: its observations in order. tables: what is on record and what the forms define, by table.
    schools: the schools that have a part in a subject, by its code. sections: of the outline.
    """

    def __init__(self, source: Source, known: Known, query: Query | None, progress: Progress) -> None:
        super().__init__([source], known, progress)
        self.source = source
        self._query = query
        self.schools: dict[str, set[str]] = {}
        self.run(self._take)
        if any(fault.severity == "error" for fault in self.faults):
            raise Refused([fault for fault in self.faults if fault.rule not in (UNCITED, NOT_FILLED_IN)])
        self.tables = self._staying.and_also(self.known()).rows
        for table in ("programme", "campus", "department", "place"):
            for code, row in self.tables.get(table, {}).items():
                self.schools.setdefault(code, set()).add(row["school_code"])
        opened = next(each for each in self._opened if each.form is OBSERVATIONS)
        self.places = dict(zip(OBSERVATIONS.columns, opened.head.places, strict=True))
        self.file, self.sha256_of_rows = opened.sheet.file, opened.sheet.sha256
        self._row_shape = self._shape(OBSERVATIONS, source, ())
        self.rows = list(self._shaped(opened))
        self.sections = frozenset(number for _line, number, _heading in source.outline)
        self.report = head_of(source, self.names)
        self.title = source.head.get("title", (1, ""))[1]

    @property
    def names(self) -> Names:
        """Return every name that the forms may use."""
        return self._surveyed.names

    def identity(self, row: Row, section: str, printed: str, nth: int) -> str | None:
        """Return the id of a row with a citation; None if it is not right with it: what is printed must say what is filled in."""
        cells = list(row.cells)
        cells[_SECTION], cells[_PRINTED], cells[_NTH] = section, printed, str(nth)
        told: list[str] = []
        shaped = self._row_shape.values(cells, lambda _column, severity, _rule, _message: told.append(severity))
        if shaped is None or "error" in told or shaped[_PRINTED] != printed:
            return None
        return str(shaped[_ID])

    def explained(self, row: Row) -> list[str]:
        """Return where the remarks stand that name a row by its id, as FILE:LINE."""
        return [f"{place.file}:{place.line}" for place, identity in self._explained if identity == row.values["id"]]

    def says_provisional(self, row: Row) -> bool:
        """Tell whether the status P was typed in a row, which says that it has no citation yet."""
        return self._vocabulary.value("obs_status", row.cells[_STATUS]) == "P"

    def _take(self, _source: Source, form: Form, rows: Rows) -> bool:
        if form.name == "participation":
            for activity, subject, *_others in rows:
                self.schools.setdefault(activity, set()).add(subject)
        return False

    def _shaped(self, opened: Opened) -> Iterator[Row]:
        for line, cells in read_rows(opened.sheet, opened.head, _unheard):
            values = self._row_shape.values(cells, _unheard)
            if values is not None:
                yield Row(line, cells, dict(zip(OBSERVATIONS.values, values, strict=True)))

    def prior(self) -> dict[Prior, set[str]]:
        """Return the sections that last year's report cites, as the database or else the folder beside says."""
        found: dict[Prior, set[str]] = {}
        for subject, indicator, measure, section in self._prior_rows():
            found.setdefault(Prior(subject, indicator, measure), set()).add(section)
        return found

    def _prior_rows(self) -> Iterable[Sequence[str]]:
        last = (self.report.year or 0) - 1
        if self._query is not None:
            values = {"subject": self.report.subject, "year": last}
            rows = list(self._query(_PRIOR, values))
            if rows:
                return rows
        beside = self.source.place.parent / str(last)
        return self._read_beside(beside / "observations.csv") if (beside / "observations.csv").is_file() else ()

    def _read_beside(self, path: Path) -> Iterator[tuple[str, str, str, str]]:
        sources, _faults = find_sources([path])
        for source in sources:
            sheet = source.sheet(OBSERVATIONS)
            head = read_head(sheet, Vocabulary(self.words), _unheard) if sheet else None
            for cells in Opened(source, sheet, head).cells() if sheet and head else ():
                try:
                    subject = self.names.find("subject", cells["subject"], self.source.code)
                    indicator = self.names.find("indicator", cells["indicator"], self.source.code)
                except Wrong:
                    continue
                measure = Vocabulary(self.words).value("measure", cells["measure"]) or "level"
                yield subject, indicator, measure, cells["section"].strip()


_PRIOR = (
    "SELECT o.subject_code, o.indicator_code, o.measure, o.section FROM observation o JOIN report r ON r.code = o.report_code"
    " WHERE r.subject_code = :subject AND r.year = :year"
)


def _unheard(*_fault: Any) -> None:
    """Hear no fault: it has been told when the forms were judged."""


def read_forms(path: str | Path, query: Query | None, progress: Progress) -> Forms:
    """Return the judged forms of the report at a path: a folder, a form in it, or a workbook.

    query: runs a statement in the database to judge against; without one the packaged catalogue stands for it. Raises
    UsageError if there is nothing, VetError if it holds no report, Refused if there are errors in the forms.
    """
    place = Path(path)
    if place.is_file() and place.suffix.lower() != _WORKBOOK:
        place = place.parent
    sources, faults = find_sources([place])
    if not faults and (len(sources) != 1 or sources[0].code == CATALOGUE_SOURCE):
        raise VetError(_("{path} holds no report; give the folder or the workbook of a report's forms").format(path=path))
    known = packaged_catalogue() if query is None else read_known(query, {source.code: source.loaded for source in sources})
    if query is not None:
        faults += unknown_reports(sources, known)
    if faults:
        judged = Judgement(sources, known, progress).run().faults if sources else []
        raise Refused(sorted([*faults, *(fault for fault in judged if fault.rule not in (UNCITED, NOT_FILLED_IN))]))
    return Forms(sources[0], known, query, progress)
