"""An invented text held against invented rows: what accounts for a number, in which order, and what does not stand."""

from dataclasses import replace

import pytest

from liuzhou_vet.report.outline import outline
from liuzhou_vet.report.verify import Account, Cited, Dated, Heading, Named, Stated, verify

TEXT = """虚构市中等职业教育2031年度质量报告

1.虚构的情况
1.1 规模
虚构市有学校3所，教师100，200人，比2030年增加5人。一职校有20人。
1.2 其他
依据《虚构市“三年”方案》（虚政〔2029〕7号），2031年6月统一培训三十人。
"""

STATED = Stated(
    year=2031,
    figures=[
        Cited("schools", "1.1", "3所"),
        Cited("teachers", "1.1", "100"),
        Cited("others", "1.1", "200人"),
        Cited("change", "1.1", "5人"),
        Cited("yizhi", "1.1", "20人"),
        Cited("trained", "1.2", "三十人"),
    ],
    names=[
        Named("mention yizhi", "1.1", ("虚构市第一职业学校", "一职校"), stands=True),
        Named("document plan", "1.2", ("虚构市三年方案", "虚政〔2029〕7号"), stands=True),
    ],
    dates=[Dated("1.1", ("2031", "2030")), Dated("1.2", ("2031-06",))],
    excuses=["统一"],
    outline=[
        Heading("title", "虚构市中等职业教育2031年度质量报告"),
        Heading("1", "虚构的情况"),
        Heading("1.1", "规模"),
        Heading("1.2", "其他"),
    ],
)


def held(text: str = TEXT, stated: Stated = STATED) -> Account:
    return verify(outline(text).sections, stated)


def unaccounted(account: Account) -> list[tuple[str, str, int]]:
    return [(found.section, found.printed, found.nth) for found in account.unaccounted]


def test_every_number_is_counted_once() -> None:
    account = held()
    assert (account.unaccounted, account.broken) == ([], [])
    assert (account.observations, account.cited, account.not_data, account.numbers) == (5, 8, 1, 14)


@pytest.mark.parametrize(
    ("stated", "left"),
    [
        (replace(STATED, figures=STATED.figures[1:]), [("1.1", "3", 1)]),
        (replace(STATED, figures=[each for each in STATED.figures if each.row != "others"]), [("1.1", "100,200", 1)]),
        (replace(STATED, names=STATED.names[1:]), [("1.1", "一", 1)]),
        (replace(STATED, names=STATED.names[:1]), [("1.2", "三", 1), ("1.2", "2029", 1), ("1.2", "7", 1)]),
        (replace(STATED, dates=STATED.dates[1:]), [("1.1", "2030", 1)]),
        (replace(STATED, dates=[STATED.dates[0], Dated("1.2", ("2031-07",))]), [("1.2", "6", 1)]),
        (replace(STATED, dates=[STATED.dates[0], Dated("1.1", ("2031-06",))]), [("1.2", "6", 1)]),
        (replace(STATED, excuses=[]), [("1.2", "一", 1)]),
        (replace(STATED, year=2032), [("title", "2031", 1)]),
    ],
)
def test_a_number_without_its_row_is_not_accounted_for(stated: Stated, left: list[tuple[str, str, int]]) -> None:
    account = held(stated=stated)
    assert unaccounted(account) == left
    assert account.numbers == 14


def test_a_number_is_an_observation_before_it_is_a_name_and_a_name_before_it_is_no_data() -> None:
    everything = replace(STATED, figures=[*STATED.figures, Cited("odd", "1.2", "7号")], not_data=[Cited("not_data", "1.2", "2029")])
    account = held(stated=everything)
    assert (account.observations, account.cited, account.not_data) == (6, 7, 1)


def test_numbers_listed_as_no_data_are_accounted_for() -> None:
    account = held(stated=replace(STATED, excuses=[], not_data=[Cited("not_data", "1.2", "一")]))
    assert (account.not_data, account.unaccounted) == (1, [])


