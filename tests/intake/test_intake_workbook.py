"""A report as a workbook: the same as its folder, its sheets known by name, its rows numbered as the spreadsheet numbers them."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from workbooks import Book, Typed, message, where

from liuzhou_vet.intake.check import check, packaged_catalogue
from liuzhou_vet.intake.reading.xlsx import XlsxFile

OBSERVATIONS = "observations"


def test_a_workbook_is_the_same_as_the_folder(city: Any, book: Book, database: Any, catalogue_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(catalogue_file, tmp_path / "other.db")
    other = type(database)(tmp_path / "other.db")
    database.load(city.path)
    other.load(book.save(tmp_path / "forms.xlsx"))
    from_folder, from_workbook = database.contents(), other.contents()
    other.engine.dispose()
    del from_folder["seed_load"], from_workbook["seed_load"]
    assert from_workbook == from_folder


def test_loaded_after_the_folder_it_changes_nothing(city: Any, book: Book, database: Any, tmp_path: Path) -> None:
    database.load(city.path)
    counts = database.load(book.save(tmp_path / "forms.xlsx"))
    assert {(added, changed, removed) for added, changed, _unchanged, removed in counts.values()} == {(0, 0, 0)}


def test_sheets_and_heads_may_bear_their_labels(book: Book, tmp_path: Path, told: Callable[..., Any]) -> None:
    words = packaged_catalogue().words
    sheets = {word.item: word.zh for word in words if not word.part and not word.coded}
    heads = {(word.item, word.part): word.zh for word in words if word.part and not word.coded}
    book.sheets = {sheets[form]: [[heads.get((form, head), head) for head in rows[0]], *rows[1:]] for form, rows in book.sheets.items()}
    assert {"报告", "章节表", "学校", "观测值"} <= set(book.sheets)
    assert told() == []


@pytest.mark.parametrize("name", ["Schools", " SCHOOLS ", "学校", "ｓｃｈｏｏｌｓ"])
def test_names_of_sheets_are_folded(book: Book, told: Callable[..., Any], name: str) -> None:
    book.sheets[name] = book.sheets.pop("schools")
    assert told() == []


def test_the_record_of_the_load_names_file_sheet_and_sha256(book: Book, database: Any, tmp_path: Path) -> None:
    path = book.save(tmp_path / "forms.xlsx")
    database.load(path)
    sha256 = XlsxFile(path).sha256
    records = database.rows("SELECT form, path, sha256 FROM seed_load WHERE source = 'xugou-2031'")
    assert {form: (place, of) for form, place, of in records} == {form: (f"{path}!{form}", sha256) for form in book.sheets}


def test_a_fault_is_one_line_with_sheet_row_and_column(book: Book, vet: Callable[..., Any], tmp_path: Path) -> None:
    book.set("schools", 3, "ordinal", "x")
    path = book.save(tmp_path / "forms.xlsx")
    ran = vet("seed", "check", str(path))
    assert ran.code == 1
    assert f"{path}!schools:3:ordinal: “x” is no number" in ran.out


def test_labels_name_the_sheet_in_faults_as_it_is_named(book: Book, told: Callable[..., Any]) -> None:
    book.set("schools", 2, "ownership", "zzz")
    book.sheets["学校"] = book.sheets.pop("schools")
    assert ("学校", 2, "ownership", "list") in told()


@pytest.mark.parametrize("name", ["说明", "选项", "Explanation", "Lists"])
def test_sheets_for_the_reader_are_ignored(book: Book, told: Callable[..., Any], name: str) -> None:
    book.sheets[name] = [["anything"]]
    assert told() == []


def test_an_empty_further_sheet_is_ignored(book: Book, told: Callable[..., Any]) -> None:
    book.sheets["Sheet1"] = [[" "]]
    assert told() == []


def test_any_other_further_sheet_is_a_fault_with_the_nearest_name(book: Book, tmp_path: Path, told: Callable[..., Any]) -> None:
    book.sheets["Sheet1"] = [["notes"]]
    assert told() == [("Sheet1", 1, "", "form")]
    book.sheets["school"] = book.sheets.pop("Sheet1")
    assert "did you mean “schools”" in message(book, tmp_path)


def test_two_sheets_of_one_form(book: Book, told: Callable[..., Any]) -> None:
    book.sheets["学校"] = book.sheets["schools"]
    assert told() == [("学校", 1, "", "form")]


def test_a_missing_form(book: Book, told: Callable[..., Any]) -> None:
    del book.sheets["places"]
    assert told() == [("places", 1, "", "form")]


def test_a_form_of_the_catalogue_alone(book: Book, told: Callable[..., Any]) -> None:
    book.sheets["labels"] = [["item"]]
    assert told() == [("labels", 1, "", "form")]


def test_without_its_head_it_is_no_report(book: Book, told: Callable[..., Any]) -> None:
    del book.sheets["report"]
    assert told() == [("forms.xlsx", 1, "code", "form")]


def test_without_a_code_it_is_no_report(book: Book, told: Callable[..., Any]) -> None:
    book.set("report", 2, "code", "")
    assert told() == [("report", 2, "code", "required")]


def test_a_head_has_one_row(book: Book, told: Callable[..., Any]) -> None:
    book.sheets["report"].append(book.sheets["report"][1])
    assert ("report", 3, "code", "form") in told()


def test_without_sections_there_is_no_outline(book: Book, told: Callable[..., Any]) -> None:
    del book.sheets["sections"][1:]
    assert ("sections", 1, "number", "required") in told()


def test_the_folder_and_the_workbook_at_once(city: Any, book: Book, tmp_path: Path) -> None:
    faults = check([city.path, book.save(tmp_path / "forms.xlsx")])
    assert ("report", 2, "code", "duplicate") in map(where, faults)


def test_a_workbook_in_a_folder(city: Any, faults: Callable[..., Any]) -> None:
    for name in ("forms.xlsx", "old.xls", "~$forms.xlsx", ".hidden.xlsx"):
        city.file(name).write_bytes(b"")
    assert faults(city.path) == [("forms.xlsx", 1, "", "form"), ("old.xls", 1, "", "form")]


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(book: Book, told: Callable[..., Any]) -> None:
    book.sheets["schools"].insert(1, [])
    book.sheets["schools"].insert(0, [])
    book.sheets["schools"][4][5] = "x"
    assert told() == [("schools", 5, "ordinal", "number")]


def test_a_title_above_the_head(book: Book, told: Callable[..., Any]) -> None:
    book.sheets["awards"].insert(0, ["虚构的表"])
    assert ("awards", 1, "虚构的表", "column") in told()


def test_an_empty_sheet_of_a_form(book: Book, told: Callable[..., Any]) -> None:
    book.sheets["awards"] = []
    assert told() == [("awards", 1, "activity", "column")]


def test_text_beyond_the_head(book: Book, told: Callable[..., Any]) -> None:
    book.sheets["schools"][1] += ["", "x"]
    assert told() == [("schools", 2, "section", "cut")]
    book.sheets["schools"][1][-1] = " "
    assert told() == []


def test_hidden_rows_are_read_with_one_warning(book: Book, database: Any, tmp_path: Path) -> None:
    book.hidden = {OBSERVATIONS: [3, 4], "schools": [30]}
    path = book.save(tmp_path / "forms.xlsx")
    hidden = [fault for fault in check([path]) if fault.rule == "hidden"]
    assert [(where(fault)[0], fault.line, fault.severity) for fault in hidden] == [(OBSERVATIONS, 3, "warning")]
    assert hidden[0].message == "2 hidden rows were read like any other"
    assert database.load(path)[OBSERVATIONS] == (len(book.sheets[OBSERVATIONS]) - 1, 0, 0, 0)


def test_merged_cells(book: Book, told: Callable[..., Any]) -> None:
    book.merged = {"mentions": ["B2:B3"]}
    assert ("mentions", 2, "section", "merged") in told()
    book.merged = {"mentions": ["D2:E3"]}
    for row in book.sheets["mentions"]:
        row += ["", "", ""]
    assert told() == []


@pytest.mark.parametrize("head", ["ref_value", "REF_last", "参考_上年数值"])
def test_columns_for_the_reader_are_ignored(book: Book, told: Callable[..., Any], head: str) -> None:
    for line, row in enumerate(book.sheets["schools"]):
        row.insert(0, Typed(date(2031, 3, 1), 14) if line else head)
    book.sheets["schools"].append([Typed(1, "General", "=1"), *[""] * 11])
    assert told() == []


@pytest.mark.parametrize("head", ["ref_value", "参考_上年数值"])
def test_a_row_of_a_csv_form_that_is_for_the_reader_alone_is_blank(city: Any, faults: Callable[..., Any], head: str) -> None:
    lines = city.file("schools").read_text(encoding="utf-8").splitlines()
    lines = [f"{head},{lines[0]}", *(f"5,{line}" for line in lines[1:]), "7" + "," * 11]
    city.file("schools").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert faults(city.path) == []


def test_a_cell_that_cannot_be_read_is_told_once_and_its_row_is_judged(book: Book, told: Callable[..., Any]) -> None:
    book.set("schools", 2, "ordinal", Typed("#N/A", "General", "=1/0"))
    book.set("schools", 2, "ownership", "zzz")
    assert told() == [("schools", 2, "ordinal", "formula"), ("schools", 2, "ownership", "list")]
