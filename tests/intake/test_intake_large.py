"""A report so large that its rows go into the table in a stream and the indexes are made afterwards; it is invented."""

from pathlib import Path
from typing import Any

import pytest
from benchmarks.generator import write_report

ROWS = 25_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "report"
    write_report(folder, ROWS)
    return folder


def _indexes(database: Any) -> list[tuple[Any, ...]]:
    return database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'observation' ORDER BY name")


@pytest.mark.slow
def test_a_large_report_is_loaded_whole_and_leaves_every_index(large: Path, database: Any) -> None:
    before = _indexes(database)
    warnings: list[Any] = []
    counts = database.load(large, warn=warnings.append)
    assert counts["observations"] == (ROWS, 0, 0, 0)
    assert warnings == []
    assert database.rows("SELECT count(*) FROM observation") == [(ROWS,)]
    assert len(before) == 3
    assert _indexes(database) == before
    assert database.rows("PRAGMA integrity_check") == [("ok",)]
    assert database.rows("PRAGMA foreign_key_check") == []


@pytest.mark.slow
def test_a_change_in_a_large_report_is_found(large: Path, database: Any, tmp_path: Path) -> None:
    database.load(large)
    assert database.load(large)["observations"] == (0, 0, ROWS, 0)
    file = large / "observations.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    first = lines[1].split(",")
    assert first[16] == "200人"
    first[8], first[16] = "201", "201人"
    file.write_text("\n".join([lines[0], ",".join(first), *lines[2:-1]]) + "\n", encoding="utf-8")
    assert database.load(large)["observations"] == (0, 1, ROWS - 2, 1)


@pytest.mark.slow
def test_one_wrong_row_at_the_end_of_a_large_report_refuses_all_of_it(large: Path, database: Any) -> None:
    before = database.contents()
    file = large / "observations.csv"
    text = file.read_text(encoding="utf-8")
    with file.open("a", encoding="utf-8") as stream:
        stream.write(text.splitlines()[1].replace("person,0", "perzon,0") + "\n")
    (fault,) = (each for each in database.refusal(large) if each.severity == "error")
    assert (fault.line, fault.column) == (len(text.splitlines()) + 1, "unit")
    assert database.contents() == before
    assert len(_indexes(database)) == 3
