"""Figures that are well formed and look wrong: each rule with what it must find and what it must not. All figures are invented."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuzhou_vet.errors import Fault
from liuzhou_vet.intake.forms import FORMS

COLUMNS = FORMS["observations"].columns
USUAL = {"subject": "虚构市", "year": "2031", "period": "end", "section": "1.1"}
RULES = ("jump", "share", "unit", "revision")
Row = dict[str, str]
Told = list[tuple[int, str, str]]


def row(indicator: str, value: object = "", unit: str = "", **others: object) -> Row:
    """Return a row of the form: what is typed, and `printed` where it is given instead."""
    return USUAL | {"indicator": indicator, "value": str(value), "unit": unit} | {name: str(cell) for name, cell in others.items()}


def teachers(value: object, year: int = 2031, **others: object) -> Row:
    return row("full_time_teachers", value, "person", year=year, **others)


def rate(value: object, year: int = 2031, **others: object) -> Row:
    return row("graduation_rate", value, "percent", year=year, **others)


def written(folder: Path, rows: list[Row]) -> Path:
    """Write the rows as a report's observations, of which no remark speaks any more; return its folder."""
    (folder / "remarks.csv").write_text(",".join(FORMS["remarks"].columns) + "\n", encoding="utf-8")
    lines = [",".join(COLUMNS), *(",".join(each.get(name, "") for name in COLUMNS) for each in rows)]
    (folder / "observations.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def looking_wrong(faults: list[Fault]) -> list[Fault]:
    assert [fault for fault in faults if fault.severity == "error"] == []
    return [fault for fault in faults if fault.rule in RULES]


@pytest.fixture
def warnings(city: Any) -> Callable[..., list[Fault]]:
    """Return a function that checks rows as the observations of the invented report, and gives what looks wrong."""

    def found(*rows: Row) -> list[Fault]:
        from liuzhou_vet.intake.check import check

        return looking_wrong(check([written(city.path, list(rows))]))

    return found


def where(faults: list[Fault]) -> Told:
    return [(fault.line, fault.column, fault.rule) for fault in faults]


# --- jump


@pytest.mark.parametrize(
    ("indicator", "before", "now", "unit"),
    [
        ("full_time_teachers", 120, 360, "person"),
        ("full_time_teachers", 120, 40, "person"),
        ("full_time_teachers", 19, 60, "person"),
        ("full_time_teachers", 120, 0, "person"),
        ("full_time_teachers", 1200, 3.7, "ten_thousand_persons"),
        ("practical_training_stations_per_student", 0.74, 7.4, "piece"),
        ("graduation_rate", 50, 71, "percent"),
        ("graduation_rate", 95.5, 75.4, "percent"),
        ("starting_salary", 2662, 8000, "yuan_per_month"),
        ("budget_expenditure_per_student", 9000, 90000, "yuan"),
        ("training_project_investment", 300, 3000, "ten_thousand_yuan"),
        ("new_training_stations", 30, 300, "piece"),
    ],
)
def test_a_jump_against_the_year_before(warnings: Any, indicator: str, before: float, now: float, unit: str) -> None:
    statistic = "mean" if "per_student" in indicator else "total"
    first = row(
        indicator, before, unit.removeprefix("ten_thousand_") if "persons" not in unit else "person", year=2030, statistic=statistic
    )
    first["unit"] = "person" if unit == "ten_thousand_persons" else unit
    assert where(warnings(first, row(indicator, now, unit, statistic=statistic))) == [(3, "value", "jump")]


@pytest.mark.parametrize(
    ("indicator", "before", "now", "unit"),
    [
        ("full_time_teachers", 120, 359, "person"),
        ("full_time_teachers", 121, 41, "person"),
        ("full_time_teachers", 1, 19, "person"),
        ("full_time_teachers", 19, 0, "person"),
        ("full_time_teachers", 0, 500, "person"),
        ("full_time_teachers", 0, 0, "person"),
        ("graduation_rate", 50, 70, "percent"),
        ("graduation_rate", 90.05, 70.05, "percent"),
        ("graduation_rate", 0.5, 2.5, "percent"),
        ("training_project_investment", 300, 2900, "ten_thousand_yuan"),
        ("new_training_stations", 100, 900, "piece"),
        ("new_training_stations", 100, 0, "piece"),
    ],
)
def test_no_jump(warnings: Any, indicator: str, before: float, now: float, unit: str) -> None:
    assert warnings(row(indicator, before, unit, year=2030), row(indicator, now, unit)) == []


def test_a_jump_is_computed_in_one_unit_and_from_what_is_printed(warnings: Any) -> None:
    full, scaled = teachers(32000, 2030), row("full_time_teachers", printed="3.1万人")
    assert warnings(full, scaled) == []
    assert where(warnings(teachers(3200, 2030), scaled)) == [(3, "printed", "jump")]


OTHERS = {
    "another subject": {"subject": "甲校"},
    "another scope": {"scope": "liuzhou-bureau"},
    "another period": {"period": "school_year"},
    "another statistic": {"statistic": "mean"},
    "two years before": {"year": 2029},
    "another definition": {"status": "D"},
    "another category in it": {"status": "W"},
    "not reported": {"status": "O", "value": "", "unit": ""},
    "at least": {"bound": "at_least"},
    "more than": {"bound": "over"},
    "a range": {"bound": "range", "value_to": 130},
    "a change": {"measure": "change", "value": -1200},
    "a growth": {"measure": "growth", "value": 12, "unit": "percent"},
    "a direction": {"measure": "direction", "value": 1, "unit": ""},
}


@pytest.mark.parametrize("other", OTHERS)
def test_no_jump_against_a_figure_that_means_something_else(warnings: Any, other: str) -> None:
    assert warnings(teachers(120, 2030) | {name: str(cell) for name, cell in OTHERS[other].items()}, teachers(1200)) == []


@pytest.mark.parametrize("other", [each for each in OTHERS if each != "two years before"])
def test_a_figure_that_means_something_else_does_not_jump(warnings: Any, other: str) -> None:
    assert warnings(teachers(120, 2030), teachers(1200) | {name: str(cell) for name, cell in OTHERS[other].items()}) == []


def test_a_series_breaks_at_the_figure_that_says_so(warnings: Any) -> None:
    assert warnings(teachers(120, 2030), teachers(1200, status="B")) == []
    assert where(warnings(teachers(120, 2030, status="B"), teachers(1200))) == [(3, "value", "jump")]


def test_what_happened_once_does_not_jump_and_what_adds_up_may(warnings: Any) -> None:
    for period in ("episode", "span"):
        assert warnings(row("trainees", 30, "person", period=period, year=2030), row("trainees", 3000, "person", period=period)) == []
    assert (
        warnings(
            row("visitors", 30, "person_time", period="cumulative", year=2030), row("visitors", 200, "person_time", period="cumulative")
        )
        == []
    )


def test_about_is_near_enough_to_jump(warnings: Any) -> None:
    assert where(warnings(teachers(120, 2030, bound="about"), teachers(1200))) == [(3, "value", "jump")]


def test_a_jump_says_both_figures_and_where_the_other_stands(warnings: Any) -> None:
    (fault,) = warnings(teachers(120, 2030), teachers(400))
    assert fault.message == "400人 here, but 120人 in 2030 (line 2): 3.3 times; correct it if it is a slip, else leave it"
    (fault,) = warnings(rate("50.25", 2030), rate("71.5"))
    assert fault.message == "71.5% here, but 50.25% in 2030 (line 2): 21.25 points apart; correct it if it is a slip, else leave it"
    (fault,) = warnings(teachers(120, 2030), teachers(0))
    assert "0人 here, but 120人 in 2030 (line 2)" in fault.message
    assert "status O" in fault.message


@pytest.mark.parametrize(
    ("before", "now", "hint"),
    [
        (120, 1200, 10),
        (1200, 118, 10),
        (125, 10_000, 100),
        (120, 12, 10),
        (12, 120_000, 10_000),
        (120, 900, 0),
        (120, 1600, 0),
        (12, 13_000, 1000),
    ],
)
def test_a_jump_of_about_a_power_of_ten_may_be_a_digit_or_a_scale(warnings: Any, before: int, now: int, hint: int) -> None:
    (fault,) = warnings(teachers(before, 2030), teachers(now))
    assert (f"about {hint} times, as if a digit or a 万 were missing" in fault.message) is bool(hint)


def test_a_percentage_with_its_point_in_the_wrong_place(warnings: Any) -> None:
    (fault,) = warnings(rate("94.5", 2030), rate("9.45"))
    assert "about 10 times" in fault.message


def test_a_figure_that_stands_twice_jumps_only_against_both(warnings: Any) -> None:
    once, again = teachers(120, 2030), teachers(900, 2030, section="1.2", printed="900人")
    assert warnings(once, again, teachers(1000)) == []
    told = warnings(once, again, teachers(9000), teachers(9100, section="1.2", printed="9100人"))
    assert where(told) == [(4, "value", "jump"), (5, "value", "jump")]
    assert all("900人 in 2030 (line 3)" in fault.message for fault in told)


# --- share


def counts(part: object = 716, whole: object = 1458, **others: object) -> list[Row]:
    return [row("dual_qualified_teachers", part, "person", **others), row("full_time_teachers", whole, "person", **others)]


def share(value: object, unit: str = "percent", **others: object) -> Row:
    return row("dual_qualified_teachers_share", value, unit, **others)


@pytest.mark.parametrize(
    ("part", "whole", "stated"), [(716, 1458, "49.2"), (716, 1458, "49.10"), (716, 1458, "4.91"), (0, 1458, "0.1"), (716, 1458, "50")]
)
def test_a_share_that_does_not_follow_from_its_counts(warnings: Any, part: int, whole: int, stated: str) -> None:
    assert where(warnings(*counts(part, whole), share(stated))) == [(4, "value", "share")]


@pytest.mark.parametrize(
    ("part", "whole", "stated"),
    [
        (716, 1458, "49.1"),
        (716, 1458, "49"),
        (716, 1458, "49.11"),
        (983, 2000, "49.1"),
        (983, 2000, "49.2"),
        (0, 1458, "0"),
        (0, 0, "5"),
        (1500, 1000, "150"),
    ],
)
def test_a_share_that_follows_at_the_edge_of_rounding_too(warnings: Any, part: int, whole: int, stated: str) -> None:
    assert warnings(*counts(part, whole), share(stated)) == []


def test_a_share_says_its_counts_where_they_stand_and_what_they_make(warnings: Any) -> None:
    (fault,) = warnings(share("49.2"), *counts())
    expected = "49.2% does not follow from 716人 (line 3) of 1458人 (line 4), which is 49.108%; correct what is wrong, else leave it"
    assert (fault.line, fault.message) == (2, expected)


def test_counts_in_ten_thousands_carry_their_own_rounding(warnings: Any) -> None:
    for printed in ("3.2万人", "3.2万"):
        unit = "person" if printed == "3.2万" else "ten_thousand_persons"
        base = row("full_time_teachers", unit=unit, printed=printed)
        part = row("dual_qualified_teachers", 1000, "person")
        assert warnings(part, base, share("3.1")) == []
        assert warnings(part, base, share("3.17")) == []
        assert where(warnings(part, base, share("3.3"))) == [(4, "value", "share")]
    assert where(warnings(part, teachers(32001), share("3.17"))) == [(4, "value", "share")]


def test_counts_with_a_bound_hold_on_one_side(warnings: Any) -> None:
    part, whole = counts()
    assert warnings(part | {"bound": "at_least"}, whole, share("60.0")) == []
    assert where(warnings(part | {"bound": "at_least"}, whole, share("40.0"))) == [(4, "value", "share")]
    assert where(warnings(part, whole | {"bound": "over"}, share("60.0"))) == [(4, "value", "share")]
    assert warnings(part | {"bound": "about"}, whole, share("60.0")) == []
    assert warnings(part, whole, share("60.0", bound="about")) == []
    assert warnings(part, whole, share("40.0", bound="at_least")) == []
    assert warnings(part, whole, share("60.0", bound="range", value_to=70)) == []


@pytest.mark.parametrize(
    "other",
    [{"scope": "liuzhou-bureau"}, {"period": "school_year"}, {"year": 2029}, {"subject": "甲校"}, {"statistic": "mean"}, {"status": "D"}],
)
def test_a_share_is_held_against_counts_of_the_same_kind_only(warnings: Any, other: dict[str, object]) -> None:
    part, whole = counts()
    changed = {name: str(cell) for name, cell in other.items()}
    assert warnings(part, whole, share("60.0", **other)) == []
    assert warnings(part, whole | changed, share("60.0")) == []
    assert warnings(part | changed, whole, share("60.0")) == []


def test_a_share_with_one_count_or_as_a_mean_is_not_judged(warnings: Any) -> None:
    part, whole = counts(statistic="mean")
    assert warnings(part, whole, share("60.0", statistic="mean")) == []
    assert (
        warnings(row("graduates", 1000, "person"), row("employed_graduates", 900, "person"), row("initial_employment_rate", 30, "percent"))
        == []
    )


def test_a_share_may_be_written_as_a_ratio(warnings: Any) -> None:
    assert warnings(*counts(), share("0.491", "ratio")) == []
    assert where(warnings(*counts(), share("0.53", "ratio"))) == [(4, "value", "share")]


def test_a_share_that_follows_from_one_statement_of_its_base(warnings: Any) -> None:
    part, whole = counts()
    assert warnings(part, whole | {"value": "2000"}, whole | {"section": "1.2", "printed": "1458人"}, share("49.1")) == []
    assert warnings(part, whole | {"section": "1.2", "printed": "1458人"}, whole | {"value": "2000"}, share("49.1")) == []


# --- unit


@pytest.mark.parametrize(
    ("indicator", "unit", "others"),
    [
        ("full_time_teachers", "yuan", {}),
        ("full_time_teachers", "person_time", {}),
        ("full_time_teachers", "yuan", {"measure": "change"}),
        ("full_time_teachers", "percentage_point", {"measure": "change"}),
        ("full_time_teachers", "person", {"measure": "growth"}),
        ("graduation_rate", "percentage_point", {}),
        ("graduation_rate", "percentage_point", {"measure": "growth"}),
        ("starting_salary", "yuan", {}),
        ("education_funds", "person", {}),
    ],
)
def test_a_unit_that_measures_something_else(warnings: Any, indicator: str, unit: str, others: Row) -> None:
    assert where(warnings(row(indicator, 50, unit, **others))) == [(2, "unit", "unit")]


@pytest.mark.parametrize(
    ("indicator", "unit", "others"),
    [
        ("full_time_teachers", "person_ming", {}),
        ("full_time_teachers", "ten_thousand_persons", {}),
        ("produce_purchased", "jin", {}),
        ("education_funds", "hundred_million_yuan", {}),
        ("cooperating_enterprises", "piece", {}),
        ("graduation_rate", "percentage_point", {"measure": "change"}),
        ("graduation_rate", "percent", {"measure": "growth"}),
        ("full_time_teachers", "percent", {"measure": "growth"}),
        ("full_time_teachers", "", {"measure": "direction", "value": 1}),
        ("starting_salary", "yuan", {"measure": "change"}),
        ("schooling_scale", "yuan", {}),
        ("full_time_teachers", "yuan", {"status": "O", "value": ""}),
    ],
)
def test_a_unit_that_fits(warnings: Any, indicator: str, unit: str, others: Row) -> None:
    found = warnings(row(indicator, 50, unit) | {name: str(cell) for name, cell in others.items()})
    assert found == [] or others.get("status") == "O"


def test_the_unit_is_told_where_it_stands(warnings: Any) -> None:
    first, second = warnings(row("full_time_teachers", 50, "yuan"), row("full_time_teachers", printed="60元", section="1.2"))
    assert [(fault.line, fault.column) for fault in (first, second)] == [(2, "unit"), (3, "printed")]
    assert first.message == "专任教师数 is in 人, not in 元; correct the unit or the indicator"


# --- revision, and last year's report on record


def later_report(city: Any, folder: Path, *rows: Row, code: str = "xugou-2032", head: str = "year = 2032") -> Path:
    """Write rows as the observations of a later report of the invented city; return its folder."""
    shutil.copytree(city.path, folder)
    later = type(city)(folder)
    later.replace("report.toml", "xugou-2031", code)
    later.replace("report.toml", "year = 2031", head)
    return written(folder, list(rows))


@pytest.fixture
def against(city: Any, database: Any, tmp_path: Path) -> Callable[..., list[Fault]]:
    """Return a function that loads rows as the report of 2031 and checks others as that of 2032."""

    def found(earlier: list[Row], *rows: Row) -> list[Fault]:
        from liuzhou_vet.intake.check import check

        database.load(written(city.path, earlier))
        shutil.rmtree(tmp_path / "2032", ignore_errors=True)
        before = database.contents()
        faults = check([later_report(city, tmp_path / "2032", *rows)], database.query)
        assert database.contents() == before
        return looking_wrong(faults)

    return found


def test_last_years_figure_that_differs_from_last_years_report(against: Any) -> None:
    (fault,) = against([teachers(120)], teachers(121), teachers(125, 2032))
    assert (fault.line, fault.column, fault.rule) == (2, "value", "revision")
    assert fault.message == ("121人 for 2031, but the report xugou-2031 says 120人; correct it if it is a slip, leave it if it is revised")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("told", "again"),
    [
        (teachers(120), teachers(120)),
        (rate("94.5"), rate("94.50")),
        (rate("94.5"), rate("94.55")),
        (rate("94.5", bound="at_least"), rate("96")),
        (rate("94.5"), rate("20", bound="about")),
        (row("full_time_teachers", printed="3.2万", unit="person"), teachers(32145)),
        (row("full_time_teachers", printed="3.2万人"), teachers(31500)),
        (row("project_investment", "1.1", "hundred_million_yuan"), row("project_investment", "10980.37", "ten_thousand_yuan")),
        (teachers(120), teachers(150, scope="liuzhou-bureau")),
        (teachers(120), teachers(150, period="school_year")),
        (teachers(120), teachers(150, statistic="mean")),
        (teachers(120), teachers(150, subject="甲校")),
        (teachers(120), teachers(150, status="D")),
        (teachers(120, 2030), teachers(150, 2030)),
        (teachers(120, measure="change"), teachers(150)),
    ],
)
def test_no_difference_where_rounding_covers_it_or_something_else_is_meant(against: Any, told: Row, again: Row) -> None:
    assert against([told], again) == []


