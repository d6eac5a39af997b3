"""How long `vet export` of a million observations takes beside `sqlite3 -csv` of the same view: prints a Markdown table.

    python tests/benchmarks/export.py [--database LARGE.db]

The report is invented and the same on every run (`generator.py`); a database made of it earlier is taken with --database. The peer
reads `SELECT * FROM observations` in no order; `vet` sorts the rows as the question has them. Nothing here judges a time; a wrong
count ends the script. Memory is the most that a process held.
"""

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from generator import ROWS, write_report
from peers import VET, Took, output, timed

READ = "SELECT * FROM observations"


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description="Time the export of a large database beside sqlite3.")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"observations (default {ROWS:,})")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default 3); the median counts")
    parser.add_argument("--database", help="a database of so many observations that is there already")
    asked = parser.parse_args()
    if not shutil.which("sqlite3"):
        sys.exit("this needs the program sqlite3")
    with tempfile.TemporaryDirectory(prefix="vet-benchmark-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        database = asked.database or _made(work, asked.rows)
        _count_is(asked.rows, _rows_of(database))
        formats = ["csv", "jsonl", "sqlite", *(["parquet"] if find_spec("pyarrow") else [])]
        runs: dict[str, list[Took]] = {name: [] for name in ("peer", *formats)}
        for _run in range(asked.runs):
            runs["peer"].append(timed(["sqlite3", "-csv", database, f".once '{work / 'peer.csv'}'", READ], ""))
            for name in formats:
                runs[name].append(timed([*VET, "--database", database, "export", "observations", "-o", str(work / f"a.{name}")], ""))
            _count_is(asked.rows, sum(1 for _line in _lines(work / "a.csv")) - 1)
    took = {name: Took(*(statistics.median(values) for values in zip(*each, strict=True))) for name, each in runs.items()}
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {asked.rows:,} observations, medians of {asked.runs} runs.\n")
    print("| `vet export observations -o` | time | memory | `sqlite3 -csv` | ratio | at most |\n|:--|--:|--:|--:|--:|--:|")
    for name in formats:
        ours, peer = took[name], took["peer"]
        times = f"{ours.seconds:.1f} s | {ours.megabytes:.0f} MB | {peer.seconds:.1f} s | {ours.seconds / peer.seconds:.2f}"
        print(f"| `.{name}` | {times} | {'2.00, 150 MB' if name == 'csv' else ''} |")


def _made(work: Path, rows: int) -> str:
    """Load the invented report into a new database and return its path."""
    database = str(work / "large.db")
    output([*VET, "--database", database, "db", "init", "--empty"])
    write_report(work / "report", rows)
    output([*VET, "--database", database, "seed", "load", str(work / "report")])
    return database


def _rows_of(database: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM observation").fetchone()[0])


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", newline="\n") as stream:
        yield from stream


def _count_is(wanted: int, found: int) -> None:
    if found != wanted:
        sys.exit(f"{found:,} rows where {wanted:,} are due")


if __name__ == "__main__":
    main()
