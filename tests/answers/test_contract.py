"""The answers that users and scripts rely on, from the packaged report: keys, types, and figures known from the text."""

from collections.abc import Callable
from typing import Any

import pytest

KEYS = {
    "schools": "code ordinal name short_name ownership region region_code honours honour_count report year",
    "honours": "honour level school school_code granted_by granted_on report year",
    "teachers": "category category_code subject subject_code year scope headcount base base_headcount share_stated share_computed report",
    "observations": "id report subject subject_code subject_kind indicator indicator_code year period period_start period_end "
    "measure statistic value value_to unit decimals bound scope scope_name status section printed nth note",
}
INDICATORS = [
    "id",
    "subject",
    "subject_code",
    "topic",
    "section",
    "indicator",
    "indicator_code",
    "year",
    "value",
    "value_to",
    "unit",
    "decimals",
    "printed",
    "bound",
    "status",
    "statistic",
    "period",
    "scope",
    "scope_name",
    "base",
    "previous_value",
    "previous_basis",
    "change",
    "comparable",
    "remark",
    "report",
]


@pytest.mark.parametrize("name", KEYS)
def test_an_answer_has_the_keys_that_scripts_rely_on(name: str, vet: Callable[..., Any]) -> None:
    rows = vet("query", name, "-f", "json").rows
    assert set(KEYS[name].split()) <= set(rows[0])


def test_observations_have_exactly_the_columns_of_an_observation_in_order(vet: Callable[..., Any]) -> None:
    assert list(vet("query", "observations", "-f", "json").rows[0]) == KEYS["observations"].split()


def test_indicators_begin_with_the_keys_that_scripts_rely_on(vet: Callable[..., Any]) -> None:
    assert list(vet("indicators", "--year", "2020", "-f", "json").rows[0])[: len(INDICATORS)] == INDICATORS


def test_ten_schools_of_which_four_hold_honours_and_two_are_private(vet: Callable[..., Any]) -> None:
    schools = vet("query", "schools", "-f", "json").rows
    assert [school["ordinal"] for school in schools] == list(range(1, 11))
    assert [school["short_name"] for school in schools if school["honours"]] == ["一职校", "二职校", "市交校", "鹿寨中心"]
    assert [school["short_name"] for school in schools if school["ownership"] == "private"] == ["机电职校", "工业职校"]
    assert all(isinstance(school["honours"], list) and len(school["honours"]) == school["honour_count"] for school in schools)


def test_a_school_lies_in_the_county_its_name_gives_else_in_the_city(vet: Callable[..., Any]) -> None:
    regions = {school["short_name"]: school["region"] for school in vet("query", "schools", "-f", "json").rows}
    assert regions["鹿寨中心"] == "鹿寨县"
    assert regions["融水卫校"] == "融水苗族自治县"
    assert regions["柳江职校"] == "柳江区"
    assert regions["一职校"] == "柳州市"


def test_teachers_have_the_base_their_share_is_of(vet: Callable[..., Any]) -> None:
    rows = {row["category"]: row for row in vet("query", "teachers", "-f", "json").rows}
    dual = rows["双师型教师"]
    assert (dual["headcount"], dual["base"], dual["base_headcount"]) == (716, "专任教师", 1458)
    assert (dual["share_stated"], dual["share_computed"]) == (49.1, 49.108)
    assert rows["教职工"]["share_stated"] is None


