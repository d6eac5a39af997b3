"""Addresses: what a user may write for a database, and what is shown of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from liuzhou_vet.database.address import parse
from liuzhou_vet.errors import DatabaseError

HEAVY = "sqlalchemy alembic sqlite3 platformdirs"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("vet.db", "vet.db"),
        ("a folder/with spaces.db", "a folder/with spaces.db"),
        ("/数据/职业教育 2020.db", "/数据/职业教育 2020.db"),
        (r"C:\data\vet.db", r"C:\data\vet.db"),
        ("C:/data/vet.db", "C:/data/vet.db"),
        (r"\\server\share\质量年报.db", r"\\server\share\质量年报.db"),
        ("odd ?#%20 name.db", "odd ?#%20 name.db"),
        ("sqlite:///vet.db", "vet.db"),
        ("sqlite:////abs/vet.db", "/abs/vet.db"),
        ("sqlite:///C:/data/vet.db", "C:/data/vet.db"),
        ("sqlite+pysqlite:////abs/vet.db", "/abs/vet.db"),
    ],
)
def test_paths_and_sqlite_urls_name_a_file(text: str, path: str) -> None:
    address = parse(text)
    assert address.path is not None
    assert address.path == Path(path).absolute()
    assert not address.is_default


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("postgres://reader@host/vet", "postgresql+psycopg://reader@host/vet"),
        ("postgresql://reader@host/vet", "postgresql+psycopg://reader@host/vet"),
        ("postgresql+psycopg://reader@host/vet", "postgresql+psycopg://reader@host/vet"),
        (" postgresql://reader@host/vet\n", "postgresql+psycopg://reader@host/vet"),
        ("mysql+pymysql://host/vet", "mysql+pymysql://host/vet"),
    ],
)
def test_other_urls_are_for_sqlalchemy(text: str, url: str) -> None:
    address = parse(text)
    assert (address.url, address.path) == (url, None)


@pytest.mark.parametrize("text", ["sqlite://", "sqlite:///", "sqlite:///:memory:", ":memory:", "sqlite://host/vet.db"])
def test_what_names_no_file_is_refused(text: str) -> None:
    with pytest.raises(DatabaseError):
        parse(text)


def test_the_default_is_in_the_users_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    address = parse(None)
    assert address.is_default
    assert address.path is not None
    assert address.path.name == "vet.db"
    if sys.platform == "linux":
        assert address.path == tmp_path / "liuzhou_vet" / "vet.db"
    assert not any(tmp_path.iterdir())


def test_the_default_agrees_with_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_data_dir

    monkeypatch.delenv("XDG_DATA_HOME")
    assert parse(None).path == Path(user_data_dir("liuzhou_vet", appauthor=False), "vet.db")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@host/vet",
        "postgresql://me:secret@with@at@host/vet",
        "postgresql://me:secret/slash@host/vet",
        "postgresql://host/vet?user=me&password=secret",
        "postgresql://host/vet?sslkey=key&sslpassword=secret",
    ],
)
def test_no_password_is_shown(url: str) -> None:
    shown = str(parse(url))
    assert "secret" not in shown
    assert "host/vet" in shown


@pytest.mark.parametrize(
    "text",
    [
        "postgresql:/me:secret@host/vet",
        "postgresql//me:secret@host/vet",
        "postgres:me:secret@host/vet",
        "'postgresql://me:secret@host/vet'",
        "jdbc:postgresql://host/vet?user=me&password=secret",
        "host=host user=me password=secret dbname=vet",
    ],
)
def test_a_miswritten_url_is_no_files_name_and_not_said_again(text: str) -> None:
    with pytest.raises(DatabaseError, match="postgresql://user@host/name") as refused:
        parse(text)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("driver", ["psycopg2", "asyncpg", "pg8000"])
def test_another_driver_is_refused_by_its_name(driver: str) -> None:
    with pytest.raises(DatabaseError, match=f"does not use the driver {driver}; write postgresql://user@host/name"):
        parse(f"postgresql+{driver}://me@host/vet").server()


def test_importing_it_is_light() -> None:
    program = f"import sys, liuzhou_vet.database.address; print([name for name in '{HEAVY}'.split() if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"
