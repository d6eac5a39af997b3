"""What a load would do, row by row: added, changed column by column, removed; reads what is staged, writes nothing."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from .compare import CITATION, Comparison
from .form import Form
from .stage import Part, Staging

Key = tuple[Any, ...]
Values = dict[str, Any]

ADD, CHANGE, REMOVE = "add", "change", "remove"
_BLANK = (None, "")


class Difference(NamedTuple):
    """One difference: of an added or removed row all that is filled in (`new`, `old`), of a changed one the two values of a column.

    key: what tells the row from others, by column of the form; a citation is no part of it.
    """

    form: str
    key: Values
    action: str
    column: str | None
    old: Any
    new: Any


class Pair(NamedTuple):
    """A row of a form as the database says it and as the form says it now, by column; None on a side that does not have it."""

    old: Values | None
    new: Values | None


def differences(connection: Connection, staging: Staging, part: Part) -> list[Difference]:
    """Return what a part of a load would do, in the order of the keys."""
    form = part.form
    comparisons = [Comparison(staging, part, target) for target in form.targets]
    pairs: dict[Key, Pair] = {}
    for comparison in comparisons:
        if form.leads(comparison.target):
            pairs |= _led(connection, comparison)
    for comparison in comparisons:
        if not form.leads(comparison.target):
            _complete(connection, comparison, pairs)
    return [found for key in sorted(pairs, key=lambda key: tuple(map(str, key))) for found in _told(form, comparisons[0], pairs[key])]


def _led(connection: Connection, comparison: Comparison) -> dict[Key, Pair]:
    """Return the rows of the table with which rows of the form come and go: new, gone, different."""
    columns = _columns(comparison)
    new = dict(_rows(connection, comparison, comparison.added(*columns)))
    old = dict(_rows(connection, comparison, comparison.removed(*columns)))
    pairs = dict(_both(connection, comparison, comparison.compared_rows(*columns)))
    if new and old and comparison.loose_key:
        for key, pair in _both(connection, comparison, comparison.recited(*columns)):
            assert pair.old is not None
            new.pop(key)
            old.pop(_key(comparison, pair.old))
            pairs[key] = pair
    return pairs | {key: Pair(None, values) for key, values in new.items()} | {key: Pair(values, None) for key, values in old.items()}


def _complete(connection: Connection, comparison: Comparison, pairs: dict[Key, Pair]) -> None:
    """Add what a further table holds of the rows: all of it for those that come or go, what differs for the others."""
    columns = _columns(comparison)
    coming = any(pair.old is None for pair in pairs.values())
    going = any(pair.new is None for pair in pairs.values())
    staged = select(*(comparison.stage.c[column] for column in columns)).where(comparison.staged())
    owned = select(*(comparison.real.c[column] for column in columns)).where(comparison.owned())
    for key, values in _rows(connection, comparison, staged) if coming else ():
        if key in pairs and pairs[key].old is None:
            pairs[key] = Pair(None, values | (pairs[key].new or {}))
    for key, values in _rows(connection, comparison, owned) if going else ():
        if key in pairs and pairs[key].new is None:
            pairs[key] = Pair(values | (pairs[key].old or {}), None)
    differing = [
        *((key, Pair(None, values)) for key, values in _rows(connection, comparison, comparison.added(*columns))),
        *((key, Pair(values, None)) for key, values in _rows(connection, comparison, comparison.removed(*columns))),
        *_both(connection, comparison, comparison.compared_rows(*columns)),
    ]
    for key, (old, new) in differing:
        there = pairs.get(key, Pair({}, {}))
        if there.old is not None and there.new is not None:
            about = {name: value for name, value in (old or new or {}).items() if name in comparison.part.form.key}
            pairs[key] = Pair(about | there.old | (old or {}), about | there.new | (new or {}))


def _columns(comparison: Comparison) -> list[str]:
    """Return the columns of a target that hold what the form says."""
    form = comparison.part.form
    return [column for column, name in comparison.target.columns.items() if name in form.columns]


def _rows(connection: Connection, comparison: Comparison, rows: Select[Any]) -> Iterator[tuple[Key, Values]]:
    for row in connection.execute(rows):
        values = _values(comparison, row)
        yield _key(comparison, values), values


def _both(connection: Connection, comparison: Comparison, rows: Select[Any]) -> Iterator[tuple[Key, Pair]]:
    """Yield the two sides of each row: the first half of its columns is the new one."""
    for row in connection.execute(rows):
        half = len(row) // 2
        new, old = _values(comparison, row[:half]), _values(comparison, row[half:])
        yield _key(comparison, new), Pair(old, new)


def _values(comparison: Comparison, row: Iterable[Any]) -> Values:
    names = (comparison.target.columns[column] for column in _columns(comparison))
    return {name: _plain(value) for name, value in zip(names, row, strict=True)}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _key(comparison: Comparison, values: Values) -> Key:
    return tuple(values[name] for name in comparison.part.form.key)


def _told(form: Form, lead: Comparison, pair: Pair) -> Iterator[Difference]:
    about = [name for name in form.key if name not in CITATION] if lead.loose_key else form.key
    side = pair.new or pair.old or {}
    key = {name: side[name] for name in about}
    if pair.old is None or pair.new is None:
        whole = {name: side[name] for name in form.columns if side.get(name) not in _BLANK}
        old, new = (None, whole) if pair.old is None else (whole, None)
        yield Difference(form.name, key, ADD if new else REMOVE, None, old, new)
        return
    for name in form.columns:
        old, new = (None if values.get(name) in _BLANK else values.get(name) for values in (pair.old, pair.new))
        if old != new:
            yield Difference(form.name, key, CHANGE, name, old, new)
