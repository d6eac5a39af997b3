"""The program as a whole: exit codes, one line an error, shared options in any place, formats, imports."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from liuzhou_vet.questions import QUESTIONS

WRONG = [
    (["shools"], 2, "nearest"),
    (["query", "shools"], 2, "schools"),
    (["query", "学效"], 2, "学校"),
    (["query", "schools", "--nowhere"], 2, "--nowhere"),
    (["query", "schools", "--format", "yml"], 2, "jsonl"),
    (["query", "schools", "--sort", "nowhere"], 2, "honour_count"),
    (["query", "schools", "--columns", "name,nowhere"], 2, "short_name"),
    (["query", "schools", "--limit", "-1"], 2, "--limit"),
    (["query", "schools", "--year", "20x0"], 2, "2016-2020"),
    (["query", "schools", "--year", "1899"], 2, "1900"),
    (["query", "schools", "--year", "2035"], 1, "2018"),
    (["query", "schools", "--ownership", "mixed"], 2, "private"),
    (["query", "schools", "--report", "liuzhou-2019"], 1, "liuzhou-2020"),
    (["query", "schools", "--region", "桂林"], 1, "柳州市"),
    (["query", "schools", "--region", "亚特兰蒂斯"], 1, "亚特兰蒂斯"),
    (["query", "majors", "--school", "一职效"], 1, "一职校"),
    (["indicators"], 2, "--year"),
    (["indicators", "--year", "2035"], 1, "2018"),
    (["indicators", "--year", "2020", "--topic", "就页"], 1, "就业"),
    (["indicators", "--year", "2020", "--subject", "一职效"], 1, "一职校"),
    (["indicators", "--year", "2020", "--kind", "planet"], 2, "school"),
    (["show", "一职效"], 1, "一职校"),
    (["show", "一职校", "--kind", "planet"], 2, "indicator"),
    (["show"], 2, "NAME"),
    (["cite", "liuzhou-2021"], 1, "liuzhou-2020"),
    (["cite", "liuzhou-2020", "--style", "apa"], 2, "gbt7714"),
    (["sql"], 2, "vet sql --help"),
    (["sql", "select name from nowhere"], 1, "--schema"),
    (["sql", "--schema", "shools"], 1, "schools"),
    (["sql", "select 1", "-p", "x"], 2, "NAME=VALUE"),
    (["--lang", "fr", "query"], 2, "zh"),
]


@pytest.mark.parametrize(("arguments", "code", "word"), WRONG, ids=[" ".join(each[0]) for each in WRONG])
def test_what_is_wrong_ends_in_one_line_that_says_what_to_do(arguments: list[str], code: int, word: str, vet: Callable[..., Any]) -> None:
    ran = vet(*arguments)
    assert ran.code == code, ran.err
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1, ran.err
    assert word in ran.err


@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_shared_options_work_before_and_after_the_command(place: str, vet: Callable[..., Any]) -> None:
    options = ["--format", "csv", "--columns", "code", "--limit", "2", "--sort", "-ordinal", "--no-header"]
    arguments = {
        "before": [*options, "query", "schools"],
        "between": ["query", *options, "schools"],
        "after": ["query", "schools", *options],
    }[place]
    assert vet(*arguments).out == "liuzhou-chengzhi-zhongzhuan\nliuzhou-gongye\n"


def test_the_option_after_the_command_wins(vet: Callable[..., Any]) -> None:
    assert json.loads(vet("-f", "csv", "query", "schools", "--limit", "1", "-f", "json").out)[0]["code"] == "liuzhou-yizhi"


def test_missing_values_are_sorted_last_in_either_direction(vet: Callable[..., Any]) -> None:
    for sort in ("granted_on", "-granted_on"):
        rows = vet("query", "honours", "--sort", sort, "-f", "json").rows
        assert [row["granted_on"] is None for row in rows] == [False] + [True] * (len(rows) - 1)


def test_columns_are_given_in_the_order_asked_and_by_label_too(vet: Callable[..., Any]) -> None:
    assert vet("query", "schools", "--columns", "short_name,code", "--limit", "1", "-f", "csv").out.splitlines()[0] == "short_name,code"
    assert vet("query", "schools", "--columns", "简称,代码", "--limit", "1", "-f", "csv", lang="zh").out.startswith("short_name,code")


def test_an_answer_without_rows_is_still_whole_for_programs(vet: Callable[..., Any]) -> None:
    assert vet("query", "finance", "--school", "融水卫校", "-f", "json").out.strip() == "[]"
    assert vet("query", "schools", "--limit", "0", "-f", "csv").out.count("\n") == 1


def test_output_goes_to_a_file_whose_ending_chooses_the_format(vet: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "学校.json"
    ran = vet("query", "schools", "-o", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert len(json.loads(file.read_text(encoding="utf-8"))) == 10


def test_excel_gets_a_mark_crlf_and_labels_and_plain_csv_never(vet: Callable[..., Any]) -> None:
    plain, excel = vet("query", "schools", "-f", "csv").out, vet("query", "schools", "-f", "csv", "--excel", lang="zh").out
    assert "\r" not in plain
    assert plain.startswith("code,")
    assert excel.startswith("\ufeff代码,")
    assert excel.count("\r\n") == 11


def test_every_command_has_help_with_an_example_that_runs(vet: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shlex

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for place, path in enumerate(_paths()):
        (tmp_path / str(place)).mkdir()
        monkeypatch.chdir(tmp_path / str(place))  # each on its own, since some write files
        Path("liuzhou-2020.txt").write_text("柳州市中等职业教育2020年度质量报告\n", encoding="utf-8")  # a text of which all is cited
        text = vet(*path, "--help").out
        examples = [line.strip() for line in text.splitlines() if line.startswith(("  vet ", "    vet "))]
        assert examples, path
        if path[:1] in (["db"], ["verify"]):
            continue  # these change a database, or need the report's whole text: tests/database and tests/answers run them
        for example in examples:
            ran = vet(*shlex.split(example)[1:])
            assert ran.code == 0, (example, ran.err)


def _paths() -> list[list[str]]:
    from liuzhou_vet.cli.program import COMMANDS, program

    paths: list[list[str]] = [[]]
    with click.Context(program) as context:
        for name in COMMANDS:
            paths.append([name])
            command = program.get_command(context, name)
            if isinstance(command, click.Group) and name != "query":
                paths.extend([name, each] for each in command.list_commands(context))
    return paths + [["query", question.name] for question in QUESTIONS]


def _modules(*arguments: str, database: Path) -> set[str]:
    script = (
        "import sys\nfrom liuzhou_vet.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    )
    environment = os.environ | {"VET_DATABASE_URL": str(database)}
    done = subprocess.run([sys.executable, "-c", script, *arguments], env=environment, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines())


@pytest.mark.parametrize("arguments", [["--help"], ["query", "--help"], ["query", "schools", "--help"], ["--version"]])
def test_help_imports_no_database(arguments: list[str], liuzhou: Path) -> None:
    assert not _modules(*arguments, database=liuzhou) & {"sqlalchemy", "alembic", "sqlite3", "tabulate", "platformdirs"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "schools"],
        ["indicators", "--year", "2020"],
        ["show", "一职校"],
        ["search", "工资"],
        ["cite", "liuzhou-2020"],
        ["sql", "select 1"],
        ["export", "schools"],
    ],
)
def test_reading_imports_no_sqlalchemy(arguments: list[str], liuzhou: Path) -> None:
    assert not _modules(*arguments, database=liuzhou) & {"sqlalchemy", "alembic"}


def test_the_module_is_the_same_program(liuzhou: Path) -> None:
    environment = os.environ | {"VET_DATABASE_URL": str(liuzhou)}
    for program in ([sys.executable, "-m", "liuzhou_vet"], [str(Path(sys.executable).with_name("vet"))]):
        done = subprocess.run([*program, "query", "schools", "-f", "csv"], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.startswith("code,")


def test_a_closed_pipe_is_silence_and_zero(liuzhou: Path) -> None:
    command = f"{sys.executable} -m liuzhou_vet query observations -f csv | head -1; echo ${{PIPESTATUS[0]}}"
    environment = os.environ | {"VET_DATABASE_URL": str(liuzhou)}
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1] == "0"
    assert done.stderr == ""
