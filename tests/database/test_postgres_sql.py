"""`vet sql` on PostgreSQL: a role that may only read, and whatever it tries, nothing is written, read from the disk, run or left behind."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from postgres_server import Server, with_reports

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.postgres.connection import conninfo
from liuzhou_vet.database.postgres.parameters import numbered
from liuzhou_vet.database.postgres.role import make_reader
from liuzhou_vet.errors import UsageError, VetError

Vet = Callable[..., Any]


@pytest.fixture(scope="session")
def owned(postgres: Server) -> Address:
    """Return a database with reports, over the connection of its owner."""
    return parse(with_reports(postgres))


@pytest.fixture(scope="session")
def role(owned: Address, postgres: Server) -> Iterator[str]:
    """Return the name of a role that no other worker uses; it is removed at the end."""
    name = postgres.role_of(owned.url)
    yield name
    postgres.drop_role(name, conninfo(owned.url))


@pytest.fixture(scope="session")
def reader(owned: Address, role: str) -> str:
    """Return the URL of a role that may only read."""
    return make_reader(owned, role).url


def execute(address: Address, *statements: str) -> Any:
    with psycopg.connect(conninfo(address.url), autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_a_superuser_or_an_owner_is_refused_with_the_way_to_make_a_reader(owned: Address, vet: Vet) -> None:
    ran = vet("sql", "select 1", database=owned.url)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1)
    assert "vet db reader ROLE" in ran.err


@pytest.mark.parametrize("right", ["INSERT ON topic", "UPDATE (name) ON topic", "pg_read_server_files"])
def test_a_role_that_may_do_anything_more_is_refused(right: str, owned: Address, reader: str, role: str, vet: Vet) -> None:
    execute(owned, f"GRANT {right} TO {role}")
    try:
        ran = vet("sql", "select 1", database=reader)
        assert (ran.code, ran.out) == (3, "")
    finally:
        execute(owned, f"REVOKE {right} FROM {role}")
    assert vet("sql", "select 1", database=reader).code == 0


def test_the_password_is_told_once_and_kept_as_a_hash(owned: Address, reader: str, role: str, vet: Vet) -> None:
    password = reader.partition(f"{role}:")[2].partition("@")[0]
    assert len(password) >= 32
    ((kept,),) = execute(owned, f"SELECT rolpassword FROM pg_authid WHERE rolname = '{role}'")
    assert kept.startswith("SCRAM-SHA-256")
    again = vet("db", "reader", role, database=owned.url)
    assert again.code == 0
    assert f"{role}@" in again.out
    assert ":" not in again.out.partition("://")[2].partition("@")[0]


def test_a_role_that_may_do_more_is_not_made_a_reader(owned: Address, vet: Vet) -> None:
    ((superuser,),) = execute(owned, "SELECT current_user")
    ran = vet("db", "reader", superuser, database=owned.url)
    assert (ran.code, ran.out) == (1, "")


def test_a_sqlite_file_has_no_roles(vet: Vet) -> None:
    assert vet("db", "reader", "visitor").code == 1


def test_a_reader_may_not_make_readers(reader: str, vet: Vet) -> None:
    ran = vet("db", "reader", "another", database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1)


def test_a_reader_asks_every_question_and_writes_nothing(reader: str, vet: Vet) -> None:
    assert vet("query", "schools", "--region", "all", "-f", "json", database=reader).rows
    ran = vet("seed", "load", "2020", database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1)


@pytest.mark.parametrize(
    "statement",
    [
        "with gone as (delete from topic_alias returning *) select * from gone",
        "delete from topic_alias",
        "select 1 into other",
        "create temporary table other (n int)",
        "copy topic to program 'touch /tmp/never'",
        "copy (select 1) to '/tmp/never'",
        "select pg_read_file('/etc/passwd')",
        "select pg_ls_dir('/')",
        "select lo_import('/etc/passwd')",
        "set role postgres",
        "select set_config('role', (select rolname from pg_roles where rolsuper limit 1), false)",
        "select nextval('seed_load_id_seq')",
        "select 1; select 2",
        "select 1; drop table topic",
        "select * from dblink('dbname=postgres', 'select 1') as t(n int)",
        "select * from topic for update",
        "lock table topic",
        "do $$ begin end $$",
        "explain analyze delete from topic_alias",
        "commit",
        "begin; delete from topic_alias",
        "vacuum",
        "show all; select 1",
        "prepare p as select 1",
        "listen x",
    ],
)
def test_what_does_more_than_read_is_refused_in_one_line(statement: str, owned: Address, reader: str, vet: Vet) -> None:
    before = execute(owned, "SELECT count(*) FROM topic_alias")
    ran = vet("sql", statement, database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1), ran
    assert execute(owned, "SELECT count(*) FROM topic_alias") == before


def test_a_large_object_does_not_stay(owned: Address, reader: str, vet: Vet) -> None:
    vet("sql", "select lo_from_bytea(0, 'invented')", database=reader)  # PostgreSQL 15 makes one even while it only reads
    assert execute(owned, "SELECT count(*) FROM pg_largeobject_metadata") == [(0,)]


@pytest.mark.parametrize(
    "statement",
    [
        "select pg_sleep(20)",
        "select set_config('statement_timeout', '0', false), pg_sleep(20)",
        "with recursive n(i) as (select 1 union all select i + 1 from n) select set_config('statement_timeout', '0', false), i from n",
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
    ],
)
def test_what_never_ends_is_stopped(statement: str, reader: str, vet: Vet) -> None:
    started = time.monotonic()
    ran = vet("sql", statement, "--timeout", "0.3", "-f", "csv", database=reader)
    assert ran.code == 1
    assert "stopped after 0.3 s" in ran.err
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("function", "said"), [("pg_cancel_backend", "the server stopped it"), ("pg_terminate_backend", "the connection was lost")]
)
def test_what_somebody_else_ends_has_not_taken_its_time(function: str, said: str, reader: str, vet: Vet) -> None:
    ran = vet("sql", f"select {function}(pg_backend_pid()), pg_sleep(5)", database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1)
    assert said in ran.err


def test_what_takes_more_room_than_there_is_is_refused(owned: Address, reader: str, role: str, vet: Vet) -> None:
    execute(owned, f"ALTER ROLE {role} SET temp_file_limit = 0")
    try:
        ran = vet("sql", "select n from generate_series(1, 100000) n order by -n", database=reader + "&options=-cwork_mem%3D64kB")
    finally:
        execute(owned, f"ALTER ROLE {role} RESET temp_file_limit")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "more room than the server gives" in ran.err


def test_no_lock_and_no_setting_is_left_behind(owned: Address, reader: str, vet: Vet) -> None:
    assert vet("sql", "select pg_advisory_lock(7), set_config('statement_timeout', '0', false)", database=reader).code == 0
    for _time in range(50):
        held = execute(owned, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7")
        if held == [(0,)]:
            break
        time.sleep(0.1)
    assert held == [(0,)]
    assert vet("sql", "select current_setting('statement_timeout') <> '0' as limited", "-f", "json", database=reader).rows == [
        {"limited": 1}
    ]


def test_an_answer_streams_and_has_values_as_on_sqlite(reader: str, vet: Vet) -> None:
    statement = "select n, n * 0.5 as half, n % 2 = 0 as even, 'x' || n as word, null as nothing from generate_series(1, 1200) n"
    rows = vet("sql", statement, "-f", "json", database=reader).rows
    assert len(rows) == 1200
    assert rows[0] == {"n": 1, "half": 0.5, "even": 0, "word": "x1", "nothing": None}
    assert rows[-1]["half"] == 600
    assert vet("sql", "explain select 1", database=reader).code == 0
    assert vet("sql", "select date '2020-01-31' as d, array[1, 2] as a", "-f", "json", database=reader).rows == [
        {"d": "2020-01-31", "a": "[1, 2]"}
    ]


def test_a_parameter_is_of_the_type_that_is_needed(reader: str, vet: Vet) -> None:
    statement = "select count(*) as n from observations where value > :least and subject_code = :code and ' :least' <> '' -- :other"
    ran = vet("sql", statement, "-p", "least=10000", "-p", "code=450200", "-f", "json", database=reader)
    assert ran.code == 0, ran.err
    assert ran.rows[0]["n"] > 0


@pytest.mark.parametrize(
    ("statement", "numbered_so", "names"),
    [
        ("select :a, :b, :a", "select $1, $2, $1", ["a", "b"]),
        ("select ' :a', \":a\", e'\\' :a', $$ :a $$, $q$ :a $$ :a $q$", None, []),
        ("select '1'::int, x::text -- :a\n, /* :a */ :b", "select '1'::int, x::text -- :a\n, /* :a */ $1", ["b"]),
        ("select 'it''s :a' || :a", "select 'it''s :a' || $1", ["a"]),
    ],
)
def test_parameters_are_found_as_postgresql_reads_the_statement(statement: str, numbered_so: str | None, names: list[str]) -> None:
    assert numbered(statement, {name: name for name in names}) == (numbered_so or statement, names)


def test_parameters_and_values_must_agree() -> None:
    with pytest.raises(VetError, match="value for :a"):
        numbered("select :a", {})
    with pytest.raises(UsageError, match="no parameter :b; it has: :a"):
        numbered("select :a", {"a": 1, "b": 2})


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("select * from shcools", "no such table: shcools; nearest: schools"),
        ("select shrot_name from schools", "no such column: shrot_name; nearest: short_name"),
        ("select $1", "a parameter needs a name"),
        ("selct 1", "only reading is allowed here"),
        ("select 1 +", "refused"),
        ("\\d", "vet sql --schema"),
        ("", "there is no statement"),
        ("select * from pg_authid", "refused: permission denied for table pg_authid"),
    ],
)
def test_a_mistake_is_said_with_what_was_meant(statement: str, says: str, reader: str, vet: Vet) -> None:
    ran = vet("sql", statement, database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert says in ran.err
