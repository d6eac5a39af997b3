"""Ad-hoc SQL: one statement that only reads, held in by the engine itself and not by a list of words.

What holds it: a read-only connection, an authorizer that allows nothing but reading, no ATTACH, limits on time, on the length of
a value and on memory. A refusal is a VetError in one line.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import VetError
from ..words import _
from .address import Address
from .reader import Row, open_sqlite

LONGEST = 1_000_000  # bytes of one value or statement
MEMORY = 256 * 1024 * 1024  # bytes that SQLite may hold, for the whole process
STEPS = 10_000  # of the engine between two looks at the clock
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
REFUSED_FUNCTIONS = {"load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"}
SHELL_WORDS = (".", "\\")


class Clock:
    """Counts the engine's own time, so that a slow reader of the rows does not use it up."""

    def __init__(self, seconds: float) -> None:
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


def run(
    address: Address, statement: str, parameters: Mapping[str, Any], timeout: float = 10.0
) -> tuple[list[str], Iterator[Row], list[str]]:
    """Run one statement that only reads: its column names, its rows as they come, and warnings.

    parameters: values for `:name`. timeout: seconds of the engine's own time.
    """
    _refuse_shell_words(statement)
    if address.path is None:
        from .server import run_adhoc

        return run_adhoc(address, statement, parameters, timeout)
    connection = open_sqlite(address.path)
    clock = Clock(timeout)
    _hold_in(connection, clock)
    with clock, _in_one_line(clock, timeout):
        cursor = connection.execute(statement, dict(parameters))
        if cursor.description is None:
            raise VetError(_('there is no statement; write one, e.g. vet sql "select * from schools"'))
        first = cursor.fetchmany(1)
    names = [column[0] for column in cursor.description]
    return names, _rows(connection, cursor, first, clock, timeout), _warnings(connection, names)


def _hold_in(connection: sqlite3.Connection, clock: Clock) -> None:
    connection.execute("PRAGMA query_only = 1")  # trusted_schema stays on: the views use json_group_array, which 0 refuses
    connection.execute(f"PRAGMA hard_heap_limit = {MEMORY}")
    connection.execute("PRAGMA temp_store = 2")  # sorting in memory: nothing is written anywhere
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST)
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(clock.over, STEPS)


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY


def _rows(
    connection: sqlite3.Connection, cursor: sqlite3.Cursor, first: list[Row], clock: Clock, timeout: float
) -> Iterator[Row]:
    """Give the rows as they are taken, and close the database behind the last."""
    try:
        yield from first
        while True:
            with clock, _in_one_line(clock, timeout):
                rows = cursor.fetchmany(100)
            if not rows:
                return
            yield from rows
    finally:
        connection.close()


class _in_one_line:  # noqa: N801  (reads as words where it is used)
    """Turns the engine's refusals into one line that says what to do."""

    def __init__(self, clock: Clock, timeout: float) -> None:
        self.clock = clock
        self.timeout = timeout

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, VetError) or not isinstance(error, (sqlite3.Error, sqlite3.Warning, MemoryError, OverflowError)):
            return
        raise VetError(_words(error, self.clock, self.timeout)) from None


def _words(error: BaseException, clock: Clock, timeout: float) -> str:
    text = str(error)
    if clock.expired:
        return _("stopped after {seconds} s; ask for less, or give more time with --timeout").format(seconds=f"{timeout:g}")
    if isinstance(error, MemoryError) or "too big" in text or "out of memory" in text or "too large" in text:
        return _("the answer needs a value larger than 1 MB or too much memory; ask for less")
    if "one statement at a time" in text:
        return _("one statement at a time; this is more than one")
    if "not authorized" in text or "prohibited" in text or "readonly" in text or "query_only" in text:
        return _("only reading is allowed here: SELECT, WITH, VALUES or EXPLAIN; tables and columns: vet sql --schema")
    if "binding" in text:
        return _("{reason}; give each value with -p NAME=VALUE").format(reason=text)
    if "no such table" in text or "no such column" in text:
        return _("{reason}; tables and columns: vet sql --schema").format(reason=text)
    return _("the statement was refused: {reason}").format(reason=text)


def _refuse_shell_words(statement: str) -> None:
    """Refuse what only a database's own shell understands, and an empty statement, in words that help."""
    start = statement.lstrip().lower()
    if start.startswith(SHELL_WORDS) or start.startswith("pragma"):
        raise VetError(_("this is no SQL that reads; tables and columns are listed by: vet sql --schema"))


def _warnings(connection: sqlite3.Connection, names: list[str]) -> list[str]:
    """Return a warning for each heading that is a double-quoted word and no column: SQLite takes a misspelt one for text."""
    quoted = [name for name in names if len(name) > 2 and name.startswith('"') and name.endswith('"')]
    return [_("warning: {name} is no column; SQLite takes a double-quoted word for text").format(name=name) for name in quoted]
