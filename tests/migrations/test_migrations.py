"""Migrations: one head, up and down and up, models equal to what they make, rows kept, and a step that fails changes nothing.

The later revisions are invented: they are written beside a copy of the real ones for the time of a test.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.version import APPLICATION_ID, HEAD, VERSION_TABLE
from liuzhou_vet.database.writer import configuration, engine, migrate
from liuzhou_vet.errors import DatabaseError
from liuzhou_vet.schema.tables import Base
from liuzhou_vet.schema.views import VIEWS


def schema(path: Path | None) -> list[tuple[Any, ...]]:
    """Return every object of a database as it was defined: type, name, the lines of its definition.

    A table that a step rebuilt is quoted and lists its constraints in any order.
    """
    with closing(sqlite3.connect(str(path))) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    return [(kind, name, sorted(line.strip(" \t,") for line in (sql or "").replace('"', "").splitlines())) for kind, name, sql in rows]


@pytest.fixture
def address(tmp_path: Path) -> Address:
    """Return the address of a database that is not there yet."""
    return parse(str(tmp_path / "vet.db"))


def test_there_is_one_head_and_the_program_knows_it() -> None:
    scripts = ScriptDirectory.from_config(configuration())
    assert scripts.get_heads() == [HEAD]
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert sorted(revisions, reverse=True) == revisions  # the program compares them as text
    assert all(len(each) == 4 and each.isdigit() for each in revisions)


def test_up_down_and_up(address: Address) -> None:
    migrate(address)
    first = schema(address.path)
    migrate(address, "base")
    assert [name for kind, name, _sql in schema(address.path) if kind in ("table", "view")] == [VERSION_TABLE]
    migrate(address)
    assert schema(address.path) == first
    migrate(address)
    assert schema(address.path) == first


def test_models_equal_the_migrated_database(address: Address) -> None:
    migrate(address)
    with engine(address).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.slow
def test_alembics_own_command_line_finds_the_database(address: Address) -> None:
    """So a new revision is written by `alembic revision --autogenerate` in a checkout."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "VET_DATABASE_URL": str(address.path)}
    for command, words in (("upgrade", HEAD), ("current", HEAD), ("check", "No new upgrade operations")):
        arguments = [sys.executable, "-m", "alembic", command, *(["head"] if command == "upgrade" else [])]
        ran = subprocess.run(arguments, cwd=root, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert words in ran.stdout + ran.stderr or command == "upgrade"


@pytest.mark.slow
def test_a_table_made_from_the_model_is_the_migrated_one(address: Address, tmp_path: Path) -> None:
    """What the comparison overlooks (order of columns, names of constraints) is found by the words of the tables."""
    migrate(address)
    made = parse(str(tmp_path / "made.db"))
    with engine(made).begin() as connection:
        Base.metadata.create_all(connection)

    def parts(path: Path | None) -> dict[str, list[str]]:
        return {name: lines for kind, name, lines in schema(path) if lines and kind in ("table", "index") and name != VERSION_TABLE}

    migrated, modelled = parts(address.path), parts(made.path)
    assert migrated.keys() == modelled.keys()
    for name, lines in modelled.items():
        assert migrated[name] == lines, name
    with closing(sqlite3.connect(str(made.path))) as one, closing(sqlite3.connect(str(address.path))) as other:
        for name in modelled:
            info = f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}')"
            assert other.execute(info).fetchall() == one.execute(info).fetchall(), name


def test_views_are_there_at_head_only(address: Address) -> None:
    migrate(address)
    with closing(sqlite3.connect(str(address.path))) as connection:
        views = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        assert sorted(views) == sorted(VIEWS)
        for name in views:
            connection.execute(f"SELECT * FROM {name}").fetchall()


@pytest.mark.slow
def test_what_users_made_beside_ours_is_kept(address: Address, next_revision: Callable[[str], None]) -> None:
    migrate(address)
    ours = schema(address.path)
    with closing(sqlite3.connect(str(address.path))) as connection:
        connection.executescript("""
            CREATE TABLE own (n INTEGER PRIMARY KEY); INSERT INTO own VALUES (7);
            CREATE VIEW mine AS SELECT code, name FROM schools WHERE name LIKE '%:x';
            CREATE VIEW "my ""own"" 视图" AS SELECT * FROM mine JOIN own;
            CREATE TRIGGER mine_in INSTEAD OF INSERT ON mine BEGIN INSERT INTO own VALUES (8); END;
        """)
    own = [each for each in schema(address.path) if each not in ours]
    assert len(own) == 4
    next_revision(REBUILDS)
    for revision in ("head", "base", "head"):
        migrate(address, revision)
        assert [each for each in schema(address.path) if each in own] == own
    with closing(sqlite3.connect(str(address.path))) as connection:
        assert connection.execute('SELECT * FROM "my ""own"" 视图"').fetchall() == []
        connection.execute("INSERT INTO mine VALUES ('invented', 'invented')")
        assert connection.execute("SELECT n FROM own").fetchall() == [(7,), (8,)]


