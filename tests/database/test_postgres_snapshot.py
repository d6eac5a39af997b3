"""A snapshot of a PostgreSQL database: a SQLite database of ours with the same rows and answers, or nothing."""

import os
import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from postgres_server import Server, with_reports

from liuzhou_vet.database import snapshot as room
from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.postgres.connection import conninfo
from liuzhou_vet.database.snapshot import snapshot
from liuzhou_vet.errors import DatabaseError

Vet = Callable[..., Any]
Execute = Callable[[str], Any]

END_THE_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
WRITTEN = [["db", "backup", "copy"], ["export", "--datasette", "copy"]]


@pytest.fixture
def ours(postgres: Server) -> Address:
    """Return a database of ours on a server that holds reports; a test's own."""
    return parse(with_reports(postgres))


@pytest.fixture
def execute(ours: Address) -> Execute:
    """Return a function that runs a statement on the test's database beside the program."""

    def run(statement: str) -> None:
        with psycopg.connect(conninfo(ours.url), autocommit=True) as connection:
            connection.execute(statement)

    return run


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Any], object]], None]:
    """Return a function that has another one called, once, with the connection to the copy, when some tables are copied."""

    def do(action: Callable[[Any], object]) -> None:
        inserting, tables = room.inserting, []

        def insert(connection: Any, table: str, *rest: Any) -> Any:
            tables.append(table)
            if len(tables) == 3:
                action(connection)
            return inserting(connection, table, *rest)

        monkeypatch.setattr(room, "inserting", insert)

    return do


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the cells of every table with SQLite's type of each, in the order of all columns; not when something was loaded."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "loaded_at"]
            typed = ", ".join(f"{column}, typeof({column})" for column in columns)
            found[table] = connection.execute(f"SELECT {typed} FROM {table} ORDER BY {', '.join(columns)}").fetchall()
    return found


def schema(path: Path) -> list[tuple[str, str, list[str]]]:
    """Return every table, index and view as it is defined; the constraints of a table come in any order."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name").fetchall()
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
    return [
        ("mark", str(mark), []),
        *((kind, name, sorted(line.strip().rstrip(",") for line in sql.splitlines())) for kind, name, sql in made),
    ]


def test_it_is_the_database_that_the_same_loads_make(postgres_url: str, sqlite_file: Path, here: Path) -> None:
    snapshot(parse(postgres_url), str(here / "a.db"))
    assert os.listdir(here) == ["a.db"]
    assert schema(here / "a.db") == schema(sqlite_file)
    assert rows(here / "a.db") == rows(sqlite_file)
    with closing(sqlite3.connect(here / "a.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.slow
def test_it_is_of_one_moment_and_keeps_no_writer_waiting(ours: Address, execute: Execute, meanwhile: Any, here: Path) -> None:
    meanwhile(lambda _connection: execute("SET lock_timeout = 1000; DELETE FROM topic_alias"))
    snapshot(ours, str(here / "a.db"))
    with closing(sqlite3.connect(here / "a.db")) as connection:
        assert connection.execute("SELECT count(*) FROM topic_alias").fetchone()[0] > 0


@pytest.mark.parametrize("command", WRITTEN, ids=" ".join)
def test_a_connection_that_is_lost_is_one_line_and_leaves_nothing(
    command: list[str], ours: Address, execute: Execute, meanwhile: Any, vet: Vet, here: Path
) -> None:
    meanwhile(lambda _connection: execute(END_THE_OTHERS))
    ran = vet(*command, database=ours.url)
    assert (ran.code, ran.out, len(ran.err.splitlines()), os.listdir(here)) == (3, "", 1, []), ran


@pytest.mark.slow
@pytest.mark.parametrize("command", WRITTEN, ids=" ".join)
def test_a_full_disk_is_one_line_and_leaves_nothing(command: list[str], postgres_url: str, meanwhile: Any, vet: Vet, here: Path) -> None:
    meanwhile(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1"))
    ran = vet(*command, database=postgres_url)
    assert (ran.code, ran.out, len(ran.err.splitlines()), os.listdir(here)) == (1, "", 1, []), ran
    assert ran.err.startswith("Error: cannot write copy: ")


@pytest.mark.slow
def test_rows_that_refer_to_nothing_are_refused(ours: Address, execute: Execute, here: Path) -> None:
    execute("SET session_replication_role = replica; DELETE FROM topic")
    with pytest.raises(DatabaseError, match="FOREIGN KEY .* -> topic"):
        snapshot(ours, str(here / "a.db"))


@pytest.mark.slow
@pytest.mark.parametrize("command", WRITTEN, ids=" ".join)
def test_where_there_is_nothing_of_ours_nothing_is_made(command: list[str], postgres: Server, vet: Vet, here: Path) -> None:
    ran = vet(*command, database=postgres.database())
    assert (ran.code, ran.out, len(ran.err.splitlines()), os.listdir(here)) == (3, "", 1, []), ran


@pytest.mark.slow
def test_a_backup_answers_as_the_server_does_and_says_how_servers_are_copied(postgres_url: str, vet: Vet, here: Path) -> None:
    ran = vet("db", "backup", "a.db", database=postgres_url)
    assert (ran.code, ran.out, os.listdir(here)) == (0, "", ["a.db"])
    assert "pg_dump" in ran.err
    for asked in (["indicators", "--year", "2032"], ["query", "schools"], ["audit", "-f", "json"], ["show", "一职校"]):
        assert vet(*asked, "--region", "all", database="a.db") == vet(*asked, "--region", "all", database=postgres_url)
    again = vet("db", "backup", "a.db", database=postgres_url)
    assert (again.code, again.out, len(again.err.splitlines())) == (1, "", 1)


@pytest.mark.slow
def test_one_behind_is_backed_up_at_its_version_and_is_not_published(ours: Address, vet: Vet, here: Path) -> None:
    asked = ["query", "schools", "--region", "all", "-f", "csv"]
    expected = vet(*asked, database=ours.url).out
    assert vet("db", "downgrade", "0002", "--yes", database=ours.url).code == 0
    refused = vet("export", "--datasette", "site", database=ours.url)
    assert (refused.code, len(refused.err.splitlines()), os.listdir(here)) == (3, 1, [])
    assert "db upgrade" in refused.err
    assert vet("db", "backup", "a.db", database=ours.url).code == 0
    assert "0002" in vet(*asked, database="a.db").err
    assert vet("db", "upgrade", database="a.db").code == 0
    assert vet(*asked, database="a.db").out == expected


@pytest.mark.slow
def test_what_is_published_says_nothing_of_who_loaded_it_from_where(postgres_url: str, vet: Vet) -> None:
    with psycopg.connect(postgres_url) as connection:
        names = {word for row in connection.execute("SELECT loaded_by, path FROM seed_load") for word in row if len(word) > 5}
    assert vet("export", "--datasette", "site", database=postgres_url).code == 0
    content = Path("site", "vet.db").read_bytes()
    assert names
    assert not [name for name in names if name.encode() in content]


@pytest.fixture
def measured() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows(ours: Address, execute: Execute, here: Path, measured: None) -> None:
    snapshot(ours, str(here / "few.db"))
    execute("INSERT INTO topic_alias SELECT '虚构' || n, (SELECT min(code) FROM topic), 'spoken', NULL FROM generate_series(1, 100000) n")
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    snapshot(ours, str(here / "many.db"))
    assert tracemalloc.get_traced_memory()[1] - before < 10_000_000
