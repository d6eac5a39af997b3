"""Judges whole forms, all of them in one run, and writes nothing: rows are shaped, held against each other, and handed on.

Gets what is on record as a plain mapping; knows no database. Observations pass through in a stream.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from liuzhou_vet.errors import Fault, VetError
from liuzhou_vet.words import _, ngettext

from .cells import shown
from .form import Form
from .forms import CATALOGUE_SOURCE, FORMS, HEAD, OUTLINE
from .heads import judge_heads
from .keys import Keys
from .known import Known, Query, read_known
from .observation import Observations
from .plausible.plausibility import Plausibility
from .plausible.quantities import read_quantities
from .reading.csv_sheet import CsvSheet
from .reading.read import read_head, read_rows
from .reading.sources import Source, find_sources
from .records import Place, Records
from .rules import Rules
from .shape import Scope, Shape
from .survey import Opened, Surveyed, survey
from .vocabulary import Vocabulary, Word

Rows = Iterator[list[Any]]
Sink = Callable[[Source, Form, Rows], bool]
"""Takes the rows of a form that are right, values in the order of `form.values`; True if it takes them later, before `finish`."""


Progress = Callable[[int, int], None]
"""Told now and then how many lines have been judged, and about how many there are."""

_LINES_A_STEP = 5_000


def silent(_done: int, _lines: int) -> None:
    """Tell nobody how far it is."""


class Refused(VetError):
    """Data that was refused: its faults, every one with file, line and column."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        count = sum(fault.severity == "error" for fault in faults) or len(faults)
        message = ngettext("{count} fault; nothing was written", "{count} faults; nothing was written", count)
        super().__init__(message.format(count=count))


