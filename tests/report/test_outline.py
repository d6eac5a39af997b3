"""The outline of a report's text: which lines are headings, in the ways in which reports number them. All texts are invented."""

import random
import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuzhou_vet.report.numerals import normal
from liuzhou_vet.report.outline import outline, section_texts

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT.parent / "shared" / "report" / "liuzhou-2020.txt"
TITLE = "虚构市中等职业教育2031年度质量报告"


def text_of(*lines: str) -> str:
    return "\n".join([TITLE, *lines])


def headings(*lines: str) -> dict[str, str]:
    """Return the heading of each section below the title of a text with these lines."""
    return {section.number: section.heading for section in outline(text_of(*lines)).sections if section.number != "title"}


@pytest.mark.parametrize(
    "lines",
    [
        ("1.基本情况", "1.1规模", "1.2 条件", "1.2.1教师", "2.学生发展", "2.1素质"),
        ("1. 基本情况", "1.1 规模", "1. 2 条件", "1.2.1 教师", "2. 学生发展", "2.1　素质"),
        ("１．基本情况", "１．１规模", "１．２条件", "１．２．１教师", "２．学生发展", "２．１素质"),
        ("1、基本情况", "1.1、规模", "1.2、条件", "1.2.1、教师", "2、学生发展", "2.1、素质"),
        ("1 基本情况", "1.1 规模", "1.2 条件", "1.2.1 教师", "2 学生发展", "2.1 素质"),
        ("1.基本情况", "1.1.规模", "1.2.条件", "1.2.1.教师", "2.学生发展", "2.1.素质"),
        ("一、基本情况", "（一）规模", "（二）条件", "1.教师", "二、学生发展", "（一）素质"),
        ("一、 基本情况", "(一)规模", "(二) 条件", "1、教师", "二、 学生发展", "(一)素质"),
        ("一．基本情况", "㈠规模", "㈡条件", "1．教师", "二．学生发展", "㈠素质"),
        ("第一章 基本情况", "第一节 规模", "第二节 条件", "一、教师", "第二章 学生发展", "第一节 素质"),
        ("第一部分：基本情况", "一、规模", "二、条件", "（一）教师", "第二部分：学生发展", "一、素质"),
        ("第1章 基本情况", "1.1 规模", "1.2 条件", "1.2.1 教师", "第2章 学生发展", "2.1 素质"),
        ("一、基本情况", "1.1 规模", "1.2 条件", "1.2.1 教师", "二、学生发展", "2.1 素质"),
    ],
)
def test_styles(lines: tuple[str, ...]) -> None:
    lines = (lines[0], lines[1], "在校生100人。", *lines[2:])
    expected = {"1": "基本情况", "1.1": "规模", "1.2": "条件", "1.2.1": "教师", "2": "学生发展", "2.1": "素质"}
    assert headings(*lines) == expected
    assert section_texts(text_of(*lines))["1.1"] == "规模\n在校生100人。"


def test_a_heading_may_run_into_its_sentence() -> None:
    sections = outline(
        text_of("1.情况", "1.1规模。2031年有3所，", "1.1.1 2031年招生。100人", "1.1.22031年毕业。90人", "2.2031年发展")
    ).sections
    assert [(each.number, each.mark, each.heading, each.text) for each in sections[1:]] == [
        ("1", "1.", "情况", "情况"),
        ("1.1", "1.1", "规模", "规模。2031年有3所,"),
        ("1.1.1", "1.1.1", "2031年招生", "2031年招生。100人"),
        ("1.1.2", "1.1.2", "2031年毕业", "2031年毕业。90人"),
        ("2", "2.", "2031年发展", "2031年发展"),
    ]


BODY = ("1.情况", "1.1规模", "{}", "1.2条件", "2.发展", "2.1素质", "3.保障")


@pytest.mark.parametrize(
    "line",
    [
        "0.45",
        "1.2",
        "12.5平方米",
        "1.2万人",
        "1.5个工位",
        "1.2倍于去年",
        "2031年，招生100人",
        "1.2%",
        "10934.80元",
        "3.5亿元",
        "100人",
        "表1-1 学校一览",
        "1-2名",
        "1:17.3",
        "（1）规模",
        "(2)条件",
        "①规模",
        "② 条件",
        "一、规模",
        "（一）规模",
        "一是规模，二是条件",
        "第一，规模",
        "第二部分学校",
        "2、3月招生",
        "30 所学校",
        "附件资料齐全",
        "附件1所列的学校有9所。",
    ],
)
def test_what_makes_no_heading_in_a_decimal_outline(line: str) -> None:
    lines = [each.format(line) for each in BODY]
    assert list(headings(*lines)) == ["1", "1.1", "1.2", "2", "2.1", "3"]
    assert section_texts(text_of(*lines))["1.1"] == f"规模\n{normal(line)}"


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 12])
@pytest.mark.parametrize("mark", ["{}.", "{}、", "{}. "])
@pytest.mark.parametrize("place", [2, 3, 5, 6])
def test_a_list_in_a_section_makes_no_sections(length: int, mark: str, place: int) -> None:
    numbers = ["1", "1.1", "1.2", "2", "2.1", "2.2", "3", "3.1", "3.2", "4", "4.1", "5"]
    lines = [f"{number}标题" if "." in number else f"{number}.标题" for number in numbers]
    items = [f"{mark.format(number)}第{number}件事。" for number in range(1, length + 1)]
    assert list(headings(*lines[:place], *items, *lines[place:])) == numbers


