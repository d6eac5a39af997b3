"""Ad-hoc SQL: one statement that only reads, held in by the engine itself and not by a list of words.

What holds it on SQLite (`postgres/adhoc.py` says it of PostgreSQL): a read-only connection, an authorizer that allows nothing but
reading, no ATTACH, limits on time, on the length of a value and on memory. A refusal is a VetError in one line.
"""

import re
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import partial
from typing import Any

from ..errors import UsageError, VetError
from ..words import _, listed
from .address import Address
from .adhoc_words import refusal, stripped
from .clock import Clock
from .memory import at_most
from .reader import Row, open_at_head, open_read_only

LONGEST = 200_000  # bytes of one value: no single step of the engine, which nothing can stop, takes long with two such
LONGEST_PATTERN = 1_000  # bytes of a LIKE or GLOB pattern, for the same reason
LONGEST_STATEMENT = 1_000_000
MEMORY = 256 * 1024 * 1024  # bytes that SQLite may hold, for the whole process
STEPS = 100  # of the engine between two looks at the clock
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
REFUSED_FUNCTIONS = {"load_extension", "fts3_tokenizer"}
ERRORS = (sqlite3.Error, sqlite3.Warning, MemoryError, OverflowError, UnicodeError)
DIRECTIVE = re.compile("%[^A-Za-z%]*.")  # of printf
QUOTED = re.compile(r'"(?:[^"]|"")+"')


class Values(dict[str, Any]):
    """The values of the `:name` parameters; remembers which ones the statement asked for."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.asked: list[str] = []

    def __getitem__(self, name: str) -> Any:
        """Return a value to SQLite."""
        self.asked.append(name)
        return super().__getitem__(name)


class Asked:
    """A statement being answered over a connection that is held in."""

    def __init__(self, connection: sqlite3.Connection, statement: str, values: Values, clock: Clock) -> None:
        self.connection = connection
        self.statement = statement
        self.values = values
        self.clock = clock

    def start(self) -> sqlite3.Cursor:
        """Run the statement up to its first row; an error if it is refused, or if its parameters are not the values' names."""
        try:
            self.clock.start()
            cursor = self.connection.execute(self.statement, self.values)
        except ERRORS as error:
            raise refusal(error, self) from None
        for name in self.values:
            if name not in self.values.asked:
                known = listed(f":{each}" for each in dict.fromkeys(self.values.asked)) or "-"
                raise UsageError(_("the statement has no parameter :{name}; it has: {known}").format(name=name, known=known))
        return cursor

    def rows(self, cursor: sqlite3.Cursor) -> Iterator[Row]:
        """Give the rows as they are taken, one by one, since each may hold many long values."""
        try:
            while True:
                self.clock.start()
                row = cursor.fetchone()
                if row is None:
                    return
                yield row
        except ERRORS as error:
            raise refusal(error, self) from None


@contextmanager
def run(
    address: Address, statement: str, parameters: Mapping[str, Any], timeout: float = 10.0, most: int | None = None
) -> Iterator[tuple[list[str], Iterator[Row], list[str]]]:
    """Run one statement that only reads: its column names, its rows as they come, and warnings; closed behind the block.

    parameters: values for `:name`. timeout: seconds that the engine may take. most: bytes of memory that the rows may take, for
    a caller that keeps them all.
    """
    if address.file is None:
        from .postgres.adhoc import run as run_on_a_server

        with run_on_a_server(address, statement, parameters, timeout, most) as answered:
            yield answered
        return
    asked = stripped(statement)
    # The first connection never runs the statement: SQLite leaves the files of its log behind when the last one to close a
    # database could only read, so one that can write is closed after it.
    with (
        closing(open_at_head(address)),
        closing(open_read_only(address.sqlite())) as connection,
        closing(sqlite3.connect(":memory:")) as aside,
        at_most(MEMORY, connection),
    ):
        clock = Clock(timeout)
        _hold_in(connection, clock, aside)
        answer = Asked(connection, asked, Values(parameters), clock)
        with closing(answer.start()) as cursor:
            names = [column[0] for column in cursor.description or ()]
            rows = answer.rows(cursor)
            yield names, rows if most is None else no_more_than(most, rows), _warnings(names)


def _hold_in(connection: sqlite3.Connection, clock: Clock, aside: sqlite3.Connection) -> None:
    connection.execute("PRAGMA temp_store = 2")  # sorting in memory: nothing is written anywhere
    connection.execute(f"PRAGMA busy_timeout = {min(int(clock.seconds * 1000), 2**31 - 1)}")
    for table in ("json_each", "json_tree"):  # made before the authorizer, which would not let them be
        with suppress(sqlite3.OperationalError):
            connection.execute(f"SELECT 1 FROM {table}('[]')")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_STATEMENT)
    for each in (connection, aside):
        each.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    for name in ("printf", "format"):
        connection.create_function(name, -1, partial(_printf, aside), deterministic=True)
    connection.set_progress_handler(clock.over, STEPS)
    connection.set_authorizer(_authorize)  # trusted_schema stays on: the views use json_group_array, which 0 refuses


def _authorize(action: int, _first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY


def _printf(aside: sqlite3.Connection, *values: Any) -> Any:
    """Do what SQLite's printf does, but refuse a text that is too long: SQLite counts to its end, and makes it NULL."""
    form = str(values[0] or "") if values else ""
    if len(form) > LONGEST_PATTERN or _widest(form, values[1:]) > LONGEST:
        raise OverflowError  # which becomes SQLite's "too big"
    (text,) = aside.execute(f"SELECT printf({', '.join('?' * len(values))})", values).fetchone()
    if text is None and form:
        raise OverflowError
    return text


def _widest(form: str, values: tuple[Any, ...]) -> int:
    """Return the greatest width or precision that a format of printf asks for; `*` takes it from the values."""
    directives = "".join(DIRECTIVE.findall(form))
    taken = [abs(value) for value in values if isinstance(value, int)] if "*" in directives else []
    return max([*map(int, re.findall("[0-9]+", directives)), *taken], default=0)


def no_more_than(most: int, rows: Iterator[Row]) -> Iterator[Row]:
    """Give the rows as long as all of them together take no more than `most` bytes of memory; then VetError."""
    for row in rows:
        most -= sys.getsizeof(row) + sum(map(sys.getsizeof, row))
        if most < 0:
            raise VetError(_("the answer is too large to be laid out as a whole; give --limit, or -f csv, which writes row by row"))
        yield row


def _warnings(names: list[str]) -> list[str]:
    """Return a warning for each heading that is a double-quoted word and no column: SQLite takes a misspelt one for text."""
    warning = _("warning: {name} is no column; SQLite takes a double-quoted word for text")
    return [warning.format(name=" ".join(name.split())) for name in names if QUOTED.fullmatch(name)]
