"""What is wrong with a form is told with file, line, column and rule; all of it in one run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Faults = Callable[..., list[tuple[str, int, str, str]]]

SCHOOL = "xugou-jia,虚构市甲职业学校,甲校,secondary_vocational,999900,1,虚构市甲职业学校,public,inferred,,1.1"
TEACHERS = "虚构市,full_time_teachers,2031,end,,,,,120,,person,0,exact,,,1.1,120人,1,"

CELLS = [  # form, text, what stands there instead, line, column, rule
    ("schools", "secondary_vocational,999900", "secondery,999900", 2, "school_type", "list"),
    ("schools", "public,inferred", "public,", 2, "ownership_basis", "required"),
    ("schools", "999900,1,", "999900,one,", 2, "ordinal", "number"),
    ("schools", "999900,1,", "999900,1.5,", 2, "ordinal", "number"),
    ("schools", "999900,1,", "虚构,1,", 2, "", ""),
    ("schools", "999900,1,", "须构市,1,", 2, "region", "reference"),
    ("schools", "999900,1,", "xugou-gongsi,1,", 2, "region", "reference"),
    ("schools", "inferred,,1.1", "inferred,,1.7", 2, "section", "section"),
    ("schools", "xugou-jia,", "Xugou Jia,", 2, "code", "code"),
    ("clusters", "main,0", "main,maybe", 2, "complete", "flag"),
    ("clusters", "main,0", "主干专业集群,否", 2, "cluster_kind", "list"),
    ("activities", "2031-05", "2031-13", 2, "started_on", "date"),
    ("activities", "2031-05", "5月1日", 2, "started_on", "date"),
    ("programmes", "xugou-jia.huizhan", "xugou-huizhan-2", 2, "code", "code"),
    ("successions", "merged,2031", "merged,31", 2, "year", "year"),
    ("observations", "120,,person", "12o,,person", 2, "value", "number"),
    ("observations", "120,,person", "1_20,,person", 2, "value", "number"),
    ("observations", "120,,person", "nan,,person", 2, "value", "number"),
    ("observations", "120,,person", "1,,person", 2, "value", "agree"),
    ("observations", "120,,person,0", "120,,person,1", 2, "decimals", "agree"),
    ("observations", "120,,person", "120,,school", 2, "unit", "agree"),
    ("observations", "120,,person", "120,,persons-of-note", 2, "unit", "reference"),
    ("observations", "full_time_teachers,2031,end,,,,,120", "full_time_teacher,2031,end,,,,,120", 2, "indicator", "reference"),
    ("observations", "full_time_teachers,2031,end,,,,,120", "full_time_teachers,1899,end,,,,,120", 2, "year", "year"),
    ("observations", "0,exact", "0,exactly", 2, "bound", "list"),
    ("observations", "0,exact", "0,range", 2, "value_to", "agree"),
    ("observations", "120人,1", "120人,0", 2, "nth", "number"),
    ("observations", "120人,1", "120人,1.0", 2, "nth", "number"),
    ("observations", "change,,-5", "change,,5.5", 3, "value", "agree"),
    ("observations", "change,,-5", "change,,", 3, "value", "required"),
    ("observations", "三十人", "三四十人", 8, "value", "required"),
    ("observations", ",O,,,,", ",Q,,,,", 7, "status", "list"),
    ("observations", "end,,,,,,,,,,,O", "end,,,,,7,,person,,,,O", 7, "value", "status"),
    ("observations", "90,,percent", "90,,", 6, "unit", "required"),
    ("remarks", "xugou-2031:999900:full_time_teachers:2031:end@1.1:120人", "xugou-2031:nothing", 2, "observation", "reference"),
    ("report_aliases", "former,1.1", "former,2.2", 2, "section", "section"),
    ("not_data", "list_mark", "lists_mark", 2, "not_data_kind", "list"),
    ("improvements", "虚构的问题", "别的问题", 2, "problem", "reference"),
]


@pytest.mark.parametrize(("form", "old", "new", "line", "column", "rule"), CELLS)
def test_a_wrong_cell(city: Any, faults: Faults, form: str, old: str, new: str, line: int, column: str, rule: str) -> None:
    city.replace(form, old, new)
    found = faults(city.path)
    if rule:
        assert (f"{form}.csv", line, column, rule) in found
        assert [fault for fault in found if fault[0] == f"{form}.csv"] == [(f"{form}.csv", line, column, rule)]
    else:
        assert found == []


def test_everything_wrong_is_told_in_one_run(city: Any, faults: Faults) -> None:
    city.replace("schools", "secondary_vocational,999901", "school,999902")
    city.replace("mentions", "xugou-jia,1.2", "xugou-jia,1.9\nxugou-bing,1.2")
    city.replace("documents", "notice", "notiz")
    city.file("awards").unlink()
    city.replace("report.toml", 'kind = "city"', 'kind = "town"')
    assert faults(city.path) == [
        ("awards.csv", 1, "", "form"),
        ("documents.csv", 2, "document_kind", "list"),
        ("mentions.csv", 3, "section", "section"),
        ("mentions.csv", 4, "subject", "reference"),
        ("report.toml", 4, "kind", "list"),
        ("schools.csv", 3, "region", "reference"),
        ("schools.csv", 3, "school_type", "list"),
    ]


def test_several_wrong_cells_of_one_row(city: Any, faults: Faults) -> None:
    city.replace("observations", TEACHERS, "虚构城,full_time_teachers,20x1,end,,,,,many,,person,0,exact,,,9.9,120人,1,")
    columns = [column for _file, line, column, _rule in faults(city.path / "observations.csv") if line == 2]
    assert columns == ["section", "subject", "value", "year"]


def test_an_unknown_column(city: Any, faults: Faults) -> None:
    city.replace("groups", "code,name,short_name,region,area,note,section", "code,name,short_name,region,area,note,section,size")
    city.replace("groups", ",1.2", ",1.2,9")
    assert faults(city.path) == [("groups.csv", 1, "size", "column")]


@pytest.mark.parametrize("column", ["code", "short_name", "section"])
def test_a_missing_column(city: Any, faults: Faults, column: str) -> None:
    lines = [line.split(",") for line in city.file("enterprises").read_text(encoding="utf-8").splitlines()]
    place = lines[0].index(column)
    city.file("enterprises").write_text("".join(",".join(line[:place] + line[place + 1 :]) + "\n" for line in lines), encoding="utf-8")
    assert ("enterprises.csv", 1, column, "column") in faults(city.path)
    assert all(file != "enterprises.csv" or line == 1 for file, line, _column, _rule in faults(city.path))


def test_a_misspelt_column_is_named_with_the_nearest(city: Any) -> None:
    from liuzhou_vet.intake.check import check

    city.replace("groups", "code,name,", "code,nmae,")
    messages = {fault.column: fault.message for fault in check([city.path])}
    assert "did you mean name?" in messages["nmae"]
    assert "name" in messages  # and is missing


def test_a_column_twice(city: Any, faults: Faults) -> None:
    city.replace("mentions", "subject,section", "subject,subject")
    assert faults(city.path) == [("mentions.csv", 1, "section", "column"), ("mentions.csv", 1, "subject", "column")]


def test_a_row_twice(city: Any, faults: Faults) -> None:
    city.add("observations", TEACHERS)
    city.add("school_honours", "xugou-jia,国家级重点中等职业学校,,,1.1")
    city.add("schools", SCHOOL)
    assert faults(city.path) == [
        ("observations.csv", 9, "subject", "duplicate"),
        ("school_honours.csv", 3, "school", "duplicate"),
        ("schools.csv", 4, "code", "duplicate"),
    ]


def test_a_code_twice_in_two_forms(city: Any, faults: Faults) -> None:
    city.add("enterprises", "xugou-jia,虚构的另一个,,,,,")
    assert ("schools.csv", 2, "code", "duplicate") in faults(city.path) or ("enterprises.csv", 3, "code", "duplicate") in faults(city.path)


def test_a_form_that_is_missing_and_one_too_many(city: Any, faults: Faults) -> None:
    city.file("schools").rename(city.file("shools"))
    found = faults(city.path)
    assert ("schools.csv", 1, "", "form") in found
    assert ("shools.csv", 1, "", "form") in found


def test_an_empty_form_is_only_its_head(city: Any, faults: Faults) -> None:
    assert city.file("awards").read_text(encoding="utf-8") == "activity,recipient,name,section\n"
    assert faults(city.path) == []
    city.file("awards").write_text("", encoding="utf-8")
    assert faults(city.path) == [("awards.csv", 1, "activity", "column")]


def test_a_circle(city: Any, faults: Faults) -> None:
    city.replace("regions", "prefecture,", "prefecture,999901")
    assert faults(city.path) == [("regions.csv", 3, "parent", "cycle")]


def test_an_alias_that_is_another_things_name(city: Any, faults: Faults) -> None:
    city.add("report_aliases", "乙校,xugou-jia,short,1.1,", "小甲,xugou-jia,short,1.1,", "小甲,xugou-yi,short,1.1,")
    assert faults(city.path) == [
        ("report_aliases.csv", 3, "alias", "alias"),
        ("report_aliases.csv", 4, "alias", "alias"),
        ("report_aliases.csv", 5, "alias", "alias"),
    ]


def test_an_everyday_word_may_mean_several_things(city: Any, faults: Faults) -> None:
    city.add("report_aliases", "那所学校,xugou-jia,everyday,,", "那所学校,xugou-yi,everyday,,")
    assert faults(city.path) == []
    city.replace("mentions", "xugou-jia", "那所学校")
    assert faults(city.path) == [("mentions.csv", 3, "subject", "ambiguous")]


def test_wrong_names_come_with_the_nearest_and_ambiguous_ones_with_all(city: Any) -> None:
    from liuzhou_vet.intake.check import check

    city.replace("mentions", "xugou-jia,1.2", "虚构市甲职业学效,1.2\n两校,1.2")
    city.add("report_aliases", "两校,xugou-jia,former,,", "两校,xugou-yi,former,,")
    wrong, ambiguous = (fault.message for fault in check([city.path / "mentions.csv"]))
    assert "虚构市甲职业学校" in wrong
    assert "xugou-jia (school), xugou-yi (school)" in ambiguous


def test_a_stable_attribute_that_differs_from_the_catalogue(city: Any, faults: Faults) -> None:
    city.add("regions", "450200,柳州城,柳州,prefecture,450000")
    assert faults(city.path) == [("regions.csv", 4, "name", "stable")]
    city.replace("regions", "柳州城", "柳州市")
    assert faults(city.path) == []


def test_a_remark_for_nothing(city: Any, faults: Faults) -> None:
    city.add("remarks", "xugou-nothing,,,1.1,,about nothing")
    assert faults(city.path) == [("remarks.csv", 3, "observation", "required")]


def test_warnings_do_not_refuse(city: Any, faults: Faults) -> None:
    city.add("observations", "虚构市,graduates,2031,cohort,,,,,,,,,,,,,,,")
    assert faults(city.path) == []
    assert faults(city.path, warnings=True) == [
        ("observations.csv", 6, "section", "no_citation"),
        ("observations.csv", 9, "value", "not_filled_in"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "rule"),
    [
        ('code = "xugou-2031"', "", 1, "code", "required"),
        ('code = "xugou-2031"', 'code = "虚构"', 2, "code", "code"),
        ("year = 2031", "year = 31", 7, "year", "year"),
        ("year = 2031", "yaer = 2031", 1, "year", "required"),
        ("year = 2031", "year = [2031]", 7, "year", "toml"),
        ("year = 2031", "year = ", 7, "", "toml"),
        ('region = "虚构市"', 'region = "须构市"', 6, "region", "reference"),
        ('number = "1.2"', "number = 1.2", 21, "section", "toml"),
        ('number = "1.2"', 'number = "1.1"', 21, "number", "duplicate"),
        ("year = 2031", 'year = 2031\nsupersedes = "xugou-2030"', 8, "supersedes", "reference"),
    ],
)
def test_a_wrong_report_file(city: Any, faults: Faults, old: str, new: str, line: int, column: str, rule: str) -> None:
    city.replace("report.toml", old, new)
    assert ("report.toml", line, column, rule) in faults(city.path / "report.toml")


def test_a_report_file_that_is_missing(city: Any, faults: Faults) -> None:
    city.file("report.toml").unlink()
    assert faults(city.path) == [("report.toml", 1, "code", "form")]


def test_a_path_that_is_not_there(city: Any, faults: Faults) -> None:
    from liuzhou_vet.errors import UsageError

    with pytest.raises(UsageError, match="2099"):
        faults(Path("2099"))


def test_a_fault_is_one_line_that_editors_jump_to(city: Any) -> None:
    from liuzhou_vet.intake.check import check

    city.replace("schools", "public,inferred", "publik,inferred")
    (fault,) = (fault for fault in check([city.path]) if fault.severity == "error")
    assert str(fault).startswith(f"{city.path / 'schools.csv'}:2:ownership: “publik” is no ownership; did you mean “public”?")
    assert "\n" not in str(fault)
