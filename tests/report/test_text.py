"""A report's file is told by its content, in whatever encoding; what cannot be read is refused with what to do instead."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from word_files import paragraph, word_file

from liuzhou_vet.errors import UsageError, VetError
from liuzhou_vet.report.text import read_text

TEXT = "虚构市中等职业教育2031年度质量报告\n\n1.情况\n有学校３所，在校生１００人。\n"


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: bytes, name: str = "report.txt") -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["report.txt", "report.docx", "report"])
def test_encodings_of_plain_text(encoding: str, end: str, name: str, file: Callable[..., Path]) -> None:
    assert read_text(file(TEXT.replace("\n", end).encode(encoding), name)) == TEXT


def test_a_document_under_another_name(file: Callable[..., Path]) -> None:
    assert read_text(file(word_file(paragraph("虚构3人")), "report.txt")) == "虚构3人\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\n", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .doc or .wps file; save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        (b"\x89PNG\r\n\x1a\n" + bytes(9), "is a picture"),
        (b"<html><body>3</body></html>", "is a web page"),
        (rb"{\rtf1 3}", "is a web page or other markup"),
        (bytes(range(256)), "neither a text"),
        ("虚构 3 所\n".encode("utf-16-le"), "neither a text"),
        ("虚构".encode("utf-16")[:-1], "neither a text"),
        (TEXT.encode()[:-3] + b"\xff" + TEXT.encode(), "damaged in line 4"),
        (b"PK\x03\x04", "is damaged"),
        (word_file(paragraph("3"))[:-30], "is damaged"),
        (b"%PDF-1.7\n", "is damaged"),
        ("虛構市中等職業教育質量報告，學校3所".encode("big5"), "no Chinese text"),
    ],
)
def test_what_cannot_be_read(content: bytes, words: str, file: Callable[..., Path]) -> None:
    path = file(content)
    with pytest.raises(VetError) as refused:
        read_text(path)
    assert words in str(refused.value)
    assert str(path) in str(refused.value)
    assert refused.value.exit_code == 1


def test_another_kind_of_office_file(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "report.docx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(VetError, match="is no Word document"):
        read_text(tmp_path / "report.docx")


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        read_text(tmp_path / "report.txt")
    with pytest.raises(VetError, match="is a folder"):
        read_text(tmp_path)


def test_traditional_characters(file: Callable[..., Path]) -> None:
    text = "虛構市中等職業教育2031年度質量報告\n學校３所，約兩萬三千人，經費１億元，貳拾項，發展顯著\n"
    expected = "虚构市中等职业教育2031年度质量报告\n学校３所，约两万三千人，经费１亿元，贰拾项，发展显著\n"
    assert read_text(file(text.encode())) == expected
    assert read_text(file(text.encode("gb18030"))) == expected


@pytest.mark.parametrize(
    ("module", "content"),
    [("opencc", "虛構市中等職業教育".encode()), ("pypdfium2", b"%PDF-1.7\n%%EOF\n")],
)
def test_a_missing_library_is_named(module: str, content: bytes, file: Callable[..., Path], monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(VetError, match=r"pip install .*"):
        read_text(file(content))
