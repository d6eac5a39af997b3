"""One cell: numbers as people type them, and nothing that a lax parser would let through."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuzhou_vet.intake.cells import Cells, Wrong, code, day, figure, flag, integer, number, text, year

FULL_WIDTH = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "value", "decimals", "mark"),
    [
        ("1,234", "1234", 0, ""),
        ("１，２３４．５０", "1234.50", 2, ""),
        ("94.5％", "94.5", 1, "%"),
        ("33.8万", "33.8", 1, "万"),
        ("1.2 亿", "1.2", 1, "亿"),
        (" 12 345 ", "12345", 0, ""),
        ("−3.50", "-3.50", 2, ""),
        ("+7", "7", 0, ""),
        ("007", "7", 0, ""),
    ],
)
def test_a_figure_keeps_its_decimals_and_its_mark(typed: str, value: str, decimals: int, mark: str) -> None:
    assert figure(typed)[:3] == (Decimal(value), decimals, mark)


@pytest.mark.parametrize(
    "typed",
    [
        "1_000",
        "nan",
        "inf",
        "1e5",
        "1,23",
        "12,3456",
        ",5",
        "5.",
        ".5",
        "--5",
        "1.2.3",
        "12人",
        "约12",
        "—",
        "/",
        "无",
        "1-2",
        "%",
        "0x1f",
        "٣",
        "²",
        "9" * 16,
    ],
)
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(Wrong):
        figure(typed)


@settings(max_examples=150)
@given(NUMBERS, st.booleans(), st.booleans(), st.sampled_from(["", " ", "　"]))
def test_every_way_to_type_a_number_is_the_same_number(value: Decimal, grouped: bool, wide: bool, space: str) -> None:
    typed = f"{value:,f}" if grouped else f"{value:f}"
    typed = typed.translate(FULL_WIDTH) if wide else typed
    assert figure(f"{space}{typed}{space}")[:3] == (value, 3, "")
    assert number(typed) == float(value)


@settings(max_examples=200)
@given(st.text(max_size=12))
def test_any_text_is_a_value_or_wrong_and_never_an_accident(typed: str) -> None:
    for convert in (figure, number, integer, year, day, flag, code, text):
        with suppress(Wrong):
            convert(typed)


@pytest.mark.parametrize(("typed", "value"), [("2020", 2020), ("２０２０", 2020), ("2020年", 2020), (" 1900 ", 1900)])
def test_years(typed: str, value: int) -> None:
    assert year(typed) == value


@pytest.mark.parametrize("typed", ["20x0", "1899", "2101", "20", "2020.0", "2,020", "二〇二〇"])
def test_no_years(typed: str) -> None:
    with pytest.raises(Wrong):
        year(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2020", "2020"),
        ("2020-09", "2020-09"),
        ("2020/9/1", "2020-09-01"),
        ("2020年9月", "2020-09"),
        ("2020年9月1日", "2020-09-01"),
        ("2020年", "2020"),
        ("2020-02-29", "2020-02-29"),
    ],
)
def test_dates(typed: str, value: str) -> None:
    assert day(typed) == value


@pytest.mark.parametrize("typed", ["3月1日", "2019-02-29", "2020-13", "2020-00", "20200901", "1/9/2020", "1850-01-01", "2020-9-1-1"])
def test_no_dates(typed: str) -> None:
    with pytest.raises(Wrong):
        day(typed)


@pytest.mark.parametrize(("typed", "value"), [("1", True), ("是", True), ("YES", True), ("０", False), ("否", False), ("false", False)])
def test_flags(typed: str, value: bool) -> None:
    assert flag(typed) is value


@pytest.mark.parametrize("typed", ["-1", "1.5", "1.0", "5%", "3000000000"])
def test_whole_numbers_only(typed: str) -> None:
    with pytest.raises(Wrong):
        integer(typed)
    assert integer("1.2万") == 12000


@pytest.mark.parametrize("typed", ["", "A", "a b", "_a", "柳州", "a/b", "a|b"])
def test_no_codes(typed: str) -> None:
    with pytest.raises(Wrong):
        code(typed)


def test_cells_convert_each_text_once_and_stay_small() -> None:
    converted: list[str] = []

    def convert(cell: str) -> int:
        converted.append(cell)
        return int(cell)

    cells = Cells(convert)
    assert [cells["1"], cells["2"], cells["1"]] == [1, 2, 1]
    assert converted == ["1", "2"]
    for number_ in range(250_000):
        cells[str(number_)]
    assert len(cells) <= 100_000
