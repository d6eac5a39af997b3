"""PostgreSQL that fails in the middle: lost at any moment, migrated or full meanwhile, eight writers; all of it is there or nothing."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from load_processes import BEGINS, begin, large_report, load, said_at_the_end
from postgres_server import END_THE_OTHERS, Server, with_reports
from psycopg import sql

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.postgres.connection import conninfo
from liuzhou_vet.database.reader import open_reader
from liuzhou_vet.database.writer import create, migrate, writing
from liuzhou_vet.errors import DatabaseError


@pytest.fixture
def catalogue_only(postgres: Server) -> str:
    """Return the URL of a database that holds the catalogue; a test's own."""
    return postgres.filled(_make.__name__, _make)


def _make(url: str) -> None:
    create(parse(url), with_seeds=False)


def _behind(url: str) -> None:
    _make(url)
    migrate(parse(url), "0001")


@pytest.fixture
def ours(postgres: Server) -> Address:
    """Return a database of ours that holds reports; a test's own."""
    return parse(with_reports(postgres))


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the same large invented report with two contents that have nothing in common."""
    folder = tmp_path_factory.mktemp("reports")
    return large_report(folder / "one", 300), large_report(folder / "other", 300, teachers=200)


def execute(url: str, statement: str) -> Any:
    """Run a statement beside the program."""
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def says(url: str) -> dict[str, str]:
    """Return a digest of the rows of every table, but for when they were loaded, and of the names of all that is there."""
    with psycopg.connect(conninfo(url)) as connection:
        every = "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
        names = connection.execute(every).fetchall()
        digest = """SELECT md5(coalesce(string_agg(row::text, ',' ORDER BY row::text COLLATE "C"), '')) FROM {} AS row"""
        found = {"": str(names)}
        for name, kind in names:
            if kind == "r" and name != "seed_load":
                row = connection.execute(sql.SQL(digest).format(sql.Identifier(name))).fetchone()
                assert row
                found[name] = row[0]
        return found


# Lost


def test_lost_while_rows_stream_it_is_one_line_and_nothing_is_changed(ours: Address, caplog: pytest.LogCaptureFixture) -> None:
    before = says(ours.url)

    def write() -> None:
        with writing(ours) as connection, closing(connection.connection.cursor()) as cursor, cursor.copy("COPY topic FROM STDIN") as copy:
            execute(ours.url, END_THE_OTHERS)
            for number in range(1_000_000):
                copy.write_row((f"t{number}", f"题{number}", "invented", number))

    with pytest.raises(DatabaseError, match="the connection was lost: .*; nothing was changed") as lost:
        write()
    assert len(str(lost.value).splitlines()) == 1
    assert caplog.records == []  # the driver would say it beside us
    assert says(ours.url) == before


def test_lost_at_the_very_end_it_does_not_claim_to_know(ours: Address) -> None:
    def write() -> None:
        with writing(ours) as connection:
            connection.exec_driver_sql("DELETE FROM topic_alias")
            execute(ours.url, END_THE_OTHERS)

    with pytest.raises(DatabaseError, match="lost at the very end: .*; all of it is written or nothing; see: vet db status") as lost:
        write()
    assert "nothing was changed" not in str(lost.value)


def test_migrated_while_it_waited_it_is_refused(ours: Address, capsys: pytest.CaptureFixture[str]) -> None:
    refused: list[str] = []

    def second() -> None:
        try:
            with writing(ours):
                refused.append("")
        except DatabaseError as error:
            refused.append(str(error))

    with writing(ours) as connection:
        waiting = threading.Thread(target=second)
        waiting.start()
        while "waiting until that is done" not in capsys.readouterr().err:
            assert waiting.is_alive()
            time.sleep(0.01)
        connection.exec_driver_sql("UPDATE vet_version SET version_num = '0001'")
    waiting.join()
    assert len(refused) == 1
    assert "is at version 0001" in refused[0]


@pytest.mark.slow
def test_no_room_for_a_new_database_is_exit_3_and_leaves_none(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    url = postgres.database()

    def full(*_given: Any) -> None:
        raise psycopg.errors.DiskFull("could not extend file")

    monkeypatch.setattr("liuzhou_vet.database.writer._load_seeds", full)
    with pytest.raises(DatabaseError, match="cannot be written: .*; nothing was changed; make room on the server's disk"):
        create(parse(url))
    assert execute(url, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace") == []


# At any moment

Fault = Callable[["subprocess.Popen[str]", str], object]


def _lost(_process: "subprocess.Popen[str]", url: str) -> None:
    execute(url, END_THE_OTHERS)


def _sent(given: signal.Signals) -> Fault:
    return lambda process, _url: process.send_signal(given)


FAULTS: dict[str, tuple[Fault, int]] = {
    "connection lost": (_lost, 3),
    "killed": (_sent(signal.SIGKILL), -signal.SIGKILL),
    "ended": (_sent(signal.SIGTERM), -signal.SIGTERM),
    "interrupted": (_sent(signal.SIGINT), 130),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_load_stopped_at_any_moment(fault: str, catalogue_only: str, reports: tuple[Path, Path]) -> None:
    """One content is loaded over the other and stopped; each next load takes what the one before left."""
    stop, expected = FAULTS[fault]
    assert load(catalogue_only, reports[0])[0] == 0
    known = [says(catalogue_only)]
    begun = time.monotonic()
    assert load(catalogue_only, reports[1])[0] == 0
    whole = time.monotonic() - begun
    known.append(says(catalogue_only))
    now = 1
    moments = random.Random(fault)
    for number in range(12):
        process = begin(catalogue_only, reports[1 - now])
        time.sleep(whole * moments.uniform(0 if number % 2 else 0.5, 1))
        stop(process, catalogue_only)
        code, _out, lines = said_at_the_end(process)
        found = says(catalogue_only)
        assert found in known
        assert code in (0, expected)
        assert len(lines) == (1 if code > 0 else 0), lines
        if code == 0 or (code > 0 and "nothing was changed" in lines[0]):
            assert found == known[now if code else 1 - now]
        now = known.index(found)
    assert load(catalogue_only, reports[1 - now])[0] == 0
    assert says(catalogue_only) == known[1 - now]


def _vet(url: str, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", BEGINS, "--database", url, *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "start"),
    [(["db", "init", "--empty"], None), (["db", "upgrade"], _behind), (["db", "downgrade", "base", "--yes"], _make)],
    ids=["init", "upgrade", "downgrade"],
)
def test_a_database_made_or_moved_and_stopped_at_any_moment(
    words: list[str], start: Callable[[str], None] | None, postgres: Server
) -> None:
    def prepared() -> str:
        return postgres.filled(start.__name__, start) if start else postgres.database()

    url = prepared()
    old = says(url)
    begun = time.monotonic()
    assert said_at_the_end(_vet(url, *words))[0] == 0
    whole = time.monotonic() - begun
    known = [old, says(url)]
    url = prepared()
    moments = random.Random(words[1])
    for fault in list(FAULTS) * 2:
        stop, expected = FAULTS[fault]
        process = _vet(url, *words)
        time.sleep(whole * moments.uniform(0.3, 1))
        stop(process, url)
        code, _out, lines = said_at_the_end(process)
        assert code in (0, expected)
        assert len(lines) == 1 or code < 0, lines
        found = says(url)
        assert found in known
        if found == known[1]:
            url = prepared()
    assert said_at_the_end(_vet(url, *words))[0] == 0
    assert says(url) == known[1]


# Not alone


@pytest.mark.slow
def test_eight_loads_at_once(catalogue_only: str, reports: tuple[Path, Path], tmp_path: Path) -> None:
    """All end well, one after the other, and a reader sees a whole content at every moment."""
    known = []
    for report in reports:
        assert load(catalogue_only, report)[0] == 0
        known.append(says(catalogue_only))
    counts = "SELECT count(*) FROM observation UNION ALL SELECT max(value) FROM observation"
    later = large_report(tmp_path / "later", 10, code="xugou-2032")
    loads = [begin(catalogue_only, report) for report in (*reports, later, *reports, later, *reports)]
    seen = set()
    while any(process.poll() is None for process in loads):
        with open_reader(parse(catalogue_only)) as reader:
            seen.add(tuple(row[0] for row in reader.query(counts)[1]))
        time.sleep(0.05)
    for process in loads:
        code, out, lines = said_at_the_end(process)
        assert (code, bool(out)) == (0, True)
        assert len(lines) <= 1
        assert all("another program writes into it; waiting until that is done" in line for line in lines)
    assert seen <= {(count, most) for count in (3007, 3007 + 107) for most in (149, 249)}, seen
    assert says(catalogue_only)["observation"] not in [each["observation"] for each in known]  # the other report is there besides
