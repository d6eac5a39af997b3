"""The tables of cases: what must be found in invented reports, and what must be left alone.

A case in `cases/*.txt` is a name after `#`, what reports say (`Invented.rows`), and after `>` what must be found, `rule indicator verdict`;
nothing else may be raised. `with members SCOPE = SCHOOL…`, `with kind SUBJECT = KIND` and `with school_type = TYPE` set the stage.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invented_city import RAISED, Case, Invented

FILES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def _case(block: str) -> tuple[str, Case]:
    name, *lines = block.splitlines()
    more: dict[str, Any] = {}
    for line in (line.removeprefix("with ") for line in lines if line.startswith("with ")):
        what, _equals, value = line.partition(" = ")
        key, _space, of = what.partition(" ")
        if key == "members":
            more.setdefault("members", {})["xu-2031", of] = value.split()
        elif key == "kind":
            more.setdefault("kinds", {})[of] = value
        else:
            more[key] = value
    said = [line for line in lines if not line.startswith(("with ", "> "))]
    return name.removeprefix("# "), Case("\n".join(said), *(line[2:] for line in lines if line.startswith("> ")), **more)


def _cases(file: Path) -> Iterator[tuple[str, Case]]:
    _words, *blocks = file.read_text(encoding="utf-8").strip().split("\n\n")
    yield from map(_case, blocks)


def _parameters() -> Iterator[Any]:
    for file in FILES:
        for name, case in _cases(file):
            yield pytest.param(file.stem, case, id=f"{file.stem}: {name}")


@pytest.mark.parametrize(("file", "case"), list(_parameters()))
def test_a_case(city: Invented, file: str, case: Case) -> None:
    city.check(case)
    assert case.text and (not file.endswith("_found") or any(each.endswith(RAISED) for each in case.expected))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_case_has_a_name_of_its_own(file: Path) -> None:
    names = [name for name, _case in _cases(file)]
    assert len(names) == len(set(names)) > 10
