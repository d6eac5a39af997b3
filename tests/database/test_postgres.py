"""A PostgreSQL database: made, moved, refused and lost in one line each, and nothing half done."""

import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from postgres_server import END_THE_OTHERS, Server, with_reports

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.postgres import writer as postgres_writer
from liuzhou_vet.database.postgres.connection import conninfo
from liuzhou_vet.database.postgres.reader import numbered
from liuzhou_vet.database.reader import open_reader, version_of
from liuzhou_vet.database.upgrade import downgrade
from liuzhou_vet.database.version import APPLICATION_ID, HEAD
from liuzhou_vet.database.writer import create, migrate, writing
from liuzhou_vet.errors import DatabaseError

Vet = Callable[..., Any]


@pytest.fixture
def ours(postgres: Server) -> Address:
    """Return a database of ours that holds reports; a test's own."""
    return parse(with_reports(postgres))


@pytest.fixture
def execute(ours: Address) -> Callable[[str], Any]:
    """Return a function that runs a statement on the test's database beside the program and gives its rows."""

    def run(statement: str) -> Any:
        with psycopg.connect(conninfo(ours.url), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    return run


def _refused(ran: Any) -> None:
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1), ran


@pytest.mark.slow
def test_init_makes_a_database_once(postgres: Server, vet: Vet) -> None:
    url = postgres.database()
    _refused(vet("query", "schools", database=url))
    made = vet("db", "init", "--empty", database=url)
    assert (made.code, made.out) == (0, "")
    again = vet("db", "init", database=url)
    assert (again.code, again.out) == (0, "")
    assert "nothing was changed" in again.err
    assert vet("db", "status", "-f", "json", database=url).rows[0]["version"] == HEAD


@pytest.mark.slow
def test_two_who_make_it_at_once_make_one(postgres: Server) -> None:
    address = parse(postgres.database())
    made: list[bool] = []
    makers = [threading.Thread(target=lambda: made.append(create(address, with_seeds=False))) for _ in range(2)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert sorted(made) == [False, True]


@pytest.mark.slow
def test_down_and_up_again_it_answers_and_keeps_its_words(ours: Address, vet: Vet, execute: Callable[[str], Any]) -> None:
    before = vet("sql", "--schema", database=ours.url).out
    comments = execute(
        "SELECT count(*) FROM pg_description d JOIN pg_class c ON c.oid = d.objoid WHERE relnamespace = 'public'::regnamespace"
    )
    assert comments[0][0] > 500
    assert vet("db", "downgrade", "0001", "--yes", database=ours.url).code == 0
    _refused(vet("query", "schools", database=ours.url))
    assert vet("db", "upgrade", database=ours.url).code == 0
    assert version_of(ours) == HEAD
    assert vet("sql", "--schema", database=ours.url).out == before
    assert vet("db", "downgrade", "base", "--yes", database=ours.url).code == 0
    assert execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1") == [
        ("vet_mark",),
        ("vet_version",),
    ]
    assert vet("db", "upgrade", database=ours.url).code == 0
    assert vet("search", "工资", database=ours.url).out


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE school (name text)",
        "CREATE MATERIALIZED VIEW figures AS SELECT 1 AS figure",
        pytest.param("CREATE TABLE vet_mark (name text)", id="a mark of another shape"),
    ],
)
def test_another_programs_database_is_left_alone(made: str, postgres: Server, vet: Vet) -> None:
    url = postgres.database()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(made)
    for command in (["db", "init"], ["db", "upgrade"], ["query", "schools"], ["db", "status"], ["seed", "load", "2020"]):
        ran = vet(*command, database=url)
        _refused(ran)
        assert "another program" in ran.err
    with psycopg.connect(url) as connection:
        there = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'm', 'v')"
        assert connection.execute(there).fetchone() == (1,)


def test_one_that_is_ahead_is_refused(ours: Address, vet: Vet, execute: Callable[[str], Any]) -> None:
    execute("UPDATE vet_version SET version_num = '9999'")
    for command in (["query", "schools"], ["db", "status"], ["db", "upgrade"], ["seed", "load", "2020"]):
        ran = vet(*command, database=ours.url)
        _refused(ran)
        assert "9999" in ran.err


