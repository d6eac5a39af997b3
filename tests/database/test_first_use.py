"""The default database: made on first use, by one of several at once, and kept at this program's version."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.first_use import ensure_default
from liuzhou_vet.database.reader import open_reader, version_of
from liuzhou_vet.database.version import HEAD
from liuzhou_vet.database.writer import migrate
from liuzhou_vet.errors import DatabaseError

USES_IT = """
import sys
from liuzhou_vet.database.address import parse
from liuzhou_vet.database.first_use import ensure_default
from liuzhou_vet.database.reader import open_reader
address = parse(None)
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


def at_once(number: int) -> tuple[list[str], list[str]]:
    """Let so many processes use the default database at the same moment; return what each found and what each said."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([sys.executable, "-c", USES_IT], **pipes) for _ in range(number)]  # type: ignore[call-overload]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * number, said
    return [out for out, _ in said], [err for _, err in said]


def test_first_uses_at_once_all_succeed_and_one_makes_it(default: Address) -> None:
    assert default.path is not None
    found, said = at_once(4)
    assert len(set(found)) == 1
    assert found[0].startswith("10 ")
    assert sorted(len(each.splitlines()) for each in said) == [0, 0, 0, 1]
    assert os.listdir(default.path.parent) == ["vet.db"]


@pytest.mark.slow
def test_one_behind_is_upgraded_by_one_of_several_at_once(default: Address, liuzhou: Path) -> None:
    assert default.path is not None
    default.path.parent.mkdir(parents=True)
    shutil.copy(liuzhou, default.path)
    migrate(default, "base")
    found, _said = at_once(4)
    assert found == ["0 0\n"] * 4
    assert version_of(default.path) == HEAD
    kept = [path for path in default.path.parent.iterdir() if path != default.path]
    assert len(kept) == 1
    assert version_of(kept[0]) == ""


def test_it_says_one_line_and_then_nothing(default: Address, capsys: pytest.CaptureFixture[str]) -> None:
    ensure_default(default)
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert str(default.path) in said.err
    ensure_default(default)
    assert capsys.readouterr() == ("", "")


def test_a_version_that_lies_in_the_log_yet_is_seen(default: Address, migrated: Path) -> None:
    """What the head of the file says is a hint; the reader has the last word."""
    assert default.path is not None
    default.path.parent.mkdir(parents=True)
    shutil.copy(migrated, default.path)
    with open_reader(default):  # keeps the log beside the file
        migrate(default, "base")
        with pytest.raises(DatabaseError), open_reader(default):
            pass
    ensure_default(default)
    assert version_of(default.path) == HEAD


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
    with pytest.raises(DatabaseError):
        ensure_default(default)
    assert default.path.read_text(encoding="utf-8") == "precious"
    assert os.listdir(default.path.parent) == ["vet.db"]
