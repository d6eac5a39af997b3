"""`vet verify`: which report a file is, what is printed, and how it ends; on invented reports and on that of 2020."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented_reports import INVENTED, Head, Loaded, Made, observed

Vet = Callable[..., Any]
REPORT = Path(__file__).parents[3] / "shared" / "report" / "liuzhou-2020.txt"
XUGOU = INVENTED / "xugou-2031.txt"
KEYS = ["numbers", "observations", "cited", "not_data", "unaccounted", "broken"]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., str]:
    """Return a function that writes the invented text with words replaced, and returns the file's path."""

    def change(*replaced: tuple[str, str]) -> str:
        text = XUGOU.read_text(encoding="utf-8")
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "虚构 报告.txt"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return change


@pytest.mark.skipif(not REPORT.exists(), reason="the report's text is not beside the repository")
def test_every_number_of_2020_is_accounted_for(vet: Vet) -> None:
    ran = vet("verify", str(REPORT), "-f", "json")
    told = json.loads(ran.out)
    assert ran.code == 0, ran.err
    assert list(told) == KEYS
    assert told["numbers"] == told["observations"] + told["cited"] + told["not_data"] > 400
    assert (told["unaccounted"], told["broken"]) == ([], [])
    assert "the same file" in ran.err
    assert "not the same" not in ran.err


def test_a_report_that_agrees_ends_well_in_every_format(vet: Vet, three_years: str) -> None:
    for format, out in {"table": "", "csv": "kind,section,printed,nth,context,message\n", "jsonl": ""}.items():
        ran = vet("verify", str(XUGOU), "-f", format, database=three_years)
        assert (ran.code, ran.out) == (0, out), ran.err
    assert "every number is accounted for" in ran.err
    assert "no sha256" in ran.err


def test_what_does_not_agree_is_told_and_the_program_ends_with_one(vet: Vet, three_years: str, changed: Callable[..., str]) -> None:
    ran = vet("verify", changed(("120人", "121人")), "-f", "json", database=three_years)
    told = json.loads(ran.out)
    assert ran.code == 1
    assert told["numbers"] == told["observations"] + told["cited"] + told["not_data"] + len(told["unaccounted"])
    assert [(each["section"], each["printed"], each["nth"]) for each in told["unaccounted"]] == [("1.1", "121", 1)]
    assert list(told["unaccounted"][0]) == ["section", "printed", "nth", "context", "message"]
    assert "增加到121人" in told["unaccounted"][0]["context"]
    assert {each["printed"] for each in told["broken"]} == {"120人"}
    assert "Error: 1 number of the text is not accounted for, 2 rows do not stand" in ran.err


def test_a_table_groups_what_is_wrong_and_rows_go_to_other_programs(vet: Vet, three_years: str, changed: Callable[..., str]) -> None:
    path = changed(("70人", "71人"))
    table = vet("verify", path, database=three_years)
    assert "not accounted for" in table.out
    assert "does not stand there" in table.out
    rows = vet("verify", path, "-f", "csv", "--columns", "kind,printed", database=three_years)
    assert (rows.code, rows.out) == (1, "kind,printed\nunaccounted,71\nbroken,70人\n")
    assert vet("verify", path, lang="zh", database=three_years).code == 1


def test_json_is_one_whole_object(vet: Vet, three_years: str, tmp_path: Path) -> None:
    assert vet("verify", str(XUGOU), "-f", "json", "--limit", "3", database=three_years).code == 2
    file = tmp_path / "verified.json"
    assert vet("verify", str(XUGOU), "-o", str(file), database=three_years).out == ""
    assert list(json.loads(file.read_text(encoding="utf-8"))) == KEYS


def test_a_title_that_no_report_has_is_told_with_the_nearest(vet: Vet, three_years: str, changed: Callable[..., str]) -> None:
    ran = vet("verify", changed(("虚构市中等职业教育2031年度质量报告", "虚构县中等职业教育2031年度质量报告")), database=three_years)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "虚构县中等职业教育2031年度质量报告" in ran.err
    assert "xugou-2031" in ran.err