def _indicator(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(row for row in rows if row["indicator"] == name)


def test_last_year_is_what_the_report_states_else_what_its_change_implies(vet: Callable[..., Any]) -> None:
    rows = vet("indicators", "--year", "2020", "-f", "json").rows
    equipment = _indicator(rows, "生均教学仪器设备值")
    assert (equipment["value"], equipment["previous_value"], equipment["previous_basis"]) == (10934.8, 11157.73, "stated")
    assert (equipment["change"], equipment["decimals"], equipment["comparable"]) == (-222.93, 2, True)
    salary = _indicator(rows, "初次就业起薪")
    assert (salary["value"], salary["bound"], salary["previous_value"], salary["previous_basis"], salary["change"]) == (
        2662,
        "about",
        2450,
        "implied",
        212,
    )
    schools = _indicator(rows, "高中阶段学校数")
    assert (schools["previous_value"], schools["previous_basis"], schools["change"], schools["comparable"]) == (None,) * 4


def test_a_claimed_direction_is_told_in_a_word(vet: Callable[..., Any]) -> None:
    ran = vet("indicators", "--year", "2020", "--search", "对口就业", lang="zh")
    assert "增加" in ran.out
    assert "增加" in vet("indicators", "--year", "2020", "--search", "双师", lang="zh").out


def test_the_indicators_fit_eighty_columns(vet: Callable[..., Any]) -> None:
    from wcwidth import wcswidth

    for lang in ("zh", "en"):
        out = vet("indicators", "--year", "2020", lang=lang).out
        assert max(wcswidth(line) for line in out.splitlines()) <= 80


def test_figures_of_the_year_before_answer_too(vet: Callable[..., Any]) -> None:
    rows = vet("indicators", "--year", "2019", "-f", "json").rows
    assert _indicator(rows, "初次就业率")["value"] == 97.3
    assert {row["report"] for row in rows} == {"liuzhou-2020"}


def test_the_last_line_counts_the_figures_of_others(vet: Callable[..., Any]) -> None:
    everyone = vet("indicators", "--year", "2020", "--subject", "all", "-f", "json").rows
    others = [row for row in everyone if row["subject_code"] != "450200"]
    last = vet("indicators", "--year", "2020").out.splitlines()[-1]
    assert last.startswith(f"{len(others)} more figures")


@pytest.mark.parametrize("word", ["一职校", "柳州市第一职业技术学校", "liuzhou-yizhi", "柳州市一职校", " 一职校 "])
def test_a_school_is_found_by_any_of_its_names(word: str, vet: Callable[..., Any]) -> None:
    rows = vet("show", word, "-f", "json").rows
    assert rows[0]["fact"] == "柳州市第一职业技术学校"


def test_a_misprint_of_the_report_is_found_and_called_one(vet: Callable[..., Any]) -> None:
    rows = vet("show", "柳州市通学校", "-f", "json").rows
    assert rows[0]["fact"] == "柳州市交通学校"
    assert any(row["fact"] == "柳州市通学校" and row["section"] == "附件7.3" for row in rows)


def test_a_category_of_teachers_shows_its_base_and_its_figures(vet: Callable[..., Any]) -> None:
    said = {(row["aspect"], row["value"]) for row in vet("show", "双师型", "-f", "json").rows}
    assert {("figure", "716 人"), ("figure", "49.1 %")} <= said


@pytest.mark.parametrize(
    ("word", "name"), [("工资", "初次就业起薪"), ("找工作", "就业率"), ("卫校", "广西融水民族卫生学校"), ("侗", "侗寨五娘")]
)
def test_search_finds_by_everyday_words_and_single_characters(word: str, name: str, vet: Callable[..., Any]) -> None:
    rows = vet("search", word, "-f", "json").rows
    assert any(name in row["name"] for row in rows)


def test_a_citation_says_unknown_and_never_makes_up(vet: Callable[..., Any]) -> None:
    identity = _indicator(vet("indicators", "--year", "2020", "-f", "json").rows, "初次就业起薪")["id"]
    text = vet("cite", identity).out
    assert "柳州市中等职业教育2020年度质量报告" in text
    assert "第2.2节" in text
    assert "2662元/月" in text
    assert "[出版者不详]" in vet("cite", "liuzhou-2020", "--style", "gbt7714").out
    assert vet("cite", "liuzhou-2020", "--style", "bibtex").out.startswith("@techreport{liuzhou-2020,")


def test_an_empty_answer_says_what_is_nearest(vet: Callable[..., Any]) -> None:
    ran = vet("query", "finance", "--school", "融水卫校")
    assert ran.code == 0
    assert ran.out == ""
    assert "without --school" in ran.err
