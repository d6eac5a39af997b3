"""Other cities, counties and single schools beside each other, corrected editions, codes that spell alike.

Every report here is invented, those of cities that exist too.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented_reports import INVENTED, YEARS, Head, Loaded, Made, observed, write_report

from liuzhou_vet.errors import Fault

Vet = Callable[..., Any]
pytestmark = pytest.mark.slow  # it loads many reports; .ci/run runs it after the others

LOAD = Path(__file__).parents[2] / "seeds" / "load.py"
YIZHI = "{place}-yizhi,{name}第一职业学校,一职校,secondary_vocational,{region},1,{name}第一职业学校,public,inferred,,1"


def school(place: str, name: str, region: str) -> str:
    """Return the row of a city's 一职校."""
    return YIZHI.format(place=place, name=name, region=region)


def refusal(loaded: Loaded, *folders: Path) -> list[Fault]:
    """Return the errors for which a load is refused."""
    from liuzhou_vet.intake.check import Refused

    with pytest.raises(Refused) as refused:
        loaded(*folders)
    return [fault for fault in refused.value.faults if fault.severity == "error"]


@pytest.fixture
def cities(made: Made, loaded: Loaded) -> str:
    """Return a database with two cities that each have a 一职校, told by its short name only."""
    folders = []
    for region, name, place, value in (("999700", "乌有市", "wuyou", "31"), ("999800", "子虚市", "zixu", "47")):
        rows = [observed("一职校", "full_time_teachers", 2031, value, f"{value}人"), observed(name, "employment_rate", 2031, "90", "90%")]
        folders.append(made(region, name, f"{place}-2031", schools=[school(place, name, region)], observations=rows))
    return loaded(*folders)


# several regions


def test_two_cities_may_each_have_a_school_of_one_short_name(cities: str, vet: Vet) -> None:
    rows = vet("query", "observations", "--indicator", "专任教师数", "--region", "all", "-f", "json", database=cities).rows
    assert [(row["subject_code"], row["value"]) for row in rows] == [("wuyou-yizhi", 31), ("zixu-yizhi", 47)]


def test_of_namesakes_the_one_of_the_region_is_meant(cities: str, vet: Vet) -> None:
    for region, code in (("乌有", "wuyou-yizhi"), ("子虚市", "zixu-yizhi")):
        assert vet("query", "schools", "--school", "一职校", "--region", region, "-f", "json", database=cities).rows[0]["code"] == code
        assert vet("show", "一职校", "--region", region, "-f", "json", database=cities).rows[0]["id"] == code
        asked = ("indicators", "--year", "2031", "--subject", "一职校", "--region", region, "-f", "json")
        assert {row["subject_code"] for row in vet(*asked, database=cities).rows} == {code}


def test_namesakes_are_asked_about_with_their_codes_and_regions(cities: str, vet: Vet) -> None:
    for arguments in (("show", "一职校"), ("query", "schools", "--school", "一职校", "--region", "all")):
        ran = vet(*arguments, database=cities)
        assert ran.code == 1
        assert all(word in ran.err for word in ("wuyou-yizhi", "乌有市", "zixu-yizhi", "子虚市"))


@pytest.mark.parametrize("arguments", [("query", "schools"), ("query", "honours"), ("indicators", "--year", "2031"), ("query", "teachers")])
def test_a_question_asks_for_the_region_and_lists_them(arguments: tuple[str, ...], cities: str, vet: Vet) -> None:
    ran = vet(*arguments, database=cities)
    assert ran.code == 2
    assert "乌有市 (999700), 子虚市 (999800)" in ran.err


def test_questions_about_the_reports_are_about_all_of_them(cities: str, vet: Vet) -> None:
    rows = vet("query", "reports", "-f", "json", database=cities).rows
    assert [row["region"] for row in rows] == ["乌有市", "子虚市"]
    assert [row["report"] for row in vet("query", "reports", "--region", "乌有", "-f", "json", database=cities).rows] == ["wuyou-2031"]


@pytest.mark.parametrize("region", ["999700", "乌有市", "乌有", " 乌有 "])
def test_a_region_without_a_short_name_is_found_without_its_kind(region: str, cities: str, vet: Vet) -> None:
    assert vet("query", "schools", "--region", region, "-f", "json", database=cities).rows[0]["code"] == "wuyou-yizhi"


