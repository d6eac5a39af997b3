"""What a load would do is told row by row: the same rows that the load counts, old and new side by side."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def diff(database: Any) -> Callable[..., list[tuple[Any, ...]]]:
    """Return a function that tells what a load would do: form, action, column, old, new."""

    def told(*paths: Path) -> list[tuple[Any, ...]]:
        from liuzhou_vet.intake.load import diff

        with database.engine.begin() as connection:
            found, _wording = diff(connection, paths)
        return [(each.form, each.action, each.column, each.old, each.new) for each in found]

    return told


def test_nothing_differs_from_what_is_loaded(city: Any, database: Any, diff: Any) -> None:
    database.load(city.path)
    assert diff(city.path) == []


def test_a_changed_cell_is_told_with_both_its_values(city: Any, database: Any, diff: Any) -> None:
    database.load(city.path)
    city.replace("schools", "甲校,secondary_vocational", "新甲校,secondary_vocational")
    city.replace("schools", "（民办）,private", ",private")
    for form, column in (("programmes", "甲校"), ("school_honours", "甲校"), ("successions", "甲校"), ("observations", "甲校")):
        city.replace(form, f"{column},", "xugou-jia,")
    assert diff(city.path) == [
        ("schools", "change", "short_name", "甲校", "新甲校"),
        ("schools", "change", "printed_name", "虚构县乙职业学校（民办）", "虚构县乙职业学校"),
    ]


def test_a_blank_cell_is_none(city: Any, database: Any, diff: Any) -> None:
    database.load(city.path)
    city.replace("programme_changes", "opened,1.2,", "opened,1.2,虚构的备注")
    assert diff(city.path) == [("programme_changes", "change", "note", None, "虚构的备注")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1.1,120人,1", "1.2,120人,1", [("section", "1.1", "1.2")]),
        ("1.1,120人,1", "1.1,120人,2", [("nth", 1, 2)]),
        ("120,,person,0,exact,,,1.1,120人", "121,,person,0,exact,,,1.1,121人", [("value", 120, 121), ("printed", "120人", "121人")]),
        ("0,exact,,,1.1,120人", "0,about,,,1.1,120人", [("bound", "exact", "about")]),
    ],
)
def test_a_changed_citation_is_a_change_and_no_other_row(
    city: Any, database: Any, diff: Any, old: str, new: str, told: list[tuple[Any, ...]]
) -> None:
    database.load(city.path)
    city.replace("observations", old, new)
    city.remove("remarks", 2)
    observations = [row for row in diff(city.path) if row[0] == "observations"]
    assert observations == [("observations", "change", *row) for row in told]


def test_a_new_row_is_told_whole_and_so_is_one_that_is_gone(city: Any, database: Any, diff: Any) -> None:
    database.load(city.path)
    city.add("documents", "xugou-wenjian-2,虚构的通知之二,,notice,,,")
    city.remove("mentions", 3)
    city.add("enterprises", "xugou-gongsi-2,虚构公司二,,,虚构业,,1.2")
    added, removed = "add", "remove"
    mention = database.rows("SELECT subject_code, section FROM mention WHERE report_code = 'xugou-2031'")
    found = diff(city.path)
    assert found[0] == (
        "enterprises",
        added,
        None,
        None,
        {"code": "xugou-gongsi-2", "name": "虚构公司二", "industry": "虚构业", "section": "1.2"},
    )
    assert found[1][:3] == ("mentions", removed, None)
    assert (found[1][3]["subject"], found[1][3]["section"]) in mention
    assert found[2] == ("documents", added, None, None, {"code": "xugou-wenjian-2", "title": "虚构的通知之二", "document_kind": "notice"})


def test_a_report_that_is_not_loaded_yet_is_new_in_every_row(city: Any, diff: Any) -> None:
    assert {row[1] for row in diff(city.path)} == {"add"}


def test_a_form_that_brings_a_section_of_a_known_thing_changes_it(city: Any, database: Any, diff: Any) -> None:
    database.load(city.path)
    text = city.file("enterprises").read_text(encoding="utf-8").splitlines()
    assert text[1].endswith(",1.2")
    city.replace("enterprises", text[1], text[1].removesuffix("1.2"))
    assert diff(city.path) == [("enterprises", "change", "section", "1.2", None)]


def test_the_differences_are_those_that_a_load_counts(city: Any, database: Any, diff: Any) -> None:
    database.load(city.path)
    city.replace("observations", "70人", "71人")
    city.replace("observations", "1.1,120人", "1.2,120人")
    city.remove("observations", 8)
    city.add("observations", "虚构市,staff,2031,end,,,,,200,,person,0,exact,,,1.1,200人,1,")
    city.remove("remarks", 2)
    city.remove("mentions", 3)
    city.add("documents", "xugou-wenjian-2,虚构的通知之二,,notice,,,")
    rows = {(form, action, str(old) if action != "change" else column) for form, action, column, old, _new in diff(city.path)}
    told = {form: tuple(sum(f == form and a == action for f, a, _c in rows) for action in ("add", "remove")) for form, _a, _c in rows}
    counted = {form: counts for form, counts in database.load(city.path).items() if counts[0] or counts[1] or counts[3]}
    assert counted["observations"] == (1, 2, 4, 1)
    assert {form: (added, removed) for form, (added, _changed, _unchanged, removed) in counted.items()} == told


def test_nothing_is_written(city: Any, database: Any, diff: Any) -> None:
    database.load(city.path)
    before = database.contents()
    city.replace("observations", "70人", "71人")
    assert diff(city.path)
    assert database.contents() == before
