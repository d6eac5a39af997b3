"""What is on record already, as plain mappings, so that rows can be judged against it without a database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .forms import ALIAS_OF, FORMS, SHARED, key_of
from .names import Names, Thing
from .vocabulary import Word

Query = Callable[[str, Mapping[str, Any]], Iterable[Sequence[Any]]]
"""Runs a statement with `:name` parameters and gives its rows."""

Row = dict[str, Any]
Loaded = Mapping[str, Iterable[str]]
"""What a load is about to replace: for each source the names of its forms."""


class Head(NamedTuple):
    """Whose report it is, for which year, in which edition, and which report it supersedes; '' or None where that is not known."""

    region: str
    subject: str
    year: int | None
    edition: int | None = 1
    supersedes: str | None = None


@dataclass
class Known:
    """What the catalogue and the reports on record say.

    rows: table -> key of the row -> its columns, for the tables that several sources share. definers: table and key of the
    row -> who defines it. heads: the reports on record. observations: ids to which remarks may refer.
    stated: the level figures of a report on record about its own year, as rows of the form; a function, since only those of a
    few reports are ever asked for and there may be a million.
    """

    words: list[Word] = field(default_factory=list)
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    definers: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    heads: dict[str, Head] = field(default_factory=dict)
    problems: list[tuple[str, str, str]] = field(default_factory=list)  # report, code, title
    observations: set[str] = field(default_factory=set)
    stated: Callable[[str], Iterable[Sequence[Any]]] = lambda _report: ()

    def staying(self, loaded: Loaded) -> "Known":
        """Return what stays on record whatever the loaded forms say: what others define, or other forms of the same source."""
        rows: dict[str, dict[str, Row]] = {}
        definers: dict[tuple[str, str], set[str]] = {}
        replaced = {(source, form) for source, forms in loaded.items() for form in forms}
        for table, known in self.rows.items():
            rows[table] = {}
            for key, row in known.items():
                definers_here = self.definers.get((table, key), set())
                others = {definer for definer in definers_here if not _defines(replaced, definer, table, row)}
                if others or not definers_here:
                    rows[table][key] = row
                    definers[table, key] = others
        problems = [problem for problem in self.problems if (problem[0], "problems") not in replaced]
        reports = {report for report in self.reports if (report, "report") not in replaced}
        return Known(self.words, rows, definers, reports, self.heads, problems, self.observations, self.stated)

    def and_also(self, other: "Known") -> "Known":
        """Return what this and another record say together."""
        tables = {*self.rows, *other.rows}
        rows = {table: self.rows.get(table, {}) | other.rows.get(table, {}) for table in tables}
        keys = {*self.definers, *other.definers}
        definers = {key: self.definers.get(key, set()) | other.definers.get(key, set()) for key in keys}
        problems = self.problems + other.problems
        observations = self.observations | other.observations
        return Known(self.words, rows, definers, self.reports, self.heads, problems, observations, self.stated)

    def introduce(self, names: Names) -> None:
        """Make everything on record known by its names."""
        for table, rows in self.rows.items():
            if "name" in SHARED[table] or "title" in SHARED[table]:
                self._introduce_things(names, table, rows)
        for table, rows in self.rows.items():
            if table.endswith("_alias"):
                self._introduce_aliases(names, table.removesuffix("_alias"), rows)
        for report in self.reports:
            names.add(Thing("report", report))
        for report, code, title in self.problems:
            names.add(Thing("problem", code, report), title)

    def _introduce_things(self, names: Names, table: str, rows: Mapping[str, Row]) -> None:
        for key, row in rows.items():
            kind = row["kind"] if table == "subject" else table
            for definer in self.definers.get((table, key)) or ("",):
                thing = Thing(kind, row["code"], source_of(definer))
                names.add(thing, row.get("name") or row.get("title") or "", row.get("short_name") or "")

    def _introduce_aliases(self, names: Names, of: str, rows: Mapping[str, Row]) -> None:
        things = self.rows.get(of, {})
        for key, row in rows.items():
            code = row[f"{of}_code"]
            kind = things.get(code, {}).get("kind", of)
            for definer in self.definers.get((f"{of}_alias", key)) or ("",):
                names.call(Thing(kind, code, source_of(definer)), row["alias"])


def source_of(definer: str) -> str:
    """Return the source of a definer: where several forms write to a table, it names the form too (`liuzhou-2020/aliases`)."""
    return definer.partition("/")[0]


def _defines(replaced: set[tuple[str, str]], definer: str, table: str, row: Row) -> bool:
    """Tell whether a row is defined by a form that is about to be replaced."""
    source, _slash, form = definer.partition("/")
    forms = [form] if form else [name for name in _WRITERS[table] if table != "subject" or row["kind"] in FORMS[name].kinds]
    return any((source, name) in replaced for name in forms)


_WRITERS: dict[str, list[str]] = {
    table: [form.name for form in FORMS.values() for target in form.targets if target.table == table] for table in SHARED
}


def row_key(columns: Iterable[str], row: Row) -> str:
    """Return the key of a shared row as one text."""
    return "|".join(str(row[column]) for column in columns)


def key_columns(table: str) -> tuple[str, ...]:
    """Return the columns that tell the rows of a shared table apart."""
    for form in FORMS.values():
        for target in form.targets:
            if target.table == table:
                return key_of(form, target)
    raise KeyError(table)


def _stated() -> str:
    """Return the statement for what a report says of its own year, in the columns of the form."""
    form = FORMS["observations"]
    columns = {value: column for column, value in form.targets[0].columns.items()}
    names = ", ".join(columns[name] for name in form.columns)
    return f"SELECT {names} FROM observation WHERE report_code = :report AND year = :year AND measure = 'level'"


_STATED = _stated()


def _in_order(query: Query, words: list[Word]) -> list[Word]:
    """Return the labels with the values of each code list in their order, which labels do not say."""
    lists = sorted({word.item for word in words if word.coded and word.part == "code"})
    ordered = " UNION ALL ".join(f"SELECT '{name}', code, ordinal FROM {name}" for name in lists)
    places = {(name, code): ordinal for name, code, ordinal in (query(ordered, {}) if lists else ())}
    places |= {(item, ""): place for place, item in enumerate(ALIAS_OF)}
    return sorted(words, key=lambda word: places.get((word.item, word.coded), 0))


def read_known(query: Query, loaded: Loaded) -> Known:
    """Return what a database has on record, to judge against it the forms that are about to be loaded.

    query: runs a plain statement; the same ones serve every database.
    """
    known = Known()
    known.words = _in_order(query, [Word(*row) for row in query("SELECT item, part, coded, zh, en FROM label ORDER BY 1, 2, 3", {})])
    for table, columns in SHARED.items():
        keys = key_columns(table)
        rows = (
            dict(zip(columns, row, strict=True))
            for row in query(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(keys)}", {})
        )
        known.rows[table] = {row_key(keys, row): row for row in rows}
    for table, key, source in query("SELECT table_name, row_key, source FROM provenance", {}):
        known.definers.setdefault((table, key), set()).add(source)
    heads = query("SELECT code, region_code, subject_code, year, edition, supersedes_code FROM report ORDER BY code", {})
    known.heads = {code: Head(*head) for code, *head in heads}
    known.reports = set(known.heads)
    known.stated = lambda report: query(_STATED, {"report": report, "year": known.heads[report].year})
    known.problems = [(row[0], row[1], row[2]) for row in query("SELECT report_code, code, title FROM problem ORDER BY 1, 2", {})]
    for source, forms in loaded.items():
        if "remarks" in forms and "observations" not in forms:
            ids = query("SELECT id FROM observation WHERE report_code = :report", {"report": source})
            known.observations.update(row[0] for row in ids)
    return known
