"""What is only rounded is no contradiction, and everything else is one: the audit beside plain rational arithmetic."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_city import Invented

counts = st.tuples(st.integers(0, 40_000), st.integers(1, 40_000)).map(sorted)
steps = st.integers(-1, 1)
decimals = st.integers(0, 3)
roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN])


def _printed(exact: Fraction, places: int, rounding: str, step: int) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
        last = Decimal(1).scaleb(-places)
        return max(quotient.quantize(last, rounding) + step * last, 0 * last)  # a zero has its decimals too


def _allowed(printed: Decimal, places: int, low: Fraction, high: Fraction) -> bool:
    """Tell whether a printed number can stand for one of those from `low` to `high`: half a unit of its last digit either way."""
    half = Fraction(1, 2 * 10**places)
    return Fraction(printed) - half <= high and low <= Fraction(printed) + half


def _verdict(city: Invented, rule: str, text: str) -> str:
    rules = [each for each in city.catalogue.rules if each.code == rule]
    (finding,) = city.judged(*city.rows(text), rules=rules)
    return finding.verdict


@given(counts, decimals, roundings, steps)
def test_a_share(city: Invented, pair: list[int], places: int, rounding: str, step: int) -> None:
    part, whole = pair
    printed = _printed(Fraction(100 * part, whole), places, rounding, step)
    exact = Fraction(100 * part, whole)
    verdict = _verdict(city, "share", f"graduates {whole}人\nemployed_graduates {part}人\nemployment_rate {printed:f}%")
    assert verdict == ("ok" if _allowed(printed, places, exact, exact) else "contradiction")


@given(counts, st.integers(1, 3), decimals, steps)
def test_a_share_of_coarse_counts(city: Invented, pair: list[int], coarse: int, places: int, step: int) -> None:
    """Both counts in 万人, which round too: any pair of numbers behind them may be the report's."""
    part, whole = (_printed(Fraction(number, 10_000), coarse, ROUND_HALF_UP, 0) for number in pair)
    half = Fraction(1, 2 * 10**coarse)
    if Fraction(whole) <= half:
        return
    low, high = max(Fraction(part) - half, Fraction(0)) / (Fraction(whole) + half), (Fraction(part) + half) / (Fraction(whole) - half)
    printed = _printed(100 * Fraction(part) / Fraction(whole), places, ROUND_HALF_UP, 7 * step)
    verdict = _verdict(city, "share", f"graduates {whole:f}万人\nemployed_graduates {part:f}万人\nemployment_rate {printed:f}%")
    assert verdict == ("ok" if _allowed(printed, places, 100 * low, 100 * high) else "contradiction")


@given(st.integers(0, 10_000), st.integers(0, 10_000), decimals, decimals, st.integers(-2, 2))
def test_a_change_in_points(city: Invented, this: int, last: int, here: int, there: int, step: int) -> None:
    new, old = (_printed(Fraction(value, 100), places, ROUND_HALF_UP, 0) for value, places in ((this, here), (last, there)))
    places = max(here, there)
    change = new - old + step * Decimal(1).scaleb(-places)
    around = Fraction(1, 2 * 10**here) + Fraction(1, 2 * 10**there)
    exact = Fraction(new) - Fraction(old)
    text = f"employment_rate {new:f}%\nemployment_rate {old:f}% 2030\nemployment_rate {abs(change):f}个百分点 change value={change:f}"
    allowed = abs(Fraction(change) - exact) <= around + Fraction(1, 2 * 10 ** max(0, -int(change.as_tuple().exponent)))
    assert _verdict(city, "change", text) == ("ok" if allowed else "contradiction")


@given(st.integers(1, 30_000), st.integers(1, 30_000), steps)
def test_a_total_of_persons_is_exact(city: Invented, one: int, other: int, step: int) -> None:
    text = f"full_time_intake {one}人\npart_time_intake {other}人\nnew_students {one + other + step}人"
    assert _verdict(city, "new-students-total", text) == ("contradiction" if step else "ok")


@given(st.integers(1, 400), st.integers(0, 1000))
def test_a_whole_number_behind_a_share(city: Invented, base: int, tenths: int) -> None:
    printed = Fraction(tenths, 10)
    possible = any(abs(Fraction(100 * number, base) - printed) <= Fraction(1, 20) for number in range(base + 1))
    verdict = _verdict(city, "whole-number", f"graduates {base}人\ncertificate_rate {tenths / 10:.1f}%")
    assert verdict == ("ok" if possible else "contradiction")


@pytest.mark.parametrize(("students", "teachers"), [(1730, 100), (33613, 1458), (999, 61)])
@pytest.mark.parametrize("places", [0, 1, 2])
@pytest.mark.parametrize("step", [-2, -1, 0, 1, 2])
def test_a_ratio_either_way_round(city: Invented, students: int, teachers: int, places: int, step: int) -> None:
    exact = Fraction(students, teachers)
    printed = _printed(exact, places, ROUND_HALF_UP, step)
    counts = f"secondary_vocational_students {students}人\nfull_time_teachers {teachers}人\n"
    expected = "ok" if _allowed(printed, places, exact, exact) else "contradiction"
    for text in (f"1:{printed:f}", f"{printed:f}:1", f"1：{printed:f}"):
        assert _verdict(city, "share", f"{counts}student_teacher_ratio {text} value={printed:f} unit=比") == expected
