"""How numbers and values become text."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuzhou_vet.render.cells import for_people, for_programs, heads_for_people, heads_for_programs, number, plain
from liuzhou_vet.render.result import Column


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (10934.8, 2, "10934.80"),
        (12.3, 2, "12.30"),
        (9, 0, "9"),
        (9, 2, "9.00"),
        (9.0, None, "9"),
        (9.5, None, "9.5"),
        (0.145, 2, "0.15"),  # binary arithmetic says 0.14
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (1.005, 2, "1.01"),
        (0.5, 0, "1"),
        (99.999, 2, "100.00"),
        (-0.001, 2, "0.00"),
        (-0.0, None, "0"),
        (0, 2, "0.00"),
        (1e7, None, "10000000"),
        (1e7, 2, "10000000.00"),
        (1e16, None, "10000000000000000"),
        (1e22, 1, "10000000000000000000000.0"),
        (1e-7, None, "0.0000001"),
        (1e-7, 2, "0.00"),
        (1234567890123456789, None, "1234567890123456789"),
        (100, None, "100"),
        (100, 0, "100"),
        (Decimal("10934.80"), None, "10934.8"),
        (Decimal("1E+3"), 1, "1000.0"),
        (float("inf"), 2, "Infinity"),
    ],
)
def test_a_number_has_the_decimals_of_its_source(value: float, decimals: int | None, text: str) -> None:
    assert number(value, decimals) == text


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_every_number_is_plain_and_rounded_half_away_from_zero(value: float, decimals: int) -> None:
    text = number(value, decimals)
    assert not set(text) - set("-0123456789.")
    assert len(text.partition(".")[2]) == decimals
    off = abs(Decimal(text) - Decimal(repr(value)))
    assert off * 2 <= Decimal(1).scaleb(-decimals)
    if abs(value) < 1e9:
        assert Decimal(text) == Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_without_decimals_loses_nothing(value: float) -> None:
    assert float(number(value)) == value


def test_decimals_come_from_another_column_and_more_adds_to_them() -> None:
    columns = (
        Column("share", "number", decimals="printed", more=2),
        Column("printed", "integer", hidden=True),
        Column("stated", "number", decimals="printed"),
    )
    share, stated = for_programs(columns)
    assert (share((49.10714, 1, 49.1)), stated((49.10714, 1, 49.1))) == ("49.107", "49.1")
    assert (share((49.5, None, 49.0)), stated((49.5, None, 49.0))) == ("49.5", "49")
    assert share((None, 1, None)) == ""


def test_programs_read_codes_and_people_read_labels() -> None:
    columns = (
        Column("level", "code", "级别", {"national": "国家级"}),
        Column("levels", "list", values={"national": "国家级"}),
    )
    row = ("national", ["national", "unknown"])
    assert [show(row) for show in for_programs(columns)] == ["national", '["national", "unknown"]']
    assert [show(row) for show in for_people(columns)] == ["国家级", "国家级、unknown"]


def test_a_list_may_come_as_json_text_and_none_is_an_empty_one() -> None:
    (show,) = for_programs((Column("honours", "list"),))
    assert [show((cell,)) for cell in (["甲"], '["甲"]', [], "[]", None)] == ['["甲"]', '["甲"]', "[]", "[]", "[]"]
    (show,) = for_people((Column("honours", "list"),))
    assert [show((cell,)) for cell in (["甲", "乙"], None)] == ["甲、乙", ""]


def test_truth_is_true_and_false_for_programs_and_a_word_for_people() -> None:
    column = (Column("boarding", "boolean"),)
    assert [for_programs(column)[0]((cell,)) for cell in (True, 1, False, 0, None)] == [
        "true",
        "true",
        "false",
        "false",
        "",
    ]
    assert [for_people(column)[0]((cell,)) for cell in (True, 0, None)] == ["yes", "no", ""]


def test_whatever_somebodys_own_sql_gives_has_a_text() -> None:
    assert [plain(value) for value in ("字", None, 3, 2.0, 1e7, True, b"\x00\xff")] == [
        "字",
        "",
        "3",
        "2",
        "10000000",
        "true",
        "x'00ff'",
    ]


def test_heads_are_names_for_programs_and_labels_for_people() -> None:
    columns = (Column("name", label="学校"), Column("secret", hidden=True), Column("year"))
    assert heads_for_programs(columns) == ["name", "year"]
    assert heads_for_people(columns) == ["学校", "year"]


def test_no_head_for_programs_is_there_twice() -> None:
    columns = (Column("a"), Column("a"), Column("a_2"), Column("a"))
    assert heads_for_programs(columns) == ["a", "a_2", "a_2_2", "a_3"]
