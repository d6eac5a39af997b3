"""A connection to a PostgreSQL server, and what is said when there is none: in one line and never with the password."""

import logging
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from ...errors import DatabaseError
from ...words import _
from ..address import POSTGRES, Address

if TYPE_CHECKING:
    import psycopg

PATIENCE = 10  # seconds to wait for a server that does not answer
OLDEST = 15  # the first version of PostgreSQL that our views run in
PARTS = re.compile(r"[^:]+://(?:(?P<user>[^:/@?]*)(?::(?P<password>.*))?@)?(?P<rest>[^@]*)", re.DOTALL)
IN_QUERY = re.compile(r"[?&](?:ssl)?password=([^&]*)", re.IGNORECASE)
NO_ESCAPE = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
TRIED = re.compile(r"^(?:- .*?)?connection (?:failed|is bad): |^consuming input failed: |^Multiple connection attempts failed.*")
LONGEST = 300  # characters of the server's own words


def driver(address: Address) -> Any:
    """Return the module psycopg; DatabaseError if the address is no PostgreSQL database's, or says how to install it."""
    address.server()
    try:
        import psycopg
    except ImportError:  # psycopg itself, or the library of PostgreSQL that it needs
        message = _("PostgreSQL needs psycopg, the extra [postgres]; install it with: pip install 'psycopg[binary]'")
        raise DatabaseError(message) from None
    return psycopg


def connect(address: Address, **options: Any) -> "psycopg.Connection[Any]":
    """Connect; DatabaseError if that cannot be. Numbers and truth values come back as SQLite gives them: int, float, 0 and 1.

    options: psycopg's own.
    """
    driver(address)
    import psycopg

    from .numbers import as_sqlite_gives_them

    logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # of a connection that is lost it would warn beside our own line
    try:
        connection = psycopg.connect(
            conninfo(address.url), client_encoding="utf-8", application_name="vet", **_patience(address.url), **options
        )
    except (psycopg.Error, UnicodeError) as error:
        message = _(
            "cannot connect to {database}: {reason}; see that the server runs, and that host, port, database, user, password are right"
        )
        why = _("no answer") if isinstance(error, psycopg.errors.ConnectionTimeout) else reason(address, error)
        raise DatabaseError(message.format(database=address, reason=why)) from None
    number = connection.info.server_version // 10_000
    if number < OLDEST:
        connection.close()
        message = _("{database}: the server is PostgreSQL {number}, this program needs {oldest} or newer")
        raise DatabaseError(message.format(database=address, number=number, oldest=OLDEST))
    as_sqlite_gives_them(connection)
    return connection


def conninfo(url: str) -> str:
    """Return the URL as PostgreSQL's library reads it: a user's or a password's own signs escaped, without the driver's name."""
    found = PARTS.fullmatch(url)
    if found is None:  # an @ in the query alone
        return POSTGRES.sub("postgresql://", url)
    user, password = (quote(NO_ESCAPE.sub("%25", part or ""), safe="%") for part in (found["user"], found["password"]))
    return f"postgresql://{user}{':' if password else ''}{password}{'@' if user or password else ''}{found['rest']}"


def _patience(url: str) -> dict[str, Any]:
    return {} if "connect_timeout=" in url else {"connect_timeout": PATIENCE}


def reason(address: Address, error: BaseException) -> str:
    """Return what the server or the library says, in one line that holds no password: not where in our statement, nor what may be meant."""
    said = getattr(error, "diag", None)
    if said and said.message_primary:
        lines = [said.message_primary, said.message_detail or ""]
    else:  # of several tries some end alike; what is indented is the library's guess
        lines = [TRIED.sub("", line) for line in str(error).splitlines() if not line.startswith(("\t", " "))]
    return _safe(address, lines)


def in_brief(address: Address, error: BaseException) -> str:
    """Return the same without the details, such as the statement with what is secret in it."""
    said = getattr(error, "diag", None)
    return _safe(address, [said.message_primary]) if said and said.message_primary else reason(address, error)


def _safe(address: Address, lines: list[str]) -> str:
    """Return some lines as one, each once and no password in it."""
    line = "; ".join(" ".join(part.split()) for part in dict.fromkeys(lines) if part)[: LONGEST * 10]
    found = PARTS.fullmatch(address.url)
    secrets = [found["password"] if found else "", *IN_QUERY.findall(address.url)]
    for secret in filter(None, secrets):
        for form in (secret, quote(secret, safe="%"), quote(NO_ESCAPE.sub("%25", secret), safe="%"), unquote(secret)):
            pattern = re.escape(form)  # a word as a whole: a letter hidden in every word would be told by that
            line = re.sub(rf"\b{pattern}\b" if form.isalnum() else pattern, "***", line)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def unreadable(address: Address, error: BaseException) -> DatabaseError:
    """Return the error for a database that cannot be read any further."""
    from psycopg import errors

    if isinstance(error, errors.InsufficientPrivilege):
        message = _("{database}: this user may not read it: {reason}; its owner makes one that may with: vet db reader ROLE")
    elif isinstance(error, errors.LockNotAvailable):
        message = _("{database}: another program holds it; try again when that is done")
    elif isinstance(error, (errors.UndefinedTable, errors.UndefinedColumn)):
        message = _("{database} is no whole database of ours: {reason}; bring it back from a copy, or name another")
    elif isinstance(error, no_room()):
        message = _("{database}: the server has no room for this: {reason}; make room on its disk, or ask for less")
    elif isinstance(error, (errors.QueryCanceled, errors.IdleInTransactionSessionTimeout)):
        message = _("{database}: the server stopped it: {reason}; try again, or ask who runs the server for more time")
    elif is_lost(error):
        message = _("{database}: the connection was lost: {reason}; try again when the server runs")
    else:
        message = _("{database}: {reason}")
    return DatabaseError(message.format(database=address, reason=reason(address, error)))


def no_room() -> tuple[type[Exception], ...]:
    """Return the errors of a server whose disk or memory is full, or that lets this user have no more of it."""
    from psycopg import errors

    return errors.DiskFull, errors.OutOfMemory, errors.ConfigurationLimitExceeded


def is_lost(error: BaseException) -> bool:
    """Tell whether the connection is gone: the server ends it with a word of its class 57P, or without any."""
    import psycopg

    return isinstance(error, psycopg.OperationalError) and (error.sqlstate or "57P").startswith("57P")
