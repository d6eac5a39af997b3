"""Databases that hold invented reports; and every test that asks the packaged one asks it on PostgreSQL too."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from invented_reports import YEARS, Head, Loaded, Made, load_into, write_report
from postgres_server import Server


@pytest.fixture(scope="session")
def liuzhou_on_a_server(postgres: Server) -> Iterator[str]:
    """Return the URL of a PostgreSQL database that holds the packaged seeds, for a role that may only read."""
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.postgres.role import make_reader
    from liuzhou_vet.database.writer import create

    def fill(url: str) -> None:
        create(parse(url))

    url = postgres.filled("liuzhou", fill)
    role = postgres.role_of(url)
    yield make_reader(parse(url), role).url
    postgres.drop_role(role, url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def vet(request: pytest.FixtureRequest, vet: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that runs `vet` on the packaged seeds, in either database."""
    if request.param == "sqlite":
        return vet
    url: str = request.getfixturevalue("liuzhou_on_a_server")
    return lambda *arguments, database=None, **how: vet(*arguments, database=database or url, **how)


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


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a database that holds the catalogue alone; tests only copy it."""
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.writer import create

    path = tmp_path_factory.mktemp("empty") / "vet.db"
    create(parse(str(path)), with_seeds=False)
    return path


@pytest.fixture
def loaded(empty: Path, tmp_path: Path) -> Loaded:
    """Return a function that loads folders in one transaction into the test's database, made with the catalogue at first."""
    return lambda *folders: load_into(empty, tmp_path / "test.db", *folders)


@pytest.fixture(scope="session")
def three_years(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a database with the invented city's reports of 2031, 2032 and 2033; tests only read it."""
    return load_into(empty, tmp_path_factory.mktemp("years") / "vet.db", *YEARS)
