"""Where a text states the figures of forms: each rule of choosing on an invented city's text, and nothing that is a guess."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.errors import VetError
from liuzhou_vet.intake.check import Refused
from liuzhou_vet.intake.citing.cite import Cited, cite

TITLE = "虚构市中等职业教育2031年度质量报告"
CITY = "虚构市"

Row = dict[str, Any]
Look = Callable[..., list[Any]]


def row(indicator: str, value: Any, unit: str = "", subject: str = CITY, **others: Any) -> Row:
    return {"subject": subject, "indicator": indicator, "year": 2031, "value": value, "unit": unit} | others


def text_of(*sections: str) -> str:
    """Return a report's text: the first section is 1.1, the second 1.2."""
    bodies = [f"1.{number} 虚构的小节\n{words}" for number, words in enumerate(sections, start=1)]
    return "\n".join([TITLE, "1. 虚构的情况", *bodies, ""])


def fill_in(city: Any, *rows: Row) -> None:
    """Make these rows all that the form of observations holds."""
    file = city.file("observations")
    with file.open(encoding="utf-8", newline="") as stream:
        heads = next(csv.reader(stream))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, heads, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    remarks = city.file("remarks")
    remarks.write_text(remarks.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


def cited(city: Any, text: str, *rows: Row) -> Cited:
    fill_in(city, *rows)
    return cite(text, str(city.path))


@pytest.fixture
def look(city: Any) -> Look:
    """Return a function that gives for each row its citation, or its outcome if it stays open."""

    def found(text: str, *rows: Row) -> list[Any]:
        return [each.place[:3] if each.place else each.outcome for each in cited(city, text, *rows).found]

    return found


AGREEING = [
    ("专任教师120人", row("full_time_teachers", 120, "人"), "120人"),
    ("专任教师1,458人", row("full_time_teachers", "1458", "人"), "1,458人"),
    ("专任教师一百二十人", row("full_time_teachers", 120, "人"), "一百二十人"),
    ("中职在校生共33.8万人", row("secondary_vocational_students", 338000, "人"), "33.8万人"),
    ("中职在校生共33.8万人", row("secondary_vocational_students", 33.8, "万人"), "33.8万人"),
    ("毕业生就业率为94.5%", row("employment_rate", 94.5, "%"), "94.5%"),
    ("毕业生就业率为94.50%", row("employment_rate", 94.5, "%"), "94.50%"),
    ("毕业生就业率为94.5%", row("employment_rate", "94.50", "%"), "94.5%"),
    ("毕业生就业率为百分之九十四", row("employment_rate", 94, "%"), "百分之九十四"),
    ("生均教学仪器设备值为10934.80元", row("equipment_value_per_student", 10934.8, "元"), "10934.80元"),
    ("初次就业起薪约2662元/月", row("starting_salary", 2662, "元/月"), "2662元/月"),
    ("市财政专项培训经费100万", row("teacher_training_funds", 100, "万元"), "100万"),
    ("实训岗位2000多个", row("training_posts", 2000, "个"), "2000"),
    ("学生实习期间没有发生安全事故", row("internship_accidents", 0, "起"), "没有"),
    ("帮扶覆盖率为全覆盖", row("assistance_coverage", 100, "%"), "全覆盖"),
    ("每户帮扶干部1-2名", row("helpers_per_household", 1, "名", value_to=2), "1-2名"),
]


@pytest.mark.parametrize(("words", "filled", "printed"), AGREEING)
def test_a_number_is_found_however_it_is_printed(look: Look, words: str, filled: Row, printed: str) -> None:
    assert look(text_of(f"{words}。"), filled) == [("1.1", printed, 1)]


NOT_AGREEING = [
    ("专任教师1200人", row("full_time_teachers", 120, "人")),  # part of another number
    ("专任教师120人次", row("full_time_teachers", 120, "人")),  # another unit
    ("专任教师数列第120", row("full_time_teachers", 120, "人")),  # an ordinal
    ("专任教师数百人", row("full_time_teachers", 100, "人")),  # a vague word
    ("毕业生就业率为94.5%", row("employment_rate", 94.4, "%")),
    ("其他事项共120人", row("full_time_teachers", 120, "人")),  # nothing says of what
    ("虚构的技能大赛，兼职教师有24人", row("established_staff", 24, "人")),  # another indicator's
]


@pytest.mark.parametrize(("words", "filled"), NOT_AGREEING)
def test_a_number_that_says_something_else_is_not_taken(look: Look, words: str, filled: Row) -> None:
    assert look(text_of(f"{words}。"), filled) == ["not_found"]


def test_the_name_tells_equal_numbers_apart(look: Look) -> None:
    text = text_of("专任教师24人，兼职教师24人。", "新增专业6个，撤销专业6个。")
    rows = [row("part_time_teachers", 24, "人"), row("full_time_teachers", 24, "人"), row("closed_majors", 6, "个")]
    assert look(text, *rows) == [("1.1", "24人", 2), ("1.1", "24人", 1), ("1.2", "6个", 2)]


def test_a_longer_name_is_not_the_shorter_one(look: Look) -> None:
    text = text_of("毕业生初次就业率为94.5%。", "毕业生就业率94.5%。")
    assert look(text, row("employment_rate", 94.5, "%")) == [("1.2", "94.5%", 1)]
    assert look(text_of("毕业生初次就业率为94.5%。"), row("employment_rate", 94.5, "%")) == ["not_found"]


def test_the_subject_tells_equal_numbers_apart(look: Look) -> None:
    text = text_of("全市专任教师30人。甲校有专任教师30人；乙校有专任教师30人。")
    rows = [row("full_time_teachers", 30, "人", subject) for subject in ("乙校", CITY, "甲校")]
    assert look(text, *rows) == [("1.1", "30人", 3), ("1.1", "30人", 1), ("1.1", "30人", 2)]


def test_a_figure_of_one_school_is_not_the_citys_and_not_anothers(look: Look) -> None:
    text = text_of("甲校有专任教师30人。")
    assert look(text, row("full_time_teachers", 30, "人")) == ["not_found"]
    assert look(text, row("full_time_teachers", 30, "人", "乙校")) == ["not_found"]
    assert look(text, row("full_time_teachers", 30, "人", "虚构县")) == ["not_found"]


def test_a_change_is_printed_without_its_sign_and_said_in_words(look: Look) -> None:
    text = text_of("专任教师36人，比上年减少5人；兼职教师5人，比上年增加了36人。", "毕业生就业率为94.5%，比上年下降2.8%。")
    rows = [
        row("full_time_teachers", -5, "人", measure="change"),
        row("full_time_teachers", 36, "人"),
        row("part_time_teachers", 5, "人"),
        row("part_time_teachers", 36, "人", measure="change"),
        row("employment_rate", -2.8, "pp", measure="change"),
    ]
    assert look(text, *rows) == [("1.1", "5人", 1), ("1.1", "36人", 1), ("1.1", "5人", 2), ("1.1", "36人", 2), ("1.2", "2.8%", 1)]
    assert look(text, row("full_time_teachers", 5, "人", measure="change")) == ["not_found"]


def test_the_year_tells_equal_numbers_apart(look: Look) -> None:
    text = text_of("2031年纸质图书4.5册。与2030年（纸质图书4.5册）相比持平。")
    rows = [row("paper_books", 4.5, "册", year=2030), row("paper_books", 4.5, "册")]
    assert look(text, *rows) == [("1.1", "4.5册", 2), ("1.1", "4.5册", 1)]
    assert look(text_of("纸质图书4.5册。"), row("paper_books", 4.5, "册", year=2030)) == ["not_found"]
    assert look(text_of("招生专业由2030年的14个减至10个。"), row("majors_recruiting", 10, "个")) == [("1.1", "10个", 1)]


def test_what_another_row_cites_is_not_taken_again(look: Look) -> None:
    text = text_of("专任教师24人。", "专任教师24人。")
    there = row("full_time_teachers", "", "", section="1.1", printed="24人", scope="")
    again = row("full_time_teachers", 24, "人", period="end")
    assert look(text, there, again) == [("1.2", "24人", 1)]
    assert look(text_of("专任教师24人。"), there, again) == ["found_twice"]


def test_one_number_of_several_rows_is_left_to_a_person(look: Look) -> None:
    text = text_of("各校均无新冠肺炎确诊和疑似病例。")
    rows = [row("confirmed_cases", 0, "例"), row("suspected_cases", 0, "例")]
    assert look(text, *rows) == ["found_twice", "found_twice"]


def test_two_places_that_fit_as_well_are_left_to_a_person(city: Any) -> None:
    (found,) = cited(city, text_of("专任教师24人。", "专任教师24人。"), row("full_time_teachers", 24, "人")).found
    assert (found.outcome, found.place) == ("found_twice", None)
    assert [(each.section, each.printed, each.nth, each.context) for each in found.candidates] == [
        ("1.1", "24人", 1, "专任教师24人"),
        ("1.2", "24人", 1, "专任教师24人"),
    ]


def test_a_section_that_is_filled_in_is_kept_to(look: Look) -> None:
    text = text_of("专任教师24人。", "专任教师24人。")
    assert look(text, row("full_time_teachers", 24, "人", section="1.2")) == [("1.2", "24人", 1)]


def test_words_that_are_filled_in_get_their_section(look: Look) -> None:
    text = text_of("各项指标均有所增加，共24人。", "规模不断扩大。规模不断扩大。")
    direction = {"measure": "direction", "unit": ""}
    rows = [
        row("full_time_teachers", "", **direction, printed="均有所增加"),
        row("part_time_teachers", "", **direction, printed="均有所增加"),
        row("schooling_scale", "", **direction, printed="不断扩大"),
        row("staff", 1, **direction),
        row("established_staff", "", printed="24人"),
        row("contract_quota_staff", "", printed="25人"),
    ]
    one = ("1.1", "均有所增加", 1)
    assert look(text, *rows) == [one, one, "found_twice", "not_found", ("1.1", "24人", 1), "not_found"]


def test_the_section_that_last_years_report_cites_decides_between_equals(city: Any) -> None:
    before = city.path.parent / "2030"
    before.mkdir()
    (before / "report.toml").write_text('code = "xugou-2030"\n[[section]]\nnumber = "1.2"\nheading = "虚构"\n', encoding="utf-8")
    fill_in(city, row("full_time_teachers", 23, "人", year=2030, section="1.2", printed="23人"))
    city.file("observations").rename(before / "observations.csv")
    fill_in_again = row("full_time_teachers", 24, "人")
    city.file("observations").write_text((before / "observations.csv").read_text(encoding="utf-8"), encoding="utf-8")
    found = cited(city, text_of("专任教师24人。", "专任教师24人。"), fill_in_again).found
    assert [each.place[:3] for each in found if each.place] == [("1.2", "24人", 1)]


def test_a_section_that_the_outline_lacks_is_told_of(city: Any) -> None:
    result = cited(city, text_of("虚构。", "虚构。", "专任教师24人。"), row("full_time_teachers", 24, "人"))
    assert [each.outcome for each in result.found] == ["not_found"]
    assert (result.unlisted, result.content) == (["1.3"], None)


def test_rows_that_need_no_citation_are_left_alone(look: Look) -> None:
    not_filled_in = row("full_time_teachers", "")
    not_reported = row("part_time_teachers", "", status="O")
    assert look(text_of("专任教师24人，兼职教师24人。"), not_filled_in, not_reported) == []


def test_a_remark_that_names_a_row_by_its_old_id_is_told_of(city: Any) -> None:
    fill_in(city, row("full_time_teachers", 24, "人"))
    old = "xugou-2031:999900:full_time_teachers:2031"
    with city.file("remarks").open("r+", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, next(csv.reader(stream)), restval="")
        writer.writerow({"code": "xugou-shuoming", "observation": old, "message": "虚构的说明"})
    result = cite(text_of("专任教师24人。"), str(city.path))
    assert result.renamed == [(f"{city.file('remarks')}:2", f"{old}@1.1:24人")]


@pytest.mark.parametrize("title", ["虚构市中等职业教育2032年度质量报告", "虚构县中等职业教育2031年度质量报告"])
def test_the_text_of_another_report_is_refused(city: Any, title: str) -> None:
    fill_in(city, row("full_time_teachers", 24, "人"))
    with pytest.raises(VetError) as refused:
        cite(text_of("专任教师24人。").replace(TITLE, title), str(city.path))
    assert title in str(refused.value)
    assert TITLE in str(refused.value)


def test_the_title_may_be_spaced_and_quoted_otherwise(city: Any) -> None:
    fill_in(city, row("full_time_teachers", 24, "人"))
    text = text_of("专任教师24人。").replace(TITLE, "《虚构市中等职业教育 2031 年度质量报告》")
    assert [each.outcome for each in cite(text, str(city.path)).found] == ["cited"]


def test_forms_with_errors_are_refused_with_all_of_them(city: Any) -> None:
    fill_in(city, row("full_time_teachers", "viele", "人"), row("unknown", 24, "人"), row("part_time_teachers", 24, "人"))
    city.replace("schools", "secondary_vocational", "secondary")
    with pytest.raises(Refused) as refused:
        cite(text_of("兼职教师24人。"), str(city.path))
    assert {(Path(fault.file).name, fault.column) for fault in refused.value.faults if fault.severity == "error"} >= {
        ("observations.csv", "value"),
        ("observations.csv", "indicator"),
        ("schools.csv", "school_type"),
    }


def test_a_folder_without_a_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="fault"):
        cite(text_of("虚构。"), str(tmp_path))
