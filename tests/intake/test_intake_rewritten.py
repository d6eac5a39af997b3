"""What spreadsheets make of what was typed: recognised by value, decimals and outline, or refused with what was likely typed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from liuzhou_vet.intake.cells import Figure, Wrong
from liuzhou_vet.intake.check import check
from liuzhou_vet.intake.reading.rewritten import as_printed, refuse_day, refuse_shortened, section_typed, unquoted

Faults = Callable[..., list[tuple[str, int, str, str]]]


@pytest.mark.parametrize(
    ("printed", "value", "decimals", "percentage", "meant"),
    [
        ("94.50%", "94.5", 1, True, "94.5%"),
        ("94.50%", None, 1, True, "94.5%"),
        ("94.00%", None, 0, True, "94%"),
        ("94.5%", None, 2, True, "94.50%"),
        ("10934.8", "10934.8", 2, False, "10934.80"),
        ("10,934.8", None, 2, False, "10,934.80"),
        ("94", None, 1, False, "94.0"),
        ("0.945", "94.5", None, True, "94.5%"),
        ("0.945", "94.5", 2, True, "94.50%"),
        ("1", "100", 0, True, "100%"),
        # nothing else says so
        ("94.50%", "94.5", None, True, "94.50%"),
        ("0.945", None, None, True, "0.945"),
        ("0.945", "94.5", None, False, "0.945"),
        # not trailing zeros alone
        ("94.51%", None, 1, True, "94.51%"),
        ("0.945", "94.5", 0, True, "0.945"),
        # no bare number: a spreadsheet leaves it as it is
        ("120人", None, 1, False, "120人"),
        ("三十人", None, 1, False, "三十人"),
        ("", None, 1, False, ""),
    ],
)
def test_what_was_printed(printed: str, value: str | None, decimals: int | None, percentage: bool, meant: str) -> None:
    number = None if value is None else Decimal(value)
    figure = None if number is None else Figure(number, max(0, -int(number.as_tuple().exponent)), "")
    assert as_printed(printed, figure, decimals, percentage) == meant


@pytest.mark.parametrize(
    ("cells", "printed", "decimals"),
    [
        (("94.5", "1", "94.50%"), "94.5%", 1),
        (("94.5", "", "94.50%"), "94.50%", 2),
        (("", "1", "94.50%"), "94.5%", 1),
        (("94.5", "", "0.945"), "94.5%", 1),
        (("94.5%", "1", "0.945"), "94.5%", 1),
    ],
)
def test_a_rewritten_observation_is_loaded_as_it_was_printed(
    city: Any, database: Any, cells: tuple[str, str, str], printed: str, decimals: int
) -> None:
    value, places, text = cells
    old = "虚构市,employment_rate,2031,cohort,,,,,,,,,about,,,1.2,94.50%,1,"
    city.replace("observations", old, f"虚构市,employment_rate,2031,cohort,,,,,{value},,percent,{places},about,,,1.2,{text},1,")
    database.load(city.path)
    sql = "SELECT id, value, decimals, printed FROM observation WHERE indicator_code = 'employment_rate' AND year = 2031"
    identity = f"xugou-2031:999900:employment_rate:2031:cohort@1.2:{printed}"
    assert database.rows(sql) == [(identity, 94.5, decimals, printed)]


def test_decimals_that_do_not_follow_from_zeros_stay_a_fault(city: Any, faults: Faults) -> None:
    city.replace("observations", ",1.2,94.50%,", ",1.2,94.51%,")
    city.replace("observations", "cohort,,,,,,,,,about", "cohort,,,,,,,,1,about")
    assert faults(city.path) == [("observations.csv", 5, "decimals", "agree")]


@pytest.mark.parametrize("text", ["3月1日", "1-Mar", "Mar-1", "2026/3/1", "2026-03-01"])
@pytest.mark.parametrize("column", [8, 16])
def test_a_day_where_a_number_belongs(city: Any, text: str, column: int) -> None:
    rows = city.file("observations").read_text(encoding="utf-8").splitlines()
    cells = rows[3].split(",")
    cells[column] = text
    city.file("observations").write_text("\n".join([*rows[:3], ",".join(cells), *rows[4:]]) + "\n", encoding="utf-8")
    (fault,) = [fault for fault in check([city.path]) if fault.severity == "error"]
    assert (fault.line, fault.column, fault.rule) == (4, rows[0].split(",")[column], "rewritten")
    assert "“3-1”, “3/1”" in fault.message


@pytest.mark.parametrize("text", ["1-10", "1/10", "31月1日", "Foo-10", "10", "1月"])
def test_what_is_no_day_that_a_spreadsheet_made_is_left_to_others(text: str) -> None:
    refuse_day(text)


@pytest.mark.parametrize("text", ["1月10日", "2026/1/10", "2026-01-10", "10-Jan", "Jan-10", "1-10", "1/10", "2026年1月10日"])
def test_a_date_where_a_section_belongs(text: str) -> None:
    with pytest.raises(Wrong, match="“1.10”, which is in the outline") as wrong:
        section_typed(text, ["1.1", "1.10"])
    assert wrong.value.rule == "rewritten"
    with pytest.raises(Wrong, match="“1.10”;"):
        section_typed(text, ["1.1"])


@pytest.mark.parametrize(
    ("number", "sections", "meant"),
    [("1.1", ["1.10"], "1.10"), ("附件7.1", ["附件7.10"], "附件7.10"), ("1", ["10"], ""), ("1.1", ["1.1.0"], ""), ("9.9", ["1.1"], "")],
)
def test_a_section_is_recognised_by_the_outline(number: str, sections: list[str], meant: str) -> None:
    assert section_typed(number, sections) == meant


def test_a_section_that_the_outline_has_is_taken_as_written(city: Any, database: Any) -> None:
    city.replace("report.toml", 'number = "1.2"', 'number = "1.10"\nheading = "虚构的一节"\n\n[[section]]\nnumber = "1.2"')
    database.load(city.path)
    sections = {row[0] for row in database.rows("SELECT section FROM observation WHERE report_code = 'xugou-2031'")}
    assert sections == {"", "1.1", "1.2"}


def test_a_section_of_a_csv_form_is_recognised_by_the_outline(city: Any, database: Any) -> None:
    city.replace("report.toml", 'number = "1.2"', 'number = "1.20"')
    database.load(city.path)
    sections = {row[0] for row in database.rows("SELECT section FROM observation WHERE report_code = 'xugou-2031'")}
    assert sections == {"", "1.1", "1.20"}


@pytest.mark.parametrize("text", ["4.502E+11", "4.502e+11", "１.5E+12"])
def test_shortened_digits_are_lost(city: Any, faults: Faults, text: str) -> None:
    city.replace("documents", "虚教〔2031〕1号", text)
    assert faults(city.path) == [("documents.csv", 2, "number", "rewritten")]


@pytest.mark.parametrize("text", ["4E", "E+11", "4E+1", "14.5E+11", "a 4.5E+11"])
def test_other_texts_are_no_shortened_digits(text: str) -> None:
    refuse_shortened(text)


@pytest.mark.parametrize(
    ("cell", "inside"),
    [
        ('="001"', "001"),
        ('="1.10"', "1.10"),
        ('="a ""b"""', 'a "b"'),
        ("'001", "001"),
        ("'1.10", "1.10"),
        ("'2031年5月1日", "2031年5月1日"),
        ("'quoted'", "'quoted'"),
        ("'; DROP TABLE", "'; DROP TABLE"),
        ("=1+1", "=1+1"),
        ('="', '="'),
        ("'", "'"),
    ],
)
def test_what_keeps_a_spreadsheet_from_rewriting_is_taken_off(cell: str, inside: str) -> None:
    assert unquoted(cell) == inside


@pytest.mark.parametrize("around", ['="{}"', '"=""{}"""', "'{}", '"\'{}"'])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_cells_of_a_csv_form_kept_as_text(city: Any, database: Any, around: str, encoding: str) -> None:
    text = city.file("observations").read_text(encoding="utf-8")
    city.file("observations").write_bytes(text.replace(",1.1,", f",{around.format('1.1')},").encode(encoding))
    database.load(city.path)
    sections = {row[0] for row in database.rows("SELECT section FROM observation WHERE report_code = 'xugou-2031'")}
    assert sections == {"", "1.1", "1.2"}
