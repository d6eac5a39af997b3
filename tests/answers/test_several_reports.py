"""Several reports in one database: which of them answers, what last year's own report adds, what is not compared.

The city, its figures and its years are invented.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented_reports import YEARS, Kept, load_into, make_packaged


def _next_year(folder: Path) -> Path:
    """Make the invented city's report of the year after: 130 teachers, an employment rate of another definition."""
    later = folder / "2032"
    shutil.copytree(YEARS[0], later)
    for name in ("report.toml", "remarks.csv"):
        text = (later / name).read_text(encoding="utf-8")
        (later / name).write_text(text.replace("xugou-2031", "xugou-2032").replace("year = 2031", "year = 2032"), encoding="utf-8")
    head = (later / "observations.csv").read_text(encoding="utf-8").splitlines()[0]
    rows = [
        "虚构市,full_time_teachers,2032,end,,,,,130,,person,0,exact,,,1.1,130人,1,",
        "虚构市,full_time_teachers,2031,end,,,,,121,,person,0,exact,,,1.1,121人,1,与上年报告不同",
        "虚构市,employment_rate,2032,cohort,,,,,95.0,,percent,1,exact,,B,1.2,95.0%,1,口径改变",
        "虚构市,staff,2032,end,,,,,200,,person,0,exact,,,1.1,200人,1,",
    ]
    (later / "observations.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    (later / "remarks.csv").write_text((later / "remarks.csv").read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    return later


@pytest.fixture
def province(kept: Kept, tmp_path: Path) -> str:
    """Return a database with two reports of the invented city beside the packaged one."""

    def fill(database: str) -> None:
        make_packaged(database)
        load_into(database, YEARS[0], _next_year(tmp_path))

    return kept("province", fill)


def test_with_several_regions_a_question_asks_which(province: str, vet: Callable[..., Any]) -> None:
    ran = vet("query", "schools", database=province)
    assert ran.code == 2
    assert "柳州市 (450200)" in ran.err
    assert "虚构市 (999900)" in ran.err


@pytest.mark.parametrize("region", ["虚构市", "虚构", "999900"])
def test_a_region_is_meant_by_code_or_name_with_or_without_its_kind(region: str, province: str, vet: Callable[..., Any]) -> None:
    rows = vet("query", "schools", "--region", region, "-f", "json", database=province).rows
    assert {row["report"] for row in rows} == {"xugou-2032"}


def test_all_regions_answer_with_their_latest_reports(province: str, vet: Callable[..., Any]) -> None:
    rows = vet("query", "schools", "--region", "all", "-f", "json", database=province).rows
    assert {row["report"] for row in rows} == {"liuzhou-2020", "xugou-2032"}


@pytest.mark.parametrize(("year", "report"), [("2032", "xugou-2032"), ("2031", "xugou-2031"), ("2030", "xugou-2031")])
def test_a_year_is_answered_by_its_own_report_else_by_the_first_that_looks_back(
    year: str, report: str, province: str, vet: Callable[..., Any]
) -> None:
    rows = vet("query", "observations", "--region", "虚构", "--year", year, "-f", "json", database=province).rows
    assert {row["report"] for row in rows} == {report}


def test_a_report_that_is_named_answers_for_every_year_it_speaks_of(province: str, vet: Callable[..., Any]) -> None:
    rows = vet("query", "observations", "--report", "xugou-2032", "-f", "json", database=province).rows
    assert {row["year"] for row in rows} == {2031, 2032}


def test_a_span_takes_each_year_from_its_own_report(province: str, vet: Callable[..., Any]) -> None:
    rows = vet("query", "observations", "--region", "虚构", "--year", "2030-2032", "-f", "json", database=province).rows
    assert {(row["year"], row["report"]) for row in rows} == {(2030, "xugou-2031"), (2031, "xugou-2031"), (2032, "xugou-2032")}


def test_the_same_fact_as_two_reports_state_it_is_kept_and_shown(province: str, vet: Callable[..., Any]) -> None:
    rows = vet("query", "revisions", "--region", "虚构", "--indicator", "专任教师数", "-f", "json", database=province).rows
    assert [(row["report"], row["value"]) for row in rows] == [("xugou-2031", 120), ("xugou-2032", 121)]


def _indicators(vet: Callable[..., Any], database: str, *arguments: str) -> dict[str, dict[str, Any]]:
    ran = vet("indicators", "--region", "虚构", *arguments, "-f", "json", database=database)
    assert ran.code == 0, ran.err
    return {row["indicator_code"]: row for row in ran.rows}


def test_last_year_is_taken_from_this_report_before_last_years_own(province: str, vet: Callable[..., Any]) -> None:
    teachers = _indicators(vet, province, "--year", "2032")["full_time_teachers"]
    assert (teachers["previous_value"], teachers["previous_basis"], teachers["change"]) == (121, "stated", 9)


def test_no_change_is_computed_across_a_break(province: str, vet: Callable[..., Any]) -> None:
    rate = _indicators(vet, province, "--year", "2032")["employment_rate"]
    assert (rate["previous_value"], rate["previous_basis"]) == (94.5, "report")
    assert (rate["change"], rate["comparable"]) == (None, False)


def test_any_two_years_can_be_set_side_by_side(province: str, vet: Callable[..., Any]) -> None:
    rows = _indicators(vet, province, "--year", "2032", "--compare", "2030")
    assert (rows["employment_rate"]["previous_value"], rows["employment_rate"]["comparable"]) == (90, False)
    assert rows["staff"]["previous_value"] is None


def test_what_a_change_implies_answers_for_the_year_before(province: str, vet: Callable[..., Any]) -> None:
    teachers = _indicators(vet, province, "--year", "2030")["full_time_teachers"]
    assert (teachers["value"], teachers["value_basis"], teachers["printed"]) == (125, "implied", None)
