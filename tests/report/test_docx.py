"""Word documents: what is printed comes back, list numbers included, a line for each paragraph and cell."""

import random
from contextlib import suppress
from pathlib import Path

import pytest
from word_files import LIST, level, numbered, numbering, paragraph, run, table, word_file

from liuzhou_vet.errors import VetError
from liuzhou_vet.report.text import read_text


def lines_of(content: bytes, folder: Path) -> list[str]:
    file = folder / "report.docx"
    file.write_bytes(content)
    return read_text(file).splitlines()


def test_tables_are_read_cell_by_cell_in_order(tmp_path: Path) -> None:
    two = paragraph("虚构学校") + paragraph("虚构荣誉")
    body = paragraph("前") + table((paragraph("10"), paragraph("934")), (two, table((paragraph("里"),)))) + paragraph("后")
    assert lines_of(word_file(body), tmp_path) == ["前", "10", "934", "虚构学校", "虚构荣誉", "里", "后"]


def test_merged_cells_come_once(tmp_path: Path) -> None:
    down = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    body = table((down[0] + paragraph("100人"), paragraph("1")), (down[1] + paragraph(run("")), paragraph("2")))
    assert lines_of(word_file(body), tmp_path) == ["100人", "1", "2"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<w:r><w:t>3</w:t><w:br/><w:t>4</w:t><w:tab/><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t></w:r>", ["3", "4\t5-6"]),
        (run("93") + run("4人"), ["934人"]),
        (f"<w:ins>{run('5人')}</w:ins><w:del><w:r><w:delText>7人</w:delText></w:r></w:del>", ["5人"]),
        (f"<w:moveTo>{run('5人')}</w:moveTo><w:moveFrom>{run('5人')}</w:moveFrom>", ["5人"]),
        (run("9人", "<w:vanish/>") + run("8人", '<w:vanish w:val="0"/>'), ["8人"]),
        (f"<w:hyperlink>{run('甲')}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt>", ["甲乙"]),
        ("<w:r><w:instrText>PAGE 7</w:instrText></w:r>" + run("3"), ["3"]),
        ("<w:ruby><w:rt>" + run("chē") + "</w:rt><w:rubyBase>" + run("车") + "</w:rubyBase></w:ruby>", ["车"]),
    ],
)
def test_what_is_printed_of_a_paragraph(content: str, expected: list[str], tmp_path: Path) -> None:
    assert lines_of(word_file(paragraph(content)), tmp_path) == expected


def test_text_boxes_come_once_after_their_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('框里3人')}</w:txbxContent>"
    both = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    assert lines_of(word_file(paragraph(run("前") + both + run("后")) + paragraph("下")), tmp_path) == ["前后", "框里3人", "下"]


def test_notes_come_after_their_paragraph_and_headers_not_at_all(tmp_path: Path) -> None:
    body = paragraph(run("100人") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("。")) + paragraph("下")
    notes = f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote><w:footnote w:id="2">{paragraph("含民办")}</w:footnote>'
    assert lines_of(word_file(body, footnotes=notes, header=paragraph("页眉")), tmp_path) == ["100人。", "含民办", "下"]


def test_a_deleted_row_is_gone(tmp_path: Path) -> None:
    body = table((paragraph("1"),)) + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('2')}</w:tc></w:tr></w:tbl>"
    assert lines_of(word_file(body), tmp_path) == ["1"]


DECIMAL = (level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3", more='<w:suff w:val="nothing"/>'))
CHINESE = (
    level(0, "%1、", "chineseCounting"),
    level(1, "（%2）", "chineseCountingThousand"),
    level(2, "%3."),
    level(3, "%1.%4", more="<w:isLgl/>"),
)


@pytest.mark.parametrize(
    ("levels", "depths", "expected"),
    [
        (DECIMAL, [0, 1, 1, 2, 2, 0, 1, 2], ["1. ", "1.1 ", "1.2 ", "1.2.1", "1.2.2", "2. ", "2.1 ", "2.1.1"]),
        (DECIMAL, [1, 2], ["1.1 ", "1.1.1"]),
        (CHINESE, [0, 1, 1, 2, 0, 1, 2, 3], ["一、 ", "（一） ", "（二） ", "1. ", "二、 ", "（一） ", "1. ", "2.1 "]),
        ((level(0, "第%1章", "japaneseCounting"),), [0] * 11, [f"第{each}章 " for each in [*"一二三四五六七八九十", "十一"]]),
        ((level(0, "", "bullet"),), [0, 0], ["", ""]),
        ((level(0, "%1)", "lowerRoman"),), [0] * 4, ["i) ", "ii) ", "iii) ", "iv) "]),
        ((level(0, "%1", "decimalEnclosedCircle"),), [0, 0], ["① ", "② "]),
    ],
)
def test_list_numbers_are_written_out(levels: tuple[str, ...], depths: list[int], expected: list[str], tmp_path: Path) -> None:
    body = "".join(numbered("甲", depth) for depth in depths)
    assert lines_of(word_file(body, numbering=numbering(*levels)), tmp_path) == [f"{number}甲" for number in expected]


@pytest.mark.parametrize(
    ("number", "words"), [(20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (999, "九百九十九")]
)
def test_long_chinese_lists(number: int, words: str, tmp_path: Path) -> None:
    levels = level(0, "%1、", "chineseCounting").replace('<w:start w:val="1"/>', f'<w:start w:val="{number}"/>')
    assert lines_of(word_file(numbered("甲"), numbering=numbering(levels)), tmp_path) == [f"{words}、 甲"]


def test_a_list_goes_on_after_other_paragraphs_and_another_begins_anew(tmp_path: Path) -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    body = numbered("甲") + paragraph("文") + numbered("乙") + numbered("丙", 0, 2) + numbered("丁", 0, 2)
    parts = numbering(*DECIMAL, more=again)
    assert lines_of(word_file(body, numbering=parts), tmp_path) == ["1. 甲", "文", "2. 乙", "1. 丙", "2. 丁"]


def test_numbers_by_style(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2b"><w:basedOn w:val="H2"/></w:style>'
    )
    none = '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(
        paragraph("甲", properties) for properties in (*(f'<w:pStyle w:val="{each}"/>' for each in ("H1", "H2", "H2b", "H1")), none)
    )
    parts = {"numbering": numbering(*DECIMAL), "styles": styles}
    assert lines_of(word_file(body, **parts), tmp_path) == ["1. 甲", "1.1 甲", "1.2 甲", "2. 甲", "甲"]


def test_an_empty_paragraph_takes_no_number(tmp_path: Path) -> None:
    body = numbered("甲") + numbered("<w:r/>") + numbered("乙")
    assert lines_of(word_file(body, numbering=numbering(*DECIMAL)), tmp_path) == ["1. 甲", "", "2. 乙"]


WHOLE = word_file(
    "".join(numbered(f"虚构{number}", number % 3) for number in range(30)) + table((paragraph("10"), paragraph("934"))),
    numbering=numbering(*CHINESE) + LIST,
)


@pytest.mark.parametrize("case", range(150))
def test_a_broken_document_is_refused_or_read(case: int, tmp_path: Path) -> None:
    chance = random.Random(case)
    content = bytearray(WHOLE)
    if case % 3 == 0:
        del content[chance.randrange(len(content)) :]
    for _ in range(case % 4):
        if content:
            content[chance.randrange(len(content))] = chance.randrange(256)
    with suppress(VetError):
        assert lines_of(bytes(content), tmp_path)
