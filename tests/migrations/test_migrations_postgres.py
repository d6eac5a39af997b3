"""Migrations on PostgreSQL: what others made in our schema stays, and so do rights and owners, whoever migrates."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import psycopg
import pytest
import sqlalchemy
from alembic import command
from postgres_server import Server, with_reports

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.postgres.connection import conninfo
from liuzhou_vet.database.postgres.role import make_reader
from liuzhou_vet.database.upgrade import downgrade, upgrade
from liuzhou_vet.database.writer import configuration, engine
from liuzhou_vet.errors import VetError
from liuzhou_vet.schema.tables import Base
from liuzhou_vet.schema.views import VIEWS

OWNERS = "SELECT DISTINCT relowner FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')"
RIGHTS = (
    "SELECT relacl::text FROM pg_class WHERE relname = 'schools' UNION SELECT attacl::text FROM pg_attribute WHERE attname = 'headcount'"
)


@pytest.fixture
def ours(postgres: Server) -> Address:
    """Return a database of ours that holds reports; a test's own."""
    return parse(with_reports(postgres))


@pytest.fixture
def execute(ours: Address) -> Callable[..., Any]:
    """Return a function that runs statements on the test's database beside the program and gives the rows of the last."""

    def run(*statements: str, url: str = "") -> Any:
        with psycopg.connect(conninfo(url or ours.url), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    return run


@pytest.fixture
def roles(ours: Address, postgres: Server) -> Iterator[tuple[str, str]]:
    """Return the names of two roles that no other test uses; they are removed at the end."""
    name = postgres.role_of(ours.url)
    yield name, f"{name}_2"
    for role in (name, f"{name}_2"):
        with suppress(psycopg.errors.UndefinedObject):
            postgres.drop_role(role, conninfo(ours.url))


@pytest.mark.slow
def test_alembic_takes_no_comment_for_a_change(ours: Address) -> None:
    """The words of the labels are comments, which no model has."""
    with engine(ours).begin() as connection:
        command.check(configuration(connection))


def test_rights_and_owner_are_the_same_behind_an_upgrade_by_somebody_else(
    ours: Address, execute: Callable[..., Any], roles: tuple[str, str], next_revision: Callable[[str], None]
) -> None:
    reader, second = roles
    url = make_reader(ours, reader).url
    execute(
        f"CREATE ROLE {second} LOGIN SUPERUSER",
        f"GRANT SELECT ON schools TO {second} WITH GRANT OPTION",
        "GRANT SELECT ON schools TO PUBLIC",
        "GRANT SELECT (headcount) ON teachers TO PUBLIC",
    )
    before = sorted(execute(RIGHTS)), execute(OWNERS)
    next_revision('op.create_table("invented", sa.Column("code", sa.Text(), primary_key=True))')
    table = sqlalchemy.Table("invented", Base.metadata, sqlalchemy.Column("code", sqlalchemy.Text, primary_key=True))
    try:
        scheme, _slashes, rest = ours.url.partition("://")
        upgrade(parse(f"{scheme}://{second}@{rest.partition('@')[2] or rest}"))
    finally:
        Base.metadata.remove(table)
    assert (sorted(execute(RIGHTS)), execute(OWNERS)) == before
    for name in (*VIEWS, "invented", "vet_version"):
        execute(f"SELECT count(*) FROM {name}", url=url)


def test_what_others_made_is_kept_and_what_uses_ours_is_named(ours: Address, execute: Callable[..., Any]) -> None:
    execute(
        "CREATE TABLE own (n int)",
        "INSERT INTO own VALUES (7)",
        "CREATE VIEW beside AS SELECT * FROM own",
        "CREATE VIEW mine AS SELECT code FROM schools",
        "CREATE MATERIALIZED VIEW kept AS SELECT subject FROM teachers",
    )
    with pytest.raises(VetError, match=" mine .* schools.*nothing was changed") as refused:
        downgrade(ours, "base")
    assert re.search(" kept .* teachers", str(refused.value))  # in the server's own language
    assert len(str(refused.value).splitlines()) == 1
    assert execute("SELECT count(*) FROM mine")[0][0] > 0
    execute("DROP VIEW mine", "DROP MATERIALIZED VIEW kept")
    downgrade(ours, "base")
    upgrade(ours)
    assert execute("SELECT * FROM beside") == [(7,)]
