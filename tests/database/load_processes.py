"""What the tests of faults during a load need: large invented reports, loads in processes of their own, what a database says."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

INVENTED = Path(__file__).parents[1] / "invented" / "2031"
BEGINS = "from liuzhou_vet.__main__ import main\nprint('begun', flush=True)\nmain()\n"


def large_report(folder: Path, schools: int, teachers: int = 100, code: str = "xugou-2031") -> Path:
    """Write the invented report with so many more schools, each with ten years of a number that begins at `teachers`."""
    shutil.copytree(INVENTED, folder)
    for file in (folder / "report.toml", folder / "remarks.csv"):
        file.write_text(file.read_text(encoding="utf-8").replace("xugou-2031", code), encoding="utf-8")
    with (folder / "schools.csv").open("a", encoding="utf-8") as stream:
        for number in range(schools):
            name = f"虚构市第{number}职业学校"
            stream.write(f"xugou-{number},{name},,secondary_vocational,999900,{number + 3},{name},public,stated,,1.1\n")
    with (folder / "observations.csv").open("a", encoding="utf-8") as stream:
        for number in range(schools):
            for year in range(2021, 2031):
                value = teachers + number % 50
                stream.write(f"xugou-{number},full_time_teachers,{year},end,,,,,{value},,person,0,,,,1.1,{value}人,,\n")
    return folder


def begin(database: Path | str, *report: Path, program: str = BEGINS, **options: Any) -> "subprocess.Popen[str]":
    """Start a load in a process of its own; return when the program begins, as its first line of output says."""
    command = [sys.executable, "-c", program, "--database", str(database), "seed", "load", *map(str, report), "-f", "csv"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process: subprocess.Popen[str] = subprocess.Popen(command, **{**pipes, **options})
    assert process.stdout is not None
    if "begun" in program:
        assert process.stdout.readline() == "begun\n"
    return process


def said_at_the_end(process: "subprocess.Popen[str]") -> tuple[int, str, list[str]]:
    """Wait for a load; return its exit code, what it printed, and the lines on standard error but for warnings of the data."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out, [line for line in err.splitlines() if ".csv:" not in line and ".toml:" not in line]


def load(database: Path | str, *report: Path, **options: Any) -> tuple[int, str, list[str]]:
    """Load in a process of its own, to its end."""
    return said_at_the_end(begin(database, *report, **options))


def says(database: Path) -> dict[str, str]:
    """Return a digest of each table's rows but for when they were loaded; the file must be whole, and nothing beside it after."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {name: _digest(connection, f"SELECT * FROM {name}") for name in names if name not in ("seed_load", "sqlite_sequence")}
    assert os.listdir(database.parent) == [database.name]
    return found


def _digest(connection: sqlite3.Connection, query: str) -> str:
    return hashlib.sha256("\n".join(sorted(map(repr, connection.execute(query)))).encode()).hexdigest()


def observations(database: Path) -> int:
    """Return how many observations a database holds, as a reader sees it now."""
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM observation").fetchone()[0])
