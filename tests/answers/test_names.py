"""Things are found as people spell them, and of namesakes the one that the region's reports mention."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    "word", ["柳政规〔2018〕65号", "柳政规[2018]65号", "柳政规（2018） 65号", "《柳州市中等职业学校布局调整和专业结构优化方案》"]
)
def test_a_document_is_found_whatever_the_brackets(word: str, vet: Callable[..., Any]) -> None:
    assert vet("show", word, "-f", "json").rows[0]["id"] == "liuzhenggui-2018-65"
    assert any(row["code"] == "liuzhenggui-2018-65" for row in vet("search", word, "-f", "json").rows)


def test_everything_with_a_name_is_found_by_that_name(packaged: str, vet: Callable[..., Any]) -> None:
    from liuzhou_vet.answers.things import find
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.reader import open_reader

    with open_reader(parse(packaged)) as reader:
        names = list(reader.query("SELECT DISTINCT thing, code, name FROM names")[1])
        for kind, code, name in names:
            assert code in find(reader, code, (kind,)).code
            assert find(reader, name, (kind,)).name == name


@pytest.mark.parametrize(("word", "kind"), [("双师型", "指标"), ("双师型", "Indicator"), ("电子商务", "专业"), ("liuzhou-2020", "报告")])
def test_a_kind_is_meant_by_its_label_in_either_language(word: str, kind: str, vet: Callable[..., Any]) -> None:
    for lang in ("zh", "en"):
        assert vet("show", word, "--kind", kind, lang=lang).code == 0


def test_for_programs_show_has_codes_and_numbers_whatever_the_language(vet: Callable[..., Any]) -> None:
    answers = [vet("show", "一职校", "-f", "json", lang=lang).rows for lang in ("zh", "en")]
    for rows in answers:
        assert rows[0]["value"] == "school"
        partners = next(row for row in rows if row["number"] == 216)
        assert (partners["unit"], partners["measure"], partners["bound"], partners["year"]) == ("家", "level", "exact", 2020)
    assert [row["fact"] for row in answers[0]] == [row["fact"] for row in answers[1]]


def test_what_we_infer_is_told_apart_from_what_is_stated(vet: Callable[..., Any]) -> None:
    rows = vet("show", "柳江职校", "-f", "json").rows
    assert [row["aspect"] for row in rows if row["fact"] == "柳州市第一职业技术学校"] == ["succession inferred"]


def test_a_place_shows_what_happened_there(vet: Callable[..., Any]) -> None:
    rows = vet("show", "白毛村", "-f", "json").rows
    assert any(row["number"] == 37 and row["unit"] == "户" for row in rows)


def test_a_workbook_holds_numbers_that_add_up(vet: Callable[..., Any], tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    file = tmp_path / "经费.xlsx"
    assert vet("query", "finance", "-o", str(file), lang="zh").code == 0
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    value = rows[0].index("数值")
    assert all(isinstance(row[value], float) for row in rows[1:])


def test_the_statement_printed_has_the_columns_the_order_and_the_limit_asked_for(vet: Callable[..., Any]) -> None:
    options = ["query", "schools", "--columns", "code,name", "--sort", "-ordinal", "--limit", "3"]
    assert vet("sql", vet(*options, "--sql").out, "-f", "csv").out == vet(*options, "-f", "csv").out


def test_what_a_change_implies_of_the_year_before_is_in_brackets(vet: Callable[..., Any]) -> None:
    rows = {row["indicator_code"]: row for row in vet("indicators", "--year", "2019", "-f", "json").rows}
    salary = rows["starting_salary"]
    assert (salary["value"], salary["bound"], salary["value_basis"], salary["printed"]) == (2450, "about", "implied", None)
    table = vet("indicators", "--year", "2019", lang="zh").out
    assert "约(2450)" in table
    assert "报告未" in table  # the note below says what brackets are


@pytest.mark.parametrize(
    ("word", "topic"), [("就业", "就业与升学"), ("教师", "教师队伍"), ("teachers", "教师队伍"), ("招生", "规模与结构")]
)
def test_a_topic_is_meant_by_everyday_words_too(word: str, topic: str, vet: Callable[..., Any]) -> None:
    rows = vet("indicators", "--year", "2020", "--topic", word, "-f", "json").rows
    assert {row["topic"] for row in rows} == {topic}


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("招生任务完成率", ["全日制招生任务完成率", "非全日制招生任务完成率"]),  # what both of them measure
        (" 招生任务完成率", ["全日制招生任务完成率", "非全日制招生任务完成率"]),
        ("非全日制招生任务完成率", ["非全日制招生任务完成率"]),
        ("招生完成率", ["全日制招生任务完成率"]),  # an everyday word of one of them
    ],
)
def test_a_word_that_several_indicators_measure_stands_for_all_of_them(word: str, names: list[str], vet: Callable[..., Any]) -> None:
    rows = vet("compare", word, "-f", "json").rows
    assert [row["indicator"] for row in rows] == names
    assert all(row["value"] > 100 for row in rows)


def test_a_word_that_nothing_measures_is_told_with_the_nearest(vet: Callable[..., Any]) -> None:
    ran = vet("chart", "任务完成率")
    assert (ran.code, ran.out) == (1, "")
    assert "全日制招生任务完成率" in ran.err
