"""JSON and JSON lines for programs: an object a row, names as keys, codes as values, one row at a time; knows no file.

Numbers are numbers and whole ones have no point, lists are arrays, objects are objects, what is missing is null. What JSON has no word for
(infinity, bytes) is text.
"""

import json
import math
from collections.abc import Callable
from typing import Any

from .cells import heads_for_programs, is_number, listed, number, plain
from .output import Sink
from .result import Column, Result

SAFE_INTEGER = 2**53  # above it a float no longer names one integer


def write(result: Result, sink: Sink, *, lines: bool) -> None:
    """Write an answer as one array with an object on each line, or as bare objects, one a line."""
    heads = heads_for_programs(result.columns)
    places = [(place, _value_of(column)) for place, column in enumerate(result.columns) if not column.hidden]
    encode = json.JSONEncoder(ensure_ascii=False).encode
    start, between, end = ("", "\n", "\n") if lines else ("[\n", ",\n", "\n]\n")
    written = False
    for row in result.rows:
        item = {head: value_of(row[place]) for head, (place, value_of) in zip(heads, places, strict=True)}
        sink.write((between if written else start) + encode(item))
        written = True
    sink.write(end if written else "" if lines else "[]\n")


def _value_of(column: Column) -> Callable[[Any], Any]:
    """Return the function that makes a cell of this column a JSON value."""
    if column.kind == "list":
        return listed
    if column.kind == "boolean":
        return lambda value: None if value is None else bool(value)
    return _value


def _value(value: Any) -> Any:
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, dict):
        return {name: _value(each) for name, each in value.items()}
    if not is_number(value):
        return plain(value)
    value = float(value)
    if not math.isfinite(value):
        return number(value)
    return int(value) if value.is_integer() and abs(value) < SAFE_INTEGER else value
