"""What a printed number can stand for, and what can be said of two of them: exact, the edges included."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuzhou_vet.report.intervals import ANY, Interval, last_place, printed, rounded, typed_place

numbers = st.fractions(min_value=0, max_value=10**9, max_denominator=10**6)


def interval(low: str, high: str) -> Interval:
    return Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("value", "place", "bound", "expected"),
    [
        ("49.1", -1, "exact", interval("49.05", "49.15")),
        ("96", 0, "exact", interval("95.5", "96.5")),
        ("32000", 3, "exact", interval("31500", "32500")),
        ("94.32", -2, "at_least", Interval(Fraction("94.315"), None)),
        ("50", 0, "over", Interval(Fraction(50), None)),
        ("12", 0, "at_most", Interval(None, Fraction(12))),
        ("1000", 0, "under", Interval(None, Fraction(1000))),
        ("2662", 0, "about", ANY),
        ("-2.8", -1, "exact", interval("-2.85", "-2.75")),
    ],
)
def test_a_printed_number_stands_for_all_that_round_to_it(value: str, place: int, bound: str, expected: Interval) -> None:
    assert printed(Fraction(value), place, bound) == expected


def test_what_is_counted_one_by_one_is_itself_unless_a_scale_rounds_it() -> None:
    assert printed(Fraction(716), 0, whole=True) == interval("716", "716")
    assert printed(Fraction(32000), 3, whole=True) == interval("31500", "32500")


def test_a_range_reaches_from_end_to_end() -> None:
    assert printed(Fraction(1), 0, "range", Fraction(2), whole=True) == interval("1", "2")


@pytest.mark.parametrize(
    ("text", "unit", "decimals", "place"),
    [
        ("49.1%", "%", 1, -1),
        ("１，２３４人", "人", 0, 0),
        ("3.2万", "人", 0, 3),
        ("3.2万人", "人", 0, 3),
        ("3.2万人", "万人", 1, -1),
        ("1146.57万元", "万元", 2, -2),
        ("1.25亿元", "元", 0, 6),
        ("25万6千人", "人", 0, 3),
        ("3万4000人", "人", 0, 0),
        ("六百人", "人", 0, 2),
        ("三十人", "人", 0, 0),
        ("均无", "人", 0, 0),
        ("有所增加", "人", 1, -1),
    ],
)
def test_the_place_of_the_last_printed_digit(text: str, unit: str, decimals: int, place: int) -> None:
    assert last_place(text, unit, decimals) == place


@pytest.mark.parametrize(("value", "decimals", "place"), [(32000, 0, 3), (32100, 0, 0), (32000, 1, -1), (0, 0, 0), (94.5, 1, -1)])
def test_three_zeros_that_were_typed_may_be_a_rounding(value: float, decimals: int, place: int) -> None:
    assert typed_place(value, decimals) == place


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (interval("1", "2"), interval("2", "3"), True),
        (interval("1", "2"), interval("2.0001", "3"), False),
        (interval("1", "2"), Interval(Fraction(5), None), False),
        (interval("1", "9"), Interval(Fraction(5), None), True),
        (Interval(None, Fraction(1)), Interval(Fraction(1), None), True),
        (interval("7", "7"), ANY, True),
    ],
)
def test_two_intervals_meet_where_they_have_a_number_in_common(one: Interval, other: Interval, expected: bool) -> None:
    assert one.meets(other) is expected
    assert other.meets(one) is expected


def test_quotients() -> None:
    assert interval("1", "2").over(interval("4", "5")) == interval("0.2", "0.5")
    assert interval("1", "2").over(Interval(Fraction(4), None)) == interval("0", "0.5")
    assert Interval(Fraction(1), None).over(interval("4", "5")) == Interval(Fraction("0.2"), None)
    assert interval("1", "2").over(interval("-0.5", "0.5")) == Interval(Fraction(2), None)
    assert interval("1", "2").over(interval("0", "0")) == ANY
    assert interval("-0.5", "0.5").over(interval("4", "5")) == interval("0", "0.125")
    assert ANY.over(interval("4", "5")) == Interval(Fraction(0), None)


def test_times_a_factor() -> None:
    assert interval("49.05", "49.15").times(Fraction(1, 100)) == interval("0.4905", "0.4915")
    assert Interval(None, Fraction(3)).times(Fraction(2)) == Interval(None, Fraction(6))


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        (Fraction("49.105"), 2, "49.11"),
        (Fraction("-49.105"), 2, "-49.11"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction("0.004"), 2, "0.00"),
        (Fraction("-0.004"), 2, "0.00"),
        (Fraction(12), 0, "12"),
        (Fraction(10**15 + 1), 2, "1000000000000001.00"),
    ],
)
def test_rounding_is_half_away_from_zero_and_exact(number: Fraction, decimals: int, expected: str) -> None:
    assert str(rounded(number, decimals)) == expected


@given(numbers, st.integers(0, 6))
def test_what_is_rounded_stands_for_the_number_it_was_rounded_from(number: Fraction, decimals: int) -> None:
    found = printed(Fraction(rounded(number, decimals)), -decimals)
    assert found.meets(Interval(number, number))


@given(numbers, numbers.filter(bool), st.integers(0, 4))
def test_a_share_that_was_computed_rightly_follows_from_its_counts(part: Fraction, whole: Fraction, decimals: int) -> None:
    share = printed(Fraction(rounded(part / whole, decimals)), -decimals)
    counts = [printed(Fraction(rounded(each, 1)), -1) for each in (part, whole)]
    assert share.meets(counts[0].over(counts[1]))


@given(numbers, numbers, numbers, numbers)
def test_a_quotient_of_two_numbers_lies_in_the_quotient_of_their_intervals(
    one: Fraction, two: Fraction, three: Fraction, four: Fraction
) -> None:
    part, whole = Interval(min(one, two), max(one, two)), Interval(min(three, four), max(three, four))
    found = part.over(whole)
    for above in part:
        for below in whole:
            if above is not None and below:
                assert found.meets(Interval(above / below, above / below))


def test_a_rounded_number_is_a_decimal() -> None:
    assert rounded(Fraction(1, 2), 1) == Decimal("0.5")
