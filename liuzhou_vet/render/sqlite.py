"""A stand-alone SQLite file of plain tables: names as heads, codes as values, a type for each column; knows no table of ours.

A list is JSON text and a truth value 0 or 1, which is what SQLite has for them. The file goes to its place when it is whole.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from .cells import heads_for_programs, is_number, listed, plain
from .output import Sink
from .result import Column, Result
from .spool import spooled

TYPES = {"integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}
NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def write(named: Sequence[tuple[str, Result]], sink: Sink) -> None:
    """Write a database with a table for each Result, by its name and in this order."""
    with spooled(sink, "answer.sqlite") as path, closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # if it fails there is no file at all
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for name, result in named:
            _fill(connection, name, result)
        _told(connection, "COMMIT")


def _fill(connection: sqlite3.Connection, name: str, result: Result) -> None:
    columns = [(place, column) for place, column in enumerate(result.columns) if not column.hidden]
    heads = heads_for_programs(result.columns)
    defined = ", ".join(f"{_quoted(head)} {TYPES.get(column.kind, 'TEXT')}" for head, (_p, column) in zip(heads, columns, strict=True))
    _told(connection, f"CREATE TABLE {_quoted(name)} ({defined})")
    insert = f"INSERT INTO {_quoted(name)} VALUES ({', '.join('?' for _each in heads)})"
    for row in _rows(result, columns):
        _told(connection, insert, row)


def _rows(result: Result, columns: list[tuple[int, Column]]) -> Iterator[list[Any]]:
    for row in result.rows:
        yield [_value(row[place], column) for place, column in columns]


def _value(value: Any, column: Column) -> Any:
    if column.kind == "list":
        import json

        return json.dumps(listed(value), ensure_ascii=False)
    if value is None or isinstance(value, (str, int, float)):
        return value
    return float(value) if is_number(value) else plain(value)


def _told(connection: sqlite3.Connection, statement: str, values: Sequence[Any] = ()) -> None:
    """Run a statement; a disk that is full is the system's error, as it is in every other format."""
    try:
        connection.execute(statement, values)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in NO_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
