"""Makes the database say what the staged rows say, by whole statements in an order that no foreign key forbids.

First what is new, parents before children; then who defines what; then what changed; last what is gone, children before
parents. A shared row goes when nobody defines it and nothing refers to it any more.
"""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    tuple_,
    update,
)

from liuzhou_vet.database.bulk import dangling
from liuzhou_vet.database.comments import write_comments
from liuzhou_vet.errors import VetError
from liuzhou_vet.schema.tables import Base
from liuzhou_vet.schema.tables.code_lists import CODE_LISTS
from liuzhou_vet.words import _

from .compare import Comparison, provenance, row_key
from .forms import SHARED
from .known import key_columns
from .stage import PART, Staging, has_provenance, real_table

_PARKED = "~"


def write(
    connection: Connection, staging: Staging, lists: Mapping[str, list[str]], refuse_faulty: Callable[[], None] = lambda: None
) -> None:
    """Write everything that was staged; lists: the values of each code list, where the labels are loaded.

    refuse_faulty: called when rows have gone straight into their tables, which were judged only then; raises if any is wrong.
    """
    ordered = _ordered(staging)
    _add_values(connection, lists)
    for comparison in ordered:
        _park_names(connection, comparison)
    for _table, comparisons in groupby(ordered, key=lambda comparison: comparison.target.table):
        parts = list(comparisons)
        _insert(connection, staging, parts)
        straight = [comparison.part for comparison in parts if comparison.part.rows is not None]
        for part in straight:
            staging.pour(part)
        if straight:
            refuse_faulty()
    for comparison in ordered:
        if has_provenance(comparison.target):
            _record_definers(connection, staging, comparison)
    for comparison in ordered:
        _update(connection, comparison)
    for comparison in reversed(ordered):
        if not has_provenance(comparison.target) and comparison.part.known[comparison.target.table]:
            _delete(connection, comparison)
    if any(comparison.part.known[comparison.target.table] for comparison in ordered):
        _sweep(connection)
        for comparison in ordered:
            _unpark_names(connection, comparison)
        _drop_values(connection, lists)
    if lists:  # the labels were loaded
        write_comments(connection)
    broken = dangling(connection)
    if broken:
        message = _("the database refuses the rows: {error}")
        raise VetError(message.format(error=f"FOREIGN KEY {broken.table} -> {broken.parent}"))


def _ordered(staging: Staging) -> list[Comparison]:
    """Return every part in each of its tables, tables that others refer to first."""
    places = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    comparisons = [Comparison(staging, part, target) for part in staging.parts for target in part.form.targets]
    return sorted(comparisons, key=lambda comparison: places[comparison.target.table])


def _insert(connection: Connection, staging: Staging, comparisons: list[Comparison]) -> None:
    """Add to one table what was not there: in one statement, since rows may refer to each other (a region to a region)."""
    staged = sum(comparison.part.staged[comparison.target.table] for comparison in comparisons)
    if not staged:
        return
    first = comparisons[0]
    real, stage = first.real, first.stage
    columns = [column.name for column in real.columns]
    rows = select(*(stage.c[column] for column in columns))
    if has_provenance(first.target) or any(comparison.part.known[real.name] for comparison in comparisons):
        rows = rows.where(~exists().where(first.matching()).correlate(stage))
    if has_provenance(first.target) and len(comparisons) > 1:  # several parts may define the same row
        staging.index(real.name, first.key)
        other = stage.alias()
        same = (other.c[column] == stage.c[column] for column in first.key)
        rows = rows.where(~exists().where(*same, other.c[PART] < stage.c[PART]).correlate(stage))
    inserted = connection.execute(insert(real).from_select(columns, rows)).rowcount
    for comparison in comparisons:
        comparison.part.all_new[real.name] = inserted == staged


def _update(connection: Connection, comparison: Comparison) -> None:
    real, stage, target = comparison.real, comparison.stage, comparison.target
    columns = [column for column in target.columns if column not in comparison.key]
    if not columns or not comparison.part.staged[target.table] or comparison.part.all_new[target.table]:
        return
    changed = update(real).values({column: stage.c[column] for column in columns})
    differing = comparison.differs(columns), ~comparison.shared_with_others()
    connection.execute(changed.where(comparison.matching(), comparison.staged(), *differing))


def _delete(connection: Connection, comparison: Comparison) -> None:
    gone = comparison.removed(*comparison.key)
    connection.execute(delete(comparison.real).where(_key(comparison.real, comparison.key).in_(gone)))


def _key(table: Table, columns: tuple[str, ...]) -> ColumnElement[Any]:
    return tuple_(*(table.c[column] for column in columns)) if len(columns) > 1 else table.c[columns[0]]


