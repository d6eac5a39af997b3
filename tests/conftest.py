"""What the tests share: a database with the packaged seeds, and the program run in this process."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from postgres_server import Server, running

# the same examples on every run, however slow the machine is
settings.register_profile(
    "fixed", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's own database, language and region out of the tests."""
    for name in ("VET_DATABASE_URL", "VET_REGION", "VET_LANG", "LC_ALL", "LC_MESSAGES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "data"))


@pytest.fixture(scope="session")
def liuzhou(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a database that holds the packaged seeds; tests only read it."""
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.writer import create

    path = tmp_path_factory.mktemp("liuzhou") / "vet.db"
    create(parse(str(path)), with_seeds=True)
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, worker_id: str, testrun_uid: str) -> Iterator[Server]:
    """Return a running PostgreSQL server, one for all workers; tests make databases of their own on it."""
    base = tmp_path_factory.getbasetemp()
    with running(base if worker_id == "master" else base.parent, testrun_uid) as server:
        yield server


@dataclass(frozen=True)
class Ran:
    """What a run of the program left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the answer of `-f json` as rows."""
        rows: list[dict[str, Any]] = json.loads(self.out)
        return rows


class _Captured(io.TextIOWrapper):
    """A standard stream that is no terminal and keeps what it is given."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode("utf-8")


@pytest.fixture
def vet(liuzhou: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Ran]]:
    """Return a function that runs `vet` with its arguments on the database with the packaged seeds."""
    from liuzhou_vet.cli.program import COMMANDS

    for name in COMMANDS:  # in English, whichever language the first run is in: help is made once in a process
        import_module(f"liuzhou_vet.cli.{name}")

    def run(*arguments: str, database: str | None = None, lang: str = "en", stdin: str = "") -> Ran:
        from liuzhou_vet.cli.main import run as run_program
        from liuzhou_vet.words import chosen_language, use_language

        out, err = _Captured(), _Captured()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        monkeypatch.setenv("VET_LANG", lang)
        monkeypatch.setenv("VET_DATABASE_URL", database or str(liuzhou))
        use_language(chosen_language(list(arguments)))
        try:
            code = run_program(list(arguments))
        except SystemExit as end:
            code = int(end.code or 0)
        return Ran(code, out.text(), err.text())

    yield run
    os.environ["LANGUAGE"] = "en"