def test_ten_follows_nine() -> None:
    lines = [f"{number}.第{number}个标题" for number in range(1, 13)]
    assert list(headings(*lines)) == [str(number) for number in range(1, 13)]
    lines = ["1.标题", *(f"1.{number}第{number}个标题" for number in range(1, 13))]
    assert list(headings(*lines)) == ["1", *(f"1.{number}" for number in range(1, 13))]


def test_a_small_gap_in_the_numbers() -> None:
    assert list(headings("1.情况", "1.1规模", "1.3条件", "3.保障", "3.1专业", "4.合作")) == ["1", "1.1", "1.3", "3", "3.1", "4"]
    assert list(headings("1.情况", "1.1规模", "2.1素质", "2.2就业", "3.保障")) == ["1", "1.1", "2.1", "2.2", "3"]


def test_levels_of_a_chinese_outline_depend_on_what_is_above() -> None:
    lines = ["一、情况", "1.规模", "2.条件", "二、发展", "（一）素质", "1.德育", "（1）课程", "2.劳动", "（二）就业", "三、保障"]
    assert list(headings(*lines)) == ["1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.2", "2.2", "3"]


def test_a_chinese_outline_beyond_ten() -> None:
    lines = [f"{number}、第几部分" for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]]
    assert list(headings(*lines)) == [str(number) for number in range(1, 13)]


def test_lists_restart_in_every_part_of_a_chinese_outline() -> None:
    parts = [(f"{number}、部分", "（一）甲", "1.事", "2.事", "3.事", "（二）乙", "1.事", "2.事") for number in "一二三"]
    expected = [f"{number}{rest}" for number in (1, 2, 3) for rest in ("", ".1", ".1.1", ".1.2", ".1.3", ".2", ".2.1", ".2.2")]
    assert list(headings(*(line for part in parts for line in part))) == expected


def test_the_preamble_and_the_title() -> None:
    assert section_texts(text_of("前言，3所。", "1.情况", "10人")) == {"title": TITLE, "preamble": "前言,3所。", "1": "情况\n10人"}
    assert section_texts(text_of("没有标题的文字")) == {"title": TITLE, "preamble": "没有标题的文字"}
    assert section_texts("\n \n") == {}


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["虚构市", "中等职业教育2031年度质量报告"], "虚构市中等职业教育2031年度质量报告"),
        (["虚构市中等职业教育", "质量年度报告", "（2031年度）"], "虚构市中等职业教育质量年度报告（2031年度）"),
        (["虚构市中等职业教育质量报告", "二〇三一年"], "虚构市中等职业教育质量报告二〇三一年"),
        (["附件2", "虚构市中等职业教育2031年度质量报告"], "虚构市中等职业教育2031年度质量报告"),
        (["虚构市中等职业教育2031年度质量报告", "虚构市教育局"], "虚构市中等职业教育2031年度质量报告"),
        (["虚构市的一页纸", "下面是一份质量报告。"], "虚构市的一页纸"),
        (["虚构市的一页纸", "1.质量报告"], "虚构市的一页纸"),
    ],
)
def test_the_title_may_be_broken(lines: list[str], title: str) -> None:
    assert outline("\n".join([*lines, "2031年的前言。", "1.情况", "2.发展"])).title == title


ANNEXED = ("1.情况", "1.1规模", "2.发展", "3.特色", "4.党建")


@pytest.mark.parametrize(
    ("annex", "expected"),
    [
        (("附件", "7.1案例一：", "一、开头", "1.事", "7.2案例二"), ["附件", "附件7.1", "附件7.2"]),
        (("附件：", "9.1案例一", "（一）开头", "9.2案例二"), ["附件", "附件9.1", "附件9.2"]),
        (("附录", "1.案例", "1.1背景", "2.案例"), ["附件", "附件1", "附件1.1", "附件2"]),
        (("附件 典型案例", "1.1案例", "1.2案例"), ["附件", "附件1.1", "附件1.2"]),
        (("附件1", "一、开头", "1.1背景", "3.1无关", "附件2：案例", "2.1背景"), ["附件1", "附件1.1", "附件2", "附件2.1"]),
        (("附件一：案例", "一、开头", "附件二：案例", "二、开头"), ["附件1", "附件2"]),
        (("附件1案例一", "附件2案例二"), ["附件1", "附件2"]),
        (("附件", "附件1：案例", "附件2：案例"), ["附件", "附件1", "附件2"]),
        (("附件：1.案例一", "2.案例二"), []),
    ],
)
def test_annexes(annex: tuple[str, ...], expected: list[str]) -> None:
    assert list(headings(*ANNEXED, *annex)) == ["1", "1.1", "2", "3", "4", *expected]


