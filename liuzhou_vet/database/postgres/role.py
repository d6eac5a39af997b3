"""The role that may only read: made with a password that is told once, or given the rights it lacks."""

import secrets
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from ...errors import DatabaseError, VetError
from ...words import _
from ..address import Address
from ..reader import check_version
from ..version import HEAD
from .connection import PARTS, connect, driver, in_brief
from .rights import let_read
from .standing import version
from .writer import refusal

if TYPE_CHECKING:
    import psycopg

OF_THE_USER = {"", "user", "password", "passfile", "sslcert", "sslkey", "sslpassword"}  # of a URL's query
LONGEST = 63  # bytes of a name, of which the server cuts off what is more


class Made(NamedTuple):
    """A role that may only read: the URL to use it by, with its password where it was made just now."""

    url: str
    is_new: bool


def make_reader(address: Address, role: str) -> Made:
    """Make a role that may read every table and view of ours and nothing else; one that is there gets these rights and keeps its password.

    DatabaseError if the connection's own user may not do that, VetError if the role that is there may do more.
    """
    psycopg = driver(address)
    if not 0 < len(role.encode()) <= LONGEST:
        raise VetError(_("the name of a role has 1 to {longest} bytes; give another name").format(longest=LONGEST))
    password = secrets.token_urlsafe(24)
    with connect(address) as connection:
        try:
            check_version(address, version(connection, address), HEAD)
            is_new = not _is_there(connection, role)
            if is_new:
                hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
                _run(connection, "CREATE ROLE {role} LOGIN NOINHERIT PASSWORD {hashed}", role, hashed=hashed)
            _grant(connection, role)
        except psycopg.errors.InsufficientPrivilege as error:
            message = _("{database}: this user may not make roles or give rights: {reason}; nothing was changed")
            raise DatabaseError(message.format(database=address, reason=in_brief(address, error))) from None
        except psycopg.Error as error:
            raise refusal(address, error) from None
    return Made(_url(address, role, password if is_new else ""), is_new)


def _is_there(connection: "psycopg.Connection[Any]", role: str) -> bool:
    """Tell whether the role exists; VetError if it may do more than read."""
    more = (
        "SELECT bool_or(p.rolsuper OR p.rolcreaterole OR p.rolcreatedb OR p.rolreplication OR p.rolbypassrls OR p.rolname <> r.rolname) "
        "FROM pg_catalog.pg_roles r JOIN pg_catalog.pg_roles p ON pg_has_role(r.oid, p.oid, 'MEMBER') WHERE r.rolname = %s GROUP BY r.oid"
    )
    row = connection.execute(more, [role]).fetchone()
    if row and row[0]:
        raise VetError(_("the role '{role}' is there already and may do more than read; give another name").format(role=role))
    return row is not None


def _grant(connection: "psycopg.Connection[Any]", role: str) -> None:
    found = connection.execute("SELECT current_database(), current_schema()").fetchone()
    assert found
    database, schema = found
    for statement in (
        "GRANT CONNECT ON DATABASE {database} TO {role}",
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "ALTER ROLE {role} SET default_transaction_read_only = on",
    ):
        _run(connection, statement, role, database=database, schema=schema)
    let_read(connection, role)


def _run(connection: "psycopg.Connection[Any]", statement: str, role: str, hashed: str = "", database: str = "", schema: str = "") -> None:
    from psycopg import sql

    names = {"role": role, "database": database, "schema": schema}
    parts: dict[str, sql.Composable] = {name: sql.Identifier(each) for name, each in names.items()}
    connection.execute(sql.SQL(statement).format(hashed=sql.Literal(hashed), **parts))


def _url(address: Address, role: str, password: str) -> str:
    """Return the address with another user, and without what else in it is the present one's."""
    found = PARTS.fullmatch(address.url)
    rest = found["rest"] if found else address.url.partition("://")[2]
    place, _question, query = rest.partition("?")
    kept = "&".join(each for each in query.split("&") if each.partition("=")[0].lower() not in OF_THE_USER)
    return f"postgresql://{quote(role, safe='')}{':' if password else ''}{password}@{place}{'?' if kept else ''}{kept}"