@pytest.mark.parametrize(
    ("told", "again"),
    [
        (rate("94.5"), rate("94.56")),
        (rate("94.5", bound="at_least"), rate("93")),
        (row("full_time_teachers", printed="3.2万", unit="person"), teachers(32501)),
        (row("project_investment", "1.1", "hundred_million_yuan"), row("project_investment", "10019.37", "ten_thousand_yuan")),
        (teachers(120), teachers(0)),
    ],
)
def test_a_difference_that_rounding_does_not_cover(against: Any, told: Row, again: Row) -> None:
    assert where(against([told], again)) == [(2, "value", "revision")]


def test_a_jump_against_last_years_report(against: Any) -> None:
    (fault,) = against([teachers(120), teachers(70, subject="甲校"), teachers(9, 2030)], teachers(1230, 2032))
    assert (fault.line, fault.column, fault.rule) == (2, "value", "jump")
    assert "1230人 here, but 120人 in 2031 (report xugou-2031): about 10 times" in fault.message


def test_what_the_forms_say_of_last_year_goes_before_last_years_report(against: Any) -> None:
    told = against([teachers(120)], teachers(1200, 2031), teachers(1230, 2032))
    assert where(told) == [(2, "value", "revision")]


def test_the_latest_edition_of_last_years_report_counts(city: Any, database: Any, tmp_path: Path) -> None:
    from liuzhou_vet.intake.check import check

    second = later_report(city, tmp_path / "second", teachers(130), head='year = 2031\nedition = 2\nsupersedes = "xugou-2031"')
    database.load(written(city.path, [teachers(120)]), second)
    third = later_report(city, tmp_path / "third", teachers(120), teachers(131, 2032), code="xugou-2033")
    (fault,) = looking_wrong(check([third], database.query))
    assert "the report xugou-2032 says 130人" in fault.message


