"""How long `vet` takes beside `sqlite-utils` and `sqlite3` on the same file: prints one Markdown table of medians and ratios.

    python tests/benchmarks/cli.py

Run it with the Python that has liuzhou_vet installed. The peer gets a virtual environment of its own in a temporary folder,
runs are interleaved, and a first run of each, which fills caches, does not count. Nothing here judges a time; a wrong answer
ends the script.
"""

import argparse
import json
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

from peers import VET, environment, install_peer, output

# the observations of one subject in one year are as many in the small database as in the large one
INDICATORS, YEARS, LAST_YEAR = 20, 10, 2015
FEW, MANY = 1_000, 1_000_000
SUBJECT = "synthetic-3"
# stands in for the sqlite3 program where there is none
PYTHON_SQLITE = """\
import json, sqlite3, sys
cursor = sqlite3.connect(sys.argv[1]).execute(sys.argv[2])
names = [each[0] for each in cursor.description]
for row in cursor:
    print(json.dumps(dict(zip(names, row)), ensure_ascii=False) if sys.argv[3] == "-json" else " | ".join(map(str, row)))
"""


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description="Time vet beside sqlite-utils and sqlite3.")
    parser.add_argument("--runs", type=int, default=21, help="runs of each command (default 21)")
    parser.add_argument("--sqlite-utils", help="a sqlite-utils that is installed already")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vet-benchmark-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        peer = asked.sqlite_utils or install_peer(work)
        database = work / "vet.db"
        output([*VET, "--database", str(database), "db", "init"])
        lines = [
            *_answers(database, peer, asked.runs),
            _first_use(work, max(asked.runs // 5, 3)),
            _help(peer, asked.runs),
            _growth(work, database, asked.runs),
        ]
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, medians of {asked.runs} interleaved runs.\n")
    print("| what | `vet` | beside | ratio | at most |\n|:--|--:|:--|--:|--:|")
    print("\n".join(lines))


def _answers(database: Path, peer: str, runs: int) -> list[str]:
    """Return the lines for one canned question as a table and as JSON, the peers given the statement that vet runs."""
    vet = [*VET, "--database", str(database), "query", "schools", "--honours"]
    statement = output([*vet, "--sql"]).strip().rstrip(";")
    schools = len(json.loads(output([*vet, "-f", "json"])))
    if not schools or schools != len(json.loads(output([peer, "query", str(database), statement]))):
        sys.exit("vet and sqlite-utils do not answer the same")
    sqlite = shutil.which("sqlite3")
    stock = [sqlite] if sqlite else [sys.executable, "-c", PYTHON_SQLITE]
    took = _interleaved(
        {
            "table": vet,
            "json": [*vet, "-f", "json"],
            "peer table": [peer, "query", str(database), statement, "--table"],
            "peer json": [peer, "query", str(database), statement],
            "sqlite table": _stock(stock, database, statement, "-table"),
            "sqlite json": _stock(stock, database, statement, "-json"),
        },
        runs,
    )
    name = "`sqlite3`" if sqlite else "Python's `sqlite3`"
    lines = []
    for format, goal, option in (("table", "0.80", " --table"), ("json", "0.50", "")):
        what = f"`query schools --honours` as {'a table' if format == 'table' else 'JSON'}"
        lines.append(_line(what, took[format], f"`sqlite-utils query{option}`", took[f"peer {format}"], goal))
        lines.append(_line(what, took[format], f"{name} `-{format}`", took[f"sqlite {format}"]))
    return lines


def _stock(stock: list[str], database: Path, statement: str, option: str) -> list[str]:
    return [*stock, option, str(database), statement] if len(stock) == 1 else [*stock, str(database), statement, option]


def _first_use(work: Path, runs: int) -> str:
    """Return the line for the very first command: create, migrate, load, answer."""
    seconds = []
    for run in range(runs + 1):
        home = work / f"home{run}"
        fresh = environment() | {"XDG_DATA_HOME": str(home), "HOME": str(home), "LOCALAPPDATA": str(home)}
        start = time.perf_counter()
        output([*VET, "query", "schools", "--honours"], fresh)
        seconds.append(time.perf_counter() - start)
    return f"| first use: create, migrate, load, answer | {statistics.median(seconds[1:]):.2f} s | | | 3 s |"


def _help(peer: str, runs: int) -> str:
    took = _interleaved({"vet": [*VET, "--help"], "peer": [peer, "--help"]}, runs)
    return _line("`--help`", took["vet"], "`sqlite-utils --help`", took["peer"])


def _growth(work: Path, database: Path, runs: int) -> str:
    """Return the line for the indicators of one subject in one year in a database a thousand times as large."""
    few, many = work / "few.db", work / "many.db"
    _fill(database, few, FEW)
    _fill(database, many, MANY)
    commands = {
        name: [
            *VET,
            "--database",
            str(file),
            "indicators",
            "--year",
            str(LAST_YEAR),
            "--subject",
            SUBJECT,
            "-f",
            "json",
        ]
        for name, file in (("few", few), ("many", many))
    }
    answers = [json.loads(output(command)) for command in commands.values()]
    if len(answers[0]) != INDICATORS or answers[0] != answers[1]:
        sys.exit(f"the two databases do not answer the same {INDICATORS} indicators")
    took = _interleaved(commands, runs)
    what = f"indicators of one subject in one year, {MANY:,} synthetic observations"
    return _line(what, took["many"], f"{FEW:,} of them", took["few"], "1.50")


def _fill(source: Path, target: Path, most: int) -> None:
    """Copy the database and add so many synthetic observations of invented schools, by SQL alone."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.execute("PRAGMA synchronous = OFF")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT :most)"
    _copy_rows(
        new,
        "subject",
        "t.code = (SELECT code FROM school LIMIT 1)",
        {"code": "'synthetic-' || n.i", "name": "'虚构学校' || n.i", "short_name": "NULL"},
        numbers.replace(":most", str(most // (INDICATORS * YEARS))),
    )
    numbers += (
        f", chosen(code, unit, place) AS (SELECT code, unit_code, row_number() OVER (ORDER BY code) - 1 FROM indicator LIMIT {INDICATORS})"
    )
    own = {
        "id": "'synthetic:' || n.i",
        "subject_code": f"'synthetic-' || (n.i / {INDICATORS * YEARS})",
        "indicator_code": "chosen.code",
        "unit_code": "chosen.unit",
        "year": f"{LAST_YEAR} - (n.i / {INDICATORS}) % {YEARS}",
        "value": "n.i % 1000",
        "value_to": "NULL",
        "ordinal": "t.ordinal + n.i",
    }
    template = "t.id = (SELECT id FROM observation WHERE measure = 'level' AND status = 'A' LIMIT 1)"
    joined = f" JOIN chosen ON chosen.place = n.i % {INDICATORS}"
    _copy_rows(new, "observation", template, own, numbers.replace(":most", str(most)), joined)
    new.commit()
    new.close()


def _copy_rows(connection: sqlite3.Connection, table: str, template: str, own: dict[str, str], numbers: str, joined: str = "") -> None:
    """Insert a row for each number: like the template row but for what is its own."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(own.get(column, f"t.{column}") for column in columns)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) {numbers} SELECT {values} FROM n JOIN {table} AS t ON {template}{joined}"
    )


def _interleaved(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """Return the median seconds of each command; every round runs each once."""
    took: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            output(command)
            if turn:
                took[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in took.items()}


def _line(what: str, ours: float, peer: str, theirs: float, goal: str = "") -> str:
    return f"| {what} | {ours * 1000:.0f} ms | {theirs * 1000:.0f} ms {peer} | {ours / theirs:.2f} | {goal} |"


if __name__ == "__main__":
    main()
