"""Databases for the tests of the database room: empty ones of ours, wrong ones of every kind, and what a folder holds."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgres_server import Server, alone, fill, with_reports

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.writer import migrate


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of ours at head that holds no row; tests copy it."""
    path = tmp_path_factory.mktemp("migrated") / "vet.db"
    migrate(parse(str(path)))
    return path


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a SQLite database with the packaged report and the invented city's three, made once for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    path = shared / "both.db"
    with alone(shared / "both.lock"):
        if not path.exists():
            fill(str(path))
    return path


@pytest.fixture(scope="session")
def postgres_url(postgres: Server) -> str:
    """Return a PostgreSQL database with the same reports, whose rows lie in another order."""
    return with_reports(postgres)


@pytest.fixture
def ours(migrated: Path, tmp_path: Path) -> Address:
    """Return a database of ours of this test's own, alone in its folder, with two invented topics."""
    folder = tmp_path / "ours"
    folder.mkdir()
    path = Path(shutil.copy(migrated, folder / "vet.db"))
    with sqlite3.connect(path) as connection:
        connection.executemany("INSERT INTO topic VALUES (?, ?, ?, ?)", [("a", "甲", "Topic A", 1), ("b", "乙", "Topic B", 2)])
    connection.close()
    return parse(str(path))


@pytest.fixture
def contents() -> Callable[[Path], dict[str, tuple[str, int]]]:
    """Return a function that tells what a folder holds: each file's digest and time of change.

    The index of a log counts as a name only: SQLite makes it anew for whoever looks.
    """

    def look(folder: Path) -> dict[str, tuple[str, int]]:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        return {str(path): ("", 0) if path.name.endswith("-shm") else _state(path) for path in files}

    def _state(path: Path) -> tuple[str, int]:
        return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns

    return look


def _missing(path: Path, migrated: Path) -> None:
    """Leave nothing there."""


def _in_no_folder(path: Path, migrated: Path) -> None:
    path.parent.rmdir()


def _folder(path: Path, migrated: Path) -> None:
    path.mkdir()


def _text(path: Path, migrated: Path) -> None:
    path.write_text("name,value\ninvented,1\n", encoding="utf-8")


def _empty(path: Path, migrated: Path) -> None:
    path.touch()


def _pipe(path: Path, migrated: Path) -> None:
    os.mkfifo(path)


def _someone_elses(path: Path, migrated: Path) -> None:
    _statements(path, "CREATE TABLE school (name)", "INSERT INTO school VALUES ('invented')")


def _someone_elses_wal(path: Path, migrated: Path) -> None:
    _statements(path, "PRAGMA journal_mode = WAL", "CREATE TABLE school (name)")


def _ahead(path: Path, migrated: Path) -> None:
    shutil.copy(migrated, path)
    _statements(path, "UPDATE vet_version SET version_num = '9999'")


def _ahead_by_name(path: Path, migrated: Path) -> None:
    shutil.copy(migrated, path)
    _statements(path, "UPDATE vet_version SET version_num = 'next'")


def _without_version(path: Path, migrated: Path) -> None:
    shutil.copy(migrated, path)
    _statements(path, "DROP TABLE vet_version")


def _ahead_in_the_log(path: Path, migrated: Path) -> None:
    """Leave beside the file a log with the newer version, as a program that was killed does."""
    shutil.copy(migrated, path)
    other = path.with_name("other.db")
    shutil.copy(migrated, other)
    connection = sqlite3.connect(other)
    connection.execute("UPDATE vet_version SET version_num = '9999'")
    connection.commit()
    for ending in ("-wal", "-shm"):
        shutil.copy(f"{other}{ending}", f"{path}{ending}")
    connection.close()
    other.unlink()


def _broken(path: Path, migrated: Path) -> None:
    content = migrated.read_bytes()
    path.write_bytes(content[:100] + b"\x07" * (len(content) - 100))


def _cut(path: Path, migrated: Path) -> None:
    path.write_bytes(migrated.read_bytes()[:300])


def _statements(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


WRONG = {
    "missing": _missing,
    "in no folder": _in_no_folder,
    "folder": _folder,
    "text": _text,
    "empty": _empty,
    "pipe": _pipe,
    "someone else's": _someone_elses,
    "someone else's in WAL": _someone_elses_wal,
    "ahead": _ahead,
    "ahead by name": _ahead_by_name,
    "without version": _without_version,
    "ahead in the log": _ahead_in_the_log,
    "broken": _broken,
    "cut": _cut,
}


@pytest.fixture(params=WRONG)
def wrong(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Address:
    """Return the address of a database that must be refused, alone in its folder."""
    folder = tmp_path / "wrong"
    folder.mkdir()
    if request.param == "pipe" and not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    WRONG[request.param](folder / "vet.db", migrated)
    return parse(str(folder / "vet.db"))


@pytest.fixture
def behind(migrated: Path, tmp_path: Path) -> Address:
    """Return a database of ours that holds no tables yet: taken back to the base."""
    folder = tmp_path / "behind"
    folder.mkdir()
    path = Path(shutil.copy(migrated, folder / "vet.db"))
    migrate(parse(str(path)), "base")
    return parse(str(path))


@pytest.fixture
def as_nobody() -> Callable[[Callable[[], str]], str]:
    """Return a function that runs another as a user who may write nothing here and gives what it says.

    The superuser may write anywhere, so a process of its own becomes nobody; where that cannot be, the test is skipped.
    """

    def run(function: Callable[[], str]) -> str:
        if os.name != "posix":
            pytest.skip("needs a POSIX system")
        if os.geteuid() != 0:
            return function()
        out, into = os.pipe()
        child = os.fork()
        if child == 0:  # says what it has to say and ends without pytest noticing
            try:
                os.setgid(65534)
                os.setuid(65534)
                said = function()
            except BaseException as error:
                said = f"{type(error).__name__}: {error}"
            os.write(into, said.encode())
            os._exit(0)
        os.close(into)
        with os.fdopen(out, encoding="utf-8") as reading:
            said = reading.read()
        os.waitpid(child, 0)
        return said

    return run


@pytest.fixture
def read_only(ours: Address) -> Iterator[Address]:
    """Return a database whose file and folder may be read and not written by anybody but the superuser."""
    assert ours.path is not None
    for folder in (ours.path.parent, *ours.path.parent.parents):
        if folder.stat().st_uid == os.getuid() and folder.name and "pytest" in str(folder):
            folder.chmod(0o755)
    ours.path.chmod(0o444)
    ours.path.parent.chmod(0o555)
    yield ours
    ours.path.parent.chmod(0o755)