def test_all_regions_answer_together_and_say_which_is_which(cities: str, vet: Vet) -> None:
    assert len(vet("query", "schools", "--region", "all", "-f", "json", database=cities).rows) == 2
    assert "zixu-2031" in vet("query", "schools", "--region", "全部", database=cities).out
    rows = vet("indicators", "--year", "2031", "--region", "all", "-f", "json", database=cities).rows
    assert {row["subject"] for row in rows} == {"乌有市", "子虚市"}


# codes that spell alike


def test_a_report_never_takes_the_place_of_another_citys_of_the_same_code(made: Made, loaded: Loaded, vet: Vet) -> None:
    database = loaded(made("450900", "玉林市", "yulin-2031", regions=[], schools=[school("yulin", "玉林市", "450900")]))
    other = made("610800", "榆林市", "yulin-2031", schools=[school("yulin2", "榆林市", "610800")])
    (fault,) = refusal(loaded, other)
    assert (Path(fault.file).name, fault.line, fault.column, fault.rule) == ("report.toml", 1, "code", "code")
    assert "玉林市 (450900)" in fault.message
    assert "610800-2031" in fault.message
    assert vet("query", "schools", "-f", "json", database=database).rows[0]["name"] == "玉林市第一职业学校"


def test_the_code_that_is_proposed_is_free(made: Made, loaded: Loaded) -> None:
    loaded(made("450900", "玉林市", "yulin-2031", regions=[]), made("999700", "乌有市", "610800-2031"))
    (fault,) = refusal(loaded, made("610800", "榆林市", "yulin-2031"))
    assert "610800-2031-2" in fault.message


def test_a_single_form_does_not_slip_into_another_citys_report(made: Made, loaded: Loaded, vet: Vet) -> None:
    rows = [observed("玉林市", "full_time_teachers", 2031, "31", "31人")]
    database = loaded(made("450900", "玉林市", "yulin-2031", regions=[], observations=rows))
    other = made("610800", "榆林市", "yulin-2031")
    assert [fault.column for fault in refusal(loaded, other / "regions.csv", other / "observations.csv")] == ["code"]
    assert len(vet("query", "observations", "-f", "json", database=database).rows) == 1


def test_a_report_never_takes_the_place_of_another_years(made: Made, loaded: Loaded) -> None:
    loaded(made("999700", "乌有市", "wuyou-2031"))
    again = made("999700", "乌有市", "wuyou-2031x", 2032, head={"code": "wuyou-2031"})
    (fault,) = refusal(loaded, again)
    assert (fault.column, "999700-2032" in fault.message) == ("code", True)


def test_the_check_against_a_database_tells_the_same_as_a_load(made: Made, loaded: Loaded, vet: Vet) -> None:
    database = loaded(made("450900", "玉林市", "yulin-2031", regions=[]))
    ran = vet("seed", "check", str(made("610800", "榆林市", "yulin-2031")), "-f", "json", database=database)
    assert [row["column"] for row in ran.rows if row["severity"] == "error"] == ["code"]


def test_cities_that_spell_alike_live_side_by_side_under_codes_of_their_own(made: Made, loaded: Loaded, vet: Vet) -> None:
    database = loaded(
        made("450900", "玉林市", "yulin-2031", regions=[], schools=[school("yulin", "玉林市", "450900")]),
        made("610800", "榆林市", "610800-2031", schools=[school("610800", "榆林市", "610800")]),
    )
    for region, report in (("玉林", "yulin-2031"), ("榆林", "610800-2031")):
        assert {row["report"] for row in vet("query", "schools", "--region", region, "-f", "json", database=database).rows} == {report}


def test_a_code_that_two_cities_give_to_different_schools_is_told_with_both_names(made: Made, loaded: Loaded) -> None:
    loaded(made("450900", "玉林市", "yulin-2031", regions=[], schools=[school("yulin", "玉林市", "450900")]))
    faults = refusal(loaded, made("610800", "榆林市", "610800-2031", schools=[school("yulin", "榆林市", "610800")]))
    assert {(Path(fault.file).name, fault.line, fault.rule) for fault in faults} == {("schools.csv", 2, "stable")}
    name = next(fault.message for fault in faults if fault.column == "name")
    assert all(word in name for word in ("榆林市第一职业学校", "玉林市第一职业学校", "yulin-2031", "another code"))


