"""The state of a database: its version, what was loaded from which file, and which packaged seeds were not; nothing is made."""

from collections.abc import Callable
from pathlib import Path

import pytest

from liuzhou_vet.database import resources
from liuzhou_vet.database import status as status_module
from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.status import Status, Unloaded, packaged, status, unloaded
from liuzhou_vet.database.version import HEAD
from liuzhou_vet.errors import DatabaseError

Contents = Callable[[Path], dict[str, tuple[str, int]]]


def state_of(address: Address) -> Status:
    state = status(address)
    assert state is not None
    return state


def test_it_says_what_was_loaded(liuzhou: Path, contents: Contents) -> None:
    before = contents(liuzhou.parent)
    state = state_of(parse(str(liuzhou)))
    assert state.version == HEAD
    assert [row[0] for row in state.reports] == ["liuzhou-2020"]
    assert {load[2] for load in state.loads} == {"catalogue", "liuzhou-2020"}
    assert all(len(load[5]) == 64 for load in state.loads)
    assert state.unloaded == []
    assert contents(liuzhou.parent) == before


def test_of_one_behind(behind: Address, contents: Contents) -> None:
    assert behind.path is not None
    before = contents(behind.path.parent)
    assert state_of(behind) == Status("")
    assert contents(behind.path.parent) == before


def test_of_a_wrong_database_is_an_error(wrong: Address, contents: Contents) -> None:
    assert wrong.path is not None
    before = contents(wrong.path.parent.parent)
    with pytest.raises(DatabaseError):
        status(wrong)
    assert contents(wrong.path.parent.parent) == before


def test_a_packaged_form_that_came_later_is_told(liuzhou: Path) -> None:
    loads = state_of(parse(str(liuzhou))).loads
    (_code, folder) = list(packaged())[-1]
    older = [(*load[:5], "0" * 64 if load[2:4] == ("liuzhou-2020", "schools") else load[5], *load[6:]) for load in loads]
    assert list(unloaded(older)) == [Unloaded(folder.name, ("schools.csv",))]
    older = [(*load[:5], "0" * 64 if load[3] == "report" else load[5], *load[6:]) for load in loads]
    assert list(unloaded(older)) == [Unloaded(folder.name, ("report.toml",))]


def test_ones_own_form_over_the_packaged_one_is_no_news(liuzhou: Path) -> None:
    loads = state_of(parse(str(liuzhou))).loads
    own = [(*load[:5], "0" * 64, *load[6:]) for load in loads if load[3] == "schools"]
    assert list(unloaded([*loads, *own])) == []


def test_a_packaged_report_that_came_later_is_told(liuzhou: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads = state_of(parse(str(liuzhou))).loads
    seeds = tmp_path / "seeds"
    (seeds / "2021").mkdir(parents=True)
    (seeds / "2021" / "report.toml").write_text('code = "invented-2021"\n', encoding="utf-8")
    (seeds / "catalogue").mkdir()
    for module in (resources, status_module):
        monkeypatch.setattr(module, "seeds_folder", lambda: seeds)
    assert list(unloaded(loads)) == [Unloaded("2021")]
