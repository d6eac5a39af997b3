"""An answer arranged as the user asks: sorted, limited, some of its columns; knows no format.

Imported when the program starts, so it imports nothing that costs time.
"""

import itertools
from collections.abc import Iterable
from typing import Any

from ..errors import UsageError
from ..words import _, listed
from .result import Column, Result


def names(text: str | None) -> list[str]:
    """Return the columns named in `a,b`, written with either comma."""
    return [name.strip() for name in (text or "").replace("，", ",").split(",") if name.strip()]


def arrange(result: Result, columns: list[str], sort: str | None, limit: int | None) -> Result:
    """Return the Result sorted by `[-]column` (missing values last), cut to `limit` rows, and with these columns if any are named.

    Columns go by name or label; those not named stay as hidden ones, since others may need them. UsageError for an unknown one.
    """
    rows: Iterable[Any] = result.rows
    if sort:
        rows = _sorted(rows, _place(result.columns, sort.removeprefix("-"), "--sort"), sort.startswith("-"))
    if limit is not None:
        rows = itertools.islice(rows, limit)
    if not columns:
        return result._replace(rows=iter(rows))
    places = [_place(result.columns, name, "--columns") for name in columns]
    helpers = [place for place in range(len(result.columns)) if place not in places]
    order = places + helpers
    shown = [result.columns[place]._replace(hidden=place in helpers) for place in order]
    return result._replace(columns=tuple(shown), rows=(tuple(row[place] for place in order) for row in rows))


def _sorted(rows: Iterable[Any], place: int, descending: bool) -> list[Any]:
    present: list[Any] = []
    missing: list[Any] = []
    for row in rows:
        (missing if row[place] is None else present).append(row)
    present.sort(key=lambda row: _rank(row[place]), reverse=descending)
    return present + missing


def _rank(value: Any) -> tuple[bool, Any]:
    """Return what a cell is sorted by: numbers by size before words, since an answer to somebody's own SQL may hold both."""
    return (False, value) if isinstance(value, (int, float)) else (True, str(value))


def _place(columns: tuple[Column, ...], name: str, option: str) -> int:
    for place, column in enumerate(columns):
        if name in (column.name, column.label):
            return place
    raise no_column(option, name, [column.name for column in columns if not column.hidden])


def no_column(option: str, name: str, known: Iterable[str]) -> UsageError:
    """Return the error for a column that is not there, with those that are."""
    return UsageError(_("{option}: no column '{name}'; there are: {known}").format(option=option, name=name, known=listed(known)))
