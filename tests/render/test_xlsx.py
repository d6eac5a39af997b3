"""The workbook, read back as XML and by another program's reader."""

import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liuzhou_vet.errors import VetError
from liuzhou_vet.render import write, xlsx
from liuzhou_vet.render.result import Column, Result

pytest.importorskip("xlsxwriter")


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    def make(result: Result, **wishes: object) -> Path:
        file = tmp_path / "answer.xlsx"
        write(result, "xlsx", str(file), **wishes)  # type: ignore[arg-type]
        return file

    return make


def _part(file: Path, name: str) -> str:
    with zipfile.ZipFile(file) as parts:
        return parts.read(name).decode()


def _cell(file: Path, place: str) -> str:
    (cell,) = re.findall(rf'<c r="{place}".*?(?:/>|</c>)', _part(file, "xl/worksheets/sheet1.xml"))
    return str(cell)


def _number_format(file: Path, place: str) -> str:
    styles = _part(file, "xl/styles.xml")
    (style,) = re.findall(r's="(\d+)"', _cell(file, place))
    (formats,) = re.findall(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    (code,) = re.findall(r'numFmtId="(\d+)"', re.findall(r"<xf [^>]*>", formats)[int(style)])
    own = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    known = {"0": "General", "1": "0", "2": "0.00", "49": "@"}
    return str(own.get(code) or known.get(code) or code)


def test_other_readers_see_the_labels_and_values(schools: Result, book: Callable[..., Path]) -> None:
    calamine = pytest.importorskip("python_calamine")
    sheet = calamine.load_workbook(str(book(schools, title="学校"))).get_sheet_by_name("学校")
    assert sheet.to_python() == [
        ["序号", "学校", "举办", "寄宿", "荣誉", "设备值"],
        [1, "虚构市第一职业技术学校", "公办", "yes", "示范学校、重点学校", 10934.8],
        [2, "虚构市第二职业技术学校", "民办", "no", "", 9],
        [3, "", "", "", "", ""],
    ]


def test_numbers_show_their_decimals_and_codes_are_text(book: Callable[..., Path]) -> None:
    columns = (
        Column("code", "code"),
        Column("value", "number", decimals="decimals"),
        Column("decimals", "integer"),
        Column("share", "number"),
        Column("section"),
    )
    file = book(Result(columns, [("450200", 10934.8, 2, 49.107, "1.10")]))
    assert 't="inlineStr"' in _cell(file, "A2") and "450200" in _cell(file, "A2")
    assert "<v>10934.8</v>" in _cell(file, "B2")
    assert [_number_format(file, f"{column}2") for column in "ABCDE"] == ["@", "0.00", "0", "0.000", "@"]
    assert 't="inlineStr"' in _cell(file, "E2")


def test_a_code_that_came_as_a_number_is_text_and_so_is_a_number_excel_would_change(book: Callable[..., Path]) -> None:
    columns = (Column("code", "code"), Column("big"), Column("endless"), Column("whole"), Column("formula"))
    file = book(Result(columns, [(450200, 2**60, float("inf"), 15, "=1+1")]))
    assert ['t="inlineStr"' in _cell(file, f"{column}2") for column in "ABCDE"] == [True, True, True, False, True]
    assert str(2**60) in _cell(file, "B2")
    assert "<f>" not in _part(file, "xl/worksheets/sheet1.xml")


def test_the_head_is_frozen_and_filters_the_rows(schools: Result, book: Callable[..., Path]) -> None:
    sheet = _part(book(schools), "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet and 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:F4"/>' in sheet
    sheet = _part(book(schools, header=False), "xl/worksheets/sheet1.xml")
    assert "frozen" not in sheet and "autoFilter" not in sheet and 'r="A4"' not in sheet


def test_columns_are_as_wide_as_chinese_is(schools: Result, book: Callable[..., Path]) -> None:
    sheet = _part(book(schools), "xl/worksheets/sheet1.xml")
    widths = [float(width) for width in re.findall(r'<col min="\d+" max="\d+" width="([\d.]+)"', sheet)]
    assert widths[1] >= 22 + 2 > widths[0]  # eleven characters, two columns each


def test_long_text_is_wrapped_and_long_columns_are_not_endless(book: Callable[..., Path]) -> None:
    file = book(Result((Column("a"), Column("b")), [("虚构" * 100, "很长" * 200)]))
    widths = re.findall(r'width="([\d.]+)"', _part(file, "xl/worksheets/sheet1.xml"))
    assert all(float(width) < 60 for width in widths)
    assert 'wrapText="1"' in _part(file, "xl/styles.xml")
    assert [_number_format(file, place) for place in ("A2", "B2")] == ["@", "General"]


def test_a_row_is_as_high_as_its_wrapped_words_and_a_code_is_not_wrapped(book: Callable[..., Path]) -> None:
    columns = (Column("id", "code"), Column("note"))
    file = book(Result(columns, [("invented:" * 20, "short"), ("b", "虚构" * 50), ("c", "甲\n乙\n丙"), ("d", "长" * 9000)]))
    heights = re.findall(r'<row r="(\d)"[^>]*? ht="([\d.]+)"', _part(file, "xl/worksheets/sheet1.xml"))
    assert heights == [("3", "75"), ("4", "45"), ("5", "408.75")]


def test_the_heads_are_printed_on_every_page(schools: Result, book: Callable[..., Path]) -> None:
    assert "_xlnm.Print_Titles" in _part(book(schools), "xl/workbook.xml")
    assert "_xlnm.Print_Titles" not in _part(book(schools, header=False), "xl/workbook.xml")


def test_notes_stand_below(schools: Result, book: Callable[..., Path]) -> None:
    noted = Result(schools.columns, schools.rows, ("甲为虚构",))
    assert "甲为虚构" in _cell(book(noted), "A6")


def test_rows_that_do_not_fit_are_refused_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, book: Callable[..., Path]
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    columns = (Column("a", "integer"),)

    def rows(most: int) -> Iterator[tuple[int]]:
        yield from ((number,) for number in range(most))

    old = book(Result(columns, rows(2)))
    before = old.read_bytes()
    for answer in (rows(3), list(rows(3))):
        with pytest.raises(VetError, match="holds 2 rows"):
            book(Result(columns, answer))
    assert old.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.xlsx", "temporary"]
    assert not list((tmp_path / "temporary").iterdir())


def test_a_cell_that_does_not_fit_is_refused(book: Callable[..., Path]) -> None:
    book(Result((Column("a"),), [("字" * 32_767,)]))
    with pytest.raises(VetError, match="one of 名称 is longer"):
        book(Result((Column("a", label="名称"),), [("字" * 32_768,)]))


def test_columns_that_do_not_fit_are_refused(book: Callable[..., Path]) -> None:
    with pytest.raises(VetError, match="16384 columns"):
        book(Result(tuple(Column(f"c{place}") for place in range(16_385)), []))


def test_an_answer_without_rows(book: Callable[..., Path]) -> None:
    nothing = Result((Column("a"), Column("b")), [])
    assert '<autoFilter ref="A1:B1"/>' in _part(book(nothing), "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("title", "name"), [("", "vet"), ("a/b:c", "a b c"), ("'引'", "引"), ("学" * 40, "学" * 31), ("???", "vet")])
def test_a_sheets_name_is_one_that_excel_takes(title: str, name: str, schools: Result, book: Callable[..., Path]) -> None:
    assert f'<sheet name="{name}"' in _part(book(schools, title=title), "xl/workbook.xml")


def test_without_xlsxwriter_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, schools: Result, book: Callable[..., Path], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(VetError, match=re.escape("pip install XlsxWriter")):
        book(schools)
    assert not list(tmp_path.iterdir())
