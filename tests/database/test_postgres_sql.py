"""`vet sql` on PostgreSQL: a role that may only read, and whatever it tries, nothing is written, read from the disk, run or left behind."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from postgres_server import Server, with_reports

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.postgres import adhoc
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


@pytest.fixture
def any_role(owned: Address, postgres: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """Return a name of a role that begins as a test asks for; the role is removed at the end."""
    name = f"{request.param}{postgres.role_of(owned.url)}"
    yield name
    postgres.drop_role(name, conninfo(owned.url))


@pytest.mark.parametrize("any_role", ['柳 "x" A', "O'Brien@:/ 1;%41"], indirect=True)
def test_a_role_of_any_name_is_made_and_its_url_works(any_role: str, owned: Address, vet: Vet) -> None:
    made = vet("db", "reader", any_role, database=owned.url)
    assert made.code == 0, made.err
    rows = vet("sql", "select current_user as me", "-f", "json", database=made.out.strip()).rows
    assert rows == [{"me": any_role}]


@pytest.mark.parametrize("name", ["", "x" * 64, "public"])
def test_a_name_that_no_role_can_have_is_refused(name: str, owned: Address, vet: Vet) -> None:
    ran = vet("db", "reader", name, database=owned.url)
    assert (ran.out, len(ran.err.splitlines())) == ("", 1)
    assert ran.code in (1, 3)
    assert "SCRAM" not in ran.err


def test_the_url_of_a_reader_has_nothing_of_the_owners(owned: Address, role: str, reader: str) -> None:
    joined = "&" if "?" in owned.url else "?"
    told = make_reader(parse(f"{owned.url}{joined}password=invented&application_name=a&sslkey=/invented"), role).url
    assert "invented" not in told
    assert "application_name=a" in told


def test_a_reader_may_not_make_readers(reader: str, vet: Vet) -> None:
    ran = vet("db", "reader", "another", database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1)


def test_a_reader_asks_every_question_and_writes_nothing(reader: str, vet: Vet) -> None:
    for command in (["query", "schools", "--region", "all"], ["show", "450200"], ["audit", "--report", "liuzhou-2020"], ["db", "status"]):
        assert vet(*command, "-f", "json", database=reader).code == 0, command
    for command in (["seed", "load", "2020"], ["db", "upgrade"], ["db", "init"], ["db", "downgrade", "base", "--yes"]):
        ran = vet(*command, database=reader)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1), command


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
        "select lo_export(1, '/tmp/never')",
        "set role postgres",
        "select set_config('role', (select rolname from pg_roles where rolsuper limit 1), false)",
        "select set_config('session_authorization', (select rolname from pg_roles where rolsuper limit 1), false)",
        "select set_config('transaction_read_only', 'off', false)",
        "select nextval('seed_load_id_seq')",
        "select setval('seed_load_id_seq', 1)",
        "select query_to_xml('delete from topic_alias', true, true, '')",
        "select * from ts_stat('delete from topic_alias returning to_tsvector(alias)')",
        "select cursor_to_xml('adhoc', 1, true, true, '')",
        "select pg_create_logical_replication_slot('never', 'pgoutput')",
        "select pg_terminate_backend(pid) from pg_stat_activity where usename <> current_user",
        "select rolpassword from pg_authid",
        "select 1; select 2",
        "select 1; drop table topic",
        "select * from dblink('dbname=postgres', 'select 1') as t(n int)",
        "select * from topic for update",
        "lock table topic",
        "do $$ begin end $$",
        "explain analyze delete from topic_alias",
        "explain (analyze) insert into topic values ('never', 'never', 'never', 1)",
        "explain analyze create table never as select 1",
        "with gone as (select 1) select 1 from gone; delete from topic_alias",
        "merge into topic_alias using topic on true when matched then delete",
        "commit",
        "begin; delete from topic_alias",
        "vacuum",
        "show all; select 1",
        "prepare p as select 1",
        "execute p",
        "declare another cursor with hold for select 1",
        "listen x",
        "notify x",
    ],
)
def test_what_does_more_than_read_is_refused_in_one_line(statement: str, owned: Address, reader: str, vet: Vet) -> None:
    before = execute(owned, "SELECT count(*) FROM topic_alias")
    ran = vet("sql", statement, database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1), ran
    assert execute(owned, "SELECT count(*) FROM topic_alias") == before


def test_a_function_of_a_superuser_writes_nothing_either(owned: Address, reader: str, vet: Vet) -> None:
    body = "AS $$ DELETE FROM topic_alias RETURNING 1 $$ LANGUAGE sql SECURITY DEFINER"
    execute(owned, f"CREATE FUNCTION invented() RETURNS integer {body}")
    try:
        ran = vet("sql", "select invented()", database=reader)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1), ran
    finally:
        execute(owned, "DROP FUNCTION invented")


def test_what_is_not_ours_is_not_read(owned: Address, reader: str, vet: Vet) -> None:
    execute(owned, "CREATE TABLE invented_own (n int)")
    try:
        ran = vet("sql", "select * from invented_own", database=reader)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1), ran
        assert re.search("refused: .*invented_own", ran.err)  # in the server's own language
    finally:
        execute(owned, "DROP TABLE invented_own")


def test_a_schema_of_the_roles_own_shadows_nothing(owned: Address, reader: str, role: str, vet: Vet) -> None:
    execute(owned, f"CREATE SCHEMA {role} AUTHORIZATION {role}", f"CREATE TABLE {role}.schools (name text)")
    try:
        ran = vet("sql", "select * from schools", database=reader)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1), ran
    finally:
        execute(owned, f"DROP SCHEMA {role} CASCADE")


@pytest.mark.parametrize(
    "statement",
    [
        "select pg_notify('x', 'y')",
        "select set_config('default_transaction_read_only', 'off', false)",
        "select set_config('client_min_messages', 'debug5', false), set_config('debug_print_plan', 'on', false) from observations",
        "select set_config('search_path', 'pg_temp', false)",
    ],
)
def test_what_the_server_allows_leaves_nothing_and_says_nothing(statement: str, owned: Address, reader: str, vet: Vet) -> None:
    ran = vet("sql", statement, "-f", "csv", database=reader)
    assert (ran.code, ran.err) == (0, "")
    assert execute(owned, "SELECT count(*) FROM pg_largeobject_metadata") == [(0,)]


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


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (r"'\x00ff'::bytea", "x'00ff'"),
        (r"array['\x00ff'::bytea]", '["00ff"]'),
        ("interval '1 month 2 days'", "1 mon 2 days"),
        ("timestamp 'infinity'", "infinity"),
        ("date '4000-01-01 BC'", "4000-01-01 BC"),
        ("time '24:00'", "24:00:00"),
        ("array[date '2020-01-31', null]", '["2020-01-31", null]'),
        ("""'{"a": 1.10, "b": "中"}'::json""", '{"a": 1.10, "b": "中"}'),
        ("left((repeat('[', 3000) || repeat(']', 3000))::json::text, 3)", "[[["),
        ("row(1, 'a', null)", "(1,a,)"),
        ("int4range(1, 5)", "[1,5)"),
        ("'Infinity'::float8", "Infinity"),
        ("repeat('9', 5000)::numeric", "Infinity"),
        ("12345678901234567890123", 1.2345678901234568e22),
        ("9223372036854775807", 9223372036854775807),
        ("10934.80", 10934.8),
        ("'{}'::int[]", "[]"),
    ],
)
def test_a_value_that_sqlite_has_not_is_text(value: str, answer: Any, reader: str, vet: Vet) -> None:
    assert vet("sql", f"select {value} as v", "-f", "json", database=reader).rows == [{"v": answer}]


def test_json_of_any_depth_is_text(reader: str, vet: Vet) -> None:
    ran = vet("sql", "select (repeat('[', 3000) || repeat(']', 3000))::json as v", "-f", "json", database=reader)
    assert ran.rows == [{"v": "[" * 3000 + "]" * 3000}]


@pytest.mark.parametrize(
    "statement",
    [
        "select repeat('x', 200001)",
        "select repeat('x', 1000000)::bytea",
        "select array_fill('a'::text, array[100000])",
        "select repeat('x', 2000000000)",
        "select repeat(repeat('x', 1000000), 1100)",
    ],
)
def test_a_value_that_is_too_long_is_refused_as_on_sqlite(statement: str, reader: str, vet: Vet) -> None:
    ran = vet("sql", statement, "-f", "csv", database=reader)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "ask for less at a time" in ran.err


def test_an_error_that_quotes_a_long_value_is_cut(reader: str, vet: Vet) -> None:
    ran = vet("sql", "select (E'\\x1b[31m\\n' || repeat('x', 1000000))::int", database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert len(ran.err) < 400
    assert "\x1b" not in ran.err


def test_an_answer_that_takes_too_much_memory_is_left(reader: str, vet: Vet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adhoc, "MEMORY", -(2**50))  # so that any is too much
    ran = vet("sql", "select pg_sleep(5)", database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "ask for less at a time" in ran.err


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the system does not tell what one process holds")
def test_a_huge_value_takes_little_memory(reader: str) -> None:
    program = (
        "import sys; from liuzhou_vet.cli.main import run; code = run(sys.argv[1:])\n"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1]); sys.exit(code)"
    )
    arguments = ["--database", reader, "sql", "--timeout", "60", "-f", "csv", "select repeat('x', 300000000)"]
    ran = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1), ran
    assert "ask for less at a time" in ran.stderr
    assert int(ran.stdout) < 700_000  # kB


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
        ("select /* /* :a /* :a */ */ :a */ :b", "select /* /* :a /* :a */ */ :a */ $1", ["b"]),
        ("select a$b$, :a, $b$ :a $b$", "select a$b$, $1, $b$ :a $b$", ["a"]),
        ("select x[1:2], f(a := 1), j ? 'a', j ?| :键, 7 % 2", "select x[1:2], f(a := 1), j ? 'a', j ?| $1, 7 % 2", ["键"]),
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
        ("select 1，2", "full-width ，"),
        ("select '\udcff'", "refused"),
        ("\\d", "vet sql --schema"),
        ("", "there is no statement"),
        ("select * from pg_authid", "pg_authid"),
    ],
)
def test_a_mistake_is_said_with_what_was_meant(statement: str, says: str, reader: str, vet: Vet) -> None:
    ran = vet("sql", statement, database=reader)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert says in ran.err
