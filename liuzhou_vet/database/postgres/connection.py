"""A connection to a PostgreSQL server, and what is said when there is none: in one line and never with the password."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from ...errors import DatabaseError
from ...words import _
from ..address import POSTGRES, Address

if TYPE_CHECKING:
    import psycopg

PATIENCE = 10  # seconds to wait for a server that does not answer
PARTS = re.compile(r"[^:]+://(?:(?P<user>[^:/@?]*)(?::(?P<password>.*))?@)?(?P<rest>[^@]*)", re.DOTALL)
IN_QUERY = re.compile(r"[?&]password=([^&]*)", re.IGNORECASE)
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

    try:
        connection = psycopg.connect(
            conninfo(address.url), client_encoding="utf-8", application_name="vet", **_patience(address.url), **options
        )
    except (psycopg.Error, UnicodeError) as error:
        message = _(
            "cannot connect to {database}: {reason}; see that the server runs, and that host, port, database, user, password are right"
        )
        raise DatabaseError(message.format(database=address, reason=reason(address, error))) from None
    as_sqlite_gives_them(connection)
    return connection


def conninfo(url: str) -> str:
    """Return the URL as PostgreSQL's library reads it: a user's or a password's own signs escaped, without the driver's name."""
    found = PARTS.fullmatch(url)
    if found is None:  # an @ in the query alone
        return POSTGRES.sub("postgresql://", url)
    user, password = (quote(part or "", safe="%") for part in (found["user"], found["password"]))
    return f"postgresql://{user}{':' if password else ''}{password}{'@' if user or password else ''}{found['rest']}"


def _patience(url: str) -> dict[str, Any]:
    return {} if "connect_timeout=" in url else {"connect_timeout": PATIENCE}


def reason(address: Address, error: BaseException) -> str:
    """Return what the server or the library says, in one line that holds no password."""
    return _safe(address, str(error))


def in_brief(address: Address, error: BaseException) -> str:
    """Return the same without the details, such as the statement with what is secret in it."""
    return _safe(address, getattr(getattr(error, "diag", None), "message_primary", None) or str(error))


def _safe(address: Address, words: str) -> str:
    line = " ".join(words[: LONGEST * 10].split())
    found = PARTS.fullmatch(address.url)
    secrets = [found["password"] if found else "", *IN_QUERY.findall(address.url)]
    for secret in filter(None, secrets):
        for form in (secret, quote(secret, safe="%"), unquote(secret)):
            line = line.replace(form, "***")
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def unreadable(address: Address, error: BaseException) -> DatabaseError:
    """Return the error for a database that cannot be read any further."""
    import psycopg

    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        message = _("{database}: this user may not read it: {reason}; its owner makes one that may with: vet db reader ROLE")
    elif isinstance(error, psycopg.errors.LockNotAvailable):
        message = _("{database}: another program holds it; try again when that is done")
    else:
        message = _("{database}: {reason}")
    return DatabaseError(message.format(database=address, reason=reason(address, error)))
