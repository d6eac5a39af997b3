"""Makes the database say what the staged rows say, by whole statements in an order that no foreign key forbids.

First what is new, parents before children; then who defines what; then what changed; last what is gone, children before
parents. A shared row goes when nobody defines it and nothing refers to it any more.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, UniqueConstraint, and_, delete, exists, func, insert, or_, select, tuple_, update

from liuzhou_vet.schema.tables import Base
from liuzhou_vet.schema.tables.code_lists import CODE_LISTS

from .compare import Comparison, provenance, row_key
from .stage import Staging, has_provenance

_PARKED = "~"


def write(connection: Connection, staging: Staging, lists: Mapping[str, list[str]]) -> None:
    """Write everything that was staged; lists: the values of each code list, where the labels are loaded."""
    ordered = _ordered(staging)
    _write_lists(connection, lists)
    for comparison in ordered:
        _park_names(connection, comparison)
    for comparison in ordered:
        _insert(connection, comparison)
    for comparison in ordered:
        if has_provenance(comparison.target):
            _record_definers(connection, comparison)
    for comparison in ordered:
        _update(connection, comparison)
    for comparison in reversed(ordered):
        if not has_provenance(comparison.target):
            _delete(connection, comparison)
    _sweep(connection)
    for comparison in ordered:
        _unpark_names(connection, comparison)
    _drop_values(connection, lists)


def _ordered(staging: Staging) -> list[Comparison]:
    """Return every part in each of its tables, tables that others refer to first."""
    places = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    comparisons = [Comparison(staging, part, target) for part in staging.parts for target in part.form.targets]
    return sorted(comparisons, key=lambda comparison: places[comparison.target.table])


def _insert(connection: Connection, comparison: Comparison) -> None:
    real, stage = comparison.real, comparison.stage
    if not comparison.part.staged[comparison.target.table]:
        return
    columns = [column for column in real.columns.keys() if column in comparison.target.columns or column == "report_code"]
    there = exists().where(comparison.matching()).correlate(stage)
    rows = select(*(stage.c[column] for column in columns)).where(comparison.staged(), ~there)
    connection.execute(insert(real).from_select(columns, rows))


def _update(connection: Connection, comparison: Comparison) -> None:
    real, stage = comparison.real, comparison.stage
    columns = [column for column in comparison.target.columns if column not in comparison.key]
    if not columns or not comparison.part.staged[comparison.target.table]:
        return
    statement = (
        update(real)
        .values({column: stage.c[column] for column in columns})
        .where(comparison.matching(), comparison.staged(), comparison.differs(columns), ~comparison.shared_with_others())
    )
    connection.execute(statement)


def _delete(connection: Connection, comparison: Comparison) -> None:
    real = comparison.real
    gone = comparison.removed(*comparison.key)
    keys = tuple_(*(real.c[column] for column in comparison.key)) if len(comparison.key) > 1 else real.c[comparison.key[0]]
    connection.execute(delete(real).where(keys.in_(gone)))


def _record_definers(connection: Connection, comparison: Comparison) -> None:
    """Make the provenance of a table say who defines its rows now."""
    named = and_(provenance.c.table_name == comparison.target.table, provenance.c.source == comparison.definer)
    key = row_key(comparison.real, comparison.key)
    gone = comparison.removed(*comparison.key).with_only_columns(key)
    stage = comparison.stage
    staged = select(row_key(stage, comparison.key)).where(comparison.staged())
    if comparison.target.table == "subject":  # it may have moved to another form of the same source
        staged = select(row_key(stage, comparison.key))
    connection.execute(delete(provenance).where(named, provenance.c.row_key.in_(gone), provenance.c.row_key.not_in(staged)))
    new = row_key(stage, comparison.key)
    there = exists().where(named, provenance.c.row_key == new).correlate(stage)
    rows = select(
        func.coalesce(comparison.target.table), new, func.coalesce(comparison.definer)
    ).where(comparison.staged(), ~there)
    connection.execute(insert(provenance).from_select(["table_name", "row_key", "source"], rows))
