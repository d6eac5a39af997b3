"""`vet chart`: which figures share an axis, what is joined, hollow, open or marked, and what every mark says; and the files it writes.

The city 虚构市 and its reports of 2031, 2032 and 2033 are invented.
"""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from invented_reports import Loaded, Made, observed

from liuzhou_vet.render.chart.picture import Mark, Picture, Series
from liuzhou_vet.render.width import display_width

SVG = "{http://www.w3.org/2000/svg}"
Draw = Callable[..., Picture]


@pytest.fixture
def draw(three_years: str, packaged: str) -> Draw:
    """Return a function that makes the picture of indicators: of the invented city, or as the packaged report tells."""
    from liuzhou_vet.answers.comparing.chart import as_picture
    from liuzhou_vet.answers.comparing.compare import Asked, compare
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.reader import open_reader

    def make(*indicators: str, subjects: tuple[str, ...] = (), years: str = "all", invented: bool = True) -> Picture:
        with open_reader(parse(three_years if invented else packaged)) as reader:
            asked = Asked(indicators, subjects, years, "虚构市" if invented else "柳州市")
            return as_picture(reader, compare(reader, asked).series)

    return make


def only(picture: Picture) -> Series:
    """Return the one series of a picture."""
    (panel,) = picture.panels
    (series,) = panel.series
    return series


def of(marks: list[Mark], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(mark, name) for name in names) for mark in marks]


# What shares an axis.


def test_shares_stand_together_and_another_unit_has_its_own_panel(draw: Draw) -> None:
    picture = draw("就业率", "专任教师数", "用人单位满意度", "双师型教师数")
    assert [(panel.title, [series.name for series in panel.series]) for panel in picture.panels] == [
        ("in %", ["就业率", "就业率 (虚构市公办学校)", "用人单位满意度"]),
        ("in 人", ["专任教师数", "双师型教师数"]),
    ]


def test_of_one_unit_what_is_many_times_larger_has_its_own_panel(draw: Draw) -> None:
    picture = draw("专任教师数", "中等职业学校在校生数", "双师型教师数", years="2032")
    assert [(panel.title, panel.ends[1]) for panel in picture.panels] == [("in 人", 130), ("中等职业学校在校生数 (人)", 6000)]


def test_units_that_convert_share_an_axis_and_labels_stay_as_printed(draw: Draw) -> None:
    picture = draw("中职教育办学经费总额")
    assert picture.title == "虚构市 中职教育办学经费总额 2032-2033 (亿元)"
    assert of(only(picture).marks, "low", "text") == [(0.12005, "1200.50 万元"), (0.13, "0.13")]


def test_one_indicator_over_subjects_is_bars(draw: Draw) -> None:
    (panel,) = draw("专任教师数", subjects=("甲校", "丙校", "丁校"), years="2032").panels
    assert not panel.over_time
    assert [(series.name, series.marks[0].low) for series in panel.series] == [
        ("虚构市甲职业学校", 72),
        ("虚构市丙职业学校", 40),
        ("虚构县丁职业学校", 10),
    ]


def test_two_years_stand_side_by_side_and_more_are_a_development(draw: Draw) -> None:
    assert [panel.over_time for panel in draw("专任教师数", years="2032-2033").panels] == [False]
    assert [panel.over_time for panel in draw("专任教师数").panels] == [True]


def test_many_series_over_time_are_split_on_one_axis(draw: Draw) -> None:
    panels = draw("专任教师数", subjects=("all",)).panels
    assert [len(panel.series) for panel in panels] == [4, 4, 2]
    assert len({(panel.ends, tuple(panel.years)) for panel in panels}) == 1


def test_what_is_not_reported_stands_with_its_indicator(draw: Draw) -> None:
    (panel,) = draw("专任教师数", subjects=("甲校", "乙校"), years="2031").panels
    assert of([series.marks[0] for series in panel.series], "low", "text") == [(70, "70*"), (None, "Missing value")]


# What is joined and how it is drawn.


