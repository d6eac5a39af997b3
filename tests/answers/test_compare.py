"""`vet compare`: years and subjects side by side; what is not comparable is said and never subtracted unless that is forced.

The city, its three reports and every figure in them are invented.
"""

import csv
import io
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from invented_reports import YEARS, Kept, load_into, make_packaged

FORM = YEARS[0] / "observations.csv"
SCOPES = "code,name,name_en,criterion,note\nxugou-gongban,虚构公办学校,Invented public schools,虚构市的公办学校,\n"
Row = dict[str, Any]


def said(indicator: str, year: int, printed: str, subject: str = "虚构市", **more: Any) -> Row:
    """Return an observation's row of the form; the printed text gives value, unit and decimals."""
    return {
        "indicator": indicator,
        "year": year,
        "printed": printed,
        "subject": subject,
        "period": "end",
        "section": "1.1",
        "nth": 1,
    } | more


def not_said(indicator: str, year: int, **more: Any) -> Row:
    """Return the row that says that a figure is missing."""
    return said(indicator, year, "", section="", nth="", status="O") | more


def change(indicator: str, year: int, value: str, printed: str, **more: Any) -> Row:
    """Return the row of a stated difference from the year before, with its sign."""
    return said(indicator, year, printed, measure="change", value=value, **more)


COHORT = {"period": "cohort"}
PUBLIC = {"scope": "xugou-gongban"}
FIRST = [
    said("full_time_teachers", 2031, "120人"),
    change("full_time_teachers", 2031, "-5", "5人"),
    said("full_time_teachers", 2031, "70人", subject="甲校"),
    said("full_time_teachers", 2031, "30人", subject="乙校", **PUBLIC),
    said("employment_rate", 2031, "94.50%", **COHORT),
    said("employment_rate", 2030, "90.1%", **COHORT),
    said("staff", 2031, "200人"),
    said("equipment_value", 2031, "1150.5万元"),
    said("starting_salary", 2031, "2450元/月", statistic="mean", **COHORT),
    said("graduates", 2031, "500人", **COHORT),
    said("new_students", 2031, "410人", period="school_year"),
    said("graduate_satisfaction", 2031, "97%", period="calendar"),
    said("graduation_rate", 2031, "98%", **COHORT),
    said("cooperating_enterprises", 2031, "12家"),
    said("new_training_rooms", 2031, "2间", period="calendar"),
    said("majors_recruiting", 2031, "3个", subject="甲校", period="calendar"),
    said("secondary_vocational_schools", 2031, "2所"),
    said("land_area", 2031, "900亩"),
]
SECOND = [
    said("full_time_teachers", 2032, "130人"),
    said("full_time_teachers", 2031, "121人"),
    said("full_time_teachers", 2032, "72人", subject="甲校"),
    said("full_time_teachers", 2032, "31人", subject="乙校", **PUBLIC),
    said("employment_rate", 2032, "95.0%", status="B", **COHORT),
    said("staff", 2032, "150人", **PUBLIC),
    said("equipment_value", 2032, "0.12亿元"),
    said("starting_salary", 2032, "2662元/月", statistic="mean", bound="about", **COHORT),
    change("starting_salary", 2032, "212", "212元", statistic="mean", bound="about", **COHORT),
    said("graduates", 2032, "300人", status="B", **COHORT, **PUBLIC),
    said("new_students", 2032, "420人", period="calendar"),
    said("graduate_satisfaction", 2032, "96%", period="calendar", statistic="mean"),
    said("graduation_rate", 2032, "99%", status="D", **COHORT),
    said("cooperating_enterprises", 2032, "13个"),
    said("new_training_rooms", 2032, "1-2间", value=1, value_to=2, bound="range", period="calendar"),
    said("secondary_vocational_schools", 2032, "2所"),
    said("secondary_vocational_schools", 2032, "1所", **PUBLIC),
    said("land_area", 2032, "500亩", **PUBLIC),
    said("land_area", 2032, "400亩", scope="liuzhou-bureau"),
    said("matched_employment", 2032, "上升", measure="direction", value=1, **COHORT),
    change("planned_classes", 2032, "1", "1个", period="calendar"),
]
THIRD = [
    not_said("full_time_teachers", 2033),
    said("full_time_teachers", 2033, "75人", subject="甲校"),
    said("employment_rate", 2033, "95.5%", **COHORT),
    said("staff", 2033, "210人"),
    said("graduates", 2033, "520人", **COHORT),
    said("discipline_violation_rate", 2032, "0.5%", period="calendar"),
    said("secondary_vocational_schools", 2033, "3所"),
    said("secondary_vocational_schools", 2033, "2所", **PUBLIC),
]
TEXTS = {2031: FIRST, 2032: SECOND, 2033: THIRD}


