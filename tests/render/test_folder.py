"""A folder of files is there as a whole or not at all, and nothing is written over."""

import os
from pathlib import Path

import pytest

from liuzhou_vet.errors import VetError
from liuzhou_vet.render.folder import refuse_to_replace, write_folder


def test_a_new_folder_holds_every_file(tmp_path: Path) -> None:
    write_folder(str(tmp_path / "a" / "b"), {"one.csv": b"1", "二.txt": b"2"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()} == {"one.csv": b"1", "二.txt": b"2"}
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_a_failure_leaves_nothing_not_even_the_folders_above(tmp_path: Path) -> None:
    with pytest.raises(VetError, match="cannot write"):
        write_folder(str(tmp_path / "a" / "b"), {"one.csv": b"1", "no/such/folder.csv": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_file: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_folder(str(tmp_path / "a"), {"one.csv": b"1"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_appears_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(VetError, match="a"):
        write_folder(str(tmp_path / "a"), {"one.csv": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert list((tmp_path / "a").iterdir()) == []


@pytest.mark.parametrize("place", ["a", "a/"])
def test_what_is_there_is_refused(tmp_path: Path, place: str) -> None:
    refuse_to_replace(str(tmp_path / "b"))
    (tmp_path / "a").mkdir()
    with pytest.raises(VetError, match="not written over"):
        refuse_to_replace(f"{tmp_path}/{place}")
