"""Citations written into forms: three cells of the rows concerned, and every other byte as it was."""

import csv
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_intake_cite import TITLE, fill_in, row, text_of

from liuzhou_vet.intake.check import check
from liuzhou_vet.intake.citing import csv_cells, xlsx_cells
from liuzhou_vet.intake.reading.xlsx import XlsxFile

Vet = Callable[..., Any]
TEXT = text_of("全市专任教师24人。", "毕业生就业率为94.5%。")
ROWS = (row("full_time_teachers", 24, "人", note='虚构的“说明”, "a"'), row("employment_rate", 94.5, "%"), row("staff", 77, "人"))


@pytest.fixture
def report(city: Any) -> Path:
    """Return the text of the invented city's report, and have two of its three figures in its forms."""
    fill_in(city, *ROWS)
    file: Path = city.path.parent / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


ENCODINGS = [("utf-8", "\n"), ("utf-8", "\r\n"), ("utf-8-sig", "\r\n"), ("gb18030", "\r\n"), ("utf-8", "\r")]


@pytest.mark.parametrize(("encoding", "end"), ENCODINGS)
def test_only_the_lines_of_cited_rows_change(city: Any, report: Path, vet: Vet, encoding: str, end: str) -> None:
    file = city.file("observations")
    text = file.read_text(encoding="utf-8").replace("\n", end)
    before = text.encode(encoding)
    file.write_bytes(before)
    assert vet("seed", "cite", str(report), str(city.path)).code == 1  # one stays open
    after = file.read_bytes()
    assert after.decode(encoding).split(end) == [
        line.replace(',,,,"虚构', ',1.1,24人,1,"虚构').replace("%,,,,,,,,", "%,,,,,1.2,94.5%,1,") for line in text.split(end)
    ]
    assert (len(after.split(end.encode())), after[:3]) == (len(before.split(end.encode())), before[:3])


def test_quotes_order_and_columns_for_the_reader_stay() -> None:
    content = b'"nth","ref_x",section,"printed"\r\n"","a, ""b""",,""\r\n"1\r\n2",x,,\r\n,y,,'
    cells = {2: {0: "1", 2: "1.1", 3: '1,100"'}, 5: {0: "2", 2: "1.2", 3: "3,000"}}
    assert csv_cells.with_cells(content, cells) == (
        b'"nth","ref_x",section,"printed"\r\n"1","a, ""b""",1.1,"1,100"""\r\n"1\r\n2",x,,\r\n2,y,1.2,"3,000"'
    )


@pytest.mark.slow
def test_cited_forms_check_load_and_differ_by_their_citation(city: Any, report: Path, vet: Vet, liuzhou: Path, tmp_path: Path) -> None:
    own = str(shutil.copyfile(liuzhou, tmp_path / "own.db"))
    fill_in(city, *ROWS[:2])
    assert vet("seed", "load", str(city.path), database=own).code == 0
    ran = vet("seed", "cite", str(report), str(city.path), "-f", "json", database=own)
    assert ran.code == 0
    keys = "file line subject indicator year value outcome section printed nth context candidates"
    assert list(ran.rows[0]) == keys.split()
    assert [tuple(each[key] for key in ("line", "subject", "value", "outcome", "section", "printed", "nth")) for each in ran.rows] == [
        (2, "虚构市", 24, "cited", "1.1", "24人", 1),
        (3, "虚构市", 94.5, "cited", "1.2", "94.5%", 1),
    ]
    assert "2 rows cited" in ran.err
    assert "vet seed load" in ran.err
    assert [fault.rule for fault in check([city.path])] == []
    differences = vet("seed", "diff", str(city.path), "-f", "json", database=own).rows
    assert {(each["form"], each["action"], each["column"], each["new"]) for each in differences} >= {
        ("observations", "change", "section", "1.1"),
        ("observations", "change", "printed", "94.5%"),
        ("observations", "change", "status", "A"),
    }
    assert vet("seed", "load", str(city.path), database=own).code == 0
    with sqlite3.connect(own) as connection:
        assert connection.execute("SELECT DISTINCT status FROM observation WHERE report_code = 'xugou-2031'").fetchall() == [("A",)]


def test_a_status_p_that_was_typed_goes(city: Any, report: Path, vet: Vet) -> None:
    fill_in(city, ROWS[0] | {"status": "P"}, ROWS[1] | {"status": "D"})
    ran = vet("seed", "cite", str(report), str(city.path))
    assert ran.code == 0
    assert "1 row had the status P" in ran.err
    with city.file("observations").open(encoding="utf-8", newline="") as stream:
        assert [each["status"] for each in csv.DictReader(stream)] == ["", "D"]


