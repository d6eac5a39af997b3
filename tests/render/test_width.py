"""Display width and wrapping."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuzhou_vet.render.width import display_width, narrowest, narrowest_of_all, shares, wrap

NUMBERS = re.compile(r"\d+(?:[,，]\d{3}(?!\d))*(?:[.．]\d+)*")
SOME_TEXT = st.lists(
    st.sampled_from(
        [
            "学校",
            "、",
            "（",
            "）",
            "10934.80",
            "1,234,567",
            "94.5%",
            "ABC",
            " ",
            "-",
            "元",
            "2020-11-05",
            "１２",
            "+",
            "约",
        ]
    )
).map("".join)


def test_chinese_takes_two_columns() -> None:
    assert [display_width(text) for text in ("", "abc", "学校", "（甲）", "e\u0301")] == [0, 3, 4, 6, 1]


def test_chinese_breaks_anywhere() -> None:
    assert wrap("柳州市虚构学校", 6) == ["柳州市", "虚构学", "校"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert wrap("甲乙、丙丁（戊己）庚", 4) == ["甲", "乙、", "丙丁", "（戊", "己）", "庚"]


def test_words_stay_whole_where_there_is_room() -> None:
    assert wrap("full time teachers", 9) == ["full time", "teachers"]
    assert wrap("liuzhou-yizhi", 8) == ["liuzhou-", "yizhi"]
    assert wrap("teachers", 4) == ["teac", "hers"]


@pytest.mark.parametrize("figure", ["10934.80", "1,234,567.89", "94.32%", "-222.93", "+212", "2020-11-05", "1:17.3", "１０９３４"])
def test_a_number_is_never_broken(figure: str) -> None:
    assert figure in wrap(f"设备值{figure}元以上", 4)


def test_a_numbers_unit_may_go_to_the_next_line() -> None:
    assert wrap("约2662元/月", 6) == ["约", "2662元", "/月"] or wrap("约2662元/月", 6) == ["约2662", "元/月"]


def test_an_indent_is_kept() -> None:
    assert wrap("  双师型教师", 8) == ["  双师型", "  教师"]
    assert wrap("  10934.80", 8) == ["10934.80"]


def test_line_ends_are_kept() -> None:
    assert wrap("甲\n\n乙丙丁", 4) == ["甲", "", "乙丙", "丁"]


@given(SOME_TEXT, st.integers(1, 30))
def test_wrapping_loses_nothing_but_blanks_and_breaks_no_number(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert re.sub(" ", "", "".join(lines)) == re.sub(" ", "", text)
    assert max(map(display_width, lines)) <= max(width, narrowest_of_all(text))
    apart = "\n".join(lines)
    for figure in NUMBERS.findall(text):
        assert figure in apart


@given(st.text(), st.integers(1, 30))
def test_any_text_can_be_wrapped(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert re.sub(r"[ \n\t]", "", "".join(lines)) == re.sub(r"[ \n\t]", "", text)


@given(SOME_TEXT)
def test_the_narrowest_widths_hold(text: str) -> None:
    assert narrowest_of_all(text) <= max(narrowest(text), 2)
    assert max(map(display_width, wrap(text, max(narrowest(text), 1)))) <= max(narrowest(text), 1)


def test_narrow_columns_keep_what_they_want_and_wide_ones_share() -> None:
    assert shares([4, 100, 60], [[4, 10, 10]], 44) == [4, 20, 20]
    assert shares([4, 100, 24], [[4, 10, 10]], 60) == [4, 32, 24]
    assert shares([4, 10, 20], [[4, 10, 10]], 60) == [4, 10, 20]


def test_comfort_goes_first_and_a_hopeless_case_is_comfortable() -> None:
    assert shares([50, 50], [[30, 30], [10, 30]], 44) == [14, 30] or sum(shares([50, 50], [[30, 30], [10, 30]], 44)) == 44
    assert shares([50, 50], [[30, 30], [20, 30]], 40) == [30, 30]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(0, 200))
def test_the_room_is_used_and_never_exceeded_where_the_floor_fits(wanted: list[int], room: int) -> None:
    floor = [min(want, 4) for want in wanted]
    widths = shares(wanted, [floor], room)
    assert all(low <= width <= want for low, width, want in zip(floor, widths, wanted, strict=True))
    if sum(floor) <= room:
        assert sum(widths) == min(sum(wanted), room)
