"""`vet sql`: what users give it and what they get, from the command line to the exit code."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Vet = Callable[..., Any]
ENDLESS = "with recursive r(n) as (select 1 union all select n + 1 from r) "


@pytest.mark.parametrize(
    "statement",
    [
        "delete from school",
        "attach 'made.db' as made",
        "select load_extension('x')",
        "pragma writable_schema=1",
        ".tables",
        "\\d",
        "select 1; select 2",
        "select zeroblob(900000000)",
        "selec 1",
        "",
        "-- nothing",
        ENDLESS + "select * from r",
        ENDLESS + "select count(*) from r",
    ],
)
@pytest.mark.parametrize("options", [["-f", "csv"], [], ["-f", "json", "--sort", "n"]], ids=["streamed", "table", "sorted"])
def test_bad_input_is_exit_1_and_one_line(
    vet: Vet, statement: str, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    started = time.process_time()
    ran = vet("sql", statement, "--timeout", "0.3", "-o", "answer", *options, "-f", options[1] if options else "table")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1), ran
    assert time.process_time() - started < 4
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("7", 7),
        ("-7", -7),
        ("10934.80", 10934.8),
        ("0012", "0012"),
        ("'1.10'", "1.10"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("nan", "nan"),
        ("９", "９"),
        ("", ""),
        ("a=b", "a=b"),
        ("99999999999999999999", "99999999999999999999"),
        ("柳州", "柳州"),
    ],
)
def test_values_of_parameters(vet: Vet, given: str, value: Any) -> None:
    ran = vet("sql", "select :v as v", "-p", f"v={given}", "-f", "json")
    assert ran.rows == [{"v": value}]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["select :a"], 1),
        (["select 1", "-p", "a=1"], 2),
        (["select ?", "-p", "a=1"], 1),
        (["select :a", "-p", "a"], 2),
        (["select :a", "-p", "1=1"], 2),
        ([], 2),
        (["select 1", "--file", "none.sql"], 2),
        (["select 1", "--timeout", "0"], 2),
    ],
)
def test_parameters_and_options_that_do_not_fit(vet: Vet, arguments: list[str], code: int) -> None:
    ran = vet("sql", *arguments)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1), ran


@pytest.mark.parametrize("text", ["-- 学校\nselect 1 as n", "--\tx\nselect 1 as n;", "/* - */ select 1 as n -- x", "select 1 as n;;"])
def test_comments_may_stand_around_it(vet: Vet, text: str) -> None:
    assert vet("sql", "-f", "json", text).rows == [{"n": 1}]
    assert vet("sql", text, "-f", "json").rows == [{"n": 1}]
    assert vet("sql", "-f", "json", "--", text).rows == [{"n": 1}]


def test_from_a_file_and_from_standard_input(vet: Vet, tmp_path: Path) -> None:
    file = tmp_path / "问.sql"
    file.write_text("\ufeff-- 学校\nselect count(*) as n from school;\n", encoding="utf-8")
    assert vet("sql", "--file", str(file), "-f", "json").rows == [{"n": 10}]
    assert vet("sql", "-", "-f", "json", stdin="\ufeffselect count(*) as n from school;").rows == [{"n": 10}]
    file.write_bytes("select '柳州'".encode("gb18030"))
    ran = vet("sql", "--file", str(file))
    assert (ran.code, len(ran.err.splitlines()), "UTF-8" in ran.err) == (1, 1, True)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfselect '\xe6\x9f\xb3' as x", b"select '\xc1\xf8' as x"])
def test_what_is_piped_in_is_utf8_whatever_the_locale(liuzhou: Path, content: bytes) -> None:
    environment = os.environ | {"VET_DATABASE_URL": str(liuzhou), "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0", "LC_ALL": "C"}
    ran = subprocess.run(
        [sys.executable, "-m", "liuzhou_vet", "sql", "-", "-f", "json"], input=content, env=environment, capture_output=True, check=False
    )
    if b"\xc1" in content:
        assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (1, b"", 1)
    else:
        assert json.loads(ran.stdout.decode("utf-8")) == [{"x": "柳"}]


def test_a_misspelt_quoted_column_is_warned_of_beside_the_answer(vet: Vet) -> None:
    ran = vet("sql", 'select "shortname" from schools', "-f", "csv", "--limit", "1")
    assert (ran.code, ran.out) == (0, '"""shortname"""\nshortname\n')
    assert ran.err.count("\n") == 1
    assert '"shortname" is no column' in ran.err
    assert vet("sql", 'select "short_name" from schools', "-f", "csv").err == ""


def test_lists_can_be_taken_apart(vet: Vet) -> None:
    statement = "select s.short_name, h.value as honour from schools s, json_each(s.honours) h order by 1, 2"
    assert {"short_name": "一职校", "honour": "国家级重点中等职业学校"} in vet("sql", statement, "-f", "json").rows


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "tsv", "json", "jsonl", "html"])
def test_values_of_every_kind_in_every_format(vet: Vet, form: str) -> None:
    ran = vet("sql", "select 1 as a, 2.5 as b, 'x' as c, null as d, x'00ff' as e, 1 as a", "-f", form)
    assert ran.code == 0, ran.err
    assert "2.5" in ran.out


def test_interrupted_is_130(liuzhou: Path) -> None:
    if os.name != "posix":
        pytest.skip("needs a POSIX system")
    environment = os.environ | {"VET_DATABASE_URL": str(liuzhou)}
    for statement, form in ((ENDLESS + "select count(*) from r", "table"), (ENDLESS + "select n from r", "csv")):
        command = [sys.executable, "-m", "liuzhou_vet", "sql", statement, "-f", form, "--timeout", "30"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(1)
            process.send_signal(signal.SIGINT)
            assert process.stderr is not None
            said = process.stderr.read()
        assert (process.returncode, len(said.strip().splitlines())) == (130, 1), said


def test_a_closed_pipe_is_silence_and_zero(liuzhou: Path) -> None:
    if os.name != "posix":
        pytest.skip("needs a POSIX system")
    environment = os.environ | {"VET_DATABASE_URL": str(liuzhou)}
    command = f"{sys.executable} -m liuzhou_vet sql '{ENDLESS} select n from r' -f csv | head -2; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("n\n1\n0\n", "")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_and_view_is_in_the_codebook_with_every_column(vet: Vet, liuzhou: Path, language: str) -> None:
    listed = {row["item"]: row for row in vet("sql", "--schema", "-f", "json", lang=language).rows}
    with closing(sqlite3.connect(liuzhou)) as connection:
        found = "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' AND name <> 'vet_version'"
        kinds = dict(connection.execute(found).fetchall())
        columns = {name: [column[0] for column in connection.execute(f'SELECT * FROM "{name}" LIMIT 0').description] for name in kinds}
    assert {name: row["kind"] for name, row in listed.items()} == kinds
    assert all(row["title"] and row["meaning"] for row in listed.values())
    for name in kinds:
        rows = vet("sql", "--schema", name, "-f", "json", lang=language).rows
        assert [row["column"] for row in rows] == columns[name], name
        assert all(row["title"] and row["meaning"] and row["kind"] for row in rows), name


STREAM = """
import sys
from liuzhou_vet.cli.main import run
code = run(sys.argv[1:])
(most,) = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")]
sys.stderr.write(f"{code} {most // 1024}")
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is counted in other units elsewhere")
@pytest.mark.parametrize("form", ["csv", "json"])
def test_two_million_rows_stream(liuzhou: Path, form: str) -> None:
    statement = ENDLESS + "select n, 'name ' || n as name, n / 7.0 as share from r limit 2000000"
    command = [sys.executable, "-c", STREAM, "sql", statement, "-f", form, "--timeout", "300"]
    environment = os.environ | {"VET_DATABASE_URL": str(liuzhou)}
    ran = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    code, megabytes = map(int, ran.stderr.split())
    assert code == 0
    assert megabytes < 100
