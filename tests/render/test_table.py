"""The table for people on a screen."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuzhou_vet.render import table
from liuzhou_vet.render.output import Sink
from liuzhou_vet.render.result import Column, Layout, Result
from liuzhou_vet.render.width import display_width


class _Paper(Sink):
    """Keeps what is written."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)


def _drawn(result: Result, width: int | None = None, header: bool = True) -> list[str]:
    paper = _Paper()
    table.write(result, paper, Layout(header=header, width=width))
    return paper.text.split("\n")[:-1]


def test_numbers_stand_right_text_left_and_chinese_lines_up(schools: Result) -> None:
    assert _drawn(schools) == [
        "序号  学校                    举办  寄宿  荣誉                  设备值",
        "----------------------------------------------------------------------",
        "   1  虚构市第一职业技术学校  公办  yes   示范学校、重点学校  10934.80",
        "   2  虚构市第二职业技术学校  民办  no                               9",
        "   3",
    ]


def test_a_narrow_terminal_wraps_cells(schools: Result) -> None:
    assert _drawn(schools, 60) == [
        "序号  学校            举办  寄宿  荣誉              设备值",
        "----------------------------------------------------------",
        "   1  虚构市第一职业  公办  yes   示范学校、重点  10934.80",
        "      技术学校                    学校",
        "   2  虚构市第二职业  民办  no                           9",
        "      技术学校",
        "   3",
    ]


def test_a_table_that_fits_is_left_alone(schools: Result) -> None:
    assert _drawn(schools, 70) == _drawn(schools)


def test_heads_may_be_left_out(schools: Result) -> None:
    assert [line.split() for line in _drawn(schools, header=False)] == [line.split() for line in _drawn(schools)[2:]]


def test_an_answer_without_rows_is_its_heads() -> None:
    nothing = Result((Column("year", "integer", "年份"), Column("name", label="名称")), [])
    assert _drawn(nothing) == ["年份  名称", "----------"]
    assert _drawn(nothing, header=False) == []


def test_strings_that_look_like_numbers_stay_as_they_are() -> None:
    columns = (Column("code", "code"), Column("section"), Column("printed"))
    assert _drawn(Result(columns, [("0012", "1.10", "1e5")]), header=False) == ["0012  1.10  1e5"]


def test_codes_stay_left_and_whole_while_text_wraps() -> None:
    columns = (Column("code", "code"), Column("name"))
    rows = [("liuzhou-jiaotong.qiche", "一个名称特别长的虚构学校及其校区")]
    assert _drawn(Result(columns, rows), 40, header=False) == [
        "liuzhou-jiaotong.qiche  一个名称特别长的",
        "                        虚构学校及其校区",
    ]


def test_what_holds_nothing_but_numbers_stands_right() -> None:
    """Columns of somebody's own SQL have no kind."""
    columns = (Column("count"), Column("name"), Column("nothing"))
    assert _drawn(Result(columns, [(9, 1, None), (10, "a", None), (None, "b", None)]))[2:] == [
        "    9  1",
        "   10  a",
        "       b",
    ]


def test_text_that_reads_like_numbers_stands_right_if_asked() -> None:
    result = Result((Column("value", label="2020年", align="right"),), [("10934.80 元",), ("9 所",)])
    assert _drawn(result) == ["     2020年", "-----------", "10934.80 元", "       9 所"]


def test_rows_stand_under_the_heading_they_share() -> None:
    columns = (Column("heading", group=True), Column("name", label="指标"), Column("value", "number", "2020年"))
    rows = [
        ("1.2 设施", "设备值", 10934.8),
        ("1.3 教师", "专任教师", 100),
        ("1.3 教师", "  双师型", 49),
        (None, "其他", 1),
    ]
    assert _drawn(Result(columns, rows, ("[a] 虚构",))) == [
        "指标       2020年",
        "-----------------",
        "1.2 设施",
        "设备值    10934.8",
        "1.3 教师",
        "专任教师      100",
        "  双师型       49",
        "其他            1",
        "[a] 虚构",
    ]


def test_line_ends_inside_a_cell_make_lines_and_control_characters_are_shown() -> None:
    columns = (Column("a"), Column("b"))
    rows = [("甲\n乙\r\n丙", "x\x1b[31mred\x07\ty\x01"), ("丁", "z")]
    assert _drawn(Result(columns, rows), header=False) == [
        "甲  x\\x1b[31mred\\x07 y\\x01",
        "乙",
        "丙",
        "丁  z",
    ]


def test_what_cannot_fit_is_wider_and_whole() -> None:
    columns = tuple(Column(f"c{place}", "number") for place in range(12))
    lines = _drawn(Result(columns, [(1234567.89,) * 12]), 40)
    assert lines[2].split() == ["1234567.89"] * 12


def test_borders_are_ascii(schools: Result) -> None:
    assert set(_drawn(schools)[1]) == {"-"}


@given(
    st.lists(st.tuples(st.text("学校、（）abc 0123456789.,%", max_size=40), st.text("学校abc", max_size=30), st.integers())),
    st.integers(30, 100),
)
def test_nothing_is_cut_and_a_table_fits_if_it_can(rows: list[tuple[str, str, int]], width: int) -> None:
    columns = (Column("a"), Column("b"), Column("c", "integer"))
    lines = _drawn(Result(columns, rows), width)
    drawn = "".join(lines)
    for row in rows:
        for character in "".join(map(str, row)):
            assert character in drawn
        assert str(row[2]) in drawn
    numbers = max([len(str(row[2])) for row in rows], default=1)
    runs = max([len(run) for row in rows for run in "".join(c if c.isascii() else " " for c in row[0]).split()], default=1)
    if numbers + runs + 12 <= width:
        assert max(map(display_width, lines)) <= width


@pytest.mark.parametrize("width", [1, 5, 20])
def test_no_width_is_too_small_for_an_answer(schools: Result, width: int) -> None:
    assert any("10934.80" in line for line in _drawn(schools, width))


def test_write_takes_the_width(schools: Result, rendered: Callable[..., str]) -> None:
    assert rendered(schools, "table", width=60).splitlines() == _drawn(schools, 60)
    assert rendered(schools, "table").splitlines() == _drawn(schools)
