"""Which language is chosen, and that it is the language of everything the program says."""

import builtins
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from liuzhou_vet import words


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["--lang", "zh", "query"], {}, "zh"),
        (["query", "--lang", "zh"], {}, "zh"),
        (["query", "--lang=zh"], {}, "zh"),
        (["--lang=en", "query"], {"VET_LANG": "zh"}, "en"),
        (["--lang", "en", "query", "--lang", "zh"], {}, "zh"),
        (["search", "--", "--lang", "zh"], {}, "en"),
        (["query", "--lang"], {"VET_LANG": "zh"}, "zh"),
        ([], {"VET_LANG": "zh", "LC_ALL": "en_GB.UTF-8"}, "zh"),
        ([], {"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB", "LANG": "en_GB"}, "zh"),
        ([], {"LC_ALL": "C", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, "en"),
        ([], {"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_GB"}, "zh"),
        ([], {"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW"}, "zh"),
        ([], {"LANG": "zh"}, "zh"),
        ([], {"LANG": "C"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_is_chosen(arguments: list[str], environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANG")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert words.chosen_language(arguments) == language


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("LANG", "LANGUAGE")}
    return subprocess.run(
        [sys.executable, "-m", "liuzhou_vet", *arguments],
        env=kept | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--lang", "zh", "sql", "--help"], ["sql", "--help", "--lang", "zh"]])
def test_help_is_in_the_language_wherever_it_is_asked_for(arguments: list[str]) -> None:
    assert _run(*arguments, LANG="C").stdout.startswith("用法：vet sql [选项]")


def test_the_users_own_gettext_variable_does_not_matter() -> None:
    assert _run("--help", LANG="C", LANGUAGE="zh_CN").stdout.startswith("Usage: vet")
    assert _run("--help", LANG="zh_CN.UTF-8", LANGUAGE="en").stdout.startswith("用法：vet")


def test_a_language_that_there_is_not_is_a_wrong_command_line() -> None:
    done = _run("--lang", "fr", "query", LANG="zh_CN.UTF-8")
    assert done.returncode == 2
    assert done.stderr == "错误：“--lang”的值不对：“fr”不可用，可选：“zh”、“en”；帮助见：vet --help\n"


def test_without_a_command_the_help_is_shown(vet: Callable[..., Any]) -> None:
    ran = vet()
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) > 20


def test_lookups_read_no_file_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    assert words._("yes") == "是"
    monkeypatch.setattr(builtins, "open", None)
    assert (words._("no"), words.ngettext("{count} error", "{count} errors", 2)) == ("否", "{count} 个错误")


def test_lists_and_brackets_are_those_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (words.listed(["a", "b"]), words.in_brackets("a", "b")) == ("a, b", "a (b)")
    monkeypatch.setenv("LANGUAGE", "zh")
    assert (words.listed(["a", "b"]), words.in_brackets("a", "b")) == ("a、b", "a（b）")