# regions below and above


COUNTY = "999901,虚构县,,county,999900"
CITY = "999900,虚构市,虚构,prefecture,"


@pytest.fixture
def county(made: Made, loaded: Loaded) -> str:
    """Return a database with the invented city's reports and with one that a county below it wrote itself."""
    rows = [observed("虚构县", "full_time_teachers", 2032, "16", "16人")]
    schools = ["xugou-ding,虚构县丁职业学校,丁校,secondary_vocational,999901,1,虚构县丁职业学校,public,inferred,,1"]
    own = made("999901", "虚构县", "xugou-xian-2032", 2032, regions=[CITY, COUNTY], schools=schools, observations=rows)
    return loaded(*YEARS[:2], own)


def test_a_county_has_its_own_report_and_stands_in_the_citys(county: str, vet: Vet) -> None:
    def teachers(*arguments: str) -> list[tuple[Any, ...]]:
        rows = vet("query", "observations", *arguments, "--indicator", "专任教师数", "-f", "json", database=county).rows
        return [(row["subject"], row["value"], row["report"]) for row in rows]

    assert teachers("--region", "虚构县") == [("虚构县", 16, "xugou-xian-2032")]
    assert teachers("--region", "虚构市", "--subject", "虚构县") == [("虚构县", 15, "xugou-2032")]


def test_what_a_county_and_its_city_say_differently_is_shown(county: str, vet: Vet) -> None:
    rows = vet("query", "revisions", "--subject", "虚构县", "-f", "json", database=county).rows
    assert [(row["value"], row["report"]) for row in rows] == [(15, "xugou-2032"), (16, "xugou-xian-2032")]


def test_schools_are_found_by_the_county_they_lie_in(county: str, vet: Vet) -> None:
    rows = vet("query", "schools", "--region", "虚构市", "--county", "虚构县", "-f", "json", database=county).rows
    assert [row["short_name"] for row in rows] == ["丁校", "戊校"]


def test_the_reports_of_a_region_are_those_of_the_regions_below_it_too(county: str, vet: Vet) -> None:
    rows = vet("query", "reports", "--region", "虚构市", "-f", "json", database=county).rows
    assert [row["report"] for row in rows] == ["xugou-2031", "xugou-2032", "xugou-xian-2032"]
    assert len(vet("query", "reports", "--region", "虚构县", "-f", "json", database=county).rows) == 1


def test_a_region_without_a_report_is_answered_by_those_below_it(made: Made, loaded: Loaded, vet: Vet) -> None:
    schools = [school("yulin", "玉林市", "450900")]
    database = loaded(made("450900", "玉林市", "yulin-2031", regions=[], schools=schools), made("999700", "乌有市", "wuyou-2031"))
    for region in ("广西", "广西壮族自治区", "450000"):
        assert [row["code"] for row in vet("query", "schools", "--region", region, "-f", "json", database=database).rows] == ["yulin-yizhi"]


def test_a_county_without_a_report_is_sent_to_its_city(vet: Vet) -> None:
    ran = vet("query", "schools", "--region", "鹿寨县")
    assert (ran.code, "柳州市" in ran.err, "--region 450200" in ran.err) == (1, True, True)


# a single school


@pytest.fixture
def with_school(made: Made, loaded: Loaded) -> str:
    """Return a database with the invented city's reports and with a later one that one of its schools wrote itself."""
    schools = ["xugou-jia,虚构市甲职业学校,甲校,secondary_vocational,999900,1,虚构市甲职业学校,public,inferred,,1"]
    rows = [observed("甲校", "full_time_teachers", 2034, "77", "77人"), observed("甲校", "full_time_teachers", 2033, "76", "76人")]
    head: Head = {"kind": "school", "subject": "甲校"}
    own = made("999900", "虚构市", "xugou-jia-2034", 2034, head=head, regions=[CITY], schools=schools, observations=rows)
    return loaded(*YEARS, own)


def test_a_schools_own_report_is_not_the_latest_of_its_region(with_school: str, vet: Vet) -> None:
    assert {row["report"] for row in vet("query", "schools", "-f", "json", database=with_school).rows} == {"xugou-2033"}
    assert {row["report"] for row in vet("query", "observations", "--year", "2033", "-f", "json", database=with_school).rows} == {
        "xugou-2033"
    }


