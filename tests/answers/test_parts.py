"""The small parts of the answers room: years, statements, nearest names."""

import pytest

from liuzhou_vet.answers.statement import Statement
from liuzhou_vet.answers.things import nearest_of
from liuzhou_vet.answers.years import FIRST, LAST, parse_years
from liuzhou_vet.errors import UsageError


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2020", (2020, 2020)),
        ("２０２０年", (2020, 2020)),
        ("2016-2020", (2016, 2020)),
        ("2016—2020", (2016, 2020)),
        ("all", (FIRST, LAST)),
    ],
)
def test_years_are_read_as_people_type_them(text: str, span: tuple[int, int]) -> None:
    assert parse_years(text) == span


@pytest.mark.parametrize("text", ["20x0", "1899", "2101", "2020-2016", "2020-", "", "2016-2018-2020", "-2020"])
def test_what_is_no_year_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(UsageError, match="1900.*2100"):
        parse_years(text)


def test_a_statement_is_printed_with_its_values_as_literals() -> None:
    statement = Statement("schools", ["name"], order=["-honour_count"], limit=3).where("name = :name", name="O'Hara:1")
    assert statement.literal() == (
        "SELECT name\nFROM schools\nWHERE name = 'O''Hara:1'\nORDER BY honour_count IS NULL, honour_count DESC\nLIMIT 3;"
    )


def test_nearest_names_are_alike_or_hold_the_word() -> None:
    names = ["一职校", "二职校", "柳州市交通学校", "鹿寨中心"]
    assert nearest_of("一职效", names)[0] == "一职校"
    assert "柳州市交通学校" in nearest_of("交通", names)