def test_a_computed_figure_is_hollow_and_in_brackets(draw: Draw) -> None:
    assert of(only(draw("专任教师数")).marks, "year", "low", "text", "computed", "joined") == [
        (2030, 125, "(125)", True, False),
        (2031, 120, "120*", False, True),
        (2032, 130, "130", False, True),
        (2033, 140, "140", False, True),
    ]


def test_a_break_interrupts_and_is_explained(draw: Draw) -> None:
    picture = draw("就业率")
    marks = picture.panels[0].series[0].marks
    assert of(marks, "year", "text", "bound", "broken", "joined") == [
        (2030, "90", "exact", False, False),
        (2031, "~94.50", "about", False, True),
        (2032, "95.10", "exact", True, False),
        (2033, "96.00", "exact", False, True),
    ]
    assert "// not comparable, break in the series: 2032" in picture.notes
    assert "break in the series" in marks[2].title


def test_another_scope_has_its_letter_and_beside_the_first_it_is_marked(draw: Draw) -> None:
    picture = draw("就业率", years="2033")
    marks = [series.marks[0] for series in picture.panels[0].series]
    assert of(marks, "text", "broken") == [("96.00", False), ("96.5 [a]", True)]
    assert {"[a] 虚构市公办学校", "// not comparable, another scope: 2033"} <= set(picture.notes)


def test_over_a_missing_year_nothing_is_joined(made: Made, loaded: Loaded, vet: Callable[..., Any]) -> None:
    rows = [observed("虚设市", "staff", year, str(year - 2000), f"{year - 2000}人") for year in (2030, 2031, 2033)]
    database = loaded(made("999800", "虚设市", "xushe-2033", 2033, observations=rows))
    root = ElementTree.fromstring(vet("chart", "教职工数", "-f", "svg", database=database).out)
    joins = [line for line in root.iter(f"{SVG}line") if line.get("stroke-width") == "2"]
    assert len(joins) == 1
    assert [text.text for text in root.iter(f"{SVG}text") if (text.text or "").startswith("203")] == ["2030", "2031", "2032", "2033"]


def test_bounds_are_kept(draw: Draw) -> None:
    panel = draw("购买农产品重量", subjects=("all",), invented=False).panels[0]
    marks = {mark.text: mark for mark in panel.marks()}
    assert (marks[">2000"].low, marks[">2000"].bound) == (2000, "over")
    assert marks["290 公斤"].low == 580  # in 斤
    (range_of,) = only(draw("每户帮扶干部数", subjects=("all",), invented=False)).marks
    assert (range_of.low, range_of.high, range_of.bound, range_of.text) == (1, 2, "range", "1-2")


def test_a_claimed_direction_is_a_word_and_no_figure(draw: Draw) -> None:
    (mark,) = only(draw("双师型教师占专任教师比例", years="2020", invented=False)).marks
    assert (mark.low, mark.text, mark.direction) == (49.1, "49.1 up [a]", 1)


def test_a_change_without_a_figure_is_a_word(draw: Draw) -> None:
    marks = draw("招生计划班级数", subjects=("all",), invented=False).panels[0].marks()
    assert {(mark.low, mark.text) for mark in marks} == {(None, "change: +1")}


# Words.


def test_every_mark_says_value_unit_hedge_section_and_report(draw: Draw) -> None:
    titles = [mark.title for mark in only(draw("专任教师数")).marks]
    assert titles[0] == "虚构市 专任教师数 2030: (125) 人; xugou-2031 1.1; computed by us"
    assert titles[1] == "虚构市 专任教师数 2031: 120 人; xugou-2031 1.1; 虚构的说明"
    (salary, _next) = only(draw("初次就业起薪", years="2032-2033")).marks
    assert salary.title.startswith("虚构市 初次就业起薪 (mean) 2032: ~2600 元/月; xugou-2032")


def test_notes_say_what_others_say_our_remarks_and_the_reports(draw: Draw) -> None:
    notes = draw("专任教师数").notes
    assert "(...) computed by us, not stated in the report" in notes
    assert "* 专任教师数 2031: xugou-2032 says 121 人" in notes
    assert "* 专任教师数 2031: 虚构的说明" in notes
    said = ((2031, "2030, 2031"), (2032, "2032"), (2033, "2033"))
    assert notes[-3:] == tuple(f"虚构市中等职业教育{year}年度质量报告 (xugou-{year}): {years}" for year, years in said)


