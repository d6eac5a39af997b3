"""The lines of a PDF's pages become paragraphs again, and page numbers and running heads are left out. All texts are invented."""

import random
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from liuzhou_vet.errors import VetError
from liuzhou_vet.report.reading.furniture import without_furniture
from liuzhou_vet.report.reading.page import Glyph, Page, Rule, lines_of
from liuzhou_vet.report.reading.paragraphs import paragraphs
from liuzhou_vet.report.text import read_text

SIZE, PITCH, LEFT, TOP = 10.0, 16.0, 100.0, 700.0
FULL = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"  # 20 characters: a full line

Said = tuple[float, float, str]
"""Where a text begins, which line it is on, counted from the top, and what it says."""


def page(*said: Said, upright: Sequence[Rule] = (), level: Sequence[Rule] = ()) -> Page:
    """Return a page on which texts stand: digits and letters half as wide as the other characters."""
    glyphs: list[Glyph] = []
    for x, line, text in said:
        for sign in text:
            width = SIZE / 2 if sign.isascii() else SIZE
            glyphs.append(Glyph(sign, x, x + width, TOP - PITCH * line, len(glyphs)))
            x += width
    return Page(595.0, glyphs, list(upright), list(level))


def read(*pages: Page) -> list[str]:
    return list(paragraphs(without_furniture([(each, lines_of(each)) for each in pages])))


def kept(*pages: Page) -> list[str]:
    """Return the lines of pages without page numbers and running heads."""
    return [
        piece.text for _page, lines in without_furniture([(each, lines_of(each)) for each in pages]) for line in lines for piece in line
    ]


def column(*lines: str, first: float = 0, indent: float = 0) -> list[Said]:
    return [(LEFT + (indent if number == 0 else 0), first + number, line) for number, line in enumerate(lines)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([FULL, "在校生100人。"], [FULL + "在校生100人。"]),
        ([FULL[:17] + "10934.", "80元"], [FULL[:17] + "10934.80元"]),
        ([FULL[:19] + "1", "0934元"], [FULL[:19] + "10934元"]),
        ([FULL[:18] + "共", "10934元"], [FULL[:18] + "共10934元"]),  # the number did not fit
        ([FULL[:10], "在校生"], [FULL[:10], "在校生"]),
        ([FULL[:10] + "。", "在校生"], [FULL[:10] + "。", "在校生"]),
        ([FULL[:19] + "。", "1.1 规模"], [FULL[:19] + "。", "1.1 规模"]),
        ([FULL[:19] + "。", "（一）规模"], [FULL[:19] + "。", "（一）规模"]),
        ([FULL[:18] + "，", "（含民办）"], [FULL[:18] + "，（含民办）"]),  # no line ends in an opening bracket
        ([FULL + "，", FULL[:3]], [FULL + "，" + FULL[:3]]),  # a mark hangs over the margin
    ],
)
def test_lines_are_joined(lines: list[str], expected: list[str]) -> None:
    margin = [FULL] * 4  # what shows how far lines reach
    text = [line for number, line in enumerate(margin) for line in column(line, first=2 * number + 10)]
    assert read(page(*column(*lines), *text))[: len(expected)] == expected


def test_an_indent_or_a_wider_distance_begins_a_paragraph() -> None:
    first, second = column(FULL[:18], FULL, indent=20), column(FULL[:18], "完。", first=2, indent=20)
    assert read(page(*first, *second, *column(FULL, first=5))) == [FULL[:18] + FULL, FULL[:18] + "完。", FULL]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    pages = [page(*column(*[FULL] * 5, "共有" + FULL[:16] + "100")), page(*column("34人。", FULL))]
    assert read(*pages) == [FULL * 5 + "共有" + FULL[:16] + "10034人。", FULL]


def grid(lines: int, *walls: float) -> dict[str, list[Rule]]:
    upright = [Rule(wall, TOP - PITCH * lines, TOP + PITCH) for wall in walls]
    return {"upright": upright, "level": [Rule(TOP + PITCH - 3, walls[0], walls[-1]), Rule(TOP - PITCH * lines, walls[0], walls[-1])]}


def test_cells_are_not_glued_together() -> None:
    cells = page((102, 0, "10"), (114, 0, "934"), (132, 0, "5.5%"), **grid(2, 100, 113, 130, 160))
    assert read(cells) == ["10", "934", "5.5%"]


def test_columns_without_rules_are_not_glued_together() -> None:
    assert read(page((100, 0, "10"), (118, 0, "934"), (160, 0, "虚构学校"), (230, 0, "3所"))) == ["10", "934", "虚构学校", "3所"]


def test_a_cell_is_read_before_the_next_and_its_lines_are_joined() -> None:
    cells = page(
        *[(103, 0, "虚构市第一职"), (103, 1, "业学校")],
        *[(169, 0, "国家级学校"), (169, 1, "虚构市先进集"), (169, 2, "体称号")],
        **grid(4, 100, 166, 236),
    )
    assert read(cells) == ["虚构市第一职业学校", "国家级学校", "虚构市先进集体称号"]