def test_what_stays_open_is_listed_and_exit_code_1(city: Any, report: Path, vet: Vet) -> None:
    ran = vet("seed", "cite", str(report), str(city.path), lang="en")
    assert ran.code == 1
    assert "1 row stays open" in ran.err
    table = ran.out.splitlines()
    assert table.index("cited") < table.index("not found")
    assert vet("seed", "cite", str(report), str(city.path), "-f", "json").rows[0]["candidates"] == []


def test_a_dry_run_writes_nothing(city: Any, report: Path, vet: Vet) -> None:
    before = city.file("observations").read_bytes()
    ran = vet("seed", "cite", str(report), str(city.path), "--dry-run", "-f", "json")
    assert [each["outcome"] for each in ran.rows] == ["cited", "cited", "not_found"]
    assert "2 rows would be cited" in ran.err
    assert city.file("observations").read_bytes() == before


def test_where_all_is_cited_nothing_is_done(city: Any, report: Path, vet: Vet) -> None:
    fill_in(city, *ROWS[:2])
    assert vet("seed", "cite", str(report), str(city.path)).code == 0
    before = city.file("observations").read_bytes()
    again = vet("seed", "cite", str(report), str(city.path))
    assert (again.code, again.out) == (0, "")
    assert "nothing to do" in again.err
    assert city.file("observations").read_bytes() == before


def test_without_a_path_the_year_of_the_title_says_where(city: Any, report: Path, vet: Vet, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_in(city, *ROWS[:2])
    (city.path.parent / "here").mkdir()
    monkeypatch.chdir(city.path.parent / "here")
    missing = vet("seed", "cite", str(report))
    assert (missing.code, "seeds/2031" in missing.err, len(missing.err.splitlines())) == (2, True, 1)
    shutil.move(city.path, "seeds/2031")
    assert vet("seed", "cite", str(report)).code == 0
    assert "24人" in Path("seeds/2031/observations.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["no.txt", "2031"], 2, "no.txt"),
        (["report.txt", "no"], 2, "no is not there"),
        (["report.txt", "catalogue"], 1, "holds no report"),
        (["untitled.txt"], 2, "names no year"),
        (["other.txt", "2031"], 1, TITLE),
    ],
)
def test_wrong_input_is_one_line(
    report: Path, vet: Vet, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, words: str
) -> None:
    monkeypatch.chdir(report.parent)
    Path("untitled.txt").write_text("虚构的标题\n", encoding="utf-8")
    Path("other.txt").write_text(TEXT.replace("虚构市", "他市"), encoding="utf-8")
    ran = vet("seed", "cite", *arguments)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1)
    assert words in ran.err


def test_every_error_of_the_forms_is_said(city: Any, report: Path, vet: Vet) -> None:
    fill_in(city, row("full_time_teachers", "viele", "人"), row("staff", "9x", "人"))
    ran = vet("seed", "cite", str(report), str(city.path))
    assert ran.code == 1
    assert re.findall(r"observations\.csv:(\d):value", ran.err) == ["2", "3"]


@pytest.mark.parametrize("lock", ["~$observations.csv", ".~lock.observations.csv#"])
def test_a_form_that_is_open_elsewhere_is_left_alone(city: Any, report: Path, vet: Vet, lock: str) -> None:
    (city.path / lock).touch()
    before = city.file("observations").read_bytes()
    ran = vet("seed", "cite", str(report), str(city.path))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert lock in ran.err
    assert city.file("observations").read_bytes() == before


