"""A shell is offered commands, questions, names and codes, from the database that is there; it makes none and hears no error."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from postgres_server import Server, with_reports

from liuzhou_vet.cli.program import program
from liuzhou_vet.cli.shells import Bash, Fish, Zsh

Offered = Callable[..., list[str]]


@pytest.fixture
def offered(liuzhou: Path, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Return a function that says what zsh is offered at the end of a line, from the packaged report's database."""

    def complete(line: str, database: object = liuzhou) -> list[str]:
        if database:
            monkeypatch.setenv("VET_DATABASE_URL", str(database))
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
        return Zsh(program, {}, "vet", "_VET_COMPLETE").complete().splitlines()[1::3]

    return complete


@pytest.fixture
def bash(liuzhou: Path, monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Return a function that says what bash is to put in place of `replaced`, which it takes for the word at the end of a line."""

    def complete(line: str, replaced: str) -> list[str]:
        monkeypatch.setenv("VET_DATABASE_URL", str(liuzhou))
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_WORD", replaced)
        return [each.partition(",")[2] for each in Bash(program, {}, "vet", "_VET_COMPLETE").complete().splitlines()]

    return complete


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("vet ver", ["verify"]),
        ("vet query hon", ["honours"]),
        ("vet query 荣", ["荣誉"]),
        ("vet --lang zh query 荣", ["荣誉"]),
        ("vet seed ci", ["cite"]),
        ("vet show 一职", ["一职校"]),
        ("vet show liuzhou-yi", ["liuzhou-yizhi"]),
        ("vet show --kind prog", ["programme"]),
        ("vet search 双师型教师占专任", ["双师型教师占专任教师比例"]),
        ("vet compare 初次就业起", ["初次就业起薪"]),
        ("vet compare 就业率 --subject 二", ["二职校"]),
        ("vet indicators --topic 就", ["就业"]),
        ("vet indicators --kind prog", ["programme"]),
        ("vet indicators --report liu", ["liuzhou-2020"]),
        ("vet indicators --region 柳", ["柳州市"]),
        ("vet query honours --level nat", ["national"]),
        ("vet query schools --school 市交", ["市交校"]),
        ("vet query schools --school=市交", ["--school=市交校"]),
        ("vet query schools --columns sh", ["short_name"]),
        ("vet query schools --columns code,na", ["code,name"]),
        ("vet query schools --columns=code,na", ["--columns=code,name"]),
        ("vet query schools --columns name,na", []),
        ("vet query honours --sort gran", ["granted_by"]),
        ("vet audit --rule whole", ["whole-number"]),
        ("vet audit --verdict con", ["contradiction"]),
        ("vet verify report", ["report"]),
        ("vet query schools -o report", ["report"]),
        ("vet seed cite report", ["report"]),
        ("vet seed new 2021 --report liu", ["liuzhou-2020"]),
        ("vet cite l", ["liuzhou-2020"]),
        ("vet sql --schema hon", ["honour"]),
        ("vet sql hon", []),
        ("vet export observation", ["observation"]),
        ("vet export activities", []),
        ("vet show 没有这样的", []),
        ("vet show 100%_", []),
        ("vet nosuch l", []),
        ("vet query nosuch --school 市交", []),
    ],
)
def test_what_is_offered(line: str, expected: list[str], offered: Offered) -> None:
    assert offered(line)[:1] == expected


def test_a_figures_id_is_offered_once_its_report_is_written_out(offered: Offered) -> None:
    assert not any(":" in each for each in offered("vet cite "))
    start = "liuzhou-2020:450200:starting_salary:"
    found = [each.replace("\\:", ":") for each in offered(f"vet cite {start}")]
    assert len(found) == 2 and all(each.startswith(start) for each in found)


def test_the_database_that_is_named_on_the_line_answers(liuzhou: Path, offered: Offered) -> None:
    assert offered(f"vet --database {liuzhou} show 一职校会", database=None)[:1] == ["一职校会计"]


@pytest.mark.parametrize(
    ("line", "replaced", "expected"),
    [
        ("vet show 一职校会", "一职校会", "一职校会计"),
        ("vet show '一职校会", "一职校会", "一职校会计"),
        ("vet query schools --school=市交", "市交", "市交校"),
        ("vet query schools --school=", "", "一职校"),
        ("vet query schools --columns=code,na", "code,na", "code,name"),
        ("vet cite liuzhou-2020:450200:starting_salary:2020:cohort:m", "m", "mean@2.2:2662元/月"),
        ("vet cite 'liuzhou-2020:450200:starting_salary:2020:cohort:m", "liuzhou-2020:450200:starting_salary:2020:cohort:m", None),
        ("vet show “同舟", "“同舟", "“同舟共济\\ 青春偕行”送“心里话”作品征集活动"),
        ('vet show "“同舟', "“同舟", "“同舟共济 青春偕行”送“心里话”作品征集活动"),
        ("vet show 新、澳、中\\(", "新、澳、中\\(", "新、澳、中\\(NAC\\)国际时尚文化周"),
    ],
)
def test_bash_inserts_what_it_takes_as_one_word(line: str, replaced: str, expected: str | None, bash: Offered) -> None:
    assert bash(line, replaced)[0] == (expected or "liuzhou-2020:450200:starting_salary:2020:cohort:mean@2.2:2662元/月")


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
@pytest.mark.parametrize(("line", "word"), [("vet query schools --school=市交", "市交"), ("vet --database {} show 市交", "市交")])
def test_bash_itself_asks_and_understands(line: str, word: str, liuzhou: Path, tmp_path: Path) -> None:
    vet = tmp_path / "vet"
    vet.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m liuzhou_vet "$@"\n', encoding="utf-8")
    vet.chmod(0o755)
    script = """
        eval "$(_VET_COMPLETE=bash_source "$VET")"
        COMP_LINE=$1 COMP_POINT=${#1}
        _vet_completion "$VET" "$2"
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    environment = os.environ | {"VET": str(vet), "VET_DATABASE_URL": str(liuzhou), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", script, "bash", line.format(liuzhou), word], env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stdout.splitlines()[0] == "市交校" and done.stderr == ""


def test_fish_gets_a_value_with_commas_whole() -> None:
    source = Fish(program, {}, "vet", "_VET_COMPLETE").source()
    assert 'string split --max 1 ","' in source


@pytest.mark.slow
def test_postgresql_offers_the_same(postgres: Server, offered: Offered) -> None:
    url = with_reports(postgres)
    for line, expected in (
        ("vet show 一职校会", "一职校会计"),
        ("vet show 1+x", "1+X"),
        ("vet audit --rule whole", "whole-number"),
        ("vet cite l", "liuzhou-2020"),
    ):
        assert offered(line, database=url)[:1] == offered(f"{line.replace('vet', f'vet --database {url}', 1)}", None)[:1] == [expected]
    ids = "vet cite liuzhou-2020:450200:st"
    assert offered(ids, database=url) == offered(ids)


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_without_a_database_of_ours_nothing_is_offered_and_none_is_made(content: bytes | None, tmp_path: Path, offered: Offered) -> None:
    file = tmp_path / "vet.db"
    if content is not None:
        file.write_bytes(content)
    assert offered("vet show 一", file) == offered("vet audit --rule sh", file) == []
    assert sorted(tmp_path.iterdir()) == ([] if content is None else [file])


def test_the_default_database_is_not_made(tmp_path: Path, offered: Offered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert offered("vet show 一", None) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_server_that_says_nothing_keeps_nobody_waiting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"postgresql://somebody@127.0.0.1:{server.getsockname()[1]}/vet?connect_timeout=600"
        environment = os.environ | {
            "VET_DATABASE_URL": url,
            "_VET_COMPLETE": "zsh_complete",
            "COMP_WORDS": "vet show 一",
            "COMP_CWORD": "2",
        }
        done = subprocess.run([sys.executable, "-m", "liuzhou_vet"], env=environment, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
