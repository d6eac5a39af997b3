"""`vet db`, and every command on a database that will not do: exit codes, one line, nothing made or changed."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.reader import version_of
from liuzhou_vet.database.version import HEAD

Contents = Callable[[Path], dict[str, tuple[str, int]]]
Vet = Callable[..., Any]

COMMANDS = [
    ["query", "schools"],
    ["indicators", "--year", "2020"],
    ["show", "一职校"],
    ["search", "工资"],
    ["cite", "liuzhou-2020"],
    ["sql", "select 1"],
    ["sql", "--schema"],
    ["export", "schools"],
    ["export", "--datasette", "site"],
    ["seed", "load", "2020"],
    ["db", "status"],
    ["db", "upgrade"],
    ["db", "downgrade", "base", "--yes"],
    ["db", "backup", "copy.db"],
]


@pytest.fixture
def default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the place of a default database that is not there yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = parse(None).path
    assert path is not None
    if tmp_path not in path.parents:
        pytest.skip("the default's place is not told by the environment on this system")
    return path


@pytest.fixture
def alone(vet: Vet, monkeypatch: pytest.MonkeyPatch) -> Vet:
    """Return a function that runs `vet` with no database named."""

    def run(*arguments: str, **given: Any) -> Any:
        setenv = monkeypatch.setenv
        monkeypatch.setattr(monkeypatch, "setenv", lambda name, value: None if name == "VET_DATABASE_URL" else setenv(name, value))
        return vet(*arguments, **given)

    return run


def _refused(ran: Any) -> None:
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (3, "", 1), ran


def test_a_wrong_database_is_exit_3_and_one_line(wrong: Address, vet: Vet, contents: Contents, tmp_path: Path) -> None:
    before = contents(tmp_path)
    _refused(vet("--database", str(wrong), "query", "schools"))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_so_it_is_with_every_command(
    command: list[str], vet: Vet, contents: Contents, migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.db").write_text("name,value\n", encoding="utf-8")
    with closing(sqlite3.connect(shutil.copy(migrated, tmp_path / "ahead.db"))) as connection, connection:
        connection.execute("UPDATE vet_version SET version_num = '9999'")
    before = contents(tmp_path)
    for name in ("text.db", "ahead.db", "missing.db", "missing/vet.db", "."):
        _refused(vet("--database", name, *command))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["", "postgresql://me:secret@127.0.0.1:1/vet", "sqlite://", ":memory:"])
def test_what_names_no_file_is_exit_3_and_one_line(name: str, vet: Vet) -> None:
    for command in (*COMMANDS, ["db", "init"]):
        ran = vet(*command, "--database", name)
        _refused(ran)
        assert "secret" not in ran.err


def test_init_makes_one_and_then_says_that_it_is_there(vet: Vet, tmp_path: Path, contents: Contents) -> None:
    path = tmp_path / "城市 1.db"
    ran = vet("--database", str(path), "db", "init", "--empty")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (0, "", 1)
    assert str(path) in ran.err
    before = contents(tmp_path)
    ran = vet("--database", str(path), "db", "init")
    assert (ran.code, len(ran.err.splitlines())) == (0, 1)
    assert "nothing was changed" in ran.err
    assert contents(tmp_path) == before
    assert vet("--database", str(path), "query", "reports", "-f", "json").rows == []


def test_init_over_what_is_not_ours_is_exit_3(wrong: Address, vet: Vet, contents: Contents, tmp_path: Path) -> None:
    assert wrong.path is not None
    if wrong.path.parent.exists() and not wrong.path.exists():
        pytest.skip("nothing is there, so it would be made")
    before = contents(tmp_path)
    _refused(vet("--database", str(wrong), "db", "init"))
    assert contents(tmp_path) == before


def test_the_way_out_is_given_word_for_word(vet: Vet, tmp_path: Path, behind: Address) -> None:
    assert f'vet --database "{tmp_path}/no such.db" db init' in vet("--database", str(tmp_path / "no such.db"), "sql", "select 1").err
    assert f"vet --database {behind} db upgrade" in vet("--database", str(behind), "sql", "select 1").err


def test_path_and_status_make_nothing(alone: Vet, default: Path) -> None:
    ran = alone("db", "path")
    assert (ran.code, ran.out, ran.err) == (0, f"{default}\n", "")
    ran = alone("db", "status")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (0, "", 1)
    assert "yet" in ran.err
    assert json.loads(alone("db", "status", "-f", "json").out) == []
    assert not default.parent.exists()


def test_path_shows_no_password(vet: Vet) -> None:
    assert vet("--database", "postgresql://me:secret@host/vet", "db", "path").out == "postgresql+psycopg://me:***@host/vet\n"


@pytest.mark.parametrize(
    "command", [["db", "backup", "copy.db"], ["db", "upgrade"], ["db", "downgrade", "base", "--yes"], ["sql", "select 1"]]
)
def test_any_other_command_makes_the_default_one(
    alone: Vet, default: Path, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    real = "liuzhou_vet.database.writer.load_seeds"
    monkeypatch.setattr(real, lambda *_given, **_more: None)  # quicker
    ran = alone(*command)
    assert ran.code == 0, ran.err
    assert str(default) in ran.err.splitlines()[0]
    assert default.exists()


def test_status_says_what_is_loaded_and_what_is_not(vet: Vet, liuzhou: Path, tmp_path: Path) -> None:
    ran = vet("db", "status", "-f", "json")
    assert (ran.code, ran.err) == (0, "")
    assert (ran.rows[0]["kind"], ran.rows[0]["name"], ran.rows[0]["version"]) == ("database", str(liuzhou), HEAD)
    assert {row["name"] for row in ran.rows if row["kind"] == "load"} == {"catalogue", "liuzhou-2020"}
    assert all(len(row["sha256"]) == 64 for row in ran.rows if row["kind"] == "load")
    assert not [row for row in ran.rows if row["kind"] == "newer"]
    path = Path(shutil.copy(liuzhou, tmp_path / "vet.db"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE seed_load SET sha256 = 'x' WHERE form IN ('schools', 'report')")
        connection.execute("DELETE FROM seed_load WHERE source = 'catalogue'")
    ran = vet("--database", str(path), "db", "status", "-f", "json")
    newer = [row["name"] for row in ran.rows if row["kind"] == "newer"]
    assert newer == ["catalogue", "2020/report.toml", "2020/schools.csv"]
    said = vet("--database", str(path), "db", "status").out
    assert f"2020/report.toml, 2020/schools.csv; load with: vet --database {path} seed load 2020" in said
    assert f"catalogue; load with: vet --database {path} seed load catalogue" in said


def test_status_of_one_behind_says_what_to_do(vet: Vet, behind: Address) -> None:
    ran = vet("--database", str(behind), "db", "status")
    assert ran.code == 0
    assert f"vet --database {behind} db upgrade" in ran.out


def test_upgrade_and_downgrade(vet: Vet, behind: Address) -> None:
    assert behind.path is not None
    ran = vet("--database", str(behind), "db", "upgrade")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (0, "", 1)
    ran = vet("--database", str(behind), "db", "upgrade")
    assert (ran.code, "nothing to do" in ran.err) == (0, True)
    ran = vet("--database", str(behind), "db", "downgrade", "7000", "--yes")
    assert (ran.code, "base" in ran.err) == (2, True)
    for answered in ("n\n", ""):
        ran = vet("--database", str(behind), "db", "downgrade", "base", stdin=answered)
        assert (ran.code, "nothing was changed" in ran.err) == (1, True)
        assert version_of(behind) == HEAD
    assert "--yes" in ran.err
    assert vet("--database", str(behind), "db", "downgrade", "base", stdin="y\n").code == 0
    assert version_of(behind) == ""
    assert len(list(behind.path.parent.iterdir())) == 3


def test_backup(vet: Vet, tmp_path: Path) -> None:
    target = tmp_path / "备份.db"
    ran = vet("db", "backup", str(target))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (0, "", 1)
    assert len(vet("--database", str(target), "query", "schools", "-f", "json").rows) == 10
    size = target.stat().st_size
    ran = vet("db", "backup", str(target))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert target.stat().st_size == size
    assert os.listdir(tmp_path) == ["备份.db"]
    assert vet("db", "backup", str(tmp_path / "none" / "copy.db")).code == 1