def test_a_disk_that_is_full_leaves_the_form_as_it_was(city: Any, report: Path, vet: Vet, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno
    import os

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = city.file("observations").read_bytes()
    names = sorted(path.name for path in city.path.iterdir())
    monkeypatch.setattr(os, "fsync", full)
    ran = vet("seed", "cite", str(report), str(city.path))
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert city.file("observations").read_bytes() == before
    assert sorted(path.name for path in city.path.iterdir()) == names


@pytest.mark.slow
def test_a_workbook_of_seed_new_keeps_all_but_the_cells(vet: Vet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xlsxwriter", reason="XlsxWriter makes the workbook")
    monkeypatch.chdir(tmp_path)
    assert vet("seed", "new", "2021", "-o", "forms.xlsx", lang="zh").code == 0
    book = Path("forms.xlsx")
    names = _heads(book)
    line = next(number for number, cells in _cells(book).items() if cells.get(names["指标"]) == "高中阶段学校数")
    part = XlsxFile(book).sheets["观测值"]
    book.write_bytes(xlsx_cells.with_cells(book.read_bytes(), part, {line: {names["数值"]: "26", names["单位"]: "所"}}))
    before, unchanged = _cells(book), _parts(book)
    sections = "\n".join(["柳州市中等职业教育2021年度质量报告", "1.基本情况", "1.1规模和结构", "虚构的2021年柳州共有高中阶段学校26所。"])
    Path("report.txt").write_text(sections, encoding="utf-8")
    ran = vet("seed", "cite", "report.txt", "forms.xlsx", "-f", "json")
    assert (ran.code, ran.rows[0]["line"], ran.rows[0]["file"]) == (0, line, "forms.xlsx!观测值")
    assert _parts(book).keys() == unchanged.keys()
    assert [name for name, content in _parts(book).items() if content != unchanged[name]] == [part]
    new = {names["出处"]: "1.1", names["原文"]: "26所", names["第几处"]: "1"}
    assert _cells(book) == before | {line: before[line] | new}
    styles = re.findall(rf'<c r="[A-Z]+{line}" (s="\d+") t="inlineStr"', _parts(book)[part].decode())
    assert len(set(styles)) == 1  # that of text
    assert len(styles) == 5
    without_row = re.compile(rf'<row r="{line}".*?</row>'.encode())
    assert without_row.sub(b"", _parts(book)[part]) == without_row.sub(b"", unchanged[part])
    assert vet("seed", "check", "forms.xlsx").code == 0
    assert "no citation" not in vet("seed", "check", "forms.xlsx").out


SHEET = (
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:cols><x:col min="1" max="9" style="4"/></x:cols>'
    "<x:sheetData>{rows}</x:sheetData></x:worksheet>"
)
PATCHES = [
    (
        '<x:row r="2" spans="1:2"><x:c r="B2" t="s"><x:v>0</x:v></x:c></x:row>',
        '<x:row r="2">{A}<x:c r="B2" t="s"><x:v>0</x:v></x:c>{C}</x:row>',
    ),
    ('<x:row r="2"><x:c r="A2" s="7"/><x:c r="C2" s="8"><x:v>5</x:v></x:c></x:row>', '<x:row r="2">{A7}{C8}</x:row>'),
    ("<x:row><x:c/></x:row><x:row><x:c/><x:c/><x:c/></x:row>", "<x:row><x:c/></x:row><x:row>{A0}<x:c/>{C0}</x:row>"),
    ('<x:row r="2" s="3" customFormat="1"><x:c r="D2"/></x:row>', '<x:row r="2" s="3" customFormat="1">{A3}{C3}<x:c r="D2"/></x:row>'),
]


@pytest.mark.parametrize(("rows", "patched"), PATCHES)
def test_cells_of_a_sheet_are_replaced_or_put_in_between(rows: str, patched: str) -> None:
    def cell(column: str, style: str) -> str:
        text = {"A": "1.10", "C": "&lt;5"}[column]
        look = f' s="{style}"' if style != "0" else ""
        return f'<x:c r="{column}2"{look} t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>'

    expected = re.sub(r"\{([AC])(\d?)\}", lambda found: cell(found[1], found[2] or "4"), patched)
    content = _zipped(SHEET.format(rows=rows))
    after = xlsx_cells.with_cells(content, "sheet.xml", {2: {0: "1.10", 2: "<5"}})
    assert _unzipped(after) == SHEET.format(rows=expected)


def test_a_cell_with_a_formula_is_not_written_over() -> None:
    from liuzhou_vet.errors import VetError

    content = _zipped(SHEET.format(rows='<x:row r="2"><x:c r="A2"><x:f>B2</x:f></x:c></x:row>'))
    with pytest.raises(VetError, match="row 2, column A"):
        xlsx_cells.with_cells(content, "sheet.xml", {2: {0: "1.1"}})


def _zipped(sheet: str) -> bytes:
    import io

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("sheet.xml", sheet)
    return stream.getvalue()


def _unzipped(content: bytes) -> str:
    import io

    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read("sheet.xml").decode()


def _parts(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as file:
        return {name: file.read(name) for name in file.namelist()}


def _cells(book: Path) -> dict[int, dict[int, str]]:
    """Return the texts of the sheet of observations by row and column."""
    rows = XlsxFile(book).parts("观测值")
    return {each.number: {cell.column: cell.text for cell in each.cells} for each in rows if hasattr(each, "cells")}


def _heads(book: Path) -> dict[str, int]:
    return {text: column for column, text in _cells(book)[1].items()}
