"""Databases that hold the packaged report or invented ones, of both kinds: every test that asks one asks the other too."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from invented_reports import Fill, Head, Kept, Loaded, Made, fill_three_years, load_into, make_empty, make_packaged, write_report
from postgres_server import Server


@pytest.fixture(scope="session")
def kept_databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool, str, Fill], str]:
    """Return what gives a database of one kind by a name that is its own, filled at the first call; tests only read it."""
    kept: dict[tuple[bool, str], str] = {}

    def give(on_a_server: bool, name: str, fill: Fill) -> str:
        if (on_a_server, name) not in kept and on_a_server:
            server: Server = request.getfixturevalue("postgres")
            kept[on_a_server, name] = server.filled(name, fill)
        elif (on_a_server, name) not in kept:
            kept[on_a_server, name] = str(tmp_path_factory.mktemp(name) / "vet.db")
            fill(kept[on_a_server, name])
        return kept[on_a_server, name]

    return give


@pytest.fixture(scope="session")
def reader_of_packaged(kept_databases: Callable[[bool, str, Fill], str], postgres: Server) -> Iterator[str]:
    """Return the URL of a PostgreSQL database that holds the packaged seeds, for a role that may only read."""
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.postgres.role import make_reader

    url = kept_databases(True, "liuzhou", make_packaged)
    role = postgres.role_of(url)
    yield make_reader(parse(url), role).url
    postgres.drop_role(role, url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def on_a_server(request: pytest.FixtureRequest) -> bool:
    """Tell which database a test asks: every test of the answers runs once on each."""
    return bool(request.param == "postgresql")


@pytest.fixture
def packaged(on_a_server: bool, liuzhou: Path, request: pytest.FixtureRequest) -> str:
    """Return the database that holds the packaged seeds."""
    url: str = request.getfixturevalue("reader_of_packaged") if on_a_server else str(liuzhou)
    return url


@pytest.fixture
def vet(packaged: str, vet: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that runs `vet`, on the packaged seeds unless told otherwise."""
    return lambda *arguments, database=None, **how: vet(*arguments, database=database or packaged, **how)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a function that makes a city's report: its region's code and name, the report's code, year and forms' rows."""

    def make(region: str, name: str, code: str, year: int = 2031, head: Head | None = None, **rows: Sequence[str]) -> Path:
        told: dict[str, str | int] = {
            "code": code,
            "title": f"{name}虚构的{year}年度质量报告",
            "kind": "city",
            "subject": region,
            "region": region,
            "year": year,
        }
        regions = rows.pop("regions", [f"{region},{name},,prefecture,"])
        return write_report(tmp_path / f"{region}-{code}", told | (head or {}), {"regions": regions, **rows})

    return make


@pytest.fixture
def kept(on_a_server: bool, kept_databases: Callable[[bool, str, Fill], str]) -> Kept:
    """Return a function that gives a database by a name that is its own, filled at the first call; tests only read it."""
    return partial(kept_databases, on_a_server)


@pytest.fixture
def empty(on_a_server: bool, kept: Kept, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Return a database of the test's own that holds the catalogue alone."""
    if on_a_server:
        server: Server = request.getfixturevalue("postgres")
        return server.filled("empty", make_empty)
    return shutil.copyfile(kept("empty", make_empty), str(tmp_path / "test.db"))


@pytest.fixture
def loaded(empty: str) -> Loaded:
    """Return a function that loads folders in one transaction into the test's database, which holds the catalogue at first."""
    return lambda *folders: load_into(empty, *folders)


@pytest.fixture
def three_years(kept: Kept) -> str:
    """Return a database with the invented city's reports of 2031, 2032 and 2033; tests only read it."""
    return kept("years", fill_three_years)