def test_reports_that_are_checked_together_know_each_other(city: Any, tmp_path: Path) -> None:
    from liuzhou_vet.intake.check import check

    later = later_report(city, tmp_path / "2032", teachers(121), teachers(1230, 2032), rate(20, 2032))
    earlier = written(city.path, [teachers(120), rate(90)])
    for paths in ([later, earlier], [earlier, later]):
        told = [(Path(fault.file).parent.name, *each) for fault in looking_wrong(check(paths)) for each in where([fault])]
        assert told == [("2032", 2, "value", "revision"), ("2032", 3, "value", "jump"), ("2032", 4, "value", "jump")]


def test_reports_of_nobody_knows_whom_are_not_held_against_each_other(city: Any, tmp_path: Path) -> None:
    from liuzhou_vet.intake.check import check

    later = later_report(city, tmp_path / "2032", teachers(1230, 2032))
    for folder in (later, written(city.path, [teachers(120)])):
        type(city)(folder).replace("report.toml", 'subject = "999900"', 'subject = "nowhere"')
    assert [fault for fault in check([city.path, later]) if fault.rule in RULES] == []


def test_a_report_that_is_loaded_anew_is_not_held_against_what_it_said(city: Any, database: Any, tmp_path: Path) -> None:
    later = later_report(city, tmp_path / "2032", teachers(120), teachers(125, 2032))
    database.load(written(city.path, [teachers(120)]), later)
    told: list[Fault] = []
    database.load(written(city.path, [teachers(110)]), later, warn=told.append)
    assert [(fault.line, fault.rule) for fault in looking_wrong(told)] == [(2, "revision")]
    assert "says 110人" in looking_wrong(told)[0].message


