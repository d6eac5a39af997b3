"""Ad-hoc SQL: one statement that reads, streamed; everything else is refused in one line, in time, with nothing changed."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.database.address import Address
from liuzhou_vet.database.adhoc import run
from liuzhou_vet.errors import VetError

Contents = Callable[[Path], dict[str, tuple[str, int]]]
ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) "


def ask(address: Address, statement: str, parameters: Mapping[str, Any] | None = None, timeout: float = 10.0) -> list[tuple[Any, ...]]:
    return list(run(address, statement, parameters or {}, timeout)[1])


@pytest.fixture
def unchanged(ours: Address, contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold that a test leaves every file as it was, in the database's folder and in the working one."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    before = contents(tmp_path)
    yield
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("select name from topic order by ordinal", [("甲",), ("乙",)]),
        ("select name from topic order by ordinal;", [("甲",), ("乙",)]),
        ("  -- a comment\n select 1 ; -- another; still one\n", [(1,)]),
        ("/* select 2; */ select ';' /* ; */", [(";",)]),
        ("with t(x) as (values (1), (2)) select sum(x) from t", [(3,)]),
        ("values (1), (2)", [(1,), (2,)]),
        (ENDLESS + "select n from r limit 3", [(1,), (2,), (3,)]),
        ("select 1 union select 2 order by 1 desc", [(2,), (1,)]),
        ("select count(*) over () from topic", [(2,), (2,)]),
        ('select value from json_each(\'["国家级", "校级"]\')', [("国家级",), ("校级",)]),
        ("select count(*) from schools", [(0,)]),
        ("select x'00ff'", [(b"\x00\xff",)]),
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_reading_is_allowed(ours: Address, statement: str, rows: list[tuple[Any, ...]]) -> None:
    assert ask(ours, statement) == rows


@pytest.mark.parametrize("statement", ["explain select * from topic", "explain query plan select * from topic where code = :c"])
@pytest.mark.usefixtures("unchanged")
def test_explain_is_allowed(ours: Address, statement: str) -> None:
    assert ask(ours, statement, {"c": "a"} if ":c" in statement else {})


WRITING = [
    "delete from topic",
    "delete from school",
    "insert into topic values ('c', '丙', 'Topic C', 3)",
    "update topic set name = 'x'",
    "replace into topic values ('a', '丙', 'Topic C', 3)",
    "insert into topic values ('c', '丙', 'Topic C', 3) returning code",
    "with t as (select 1) delete from topic",
    "drop table topic",
    "drop view schools",
    "alter table topic add column x",
    "create table t (x)",
    "create temp table t (x)",
    "create temp view v as select 1",
    "create temp trigger t after insert on topic begin select 1; end",
    "create virtual table temp.t using fts5(x)",
    "create virtual table t using fts5(x)",
    "create index i on topic (name)",
    "attach 'made.db' as made",
    "attach ':memory:' as made",
    "detach main",
    "vacuum",
    "vacuum into 'made.db'",
    "analyze",
    "reindex",
    "reindex topic",
    "begin",
    "begin immediate",
    "commit",
    "rollback",
    "savepoint s",
    "explain delete from topic",
    "explain attach 'made.db' as made",
    "select load_extension('x')",
    "select load_extension('x', 'y')",
    "select writefile('made.txt', 'x')",
    "select readfile('/etc/passwd')",
    "select edit('x')",
    "select fts3_tokenizer('simple')",
    "select * from fts5vocab",
    "select * from dbstat",
    "select * from pragma_table_info('topic')",
]


@pytest.mark.parametrize("statement", WRITING)
@pytest.mark.usefixtures("unchanged")
def test_anything_but_reading_is_refused(ours: Address, statement: str) -> None:
    _refused(ours, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "pragma writable_schema=1",
        "-- x\n pragma table_info(topic)",
        "explain pragma user_version",
        ".tables",
        ".schema topic",
        "\\d",
        "\\dt+",
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_what_lists_tables_elsewhere_is_refused_with_a_hint(ours: Address, statement: str) -> None:
    assert "vet sql --schema" in _refused(ours, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "",
        " \n ",
        ";",
        " ; ; ",
        "-- nothing",
        "/* nothing */",
        "/* not closed",
        "-- nothing\n;",
        "select 1; select 2",
        "select 1; delete from topic",
        "select",
        "select * from",
        "select 'not closed",
        "selec 1",
        "select 1 from topic where",
        "select \0 1",
        "select '\udc80'",
        "select cast(x'ff' as text)",
        "select nothing_there from topic",
        "select * from nothing_there",
        "select no_such_function(1)",
        "select " + "(" * 5000 + "1" + ")" * 5000,
        "select 'a line\nand another' nowhere 1",
        "select 9223372036854775807 + :n",
        "select abs(-9223372036854775808)",
        "select '" + "x" * 2_000_000 + "'",
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_what_is_no_statement_is_refused(ours: Address, statement: str) -> None:
    assert len(_refused(ours, statement, {"n": 2**70} if ":n" in statement else {})) < 400


def test_a_misspelt_name_comes_with_the_nearest(ours: Address) -> None:
    assert "schools" in _refused(ours, "select * from shools")
    assert "honour_count" in _refused(ours, "select honor_count from schools")


@pytest.mark.parametrize(
    "statement",
    [
        ENDLESS + "select * from r",
        ENDLESS + "select count(*) from r",
        ENDLESS + "select n from r where n < 0",
        ENDLESS + "select group_concat(n) from r",
        ENDLESS + "select * from r order by n desc",
        ENDLESS + "select distinct n % 7 from r",
        "select count(*) from sqlite_schema a, sqlite_schema b, sqlite_schema c, sqlite_schema d, sqlite_schema e",
        ENDLESS + "select max(hex(randomblob(100000))) from r",
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_an_endless_statement_is_cut_off(ours: Address, statement: str) -> None:
    said = _refused(ours, statement, timeout=0.5)
    assert "--timeout" in said or "memory" in said


def test_only_the_engines_own_time_counts(ours: Address) -> None:
    rows = run(ours, ENDLESS + "select n from r limit 400", {}, 0.3)[1]
    seen = 0
    for _ in rows:
        seen += 1
        if seen % 100 == 0:
            time.sleep(0.15)  # a slow reader
    assert seen == 400


@pytest.mark.parametrize(
    "statement",
    [
        "select zeroblob(900000000)",
        "select length(zeroblob(900000000))",
        "select hex(zeroblob(400000000))",
        "select length(hex(zeroblob(400000000)))",
        "select randomblob(900000000)",
        "select replace(hex(zeroblob(400000)), '0', 'ten letters')",
        "select group_concat(a.sql) from sqlite_schema a, sqlite_schema b",
        ENDLESS + "select n, hex(zeroblob(400000)) from r order by 2",
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_a_value_too_large_is_refused(ours: Address, statement: str) -> None:
    assert "1 MB" in _refused(ours, statement, timeout=20)


def test_a_width_too_large_makes_no_long_text(ours: Address) -> None:
    """SQLite answers NULL here, or refuses it in newer versions; it never makes the text."""
    with suppress(VetError):
        assert ask(ours, "select printf('%900000000d', 1)") == [(None,)]


MEASURED = """
import resource
import sys
from liuzhou_vet.database.address import parse
from liuzhou_vet.database.adhoc import run
from liuzhou_vet.errors import VetError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rows = 0
try:
    for row in run(parse(sys.argv[1]), sys.argv[2], {}, 20)[1]:
        rows += 1
