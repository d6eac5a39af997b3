"""Rows on their way into the database: temporary tables shaped like the real ones, filled in large portions.

What is staged is compared with and written to the real tables by whole statements, never row by row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, select, text

from liuzhou_vet.database.bulk import Copy, Insert, inserting, rebuilds_indexes
from liuzhou_vet.schema.tables import Base, Provenance, Report

from .check import exhaust
from .form import Form, Target
from .forms import FORMS
from .known import source_of
from .reading.sources import Source

PART = "part_"
_PORTION = 10_000
_POURED = ("observations",)  # forms of one table whose rows no other source or form can define
_REBUILT = 100_000  # rows on record up to which an index is rather made anew
_LARGE = 1_000

_WRITTEN_BY: dict[str, set[str]] = {}
for _form in FORMS.values():
    for _target in _form.targets:
        _WRITTEN_BY.setdefault(_target.table, set()).add(_form.name)


@dataclass
class Part:
    """What one form of one source says: the unit of comparing and counting."""

    number: int
    source: Source
    form: Form
    staged: dict[str, int] = field(default_factory=dict)  # table -> rows
    known: dict[str, bool] = field(default_factory=dict)  # table -> whether the part said anything there before
    all_new: dict[str, bool] = field(default_factory=dict)  # table -> whether none of the rows was there before
    rows: Iterator[list[Any]] | None = None  # those that are not staged: they go straight into their table when it is written
    poured: int = 0  # how many of them did

    @property
    def given(self) -> bool:
        """Tell whether the form is there, and not merely known to be gone."""
        return self.form.name in self.source.files

    def definer(self, target: Target) -> str:
        """Return how the part is named as the definer of its rows in a table with provenance.

        A table that several forms write to keeps the form too, since each may be loaded by itself; of a subject its kind
        tells the form.
        """
        several = len(_WRITTEN_BY[target.table]) > 1 and target.table != "subject"
        return f"{self.source.code}/{self.form.name}" if several else self.source.code


def has_provenance(target: Target) -> bool:
    """Tell whether it is recorded who defines each row of a table: several sources or several forms may."""
    return target.shared or len(_WRITTEN_BY[target.table]) > 1


def real_table(name: str) -> Table:
    """Return a table of the database."""
    return Base.metadata.tables[name]


@cache
def staged_table(name: str) -> Table:
    """Return the temporary table for a real one: always the same, so that statements over it are compiled once."""
    columns = [Column(column.name, column.type) for column in real_table(name).columns]
    return Table(f"stage_{name}", MetaData(), Column(PART, Integer), *columns, prefixes=["TEMPORARY"])


class Staging:
    """The temporary tables of one load, `stage_…`, with the number of the part in every row."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._made: list[Table] = []
        self._indexed: set[str] = set()
        self.parts: list[Part] = []
        said = select(Provenance.table_name, Provenance.source).distinct()
        self._defined = {(row.table_name, row.source) for row in connection.execute(said)}
        self._sources = {source_of(definer) for _table, definer in self._defined} | set(connection.execute(select(Report.code)).scalars())

    def is_defined(self, source: Source, form: Form) -> bool:
        """Tell whether a source defines anything by a form so far."""
        part = Part(0, source, form)
        tables = [target for target in form.targets if target.table != "subject"]
        return any((target.table, part.definer(target)) in self._defined for target in tables)

    def is_known(self, part: Part, target: Target) -> bool:
        """Tell whether a part has said anything in a table before; for a shared table, whether its source has."""
        if has_provenance(target):
            return (target.table, part.definer(target)) in self._defined
        if part.source.code not in self._sources:
            return False
        columns = real_table(target.table).columns
        column = next((name for name in ("report_code", "code") if name in columns), None)
        if column is None:  # the labels
            return True
        statement = text(f"SELECT 1 FROM {target.table} WHERE {column} = :code LIMIT 1")
        return self._connection.execute(statement, {"code": part.source.code}).first() is not None

    def take(self, source: Source, form: Form, rows: Iterator[list[Any]]) -> None:
        """Stage the rows of a form, values in the order of `form.values`."""
        part = Part(len(self.parts), source, form)
        self.parts.append(part)
        inserts = [self._insert(part, target) for target in form.targets]
        if len(inserts) == 1 and not form.targets[0].when:
            part.staged[form.targets[0].table] = inserts[0].pour(rows)
            return
        for portion in _portions(rows):
            for target, insert in zip(form.targets, inserts, strict=True):
                part.staged[target.table] += insert.add(_wanted(form, target, portion))

    def take_later(self, source: Source, form: Form, rows: Iterator[list[Any]]) -> bool:
        """Keep the rows of a form of one table for `pour` if nothing on record can be like them; tell whether they are kept.

        A million rows need not be written twice then.
        """
        part = Part(len(self.parts), source, form)
        target = form.targets[0]
        if form.name not in _POURED or self.is_known(part, target):
            return False
        part.staged[target.table], part.rows = 0, rows
        self.parts.append(part)
        return True

    @property
    def pours(self) -> list[Part]:
        """Return the parts whose rows are kept until they are written."""
        return [part for part in self.parts if part.rows is not None]

    def leave(self) -> None:
        """Let kept rows be judged for their faults; they will not be written."""
        for part in self.pours:
            assert part.rows is not None
            exhaust(part.rows)
            part.rows = None

    def pour(self, part: Part) -> None:
        """Write the kept rows of a part straight into their table."""
        target = part.form.targets[0]
        assert part.rows is not None
        real = real_table(target.table)
        insert = self._insert(part, target, real)
        first = list(islice(part.rows, _PORTION))
        there = self._connection.execute(select(func.count()).select_from(real)).scalar_one()
        few = len(first) < _PORTION or there >= _REBUILT
        rebuilt = () if few or not rebuilds_indexes(self._connection) else real.indexes
        for index in rebuilt:  # filling an index at once takes half the time of filling it row by row
            index.drop(self._connection)
        part.poured = insert.pour(chain(first, part.rows))
        for index in rebuilt:
            index.create(self._connection)
        part.staged[target.table] = 0

    def table(self, name: str) -> Table:
        """Return the temporary table for a real one, made when it is first asked for."""
        table = staged_table(str(name))  # SQLAlchemy's own names are texts that are not found as such
        if table not in self._made:
            table.create(self._connection)
            self._made.append(table)
        return table

    def index(self, name: str, key: tuple[str, ...]) -> None:
        """Index a large temporary table by the key of the real one, so that they can be compared."""
        table = self.table(name)
        if name not in self._indexed and sum(part.staged.get(name, 0) for part in self.parts) > _LARGE:
            self._connection.exec_driver_sql(f"CREATE INDEX ix_{table.name} ON {table.name} ({', '.join(key)})")
            self._indexed.add(name)

    def drop(self) -> None:
        """Remove the temporary tables."""
        for table in self._made:
            table.drop(self._connection, checkfirst=False)
        self._made.clear()

    def _insert(self, part: Part, target: Target, real: Table | None = None) -> Insert | Copy:
        """Return what adds rows of a part to a temporary table, or to the real one."""
        table = self.table(target.table) if real is None else real
        own: dict[str, Any] = {PART: part.number, "report_code": part.source.code}
        constants: dict[str, Any] = {column: value.removeprefix("=") for column, value in target.columns.items() if value.startswith("=")}
        constants |= {column: value for column, value in own.items() if column in table.columns}
        values = part.form.values
        places = {column: values.index(value) for column, value in target.columns.items() if column not in constants}
        part.staged[target.table] = 0
        return inserting(self._connection, table.name, places, constants)


def _portions(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while portion := list(islice(rows, _PORTION)):
        yield portion


def _wanted(form: Form, target: Target, rows: list[list[Any]]) -> list[list[Any]]:
    """Return the rows of a form that go to a target."""
    name, equals, value = target.when.partition("=")
    if not name:
        return rows
    place = form.values.index(name)
    if equals:
        return [row for row in rows if row[place] == value]
    return [row for row in rows if row[place] not in (None, "")]
