"""How long a load of a million observations takes beside `sqlite3 .import` and `sqlite-utils insert --csv`: prints a Markdown table.

    python tests/benchmarks/load.py

The report is invented and the same on every run (`generator.py`). `vet` judges every row; the peers put the same file as text
into a plain table with the same key and the same foreign keys. Nothing here judges a time; a wrong count
ends the script. Memory is the most that a process held.
"""

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from generator import ROWS, write_report
from peers import VET, Took, install_peer, output, timed
from plain import plain_tables


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description="Time a large load beside sqlite3 and sqlite-utils.")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"observations (default {ROWS:,})")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default 3); the median counts")
    parser.add_argument("--sqlite-utils", help="a sqlite-utils that is installed already")
    asked = parser.parse_args()
    if not shutil.which("sqlite3"):
        sys.exit("this needs the program sqlite3")
    with tempfile.TemporaryDirectory(prefix="vet-benchmark-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        peer = asked.sqlite_utils or install_peer(work)
        report = work / "report"
        write_report(report, asked.rows)
        runs = {"first": [], "again": [], "import": [], "insert": []}
        for _run in range(asked.runs):
            first, again = _ours(work, report, asked.rows)
            runs["first"].append(first)
            runs["again"].append(again)
            runs["import"].append(_stock(work, report, asked.rows))
        runs["insert"].append(_utils(work, peer, report, asked.rows))  # once: it takes longer than all the others
    took = {name: Took(*(statistics.median(values) for values in zip(*each, strict=True))) for name, each in runs.items()}
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {asked.rows:,} observations, medians of {asked.runs} runs.\n")
    print("| what | `vet seed load` | memory | beside | ratio | at most |\n|:--|--:|--:|--:|--:|--:|")
    print(_line("a new report", took["first"], "`sqlite3 .import`", took["import"], "3.00"))
    print(_line("a new report", took["first"], "`sqlite-utils insert --csv`", took["insert"], "0.40"))
    print(_line("the same again, nothing changes", took["again"], "the first time", took["first"], "1.00"))


def _line(what: str, ours: Took, peer: str, theirs: Took, goal: str) -> str:
    memory = f"{ours.megabytes:.0f} MB" if ours.megabytes else ""
    return f"| {what} | {ours.seconds:.1f} s | {memory} | {theirs.seconds:.1f} s {peer} | {ours.seconds / theirs.seconds:.2f} | {goal} |"


def _ours(work: Path, report: Path, rows: int) -> tuple[Took, Took]:
    """Load the report into a new database, and again."""
    database = work / "vet.db"
    _remove(database)
    output([*VET, "--database", str(database), "db", "init", "--empty"])
    command = [*VET, "--database", str(database), "seed", "load", str(report), "-f", "csv"]
    return timed(command, f"observations,{rows},0,0,0"), timed(command, f"observations,0,0,{rows},0")


def _stock(work: Path, report: Path, rows: int) -> Took:
    """Import the file with the sqlite3 program."""
    database = work / "stock.db"
    _plain_table(database, report)
    file = report / "observations.csv"
    took = timed(["sqlite3", str(database), "PRAGMA foreign_keys = ON", f".import --csv --skip 1 '{file}' observation"], "")
    _count(database, rows)
    return took


def _utils(work: Path, peer: str, report: Path, rows: int) -> Took:
    """Insert the file with sqlite-utils."""
    database = work / "utils.db"
    _plain_table(database, report)
    took = timed([peer, "insert", str(database), "observation", str(report / "observations.csv"), "--csv", "--silent"], "")
    _count(database, rows)
    return took


def _plain_table(database: Path, report: Path) -> None:
    _remove(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(plain_tables(report / "observations.csv"))


def _count(database: Path, rows: int) -> None:
    with closing(sqlite3.connect(database)) as connection:
        there = connection.execute("SELECT count(*) FROM observation").fetchone()[0]
    if there != rows:
        sys.exit(f"{database.name} holds {there} observations, not {rows}")


def _remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{database}{ending}").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
