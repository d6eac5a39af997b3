"""Ad-hoc SQL: one statement that reads, streamed; everything else is refused in one line, in time, with nothing changed."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.database.address import Address
from liuzhou_vet.database.adhoc import MEMORY, run
from liuzhou_vet.errors import VetError

Contents = Callable[[Path], dict[str, tuple[str, int]]]
ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) "


def ask(address: Address, statement: str, parameters: Mapping[str, Any] | None = None, timeout: float = 10.0) -> list[tuple[Any, ...]]:
    with run(address, statement, parameters or {}, timeout) as (_names, rows, _warnings):
        return list(rows)


def warnings(address: Address, statement: str) -> list[str]:
    with run(address, statement, {}) as (_names, _rows, warned):
        return warned


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


@pytest.fixture
def with_labels(ours: Address) -> Address:
    """Return a database with enough invented rows that three of its tables joined never come to an end."""
    with closing(sqlite3.connect(str(ours.path))) as connection, connection:
        rows = [(f"item{number}", *[""] * 8) for number in range(3000)]
        connection.executemany(f"INSERT INTO label VALUES ({', '.join('?' * 9)})", rows)
    return ours


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
    "select * from pragma_database_list",
    "select * from fts3tokenize('simple', 'x')",
    "with x as (select 1) insert into topic select 'c', '丙', 'Topic C', 3 from x",
    "with x as (select 1) update topic set name = 'x' where code in (select * from x)",
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


@pytest.mark.parametrize("statement", ["select name，code from topic", "select ‘x’", "select count（1）from topic", "select 1；"])
def test_full_width_punctuation_is_told(ours: Address, statement: str) -> None:
    assert "full-width" in _refused(ours, statement)
    assert "full-width" not in _refused(ours, "select nowhere from topic where name = '甲，乙'")


@pytest.mark.slow
@pytest.mark.parametrize(
    "statement",
    [
        ENDLESS + "select * from r",
        ENDLESS + "select count(*) from r",
        ENDLESS + "select n from r where n < 0",
        ENDLESS + "select group_concat(n) from r",
        ENDLESS + "select json_group_array(n) from r",
        ENDLESS + "select * from r order by n desc",
        ENDLESS + "select distinct n % 7 from r",
        ENDLESS + "select n, count(*) over (order by n) from r",
        ENDLESS + "select max(hex(randomblob(50000))) from r",
        ENDLESS + "select sum(length(randomblob(100000))) from r",
        "select count(*) from label a, label b, label c",
        "select a.item from label a, label b, label c order by a.item || b.item || c.item",
        "select * from label a, label b, label c",
    ],
)
def test_an_endless_statement_is_cut_off(with_labels: Address, unchanged: None, statement: str) -> None:
    started = time.process_time()
    said = _refused(with_labels, statement, timeout=0.3)
    assert time.process_time() - started < 3
    assert "--timeout" in said or "memory" in said


LONG, HALF = "hex(zeroblob(99000))", "hex(zeroblob(48000)) || '1'"


@pytest.mark.slow
@pytest.mark.parametrize(
    "step",
    [
        f"instr({LONG}, {HALF})",
        f"replace({LONG}, {HALF}, 'x')",
        f"{LONG} like '%' || substr({HALF}, -900) || '1%'",
        f"{LONG} glob '*' || substr({HALF}, -900) || '1*'",
        f"trim({LONG}, {HALF})",
        f"json_extract('[' || replace({HALF}, '0', '1,') || '1]', '$[#-1]')",
    ],
)
def test_a_slow_step_that_cannot_be_stopped_takes_not_long(ours: Address, step: str) -> None:
    """SQLite asks for the time between its steps only; the limits on lengths keep each of them short."""
    started = time.process_time()
    said = _refused(
        ours, ENDLESS + f"select count(*) from r where {step.replace('zeroblob', 'zeroblob(n * 0) || zeroblob')} > n", timeout=0.3
    )
    assert "--timeout" in said or "too long" in said
    assert time.process_time() - started < 10


def test_a_doubling_statement_is_cut_off(ours: Address) -> None:
    """Each query doubles the one before: preparing it would take all the memory there is."""
    queries = ["q0 as (select 1 as x)"] + [f"q{n} as (select a.x from q{n - 1} a, q{n - 1} b)" for n in range(1, 40)]
    started = time.process_time()
    _refused(ours, f"with {', '.join(queries)} select count(*) from q39", timeout=1)
    assert time.process_time() - started < 20


@pytest.mark.slow
def test_a_slow_reader_does_not_use_up_the_time(ours: Address) -> None:
    with run(ours, ENDLESS + "select n from r limit 400", {}, 0.3) as (_names, rows, _warnings):
        seen = 0
        for _row in rows:
            seen += 1
            if seen % 100 == 0:
                time.sleep(0.15)
    assert seen == 400


@pytest.mark.slow
def test_work_on_the_rows_does_use_up_the_time(ours: Address) -> None:
    """An endless answer written to a file ends too, though most of the time goes into writing."""
    started = time.process_time()
    with run(ours, ENDLESS + "select n from r", {}, 0.3) as (_names, rows, _warnings), pytest.raises(VetError, match="--timeout"):
        sum(len(repr(row * 20)) for row in rows)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "statement",
    [
        "select zeroblob(900000000)",
        "select length(zeroblob(900000000))",
        "select hex(zeroblob(400000000))",
        "select length(hex(zeroblob(400000000)))",
        "select randomblob(900000000)",
        "select replace(hex(zeroblob(40000)), '0', 'ten letters')",
        "select group_concat(a.sql) from sqlite_schema a, sqlite_schema b",
        "select printf('%900000000d', 1)",
        "select length(printf('%900000000d'))",
        "select format('%.*c', 900000000, 'x')",
        "select printf('%.99999c%.99999c%.99999c', 'x', 'y', 'z')",
        "select printf(hex(zeroblob(1000)))",
        "select " + ", ".join(["hex(zeroblob(99000))"] * 1900),
        ENDLESS + "select n, hex(zeroblob(90000)) from r order by 2, 1",
    ],
)
@pytest.mark.usefixtures("unchanged")
def test_a_value_too_long_is_refused(ours: Address, statement: str) -> None:
    assert "too long" in _refused(ours, statement[:2000] if len(statement) < 2000 else statement, timeout=20)


@pytest.mark.parametrize(
    "call",
    [
        "printf('%05.1f %s', 2.25, '甲')",
        "format('%d%%', 7)",
        "printf(NULL)",
        "printf('')",
        "printf()",
        "printf('%s', NULL)",
        "printf('450200 %4d', 1000000)",
        "printf('%*d', 5, 7)",
    ],
)
def test_printf_does_what_it_always_does(ours: Address, call: str) -> None:
    with closing(sqlite3.connect(":memory:")) as plain:
        assert ask(ours, f"select {call}") == plain.execute(f"select {call}").fetchall()


def test_the_rest_of_the_process_has_its_memory_back(ours: Address) -> None:
    """The limit on memory is the process's, so it is lifted behind the statement, whatever became of that."""
    with closing(sqlite3.connect(":memory:")) as plain:

        def limit() -> int:
            found: int = plain.execute("PRAGMA hard_heap_limit").fetchone()[0]
            return found

        with run(ours, "select 1", {}):
            with run(ours, "select 2", {}):
                assert limit() == MEMORY
            assert limit() == MEMORY
        assert limit() == 0
        _refused(ours, "select nowhere")
        _refused(ours, ENDLESS + "select n, hex(zeroblob(90000)) from r order by n desc")
        assert limit() == 0