def test_a_schools_own_report_answers_where_it_is_named(with_school: str, vet: Vet) -> None:
    asked = ("--report", "xugou-jia-2034", "-f", "json")
    assert [row["value"] for row in vet("query", "observations", *asked, database=with_school).rows] == [77, 76]
    (teachers,) = vet("indicators", "--year", "2034", *asked, database=with_school).rows
    assert (teachers["subject"], teachers["value"], teachers["previous_value"]) == ("虚构市甲职业学校", 77, 76)


def test_what_a_school_says_of_itself_is_shown_with_it(with_school: str, vet: Vet) -> None:
    rows = vet("show", "甲校", "-f", "json", database=with_school).rows
    figures = {(row["year"], row["number"], row["report"]) for row in rows if row["aspect"] == "figure" and row["measure"] == "level"}
    assert {(2034, 77, "xugou-jia-2034"), (2033, 76, "xugou-jia-2034"), (2033, 75, "xugou-2033")} <= figures
    revised = vet("query", "revisions", "--school", "甲校", "--year", "2033", "-f", "json", database=with_school).rows
    assert [(row["value"], row["report"]) for row in revised] == [(75, "xugou-2033"), (76, "xugou-jia-2034")]


def test_a_school_alone_in_a_database_answers_for_itself(made: Made, loaded: Loaded, vet: Vet) -> None:
    rows = [observed("一职校", "full_time_teachers", 2031, "31", "31人")]
    schools = [school("wuyou", "乌有市", "999700")]
    head: Head = {"kind": "school", "subject": "一职校"}
    database = loaded(made("999700", "乌有市", "wuyou-yizhi-2031", head=head, schools=schools, observations=rows))
    assert [row["value"] for row in vet("indicators", "--year", "2031", "-f", "json", database=database).rows] == [31]


def test_a_region_of_which_only_a_school_reports_names_that_report(made: Made, loaded: Loaded, vet: Vet) -> None:
    head: Head = {"kind": "school", "subject": "一职校"}
    own = made("999700", "乌有市", "wuyou-yizhi-2031", head=head, schools=[school("wuyou", "乌有市", "999700")])
    ran = vet("query", "schools", "--region", "乌有", database=loaded(*YEARS, own))
    assert (ran.code, "--report wuyou-yizhi-2031" in ran.err) == (1, True)


# a corrected edition


