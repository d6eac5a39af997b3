"""Rows into one table, by the hundred thousand: through the driver itself, which is twice as fast; knows no form and no part.

PostgreSQL takes them by COPY, which is seven times as fast there as a statement for each row.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Text

Rows = list[list[Any]]

_STREAMED = 300  # rows at a time: with more Python's collector would go through them in vain again and again
_COPIED = 5_000  # rows of one COPY
_MARK = "?"


def inserting(connection: Connection, table: str, places: dict[str, int], constants: dict[str, Any]) -> "Insert | Copy":
    """Return what adds rows to a table of this database.

    places: by column, where in a row its value stands. constants: columns that have the same value in every row.
    """
    return (Copy if connection.dialect.name == "postgresql" else Insert)(connection, table, places, constants)


def rebuilds_indexes(connection: Connection) -> bool:
    """Tell whether a large load may drop indexes and make them anew: on a server readers would wait for it to end."""
    return connection.dialect.name == "sqlite"


class Dangling(NamedTuple):
    """A row that refers to one that is not there: its table, its number, the table it refers to."""

    table: str
    row: int
    parent: str


def dangling(connection: Connection) -> Dangling | None:
    """Return a row that refers to one that is not there, None if there is none.

    SQLite may have been told not to look at each row as it is written: all at once before the transaction ends is as strict, and of
    a million rows takes a third of the time. PostgreSQL always looks.
    """
    if connection.dialect.name != "sqlite":
        return None
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return None if found is None else Dangling(*found[:3])


class Copy:
    """Adds rows to a table of PostgreSQL."""

    def __init__(self, connection: Connection, table: str, places: dict[str, int], constants: dict[str, Any]) -> None:
        self._connection = connection
        columns = sorted(places, key=places.__getitem__)
        self._places = [places[column] for column in columns]
        self._constants = tuple(constants.values())
        self._statement = f"COPY {table} ({', '.join([*columns, *constants])}) FROM STDIN"

    def add(self, rows: Rows) -> int:
        """Add rows, of each the values that have a place; return how many there are."""
        if rows:
            with closing(self._connection.connection.cursor()) as cursor, cursor.copy(self._statement) as copy:
                for row in rows:
                    copy.write_row((*[row[place] for place in self._places], *self._constants))
        return len(rows)

    def pour(self, rows: Iterator[list[Any]]) -> int:
        """Add rows of which every value has its place, in a stream: they are never in memory as a whole; return how many there were.

        Between two portions the connection is free for those who judge the rows while they are taken.
        """
        count = 0
        while portion := list(islice(rows, _COPIED)):
            count += self.add(portion)
        return count


class Insert:
    """Adds rows to a table of SQLite."""

    def __init__(self, connection: Connection, table: str, places: dict[str, int], constants: dict[str, Any]) -> None:
        self._connection = connection
        self._quoted: Callable[[str], str] = Text().literal_processor(connection.dialect)  # type: ignore[no-untyped-call]
        columns = sorted(places, key=places.__getitem__)
        self._places = [places[column] for column in columns]
        self._head = f"INSERT INTO {table} ({', '.join([*columns, *constants])}) VALUES"
        self._constants = [self._literal(value) for value in constants.values()]

    def add(self, rows: Rows) -> int:
        """Add rows, of each the values that have a place; return how many there are."""
        if rows:
            picked = [tuple([row[place] for place in self._places]) for row in rows]
            self._connection.exec_driver_sql(self._statement([_MARK] * len(self._places)), picked)
        return len(rows)

    def pour(self, rows: Iterator[list[Any]]) -> int:
        """Add rows of which every value has its place, in a stream: they are never in memory as a whole; return how many there were."""
        with closing(self._connection.connection.cursor()) as cursor:
            count = 0
            while portion := list(islice(rows, _STREAMED)):
                if len(portion) == _STREAMED:
                    self._put(cursor, portion)
                else:
                    cursor.executemany(self._statement([_MARK] * len(self._places)), portion)
                count += len(portion)
            return count

    def _put(self, cursor: Any, rows: Rows) -> None:
        """Add many rows; what all of them have in common becomes part of the statement, since handing over values takes the most time."""
        columns = list(zip(*rows, strict=True))
        common = [_is_common(column) for column in columns]
        values = [self._literal(column[0]) if same else _MARK for column, same in zip(columns, common, strict=True)]
        others = (column for column, same in zip(columns, common, strict=True) if not same)  # there is one: no row is there twice
        cursor.executemany(self._statement(values), zip(*others, strict=True))

    def _statement(self, values: list[str]) -> str:
        return f"{self._head} ({', '.join([*values, *self._constants])})"

    def _literal(self, value: str | int | None) -> str:
        if value is None:
            return "NULL"
        return str(value) if isinstance(value, int) else self._quoted(value)


def _is_common(column: Sequence[Any]) -> bool:
    """Tell whether all rows have the same value, a number with decimals apart: as text it might be read as its neighbour."""
    return not isinstance(column[0], float) and column.count(column[0]) == len(column)
