"""Numerals as reports print them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuzhou_vet.report.numerals import Numeral, read

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Return a number below ten thousand as it is written."""
    written = ""
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += DIGITS[digit] + sign
        elif written and not written.endswith("零"):
            written += "零"
    written = written.rstrip("零")
    return written.removeprefix("一") if written.startswith("一十") else written


@pytest.mark.parametrize(
    ("printed", "value", "decimals", "unit"),
    [
        ("1458人", "1458", 0, "人"),
        ("1,234.50元", "1234.50", 2, "元"),
        ("１１４６．５７万元", "1146.57", 2, "万元"),
        ("94.32%", "94.32", 2, "%"),
        ("94.32％", "94.32", 2, "%"),
        ("2662 元/月", "2662", 0, "元/月"),
        ("六间", "6", 0, "间"),
        ("两个", "2", 0, "个"),
        ("百", "100", 0, ""),
        ("百人次", "100", 0, "人次"),
        ("千个", "1000", 0, "个"),
        ("十五名", "15", 0, "名"),
        ("一百零五", "105", 0, ""),
        ("三百五", "350", 0, ""),
        ("二〇二〇", "2020", 0, ""),
        ("3万4000", "34000", 0, ""),
        ("25万6千人", "256000", 0, "人"),
        ("三万五千", "35000", 0, ""),
        ("一万五千亿元", "15000", 0, "亿元"),
        ("2万亿元", "2", 0, "万亿元"),
        ("100万", "100", 0, "万"),
        ("全覆盖", "100", 0, "%"),
        ("没有", "0", 0, ""),
        ("均无", "0", 0, ""),
        ("百分之五", "5", 0, "%"),
    ],
)
def test_read(printed: str, value: str, decimals: int, unit: str) -> None:
    numeral = read(printed)
    assert numeral is not None
    assert (numeral.value, numeral.decimals, numeral.unit, numeral.value_to) == (Decimal(value), decimals, unit, None)


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit"),
    [
        ("1-2名", "1", "2", "名"),
        ("5-20%", "5", "20", "%"),
        ("5%—20%", "5", "20", "%"),
        ("2～3万元", "2", "3", "万元"),
        ("10至12.5人", "10", "12.5", "人"),
    ],
)
def test_a_range(printed: str, low: str, high: str, unit: str) -> None:
    numeral = read(printed)
    assert numeral is not None
    assert (numeral.value, numeral.value_to, numeral.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "有所增加",
        "1:17.3",
        "17:1",
        "两三个",
        "几十个",
        "十几个",
        "2000多斤",
        "1,23人",
        "万",
        "三分之一",
        "1_000",
        "nan",
        "千百",
        "5-3名",
        "一一",
        "1.2.3",
        "，",
    ],
)
def test_no_numeral(printed: str) -> None:
    assert read(printed) is None


@pytest.mark.parametrize(
    ("printed", "unit", "value", "decimals"),
    [
        ("1146.57万元", "万元", "1146.57", 2),
        ("1146.57万元", "元", "11465700", 0),
        ("33.8万人", "人", "338000", 0),
        ("1.23456万元", "元", "12345.6", 1),
        ("100万", "万元", "100", 0),
        ("100万", "元", "1000000", 0),
        ("2000", "斤", "2000", 0),
        ("1.5亿元", "元", "150000000", 0),
    ],
)
def test_counted_in_a_unit(printed: str, unit: str, value: str, decimals: int) -> None:
    numeral = read(printed)
    assert numeral is not None
    counted = numeral.counted_in(unit)
    assert counted is not None
    assert (counted.value, counted.decimals) == (Decimal(value), decimals)


@pytest.mark.parametrize(("printed", "unit"), [("9名", "人"), ("100万元", "人"), ("94%", "pp"), ("3万元", "亿元")])
def test_not_counted_in_a_unit(printed: str, unit: str) -> None:
    numeral = read(printed)
    assert numeral is not None
    assert numeral.counted_in(unit) is None


@settings(max_examples=200)
@given(st.integers(1, 9999), st.sampled_from(["人", "个", "", "人次"]))
def test_chinese_numerals_are_read_back(number: int, unit: str) -> None:
    assert read(chinese(number) + unit) == Numeral(Decimal(number), 0, unit)


@settings(max_examples=200)
@given(st.decimals(0, 10**8, places=2, allow_nan=False, allow_infinity=False), st.sampled_from(["元", "万元", "%", "人日"]))
def test_arabic_numerals_are_read_back(number: Decimal, unit: str) -> None:
    for printed in (f"{number}{unit}", f"{number:,}{unit}"):
        numeral = read(printed)
        assert numeral is not None
        assert (numeral.value, numeral.decimals, numeral.unit) == (number, 2, unit)


@settings(max_examples=300)
@given(st.text(alphabet="0123456789.,%-〇零一二两三十百千万亿几多元人 ：:", max_size=10))
def test_any_text_is_a_numeral_or_none(printed: str) -> None:
    numeral = read(printed)
    assert numeral is None or (numeral.value >= 0 and numeral.decimals >= 0)
