"""A folder of files is there as a whole or not at all, and nothing is written over."""

import os
from pathlib import Path

import pytest

from liuzhou_vet.errors import VetError
from liuzhou_vet.render.folder import filled_folder, refuse_to_fill, refuse_to_replace, write_folder


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


def _filled(place: Path, *names: str) -> None:
    with filled_folder(str(place)) as folder:
        for name in names:
            with folder.file(name) as sink:
                sink.write(name)


@pytest.mark.parametrize("is_there", [True, False])
def test_an_empty_folder_is_filled_as_a_new_one_is(tmp_path: Path, is_there: bool) -> None:
    if is_there:
        (tmp_path / "a").mkdir()
    refuse_to_fill(str(tmp_path / "a"))
    _filled(tmp_path / "a", "one.csv", "二.txt")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["one.csv", "二.txt"]
    for place in (tmp_path / "a", tmp_path / "a" / "one.csv"):
        with pytest.raises(VetError, match="no empty folder"):
            refuse_to_fill(str(place))


def test_what_comes_into_it_meanwhile_stays_and_nothing_else_does(tmp_path: Path) -> None:
    def fill() -> None:
        with filled_folder(str(tmp_path)) as folder:
            with folder.file("one.csv") as sink:
                sink.write("1")
            (tmp_path / "one.csv").write_text("another's", encoding="utf-8")

    with pytest.raises(VetError, match="cannot write"):
        fill()
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("one.csv", "another's")]


def test_a_failure_leaves_an_empty_folder_empty(tmp_path: Path) -> None:
    with pytest.raises(VetError, match="cannot write"):
        _filled(tmp_path, "one.csv", "no/such/folder.csv")
    assert list(tmp_path.iterdir()) == []
