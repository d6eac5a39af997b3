"""The default database: made on first use, by one of several at once, and kept at this program's version."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.adhoc import run
from liuzhou_vet.database.first_use import ensure_default
from liuzhou_vet.database.reader import open_reader, version_of
from liuzhou_vet.database.version import HEAD
from liuzhou_vet.database.writer import migrate, writing
from liuzhou_vet.errors import DatabaseError

USES_IT = """
import sys
import liuzhou_vet.database.writer
from liuzhou_vet.database.address import parse
from liuzhou_vet.database.adhoc import run
from liuzhou_vet.database.first_use import ensure_default
from liuzhou_vet.database.reader import open_reader
address = parse(None)
if "bare" in sys.argv:
    liuzhou_vet.database.writer.load_seeds = lambda *given, **more: None
sys.stdin.readline()
ensure_default(address)
with open_reader(address) as reader:
    print(len(list(reader.query("SELECT * FROM schools")[1])), len(list(reader.query("SELECT * FROM seed_load")[1])))
"""


@pytest.fixture
def default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Address:
    """Return the address of a default database that is not there yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    if sys.platform != "linux":
        pytest.skip("the default's place is told by the environment on Linux only")
    return parse(None)


def at_once(number: int, *arguments: str) -> tuple[list[str], list[str]]:
    """Let so many processes use the default database at the same moment; return what each found and what each said."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([sys.executable, "-c", USES_IT, *arguments], **pipes) for _ in range(number)]  # type: ignore[call-overload]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * number, said
    return [out for out, _ in said], [err for _, err in said]


@pytest.mark.slow
@pytest.mark.parametrize("seeds", ["bare", pytest.param("with seeds", marks=pytest.mark.slow)])
def test_first_uses_at_once_all_succeed_and_one_makes_it(default: Address, seeds: str) -> None:
    assert default.path is not None
    found, said = at_once(5, seeds)
    assert len(set(found)) == 1
    assert found[0].startswith("0 " if seeds == "bare" else "10 ")
    assert sorted(len(each.splitlines()) for each in said) == [0, 0, 0, 0, 1]
    assert os.listdir(default.path.parent) == ["vet.db"]


@pytest.mark.slow
def test_one_behind_is_upgraded_by_one_of_several_at_once(default: Address, liuzhou: Path) -> None:
    assert default.path is not None
    default.path.parent.mkdir(parents=True)
    shutil.copy(liuzhou, default.path)
    migrate(default, "base")
    found, said = at_once(4)
    assert len(set(found)) == 1
    assert found[0].startswith("0 ")
    assert sorted(len(each.splitlines()) for each in said) == [0, 0, 0, 1]
    assert version_of(default) == HEAD
    kept = [path for path in default.path.parent.iterdir() if path != default.path]
    assert len(kept) == 1
    assert version_of(parse(str(kept[0]))) == ""


def test_it_says_one_line_and_then_nothing(default: Address, capsys: pytest.CaptureFixture[str]) -> None:
    ensure_default(default)
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert str(default.path) in said.err
    ensure_default(default)
    assert capsys.readouterr() == ("", "")


def set_version(path: Path | None, version: str) -> None:
    with closing(sqlite3.connect(str(path))) as connection, connection:
        connection.execute("UPDATE vet_version SET version_num = ?", (version,))


@pytest.mark.slow
def test_one_behind_is_copied_and_brought_up_by_whoever_opens_it(
    default: Address, migrated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert default.path is not None
    default.path.parent.mkdir(parents=True)
    shutil.copy(migrated, default.path)
    migrate(default, "base")
    with open_reader(default) as reader:
        assert list(reader.query("SELECT count(*) FROM schools")[1]) == [(0,)]
    (line,) = capsys.readouterr().err.splitlines()
    (kept,) = [path for path in default.path.parent.iterdir() if path != default.path]
    assert kept.name in line
    with open_reader(default):
        assert capsys.readouterr() == ("", "")
    assert len(list(default.path.parent.iterdir())) == 2


@pytest.mark.parametrize("opens", [open_reader, writing, lambda address: run(address, "SELECT 1", {})], ids=["read", "write", "ask"])
def test_an_upgrade_takes_the_steps_between_in_whatever_way_it_is_opened(
    default: Address, liuzhou: Path, opens: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version that the database says counts: a revision before the head is invented here."""
    assert default.path is not None
    default.path.parent.mkdir(parents=True)
    shutil.copy(liuzhou, default.path)
    set_version(default.path, "0000")

    def steps(configuration: Any, _revision: str) -> None:
        configuration.attributes["connection"].exec_driver_sql(f"UPDATE vet_version SET version_num = '{HEAD}'")

    monkeypatch.setattr("alembic.command.upgrade", steps)
    monkeypatch.setattr("liuzhou_vet.database.writer.revisions", lambda: ["0000", HEAD])
    with opens(default):
        pass
    assert version_of(default) == HEAD
    (kept,) = [path for path in default.path.parent.iterdir() if path != default.path]
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT version_num FROM vet_version").fetchone() == ("0000",)
        assert connection.execute("SELECT count(*) FROM school").fetchone() == (10,)


def test_one_ahead_is_refused_and_left_as_it_is(default: Address, migrated: Path) -> None:
    assert default.path is not None
    default.path.parent.mkdir(parents=True)
    shutil.copy(migrated, default.path)
    set_version(default.path, "9999")
    before = default.path.read_bytes()
    with pytest.raises(DatabaseError, match="9999"), open_reader(default):
        pass
    assert default.path.read_bytes() == before
    assert os.listdir(default.path.parent) == ["vet.db"]


def test_a_data_directory_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    if sys.platform == "linux":
        with pytest.raises(DatabaseError) as refused:
            ensure_default(parse(None))
        assert "\n" not in str(refused.value)


def test_a_wrong_file_in_its_place_is_left_alone(default: Address) -> None:
    assert default.path is not None
    default.path.parent.mkdir(parents=True)
    default.path.write_text("precious", encoding="utf-8")
    ensure_default(default)
    with pytest.raises(DatabaseError), open_reader(default):
        pass
    assert default.path.read_text(encoding="utf-8") == "precious"
    assert os.listdir(default.path.parent) == ["vet.db"]