def _record_definers(connection: Connection, staging: Staging, comparison: Comparison) -> None:
    """Make the provenance of a table say who defines its rows now."""
    stage, table, definer = comparison.stage, comparison.target.table, comparison.definer
    named = and_(provenance.c.table_name == table, provenance.c.source == definer)
    if comparison.part.known[table]:
        # A subject may have moved to another form of the same source.
        parts = [part.number for part in staging.parts if part.definer(comparison.target) == definer]
        said = select(row_key(stage, comparison.key)).where(stage.c[PART].in_(parts))
        gone = comparison.removed(*comparison.key).with_only_columns(row_key(comparison.real, comparison.key))
        connection.execute(delete(provenance).where(named, provenance.c.row_key.in_(gone), provenance.c.row_key.not_in(said)))
    if comparison.part.staged[table]:
        new = row_key(stage, comparison.key)
        there = exists().where(named, provenance.c.row_key == new).correlate(stage)
        rows = select(literal(table), new, literal(definer)).where(comparison.staged(), ~there)
        connection.execute(insert(provenance).from_select(["table_name", "row_key", "source"], rows))


def _sweep(connection: Connection) -> None:
    """Remove the shared rows that nobody defines and nothing refers to; again while that frees further ones."""
    tables = [table for table in reversed(Base.metadata.sorted_tables) if table.name in SHARED or table.name == "mention"]
    freed = True
    while freed:
        freed = False
        for table in tables:
            key = ("report_code", "subject_code", "section") if table.name == "mention" else key_columns(table.name)
            named = and_(provenance.c.table_name == table.name, provenance.c.row_key == row_key(table, key))
            orphan = ~exists().where(named)
            if connection.execute(select(literal(1)).select_from(table).where(orphan).limit(1)).first():
                gone = connection.execute(delete(table).where(orphan, *_unreferenced(table)))
                freed = freed or gone.rowcount > 0


def _unreferenced(table: Table) -> list[ColumnElement[bool]]:
    """Return that nothing refers to a row of a table, by each column that may."""
    conditions = []
    for other in Base.metadata.tables.values():
        for key in other.foreign_keys:
            if key.column.table is table:
                child = other.alias()
                refers = child.c[key.parent.name] == key.column
                if other is table:
                    refers = and_(refers, child.c[key.column.name] != key.column)
                conditions.append(~exists().where(refers).correlate(table))
    return conditions


def _unique_column(table: Table) -> str:
    """Return the column, apart from the key, that no two rows of a table may have the same; '' if there is none."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and len(constraint.columns) == 1:
            return str(next(iter(constraint.columns)).name)
    return ""


def _park_names(connection: Connection, comparison: Comparison) -> None:
    """Put a mark before unique names that are about to change or go, so that others can take them over at once."""
    column = _unique_column(comparison.real)
    if not column or not comparison.part.known[comparison.target.table]:
        return
    real, stage = comparison.real, comparison.stage
    parked = update(real).values({column: literal(_PARKED).concat(real.c[column])})
    renamed = exists().where(comparison.matching(), comparison.staged(), stage.c[column] != real.c[column]).correlate(real)
    connection.execute(parked.where(renamed))
    gone = comparison.removed(*comparison.key)
    connection.execute(parked.where(_key(real, comparison.key).in_(gone)))


def _unpark_names(connection: Connection, comparison: Comparison) -> None:
    """Give back the name of what stayed because something refers to it still."""
    column = _unique_column(comparison.real)
    if column and comparison.part.known[comparison.target.table]:
        name = comparison.real.c[column]
        restored = update(comparison.real).values({column: func.substr(name, len(_PARKED) + 1)})
        connection.execute(restored.where(name.startswith(_PARKED)))


def _add_values(connection: Connection, lists: Mapping[str, list[str]]) -> None:
    """Bring new values into the code lists, and all of them into their order."""
    for name in CODE_LISTS:
        table = real_table(name)
        if name not in lists:
            continue
        there = {row.code: row.ordinal for row in connection.execute(select(table.c.code, table.c.ordinal))}
        wanted = {code: ordinal for ordinal, code in enumerate(lists[name], start=1)}
        new = [{"code": code, "ordinal": ordinal} for code, ordinal in wanted.items() if code not in there]
        if new:
            connection.execute(insert(table), new)
        for code, ordinal in wanted.items():
            if there.get(code, ordinal) != ordinal:
                connection.execute(update(table).where(table.c.code == code).values(ordinal=ordinal))


def _drop_values(connection: Connection, lists: Mapping[str, list[str]]) -> None:
    """Remove the values that no label names any more and no row uses."""
    for name in CODE_LISTS:
        table = real_table(name)
        if name in lists:
            connection.execute(delete(table).where(table.c.code.not_in(lists[name]), *_unreferenced(table)))