except VetError as refused:
    print(refused, file=sys.stderr)
print(rows, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    "statement",
    [
        ENDLESS + "select hex(zeroblob(490000)) from r limit 1000",
        ENDLESS + "select " + ", ".join(["hex(zeroblob(490000))"] * 60) + " from r limit 10",
        ENDLESS + "select " + ", ".join(["hex(zeroblob(490000))"] * 1500) + " from r limit 10",
        ENDLESS + "select n from r limit 300000",
    ],
    ids=["long cells", "wide rows", "very wide rows", "many rows"],
)
def test_memory_does_not_grow_with_the_answer(ours: Address, statement: str) -> None:
    ran = subprocess.run([sys.executable, "-c", MEASURED, str(ours.path), statement], capture_output=True, text=True, check=True)
    assert int(ran.stdout.split()[1]) < 600, ran.stdout


def test_an_answer_that_is_not_streamed_can_be_held_to_a_size(ours: Address) -> None:
    with pytest.raises(VetError, match="csv"):
        for _ in run(ours, ENDLESS + "select hex(zeroblob(400000)) from r", {}, 10, most=20_000_000)[1]:
            pass
    assert len(list(run(ours, ENDLESS + "select hex(zeroblob(400000)) from r limit 20", {}, 10, most=20_000_000)[1])) == 20
    with pytest.raises(VetError, match="csv"):
        for _ in run(ours, ENDLESS + "select n, null, 0.5 from r", {}, 10, most=2_000_000)[1]:
            pass