def test_a_text_of_another_report_is_not_told_in_a_thousand_lines(vet: Vet) -> None:
    ran = vet("verify", str(XUGOU), "--report", "liuzhou-2020")
    assert ran.code == 1
    assert len(ran.out.splitlines()) < 120
    assert "another heading" in ran.out
    assert "more; -f json lists all" in ran.out
    whole = json.loads(vet("verify", str(XUGOU), "--report", "liuzhou-2020", "-f", "json").out)
    assert len(whole["broken"]) > 120


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["nowhere.txt"], 2, "nowhere.txt"),
        ([], 2, "REPORT"),
        ([str(XUGOU), "--report", "xugou-2099"], 1, "xugou-2031"),
    ],
)
def test_what_is_wrong_is_one_line(arguments: list[str], code: int, word: str, vet: Vet, three_years: str) -> None:
    ran = vet("verify", *arguments, database=three_years)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1), ran.err
    assert word in ran.err


def test_a_database_without_reports_says_so(vet: Vet, empty: str) -> None:
    assert "vet seed load" in vet("verify", str(XUGOU), database=empty).err


def test_any_encoding_and_a_remark_in_brackets_below_the_title_are_read(vet: Vet, three_years: str, tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes(XUGOU.read_text(encoding="utf-8").replace("质量报告\n", "质量报告（公示稿）\n", 1).encode("gb18030"))
    ran = vet("verify", str(path), database=three_years)
    assert ran.code == 0, ran.err
    assert ran.err.count("xugou-2031") == 1


@pytest.fixture
def editions(made: Made, loaded: Loaded) -> Callable[..., str]:
    """Return a function that loads two editions of one invented report, 3 and 4 teachers; head: more of the head of the first."""

    def load(head: Head | None = None) -> str:
        title: Head = {"title": "虚构甲市报告"}
        first = made(
            "999800",
            "虚构甲市",
            "jia-1",
            head=title | (head or {}),
            observations=[observed("虚构甲市", "full_time_teachers", 2031, "3", "3人")],
        )
        second = made(
            "999800",
            "虚构甲市",
            "jia-2",
            head=title | {"edition": 2, "supersedes": "jia-1"},
            observations=[observed("虚构甲市", "full_time_teachers", 2031, "4", "4人")],
        )
        return loaded(first, second)

    return load


def test_of_two_editions_the_latest_is_meant_unless_the_file_is_the_other_ones(
    vet: Vet, editions: Callable[..., str], tmp_path: Path
) -> None:
    file = tmp_path / "report.txt"
    file.write_text("虚构甲市报告\n\n1.虚构的一节\n教师3人。\n", encoding="utf-8")
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    database = editions({"sha256": sha256})
    same = vet("verify", str(file), "-f", "json", database=database)
    assert "jia-1: numbers" in same.err
    assert "the same file as" in same.err
    assert [each["printed"] for each in json.loads(same.out)["unaccounted"]] == ["一"]
    file.write_text("虚构甲市报告\n\n1.虚构的一节\n教师 3人。\n", encoding="utf-8")
    latest = vet("verify", str(file), "-f", "json", database=database)
    assert "jia-2: numbers" in latest.err
    assert [each["printed"] for each in json.loads(latest.out)["unaccounted"]] == ["一", "3"]


def test_one_title_of_two_cities_asks_which_is_meant(vet: Vet, made: Made, loaded: Loaded, tmp_path: Path) -> None:
    title: Head = {"title": "中等职业教育质量报告"}
    database = loaded(made("999810", "虚构乙市", "yi-1", head=title), made("999820", "虚构丙市", "bing-1", head=title))
    file = tmp_path / "report.txt"
    file.write_text("中等职业教育质量报告\n\n1.虚构的一节\n没有数值。\n", encoding="utf-8")
    ran = vet("verify", str(file), database=database)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "yi-1" in ran.err
    assert "bing-1" in ran.err
    for asked in (["--region", "虚构丙"], ["--report", "bing-1"]):
        assert "bing-1: numbers" in vet("verify", str(file), *asked, database=database).err


def test_reading_imports_no_sqlalchemy(three_years: str) -> None:
    script = (
        "import sys; from liuzhou_vet.cli.main import run\n"
        f"run(['verify', {str(XUGOU)!r}]); print('sqlalchemy' in sys.modules, 'docx' in sys.modules, file=sys.stderr)"
    )
    environment = os.environ | {"VET_DATABASE_URL": three_years}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "False False"
