"""Files as spreadsheets and people leave them: read rightly, or refused at the right place."""

import codecs
from collections.abc import Callable
from typing import Any

import pytest

Faults = Callable[..., list[tuple[str, int, str, str]]]


def rewrite(city: Any, form: str, change: Callable[[str], bytes]) -> None:
    city.file(form).write_bytes(change(city.file(form).read_text(encoding="utf-8")))


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("gb18030"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\n\n \n,,,,,,,,,,\n").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: "".join(f"{line},,\n" for line in text.splitlines()).encode(),
        lambda text: "".join(",".join(f'" {cell} "' for cell in line.split(",")) + "\n" for line in text.splitlines()).encode(),
        lambda text: "".join(f"ref_a,{line}\n" for line in text.splitlines()).encode(),
        lambda text: "".join(",".join(reversed(line.split(","))) + "\n" for line in text.splitlines()).encode(),
    ],
    ids=["bom", "gb18030", "crlf", "blank lines", "no last newline", "blank columns", "quoted", "ref_ column", "other order"],
)
def test_the_same_form_written_otherwise(city: Any, database: Any, change: Callable[[str], bytes]) -> None:
    database.load(city.path)
    before = database.rows("SELECT * FROM school_listing"), database.rows("SELECT * FROM subject")
    rewrite(city, "schools", change)
    assert database.load(city.path / "schools.csv") == {"schools": (0, 0, 2, 0)}
    assert (database.rows("SELECT * FROM school_listing"), database.rows("SELECT * FROM subject")) == before


def test_heads_may_be_labels_in_either_language(city: Any, faults: Faults) -> None:
    city.replace("mentions", "subject,section", "对象,Section")
    assert faults(city.path) == []


def test_coded_cells_may_be_labels_in_either_language(city: Any, database: Any) -> None:
    city.replace("schools", "public", "公办")
    city.replace("schools", "private", "Private")
    database.load(city.path)
    assert database.rows("SELECT ownership FROM school_listing ORDER BY ordinal") == [("public",), ("private",)]


def test_neither_utf8_nor_gb18030(city: Any, faults: Faults) -> None:
    rewrite(city, "documents", lambda text: text.encode().replace("虚构的通知".encode(), b"\xe8\x99caf\xe9"))
    assert ("documents.csv", 2, "title", "encoding") in faults(city.path)


def test_utf8_with_one_broken_byte_is_not_taken_for_gb18030(city: Any, faults: Faults) -> None:
    broken = "甲校的又一个名字".encode()[:-1] + b"A"
    with city.file("report_aliases").open("ab") as stream:
        stream.write(broken + b",xugou-jia,former,1.1,\n")
    assert faults(city.path) == [("report_aliases.csv", 3, "alias", "encoding")]


def test_utf16(city: Any, faults: Faults) -> None:
    rewrite(city, "awards", lambda text: text.encode("utf-16"))
    assert faults(city.path) == [("awards.csv", 1, "activity", "encoding")]


def test_every_broken_line_is_told(city: Any, faults: Faults) -> None:
    with city.file("report_aliases").open("ab") as stream:
        for letter in b"ab":
            stream.write(bytes([0xFF, letter]) + b",xugou-jia,former,1.1,\n")
    assert [fault[1:] for fault in faults(city.path)] == [(3, "alias", "encoding"), (4, "alias", "encoding")]


@pytest.mark.parametrize(("cells", "column"), [(2, "short_name"), (6, "printed_name"), (10, "section")])
def test_cut_inside_a_row(city: Any, faults: Faults, cells: int, column: str) -> None:
    lines = city.file("schools").read_text(encoding="utf-8").splitlines()
    kept = ",".join(lines[2].split(",")[:cells])
    city.file("schools").write_text("\n".join([*lines[:2], kept]), encoding="utf-8")
    assert ("schools.csv", 3, column, "cut") in faults(city.path)


def test_cut_inside_a_quoted_cell(city: Any, faults: Faults) -> None:
    with city.file("problems").open("a", encoding="utf-8") as stream:
        stream.write('xugou-wenti-2,虚构的又一个,"没有写完')
    assert faults(city.path) == [("problems.csv", 3, "summary", "cut")]


def test_a_quotation_mark_inside_a_quoted_cell(city: Any, faults: Faults) -> None:
    city.add("problems", 'xugou-wenti-2,"虚构的"又"一个",没有,1.1', "xugou-wenti-3,虚构的第三个,没有,9.9")
    assert faults(city.path) == [("problems.csv", 3, "title", "cut"), ("problems.csv", 4, "section", "section")]


def test_a_comma_too_many(city: Any, faults: Faults) -> None:
    city.replace("problems", "没有这样的城市", "没有,这样的城市")
    assert ("problems.csv", 2, "section", "cut") in faults(city.path)


def test_a_cell_of_several_lines_keeps_the_right_line_numbers(city: Any, database: Any) -> None:
    city.replace("problems", "没有这样的城市", '"没有\r\n这样的城市"')
    database.load(city.path)
    assert database.rows("SELECT summary FROM problem") == [("没有\n这样的城市",)]
    city.add("problems", "xugou-wenti-2,虚构的第二个,没有,9.9")
    errors = [fault for fault in database.refusal(city.path) if fault.severity == "error"]
    assert [(fault.line, fault.column) for fault in errors] == [(4, "section")]


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_another_separator_is_named(city: Any, separator: str) -> None:
    from liuzhou_vet.intake.check import check

    rewrite(city, "awards", lambda text: text.replace(",", separator).encode())
    assert any("separated by" in fault.message for fault in check([city.path]))


def test_a_character_that_cannot_be_printed(city: Any, faults: Faults) -> None:
    city.replace("problems", "没有这样的城市", "没有\x00这样的城市")
    assert faults(city.path) == [("problems.csv", 2, "summary", "text")]


@pytest.mark.parametrize("typed", ["１２０", " 1 20 ", "120.0", "0.012万", "＋120"])
def test_numbers_as_people_type_them(city: Any, database: Any, typed: str) -> None:
    city.replace("observations", "120,,person,0", f'"{typed}",,person,')
    database.load(city.path)
    assert database.rows("SELECT value, decimals FROM observation WHERE printed = '120人'") == [(120.0, 0)]
