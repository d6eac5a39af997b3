"""The program as someone reads it who reads Chinese: every help page and every error."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from liuzhou_vet.cli.help import wrapped
from liuzhou_vet.render.width import display_width

ENGLISH = re.compile(r"(?:[A-Za-z][A-Za-z'.]*[ ,;:]+){4,}[A-Za-z]+")
"""More than four English words in a row."""

PAGES = """
import sys
import click
from liuzhou_vet.words import use_language
use_language("zh")
from liuzhou_vet.cli.main import run
from liuzhou_vet.cli.program import program

def pages(group, path):
    yield path
    if isinstance(group, click.Group):
        with click.Context(group) as context:
            for name in group.list_commands(context):
                yield from pages(group.get_command(context, name), [*path, name])

for path in pages(program, []):
    print("#", *path)
    run([*path, "--help"])
"""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Return every help page in Chinese by its command, as a terminal of 80 columns shows it."""
    environment = os.environ | {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", PAGES], env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    found = re.split(r"^# ?(.*)\n", done.stdout, flags=re.MULTILINE)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


def test_every_command_has_a_page(pages: dict[str, str]) -> None:
    assert len(pages) > 40
    assert {"", "query", "query schools", "seed load", "db status"} <= set(pages)


def test_no_page_holds_an_english_sentence(pages: dict[str, str]) -> None:
    for command, page in pages.items():
        text = re.sub(r"^  列：.*?\n\n", "", page, flags=re.DOTALL | re.MULTILINE)  # the names of columns
        text = re.sub(r"^    vet .*$", "", text, flags=re.MULTILINE)  # examples
        assert not ENGLISH.findall(text), command
        assert not re.search(r"Usage|Options|Commands|OPTIONS|ARGS|Example|Show|required|TEXT|INTEGER|FLOAT|PATH|FILE|NAME", text), command


def test_a_page_fits_80_columns(pages: dict[str, str]) -> None:
    for command, page in pages.items():
        for line in page.splitlines():
            assert display_width(line) <= 80 or line.startswith("    vet "), (command, line)


def test_what_options_mean_stands_in_one_column(pages: dict[str, str]) -> None:
    lines = [line for line in pages["query schools"].splitlines() if re.match(r"  --?\w.*  \S", line)]
    assert len(lines) > 10
    assert len({display_width(re.match(r"  -.*?  +(?=[^ ]+$|[^ ]+ )", line + " ")[0]) for line in lines}) == 1  # type: ignore[index]


@pytest.mark.parametrize(
    "arguments",
    [
        ["shools"],
        ["query", "学效"],
        ["query", "schools", "--nowhere"],
        ["query", "schools", "--yaer", "2020"],
        ["query", "schools", "--format", "yml"],
        ["query", "schools", "--sort", "nowhere"],
        ["query", "schools", "--limit", "-1"],
        ["query", "schools", "--limit", "x"],
        ["query", "schools", "--limit"],
        ["query", "schools", "--year", "20x0"],
        ["query", "schools", "--year", "2035"],
        ["query", "schools", "--ownership", "mixed"],
        ["query", "schools", "--report", "nowhere-2019"],
        ["query", "schools", "more", "words"],
        ["query", "schools", "-o", "/nowhere/at/all.csv"],
        ["query", "schools", "--excel"],
        ["query", "finance", "--school", "融水卫校"],
        ["indicators"],
        ["indicators", "--year", "2020", "--search", "没有的指标"],
        ["show", "一职效"],
        ["show"],
        ["search", "龘"],
        ["cite", "nowhere-2021"],
        ["sql"],
        ["sql", "select name from nowhere"],
        ["sql", "delete from school"],
        ["sql", "select 1", "--timeout", "x"],
        ["sql", "--file", "/nowhere.sql"],
        ["seed", "check", "nowhere"],
        ["--database", "/nowhere/vet.db", "query", "schools"],
    ],
    ids=" ".join,
)
def test_what_is_wrong_is_said_in_chinese(arguments: list[str], vet: Callable[..., Any]) -> None:
    ran = vet(*arguments, lang="zh")
    said = ran.err.strip()
    assert len(said.splitlines()) == 1
    assert re.search("[一-鿿]", said)
    assert not ENGLISH.search(re.sub("(选|见|试|立)：.*", "", said)), said
    assert "Error" not in said
    assert "'" not in said
    assert ran.code == 0 or said.startswith("错误：")


def test_a_line_is_wrapped_by_its_width_on_a_screen() -> None:
    assert wrapped("报告列出的每所学校：全称、简称", 10) == ["报告列出的", "每所学校：", "全称、简称"]
    assert wrapped("十个汉字，写在这里。", 8) == ["十个汉", "字，写在", "这里。"]
    assert wrapped("one word, and --no-header after [必填]", 14) == ["one word, and", "--no-header", "after [必填]"]
    assert wrapped("", 10) == [""]
