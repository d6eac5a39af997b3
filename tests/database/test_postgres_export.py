"""What `vet export` writes from PostgreSQL is what it writes from SQLite: every table and view, in every format and language.

Text is compared byte for byte; of a format that packs or pages its bytes, all that a reader finds in it.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

Vet = Callable[..., Any]

SOME = ["schools", "teachers", "mention"]
IN_A_FOLDER = {
    "csv": ["-f", "csv", "-o"],
    "csv for Excel": ["-f", "csv", "--excel", "-o"],
    "tsv": ["-f", "tsv", "-o"],
    "json": ["-f", "json", "-o"],
    "jsonl": ["-f", "jsonl", "-o"],
    "parquet": ["-f", "parquet", "-o"],
    "data package": ["--datapackage"],
}
IN_A_FILE = ["xlsx", "sqlite"]


def workbook(path: Path) -> dict[str, bytes]:
    """Return the parts of a workbook, without the one that tells the time."""
    with ZipFile(path) as parts:
        return {part: parts.read(part) for part in parts.namelist() if part != "docProps/core.xml"}


def database(path: Path) -> list[str]:
    """Return a SQLite database as statements, without when something was loaded; constraints of a table come in any order."""
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'seed_load'").fetchone():
            connection.execute("UPDATE seed_load SET loaded_at = ''")
        return sorted(line.strip().rstrip(",") for statement in connection.iterdump() for line in statement.splitlines())


def table(path: Path) -> tuple[Any, Any]:
    """Return the schema of a Parquet file with its words, and its rows."""
    from pyarrow import parquet

    read = parquet.read_table(path)
    return [(field.name, str(field.type), field.metadata) for field in read.schema], read.to_pylist()


READ: dict[str, Callable[[Path], Any]] = {".xlsx": workbook, ".sqlite": database, ".db": database, ".parquet": table}


def content(path: Path) -> dict[str, Any]:
    """Return what a file or each file of a folder holds."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: READ.get(file.suffix, Path.read_bytes)(file) for file in files}


@pytest.fixture
def both(vet: Vet, sqlite_file: Path, postgres_url: str, tmp_path: Path) -> Callable[..., int]:
    """Return a function that exports from both databases, holds the files against each other, and gives how many they are."""

    def export(*arguments: str, file: str, lang: str) -> int:
        found = []
        for side, address in (("sqlite", str(sqlite_file)), ("postgres", postgres_url)):
            place = tmp_path / side / file
            place.parent.mkdir()
            ran = vet("export", *arguments, str(place), database=address, lang=lang)
            assert (ran.code, ran.out) == (0, ""), ran
            found.append(content(place))
        for name in found[0]:
            assert found[1].get(name) == found[0][name], name
        assert found[1].keys() == found[0].keys()
        return len(found[0])

    return export


@pytest.fixture(scope="session")
def everything(sqlite_file: Path) -> list[str]:
    """Return the names of every view and every table, but not of the one that says when something was loaded."""
    with closing(sqlite3.connect(sqlite_file)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name").fetchall()
    return [name for (name,) in names if not name.startswith(("sqlite", "vet_", "seed_load"))]


def test_some_tables_and_views_are_the_same(both: Callable[..., int]) -> None:
    assert both(*SOME, "-f", "csv", "--excel", "-o", file="all", lang="zh") == len(SOME)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", IN_A_FOLDER)
def test_a_file_for_every_table_and_view_is_the_same(kind: str, lang: str, both: Callable[..., int], everything: list[str]) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    assert both(*everything, *IN_A_FOLDER[kind], file="all", lang=lang) == len(everything) + (kind == "data package")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", IN_A_FILE)
def test_a_file_that_holds_every_table_and_view_is_the_same(kind: str, lang: str, both: Callable[..., int], everything: list[str]) -> None:
    assert both(*everything, "-o", file=f"all.{kind}", lang=lang) == 1


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_folder_for_datasette_is_the_same(lang: str, both: Callable[..., int]) -> None:
    assert both("--datasette", file="site", lang=lang) == 3
