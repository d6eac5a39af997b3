"""What the forms say against what the database says now, as statements over whole tables; writes nothing.

For each part (a form of a source) and each of its targets: which rows are new, which are gone, which differ. The keys they give
are the keys of the real table; `form_key` says which of their columns make the key of the form's row. A change is told column by
column from the same statement: the staged value is the new one, the real table's the old one.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, exists, func, or_, select, true

from liuzhou_vet.schema.tables import Provenance

from .form import Form, Target
from .forms import key_of
from .stage import PART, Part, Staging, has_provenance, real_table

CITATION = ("section", "printed", "nth")
"""The fields that say where a row stands in the report: one that says the same at another place has changed and is no new one."""

_PLACE = "place_"

provenance: Table = Provenance.__table__  # type: ignore[assignment]


@dataclass(frozen=True)
class Summary:
    """What a load does to the rows of one form of one source."""

    form: str
    added: int
    changed: int
    unchanged: int
    removed: int
    source: str = ""

    @property
    def differs(self) -> bool:
        """Tell whether the load changes anything."""
        return bool(self.added or self.changed or self.removed)


def row_key(table: Any, columns: tuple[str, ...]) -> ColumnElement[str]:
    """Return the expression of a row's key in the provenance."""
    parts = [table.c[column] for column in columns]
    return reduce(lambda left, right: left.concat("|").concat(right), parts)


def full_key(form: Form, target: Target) -> tuple[str, ...]:
    """Return the columns that tell the rows of a real table apart, over all reports."""
    key = key_of(form, target)
    return ("report_code", *key) if "report_code" in real_table(target.table).columns and key != ("id",) else key


def form_key(form: Form, target: Target) -> tuple[str, ...]:
    """Return the columns of a target that hold the key of the form's row; the table's own key where the form has no other."""
    columns = {value: column for column, value in target.columns.items()}
    if target.table == "observation":
        return ("id",)
    return tuple(columns[name] for name in form.key)


def loose_key(form: Form, target: Target) -> tuple[str, ...]:
    """Return the columns of a key without the citation: what a row is about; () if nothing is left, or there is no citation in it."""
    names = [name for name in form.key if name not in CITATION]
    columns = {value: column for column, value in target.columns.items()}
    return tuple(columns[name] for name in names) if len(names) < len(form.key) else ()


class Comparison:
    """One part against the database, in one of its targets."""

    def __init__(self, staging: Staging, part: Part, target: Target) -> None:
        self.part = part
        self.target = target
        self.real = real_table(target.table)
        self.stage = staging.table(target.table)
        self.key = full_key(part.form, target)
        self.loose_key = loose_key(part.form, target)
        self.definer = part.definer(target)

    @property
    def compared(self) -> list[str]:
        """Return the columns in which a difference is a change: not the key, and not the mere place in the file."""
        ignored = {*self.key, "ordinal"} if "ordinal" in self.part.form.made else set(self.key)
        return [column for column in self.target.columns if column not in ignored]

    def staged(self) -> ColumnElement[bool]:
        """Return what the staged rows of this part have in common."""
        return self.stage.c[PART] == self.part.number

    def matching(self) -> ColumnElement[bool]:
        """Return what a staged and a real row of the same key have in common."""
        return and_(*(self.stage.c[column] == self.real.c[column] for column in self.key))

    def owned(self) -> ColumnElement[bool]:
        """Return what the real rows have in common that this part has said before."""
        if has_provenance(self.target):
            kinds = self.part.form.kinds
            of_kind = self.real.c.kind.in_(kinds) if self.target.table == "subject" and kinds else true()
            return and_(of_kind, self.defined_by(self.real, provenance.c.source == self.definer))
        if "report_code" in self.real.columns:
            return self.real.c.report_code == self.part.source.code
        if self.target.table == "report":
            return self.real.c.code == self.part.source.code
        return true()

    def defined_by(self, table: Any, definer: ColumnElement[bool]) -> ColumnElement[bool]:
        """Return that a row is defined by someone."""
        named = and_(provenance.c.table_name == self.target.table, provenance.c.row_key == row_key(table, self.key))
        return exists().where(named, definer)

    def added(self, *columns: str) -> Select[Any]:
        """Return the staged rows that this part has not said before."""
        there = exists().where(self.matching(), self.owned()).correlate(self.stage)
        return select(*(self.stage.c[column] for column in columns)).where(self.staged(), ~there)

    def removed(self, *columns: str) -> Select[Any]:
        """Return the real rows that this part has said before and says no more."""
        there = exists().where(self.matching(), self.staged()).correlate(self.real)
        return select(*(self.real.c[column] for column in columns)).where(self.owned(), ~there)

    def changed(self, *columns: str) -> Select[Any]:
        """Return the rows that this part says differently now (unless others say so too: then it stays as it is)."""
        both = select(*(self.stage.c[column] for column in columns)).join(self.real, self.matching())
        return both.where(self.staged(), self.owned(), self.differs(self.compared), ~self.shared_with_others())

    def met(self) -> Select[int, int]:
        """Return how many staged rows this part has said before, and how many of these it says differently now."""
        differently = and_(self.differs(self.compared), ~self.shared_with_others())
        rows = select(func.count(), func.count().filter(differently)).select_from(self.stage.join(self.real, self.matching()))
        return rows.where(self.staged(), self.owned())

    def recited(self, *columns: str) -> Select[Any]:
        """Return the rows that say what a row that is gone said, at another place of the report: the new columns, then the old ones."""
        place = [column for column in CITATION if column in self.target.columns]
        sides = []
        for rows, table in ((self.added, self.stage), (self.removed, self.real)):
            about = [table.c[column] for column in self.loose_key]
            number = func.row_number().over(partition_by=about, order_by=[table.c[column] for column in place])
            sides.append(rows(*dict.fromkeys((*columns, *self.loose_key))).add_columns(number.label(_PLACE)).subquery())
        new, old = sides
        same = and_(*(new.c[column] == old.c[column] for column in (*self.loose_key, _PLACE)))
        return select(*(new.c[column] for column in columns), *(old.c[column] for column in columns)).join(old, same)

    def compared_rows(self, *columns: str) -> Select[Any]:
        """Return the rows that this part says differently now: the new columns, then the old ones."""
        return self.changed(*columns).add_columns(*(self.real.c[column].label(f"old_{column}") for column in columns))

    def differs(self, columns: list[str]) -> ColumnElement[bool]:
        """Return that a staged and a real row differ in one of the columns."""
        if not columns:
            return ~true()
        return or_(*(self.stage.c[column].is_distinct_from(self.real.c[column]) for column in columns))

    def shared_with_others(self) -> ColumnElement[bool]:
        """Return that another source defines a staged row too."""
        if not self.target.shared:
            return ~true()
        return self.defined_by(self.stage, provenance.c.source != self.definer)