def test_without_a_database_only_the_forms_are_looked_at_and_it_says_so(city: Any, tmp_path: Path) -> None:
    from liuzhou_vet.intake.check import check, left_out

    assert looking_wrong(check([later_report(city, tmp_path / "2032", teachers(121), teachers(1230, 2032))])) != []
    assert looking_wrong(check([later_report(city, tmp_path / "2033", teachers(1230, 2032))])) == []
    assert any("not compared with what other reports say" in line for line in left_out())


# --- all of them


def test_warnings_stop_a_load_only_where_it_is_strict(city: Any, database: Any) -> None:
    written(city.path, [teachers(120, 2030), teachers(1200)])
    before = database.contents()
    assert [fault.rule for fault in looking_wrong(database.refusal(city.path, strict=True))] == ["jump"]
    assert database.contents() == before
    told: list[Fault] = []
    assert database.load(city.path, warn=told.append)["observations"] == (2, 0, 0, 0)
    assert [fault.severity for fault in looking_wrong(told)] == ["warning"]


def test_the_packaged_report_gives_no_warning(liuzhou: Path) -> None:
    from liuzhou_vet.intake.check import check

    assert looking_wrong(check(["2020"])) == []


def test_figures_that_cannot_be_kept_exactly_do_no_harm(warnings: Any) -> None:
    odd = [
        teachers(12_000, 2026, printed="一" + "亿" * 5000),
        teachers("0.000000000000001", 2030),
        teachers("999999999999999"),
        teachers(-5, 2029),
        teachers(-5000, 2028),
        rate("0.1", 2030, decimals=2_000_000_000),
        rate("99", 2031, decimals=2_000_000_000),
    ]
    assert where(warnings(*odd)) == [(4, "value", "jump"), (8, "value", "jump")]