def test_a_user_without_rights_is_refused(ours: Address, vet: Vet, execute: Callable[[str], Any]) -> None:
    role = f"nobody_{ours.url.rpartition('vet_')[2].partition('?')[0]}"
    execute(f"CREATE ROLE {role} LOGIN PASSWORD 'secret'")
    try:
        for command, next_step in (
            (["query", "schools"], "vet db reader ROLE"),
            (["sql", "select 1"], "vet db reader ROLE"),
            (["db", "init"], "do it as the owner of the database"),
        ):
            ran = vet(*command, database=_as(ours.url, f"{role}:secret"))
            _refused(ran)
            assert "secret" not in ran.err
            assert next_step in ran.err
        execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        ran = vet("query", "schools", database=_as(ours.url, f"{role}:secret"))
        _refused(ran)
        assert "there is no schema that this user may use" in ran.err
    finally:
        execute(f"DROP ROLE {role}")


def _as(url: str, user: str) -> str:
    scheme, _slashes, rest = url.partition("://")
    return f"{scheme}://{user}@{rest.partition('@')[2] or rest}"


@pytest.fixture
def unfriendly() -> Iterator[int]:
    """Return the port of a server that refuses every password, as PostgreSQL words it, and repeats it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def refuse() -> None:
            connection, _address = listening.accept()
            with connection:
                connection.recv(1024)
                words = b'SFATAL\0C28P01\0Mpassword authentication failed for "me": s3cr@t/1\0\0'
                connection.sendall(b"E" + (len(words) + 4).to_bytes(4, "big") + words)

        server = threading.Thread(target=refuse)
        server.start()
        yield int(listening.getsockname()[1])
        server.join()


def test_a_wrong_password_is_exit_3_and_never_printed(unfriendly: int, vet: Vet) -> None:
    url = f"postgresql://me:s3cr@t/1@127.0.0.1:{unfriendly}/vet?sslmode=disable&gssencmode=disable"
    ran = vet("query", "schools", database=url)
    _refused(ran)
    assert "password authentication failed" in ran.err
    assert "s3cr" not in ran.err


@pytest.mark.parametrize(
    ("url", "understood"),
    [
        ("postgresql+psycopg://me@host/vet", "postgresql://me@host/vet"),
        ("postgresql+psycopg://me:a@b/c@host/vet?x=y", "postgresql://me:a%40b%2Fc@host/vet?x=y"),
        ("postgresql+psycopg://me:a%40b@host:5/vet", "postgresql://me:a%40b@host:5/vet"),
        ("postgresql+psycopg://me:100%@host/vet", "postgresql://me:100%25@host/vet"),
        ("postgresql+psycopg:///vet?host=/tmp", "postgresql:///vet?host=/tmp"),
        ("postgresql+psycopg://host/vet?application_name=a@b", "postgresql://host/vet?application_name=a@b"),
    ],
)
def test_a_url_is_understood_whatever_signs_its_password_has(url: str, understood: str) -> None:
    assert conninfo(url) == understood


def test_one_letter_of_a_password_is_not_told_by_hiding_it_in_every_word(vet: Vet) -> None:
    ran = vet("query", "schools", database="postgresql://me:s@127.0.0.1:1/vet")
    _refused(ran)
    assert "connection to server" in ran.err


@pytest.mark.slow
def test_a_server_that_does_not_answer_is_not_waited_for_long(vet: Vet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liuzhou_vet.database.postgres.connection.PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        ran = vet("query", "schools", database=f"postgresql://me@127.0.0.1:{mute.getsockname()[1]}/vet")
    _refused(ran)
    assert ": no answer; see that the server runs" in ran.err


def test_an_older_server_is_refused(ours: Address, vet: Vet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liuzhou_vet.database.postgres.connection.OLDEST", 99)
    for command in (["query", "schools"], ["db", "init"], ["db", "status"], ["sql", "select 1"]):
        ran = vet(*command, database=ours.url)
        _refused(ran)
        assert "this program needs 99 or newer" in ran.err


def test_half_a_database_is_refused(ours: Address, vet: Vet, execute: Callable[[str], Any]) -> None:
    execute("DROP VIEW schools")
    ran = vet("query", "schools", "--region", "all", database=ours.url)
    _refused(ran)
    assert re.search('is no whole database of ours: .*"schools".*; bring it back', ran.err)  # in the server's own language
    execute("DROP TABLE vet_version")
    for command in (["query", "schools"], ["db", "init"], ["db", "upgrade"], ["db", "downgrade", "base", "--yes"]):
        ran = vet(*command, database=ours.url)
        _refused(ran)
        assert "does not say its version" in ran.err


def test_without_psycopg_it_names_the_extra(vet: Vet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for command in (["query", "schools"], ["db", "init"], ["seed", "load", "2020"], ["db", "status"]):
        ran = vet(*command, database="postgresql://me:secret@127.0.0.1:1/vet")
        _refused(ran)
        assert "[postgres]" in ran.err


def test_a_parameter_is_numbered_by_its_name() -> None:
    assert numbered("a = :x AND b = :y OR c = :x", {"x": 1, "y": 2, "z": 3}) == ("a = $1 AND b = $2 OR c = $1", [1, 2])


def test_a_connection_lost_while_writing_leaves_everything_as_it_was(ours: Address, execute: Callable[[str], Any]) -> None:
    before = execute("SELECT * FROM topic_alias ORDER BY topic_code, alias")

    def write() -> None:
        with writing(ours) as connection:
            connection.exec_driver_sql("DELETE FROM topic_alias")
            execute(END_THE_OTHERS)
            connection.exec_driver_sql("DELETE FROM topic_alias")

    with pytest.raises(DatabaseError, match="nothing was changed") as lost:
        write()
    assert "\n" not in str(lost.value)
    assert execute("SELECT * FROM topic_alias ORDER BY topic_code, alias") == before


def test_a_connection_lost_while_reading_is_one_line(ours: Address, execute: Callable[[str], Any]) -> None:
    def read() -> None:
        with open_reader(ours) as reader:
            execute(END_THE_OTHERS)
            reader.query("SELECT * FROM topic")

    with pytest.raises(DatabaseError) as lost:
        read()
    assert "\n" not in str(lost.value)


def test_a_second_writer_waits_and_says_so(ours: Address, capsys: pytest.CaptureFixture[str]) -> None:
    order = []

    def second() -> None:
        with writing(ours):
            order.append("second")

    with writing(ours):
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
    assert "waiting until that is done" in capsys.readouterr().err


def test_no_reader_can_keep_a_writer_waiting(ours: Address, execute: Callable[[str], Any], capsys: pytest.CaptureFixture[str]) -> None:
    with psycopg.connect(conninfo(ours.url)) as reader:
        reader.execute(f"SELECT pg_advisory_lock({APPLICATION_ID}), count(*) FROM vet_mark")
        with writing(ours) as connection:
            connection.exec_driver_sql("DELETE FROM topic_alias")
    assert capsys.readouterr().err == ""


@pytest.mark.slow
def test_an_upgrade_does_not_wait_for_ever_for_who_reads(ours: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_writer, "PATIENCE", 1)
    with psycopg.connect(conninfo(ours.url)) as reader:
        reader.execute("SELECT * FROM schools")
        with pytest.raises(DatabaseError, match="try again when that is done"):
            downgrade(ours, "base")
    assert version_of(ours) == HEAD


def test_a_reader_sees_one_state_and_is_not_kept_waiting(ours: Address) -> None:
    with open_reader(ours) as reader:
        before = list(reader.query("SELECT count(*) FROM topic_alias")[1])
        with writing(ours) as connection:
            connection.exec_driver_sql("DELETE FROM topic_alias")
            assert list(reader.query("SELECT count(*) FROM topic_alias")[1]) == before
        assert list(reader.query("SELECT count(*) FROM topic_alias")[1]) == before


def test_more_rows_than_come_at_a_time_all_come(ours: Address) -> None:
    with open_reader(ours) as reader:
        names, rows = reader.query("SELECT n, n * 1.5 AS half FROM generate_series(1, 4000) n WHERE n > :least ORDER BY n", {"least": 0})
        assert names == ["n", "half"]
        assert list(rows) == [(n, int(n * 1.5) if n % 2 == 0 else n * 1.5) for n in range(1, 4001)]


def test_text_sorts_by_code_point_whatever_the_server_speaks(ours: Address, execute: Callable[[str], Any]) -> None:
    other = execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text' "
        "AND collation_name IS DISTINCT FROM 'C' AND table_name IN (SELECT tablename FROM pg_tables) AND table_name NOT LIKE 'vet_%'"
    )
    assert other == []


@pytest.mark.slow
def test_a_migration_that_fails_changes_nothing(ours: Address, execute: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    before = execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1")
    with pytest.raises(ZeroDivisionError):
        migrate(ours, "base", after=lambda _old, _connection: 1 // 0)  # type: ignore[arg-type, return-value]
    assert execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1") == before