def test_the_file_says_whose_it_is(address: Address) -> None:
    migrate(address)
    with closing(sqlite3.connect(str(address.path))) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    migrate(address, "base")
    with closing(sqlite3.connect(str(address.path))) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def rows_of(path: Path) -> dict[str, str]:
    """Return a digest of the rows of every table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if name != VERSION_TABLE]
        digests = {}
        for name in tables:
            rows = sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
            digests[name] = f"{len(rows)} {hashlib.sha256(''.join(rows).encode()).hexdigest()}"
        return digests


REBUILDS = """
op.create_table("invented", sa.Column("code", sa.Text(), sa.ForeignKey("subject.code"), primary_key=True))
with op.batch_alter_table("subject") as batch:
    batch.alter_column("note", existing_type=sa.Text(), type_=sa.String(200))
with op.batch_alter_table("indicator") as batch:
    batch.add_column(sa.Column("invented", sa.Integer(), nullable=True))
"""


def test_up_with_rows_in_place_keeps_them(liuzhou: Path, address: Address, next_revision: Callable[[str], None]) -> None:
    """Rebuilding a table that others refer to neither loses its rows nor theirs."""
    assert address.path is not None
    shutil.copy(liuzhou, address.path)
    before = rows_of(address.path)
    next_revision(REBUILDS)
    migrate(address)
    after = rows_of(address.path)
    assert after.pop("invented").startswith("0 ")
    changed = {name for name, digest in after.items() if digest != before[name]}
    assert changed == {"indicator"}
    assert after["indicator"].split()[0] == before["indicator"].split()[0]
    with closing(sqlite3.connect(address.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM schools").fetchone() == (10,)


@pytest.mark.parametrize(
    ("steps", "error"),
    [
        (REBUILDS + 'op.execute(sa.text("DELETE FROM subject"))\nraise KeyError("invented")', KeyError),
        (REBUILDS + 'op.execute(sa.text("SELECT no_such_function()"))', OperationalError),
        (REBUILDS + 'op.execute(sa.text("DELETE FROM subject WHERE code = (SELECT code FROM school LIMIT 1)"))', DatabaseError),
    ],
    ids=["raises", "refused by the database", "leaves a row without its parent"],
)
def test_a_failing_step_leaves_nothing_changed(
    liuzhou: Path, address: Address, next_revision: Callable[[str], None], steps: str, error: type[Exception]
) -> None:
    assert address.path is not None
    shutil.copy(liuzhou, address.path)
    before = schema(address.path), rows_of(address.path)
    next_revision(steps)
    with pytest.raises(error):
        migrate(address)
    assert (schema(address.path), rows_of(address.path)) == before
    with closing(sqlite3.connect(address.path)) as connection:
        assert connection.execute(f"SELECT * FROM {VERSION_TABLE}").fetchall() == [(HEAD,)]


def test_a_way_back_takes_one_step(address: Address, next_revision: Callable[[str], None]) -> None:
    migrate(address)
    next_revision(REBUILDS)
    migrate(address)
    tables = {name for kind, name, _sql in schema(address.path)}
    assert {"invented", "schools"} <= tables
    migrate(address, HEAD)
    names = {name for _kind, name, _sql in schema(address.path)}
    assert "invented" not in names
    assert "schools" not in names  # views belong to the head
    assert "school" in names


def test_what_to_do_before_is_done_under_the_lock_and_only_if_needed(address: Address) -> None:
    migrate(address)
    seen: list[str] = []
    migrate(address, "head", seen.append)
    assert seen == []

    def tries_to_write(current: str) -> None:
        seen.append(current)
        with closing(sqlite3.connect(str(address.path), timeout=0)) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("DELETE FROM topic")

    migrate(address, "base", tries_to_write)
    assert seen == [HEAD]
