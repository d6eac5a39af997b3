"""Reading: nothing is changed by it, what is wrong is said in one line, and it goes on whatever others do."""

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

from liuzhou_vet.database.address import Address, parse
from liuzhou_vet.database.adhoc import run
from liuzhou_vet.database.reader import open_reader
from liuzhou_vet.database.writer import migrate, writing
from liuzhou_vet.errors import DatabaseError

Contents = Callable[[Path], dict[str, tuple[str, int]]]
NAMES = "SELECT name FROM topic ORDER BY ordinal"


def names_in(address: Address) -> list[str]:
    with open_reader(address) as reader:
        return [row[0] for row in reader.query(NAMES)[1]]


def test_columns_and_rows(ours: Address) -> None:
    with open_reader(ours) as reader:
        columns, rows = reader.query("SELECT code, name FROM topic WHERE ordinal >= :first ORDER BY ordinal", {"first": 1})
        assert columns == ["code", "name"]
        assert list(rows) == [("a", "甲"), ("b", "乙")]
        assert list(reader.query("SELECT code FROM topic WHERE code = 'none'")[1]) == []


def test_tables_and_views_are_listed(ours: Address) -> None:
    with open_reader(ours) as reader:
        found = dict(reader.relations())
    assert found["topic"] == "table"
    assert found["schools"] == "view"


def test_nothing_can_be_written(ours: Address) -> None:
    with pytest.raises(DatabaseError), open_reader(ours) as reader:
        reader.query("DELETE FROM topic")
    assert names_in(ours) == ["甲", "乙"]


def _read(address: Address) -> None:
    with open_reader(address):
        pass


def _ask(address: Address) -> None:
    with run(address, "SELECT 1", {}):
        pass


def _write(address: Address) -> None:
    with writing(address):
        pass


@pytest.mark.parametrize("use", [_read, _ask, _write])
def test_a_wrong_database_is_refused_in_one_line(wrong: Address, use: Callable[[Address], None], contents: Contents) -> None:
    assert wrong.path is not None
    folder = wrong.path.parent.parent
    before = contents(folder)
    with pytest.raises(DatabaseError) as refused:
        use(wrong)
    assert refused.value.exit_code == 3
    assert "\n" not in str(refused.value)
    assert str(wrong.path) in str(refused.value)
    assert contents(folder) == before


@pytest.mark.parametrize("use", [_read, _ask, _write])
def test_one_behind_is_refused_with_the_way_to_upgrade_it(behind: Address, use: Callable[[Address], None], contents: Contents) -> None:
    assert behind.path is not None
    before = contents(behind.path.parent)
    with pytest.raises(DatabaseError, match="db upgrade"):
        use(behind)
    assert contents(behind.path.parent) == before


def test_a_version_that_lies_in_the_log_yet_counts(ours: Address, contents: Contents) -> None:
    assert ours.path is not None
    with open_reader(ours):  # keeps the log beside the file
        migrate(ours, "base")
        before = contents(ours.path.parent)
        with pytest.raises(DatabaseError, match="db upgrade"), open_reader(ours):
            pass
        assert contents(ours.path.parent) == before


