"""Ad-hoc SQL: one statement that only reads, held in by the engine itself and not by a list of words.

What holds it: a read-only connection, an authorizer that allows nothing but reading, no ATTACH, limits on time, on the length of
a value and on memory. A refusal is a VetError in one line.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from sys import getsizeof
from typing import Any

from ..errors import VetError
from ..words import _
from .address import Address
from .adhoc_words import refusal, starts_as_no_sql
from .reader import Row, check_version, open_read_only, open_sqlite, revision

LONGEST = 1_000_000  # bytes of one value or statement
MEMORY = 256 * 1024 * 1024  # bytes that SQLite may hold, for the whole process
STEPS = 10_000  # of the engine between two looks at the clock
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
REFUSED_FUNCTIONS = {"load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"}


class Clock:
    """Counts the engine's own time, so that a slow reader of the rows does not use it up."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.left = seconds
        self.started: float | None = None
        self.expired = False

    def __enter__(self) -> None:
        self.started = time.monotonic()

    def __exit__(self, *_error: object) -> None:
        assert self.started is not None
        self.left -= time.monotonic() - self.started
        self.started = None

    def over(self) -> bool:
        """Say whether the time is up; SQLite asks this and stops if so."""
        if self.started is not None and time.monotonic() - self.started > self.left:
            self.expired = True
        return self.expired


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
    """One statement being answered: the only user of its two connections, which are closed behind the last row.

    The second connection never runs the statement: SQLite leaves the files of its log behind when the last one to close a
    database could only read, so one that could write is closed after it.
    """

    def __init__(self, address: Address, timeout: float) -> None:
        assert address.path is not None
        self.clock = Clock(timeout)
        with ExitStack() as opened:
            opened.enter_context(closing(open_sqlite(address.path)))
            self.connection = opened.enter_context(closing(open_read_only(address.path)))
            check_version(address, revision(self.connection, address.path))
            _hold_in(self.connection, self.clock)
            self.close = opened.pop_all().close  # of both, this one first

    def start(self, statement: str, values: Values) -> sqlite3.Cursor:
        """Run the statement up to its first row; VetError if it is refused, or if its parameters are not the values' names."""
        try:
            with self.clock:
                cursor = self.connection.execute(statement, values)
        except (sqlite3.Error, sqlite3.Warning, MemoryError, OverflowError, UnicodeError, ValueError) as error:
            raise refusal(error, self.clock, self.connection, statement, values) from None
        if cursor.description is None:
            raise VetError(_('there is no statement; write one, e.g. vet sql "select * from schools"'))
        for name in values:
            if name not in values.asked:
                known = ", ".join(f":{each}" for each in values.asked) or "-"
                raise VetError(_("the statement has no parameter :{name}; it has: {known}").format(name=name, known=known))
        return cursor

    def rows(self, cursor: sqlite3.Cursor, most: int | None) -> Iterator[Row]:
        """Give the rows one by one, since each may hold many long values, and close the database behind the last."""
        taken = 0
        try:
            while True:
                with self.clock:
                    row = cursor.fetchone()
                if row is None:
                    return
                if most is not None:
                    taken += sum(map(getsizeof, row))
                    if taken > most:
                        raise VetError(_("the answer is too large for this format; use -f csv or -f jsonl, or ask for less"))
                yield row
        except (sqlite3.Error, MemoryError) as error:
            raise refusal(error, self.clock) from None
        finally:
            cursor.close()  # else the database stays open behind it
            self.close()


def run(
    address: Address, statement: str, parameters: Mapping[str, Any], timeout: float = 10.0, most: int | None = None
) -> tuple[list[str], Iterator[Row], list[str]]:
    """Run one statement that only reads: its column names, its rows as they come, and warnings.

    parameters: values for `:name`. timeout: seconds of the engine's own time. most: bytes of the whole answer, for a caller that
    holds all of it in memory; a larger one is refused.
    """
    if starts_as_no_sql(statement):
        raise VetError(_("this is no SQL that reads; tables and columns are listed by: vet sql --schema"))
    if address.path is None:
        from .server import run_adhoc

        return run_adhoc(address, statement, parameters, timeout)
    asked = Asked(address, timeout)
    try:
        cursor = asked.start(statement, Values(parameters))
    except BaseException:
        asked.close()
        raise
    names = [column[0] for column in cursor.description]
    return names, asked.rows(cursor, most), _warnings(names)


def _hold_in(connection: sqlite3.Connection, clock: Clock) -> None:
    connection.execute("PRAGMA query_only = 1")  # trusted_schema stays on: the views use json_group_array, which 0 refuses
    connection.execute(f"PRAGMA hard_heap_limit = {MEMORY}")
    connection.execute("PRAGMA temp_store = 2")  # sorting in memory: nothing is written anywhere
    for table in ("json_each", "json_tree"):  # made before the authorizer, which would not let them be
        with suppress(sqlite3.OperationalError):
            connection.execute(f"SELECT 1 FROM {table}('[]')")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST)
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(clock.over, STEPS)


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY


def _warnings(names: list[str]) -> list[str]:
    """Return a warning for each heading that is a double-quoted word and no column: SQLite takes a misspelt one for text."""
    quoted = [name for name in names if len(name) > 2 and name.startswith('"') and name.endswith('"')]
    warning = _("warning: {name} is no column; SQLite takes a double-quoted word for text")
    return [warning.format(name=" ".join(name.split())) for name in quoted]
