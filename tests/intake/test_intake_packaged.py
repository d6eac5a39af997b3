"""The packaged seeds are right in every respect that the check knows, and load whole."""

from typing import Any

from liuzhou_vet.database.resources import seeds_folder
from liuzhou_vet.intake.check import check


def test_the_packaged_seeds_have_no_fault_and_no_warning() -> None:
    reports = [path.parent for path in sorted(seeds_folder().glob("*/report.toml"))]
    assert reports
    assert check([seeds_folder() / "catalogue", *reports]) == []


def test_a_bare_name_is_a_folder_of_the_seeds(database: Any) -> None:
    from pathlib import Path

    counts = database.load(Path("2020"))
    assert counts["schools"][0] == 10
    assert database.rows("PRAGMA foreign_key_check") == []
    assert database.rows("SELECT count(*) FROM observation") == [(counts["observations"][0],)]