def summarise(connection: Connection, staging: Staging, part: Part) -> Summary:
    """Return what a part adds, changes, leaves and removes, counted in rows of its form."""
    form = part.form
    comparisons = [Comparison(staging, part, target) for target in form.targets]
    leads = [comparison for comparison in comparisons if form.leads(comparison.target)]
    for comparison in comparisons:
        part.known[comparison.target.table] = staging.is_known(part, comparison.target)
    staged = sum(part.staged[comparison.target.table] for comparison in leads)
    if not any(part.known.values()):
        return Summary(form.name, staged, 0, 0, 0, part.source.code)
    if leads == comparisons:
        counted = (_counted(connection, staging, comparison) for comparison in leads)
        added, changed, removed = (sum(counts) for counts in zip(*counted, strict=True))
    else:
        for comparison in comparisons:
            staging.index(comparison.target.table, comparison.key)
        added, changed, removed = _joined(connection, form, comparisons)
    return Summary(form.name, added, changed, staged - added - changed, removed, part.source.code)


def poured(part: Part) -> Summary:
    """Return what a part adds whose rows went straight into their table."""
    return Summary(part.form.name, part.poured, 0, 0, 0, part.source.code)


def _counted(connection: Connection, staging: Staging, comparison: Comparison) -> tuple[int, int, int]:
    """Count the rows of one table: added, changed, removed.

    Keys are unique on both sides, so that rows that are new or gone need not be looked for: they are those that meet none.
    """
    table, key = comparison.target.table, comparison.key
    met, changed = connection.execute(comparison.met()).one()
    owned = _count(connection, select(*(comparison.real.c[column] for column in key)).where(comparison.owned()))
    added, removed = comparison.part.staged[table] - met, owned - met
    if added or removed:
        staging.index(table, key)
    recited = _count(connection, comparison.recited(*comparison.key)) if added and removed and comparison.loose_key else 0
    return added - recited, changed + recited, removed - recited


def _joined(connection: Connection, form: Form, comparisons: list[Comparison]) -> tuple[int, int, int]:
    """Count the rows of a form that go to several tables: a row that stays has changed if it differs in any of them."""
    added: set[tuple[Any, ...]] = set()
    removed: set[tuple[Any, ...]] = set()
    differing: set[tuple[Any, ...]] = set()
    for comparison in comparisons:
        key = form_key(form, comparison.target)
        new, gone, changed = (
            {tuple(row) for row in connection.execute(rows(*key))} for rows in (comparison.added, comparison.removed, comparison.changed)
        )
        differing |= changed
        if form.leads(comparison.target):
            added, removed = new, gone
        else:
            differing |= new | gone
    return len(added), len(differing - added - removed), len(removed)


def _count(connection: Connection, rows: Select[Any]) -> int:
    return int(connection.execute(select(func.count()).select_from(rows.subquery())).scalar_one())