def corrected(folder: Path, **head: str | int) -> Path:
    """Return the second edition of the invented city's report of 2031: 119 teachers, not 120."""
    shutil.copytree(INVENTED / "2031", folder)
    for name in ("report.toml", "observations.csv", "remarks.csv"):
        text = (folder / name).read_text(encoding="utf-8").replace("xugou-2031", "xugou-2031-2").replace("120", "119")
        (folder / name).write_text(text, encoding="utf-8")
    told: Head = {"edition": 2, "supersedes": "xugou-2031", **head}
    lines = [f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"' for key, value in told.items()]
    text = (folder / "report.toml").read_text(encoding="utf-8").replace("year = 2031\n", "\n".join(["year = 2031", *lines, ""]))
    (folder / "report.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def editions(loaded: Loaded, tmp_path: Path) -> str:
    return loaded(*YEARS[:2], corrected(tmp_path / "corrected"))


TEACHERS = ("--indicator", "专任教师数", "--subject", "虚构市", "-f", "json")


def test_the_corrected_edition_answers(editions: str, vet: Vet) -> None:
    rows = vet("query", "observations", "--year", "2031", *TEACHERS, database=editions).rows
    assert [(row["value"], row["report"]) for row in rows] == [(119, "xugou-2031-2"), (-5, "xugou-2031-2")]
    assert {row["report"] for row in vet("indicators", "--year", "2031", "-f", "json", database=editions).rows} == {"xugou-2031-2"}


def test_the_edition_before_it_answers_where_it_is_named(editions: str, vet: Vet) -> None:
    rows = vet("query", "observations", "--report", "xugou-2031", *TEACHERS, database=editions).rows
    assert [row["value"] for row in rows] == [120, -5]


def test_last_year_is_taken_from_the_corrected_edition(editions: str, vet: Vet) -> None:
    asked = ("indicators", "--year", "2032", "--compare", "2031", "-f", "json")
    rows = {(row["indicator_code"], row["scope"]): row for row in vet(*asked, database=editions).rows}
    assert rows["full_time_teachers", "all"]["previous_value"] == 119
    assert "xugou-2031 says" not in vet("indicators", "--year", "2032", database=editions).out  # it is no longer what the city says


def test_revisions_show_every_edition(editions: str, vet: Vet) -> None:
    rows = vet("query", "revisions", "--year", "2031", *TEACHERS, database=editions).rows
    stated = [(row["value"], row["report"]) for row in rows if row["measure"] == "level"]
    assert stated == [(120, "xugou-2031"), (119, "xugou-2031-2"), (121, "xugou-2032")]


def test_reports_say_which_edition_supersedes_which(editions: str, vet: Vet) -> None:
    rows = vet("query", "reports", "-f", "json", database=editions).rows
    assert [(row["report"], row["edition"], row["supersedes"]) for row in rows] == [
        ("xugou-2031", 1, None),
        ("xugou-2031-2", 2, "xugou-2031"),
        ("xugou-2032", 1, None),
    ]
    lines = vet("query", "reports", database=editions).out.splitlines()
    assert "xugou-2031" in next(line for line in lines if line.startswith("xugou-2031-2")).removeprefix("xugou-2031-2")


@pytest.mark.parametrize(
    ("head", "rule", "words"),
    [
        ({"supersedes": "xugou-2030"}, "reference", "xugou-2030"),
        ({"supersedes": "xugou-2031-2"}, "cycle", "circle"),
        ({"supersedes": "xugou-2032"}, "supersedes", "2032"),
        ({"supersedes": "wuyou-2031"}, "supersedes", "999700"),
        ({"edition": 1}, "supersedes", "edition 1"),
    ],
)
def test_only_an_earlier_edition_of_the_same_report_can_be_superseded(
    head: Head, rule: str, words: str, made: Made, loaded: Loaded, tmp_path: Path
) -> None:
    loaded(*YEARS[:2], made("999700", "乌有市", "wuyou-2031"))
    (fault,) = refusal(loaded, corrected(tmp_path / "corrected", **head))
    assert (Path(fault.file).name, fault.column, fault.rule) == ("report.toml", "supersedes", rule)
    assert words in fault.message


def test_editions_may_be_loaded_together_in_any_order(loaded: Loaded, tmp_path: Path, vet: Vet) -> None:
    database = loaded(corrected(tmp_path / "corrected"), *YEARS[:1])
    assert {row["report"] for row in vet("query", "schools", "-f", "json", database=database).rows} == {"xugou-2031-2"}


def test_a_second_report_of_one_year_that_supersedes_none_is_warned_of(made: Made, loaded: Loaded, vet: Vet) -> None:
    database = loaded(made("999700", "乌有市", "wuyou-2031"))
    ran = vet("seed", "check", str(made("999700", "乌有市", "wuyou-2031-2")), "-f", "json", database=database)
    assert [(row["severity"], row["column"]) for row in ran.rows] == [("warning", "code")]


# several folders at once


@pytest.mark.slow
def test_the_script_loads_several_folders_in_one_transaction(tmp_path: Path) -> None:
    def run(*folders: Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "VET_DATABASE_URL": str(tmp_path / "script.db"), "VET_LANG": "en"}
        return subprocess.run(
            [sys.executable, str(LOAD), *map(str, folders)], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
        )

    head: Head = {"code": "wuyou-2031", "title": "虚构", "kind": "city", "subject": "999900", "region": "nowhere", "year": 2031}
    broken = write_report(tmp_path / "broken", head, {})
    assert run(*YEARS[:2], broken).returncode == 1
    ran = run(*YEARS[:2])
    assert ran.returncode == 0, ran.stderr
    again = run(*YEARS[:2])
    assert (again.returncode, " 7 " in again.stdout, "29" in again.stdout) == (0, True, True)


def test_two_folders_of_one_code_are_not_loaded_together(made: Made, loaded: Loaded) -> None:
    faults = refusal(loaded, made("450900", "玉林市", "yulin-2031", regions=[]), made("610800", "榆林市", "yulin-2031"))
    assert ("report.toml", "code", "duplicate") in {(Path(fault.file).name, fault.column, fault.rule) for fault in faults}
    assert any("another code" in fault.message for fault in faults)
