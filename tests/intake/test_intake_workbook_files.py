"""What is given as a workbook: read however it was written, or refused in one line if it is none."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from workbooks import Book, Typed, rewrite, told_of

from liuzhou_vet.errors import VetError
from liuzhou_vet.intake.reading.xlsx import Row, XlsxFile


@pytest.mark.parametrize("ending", [".xls", ".et", ".ods", ".numbers", ".xlsm"])
def test_other_spreadsheets_are_to_be_saved_as_xlsx(vet: Callable[..., Any], tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"forms{ending}"
    path.write_bytes(b"anything")
    ran = vet("seed", "check", str(path))
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "save it as .xlsx" in ran.err


def _zip(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no workbook"),
        ("code,name\n虚构,虚构\n".encode(), "is no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04" + b"\0" * 600, "is damaged"),
        (_zip(content="nothing"), "is damaged"),
    ],
    ids=["empty", "csv", "encrypted", "cut", "another zip"],
)
def test_what_is_no_workbook_is_told_in_one_line(vet: Callable[..., Any], tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "forms.xlsx"
    path.write_bytes(content)
    ran = vet("seed", "check", str(path))
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert words in ran.err and str(path) in ran.err


def test_a_damaged_workbook_is_told_in_one_line(book: Book, vet: Callable[..., Any], tmp_path: Path) -> None:
    path = book.save(tmp_path / "forms.xlsx")
    rewrite(path, "schools", "</row>", "</rows>")
    ran = vet("seed", "check", str(path))
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert f"{path} is damaged" in ran.err


def test_no_broken_byte_ends_in_a_traceback(book: Book, tmp_path: Path) -> None:
    path = book.save(tmp_path / "forms.xlsx")
    content = path.read_bytes()
    random = Random(7)
    refused = 0
    for _time in range(300):
        broken = bytearray(content)
        for _byte in range(random.randint(1, 10)):
            broken[random.randrange(len(broken))] = random.randrange(256)
        path.write_bytes(broken[: random.choice((len(broken), random.randrange(len(broken))))])
        try:
            file = XlsxFile(path)
            for sheet in file.sheets:
                list(file.parts(sheet))
        except VetError:
            refused += 1
    assert refused > 100


def test_what_unpacks_to_more_than_memory_should_be_asked_for(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liuzhou_vet.intake.reading.xlsx._LARGEST", 1 << 20)
    path = book.save(tmp_path / "forms.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/media/bomb", b"\0" * (1 << 20))
    with pytest.raises(VetError, match="1 GB"):
        XlsxFile(path)


def test_texts_that_multiply_each_other(book: Book, tmp_path: Path) -> None:
    path = book.save(tmp_path / "forms.xlsx")
    entities = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    rewrite(path, "", "<sst", f'<!DOCTYPE sst [<!ENTITY a0 "aaaaaaaaaa">{entities}]><sst')
    rewrite(path, "", "<t>甲校</t>", "<t>&a11;</t>")
    with pytest.raises(VetError, match="damaged"):
        XlsxFile(path)


def test_text_in_several_fonts_escapes_and_phonetic_guides(book: Book, tmp_path: Path) -> None:
    path = book.save(tmp_path / "forms.xlsx")
    new = '<si><r><t>甲</t></r><r><rPr><b/></rPr><t xml:space="preserve">校 _x0041__x005F_x</t></r><rPh sb="0" eb="1"><t>JIA</t></rPh></si>'
    rewrite(path, "", "<si><t>甲校</t></si>", new)
    assert "甲校 A_x" in _texts(path, "schools")


def test_text_without_a_table_of_texts(book: Book, tmp_path: Path) -> None:
    path = book.save(tmp_path / "forms.xlsx", in_memory=True, constant_memory=True)
    assert "甲校" in _texts(path, "schools")


def test_cells_without_a_place_follow_each_other(book: Book, tmp_path: Path) -> None:
    path = book.save(tmp_path / "forms.xlsx")
    before = list(XlsxFile(path).parts("mentions"))
    for place in ("A1", "B1", "A2", "B2", "A3", "B3"):
        rewrite(path, "mentions", f' r="{place}"', "")
    for line in (1, 2, 3):
        rewrite(path, "mentions", f'<row r="{line}"', "<row")
    assert list(XlsxFile(path).parts("mentions")) == before


def test_a_date_written_as_iso_8601(book: Book, database: Any, tmp_path: Path) -> None:
    book.set("activities", 2, "started_on", Typed(47969))
    path = book.save(tmp_path / "forms.xlsx")
    rewrite(path, "activities", "><v>47969</v>", ' t="d"><v>2031-05-01T00:00:00</v>')
    database.load(path)
    assert database.rows("SELECT started_on FROM activity WHERE code = 'xugou-jia.peixun'") == [("2031-05-01",)]


def test_a_date_written_as_iso_8601_that_is_none(book: Book, tmp_path: Path) -> None:
    book.set("activities", 2, "started_on", Typed(47969))
    path = book.save(tmp_path / "forms.xlsx")
    rewrite(path, "activities", "><v>47969</v>", ' t="d"><v>2031-02-30</v>')
    assert told_of(path) == [("activities", 2, "started_on", "number")]


@pytest.mark.parametrize("value", ["nan", "1e999999", "-1", "x"])
def test_a_number_that_is_none(book: Book, tmp_path: Path, value: str) -> None:
    book.set("activities", 2, "started_on", Typed(47969, "yyyy-mm-dd"))
    path = book.save(tmp_path / "forms.xlsx")
    rewrite(path, "activities", "<v>47969</v>", f"<v>{value}</v>")
    assert told_of(path) == [("activities", 2, "started_on", "number")]


def _texts(path: Path, sheet: str) -> set[str]:
    return {cell.text for part in XlsxFile(path).parts(sheet) if isinstance(part, Row) for cell in part.cells}
