"""Reports of several years work together: each year answers for itself, what one says of another stays visible, nothing is
compared that must not be.

The invented city's reports tell: 2032 lists no 乙校 any more, 专任教师数 of 2031 otherwise than 2031's report did, a break in
就业率; in 2033 丙校 is renamed 庚校, 丁校 and 戊校 merge into 辛校, 己校 is closed, 壬校 is new.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from liuzhou_vet.questions import QUESTIONS, Question

Rows = list[dict[str, Any]]
REPORTS = {2031: "xugou-2031", 2032: "xugou-2032", 2033: "xugou-2033"}


def of_questions(condition: Callable[[Question], bool]) -> pytest.MarkDecorator:
    """Return the mark that runs a test with every question that meets a condition."""
    return pytest.mark.parametrize(
        "question", [question for question in QUESTIONS if condition(question)], ids=lambda question: question.name
    )


def tells(question: Question, column: str) -> bool:
    return column in question.columns.split()


@pytest.fixture
def ask(three_years: str, vet: Callable[..., Any]) -> Callable[..., Rows]:
    """Return a function that asks a canned question and returns its rows."""

    def run(*arguments: str) -> Rows:
        ran = vet("query", *arguments, "-f", "json", database=three_years)
        assert ran.code == 0, ran.err
        rows: Rows = ran.rows
        return rows

    return run


@pytest.fixture
def indicators(three_years: str, vet: Callable[..., Any]) -> Callable[..., dict[tuple[str, str], dict[str, Any]]]:
    """Return a function that asks for indicators and returns the rows by indicator and scope."""

    def run(*arguments: str) -> dict[tuple[str, str], dict[str, Any]]:
        ran = vet("indicators", *arguments, "-f", "json", database=three_years)
        assert ran.code == 0, ran.err
        return {(row["indicator_code"], row["scope"]): row for row in ran.rows}

    return run


@pytest.fixture
def table(three_years: str, vet: Callable[..., Any]) -> Callable[..., str]:
    """Return a function that runs the program and returns what people read, in Chinese."""

    def run(*arguments: str, lang: str = "zh") -> str:
        ran = vet(*arguments, database=three_years, lang=lang)
        assert ran.code == 0, ran.err
        out: str = ran.out
        return out

    return run


def columns(rows: Rows, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


# which report answers


@of_questions(lambda question: tells(question, "report") and tells(question, "year") and not question.every_report)
def test_a_year_is_answered_by_the_report_of_that_year(question: Question, ask: Callable[..., Rows]) -> None:
    for year, report in REPORTS.items():
        assert {row["report"] for row in ask(question.name, "--year", str(year))} <= {report}


@of_questions(lambda question: tells(question, "year"))
def test_the_year_is_that_which_a_row_is_about(question: Question, ask: Callable[..., Rows]) -> None:
    for year in REPORTS:
        assert {row["year"] for row in ask(question.name, "--year", str(year))} <= {year}


@of_questions(lambda question: tells(question, "report"))
def test_the_report_is_who_says_so(question: Question, ask: Callable[..., Rows]) -> None:
    for report in REPORTS.values():
        assert {row["report"] for row in ask(question.name, "--report", report)} <= {report}


@of_questions(lambda question: tells(question, "report") and not question.every_report)
def test_without_a_year_the_latest_report_answers(question: Question, ask: Callable[..., Rows]) -> None:
    assert {row["report"] for row in ask(question.name)} <= {"xugou-2033"}


@of_questions(lambda question: any(each.option == "school" for each in question.filters))
def test_a_school_keeps_only_rows_about_it(question: Question, ask: Callable[..., Rows]) -> None:
    everything = ask(question.name, "--year", "all")
    own = ask(question.name, "--year", "all", "--school", "甲校")
    assert [row for row in everything if row in own] == own
    assert not any("xugou-bing" in str(value) for row in own for name, value in row.items() if name.startswith("subject"))


def test_a_year_of_which_only_an_older_report_tells_is_known(ask: Callable[..., Rows], three_years: str, vet: Callable[..., Any]) -> None:
    assert columns(ask("employment", "--year", "2030"), "value", "report") == [(90, "xugou-2031")]
    ran = vet("query", "employment", "--year", "2029", database=three_years)
    assert (ran.code, "2030, 2031, 2032, 2033" in ran.err) == (1, True)


def test_a_table_of_several_reports_says_who_says_what(table: Callable[..., str]) -> None:
    assert "xugou-2031" in table("query", "schools", "--year", "all")
    assert "xugou" not in table("query", "schools", "--year", "2032")
    assert "xugou-2032" in table("show", "甲校")


# schools: gone, renamed, merged, closed, new


@pytest.mark.parametrize(
    ("year", "schools"),
    [("2031", ["甲校", "乙校"]), ("2032", ["甲校", "丙校", "丁校", "戊校", "己校"]), ("2033", ["甲校", "庚校", "辛校", "壬校"])],
)
def test_each_year_lists_its_own_schools_under_their_names_of_that_year(year: str, schools: list[str], ask: Callable[..., Rows]) -> None:
    assert columns(ask("schools", "--year", year), "short_name", "year") == [(school, int(year)) for school in schools]


def test_changes_tell_what_became_of_each_school(ask: Callable[..., Rows]) -> None:
    schools = ask("changes", "--year", "2033", "--kind", "school")
    assert sorted(columns(schools, "subject", "change", "successor"), key=str) == [
        ("虚构县丁职业学校", "merged", "虚构县辛职业学校"),
        ("虚构县戊职业学校", "merged", "虚构县辛职业学校"),
        ("虚构市丙职业学校", "renamed", "虚构市庚职业学校"),
        ("虚构市壬职业学校", "opened", None),
        ("虚构市己职业学校", "closed", None),
    ]
    programmes = ask("changes", "--year", "2032", "--kind", "programme")
    assert sorted(columns(programmes, "subject", "change")) == [("丙校虚构机械", "opened"), ("甲校虚构会展", "closed")]


def test_changes_of_a_school_are_those_that_made_it_and_those_that_ended_it(ask: Callable[..., Rows]) -> None:
    assert columns(ask("changes", "--school", "辛校"), "subject_code", "change") == [("xugou-ding", "merged"), ("xugou-wu", "merged")]
    assert columns(ask("changes", "--school", "丁校"), "successor_code", "change") == [("xugou-xin", "merged")]


@pytest.mark.parametrize(
    ("name", "aspect", "fact"),
    [
        ("丙校", "succession", "虚构市庚职业学校"),
        ("庚校", "predecessor", "虚构市丙职业学校"),
        ("丁校", "succession", "虚构县辛职业学校"),
        ("辛校", "predecessor", "虚构县戊职业学校"),
        ("乙校", "succession", "虚构市甲职业学校"),
    ],
)
def test_a_school_tells_its_history_by_its_old_name_and_by_its_new_one(
    name: str, aspect: str, fact: str, three_years: str, vet: Callable[..., Any]
) -> None:
    rows = vet("show", name, "-f", "json", database=three_years).rows
    assert fact in [row["fact"] for row in rows if row["aspect"] == aspect]


def test_a_renamed_school_is_one_school_in_every_question(ask: Callable[..., Rows]) -> None:
    for name in ("丙校", "庚校"):
        students = ask("students", "--year", "all", "--school", name)
        assert columns(students, "subject_code", "year", "value") == [("xugou-bing", 2032, 1800), ("xugou-geng", 2033, 1850)]
        assert {row["school_code"] for row in ask("honours", "--year", "all", "--school", name)} == {"xugou-bing", "xugou-geng"}
        assert len(ask("majors", "--year", "all", "--school", name)) == 2


def test_a_renamed_school_is_compared_with_itself_under_its_old_name(indicators: Callable[..., Any]) -> None:
    for arguments in ((), ("--compare", "2032")):
        teachers = indicators("--year", "2033", "--subject", "庚校", *arguments)["full_time_teachers", "all"]
        assert (teachers["previous_value"], teachers["previous_basis"], teachers["change"]) == (40, "report", 4)
    assert indicators("--year", "2032", "--subject", "庚校")["full_time_teachers", "all"]["subject_code"] == "xugou-bing"


def test_a_merged_school_is_compared_with_none_of_its_parts(indicators: Callable[..., Any]) -> None:
    teachers = indicators("--year", "2033", "--subject", "辛校")["full_time_teachers", "all"]
    assert (teachers["previous_value"], teachers["change"], teachers["comparable"]) == (None, None, None)


# honours, programmes, competitions


def test_honours_are_those_that_the_years_report_names(ask: Callable[..., Rows]) -> None:
    assert columns(ask("honours", "--year", "2032"), "school_code", "honour_code") == [
        ("xugou-jia", "national-key-school"),
        ("xugou-bing", "regional-demonstration-school"),
    ]
    assert len(ask("honours", "--year", "2033")) == 3


def test_a_programme_that_was_closed_is_offered_no_more(ask: Callable[..., Rows]) -> None:
    exhibition = {row["report"]: row["schools"] for row in ask("majors", "--year", "all", "--search", "虚构会展")}
    assert exhibition == {"xugou-2031": ["虚构市甲职业学校"], "xugou-2032": []}


# figures: what one report says of another's year


def test_one_fact_is_shown_as_each_report_states_or_implies_it(ask: Callable[..., Rows]) -> None:
    rows = ask("revisions", "--year", "2031")
    assert columns(rows, "subject_code", "value", "value_basis", "report") == [
        ("999900", 120, "stated", "xugou-2031"),
        ("999900", 121, "stated", "xugou-2032"),
        ("xugou-jia", 70, "stated", "xugou-2031"),
        ("xugou-jia", 71, "implied", "xugou-2032"),
    ]


def test_reports_that_agree_are_shown_too(ask: Callable[..., Rows]) -> None:
    assert columns(ask("revisions", "--year", "2032"), "value", "report") == [(130, "xugou-2032"), (130, "xugou-2033")]


def test_a_later_report_never_overwrites_what_an_earlier_one_says(ask: Callable[..., Rows]) -> None:
    def said(*arguments: str) -> list[tuple[Any, ...]]:
        return columns(
            ask("observations", "--indicator", "专任教师数", "--subject", "虚构市", "--year", "2031", *arguments), "value", "measure"
        )

    assert said() == [(120, "level"), (-5, "change")]
    assert said("--report", "xugou-2032") == [(121, "level")]


def test_last_year_is_told_by_this_report_and_by_that_years_own_when_asked_for(indicators: Callable[..., Any]) -> None:
    fact = ("full_time_teachers", "all")
    own, other = indicators("--year", "2032")[fact], indicators("--year", "2032", "--compare", "2031")[fact]
    assert (own["previous_value"], own["previous_basis"], own["change"]) == (121, "stated", 9)
    assert (other["previous_value"], other["previous_basis"], other["change"]) == (120, "report", 10)


def test_the_table_says_where_another_report_says_otherwise(table: Callable[..., str]) -> None:
    shown = table("indicators", "--year", "2032", "--subject", "all", lang="en")
    assert "* 虚构市 专任教师数 (2031): xugou-2031 says 120 人" in shown
    assert "* 虚构市甲职业学校 专任教师数 (2031): xugou-2031 says 70 人" in shown
    assert "121 人*" in shown
    assert "* 专任教师数 (2031): xugou-2032 says 121 人" in table("indicators", "--year", "2031", lang="en")


def test_coverage_counts_the_figures_of_each_report(ask: Callable[..., Rows]) -> None:
    rows = ask("coverage", "--indicator", "专任教师数")
    assert columns(rows, "report", "observations", "subjects", "year_from", "year_to") == [
        ("xugou-2031", 3, 2, 2031, 2031),  # 乙校 is not reported, which is no figure
        ("xugou-2032", 9, 7, 2031, 2032),
        ("xugou-2033", 6, 5, 2032, 2033),
    ]


# figures: what is compared and what is not


@pytest.mark.parametrize("arguments", [(), ("--compare", "2031")])
def test_nothing_is_computed_across_a_break(arguments: tuple[str, ...], indicators: Callable[..., Any]) -> None:
    rate = indicators("--year", "2032", *arguments)["employment_rate", "all"]
    assert (rate["value"], rate["previous_value"], rate["change"], rate["comparable"]) == (95.1, 94.5, None, False)


def test_nothing_is_computed_over_a_break_in_between(indicators: Callable[..., Any]) -> None:
    rate = indicators("--year", "2033", "--compare", "2031")["employment_rate", "all"]
    assert (rate["previous_value"], rate["change"], rate["comparable"]) == (94.5, None, False)


def test_a_break_parts_a_figure_from_those_before_it_and_not_from_those_after(indicators: Callable[..., Any]) -> None:
    for arguments in ((), ("--compare", "2032")):
        rate = indicators("--year", "2033", *arguments)["employment_rate", "all"]
        assert (rate["previous_value"], rate["change"], rate["comparable"]) == (95.1, 0.9, True)


@pytest.mark.parametrize("arguments", [(), ("--compare", "2032")])
@pytest.mark.parametrize("fact", [("secondary_vocational_schools", "xugou-gongban"), ("starting_salary", "all")])
def test_nothing_is_computed_across_another_scope_or_another_definition(
    fact: tuple[str, str], arguments: tuple[str, ...], indicators: Callable[..., Any]
) -> None:
    row = indicators("--year", "2033", *arguments)[fact]
    assert row["previous_value"] is not None
    assert (row["change"], row["comparable"]) == (None, False)


@pytest.mark.parametrize("arguments", [(), ("--compare", "2032")])
def test_last_years_figure_is_put_into_this_years_unit(arguments: tuple[str, ...], indicators: Callable[..., Any]) -> None:
    funds = indicators("--year", "2033", *arguments)["education_funds", "all"]
    assert (funds["value"], funds["unit"], funds["previous_value"], funds["change"]) == (0.13, "亿元", 0.12005, 0.01)


@pytest.mark.parametrize(
    ("year", "reasons"),
    [
        ("2032", ["not comparable, break in the series: 就业率", "not comparable, another scope: 就业率"]),
        ("2033", ["not comparable, another scope: 中等职业学校数", "not comparable, another definition: 初次就业起薪"]),
    ],
)
def test_the_table_says_why_figures_are_not_compared(year: str, reasons: list[str], table: Callable[..., str]) -> None:
    lines = table("indicators", "--year", year, lang="en").splitlines()
    assert [line for line in lines if line.startswith("not comparable")] == reasons


def test_what_a_change_implies_of_last_year_is_marked_as_ours(indicators: Callable[..., Any]) -> None:
    for arguments in ((), ("--compare", "2031")):
        students = indicators("--year", "2032", *arguments)["secondary_vocational_students", "all"]
        assert (students["previous_value"], students["previous_basis"], students["change"]) == (5500, "implied", 500)


def test_a_figure_that_years_own_report_does_not_give_is_taken_from_one_that_looks_back(indicators: Callable[..., Any]) -> None:
    students = indicators("--year", "2033", "--compare", "2031")["secondary_vocational_students", "all"]
    assert (students["previous_value"], students["previous_basis"], students["change"]) == (5500, "implied", 600)


def test_figures_are_compared_with_one_year(three_years: str, vet: Callable[..., Any]) -> None:
    ran = vet("indicators", "--year", "2033", "--compare", "2031-2032", database=three_years)
    assert (ran.code, "one year" in ran.err) == (2, True)


def test_every_indicator_of_every_year_keeps_the_rule(three_years: str, vet: Callable[..., Any]) -> None:
    def compared() -> Iterator[dict[str, Any]]:
        for year in REPORTS:
            for other in REPORTS:
                if other != year:
                    yield from vet(
                        "indicators", "--year", str(year), "--compare", str(other), "--subject", "all", "-f", "json", database=three_years
                    ).rows

    for row in compared():
        assert row["comparable"] or row["change"] is None
