"""What an ad-hoc statement was refused for, in one line that says what to do; decides nothing about what is refused."""

import re
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import DatabaseError, VetError
from ..words import _, listed
from .reader import code_of

if TYPE_CHECKING:
    from .adhoc import Asked

AROUND = re.compile(r"(?:[\s;\ufeff]|--[^\n]*(?:\n|$)|/\*.*?(?:\*/|$))*", re.DOTALL)
SHELL_WORDS = re.compile(r"\.|\\|pragma\b", re.IGNORECASE)  # what only a database's own shell understands, and PRAGMA
UNKNOWN = re.compile(r"no such (table|column): (.+)")
FULL_WIDTH = "，；（）‘’“”＝＜＞＊。"
NOT_READABLE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB}
TOO_MUCH = {sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_FULL}
LONGEST = 200  # characters of the database's own words: they may quote the whole statement


def stripped(statement: str) -> str:
    """Return the statement without the blanks, comments and semicolons around it; VetError if it is none that could be SQL."""
    found = AROUND.match(statement)
    left = statement[found.end() if found else 0 :].rstrip("; \t\r\n")
    if not left:
        raise VetError(_('there is no statement; write one, e.g. vet sql "select * from schools"'))
    if SHELL_WORDS.match(left):
        raise VetError(_("this is no SQL that reads; tables and columns are listed by: vet sql --schema"))
    return left


def refusal(error: BaseException, asked: "Asked") -> BaseException:
    """Return what to raise for an error of the engine: a VetError, or what an interruption by the user is."""
    text, code = one_line(str(error)), code_of(error)
    if asked.clock.expired:
        return too_long(asked.clock.seconds)
    if code == sqlite3.SQLITE_INTERRUPT:  # not by the clock, so the user did: SQLite swallowed it
        return KeyboardInterrupt()
    if isinstance(error, MemoryError) or code in TOO_MUCH:
        return too_much()
    if code in NOT_READABLE:
        return DatabaseError(_("the database cannot be read: {reason}").format(reason=text))
    return VetError(_parameter_trouble(error, text, asked) or _statement_trouble(text, code, asked))


def too_long(seconds: float) -> VetError:
    """Return the error for a statement that has taken its time, on either database."""
    return VetError(_("stopped after {seconds} s; ask for less, or give more time with --timeout").format(seconds=f"{seconds:g}"))


def too_much() -> VetError:
    """Return the error for a value or an answer that is too large."""
    return VetError(_("a value is too long, or this needs too much memory; ask for less at a time"))


def unnamed_parameter() -> str:
    """Return the line for a parameter without a name."""
    return _("a parameter needs a name; write :name instead of ?, and give its value with -p name=VALUE")


def several_statements() -> str:
    """Return the line for more than one statement."""
    return _("one statement at a time; this is more than one")


def no_reading() -> str:
    """Return the line for a statement that would do more than read."""
    return _("only reading is allowed here: SELECT, WITH, VALUES or EXPLAIN; tables and columns: vet sql --schema")


def unknown_name(is_table: bool, name: str, known: list[str]) -> str:
    """Return the line for a table, or else a column, that there is not, with the nearest that there are."""
    from difflib import get_close_matches

    reason = (_("no such table: {name}") if is_table else _("no such column: {name}")).format(name=name)
    near = get_close_matches(name.rpartition(".")[2].lower(), known, 3)
    if near:
        return _("{reason}; nearest: {near}; tables and columns: vet sql --schema").format(reason=reason, near=listed(near))
    return _("{reason}; tables and columns: vet sql --schema").format(reason=reason)


def one_line(text: str) -> str:
    """Return a database's own words in one line that no terminal takes for orders, and not too long."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text[: LONGEST * 10]).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def _parameter_trouble(error: BaseException, text: str, asked: "Asked") -> str:
    """Return the line for a parameter without a usable value, '' if that is not the trouble."""
    last = asked.values.asked[-1] if asked.values.asked else ""
    if last.isdigit() or "has no name" in text:
        return unnamed_parameter()
    if last and last not in asked.values:
        return _("the statement needs a value for :{name}; give it with -p {name}=VALUE").format(name=last)
    if last and isinstance(error, (OverflowError, UnicodeError)):
        return _("SQLite cannot hold the value of :{name}: {reason}").format(name=last, reason=text)
    return ""


def _statement_trouble(text: str, code: int, asked: "Asked") -> str:
    if "one statement at a time" in text:
        return several_statements()
    if code in (sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY) or re.search("not authorized|prohibited|vtable constructor failed", text):
        return no_reading()
    unknown = UNKNOWN.fullmatch(text)
    if unknown is None:
        return _("the statement was refused: {reason}").format(reason=text) + hint(asked.statement)
    is_table = unknown[1] == "table"
    return unknown_name(is_table, unknown[2], _relations(asked) if is_table else _columns(asked)) + hint(unknown[2])


def hint(statement: str) -> str:
    """Return what to say besides of a full-width sign in a statement that is not understood, '' if there is none."""
    sign = next((sign for sign in statement if sign in FULL_WIDTH), "")
    return _("; SQL does not know the full-width {sign}").format(sign=sign) if sign else ""


def _relations(asked: "Asked") -> list[str]:
    asked.clock.start()
    with suppress(sqlite3.Error):
        return [name for (name,) in asked.connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    return []


def _columns(asked: "Asked") -> list[str]:
    """Return the columns of the tables and views that the statement names."""
    words = set(re.findall(r"\w+", asked.statement.lower()))
    found: list[str] = []
    for relation in _relations(asked):
        if relation in words:
            asked.clock.start()
            with suppress(sqlite3.Error):
                found += [column[0] for column in asked.connection.execute(f'SELECT * FROM "{relation}" LIMIT 0').description]
    return sorted(set(found))
