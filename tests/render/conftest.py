"""What the tests of the render room share: an invented answer, and ways to render one."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import liuzhou_vet
from liuzhou_vet.render import write
from liuzhou_vet.render.result import Column, Result

ROOT = Path(liuzhou_vet.__file__).parents[1]


@pytest.fixture
def schools() -> Result:
    """Three invented schools with every kind of cell, and a row in which all is missing."""
    columns = (
        Column("ordinal", "integer", "序号"),
        Column("name", label="学校"),
        Column("ownership", "code", "举办", {"public": "公办", "private": "民办"}),
        Column("boarding", "boolean", "寄宿"),
        Column("honours", "list", "荣誉", {"model": "示范学校", "key": "重点学校"}),
        Column("decimals", "integer", hidden=True),
        Column("equipment", "number", "设备值", decimals="decimals"),
    )
    rows = [
        (1, "虚构市第一职业技术学校", "public", True, ["model", "key"], 2, 10934.8),
        (2, "虚构市第二职业技术学校", "private", 0, "[]", 0, 9.0),
        (3, None, None, None, None, None, None),
    ]
    return Result(columns, rows)


@pytest.fixture
def rendered(tmp_path: Path) -> Callable[..., str]:
    """Return a function that renders an answer to a file and gives back its text, line ends as they are."""

    def render(result: Result, format: str, **wishes: Any) -> str:
        file = tmp_path / "answer"
        write(result, format, str(file), **wishes)
        return file.read_bytes().decode()

    return render


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., list[str]]:
    """Return a function that makes a Python command line of a script that may use `write`, `rows(n)` and `result(rows)`."""

    def command(script: str) -> list[str]:
        file = tmp_path / "program.py"
        file.write_text(SCRIPT_HEAD + script, encoding="utf-8")
        return [sys.executable, str(file)]

    return command


SCRIPT_HEAD = """\
import sys
from liuzhou_vet.render import write
from liuzhou_vet.render.output import run_quietly
from liuzhou_vet.render.result import Column, Result

def rows(most):
    for number in range(most):
        yield (number, "虚构学校")

def result(rows):
    return Result((Column("number", "integer"), Column("name")), rows)

"""


@pytest.fixture
def environment() -> dict[str, str]:
    """Return the environment for a program that must find this package wherever it is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    return kept | {"PYTHONPATH": str(ROOT)}


@pytest.fixture
def run(program: Callable[[str], list[str]], environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return a function that runs such a script to its end and captures what it printed."""

    def ended(script: str, **others: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(program(script), env=environment | others, capture_output=True, timeout=60, check=False)

    return ended
