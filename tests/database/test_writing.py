"""Writing: one transaction, foreign keys on, nothing half done; making, upgrading, taking back and backing up a database."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.building import building
from liuzhou_vet.database.reader import open_reader, version_of
from liuzhou_vet.database.upgrade import downgrade, upgrade
from liuzhou_vet.database.version import HEAD
from liuzhou_vet.database.writer import backup, create, writing
from liuzhou_vet.errors import DatabaseError, UsageError, VetError
from liuzhou_vet.intake.load import load_catalogue

Contents = Callable[[Path], dict[str, tuple[str, int]]]


def topics(path: Path | None) -> list[str]:
    with closing(sqlite3.connect(str(path))) as connection:
        return [row[0] for row in connection.execute("SELECT code FROM topic ORDER BY ordinal")]


# Transactions


def test_foreign_keys_are_on(ours: Address) -> None:
    with pytest.raises(VetError) as refused, writing(ours) as connection:
        connection.exec_driver_sql("INSERT INTO topic_alias VALUES ('x', 'no such topic', 'spoken', NULL)")
    assert refused.value.exit_code == 1
    assert "\n" not in str(refused.value)


def test_a_load_looks_at_every_reference_where_they_are_off(ours: Address, contents: Contents) -> None:
    assert ours.path is not None
    before = contents(ours.path.parent)

    def fails() -> None:
        with writing(ours, foreign_keys=False) as connection:
            connection.exec_driver_sql("INSERT INTO topic_alias VALUES ('x', 'no such topic', 'spoken', NULL)")
            load_catalogue(connection)

    with pytest.raises(VetError, match="topic_alias -> topic") as refused:
        fails()
    assert refused.value.exit_code == 1
    assert "\n" not in str(refused.value)
    assert contents(ours.path.parent) == before


def test_what_fails_leaves_nothing(ours: Address) -> None:
    def fails() -> None:
        with writing(ours) as connection:
            connection.exec_driver_sql("DELETE FROM topic")
            connection.exec_driver_sql("CREATE TABLE another (x)")
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert topics(ours.path) == ["a", "b"]
    with open_reader(ours) as reader:
        assert "another" not in dict(reader.relations())


def test_a_process_that_dies_leaves_nothing(ours: Address) -> None:
    program = f"""
import os
from liuzhou_vet.database.address import parse
from liuzhou_vet.database.writer import writing
with writing(parse({str(ours.path)!r})) as connection:
    connection.exec_driver_sql("DELETE FROM topic")
    os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    assert topics(ours.path) == ["a", "b"]


def test_two_writers_wait_for_each_other(ours: Address) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with writing(ours) as connection:
            connection.exec_driver_sql("INSERT INTO topic VALUES ('c', '丙', 'Topic C', 3)")
            entered.set()
            go_on.wait(5)

    thread = threading.Thread(target=first)
    thread.start()
    entered.wait(5)
    threading.Timer(0.3, go_on.set).start()
    with writing(ours) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM topic").scalar() == 3
    thread.join()


def test_it_leaves_one_file(ours: Address) -> None:
    assert ours.path is not None
    with writing(ours) as connection:
        connection.exec_driver_sql("DELETE FROM topic WHERE code = 'b'")
    assert os.listdir(ours.path.parent) == ["vet.db"]
    assert topics(ours.path) == ["a"]