@pytest.mark.parametrize("left", [103, 128, 153])
def test_a_cell_may_be_set_to_the_left_the_middle_or_the_right(left: float) -> None:
    assert read(page((103, 0, "虚构市第一职"), (left, 1, "1458"[:2]), **grid(4, 100, 166))) == ["虚构市第一职14"]


def test_a_line_stretched_to_both_margins_is_one() -> None:
    stretched = [(100 + 23 * place, 0.0, sign) for place, sign in enumerate(FULL[:9])]
    assert read(page(*stretched)) == [" ".join(FULL[:9])]


def test_every_line_of_a_contents_page_stays_one() -> None:
    lines = [f"{number}.标题{'.' * 33}{number}" for number in range(1, 6)]
    assert read(page(*column(*lines))) == lines


def test_a_rule_between_two_rows_parts_them() -> None:
    cells = grid(4, 100, 166)
    cells["level"].append(Rule(TOP - PITCH / 2, 100, 166))
    assert read(page((103, 0, "虚构市第一职"), (103, 1, "业学校"), **cells)) == ["虚构市第一职", "业学校"]


def test_the_marks_of_another_font_come_where_they_stand() -> None:
    assert read(page((100, 0, "甲"), (120, 0, "乙"), (100, 1, "丙"), (110, 0, "“"), (130, 0, "”"))) == ["甲“乙”", "丙"]


def test_a_text_printed_twice_to_look_bold_comes_once() -> None:
    assert read(page((100, 0, "虚构11所"), (100.4, 0, "虚构11所"))) == ["虚构11所"]


def test_a_contents_page_keeps_its_page_numbers_on_the_line() -> None:
    lines = read(page((100, 0, "1.1"), (140, 0, "规模"), (290, 0, "3"), (100, 1, "前言"), (290, 1, "12")))
    assert lines == ["1.1 规模\t3", "前言\t12"]


@pytest.mark.parametrize("shape", ["{}", "- {} -", "— {} —", "第{}页", "第 {} 页 共 4 页", "{}/4", "虚构市质量报告 {}"])
@pytest.mark.parametrize("first", [1, 7])
def test_page_numbers_are_left_out(shape: str, first: int) -> None:
    pages = [page(*column(f"第{each}段在校生{each}人。", "45"), (200, 40, shape.format(first + each))) for each in range(4)]
    assert kept(*pages) == [line for each in range(4) for line in (f"第{each}段在校生{each}人。", "45")]


def test_running_heads_are_left_out_and_what_only_looks_like_one_stays() -> None:
    pages = [page((100, -3, "虚构市2031年质量报告"), *column(f"在校生{each}所。", "10")) for each in (31, 54, 97)]
    assert kept(*pages) == ["在校生31所。", "10", "在校生54所。", "10", "在校生97所。", "10"]


def test_serial_numbers_of_a_table_over_two_pages_stay() -> None:
    assert kept(page(*column("甲乙丙", "8", "9")), page(*column("10", "11", "丁戊己"))) == ["甲乙丙", "8", "9", "10", "11", "丁戊己"]


LIGATURES = b"""begincmap
1 begincodespacerange <00> <ff> endcodespacerange
1 beginbfrange <20> <7d> <0020> endbfrange
1 beginbfchar <7e> <20142014> endbfchar
endcmap"""
"""What the characters of the small PDF stand for: themselves, but ~ for two dashes."""


def pdf(content: bytes = b"BT /F1 12 Tf 72 700 Td (2031: 10934.80) Tj ET", rotation: int = 0) -> bytes:
    """Return a small PDF of one page; its cross-reference table is left to the reader to rebuild."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>" % rotation,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(LIGATURES), LIGATURES),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer\n<</Root 1 0 R/Size 7>>\n%%EOF\n"


@pytest.mark.parametrize(
    ("rotation", "matrix"), [(0, "1 0 0 1 72 700"), (90, "0 1 -1 0 300 100"), (180, "-1 0 0 -1 500 400"), (270, "0 -1 1 0 300 700")]
)
def test_a_page_that_is_turned(rotation: int, matrix: str, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(f"BT /F1 12 Tf {matrix} Tm (2031: 10934.80) Tj 0 -14 Td (next) Tj ET".encode(), rotation))
    assert read_text(file).splitlines() == ["2031: 10934.80", "next"]


def test_a_glyph_that_is_several_characters(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(b"BT /F1 12 Tf 72 700 Td (2031~10934.80 ~~) Tj ET"))
    assert read_text(file).splitlines() == ["2031——10934.80 ————"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(pdf(b""), "run text recognition"), (pdf()[:-8], "is damaged"), (b"%PDF-1.7\nnothing\n%%EOF\n", "is damaged")],
)
def test_a_pdf_that_cannot_be_read(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    with pytest.raises(VetError, match=words):
        read_text(file)


@pytest.mark.parametrize("case", range(100))
def test_a_broken_pdf_is_refused_or_read(case: int, tmp_path: Path) -> None:
    chance = random.Random(case)
    content = bytearray(pdf())
    if case % 3 == 0:
        del content[chance.randrange(len(content)) :]
    for _ in range(1 + case % 4):
        if content:
            content[chance.randrange(len(content))] = chance.randrange(256)
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    with suppress(VetError):
        assert read_text(file)
