"""How long `vet audit` and `vet verify` take: prints a Markdown table.

    python tests/benchmarks/audit.py [--report liuzhou-2020.txt]

The large report is invented and the same on every run (`generator.py`): 200,000 shares with their counts, five years each. The peer
is `sqlite3` reading the same observations as CSV, which judges nothing. Without the text of the 2020 report `vet verify` is left
out. Nothing here judges a time; a wrong count ends the script. Memory is the most that a process held.
"""

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
from pathlib import Path

from generator import ROWS, write_report
from peers import VET, Took, output, timed

READ = "SELECT * FROM observation ORDER BY subject_code"


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description="Time the audit and the verification of reports.")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"observations (default {ROWS:,})")
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default 3); the median counts")
    parser.add_argument("--report", help="the text of the 2020 report")
    asked = parser.parse_args()
    if not shutil.which("sqlite3"):
        sys.exit("this needs the program sqlite3")
    with tempfile.TemporaryDirectory(prefix="vet-benchmark-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        small, large = work / "vet.db", work / "large.db"
        output([*VET, "--database", str(small), "db", "init"])
        output([*VET, "--database", str(large), "db", "init", "--empty"])
        write_report(work / "report", asked.rows)
        output([*VET, "--database", str(large), "seed", "load", str(work / "report")])
        commands = {
            "audit": ([*VET, "--database", str(small), "audit", "--strict"], "20.2 %"),
            "large": ([*VET, "--database", str(large), "audit", "-f", "csv"], "share,"),
            "peer": (["sqlite3", "-csv", str(large), READ], "synthetic"),
        }
        if asked.report:
            commands["verify"] = ([*VET, "--database", str(small), "verify", asked.report, "-f", "json"], '"unaccounted": []')
        runs: dict[str, list[Took]] = {name: [] for name in commands}
        for _run in range(asked.runs):
            for name, (command, says) in commands.items():
                runs[name].append(timed(command, says))
    took = {name: Took(*(statistics.median(values) for values in zip(*each, strict=True))) for name, each in runs.items()}
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, medians of {asked.runs} runs, whole processes.\n")
    print("| what | time | memory | beside | ratio | at most |\n|:--|--:|--:|--:|--:|--:|")
    print(_line("`audit --strict` of the 2020 report", took["audit"], "1 s"))
    if "verify" in took:
        print(_line("`verify` of the 2020 report", took["verify"], "1 s"))
    beside = f"{took['peer'].seconds:.1f} s `sqlite3 -csv` of the same rows"
    ratio = f"{took['large'].seconds / took['peer'].seconds:.1f}"
    print(_line(f"`audit` of {asked.rows:,} synthetic observations", took["large"], "60 s, 500 MB", beside, ratio))


def _line(what: str, took: Took, goal: str, beside: str = "", ratio: str = "") -> str:
    seconds = f"{took.seconds:.1f} s" if took.seconds >= 2 else f"{took.seconds:.2f} s"
    memory = f"{took.megabytes:.0f} MB" if took.megabytes else ""
    return f"| {what} | {seconds} | {memory} | {beside} | {ratio} | {goal} |"


if __name__ == "__main__":
    main()
