"""The cells of a workbook are read as a person sees them, or refused where the spreadsheet made something else of them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from workbooks import Book, Typed, message, observed, rewrite

from liuzhou_vet.intake.cells import Wrong
from liuzhou_vet.intake.check import check
from liuzhou_vet.intake.reading.number_format import day_of, is_date, shown_number, stored
from liuzhou_vet.intake.reading.rewritten import lost_zero

OBSERVATIONS = "observations"


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        ("2020", "General", "2020"),
        ("2020.0", "General", "2020"),
        ("1E-7", "General", "0.0000001"),
        ("1.5E+3", "General", "1500"),
        ("-0.0", "0.0", "0.0"),
        ("94.5", "0.00", "94.50"),
        ("94.5", "0.00_ ", "94.50"),
        ("94.5", "0.00_);[Red]\\(0.00\\)", "94.50"),
        ("-94.5", "0.00_);[Red]\\(0.00\\)", "-94.50"),
        ("0.945", "0.00%", "94.50%"),
        ("0.94499999999999995", "0.00%", "94.50%"),
        ("0.945", "0.0%", "94.5%"),
        ("0.945", "0%", "94.5%"),
        ("0.07", "0%", "7%"),
        ("1", "0%", "100%"),
        ("10934.8", "#,##0.00", "10,934.80"),
        ("10934.799999999999", "0.00", "10934.80"),
        ("10934.8", '0.00"元"', "10934.80"),
        ("10934.8", "¥#,##0.00", "10,934.80"),
        ("10934.8", "[$¥-804]#,##0.00", "10,934.80"),
        ("1234.567", "0", "1234.567"),
        ("1234567", "0,", "1234567"),
        ("0.30000000000000004", "General", "0.3"),
        ("1", "000", "001"),
        ("1.5", "000.00", "001.50"),
        ("0.5", "# ?/?", "0.5"),
        ("12345", "0.00E+00", "12345"),
        ("7", "@", "7"),
        ("120", "[DBNum1][$-804]General", "120"),
    ],
)
def test_a_number_is_shown_by_its_format_and_in_fullwhere_that_hides_digits(number: str, form: str, shown: str) -> None:
    assert shown_number(stored(number), form) == shown


@pytest.mark.parametrize(
    "form", ["General", "@", "0.00", "0%", '0"日"', "[Red]0.00", "#,##0_);(#,##0)", "0.00E+00", '0.0"m"', "[DBNum1]General"]
)
def test_formats_of_numbers_are_not_taken_for_dates(form: str) -> None:
    assert not is_date(form)


@pytest.mark.parametrize(
    ("serial", "form", "from_1904", "day"),
    [
        ("1", "yyyy/m/d", False, date(1900, 1, 1)),
        ("59", "yyyy/m/d", False, date(1900, 2, 28)),
        ("61", "yyyy/m/d", False, date(1900, 3, 1)),
        ("47969", "yyyy/m/d", False, date(2031, 5, 1)),
        ("46507", "yyyy/m/d", True, date(2031, 5, 1)),
    ],
)
def test_days_are_counted_as_spreadsheets_count_them(serial: str, form: str, from_1904: bool, day: date) -> None:
    assert day_of(Decimal(serial), form, from_1904).day == day


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        ("70人", "@", "70人"),
        (70, "General", "70"),
        (70.0, "0", "70"),
        (70, '0"人"', "70"),
        (1070, "#,##0", "1,070"),
        (70.5, "0.00", "70.50"),
    ],
)
def test_printed_is_what_the_cell_shows(book: Book, database: Any, tmp_path: Path, value: Any, form: str, printed: str) -> None:
    book.set(OBSERVATIONS, 4, "printed", value if isinstance(value, str) else Typed(value, form))
    book.set(OBSERVATIONS, 4, "unit", "person")
    assert printed in observed(book, database, tmp_path)


def test_whole_numbers_stay_whole_whatever_their_format(book: Book, told: Callable[..., Any]) -> None:
    for line in (2, 3):
        book.set("schools", line, "ordinal", Typed(float(line), "0.00"))
        book.set(OBSERVATIONS, line, "year", Typed(2031, "0.0"))
    assert told() == []


def test_a_formula_counts_as_the_value_it_gave(book: Book, database: Any, tmp_path: Path) -> None:
    book.set(OBSERVATIONS, 2, "value", Typed(120, "General", "=100+20"))
    book.set(OBSERVATIONS, 4, "printed", Typed("70人", "General", '=70&"人"'))
    assert "70人" in observed(book, database, tmp_path)


def test_a_formula_that_was_never_computed(book: Book, told: Callable[..., Any], tmp_path: Path) -> None:
    book.set(OBSERVATIONS, 4, "note", Typed("", "General", '=""'))
    assert told() == [(OBSERVATIONS, 4, "note", "formula")]
    path = book.save(tmp_path / "forms.xlsx")
    rewrite(path, OBSERVATIONS, '><f>""</f>', ' t="str"><f>""</f>')  # as Excel writes a formula that gave an empty text
    assert [fault for fault in check([path]) if fault.severity == "error"] == []


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_in_a_cell(book: Book, told: Callable[..., Any], error: str) -> None:
    book.set(OBSERVATIONS, 2, "value", Typed(error, "General", "=1/0"))
    assert told() == [(OBSERVATIONS, 2, "value", "formula")]


def test_flags(book: Book, told: Callable[..., Any]) -> None:
    book.set("clusters", 2, "complete", Typed(True))
    assert told() == []
    book.set("clusters", 2, "name", Typed(True))
    assert ("clusters", 2, "name", "rewritten") in told()


def test_many_digits(book: Book, told: Callable[..., Any]) -> None:
    book.set("documents", 2, "title", Typed(123456789012345))
    assert told() == []
    book.set("documents", 2, "title", Typed(1.2345678901234568e17))
    assert told() == [("documents", 2, "title", "rewritten")]


@pytest.mark.parametrize(
    ("form", "loaded"),
    [
        ("yyyy-mm-dd", "2031-05-01"),
        ("yyyy/m/d", "2031-05-01"),
        (14, "2031-05-01"),
        (31, "2031-05-01"),
        ('yyyy"年"m"月"', "2031-05"),
        (57, "2031-05"),
        ("yyyy", "2031"),
    ],
)
def test_a_date_in_a_column_of_dates(book: Book, database: Any, tmp_path: Path, form: Any, loaded: str) -> None:
    book.set("activities", 2, "started_on", Typed(date(2031, 5, 1), form))
    database.load(book.save(tmp_path / "forms.xlsx"))
    assert database.rows("SELECT started_on FROM activity WHERE code = 'xugou-jia.peixun'") == [(loaded,)]


def test_a_date_in_a_workbook_that_counts_from_1904(book: Book, database: Any, tmp_path: Path) -> None:
    book.set("activities", 2, "started_on", Typed(date(2031, 5, 1), "yyyy-mm-dd"))
    database.load(book.save(tmp_path / "forms.xlsx", date_1904=True))
    assert database.rows("SELECT started_on FROM activity WHERE code = 'xugou-jia.peixun'") == [("2031-05-01",)]


@pytest.mark.parametrize(("form", "rule"), [(58, "rewritten"), ("m-d", "rewritten"), ("yyyy-mm-dd hh:mm", "date"), ("General", "date")])
def test_a_date_without_its_year_with_a_time_or_as_a_mere_number(book: Book, told: Callable[..., Any], form: Any, rule: str) -> None:
    book.set("activities", 2, "started_on", Typed(datetime(2031, 5, 1, 12, 30), form))
    assert told() == [("activities", 2, "started_on", rule)]


@pytest.mark.parametrize(
    ("form", "likely"),
    [(58, "“3-1”, “3/1”, “3月1日”"), (57, "“2031-3”, “2031年3月”"), ("yyyy/m/d", "“2031-3-1”")],
)
def test_a_date_anywhere_else_is_told_with_what_was_typed(book: Book, tmp_path: Path, form: Any, likely: str) -> None:
    book.set(OBSERVATIONS, 4, "printed", Typed(date(2031, 3, 1), form))
    assert likely in message(book, tmp_path)
    book.set(OBSERVATIONS, 4, "printed", "")
    book.set(OBSERVATIONS, 4, "value", Typed(date(2031, 3, 1), form))
    assert likely in message(book, tmp_path)


def _outline(book: Book, *numbers: Any) -> None:
    for number in numbers:
        book.sheets["sections"].append([number, "虚构的一节"])


def test_a_number_that_may_be_two_sections(book: Book, told: Callable[..., Any]) -> None:
    _outline(book, "1.10")
    book.set(OBSERVATIONS, 4, "section", Typed(1.1))
    assert told() == [(OBSERVATIONS, 4, "section", "rewritten")]


def test_a_number_that_shows_its_last_zero(book: Book, database: Any, tmp_path: Path) -> None:
    _outline(book, "1.10")
    book.set(OBSERVATIONS, 4, "section", Typed(1.1, "0.00"))
    assert "1.10" in observed(book, database, tmp_path, "section")


def test_a_number_is_recognised_by_the_outline(book: Book, database: Any, tmp_path: Path) -> None:
    _outline(book, "1.20")
    book.sheets["sections"] = [row for row in book.sheets["sections"] if row[0] != "1.2"]
    for form, rows in book.sheets.items():
        for line in range(2, len(rows) + 1) if "section" in rows[0] else ():
            if rows[line - 1][rows[0].index("section")] == "1.2":
                book.set(form, line, "section", Typed(1.2))
    assert set(observed(book, database, tmp_path, "section")) >= {"1.20"}


def test_a_datewhere_a_section_belongs(book: Book, tmp_path: Path) -> None:
    _outline(book, "1.10")
    book.set(OBSERVATIONS, 4, "section", Typed(date(2031, 1, 10), 58))
    assert "“1.10”, which is in the outline" in message(book, tmp_path)


def test_the_outline_itself_may_be_numbers(book: Book, told: Callable[..., Any]) -> None:
    for line, number in ((3, 1), (4, 1.1), (5, 1.2)):
        book.set("sections", line, "number", Typed(number))
    assert told() == []
    _outline(book, "1.9", Typed(1.1))
    assert told() == [("sections", 7, "number", "rewritten")]


@pytest.mark.parametrize(("number", "before"), [("1.1", ["1.1", "1.2"]), ("1.2", ["1.19"]), ("2.1.1", ["2.1.9"])])
def test_a_lost_zero_in_the_outline(number: str, before: list[str]) -> None:
    with pytest.raises(Wrong, match=f"{number}0"):
        lost_zero(number, before)