class Judgement:
    """One run over sources: its faults, and what the forms turned out to define."""

    def __init__(self, sources: list[Source], known: Known, progress: Progress = silent) -> None:
        self.faults: list[Fault] = []
        self._progress = progress
        self._sources = sources
        self._known = known
        self._staying = known.staying({source.code: source.loaded for source in sources})
        self.words = known.words
        self.sha256: dict[tuple[str, str], str] = {}
        self._observed: dict[str, Keys] = {}
        self._unread: dict[tuple[str, int, str], Fault] = {}
        self._explained: list[tuple[Place, str]] = []
        self._opened = self._open()
        self._lines = sum(opened.sheet.lines for opened in self._opened)
        self._lines_done = 0
        self._vocabulary = Vocabulary(self.words)
        self._surveyed: Surveyed = survey(self._opened, sources, self._staying, self._vocabulary)
        self._records = Records(self._staying, self._surveyed.names)
        self._rules = Rules(self._staying)
        quantities = read_quantities(self._opened, self._staying, self._surveyed.names)
        self._plausibility = Plausibility(quantities, self._staying, self._surveyed.names, self._tell)

    def run(self, sink: Sink | None = None) -> "Judgement":
        """Judge every row and hand those that are right to the sink, form by form."""
        self.judge(sink)
        return self.finish()

    def judge(self, sink: Sink | None = None) -> None:
        """Judge every row as the sink takes it; what the sink leaves is judged all the same."""
        opened = {(sheet.source.code, sheet.form.name): sheet for sheet in self._opened}
        for source in self._sources:
            for form in source.forms:
                sheet = opened.get((source.code, form.name))
                rows = self._head_rows(source, form) if form in (HEAD, OUTLINE) and not source.workbook else self._rows(sheet)
                later = sink is not None and sink(source, form, rows)
                if not later:
                    exhaust(rows)

    def finish(self) -> "Judgement":
        """Judge what needs every row to have been taken, and put the faults in order."""
        for place, identity in self._explained:
            if not self._is_observed(place.source, identity):
                message = _("there is no observation “{id}” in this report; copy the id from vet query observations")
                self._tell(place.file, place.line, "observation", "error", "reference", message.format(id=shown(identity, 200)))
        for head in judge_heads(self._sources, self._known, self._surveyed.names):
            line = head.source.head.get(head.column, (1, ""))[0]
            self._tell(head.source.file(HEAD), line, head.column, head.severity, head.rule, head.message)
        for place, column, message in self._records.cycles():
            self._tell(place.file, place.line, column, "error", "cycle", message)
        for problem in self._rules.problems():
            self._tell(problem.place.file, problem.place.line, problem.column, "error", problem.rule, problem.message)
        self._plausibility.finish()
        # A cell that could not be read is told once, not again for what stands in its place.
        self.faults = sorted(fault for fault in self.faults if self._unread.get(fault[:3], fault) == fault)
        return self

    def known(self) -> Known:
        """Return what the forms define, as if it were on record: for judging further forms against it."""
        known = Known(self.words)
        for (table, key), definition in self._records.defined.items():
            known.rows.setdefault(table, {})[key] = definition.row
            known.definers[table, key] = {definition.place.source}
        return known

    @property
    def lists(self) -> dict[str, list[str]]:
        """Return the code lists that the labels define: the values of each in order."""
        return dict(self._vocabulary.lists())

    def _open(self) -> list[Opened]:
        """Open every form that is there and read its head; the labels first, since heads may be labels."""
        opened: list[Opened] = []
        for source in sorted(self._sources, key=lambda source: source.code != CATALOGUE_SOURCE):
            self.sha256[source.code, HEAD.name] = self.sha256[source.code, OUTLINE.name] = source.sha256
            labels = [form for form in source.forms if form.name == "labels"]
            others = [form for form in source.forms if form not in labels]
            for form in labels:
                labelled = self._open_one(source, form, Vocabulary([]))
                self.words = [_word(cells) for sheet in labelled for cells in sheet.cells()]
                opened += labelled
            if source.code == CATALOGUE_SOURCE and not self.words:
                self.words = _labels_beside(source)
            words = Vocabulary(self.words)
            for form in others:
                opened += self._open_one(source, form, words)
        return opened

    def _open_one(self, source: Source, form: Form, words: Vocabulary) -> list[Opened]:
        try:
            sheet = source.sheet(form)
        except OSError as error:
            message = _("{path} cannot be read: {reason}")
            raise VetError(message.format(path=source.file(form), reason=error.strerror)) from error
        if sheet is None:
            return []
        self.sha256[source.code, form.name] = sheet.sha256
        file = sheet.file

        def report(line: int, column: str, rule: str, message: str, severity: str = "error", /) -> None:
            self._tell(file, line, column, severity, rule, message)

        head = read_head(sheet, words, report)
        return [] if head is None else [Opened(source, sheet, head)]

    def _rows(self, opened: Opened | None) -> Rows:
        """Yield the values of each row of a form that is right; report the others."""
        if opened is None:
            return
        form, source, file = opened.form, opened.source, opened.sheet.file

        def report(line: int, column: str, rule: str, message: str, severity: str = "error", /) -> None:
            self._tell(file, line, column, severity, rule, message)
            if severity == "error":
                self._unread[file, line, column] = self.faults[-1]

        shape = self._shape(form, source, opened.head.missing)
        yield from self._judged(form, source, file, shape, read_rows(opened.sheet, opened.head, report))
        self._lines_done += opened.sheet.lines

    def _head_rows(self, source: Source, form: Form) -> Rows:
        """Yield the values of `report.toml`, which is a form of one row (its keys) and one of many (its sections)."""
        file = source.file(form)
        shape = self._shape(form, source, ())
        if form is OUTLINE:
            yield from self._judged(form, source, file, shape, [(line, cells) for line, *cells in source.outline])
            return
        cells = [source.head.get(name, (1, ""))[1] for name in HEAD.columns]
        lines = {name: line for name, (line, _cell) in source.head.items()}
        faults = len(self.faults)
        yield from self._judged(form, source, file, shape, [(1, cells)])
        self.faults[faults:] = [
            Fault(fault.file, lines.get(fault.column, fault.line), fault.column, fault.severity, fault.rule, fault.message)
            for fault in self.faults[faults:]
        ]

    def _shape(self, form: Form, source: Source, missing: Iterable[int]) -> Shape:
        sections = [number for _line, number, _heading in source.outline]
        scope = Scope(source.code, self._vocabulary, self._surveyed.names, sections)
        observations = Observations(source.code, self._surveyed.units, self._surveyed.indicator_units)
        return Shape(form, scope, observations, missing)

    def _judged(self, form: Form, source: Source, file: str, shape: Shape, rows: Iterable[tuple[int, list[str]]]) -> Rows:
        line = 0

        def tell(column: str, severity: str, rule: str, message: str) -> None:
            self._tell(file, line, column, severity, rule, message)

        seen = Keys()
        if form.name == "observations":
            self._observed[source.code] = seen
        take = self._plausibility.taker(source, file) if form.name == "observations" else None
        key_of = itemgetter(-2) if form.name == "observations" else itemgetter(*map(form.values.index, form.key))
        names, several = form.values, _needs_others(form)
        step = line + _LINES_A_STEP
        for line, cells in rows:
            if line > step:
                step = line + _LINES_A_STEP
                self._progress(self._lines_done + line, self._lines)
            values = shape.values(cells, tell)
            if values is None:
                continue
            first = seen.add(hash(key_of(values)), line)
            if first != line:
                tell(form.key[0], "error", "duplicate", _("line {line} says the same; remove one of the two").format(line=first))
            elif not several or self._fits(form, dict(zip(names, values, strict=True)), Place(source.code, file, line), tell):
                if take is not None:
                    take(line, cells, values)
                yield values

    def _fits(self, form: Form, row: dict[str, Any], place: Place, tell: Any) -> bool:
        if form.name == "remarks" and row["observation"] is not None:
            self._explained.append((place, row["observation"]))
        self._rules.take(form, row, place)
        return self._records.judge(form, row, place, tell)

    def _is_observed(self, source: str, identity: str) -> bool:
        seen = self._observed.get(source)
        return identity in self._staying.observations if seen is None else hash(identity) in seen

    def _tell(self, file: str, line: int, column: str, severity: str, rule: str, message: str) -> None:
        self.faults.append(Fault(file, line, column, severity, rule, message))


