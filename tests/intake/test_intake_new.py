"""Blank forms for a new year, as a folder and as a workbook: complete, readable, claiming nothing; filled in, they load."""

import re
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.errors import VetError
from liuzhou_vet.intake.blank.choices import choices_of
from liuzhou_vet.intake.blank.filled import Filled
from liuzhou_vet.intake.blank.new import New, new_forms
from liuzhou_vet.intake.check import check
from liuzhou_vet.intake.forms import FORMS, HEAD, OUTLINE, REPORT
from liuzhou_vet.intake.vocabulary import Vocabulary

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"], indirect=True)
KINDS = pytest.mark.parametrize("kind", ["folder", "workbook"])


@pytest.fixture
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a language the one in use."""
    monkeypatch.setenv("LANGUAGE", request.param)
    return str(request.param)


@pytest.fixture
def known(city: Any, database: Any) -> Any:
    """Return a database in which the invented city has its report for 2031, with some more figures."""
    city.add(
        "observations",
        "虚构市,full_time_teachers,2030,end,,,,,119,,person,0,exact,,,1.1,119人,1,",
        "虚构市,full_time_teachers,2031,end,,,,,120,,person,0,exact,,,1.2,120人,1,又一次",
        "甲校虚构培训,training_person_times,2031,,,,,,30,,person_time,0,exact,,,1.2,30人次,1,",
        "虚构市,part_time_teachers,2031,end,,,,,100,200,person,0,range,,,1.2,100-200人,1,",
    )
    database.load(city.path)
    return database


def blank(known: Any, year: int = 2032) -> New:
    return new_forms(known.query, "xugou-2031", "999900", year)


def form(new: New, name: str) -> Filled:
    return next(filled for filled in new.forms if filled.form.name == name)


def written(new: New, kind: str, path: Path) -> Path:
    if kind == "workbook":
        (path / "new.xlsx").write_bytes(new.workbook("new.xlsx"))
        return path / "new.xlsx"
    (path / "new").mkdir()
    for name, content in new.files("new").items():
        (path / "new" / name).write_bytes(content)
    return path / "new"


def rules(path: Path, known: Any) -> set[tuple[str, str]]:
    return {(fault.severity, fault.rule) for fault in check([path], known.query)}


@pytest.mark.slow
@LANGUAGES
@KINDS
def test_nothing_filled_in_is_no_error(known: Any, tmp_path: Path, language: str, kind: str) -> None:
    assert rules(written(blank(known), kind, tmp_path), known) == {("warning", "not_filled_in")}


@pytest.mark.slow
@LANGUAGES
@KINDS
def test_the_packaged_report_gives_forms_without_a_fault(database: Any, tmp_path: Path, language: str, kind: str) -> None:
    database.load(Path("2020"))
    new = new_forms(database.query, "liuzhou-2020", "450200", 2021)
    assert rules(written(new, kind, tmp_path), database) == {("warning", "not_filled_in")}


@KINDS
def test_blank_forms_claim_nothing_but_who_is_there(known: Any, tmp_path: Path, kind: str) -> None:
    before = known.contents()
    known.load(written(blank(known), kind, tmp_path))
    after = known.contents()
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"report", "section", "school_listing", "provenance", "seed_load"}


def test_every_form_is_there_in_an_order_for_people(known: Any) -> None:
    names = [filled.form.name for filled in blank(known).forms]
    assert names[:4] == ["report", "sections", "schools", "observations"]
    assert sorted(names) == sorted(form.name for form in (HEAD, OUTLINE, *REPORT))


def test_the_head_is_of_the_new_year_and_has_no_file_yet(known: Any) -> None:
    (head,) = form(blank(known), "report").rows
    assert head == {
        "code": "xugou-2032",
        "title": "虚构市中等职业教育2032年度质量报告",
        "kind": "city",
        "subject": "999900",
        "region": "999900",
        "year": "2032",
    }
    outline = form(blank(known), "sections").rows
    assert outline[0] == {"number": "title", "heading": "虚构市中等职业教育2032年度质量报告"}
    assert [row["number"] for row in outline] == ["title", "1", "1.1", "1.2"]


def test_report_toml_says_what_its_codes_mean(known: Any) -> None:
    text = blank(known).files("new")["report.toml"].decode()
    assert re.search(r'^region = "999900"  # .*虚构市', text, re.MULTILINE)
    assert re.search(r"^# publisher = ", text, re.MULTILINE)
    assert tomllib.loads(text)["year"] == 2032


def test_schools_are_filled_in_and_cite_nothing(known: Any) -> None:
    jia = form(blank(known), "schools").rows[0]
    assert (jia["code"], jia["name"], jia["short_name"], jia["ordinal"]) == ("xugou-jia", "虚构市甲职业学校", "甲校", "1")
    assert "section" not in jia
    assert jia["ref_section"] == "1.1"


def test_a_figure_is_asked_for_once_a_series_and_stands_as_it_was_said(known: Any) -> None:
    rows = [
        row for row in form(blank(known), "observations").rows if row["indicator"] == "full_time_teachers" and row["subject"] == "999900"
    ]
    levels = [row for row in rows if "measure" not in row]
    assert [(row["year"], row["ref_year"], row["ref_value"], row["ref_printed"], row["ref_section"]) for row in levels] == [
        ("2032", "2031", "120", "120人", "1.1"),
        ("2031", "2030", "119", "119人", "1.1"),
    ]
    assert [(row["measure"], row["ref_value"]) for row in rows if "measure" in row] == [("change", "-5")]
    assert levels[0]["period"] == "end"
    assert levels[0]["unit"] == "person"
    assert not {"value", "decimals", "bound", "status", "section", "printed", "nth", "note"} & levels[0].keys()


def test_a_range_stands_in_one_cell_with_its_bound(known: Any) -> None:
    (row,) = (row for row in form(blank(known), "observations").rows if row["indicator"] == "part_time_teachers")
    assert (row["ref_value"], row["ref_bound"], row["unit"]) == ("100-200", "range", "person")


def test_what_belonged_to_one_year_is_not_asked_for_again(known: Any) -> None:
    new = blank(known)
    assert "xugou-jia.peixun" not in {row["subject"] for row in form(new, "observations").rows}
    for name in ("activities", "participation", "documents", "cases", "problems", "mentions", "remarks", "not_data", "successions"):
        assert form(new, name).rows == []


def test_what_may_hold_again_is_shown_and_not_claimed(known: Any) -> None:
    new = blank(known)
    for name in ("school_honours", "group_members", "cooperation", "clusters", "report_aliases"):
        filled = form(new, name)
        assert filled.rows
        assert all(column.startswith("ref_") for row in filled.rows for column in row)
    assert form(new, "school_honours").rows[0]["ref_school"] == "xugou-jia"


def test_several_years_may_lie_between(known: Any) -> None:
    rows = form(blank(known, year=2034), "observations").rows
    assert {row["year"] for row in rows} == {"2034", "2033"}


@LANGUAGES
def test_every_head_is_read_back_as_its_column(known: Any, language: str) -> None:
    wording = blank(known).wording
    vocabulary = Vocabulary(wording.known.words)
    for each in FORMS.values():
        heads = [wording.head(each, name) for name in each.columns]
        assert [vocabulary.head(each, head) for head in heads] == list(each.columns)
        assert len(set(heads)) == len(heads)


@LANGUAGES
def test_every_coded_value_is_read_back_as_its_code(known: Any, language: str) -> None:
    wording = blank(known).wording
    vocabulary = Vocabulary(wording.known.words)
    lists = {field.kind.partition(":")[2] for each in FORMS.values() for field in each.fields if field.kind.startswith("list:")}
    for name in lists:
        assert wording.values(name)
        assert [vocabulary.value(name, wording.coded(name, code).word) for code in wording.values(name)] == wording.values(name)


def test_a_thing_is_written_by_its_name_unless_another_bears_it(city: Any, database: Any) -> None:
    city.add("schools", "xugou-bing,某某公司,,secondary_vocational,999900,3,丙,public,stated,,")
    city.replace("observations", "甲校,", "xugou-jia,")
    database.load(city.path)
    wording = blank(database).wording
    assert wording.name("subject", "xugou-jia") == "虚构市甲职业学校"
    assert wording.name("subject", "xugou-bing") == "某某公司"
    city.add("enterprises", "xugou-gongsi-2,虚构市甲职业学校,,,,,")
    database.load(city.path)
    wording = blank(database).wording
    assert wording.name("subject", "xugou-jia") == "xugou-jia"
    assert wording.name("school", "xugou-jia") == "虚构市甲职业学校"


@pytest.mark.slow
@KINDS
def test_what_is_filled_in_is_loaded(known: Any, tmp_path: Path, kind: str) -> None:
    new = blank(known)
    rows = form(new, "observations").rows
    rows[0] |= {"printed": "125人", "section": "1.1"}
    rows[1] |= {"value": "5", "unit": "人"}
    path = written(new, kind, tmp_path)
    assert rules(path, known) == {("warning", "not_filled_in"), ("warning", "no_citation")}
    known.load(path)
    assert known.rows("SELECT value, year, status FROM observation WHERE report_code = 'xugou-2032' ORDER BY ordinal") == [
        (125.0, 2032, "A"),
        (5.0, 2032, "P"),
    ]
    assert known.rows("SELECT count(*) FROM observation WHERE report_code = 'xugou-2031' AND value = 120") == [(2,)]


def test_a_report_on_record_is_told_of(known: Any, tmp_path: Path) -> None:
    assert not blank(known).on_record
    known.load(written(blank(known), "folder", tmp_path))
    assert blank(known).on_record


@LANGUAGES
def test_every_column_is_explained(known: Any, language: str) -> None:
    new = blank(known)
    text = new.files("some/place")["说明.txt" if language == "zh" else "Explanation.txt"].decode("utf-8-sig")
    assert "vet seed check some/place" in text
    for filled in new.forms:
        for name in filled.form.columns:
            meaning = new.wording.column(filled.form, name).meaning
            assert meaning
            assert meaning in text
    assert ("年末（end）" if language == "zh" else "Year's end (end)") in text


@pytest.mark.slow
def test_a_region_without_a_report_begins_with_the_catalogue(database: Any, tmp_path: Path) -> None:
    database.load(Path("2020"))
    new = new_forms(database.query, "", "450900", 2022)
    assert new.code == "450900-2022"
    assert form(new, "schools").rows == []
    rows = form(new, "observations").rows
    assert {row["subject"] for row in rows} == {"450900"}
    assert {row["year"] for row in rows} == {"2022"}
    by_indicator = {row["indicator"]: row for row in rows}
    assert len(by_indicator) == len(rows)
    assert by_indicator["full_time_teachers"]["period"] == "end"  # as other cities' reports state it
    assert "labour_base_area" not in by_indicator  # which is only ever stated of a place
    assert rules(written(new, "folder", tmp_path), database) == {("warning", "not_filled_in")}


def test_a_first_report_without_any_other_knows_the_catalogue_too(database: Any, tmp_path: Path) -> None:
    new = new_forms(database.query, "", "450900", 2030)
    assert len(form(new, "observations").rows) == database.rows("SELECT count(*) FROM indicator")[0][0]
    assert form(new, "report").rows[0]["outline_edition"] == "outline-2024"
    assert rules(written(new, "workbook", tmp_path), database) == {("warning", "not_filled_in")}


def parts(content: bytes, path: Path) -> dict[str, str]:
    (path / "book.xlsx").write_bytes(content)
    with zipfile.ZipFile(path / "book.xlsx") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


@pytest.fixture
def book(known: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[New, list[str], dict[str, str]]]:
    """Return a function that gives new forms, the names of the sheets of their workbook and its parts."""

    def make(language: str = "zh") -> tuple[New, list[str], dict[str, str]]:
        monkeypatch.setenv("LANGUAGE", language)
        new = blank(known)
        found = parts(new.workbook("new.xlsx"), tmp_path)
        return new, re.findall(r'<sheet name="([^"]*)"', found["xl/workbook.xml"]), found

    return make


def test_a_workbook_has_a_sheet_a_form_and_one_that_explains_them(book: Any) -> None:
    new, sheets, _parts = book()
    assert sheets[:5] == ["说明", "报告", "章节表", "学校", "观测值"]
    assert sheets[-1] == "选项"
    assert len(sheets) == len(new.forms) + 2
    assert max(map(len, sheets)) <= 31
    assert book("en")[1][:5] == ["Explanation", "report", "sections", "schools", "observations"]


def sheet_of(found: dict[str, str], sheets: list[str], name: str) -> str:
    return found[f"xl/worksheets/sheet{sheets.index(name) + 1}.xml"]


def test_every_cell_is_text(book: Any) -> None:
    _new, sheets, found = book()
    formats = re.findall(r"<xf [^>]*>", found["xl/styles.xml"].partition("<cellXfs")[2])
    for name in sheets[1:-1]:
        sheet = sheet_of(found, sheets, name)
        assert set(re.findall(r'<c r="[A-Z]+\d+" s="\d+" t="(\w+)"', sheet)) <= {"s"}
        assert not re.findall(r'<c r="[A-Z]+\d+" s="\d+">', sheet)
        for style in re.findall(r'<col [^>]*style="(\d+)"', sheet):
            assert 'numFmtId="49"' in formats[int(style)]  # @, whole columns, so also the rows to come


def test_a_fixed_choice_is_a_list_that_forbids_nothing(book: Any) -> None:
    new, sheets, found = book()
    for filled in new.forms:
        sheet = sheet_of(found, sheets, new.wording.sheet(filled.form))
        lists = re.findall(r"<dataValidation .*?</dataValidation>", sheet)
        wanted = [field for field in filled.form.fields if choices_of(field, new.forms, new.wording)]
        assert len(lists) == len(wanted)
        assert all('errorStyle="information"' in each for each in lists)
        assert {field.name for field in filled.form.fields if field.kind == "flag" or field.kind.startswith("list:")} <= {
            field.name for field in wanted
        }


def test_a_list_holds_words_that_are_read_back(book: Any) -> None:
    new, _sheets, _found = book()
    fields = {field.name: field for field in FORMS["observations"].fields}
    assert choices_of(fields["period"], new.forms, new.wording).words[:2] == ("年末", "全年")
    assert "人" in choices_of(fields["unit"], new.forms, new.wording).words
    assert choices_of(fields["subject"], new.forms, new.wording).words[0] == "虚构市"
    assert choices_of(fields["note"], new.forms, new.wording) is None
    complete = next(field for field in FORMS["clusters"].fields if field.name == "complete")
    assert choices_of(complete, new.forms, new.wording).words == ("是", "否")


def test_schools_to_choose_are_those_of_the_sheet_also_new_ones(book: Any) -> None:
    _new, sheets, found = book()
    sheet = sheet_of(found, sheets, "学校荣誉表")
    assert "OFFSET('学校'!$B$2,0,0,MAX(1,COUNTA('学校'!$B$2:$B$1003)),1)" in sheet.replace("&apos;", "'")


def test_heads_stay_in_sight_and_are_explained(book: Any) -> None:
    _new, sheets, found = book()
    assert '<pane xSplit="2" ySplit="1"' in sheet_of(found, sheets, "观测值")
    assert '<pane ySplit="1"' in sheet_of(found, sheets, "学校")
    assert "<autoFilter" in sheet_of(found, sheets, "观测值")
    comments = "".join(text for name, text in found.items() if name.startswith("xl/comments"))
    assert "必填" in comments or "must be filled in" in comments


def test_columns_are_wide_enough_for_chinese(book: Any) -> None:
    _new, sheets, found = book()
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet_of(found, sheets, "学校"))]
    assert widths[1] > 2 * len("虚构市甲职业学校")
    assert max(widths) < 50


def test_without_the_library_one_line_says_what_to_install(known: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(VetError, match=r"pip install 'liuzhou_vet\[excel\]'"):
        blank(known).workbook("new.xlsx")