def test_an_annex_keeps_its_word_and_leaves_its_number() -> None:
    *_others, first, second = outline(text_of(*ANNEXED, "附件1：学校名单", "3所", "附件2")).sections
    assert (first.number, first.mark, first.heading, first.text) == ("附件1", "1", "学校名单", "附件:学校名单\n3所")
    assert (second.number, second.mark, second.heading, second.text) == ("附件2", "2", "附件2", "附件")


def test_an_annex_named_before_the_body_ends_is_none() -> None:
    assert list(headings("附件：", "1.情况", "1.1规模", "2.发展", "3.保障", "附件", "7.1案例")) == [
        *("preamble", "1", "1.1", "2", "3", "附件", "附件7.1"),
    ]


CONTENTS = ["1.情况", "1.1规模和结构", "1.2条件", "2.发展", "2.1素质"]
BELOW = ["1.情况", "1.1规模和结构", "在校生100人", "1.2条件", "2.发展", "2.1素质", "附件", "7.1案例"]


@pytest.mark.parametrize(
    "shape",
    ["{}........{}", "{} …………… {}", "{}······{}", "{}\t{}", "{}      {}", "{}. . . . . {}", "{}", "{}.......({})", "{} ...... - {} -"],
)
@pytest.mark.parametrize("title", [["目  录"], []])
def test_contents_pages(shape: str, title: list[str]) -> None:
    contents = [*title, *(shape.format(line, page) for page, line in enumerate(CONTENTS, start=1))]
    sections = outline(text_of("虚构市教育局", *contents, *BELOW)).sections
    assert [section.number for section in sections] == ["title", "preamble", "1", "1.1", "1.2", "2", "2.1", "附件", "附件7.1"]
    preamble = sections[1]
    assert [preamble.text[start:end] for start, end in preamble.contents] == [normal(line) for line in contents]
    assert not any(section.contents for section in sections if section.number != "preamble")


def test_a_contents_page_of_a_chinese_outline() -> None:
    lines = ["目录", "前言  1", "一、情况  1", "（一）规模 12", "二、发展  20", "附件  30", "前言", "一、情况", "（一）规模", "二、发展"]
    sections = outline(text_of(*lines)).sections
    assert [section.number for section in sections] == ["title", "preamble", "1", "1.1", "2"]
    assert [sections[1].text[start:end] for start, end in sections[1].contents] == [normal(line) for line in lines[:6]]


@pytest.mark.skipif(not REPORT.exists(), reason="the report's text is not beside the repository")
def test_the_headings_of_2020_are_the_texts() -> None:
    seeds = tomllib.loads((ROOT / "seeds" / "2020" / "report.toml").read_text(encoding="utf-8"))["section"]
    sections = outline(REPORT.read_text(encoding="utf-8")).sections
    assert [(each.number, each.heading) for each in sections if each.number != "preamble"] == [
        (each["number"], each["heading"]) for each in seeds if each["number"] != "preamble"
    ]


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["1.情况", "1.1规模", "1.2万人", "2.发展", "一、情况", "（一）规模", "第一章 情况", "附件", "附件1：案例", "7.1案例", "目录"]
        ),
        st.sampled_from(["1.1规模....3", "2.发展\t12", "①规模", "２．发展", " ", "1", "0.45", "100人，", "1 情况", "附录", "1.1", "报告"]),
        st.text(alphabet="0123456789.、一二（）() \t附件章第节报告….。", max_size=12),
    ),
    max_size=30,
)


@settings(max_examples=400)
@given(LINES)
def test_nothing_is_lost_and_no_number_comes_twice(lines: list[str]) -> None:
    text = "\n".join(lines)
    sections = outline(text).sections
    numbers = [section.number for section in sections]
    assert len(set(numbers)) == len(numbers)
    kept = "".join(section.mark + section.text for section in sections)
    assert Counter(kept.replace("\n", "")) == Counter(normal(text).replace("\n", "").replace("\r", ""))


@pytest.mark.slow
def test_a_text_full_of_figures_is_read_in_time() -> None:
    chance = random.Random(2031)
    marks = ["{}.{}", "{}.", "{}、", "{} ", "{}.{}.{}"]
    lines = [chance.choice(marks).format(*(chance.randint(1, 12) for _ in range(3))) + "项工作" for _ in range(3000)]
    begun = time.perf_counter()
    outline(text_of(*lines))
    assert time.perf_counter() - begun < 20