def exhaust(rows: Rows) -> None:
    """Let every row that is left be judged."""
    for _row in rows:
        pass


def _needs_others(form: Form) -> bool:
    """Tell whether a row of the form can contradict rows of other forms."""
    return form.name in ("remarks", HEAD.name) or any(target.shared for target in form.targets)


def _word(cells: dict[str, str]) -> Word:
    return Word(*(cells[name].strip() for name in Word._fields))


def _labels_beside(source: Source) -> list[Word]:
    """Return the labels that lie beside a single form of the catalogue."""
    path = source.folder / "labels.csv"
    if not path.exists():
        return []
    sheet = CsvSheet(path, FORMS["labels"], str(path))
    head = read_head(sheet, Vocabulary([]), lambda *_fault: None)
    return [_word(cells) for cells in Opened(source, sheet, head).cells()] if head else []


def check(paths: Iterable[str | Path], query: Query | None = None, progress: Progress = silent) -> list[Fault]:
    """Return everything that is wrong with the forms at `paths`, errors and warnings, sorted by file and line.

    query: runs a statement in the database to judge against. Without one the packaged catalogue stands for it, and for a
    single form the others of its folder; what other reports say is not looked at then (see `left_out`).
    """
    sources, faults = find_sources(paths)
    if query is not None:
        known = read_known(query, {source.code: source.loaded for source in sources})
        faults += unknown_reports(sources, known)
    else:
        whole = any(source.code == CATALOGUE_SOURCE and source.whole for source in sources)
        known = Known() if whole else packaged_catalogue()
        for source in sources:
            if not source.whole and source.code != CATALOGUE_SOURCE:
                known = known.and_also(_siblings(known, source))
    return sorted(faults + Judgement(sources, known, progress).run().faults)


def unknown_reports(sources: list[Source], known: Known) -> list[Fault]:
    """Return a fault for each report of which single forms are given, while a database does not have the report itself."""
    message = _("the report “{code}” is not loaded yet; load its whole folder first")
    return [
        Fault(source.file(HEAD), source.head["code"][0], "code", "error", "reference", message.format(code=source.code))
        for source in sources
        if source.code != CATALOGUE_SOURCE and HEAD.name not in source.files and source.code not in known.reports
    ]


@cache
def packaged_catalogue() -> Known:
    """Return what the packaged catalogue says; not to be changed."""
    from liuzhou_vet.database.resources import seeds_folder

    sources, _faults = find_sources([seeds_folder() / CATALOGUE_SOURCE])
    return Judgement(sources, Known()).run().known()


def _siblings(known: Known, source: Source) -> Known:
    """Return what the other forms of a folder say, as if it were on record."""
    siblings, _faults = find_sources([source.folder])
    problems: list[tuple[str, str, str]] = []
    observations: set[str] = set()

    def take(_source: Source, form: Form, rows: Rows) -> bool:
        if form.name == "problems":
            problems.extend((source.code, row[0], row[1]) for row in rows)
        elif form.name == "observations" and "remarks" in source.files:
            observations.update(row[-2] for row in rows)
        return False

    found = Judgement(siblings, known).run(take).known()
    return Known([], found.rows, found.definers, problems=problems, observations=observations)


def left_out() -> list[str]:
    """Return what `check` cannot look at without a database, one sentence each."""
    return [
        _("Without a database, names of things that only other reports define were not known."),
        _("Without a database, the forms were not compared with what other reports say."),
    ]