def test_parameters_by_name(ours: Address) -> None:
    assert ask(ours, "select name from topic where code = :code and ordinal < $limit", {"code": "a", "limit": 9}) == [("甲",)]
    assert ask(ours, "select ':a', :a", {"a": "x"}) == [(":a", "x")]


@pytest.mark.parametrize(
    ("statement", "parameters", "words"),
    [
        ("select :year", {}, ":year"),
        ("select :year", {"yaer": 1}, ":year"),
        ("select 1", {"year": 1}, ":year"),
        ("select :year", {"year": 1, "school": 2}, ":school"),
        ("select ?", {}, ":name"),
        ("select ?", {"year": 1}, ":name"),
        ("select :year", {"year": 2**64}, "year"),
    ],
)
def test_a_missing_or_unknown_parameter_is_named(ours: Address, statement: str, parameters: dict[str, Any], words: str) -> None:
    assert words in _refused(ours, statement, parameters)


def test_a_heading_that_is_a_quoted_word_is_warned_of(ours: Address) -> None:
    assert run(ours, 'select "name", code as "a b" from topic', {})[2] == []
    (warning,) = run(ours, 'select "nmae", name from topic', {})[2]
    assert '"nmae"' in warning
    assert "\n" not in warning


def test_rows_come_as_they_are_taken(ours: Address) -> None:
    rows = run(ours, ENDLESS + "select n from r", {})[1]
    assert [next(rows) for _ in range(3)] == [(1,), (2,), (3,)]
    rows.close()  # type: ignore[attr-defined]


def test_what_a_load_has_committed_is_seen(ours: Address) -> None:
    with sqlite3.connect(str(ours.path)) as writer:
        writer.execute("DELETE FROM topic WHERE code = 'b'")
        writer.commit()
        assert ask(ours, "select name from topic") == [("甲",)]
    writer.close()


def test_an_interruption_is_no_refusal(ours: Address) -> None:
    """Ctrl-C during a long statement ends it as Ctrl-C does everywhere."""
    program = f"""
import signal, threading, time, os
from liuzhou_vet.database.address import parse
from liuzhou_vet.database.adhoc import run
threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    list(run(parse({str(ours.path)!r}), {ENDLESS + "select count(*) from r"!r}, {{}}, 8)[1])
except KeyboardInterrupt:
    print("interrupted")
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "interrupted", ran.stderr


def _refused(address: Address, statement: str, parameters: Mapping[str, Any] | None = None, timeout: float = 10.0) -> str:
    """Hold that a statement is refused with exit code 1 in one line, and return the line."""
    with pytest.raises(VetError) as refused:
        for _ in run(address, statement, parameters or {}, timeout)[1]:
            pass
    assert refused.value.exit_code == 1
    assert "\n" not in str(refused.value)
    return str(refused.value)
