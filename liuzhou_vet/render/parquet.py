"""Parquet for programs: names as heads, codes as values, a type for each column; knows no table of ours.

A list is a list of texts, a number a double, a date text (many are a year or a month only). Rows go to a temporary file a group at
a time, and the file to its place when it is whole.
"""

import itertools
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from ..errors import VetError
from ..words import _
from .cells import heads_for_programs, listed, plain
from .output import Sink
from .result import Column, Result
from .spool import spooled

PORTION = 1_000  # rows that are Python's objects at a time, which take far more room than Arrow's
GROUP = 20  # portions that are written at once: readers want large groups of rows


def write(result: Result, sink: Sink) -> None:
    """Write an answer as one Parquet file; VetError where pyarrow is not installed."""
    arrow, parquet = _library()
    columns = [(place, column, _type(arrow, column)) for place, column in enumerate(result.columns) if not column.hidden]
    heads = heads_for_programs(result.columns)
    schema = arrow.schema(
        [
            arrow.field(head, type_of, metadata={"label": column.label})
            for head, (_place, column, type_of) in zip(heads, columns, strict=True)
        ]
    )
    with spooled(sink, "answer.parquet") as path, parquet.ParquetWriter(path, schema) as writer:
        batches = (
            arrow.record_batch(
                [arrow.array([_value(row[place], column) for row in rows], type_of) for place, column, type_of in columns], schema
            )
            for rows in _portions(result.rows, PORTION)
        )
        for group in _portions(batches, GROUP):
            writer.write_table(arrow.Table.from_batches(group, schema))


def _library() -> tuple[Any, Any]:
    """Return pyarrow and its Parquet part, an extra of the package."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise VetError(_("Parquet needs pyarrow, the extra [parquet]; install it with: pip install pyarrow")) from None


def _portions(whole: Iterable[Any], size: int) -> Iterator[list[Any]]:
    left = iter(whole)
    while portion := list(itertools.islice(left, size)):
        yield portion


def _type(arrow: Any, column: Column) -> Any:
    types = {
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "list": arrow.list_(arrow.string()),
    }
    return types.get(column.kind, arrow.string())


def _value(value: Any, column: Column) -> Any:
    if column.kind == "list":
        return [plain(each) for each in listed(value)]
    if value is None:
        return None
    if column.kind == "number":
        return float(value)
    if column.kind == "integer":
        return int(value)
    return bool(value) if column.kind == "boolean" else plain(value)
