"""Parquet for programs: names as heads, codes as values, a type for each column; knows no table of ours.

A list is a list of texts, a number a double, a date text (many are a year or a month only). Rows go to a temporary file a group at
a time, and the file to its place when it is whole.
"""

import itertools
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from ..errors import VetError
from ..words import _
from .cells import heads_for_programs, listed, plain
from .output import Sink
from .result import Column, Result
from .spool import spooled

GROUP = 10_000  # rows held at a time


def write(result: Result, sink: Sink) -> None:
    """Write an answer as one Parquet file; VetError where pyarrow is not installed."""
    arrow, parquet = _library()
    columns = [(place, column) for place, column in enumerate(result.columns) if not column.hidden]
    heads = heads_for_programs(result.columns)
    types = [_type(arrow, column) for _place, column in columns]
    fields = [
        arrow.field(head, type_of, metadata={"label": column.label})
        for head, type_of, (_place, column) in zip(heads, types, columns, strict=True)
    ]
    schema = arrow.schema(fields)
    with spooled(sink, "answer.parquet") as path, parquet.ParquetWriter(path, schema) as writer:
        for rows in _groups(result):
            arrays = [
                arrow.array([_value(row[place], column) for row in rows], type_of)
                for (place, column), type_of in zip(columns, types, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _library() -> tuple[Any, Any]:
    """Return pyarrow and its Parquet part, an extra of the package."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise VetError(_("Parquet needs pyarrow, the extra [parquet]; install it with: pip install pyarrow")) from None


def _groups(result: Result) -> Iterator[list[Any]]:
    rows = iter(result.rows)
    while group := list(itertools.islice(rows, GROUP)):
        yield group


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