def _report(folder: Path, year: int, rows: Iterable[Row]) -> Path:
    """Make the invented city's report of a year: the invented forms with other figures."""
    path = folder / str(year)
    shutil.copytree(YEARS[0], path)
    text = (path / "report.toml").read_text(encoding="utf-8")
    (path / "report.toml").write_text(
        text.replace("xugou-2031", f"xugou-{year}").replace("year = 2031", f"year = {year}"), encoding="utf-8"
    )
    form = io.StringIO()
    writer = csv.DictWriter(form, FORM.read_text(encoding="utf-8").splitlines()[0].split(","), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (path / "observations.csv").write_text(form.getvalue(), encoding="utf-8")
    remarks = path / "remarks.csv"
    remarks.write_text(remarks.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    (path / "scopes.csv").write_text(SCOPES, encoding="utf-8")
    return path


@pytest.fixture
def province(kept: Kept, tmp_path: Path) -> str:
    """Return a database with three reports of the invented city beside the packaged one."""

    def fill(database: str) -> None:
        make_packaged(database)
        load_into(database, *(_report(tmp_path, year, rows) for year, rows in TEXTS.items()))

    return kept("compared", fill)


@pytest.fixture
def compare(province: str, vet: Callable[..., Any]) -> Callable[..., list[Row]]:
    """Return a function that compares in the invented city and returns the rows."""

    def run(*arguments: str) -> list[Row]:
        ran = vet("compare", *arguments, "--region", "虚构市", "-f", "json", database=province)
        assert ran.code == 0, ran.err
        rows: list[Row] = ran.rows
        return rows

    return run


@pytest.fixture
def table(province: str, vet: Callable[..., Any]) -> Callable[..., str]:
    """Return a function that compares in the invented city and returns the table."""

    def run(*arguments: str, lang: str = "en") -> str:
        ran = vet("compare", *arguments, "--region", "虚构市", database=province, lang=lang)
        assert ran.code == 0, ran.err
        return str(ran.out)

    return run


def _of(rows: list[Row], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


# Which report answers.


def test_a_year_is_answered_by_its_own_report_and_what_a_later_one_says_is_shown_beside_it(compare: Callable[..., Any]) -> None:
    rows = compare("专任教师数")
    assert _of(rows, "year", "value", "report", "other_value", "other_report") == [
        (2030, 125, "xugou-2031", None, None),
        (2031, 120, "xugou-2031", 121, "xugou-2032"),
        (2032, 130, "xugou-2032", None, None),
        (2033, None, "xugou-2033", None, None),
    ]


def test_a_year_whose_report_has_no_figure_is_answered_by_a_later_one_that_looks_back(compare: Callable[..., Any]) -> None:
    assert _of(compare("违纪率"), "year", "value", "report") == [(2032, 0.5, "xugou-2033")]
    assert _of(compare("就业率", "--years", "2030"), "year", "value", "report") == [(2030, 90.1, "xugou-2031")]


def test_a_report_that_is_named_answers_for_every_year(compare: Callable[..., Any]) -> None:
    assert _of(compare("专任教师数", "--report", "xugou-2032"), "year", "value", "change") == [(2031, 121, None), (2032, 130, 9)]


def test_a_change_implies_the_year_before_its_own(compare: Callable[..., Any]) -> None:
    before, year = compare("专任教师数", "--years", "2030-2031")
    assert (before["value_basis"], before["printed"], before["id"]) == (
        "implied",
        None,
        "xugou-2031:999900:full_time_teachers:2031:end:change@1.1:5人",
    )
    assert (year["value_basis"], year["change"], year["change_basis"]) == ("stated", -5, "stated")


def test_a_figure_that_is_missing_says_so_and_is_no_figure_to_compare_with(compare: Callable[..., Any]) -> None:
    row = compare("专任教师数")[-1]
    assert (row["status"], row["value"], row["change"], row["comparable"], row["why_not"]) == ("O", None, None, None, None)


# Change and growth.


def test_change_and_growth_have_the_decimals_of_the_figures_and_two_more(
    compare: Callable[..., Any], province: str, vet: Callable[..., Any]
) -> None:
    row = compare("就业率", "--years", "2030-2031")[1]
    assert (row["previous_year"], row["previous_value"], row["change"], row["change_unit"], row["growth"]) == (
        2030,
        90.1,
        4.4,
        "pp",
        4.8835,
    )
    columns = "value,previous_value,change,growth"
    ran = vet("compare", "就业率", "--years", "2030-2031", "--region", "虚构", "-f", "csv", "--columns", columns, database=province)
    assert ran.out.splitlines()[1:] == ["90.1,,,", "94.50,90.1,4.40,4.8835"]


def test_a_hedged_figure_gives_a_hedged_change(compare: Callable[..., Any]) -> None:
    row = compare("起薪")[1]
    assert (row["change"], row["change_bound"], row["change_basis"], row["comparable"]) == (212, "about", "stated", True)


def test_units_of_one_dimension_convert(compare: Callable[..., Any]) -> None:
    row = compare("教学仪器设备总值")[1]
    assert (row["value"], row["unit"], row["previous_value"], row["change"], row["change_bound"]) == (0.12, "亿元", 0.11505, 0, "about")


def test_over_a_gap_the_row_says_which_year_it_is_compared_with(compare: Callable[..., Any]) -> None:
    assert _of(compare("毕业生数"), "year", "scope", "previous_year", "why_not") == [
        (2031, "all", None, None),
        (2032, "xugou-gongban", 2031, "break"),
        (2033, "all", 2031, "break"),
    ]


def test_a_change_without_a_level_stands_as_the_report_states_it(compare: Callable[..., Any]) -> None:
    row = compare("招生计划班级数")[0]
    assert (row["measure"], row["value"], row["change"], row["change_basis"]) == ("change", None, 1, "stated")


def test_a_claimed_direction_is_no_change(compare: Callable[..., Any], table: Callable[..., str]) -> None:
    row = compare("对口就业人数")[0]
    assert (row["measure"], row["value"], row["change"], row["direction"]) == ("direction", None, None, 1)
    assert "up" in table("对口就业人数")


# What is not comparable.

NOT_COMPARABLE = [
    ("就业率", 2032, "break", 0.5),
    ("毕业生数", 2033, "break", 20),
    ("毕业率", 2032, "definition", 1),
    ("教职工数", 2032, "scope", -50),
    ("招生人数", 2032, "period", 10),
    ("毕业生对学校满意度", 2032, "statistic", -1),
    ("校企合作企业数", 2032, "unit", None),
    ("新建实训室数", 2032, "range", None),
]


@pytest.mark.parametrize(("indicator", "year", "why", "forced"), NOT_COMPARABLE, ids=[each[2] for each in NOT_COMPARABLE])
def test_what_is_not_comparable_is_marked_and_subtracted_only_by_force(
    indicator: str, year: int, why: str, forced: float | None, compare: Callable[..., Any]
) -> None:
    keys = ("comparable", "why_not", "change")
    assert _of([row for row in compare(indicator) if row["year"] == year and row["why_not"]], *keys) == [(False, why, None)]
    assert _of([row for row in compare(indicator, "--force") if row["year"] == year and row["why_not"]], *keys) == [(False, why, forced)]


def test_after_a_break_the_series_is_comparable_again(compare: Callable[..., Any]) -> None:
    assert _of(compare("就业率"), "year", "comparable", "change") == [
        (2030, None, None),
        (2031, True, 4.4),
        (2032, False, None),
        (2033, True, 0.5),
    ]


def test_why_not_is_a_phrase_for_people(table: Callable[..., str]) -> None:
    text = table("教职工数")
    assert "another scope" in text
    assert "[a] 虚构公办学校" in text


def test_what_is_forced_is_still_marked_for_people(table: Callable[..., str]) -> None:
    line = next(line for line in table("就业率", "--force").splitlines() if line.startswith("2032"))
    assert "(+0.50)" in line
    assert "break in the series" in line


# Series of one indicator.


def test_a_series_goes_on_with_its_own_scope(compare: Callable[..., Any]) -> None:
    assert _of(compare("中等职业学校数"), "scope", "year", "value", "change") == [
        ("all", 2031, 2, None),
        ("all", 2032, 2, 0),
        ("all", 2033, 3, 1),
        ("xugou-gongban", 2032, 1, None),
        ("xugou-gongban", 2033, 2, 1),
    ]


def test_a_scope_that_comes_back_is_compared_with_itself(compare: Callable[..., Any]) -> None:
    assert _of(compare("教职工数"), "year", "scope", "previous_year", "change", "why_not") == [
        (2031, "all", None, None, None),
        (2032, "xugou-gongban", 2031, None, "scope"),
        (2033, "all", 2031, 10, None),
    ]


def test_where_two_might_go_on_with_a_series_neither_does(compare: Callable[..., Any]) -> None:
    assert _of(compare("占地面积"), "year", "value", "previous_year", "comparable") == [
        (2031, 900, None, None),
        (2032, 500, None, None),
        (2032, 400, None, None),
    ]


# Subjects and regions.


def test_several_subjects_come_in_the_order_asked_for(compare: Callable[..., Any]) -> None:
    rows = compare("专任教师数", "--subject", "乙校", "--subject", "甲校", "--years", "2032")
    assert _of(rows, "subject_code", "value") == [("xugou-yi", 31), ("xugou-jia", 72)]


def test_all_is_everyone_who_has_the_indicator(compare: Callable[..., Any]) -> None:
    rows = compare("专任教师数", "--subject", "all", "--years", "2032")
    assert {row["subject_code"] for row in rows} == {"999900", "xugou-jia", "xugou-yi"}


def test_several_indicators_come_in_the_order_asked_for(compare: Callable[..., Any]) -> None:
    rows = compare("staff", "专任教师数", "教职工数", "--years", "2031")
    assert _of(rows, "indicator_code", "year") == [("staff", 2031), ("full_time_teachers", 2031)]


def test_with_several_regions_it_asks_which(province: str, vet: Callable[..., Any]) -> None:
    ran = vet("compare", "专任教师数", database=province)
    assert (ran.code, ran.out) == (2, "")
    assert "虚构市 (999900)" in ran.err


def test_all_regions_stand_side_by_side(province: str, vet: Callable[..., Any]) -> None:
    rows = vet("compare", "就业率", "--region", "all", "-f", "json", database=province).rows
    assert {(row["region_code"], row["subject_code"]) for row in rows} == {("450200", "450200"), ("999900", "999900")}
    assert all(row["previous_year"] is None for row in rows if row["subject_code"] == "450200")


# Side by side.


def test_wide_year_has_a_column_for_each_year(compare: Callable[..., Any]) -> None:
    (row,) = compare("就业率", "--wide", "year")
    assert list(row)[-6:] == ["2030", "2031", "2032", "2033", "not_comparable", "reports"]
    assert [row[year] for year in ("2030", "2031", "2032", "2033")] == [90.1, 94.5, 95, 95.5]
    assert row["not_comparable"] == ["2032 break"]
    assert row["reports"] == ["2030 xugou-2031", "2031 xugou-2031", "2032 xugou-2032", "2033 xugou-2033"]


def test_wide_year_compares_every_figure_with_the_one_before_it(compare: Callable[..., Any]) -> None:
    (row,) = compare("教职工数", "--wide", "year")
    assert row["not_comparable"] == ["2032 scope", "2033 scope"]


def test_wide_year_converts_to_the_unit_of_the_latest_figure(compare: Callable[..., Any]) -> None:
    (row,) = compare("教学仪器设备总值", "--wide", "year")
    assert (row["unit"], row["2031"], row["2032"]) == ("亿元", 0.11505, 0.12)


def test_units_that_do_not_convert_have_lines_of_their_own(compare: Callable[..., Any]) -> None:
    assert _of(compare("校企合作企业数", "--wide", "year"), "unit", "2031", "2032") == [("家", 12, None), ("个", None, 13)]


def test_wide_year_keeps_the_decimals_of_each_figure(province: str, vet: Callable[..., Any]) -> None:
    ran = vet("compare", "就业率", "--wide", "year", "--region", "虚构", "-f", "csv", "--columns", "2031,2032", database=province)
    assert ran.out == "2031,2032\n94.50,95.0\n"


def test_a_bar_marks_a_break_between_two_cells(table: Callable[..., str]) -> None:
    text = table("就业率", "--wide", "year")
    assert "| 95.0" in text
    assert "| not comparable, break in the series: 2032 (就业率)" in text
    assert "xugou-2031: 2030, 2031" in text


def test_people_read_in_words_what_programs_read_in_codes(table: Callable[..., str]) -> None:
    text = table("就业率", "--wide", "year", "--columns", "2032,not_comparable")
    assert text.splitlines()[-1].split("  ") == ["95.0", "2032 break in the series"]


def test_wide_subject_has_a_column_for_each_subject(compare: Callable[..., Any]) -> None:
    subjects = ("--subject", "甲校", "--subject", "乙校", "--subject", "虚构市")
    rows = compare("专任教师数", *subjects, "--years", "2031-2032", "--wide", "subject")
    assert _of(rows, "year", "xugou-jia", "xugou-yi", "999900") == [(2031, 70, 30, 120), (2032, 72, 31, 130)]
    assert [row["not_comparable"] for row in rows] == [["xugou-yi scope"], ["xugou-yi scope"]]


def test_subjects_of_another_scope_are_marked(table: Callable[..., str]) -> None:
    text = table("专任教师数", "--subject", "甲校", "--subject", "乙校", "--years", "2032", "--wide", "subject")
    assert "| 31 [a]" in text
    assert "| not comparable, another scope: 虚构县乙职业学校 (2032 专任教师数)" in text


def test_what_another_report_says_is_a_note(table: Callable[..., str]) -> None:
    for wide in ([], ["--wide", "year"]):
        text = table("专任教师数", *wide)
        assert "* 专任教师数 2031: xugou-2032 says 121 人" in text


def test_the_order_is_the_same_on_every_run(compare: Callable[..., Any]) -> None:
    arguments = ("专任教师数", "中等职业学校数", "--subject", "all")
    assert compare(*arguments) == compare(*arguments)


@pytest.mark.parametrize("wide", [[], ["--wide", "year"], ["--wide", "subject"]], ids=["long", "year", "subject"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_has_no_character_of_ambiguous_width_outside_the_data(wide: list[str], lang: str, table: Callable[..., str]) -> None:
    import unicodedata

    text = table("专任教师数", "就业率", "教学仪器设备总值", "起薪", *wide, lang=lang)
    assert not {sign for sign in text if unicodedata.east_asian_width(sign) == "A"}


# Nothing to compare, and what is wrong.


def test_an_indicator_without_a_figure_says_what_is_nearest(province: str, vet: Callable[..., Any]) -> None:
    ran = vet("compare", "违纪率", "--years", "2033", "--region", "虚构", "-f", "json", database=province)
    assert (ran.code, ran.rows) == (0, [])
    assert ran.err == "违纪率: not stated in the report; 1 figure of other years: --years all\n"


def test_one_of_several_without_a_figure_is_named_beside_the_answer(province: str, vet: Callable[..., Any]) -> None:
    ran = vet("compare", "招生专业数", "就业率", "--region", "虚构", "-f", "json", database=province)
    assert {row["indicator_code"] for row in ran.rows} == {"employment_rate"}
    assert ran.err == "招生专业数: not stated in the report; 1 figure of other subjects: --subject all\n"


WRONG = [
    (["就业律"], 1, "就业率"),
    (["就业率", "--subject", "一职效"], 1, "一职校"),
    (["就业率", "--years", "2041"], 1, "2030, 2031, 2032, 2033"),
    (["就业率", "--years", "next"], 2, "2016-2020"),
    (["就业率", "--wide", "year,subject"], 2, "subject"),
    (["就业率", "--report", "xugou-1999"], 1, "xugou-2033"),
    (["就业率", "--columns", "nothing"], 2, "growth"),
    ([], 2, "INDICATOR"),
]


@pytest.mark.parametrize(("arguments", "code", "word"), WRONG, ids=[" ".join(each[0]) or "nothing" for each in WRONG])
def test_what_is_wrong_is_one_line(arguments: list[str], code: int, word: str, province: str, vet: Callable[..., Any]) -> None:
    ran = vet("compare", *arguments, "--region", "虚构", database=province)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1), ran.err
    assert word in ran.err


def test_the_examples_of_the_help_have_an_answer(vet: Callable[..., Any]) -> None:
    import shlex

    lines = [line.strip() for line in vet("compare", "--help").out.splitlines() if line.strip().startswith("vet compare")]
    assert len(lines) >= 3
    for line in lines:
        ran = vet(*shlex.split(line)[1:])
        assert (ran.code, ran.err) == (0, ""), line
        assert len(ran.out.splitlines()) > 2, line