MANY = [
    *counts(),
    share("49.2"),
    share("49.1", section="1.2", printed="49.1%"),
    teachers(120, 2030),
    teachers(300, 2030, section="1.2", printed="300人"),
    teachers(400, section="1.2", printed="400人"),
    teachers(50, 2029),
    rate("94.5", 2030),
    rate("9.45"),
    rate("94.5", subject="甲校", year=2030),
    rate("60", subject="甲校"),
    row("starting_salary", 2600, "yuan"),
    row("starting_salary", 2600, "yuan_per_month", year=2030),
]


@pytest.mark.slow
@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(warnings: Any, random: random.Random) -> None:
    def told(rows: list[Row]) -> set[tuple[str, ...]]:
        lines = [" ".join(each.values()) for each in rows]
        return {(lines[fault.line - 2], fault.column, fault.rule, re.sub(r"line \d+", "line", fault.message)) for fault in warnings(*rows)}

    shuffled = MANY.copy()
    random.shuffle(shuffled)
    assert told(shuffled) == told(MANY)
    assert len(told(MANY)) == 6


def test_very_many_figures_are_looked_at_in_portions(warnings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = where(warnings(*MANY))
    monkeypatch.setattr("liuzhou_vet.intake.plausible.series._PORTION", 1)
    assert where(warnings(*MANY)) == whole


def test_a_strict_check_refuses_what_looks_wrong(city: Any, vet: Any) -> None:
    folder = str(written(city.path, [row("full_time_teachers", printed="120人", year=2030), row("full_time_teachers", printed="1200人")]))
    assert vet("seed", "check", folder).code == 0
    ran = vet("seed", "check", folder, "--strict", "-f", "json")
    assert (ran.code, [(fault["severity"], fault["rule"]) for fault in ran.rows]) == (1, [("warning", "jump")])
