"""A report in the database is given back as the forms it was loaded from: written and loaded again, nothing changes."""

from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.intake.blank.csv_forms import csv_files
from liuzhou_vet.intake.blank.filled import Filled
from liuzhou_vet.intake.blank.form_words import FormWords
from liuzhou_vet.intake.blank.unload import unload
from liuzhou_vet.intake.check import check
from liuzhou_vet.intake.forms import HEAD, OUTLINE, REPORT

INVENTED = sorted(head.parent for head in (Path(__file__).parents[1] / "invented").glob("*/report.toml"))


def write(folder: Path, forms: dict[str, Filled], database: Any) -> None:
    code = forms["report"].rows[0]["code"]
    folder.mkdir()
    for name, content in csv_files(forms.values(), FormWords(database.query, code), str(folder)).items():
        (folder / name).write_bytes(content)


def reloads_as_it_is(folder: Path, database: Any) -> None:
    assert [str(fault) for fault in check([folder], database.query) if fault.severity == "error"] == []
    before = database.contents()
    counts = database.load(folder)
    assert {name: count for name, count in counts.items() if count[0] or count[1] or count[3]} == {}
    assert counts["observations"][2] > 0
    after = database.contents()
    assert {table for table in before if before[table] != after[table]} <= {"seed_load"}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_packaged_report_comes_back_whole(database: Any, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    database.load(Path("2020"))
    write(tmp_path / "again", unload(database.query, "liuzhou-2020"), database)
    reloads_as_it_is(tmp_path / "again", database)


@pytest.mark.slow
@pytest.mark.parametrize("folder", INVENTED, ids=lambda folder: folder.name)
def test_an_invented_report_comes_back_whole_beside_the_others(database: Any, tmp_path: Path, folder: Path) -> None:
    database.load(*INVENTED)
    write(tmp_path / "again", unload(database.query, f"xugou-{folder.name}"), database)
    reloads_as_it_is(tmp_path / "again", database)


def test_every_form_of_a_report_is_there_and_of_the_catalogue_only_those_that_say_something(city: Any, database: Any) -> None:
    database.load(city.path)
    names = {form.name for form in (HEAD, OUTLINE, *REPORT)}
    assert set(unload(database.query, "xugou-2031")) == names | {"regions", "majors"}


def test_rows_follow_the_forms_where_the_order_matters(city: Any, database: Any) -> None:
    city.add("observations", "虚构市,full_time_teachers,2030,end,,,,,119,,person,0,exact,,,1.1,119人,1,")
    database.load(city.path)
    forms = unload(database.query, "xugou-2031")
    assert [row["number"] for row in forms["sections"].rows] == ["title", "1", "1.1", "1.2"]
    assert forms["observations"].rows[0]["printed"] == "120人"
    assert forms["observations"].rows[-1]["printed"] == "119人"


def test_a_number_has_the_decimals_it_was_printed_with(city: Any, database: Any) -> None:
    database.load(city.path)
    rows = {row.get("printed"): row for row in unload(database.query, "xugou-2031")["observations"].rows}
    assert rows["94.50%"]["value"] == "94.50"
    assert rows["5人"]["value"] == "-5"
    assert rows["5人"]["measure"] == "change"


@pytest.mark.slow
def test_what_a_form_said_elsewhere_stays_there(city: Any, database: Any) -> None:
    """A section in the form of a subject and a row of mentions are two ways to say the same, and each comes back in its place."""
    database.load(city.path)
    forms = unload(database.query, "xugou-2031")
    assert {row["code"]: row["section"] for row in forms["schools"].rows} == {"xugou-jia": "1.1", "xugou-yi": "1.1"}
    assert {"subject": "xugou-jia", "section": "1.2"} in forms["mentions"].rows


def test_a_report_that_is_not_there_has_no_rows(database: Any) -> None:
    assert not any(filled.rows for filled in unload(database.query, "xugou-1999").values())