# Making


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the catalogue out of new databases, which is quicker and says as much where only the file matters."""
    monkeypatch.setattr("liuzhou_vet.database.writer.load_seeds", lambda *_given: None)


def test_a_new_database_holds_the_catalogue_and_with_seeds_the_reports(tmp_path: Path, liuzhou: Path) -> None:
    address = parse(str(tmp_path / "质量 年报" / "vet.db"))
    assert address.path is not None
    address.path.parent.mkdir()
    assert create(address, with_seeds=False)
    assert os.listdir(address.path.parent) == ["vet.db"]
    with open_reader(address) as reader:
        assert list(reader.query("SELECT count(*) FROM report")[1]) == [(0,)]
        assert list(reader.query("SELECT count(*) > 0 FROM indicator")[1]) == [(1,)]
    with open_reader(parse(str(liuzhou))) as reader:
        assert ("liuzhou-2020",) in list(reader.query("SELECT code FROM report")[1])


def test_references_hold_in_a_new_database(liuzhou: Path) -> None:
    with closing(sqlite3.connect(liuzhou)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_one_that_is_there_stays_as_it_is(ours: Address, contents: Contents) -> None:
    assert ours.path is not None
    before = contents(ours.path.parent)
    assert not create(ours)
    assert contents(ours.path.parent) == before


def test_nothing_is_made_over_a_wrong_database(wrong: Address, contents: Contents) -> None:
    assert wrong.path is not None
    if wrong.path.parent.exists() and not wrong.path.exists():
        pytest.skip("nothing is there, so it would be made")
    before = contents(wrong.path.parent.parent)
    with pytest.raises(DatabaseError):
        create(wrong)
    assert contents(wrong.path.parent.parent) == before


def test_a_load_that_fails_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: Any) -> None:
        raise VetError("invented")

    monkeypatch.setattr("liuzhou_vet.intake.load.load_catalogue", fails)
    with pytest.raises(VetError):
        create(parse(str(tmp_path / "vet.db")))
    assert os.listdir(tmp_path) == []


def test_a_folder_that_cannot_be_written(read_only: Address, as_nobody: Callable[[Callable[[], str]], str]) -> None:
    assert read_only.path is not None
    folder = read_only.path.parent

    def tries() -> str:
        said = []
        for use in (lambda: create(parse(str(folder / "new.db"))), lambda: backup(read_only, folder / "copy.db")):
            with pytest.raises(VetError) as refused:
                use()
            said.append(str(refused.value))
        return "\n".join(said)

    assert len(as_nobody(tries).splitlines()) == 2
    assert os.listdir(folder) == ["vet.db"]


@pytest.mark.usefixtures("bare")
def test_without_hard_links_it_is_put_in_place_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_given: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuses)
    address = parse(str(tmp_path / "vet.db"))
    assert create(address, with_seeds=False)
    assert not create(address, with_seeds=False)
    assert os.listdir(tmp_path) == ["vet.db"]
    assert version_of(parse(str(tmp_path / "vet.db"))) == HEAD


@pytest.mark.usefixtures("bare")
def test_a_file_that_is_first_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else is done between our look and our last step: with hard links and without."""
    address = parse(str(tmp_path / "vet.db"))
    assert address.path is not None
    path = address.path
    link = os.link

    def late(made: Path, target: Path) -> None:
        path.write_bytes(b"the first one's")
        link(made, target)

    def late_and_refuses(made: Path, target: Path) -> None:
        path.write_bytes(b"the first one's")
        raise PermissionError(1, "Operation not permitted")

    for each in (late, late_and_refuses):
        monkeypatch.setattr(os, "link", each)
        assert not create(address, with_seeds=False)
        assert path.read_bytes() == b"the first one's"
        assert os.listdir(tmp_path) == ["vet.db"]
        path.unlink()