def test_a_figure_with_a_remark_of_ours_has_an_asterisk(draw: Draw) -> None:
    picture = draw("初次就业率", invented=False)
    assert [mark.text for mark in only(picture).marks] == ["97.3", "94.5*"]
    assert any(note.startswith("* 初次就业率 2020: ") for note in picture.notes)


def test_brackets_are_explained_only_where_there_are_any(draw: Draw) -> None:
    assert not any("(...)" in note for note in draw("就业率").notes)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_80_columns_with_characters_of_one_width(lang: str, three_years: str, vet: Callable[..., Any]) -> None:
    ran = vet("chart", "专任教师数", "就业率", "--subject", "all", "--region", "虚构市", database=three_years, lang=lang)
    assert (ran.code, ran.err) == (0, "")
    assert max(map(display_width, ran.out.splitlines())) <= 80
    assert not {sign for sign in ran.out if unicodedata.east_asian_width(sign) == "A"}
    assert ("2030年" in ran.out) == (lang == "zh")


# Files and bad input.


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ending", ["svg", "html", "txt"])
def test_the_ending_chooses(ending: str, lang: str, vet: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / f"图.{ending}"
    ran = vet("chart", "初次就业率", "生均纸质图书数", "-o", str(file), lang=lang)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    text = file.read_text(encoding="utf-8")
    assert "初次就业率" in text
    assert text.count("http") == (0 if ending == "txt" else 1)
    if ending == "svg":
        assert ElementTree.fromstring(text).tag == f"{SVG}svg"


def test_the_format_goes_before_the_ending_and_before_the_command_too(vet: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "picture.txt"
    assert vet("chart", "初次就业率", "-f", "svg", "-o", str(file)).code == 0
    assert file.read_text(encoding="utf-8") == vet("-f", "svg", "chart", "初次就业率").out
    assert vet("-f", "text", "chart", "初次就业率").out == vet("chart", "初次就业率").out


WRONG = [
    (["初次就业绿"], 1, "初次就业率"),
    (["初次就业率", "--subject", "一职效"], 1, "一职校"),
    (["初次就业率", "--years", "20x0"], 2, "2016-2020"),
    (["初次就业率", "--years", "2035"], 1, "2018"),
    (["初次就业率", "-f", "csv"], 2, "svg"),
    (["初次就业率", "-o", "x.gif"], 2, ".png"),
    (["初次就业率", "-o", "/nowhere/x.svg"], 1, "/nowhere"),
    (["初次就业率", "--report", "liuzhou-2019"], 1, "liuzhou-2020"),
    (["初次就业率", "--years", "2018", "-o", "x.svg"], 1, "--years all"),
    ([], 2, "INDICATOR"),
]


@pytest.mark.parametrize(("arguments", "code", "word"), WRONG, ids=[" ".join(each[0]) for each in WRONG])
def test_what_is_wrong_ends_in_one_line_that_says_what_to_do(
    arguments: list[str], code: int, word: str, vet: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = vet("chart", *arguments)
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert len(ran.err.splitlines()) == 1, ran.err
    assert word in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "word"), [(["-f", "csv", "chart", "初次就业率"], "vet compare"), (["-f", "svg", "query", "schools"], "jsonl")]
)
def test_a_format_of_other_commands_is_refused_before_the_command_too(arguments: list[str], word: str, vet: Callable[..., Any]) -> None:
    ran = vet(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1 and word in ran.err


def test_nothing_to_draw_on_the_screen_is_an_empty_answer(vet: Callable[..., Any]) -> None:
    ran = vet("chart", "初次就业率", "--years", "2018")
    assert (ran.code, ran.out) == (0, "")
    assert "--years all" in ran.err


def test_an_indicator_without_a_figure_is_named_beside_the_picture(vet: Callable[..., Any]) -> None:
    ran = vet("chart", "初次就业率", "购买农产品重量")
    assert "初次就业率" in ran.out
    assert "购买农产品重量" in ran.err and "--subject all" in ran.err
