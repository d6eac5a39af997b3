"""What an ad-hoc statement was refused for, in one line that says what to do; decides nothing about what is refused."""

import re
import sqlite3
from contextlib import suppress
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..errors import DatabaseError, VetError
from ..words import _, listed

if TYPE_CHECKING:
    from .adhoc import Clock, Values

SHELL_WORDS = re.compile(r"\s*(\.|\\|pragma\b)", re.IGNORECASE)  # what only a database's own shell understands, and PRAGMA
UNKNOWN = re.compile(r"no such (table|column): (.+)")
NOT_READABLE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB}
LONGEST = 200  # characters of SQLite's own words: they may quote the whole statement


def starts_as_no_sql(statement: str) -> bool:
    """Say whether a statement starts as a shell's command or PRAGMA does."""
    return bool(SHELL_WORDS.match(statement))


def refusal(
    error: BaseException,
    clock: "Clock",
    connection: sqlite3.Connection | None = None,
    statement: str = "",
    values: "Values | None" = None,
) -> BaseException:
    """Return what to raise for an error of the engine: a VetError, or what an interruption by the user is."""
    text = " ".join(str(error).split())
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if clock.expired:
        return VetError(_("stopped after {seconds} s; ask for less, or give more time with --timeout").format(seconds=f"{clock.seconds:g}"))
    if code == sqlite3.SQLITE_INTERRUPT:  # not by the clock, so the user did: SQLite swallowed it
        return KeyboardInterrupt()
    if isinstance(error, MemoryError) or (re.search("too big|out of memory|too large", text) and not isinstance(error, OverflowError)):
        return VetError(_("the answer needs a value larger than 1 MB or too much memory; ask for less"))
    if code in NOT_READABLE:
        return DatabaseError(_("the database cannot be read: {reason}").format(reason=text))
    return VetError(_parameter_trouble(error, text, values) or _statement_trouble(text, connection, statement))


def _parameter_trouble(error: BaseException, text: str, values: "Values | None") -> str:
    """Return the line for a parameter without a usable value, '' if that is not the trouble."""
    if values is None:
        return ""
    last = values.asked[-1] if values.asked else ""
    if last and last not in values:
        return _("the statement needs a value for :{name}; give it with -p {name}=VALUE").format(name=last)
    if last and isinstance(error, (OverflowError, UnicodeError)):
        return _("SQLite cannot hold the value of :{name}: {reason}").format(name=last, reason=text[:LONGEST])
    if text.startswith("Binding ") and "has no name" in text:
        return _("a parameter needs a name; write :name instead of ?, and give its value with -p name=VALUE")
    return ""


def _statement_trouble(text: str, connection: sqlite3.Connection | None, statement: str) -> str:
    if "one statement at a time" in text:
        return _("one statement at a time; this is more than one")
    if re.search("not authorized|authorization denied|prohibited|readonly|query_only", text):
        return _("only reading is allowed here: SELECT, WITH, VALUES or EXPLAIN; tables and columns: vet sql --schema")
    unknown = UNKNOWN.fullmatch(text)
    if unknown and connection:
        near = _nearest(unknown[2], _columns(connection, statement) if unknown[1] == "column" else _relations(connection))
        reason = (_("no such table: {name}") if unknown[1] == "table" else _("no such column: {name}")).format(name=unknown[2][:LONGEST])
        if near:
            return _("{reason}; nearest: {near}; tables and columns: vet sql --schema").format(reason=reason, near=listed(near))
        return _("{reason}; tables and columns: vet sql --schema").format(reason=reason)
    return _("the statement was refused: {reason}").format(reason=text[:LONGEST])


def _nearest(name: str, known: list[str]) -> list[str]:
    return get_close_matches(name.rpartition(".")[2].lower(), known, 3)


def _relations(connection: sqlite3.Connection) -> list[str]:
    with suppress(sqlite3.Error):
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    return []


def _columns(connection: sqlite3.Connection, statement: str) -> list[str]:
    """Return the columns of the tables and views that the statement names."""
    words = set(re.findall(r"\w+", statement.lower()))
    found: list[str] = []
    for relation in _relations(connection):
        if relation in words:
            with suppress(sqlite3.Error):
                found += [column[0] for column in connection.execute(f'SELECT * FROM "{relation}" LIMIT 0').description]
    return sorted(set(found))
