"""Which numbers of a text are dates, and which dates a row's date covers."""

import pytest

from liuzhou_vet.report.verify.dating import dates, meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2020年11月通过,12月再通过", ["2020", "2020-11", "2020-12"]),
        ("2020年11月3日至5日", ["2020", "2020-11", "2020-11-03", "2020-11-05"]),
        ("2020.11.3和2020/9/10", ["2020-11-03", "2020-09-10"]),
        ("2014-2020年,(2021-2025),〔2018〕", ["2014", "2020", "2021", "2025"]),
        ("2016年至2020年,2019-2020学年,2019/2020学年", ["2016", "2020", "2019", "2020", "2019", "2020"]),
        ("2020级,18级,2014年修订,2020年版", ["2020", "2018", "2014", "2020"]),
        ("二〇二〇年十一月,二O二二年", ["2020", "2020-11", "2022"]),
        ("9-12月", ["-09", "-12"]),
        ("2020年\n3月", ["2020", "-03"]),
        ("2018人,1991元,2000多斤,2020.5万元", []),
        ("三年级,五年,12个月,3日培训,二级,一月", ["-01"]),
        ("13月,2020年5月40日", ["2020", "2020-05"]),
    ],
)
def test_dates_of_a_text(text: str, said: list[str]) -> None:
    assert [date.says for date in dates(text)] == said


def test_a_date_stands_where_its_number_does() -> None:
    text = "甲\n于2020年11月"
    assert [text[date.start : date.end] for date in dates(text)] == ["2020", "11"]


def test_a_row_with_a_day_is_about_its_month_and_year_too_and_not_the_other_way_round() -> None:
    assert meant(["2020-11-03"]) == {"2020", "2020-11", "-11", "2020-11-03", "-11-03"}
    assert meant(["2020", "2016"]) == {"2020", "2016"}
    assert meant([]) == set()
