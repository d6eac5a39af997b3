"""Whose our tables and views are and who may use them: the same behind a migration, whoever runs it. Imports the models when used."""

from typing import TYPE_CHECKING, Any

from ..version import MARK_TABLE, VERSION_TABLE

if TYPE_CHECKING:
    import psycopg

OWNER = """
SELECT pg_get_userbyid(c.relowner) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relname = %s AND pg_get_userbyid(c.relowner) <> current_user
"""

# Statements that give again what was given on views, as a whole and column by column.
ON_VIEWS = """
SELECT format('GRANT %%s ON %%I TO %%s%%s', privilege_type || part, relname,
              CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
              CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END)
FROM (
    SELECT c.oid, '' AS part, given.* FROM pg_catalog.pg_class c, aclexplode(c.relacl) given
    UNION ALL
    SELECT a.attrelid, format(' (%%I)', a.attname), given.* FROM pg_catalog.pg_attribute a, aclexplode(a.attacl) given
) rights JOIN pg_catalog.pg_class c ON c.oid = rights.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'v' AND grantee <> c.relowner AND c.relname = ANY (%s)
"""

READERS = """
SELECT DISTINCT CASE WHEN given.grantee <> 0 THEN pg_get_userbyid(given.grantee) END
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) given
WHERE n.nspname = current_schema() AND c.relname = %s AND given.privilege_type = 'SELECT' AND given.grantee <> c.relowner
"""


def act_as_owner(connection: "psycopg.Connection[Any]") -> None:
    """Become the owner of a database of ours until the transaction ends, so that what is made belongs to the same one as all else."""
    from psycopg import sql

    for (owner,) in connection.execute(OWNER, [MARK_TABLE]).fetchall():
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(owner)))


def given_on_views(connection: "psycopg.Connection[Any]") -> list[str]:
    """Return the statements that give again the rights on our views, which go with the views."""
    from ...schema.views import VIEWS

    return [statement for (statement,) in connection.execute(ON_VIEWS, [list(VIEWS)])]


def give_again(connection: "psycopg.Connection[Any]", on_views: list[str]) -> None:
    """Give the rights on views again; and whoever may read our mark may read all that is ours, be it new or made anew."""
    for statement in on_views:
        connection.execute(statement.encode())
    for (reader,) in connection.execute(READERS, [MARK_TABLE]).fetchall():
        let_read(connection, reader)


def let_read(connection: "psycopg.Connection[Any]", role: str | None) -> None:
    """Let a role, or everybody if None, read every table and view of ours and nothing else, which may be a user's own."""
    from psycopg import sql

    from ...schema.tables import Base
    from ...schema.views import VIEWS

    names = [*Base.metadata.tables, *VIEWS, MARK_TABLE, VERSION_TABLE]
    ours = sql.SQL(", ").join(map(sql.Identifier, names))
    whom = sql.SQL("PUBLIC") if role is None else sql.Identifier(role)
    connection.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(ours, whom))