def test_what_is_kept_as_a_whole_has_a_limit(ours: Address) -> None:
    with run(ours, ENDLESS + "select n from r", {}, 10, 1_000_000) as (_names, rows, _warnings), pytest.raises(VetError, match="--limit"):
        list(rows)
    with run(ours, ENDLESS + "select n from r limit 1000", {}, 10, 1_000_000) as (_names, rows, _warnings):
        assert len(list(rows)) == 1000


MEASURED = """
import sys
from liuzhou_vet.database.address import parse
from liuzhou_vet.database.adhoc import MEMORY, run
from liuzhou_vet.errors import VetError
count = 0
try:
    with run(parse(sys.argv[1]), sys.argv[2], {}, 20) as (names, rows, warnings):
        for row in rows:
            count += 1
except VetError as refused:
    print(refused, file=sys.stderr)
(most,) = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(count, most // 1024)
"""


@pytest.mark.parametrize(
    ("statement", "count"),
    [
        (ENDLESS + "select hex(zeroblob(90000)) from r limit 2000", 2000),
        (ENDLESS + "select " + ", ".join(["hex(randomblob(90000))"] * 300) + " from r limit 10", 10),
        (ENDLESS + "select " + ", ".join(["hex(zeroblob(90000))"] * 1900) + " from r limit 10", 0),
        (ENDLESS + "select n, hex(zeroblob(90000)) from r order by n desc", 0),
        (ENDLESS + "select n from r limit 300000", 300_000),
    ],
    ids=["long cells", "wide rows", "very wide rows", "sorted", "many rows"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is counted in other units elsewhere")
def test_memory_does_not_grow_with_the_answer(ours: Address, statement: str, count: int) -> None:
    ran = subprocess.run([sys.executable, "-c", MEASURED, str(ours.path), statement], capture_output=True, text=True, check=True)
    counted, megabytes = map(int, ran.stdout.split())
    assert counted == count, ran.stderr
    assert megabytes < 500


def test_parameters_by_name(ours: Address) -> None:
    assert ask(ours, "select name from topic where code = :code and ordinal < $limit", {"code": "a", "limit": 9}) == [("甲",)]
    assert ask(ours, "select ':a', :a", {"a": "x"}) == [(":a", "x")]
    assert ask(ours, "select ' :a'") == [(" :a",)]
    assert ask(ours, "select :校名, @b", {"校名": "甲", "b": None}) == [("甲", None)]


@pytest.mark.parametrize(
    ("statement", "parameters", "words", "code"),
    [
        ("select :year", {}, ":year", 1),
        ("select :year", {"yaer": 1}, ":year", 1),
        ("select 1", {"year": 1}, ":year", 2),
        ("select ':year'", {"year": 1}, ":year", 2),
        ("select :year", {"year": 1, "school": 2}, ":school", 2),
        ("select ?", {}, ":name", 1),
        ("select ?", {"year": 1}, ":name", 1),
        ("select ?1", {}, ":name", 1),
        ("select ?2, :a", {"a": 1}, ":name", 1),
        ("select :year", {"year": 2**64}, "year", 1),
        ("select :year", {"year": "\udc80"}, "year", 1),
    ],
)
def test_a_missing_or_unknown_parameter_is_named(ours: Address, statement: str, parameters: dict[str, Any], words: str, code: int) -> None:
    assert words in _refused(ours, statement, parameters, code=code)


@pytest.mark.parametrize(
    ("statement", "quoted"),
    [
        ('select "nmae", name from topic', ['"nmae"']),
        ('select "nmae" from topic t', ['"nmae"']),
        ('select "mis spelt", "x""y" from topic', ['"mis spelt"', '"x""y"']),
        ('select "name", code as "a b" from topic', []),
        ('select "NAME", t."code" from topic t', []),
        ('select "name" from (select name from topic)', []),
        ('select distinct "name" from topic group by "name" order by 1', []),
        ('select "name" || "code" from topic', []),
        ('select count("name") "nmae" from topic', []),
        ("select 'name' from topic", []),
        ('select "short_name" from schools union all select "short_name" from schools', []),
    ],
)
def test_a_heading_that_is_a_quoted_word_is_warned_of(ours: Address, statement: str, quoted: list[str]) -> None:
    warned = warnings(ours, statement)
    assert len(warned) == len(quoted)
    for line, word in zip(warned, quoted, strict=True):
        assert word in line
        assert "\n" not in line


def test_rows_come_as_they_are_taken_and_the_rest_is_let_go(ours: Address, contents: Contents) -> None:
    assert ours.path is not None
    before = contents(ours.path.parent)
    with run(ours, ENDLESS + "select n from r", {}) as (_names, rows, _warnings):
        assert [next(rows) for _ in range(3)] == [(1,), (2,), (3,)]
    assert contents(ours.path.parent) == before  # closed: no log lies beside it, though `rows` is not at its end


def test_what_goes_wrong_with_the_rows_closes_the_database(ours: Address, contents: Contents) -> None:
    assert ours.path is not None
    before = contents(ours.path.parent)

    def fails() -> None:
        with run(ours, "select * from topic", {}) as (_names, rows, _warnings):
            next(rows)
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        fails()
    assert contents(ours.path.parent) == before


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
from liuzhou_vet.database.adhoc import MEMORY, run
threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    with run(parse({str(ours.path)!r}), {ENDLESS + "select count(*) from r"!r}, {{}}, 8):
        pass
except KeyboardInterrupt:
    print("interrupted")
"""
    started = time.process_time()
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "interrupted", ran.stderr
    assert time.process_time() - started < 5


def _refused(address: Address, statement: str, parameters: Mapping[str, Any] | None = None, timeout: float = 10.0, code: int = 1) -> str:
    """Hold that a statement is refused in one line, and return the line."""
    with pytest.raises(VetError) as refused, run(address, statement, parameters or {}, timeout) as (_names, rows, _warnings):
        for _row in rows:  # taken and thrown away, as a program that streams does
            pass
    assert refused.value.exit_code == code
    assert "\n" not in str(refused.value)
    return str(refused.value)