@pytest.mark.skipif(os.name != "posix", reason="a process cannot be asked whether it runs")
@pytest.mark.usefixtures("bare")
@pytest.mark.slow
def test_what_a_killed_maker_left_goes(tmp_path: Path) -> None:
    program = f"""
import os
import liuzhou_vet.database.writer as writer
from liuzhou_vet.database.address import parse
writer.load_seeds = lambda *given: os.kill(os.getpid(), 9)
writer.create(parse({str(tmp_path / "vet.db")!r}))
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    left = os.listdir(tmp_path)
    assert left
    assert "vet.db" not in left
    assert create(parse(str(tmp_path / "vet.db")), with_seeds=False)
    assert os.listdir(tmp_path) == ["vet.db"]


@pytest.mark.usefixtures("bare")
def test_what_another_maker_is_building_stays(tmp_path: Path) -> None:
    address = parse(str(tmp_path / "vet.db"))
    assert address.path is not None
    with building(address.path) as made:
        (other,) = os.listdir(tmp_path)
        name = other.replace(f".{os.getpid()}.", f".{os.getppid()}.")
        made.rename(tmp_path / name)
        assert create(address, with_seeds=False)
        assert sorted(os.listdir(tmp_path)) == sorted(["vet.db", name])


@pytest.mark.usefixtures("bare")
def test_a_link_to_nowhere_becomes_a_database_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "vet.db").symlink_to(tmp_path / "elsewhere" / "real.db")
    assert create(parse(str(tmp_path / "vet.db")), with_seeds=False)
    assert (tmp_path / "vet.db").is_symlink()
    assert os.listdir(tmp_path / "elsewhere") == ["real.db"]


# Upgrading and taking back


def test_one_behind_is_kept_and_upgraded(behind: Address) -> None:
    assert behind.path is not None
    line = str(upgrade(behind))
    assert version_of(behind) == HEAD
    (kept,) = [path for path in behind.path.parent.iterdir() if path != behind.path]
    assert kept.name in line
    assert version_of(parse(str(kept))) == ""
    assert "\n" not in line
    with open_reader(behind) as reader:  # it has the words that every answer needs
        assert list(reader.query("SELECT count(*) > 0 FROM label")[1]) == [(1,)]


def test_from_a_version_that_never_was_there_is_no_way(ours: Address, contents: Contents) -> None:
    assert ours.path is not None
    with closing(sqlite3.connect(ours.path)) as connection, connection:
        connection.execute("UPDATE vet_version SET version_num = '0000'")
    before = contents(ours.path.parent)
    with pytest.raises(DatabaseError, match="0000"):
        upgrade(ours)
    assert contents(ours.path.parent) == before


def test_one_at_head_is_left_as_it_is(ours: Address, contents: Contents) -> None:
    assert ours.path is not None
    before = contents(ours.path.parent)
    assert HEAD in str(upgrade(ours))
    assert contents(ours.path.parent) == before


def test_taking_back_keeps_the_old_one(ours: Address) -> None:
    assert ours.path is not None
    downgrade(ours, "base")
    assert version_of(ours) == ""
    (kept,) = [path for path in ours.path.parent.iterdir() if path != ours.path]
    assert topics(kept) == ["a", "b"]
    with closing(sqlite3.connect(ours.path)) as connection:
        left = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    assert left == [("vet_version",)]


@pytest.mark.parametrize("revision", ["0000", HEAD, "9999", "-1", "nonsense", "head", ""])
def test_only_an_older_version_can_be_taken_back_to(ours: Address, revision: str, contents: Contents) -> None:
    assert ours.path is not None
    with pytest.raises(UsageError) as refused:
        downgrade(ours, revision)
    assert "\n" not in str(refused.value)
    assert topics(ours.path) == ["a", "b"]
    assert [path for path in os.listdir(ours.path.parent) if path.endswith(("-wal", "-shm", ".new"))] == []


def test_a_wrong_database_is_neither_upgraded_nor_taken_back(wrong: Address, contents: Contents) -> None:
    assert wrong.path is not None
    before = contents(wrong.path.parent.parent)
    for change in (upgrade, lambda address: downgrade(address, "base")):
        with pytest.raises(DatabaseError):
            change(wrong)
    assert contents(wrong.path.parent.parent) == before


def test_a_failing_upgrade_leaves_no_copy(behind: Address, contents: Contents, monkeypatch: pytest.MonkeyPatch) -> None:
    assert behind.path is not None
    before = contents(behind.path.parent)

    def fails(*_given: Any) -> None:
        raise sqlite3.OperationalError("invented")

    monkeypatch.setattr("alembic.command.upgrade", fails)
    with pytest.raises(DatabaseError, match="nothing was changed"):
        upgrade(behind)
    assert {name: digest for name, (digest, _time) in contents(behind.path.parent).items()} == {
        name: digest for name, (digest, _time) in before.items()
    }


def test_what_cannot_be_copied_first_is_not_upgraded(behind: Address, contents: Contents, monkeypatch: pytest.MonkeyPatch) -> None:
    assert behind.path is not None

    def full(*_given: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("liuzhou_vet.database.writer.put_in_place", full)
    with pytest.raises(DatabaseError, match="No space left"):
        upgrade(behind)
    assert version_of(behind) == ""
    assert os.listdir(behind.path.parent) == ["vet.db"]


# Backing up


def test_a_copy_is_consistent_while_others_write(ours: Address, tmp_path: Path) -> None:
    """A writer keeps two tables equal in each transaction; every copy taken meanwhile has them equal, and reading goes on."""
    with closing(sqlite3.connect(str(ours.path))) as connection, connection:
        connection.execute("INSERT INTO alias_kind VALUES ('spoken', 1)")
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with writing(ours) as connection:
                connection.exec_driver_sql("INSERT INTO topic VALUES (?, ?, 'invented', ?)", (f"t{number}", f"题{number}", number + 2))
                connection.exec_driver_sql("INSERT INTO topic_alias VALUES (?, ?, 'spoken', NULL)", (f"话{number}", f"t{number}"))

    thread = threading.Thread(target=write)
    thread.start()
    counts = []
    try:
        for number in range(15):
            copy = tmp_path / f"copy{number}.db"
            backup(ours, copy)
            with closing(sqlite3.connect(copy)) as connection:
                (topics_in, aliases) = connection.execute(
                    "SELECT (SELECT count(*) FROM topic) - 2, (SELECT count(*) FROM topic_alias)"
                ).fetchone()
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert topics_in == aliases
            counts.append(aliases)
    finally:
        stop.set()
        thread.join()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def test_a_copy_is_one_file_that_the_program_reads(ours: Address, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    backup(ours, folder / "质量 copy?.db")
    assert os.listdir(folder) == ["质量 copy?.db"]
    assert topics(folder / "质量 copy?.db") == ["a", "b"]
    with open_reader(parse(str(folder / "质量 copy?.db"))) as reader:
        assert len(list(reader.query("SELECT * FROM topic")[1])) == 2


@pytest.mark.parametrize("there", ["file", "folder", "link to nowhere"])
def test_nothing_is_overwritten(ours: Address, tmp_path: Path, contents: Contents, there: str) -> None:
    target = tmp_path / "copy.db"
    if there == "file":
        target.write_text("precious", encoding="utf-8")
    elif there == "folder":
        target.mkdir()
    else:
        target.symlink_to(tmp_path / "nowhere")
    before = contents(tmp_path)
    with pytest.raises(VetError) as refused:
        backup(ours, target)
    assert refused.value.exit_code == 1
    assert contents(tmp_path) == before
    with pytest.raises(VetError):
        backup(ours, ours.path or target)


def test_a_copy_into_no_folder(ours: Address, tmp_path: Path, contents: Contents) -> None:
    before = contents(tmp_path)
    with pytest.raises(VetError) as refused:
        backup(ours, tmp_path / "none" / "copy.db")
    assert "\n" not in str(refused.value)
    assert contents(tmp_path) == before


def test_a_wrong_database_is_not_backed_up(wrong: Address, contents: Contents) -> None:
    assert wrong.path is not None
    before = contents(wrong.path.parent.parent)
    with pytest.raises(DatabaseError):
        backup(wrong, wrong.path.parent.parent / "copy.db")
    assert contents(wrong.path.parent.parent) == before


def test_one_behind_can_be_backed_up(behind: Address, tmp_path: Path) -> None:
    backup(behind, tmp_path / "copy.db")
    assert version_of(parse(str(tmp_path / "copy.db"))) == ""
