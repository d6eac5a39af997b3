"""An invented city with its report, and a database that holds the packaged catalogue."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.errors import Fault

COMPILED: dict[Any, Any] = {}  # the statements of a load, which are the same in every test

INVENTED = Path(__file__).parents[1] / "invented"


@dataclass
class Folder:
    """A copy of the invented report that a test may break."""

    path: Path

    def file(self, form: str) -> Path:
        return self.path / (form if "." in form else f"{form}.csv")

    def replace(self, form: str, old: str, new: str) -> None:
        """Replace text that stands in a form exactly once or more; a test whose text is not there is wrong itself."""
        text = self.file(form).read_text(encoding="utf-8")
        assert old in text
        self.file(form).write_text(text.replace(old, new), encoding="utf-8")

    def add(self, form: str, *rows: str) -> None:
        with self.file(form).open("a", encoding="utf-8") as stream:
            stream.writelines(f"{row}\n" for row in rows)

    def remove(self, form: str, line: int) -> None:
        lines = self.file(form).read_text(encoding="utf-8").splitlines(keepends=True)
        del lines[line - 1]
        self.file(form).write_text("".join(lines), encoding="utf-8")

    def next_year(self, path: Path) -> "Folder":
        """Return a copy that is the report of the year after, in which only the report's code differs."""
        shutil.copytree(self.path, path)
        later = Folder(path)
        later.replace("report.toml", "xugou-2031", "xugou-2032")
        later.replace("report.toml", "year = 2031", "year = 2032")
        later.replace("remarks", "xugou-2031", "xugou-2032")
        return later


@pytest.fixture
def city(tmp_path: Path) -> Folder:
    shutil.copytree(INVENTED / "2031", tmp_path / "2031")
    return Folder(tmp_path / "2031")


def engine_of(path: Path) -> Any:
    """Return an engine that writes as the program does: foreign keys on, one transaction at a time."""
    from sqlalchemy import create_engine, event

    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    engine = create_engine(f"sqlite:///{path}", execution_options={"compiled_cache": COMPILED})
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


@pytest.fixture(scope="session")
def catalogue_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from liuzhou_vet.intake.load import load_catalogue
    from liuzhou_vet.schema.tables import Base

    path = tmp_path_factory.mktemp("catalogue") / "vet.db"
    engine = engine_of(path)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        load_catalogue(connection)
    engine.dispose()
    return path


class Database:
    """A database of one test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = engine_of(path)

    def load(self, *paths: Path, **options: Any) -> dict[str, tuple[int, int, int, int]]:
        """Load and return the counts by form: added, changed, unchanged, removed; with the report before it if several."""
        from liuzhou_vet.intake.load import load

        with self.engine.begin() as connection:
            summaries = load(connection, paths, "a test", **options)
        several = len({summary.source for summary in summaries}) > 1
        return {
            f"{summary.source}/{summary.form}" if several else summary.form: (
                summary.added,
                summary.changed,
                summary.unchanged,
                summary.removed,
            )
            for summary in summaries
        }

    def refusal(self, *paths: Path, **options: Any) -> list[Fault]:
        from liuzhou_vet.intake.check import Refused

        with pytest.raises(Refused) as refused:
            self.load(*paths, **options)
        return refused.value.faults

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            return connection.execute(sql, values).fetchall()

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every table's rows in order."""
        tables = [row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {table: sorted(self.rows(f"SELECT * FROM {table}"), key=repr) for table in tables}

    def query(self, sql: str, values: Any) -> Iterable[tuple[Any, ...]]:
        """Run a statement with `:name` parameters, as the check does."""
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(sql, dict(values)).fetchall()


@pytest.fixture
def database(catalogue_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(catalogue_file, tmp_path / "test.db")
    database = Database(tmp_path / "test.db")
    yield database
    database.engine.dispose()


@pytest.fixture
def faults() -> Callable[..., list[tuple[str, int, str, str]]]:
    """Return a function that checks paths without a database: file, line, column and rule of each error."""

    def found(*paths: Path, warnings: bool = False) -> list[tuple[str, int, str, str]]:
        from liuzhou_vet.intake.check import check

        return [where(fault) for fault in check(paths) if warnings or fault.severity == "error"]

    return found


def where(fault: Fault) -> tuple[str, int, str, str]:
    return re.split(r"[\\/]", fault.file)[-1], fault.line, fault.column, fault.rule


@pytest.fixture
def book(city: Folder) -> Any:
    """Return the invented report as a workbook (`workbooks.Book`) in which every cell is text."""
    from workbooks import book_of

    return book_of(city.path)


@pytest.fixture
def told(book: Any, tmp_path: Path) -> Callable[[], list[tuple[str, int, str, str]]]:
    """Return a function that saves the workbook and checks it: sheet, row, column and rule of each error."""
    from workbooks import told_of

    return lambda: told_of(book.save(tmp_path / "forms.xlsx"))