def test_a_number_is_told_with_its_place_and_the_words_around_it() -> None:
    found = held(TEXT.replace("学校3所", "学校4所")).unaccounted[0]
    assert (found.section, found.printed, found.nth) == ("1.1", "4", 1)
    assert found.context == "规模 虚构市有学校4所,教师100,200人"
    assert "observations" in found.message


def test_a_date_is_told_as_one() -> None:
    assert "date" in held(TEXT.replace("2030年", "2028年")).unaccounted[0].message


def test_pages_of_contents_are_excused() -> None:
    contents = "目录\n1.虚构的情况……………3\n1.1 规模……………………12\n1.2 其他……………………45\n"
    account = held(TEXT.replace("\n1.虚构", f"\n{contents}\n1.虚构", 1))
    assert account.unaccounted == []
    assert account.not_data > 1


def test_a_school_may_be_named_anywhere_and_other_names_only_where_a_row_says() -> None:
    text = TEXT.replace("统一培训", "一职校统一培训")
    assert unaccounted(held(text)) == [("1.2", "一", 1)]
    assert held(text, replace(STATED, names=[*STATED.names, Named("yizhi", None, ("一职校",))])).unaccounted == []


@pytest.mark.parametrize(
    "written", ["〔2029〕7号", "[2029] 7号", "（2029）７号", "【2029】7号"], ids=["as stored", "square", "round", "heavy"]
)
def test_brackets_quotes_and_line_ends_inside_a_name_do_not_matter(written: str) -> None:
    assert held(TEXT.replace("〔2029〕7号", written).replace("《虚构市“三年”方案》", "虚构市三\n年方案")).unaccounted == []


def test_a_name_is_no_part_of_a_longer_number() -> None:
    assert unaccounted(held(TEXT.replace("一职校", "二十一职校"))) == [("1.1", "二十一", 1)]


@pytest.mark.parametrize(
    ("text", "section", "printed", "words"),
    [
        (TEXT.replace("3所", "4所"), "1.1", "3所", "schools: '3所' does not stand"),
        (TEXT.replace("一职校", "甲校"), "1.1", "虚构市第一职业学校", "none of its names"),
        (TEXT.replace("1.1 规模", "1.1 人数"), "1.1", "规模", "another heading"),
        (TEXT.replace("2031年度", "2032年度"), "title", "虚构市中等职业教育2031年度质量报告", "another heading"),
    ],
)
def test_a_row_that_does_not_stand_is_told(text: str, section: str, printed: str, words: str) -> None:
    assert [(found.section, found.printed) for found in held(text).broken if words in found.message] == [(section, printed)]


def test_a_citation_of_a_later_place_than_there_are_is_told_with_the_last_there_is() -> None:
    figures = [*STATED.figures, Cited("again", "1.1", "3所", 2)]
    broken = held(stated=replace(STATED, figures=figures)).broken
    assert [(found.printed, found.nth, found.context) for found in broken] == [("3所", 2, "规模 虚构市有学校3所,教师100,200人,")]
    assert "stands once in this section, and place 2 is cited" in broken[0].message


def test_a_section_that_is_not_there_breaks_every_row_that_cites_it() -> None:
    text = TEXT.replace("1.2 其他\n", "")
    assert [(found.section, found.printed) for found in held(text).broken] == [
        ("1.2", "其他"),
        ("1.2", "三十人"),
        ("1.2", "虚构市三年方案"),
    ]
    assert all("no such section" in found.message for found in held(text).broken)


def test_remarks_and_no_data_must_stand_too() -> None:
    stated = replace(STATED, remarks=[Cited("remark odd", "1.1", "不在文中的话")], not_data=[Cited("not_data", "1.1", "九")])
    assert [found.printed for found in held(stated=stated).broken] == ["不在文中的话", "九"]


def test_a_row_without_printed_words_stands_if_its_section_does() -> None:
    assert held(stated=replace(STATED, figures=[*STATED.figures, Cited("typed", "1.1", "")])).broken == []