def test_a_log_that_another_reader_takes_away_between_two_looks_is_no_fault(ours: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    stat, looks = os.stat, []

    def look(path: Any, **how: Any) -> os.stat_result:
        if not str(path).endswith("-wal"):
            return stat(path, **how)
        looks.append(path)
        return stat(ours.path if len(looks) == 1 else path, **how)

    monkeypatch.setattr(os, "stat", look)
    assert names_in(ours) == ["甲", "乙"]
    assert looks


def test_one_that_may_not_be_read(ours: Address, as_nobody: Callable[[Callable[[], str]], str]) -> None:
    assert ours.path is not None
    ours.path.chmod(0)

    def look() -> str:
        with pytest.raises(DatabaseError, match="Permission denied"), open_reader(ours):
            pass
        return "refused"

    assert as_nobody(look) == "refused"
    ours.path.parent.chmod(0)
    assert as_nobody(look) == "refused"
    ours.path.parent.chmod(0o755)


def test_who_may_not_write_leaves_nothing_in_a_folder_where_all_may(ours: Address, as_nobody: Callable[[Callable[[], str]], str]) -> None:
    """A log of a stranger's would lock the owner out."""
    assert ours.path is not None
    for folder in (ours.path.parent, *ours.path.parent.parents):
        if folder.stat().st_uid == os.getuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    ours.path.chmod(0o644)
    ours.path.parent.chmod(0o777)

    def look() -> str:
        with run(ours, NAMES, {}) as (_names, rows, _warnings):
            return "".join(names_in(ours)) + "".join(row[0] for row in rows) + "".join(os.listdir(os.path.dirname(ours.sqlite())))

    assert as_nobody(look) == "甲乙甲乙vet.db"
    assert os.listdir(ours.path.parent) == ["vet.db"]


def test_one_that_another_program_holds_is_one_line(ours: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ours.path is not None
    monkeypatch.setattr("liuzhou_vet.database.reader.PATIENCE", 0)
    with closing(sqlite3.connect(ours.path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseError, match="another program holds it"), open_reader(ours):
            pass


def test_it_leaves_no_file_and_changes_none(ours: Address, contents: Contents) -> None:
    assert ours.path is not None
    before = contents(ours.path.parent)
    assert names_in(ours) == ["甲", "乙"]
    assert contents(ours.path.parent) == before


@pytest.mark.parametrize("name", ["with space.db", "质量年报.db", "odd ?#%20.db", "file:x.db", "a&mode=rwc.db"])
def test_any_file_name_will_do(ours: Address, tmp_path: Path, name: str) -> None:
    assert ours.path is not None
    address = parse(str(Path(shutil.copy(ours.path, tmp_path / name))))
    assert names_in(address) == ["甲", "乙"]
    with writing(address) as connection:
        connection.exec_driver_sql("DELETE FROM topic WHERE code = 'b'")
    assert names_in(address) == ["甲"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["ours", name])


def test_it_goes_on_while_a_load_runs(ours: Address) -> None:
    with writing(ours) as connection:
        connection.exec_driver_sql("DELETE FROM topic")
        rows = [(f"t{number}", f"题{number}", "Topic", number) for number in range(200_000)]
        connection.exec_driver_sql("INSERT INTO topic VALUES (?, ?, ?, ?)", rows)  # larger than the cache: it spills
        assert names_in(ours) == ["甲", "乙"]
    assert len(names_in(ours)) == 200_000


def test_one_command_sees_one_state(ours: Address) -> None:
    with open_reader(ours) as reader:
        first = list(reader.query(NAMES)[1])
        with writing(ours) as connection:
            connection.exec_driver_sql("DELETE FROM topic")
        assert list(reader.query(NAMES)[1]) == first


def test_a_read_only_folder(read_only: Address, as_nobody: Callable[[Callable[[], str]], str]) -> None:
    def look() -> str:
        with run(read_only, NAMES, {}) as (_names, rows, _warnings):
            said = "".join(names_in(read_only)) + "".join(row[0] for row in rows)
        with pytest.raises(DatabaseError) as refused, writing(read_only):
            pass
        assert "may only be read" in str(refused.value)
        return said

    assert as_nobody(look) == "甲乙甲乙"


def test_a_read_only_folder_with_changes_not_yet_in_the_file(read_only: Address, as_nobody: Callable[[Callable[[], str]], str]) -> None:
    """Rows that are committed are seen, or the database is refused; they are never overlooked."""
    assert read_only.path is not None
    with sqlite3.connect(read_only.path) as writer:  # kept open: what it committed stays beside the file
        writer.execute("DELETE FROM topic WHERE code = 'b'")
        writer.commit()
        said = as_nobody(lambda: "".join(names_in(read_only)))
        assert said == "甲" or said.startswith("DatabaseError")
    writer.close()


def test_a_broken_page_met_while_reading_is_one_line(ours: Address) -> None:
    assert ours.path is not None
    content = bytearray(ours.path.read_bytes())
    with sqlite3.connect(ours.path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'topic'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    content[(page - 1) * size : page * size] = b"\x07" * size
    ours.path.write_bytes(content)
    with pytest.raises(DatabaseError):
        names_in(ours)


def test_it_never_imports_sqlalchemy(ours: Address) -> None:
    program = f"""
import sys
from liuzhou_vet.database.address import parse
from liuzhou_vet.database.adhoc import run
from liuzhou_vet.database.reader import open_reader
from liuzhou_vet.database.first_use import ensure_default
from liuzhou_vet.database.status import status
address = parse({str(ours.path)!r})
ensure_default(address)
with open_reader(address) as reader:
    assert len(list(reader.query("SELECT * FROM topic")[1])) == 2
with run(address, "SELECT * FROM topic", {{}}) as (names, rows, warnings):
    assert len(list(rows)) == 2
status(address)
print([name for name in ("sqlalchemy", "alembic", "platformdirs", "psycopg") if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("url", ["postgresql://me:secret@127.0.0.1:1/vet", "mysql://me:secret@host/vet", "nonsense://me:secret@host"])
@pytest.mark.parametrize("use", [_read, _ask, _write])
def test_a_database_that_is_neither_a_file_nor_a_server_that_answers_is_refused(url: str, use: Callable[[Address], None]) -> None:
    with pytest.raises(DatabaseError, match="cannot connect|neither a SQLite file nor PostgreSQL|SQLite files only") as refused:
        use(parse(url))
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)
