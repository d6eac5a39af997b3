"""What `vet export` writes is opened by the programs it is written for: LibreOffice, DuckDB, pandas, Datasette, frictionless."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.questions import QUESTIONS

Vet = Callable[..., Any]
SOFFICE = shutil.which("soffice")
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
NAMES = [question.name for question in QUESTIONS]

pytestmark = pytest.mark.slow


def needs(*modules: str) -> pytest.MarkDecorator:
    """Skip a test where modules are not installed, and say how they are."""
    missing = [module for module in modules if find_spec(module) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed: pip install -e '.[parquet,test-tools]'")


@pytest.fixture(scope="module")
def database(liuzhou: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(liuzhou)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def kinds(database: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return the kind of every column."""
    return {(item, part): kind for item, part, kind in database.execute("SELECT item, part, kind FROM label WHERE coded = ''")}


def wanted(database: sqlite3.Connection, kinds: dict[tuple[str, str], str], name: str) -> Counter[str]:
    """Return the rows of a view as texts, each as often as it is there: lists as lists, truth as truth, numbers as numbers."""
    return counted([_typed(kinds, name, dict(row)) for row in database.execute(f"SELECT * FROM {name}")])


def _typed(kinds: dict[tuple[str, str], str], name: str, row: dict[str, Any]) -> dict[str, Any]:
    typed = {}
    for head, cell in row.items():
        kind = kinds[name, head]
        if kind == "list":
            cell = json.loads(cell or "[]")
        elif cell is not None and kind in ("boolean", "number"):
            cell = bool(cell) if kind == "boolean" else float(cell)
        typed[head] = cell
    return typed


def counted(rows: list[dict[str, Any]]) -> Counter[str]:
    return Counter(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


@needs("pyarrow", "duckdb", "pandas")
def test_parquet_is_read_by_duckdb_pyarrow_and_pandas(vet: Vet, database: sqlite3.Connection, kinds: dict[tuple[str, str], str]) -> None:
    import duckdb
    import pandas
    from pyarrow import parquet

    assert vet("export", *NAMES, "observation", "label", "-f", "parquet", "-o", "all").code == 0
    for name in (*NAMES, "observation", "label"):  # the last has more rows than are made at a time
        file = f"all/{name}.parquet"
        rows = wanted(database, kinds, name)
        assert counted(parquet.read_table(file).to_pylist()) == rows, name
        relation = duckdb.sql(f"SELECT * FROM '{file}'")
        assert counted([dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]) == rows, name
        assert len(pandas.read_parquet(file)) == sum(rows.values())
    frame = pandas.read_parquet("all/observations.parquet")
    assert frame["year"].dtype.kind == "i"
    assert frame["value"].dtype == "float64"
    assert duckdb.sql("SELECT sum(value) FROM 'all/observations.parquet' WHERE unit = '人'").fetchall()[0] == tuple(
        database.execute("SELECT total(value) FROM observations WHERE unit = '人'").fetchone()
    )


@needs("pyarrow")
def test_parquet_goes_to_a_pipe_and_a_full_disk_is_one_line(liuzhou: Path) -> None:
    from pyarrow import parquet

    command = [sys.executable, "-m", "liuzhou_vet", "--database", str(liuzhou), "export", "schools", "-f", "parquet"]
    Path("a.parquet").write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    assert parquet.read_table("a.parquet").num_rows == 10
    if Path("/dev/full").exists():
        done = subprocess.run([*command, "-o", "/dev/full"], capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (Debian package libreoffice-calc)")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_libreoffice_opens_every_sheet_of_the_workbook(lang: str, vet: Vet, here: Path, database: sqlite3.Connection) -> None:
    assert vet("export", "-o", "all.xlsx", lang=lang).code == 0
    profile = (here / "profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", AS_CSV, "--outdir", "csv", "all.xlsx"]
    environment = os.environ | {"LC_ALL": "C.UTF-8"}  # else it writes ? for Chinese in the names of files
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    for question in QUESTIONS:
        with Path("csv", f"all-{question.title(lang)}.csv").open(encoding="utf-8", newline="") as file:
            heads, *rows = list(csv.reader(file))
        names = [row[1] for row in database.execute(f"PRAGMA table_info({question.name})")]
        labels = dict(database.execute(f"SELECT part, {lang} FROM label WHERE item = ? AND coded = ''", [question.name]).fetchall())
        assert [head.lower() for head in heads] == [labels[name].lower() for name in names]
        cells = database.execute(f"SELECT * FROM {question.name}").fetchall()
        assert len(rows) == len(cells), question.name
        if "value" in names:
            place = names.index("value")
            found = Counter(float(row[place]) for row in rows if row[place])
            assert found == Counter(float(row["value"]) for row in cells if row["value"] is not None), question.name


@needs("duckdb", "pandas")
def test_csv_and_json_are_read_by_duckdb_and_pandas(vet: Vet, database: sqlite3.Connection) -> None:
    import duckdb
    import pandas

    for ending in ("csv", "json", "jsonl"):
        assert vet("export", "observations", "-o", f"a.{ending}").code == 0
    count = database.execute("SELECT count(*), total(value) FROM observations").fetchone()
    for ending in ("csv", "json", "jsonl"):
        relation = duckdb.sql(f"SELECT count(*), sum(value) FROM 'a.{ending}'").fetchall()[0]
        assert relation == pytest.approx(tuple(count)), ending
    assert len(pandas.read_csv("a.csv", dtype={"section": str})) == count[0]
    assert len(pandas.read_json("a.jsonl", lines=True)) == count[0]


ASK_DATASETTE = """
import asyncio, json, sys
from datasette.app import Datasette
from pathlib import Path

async def main():
    site = Datasette(config_dir=Path(sys.argv[1]), immutables=[str(Path(sys.argv[1], "vet.db"))])
    await site.invoke_startup()
    answers = {}
    for path in json.load(sys.stdin):
        answered = await site.client.get(path)
        answers[path] = [answered.status_code, answered.json() if ".json" in path else answered.text]
    print(json.dumps(answers))

asyncio.run(main())
"""


@needs("datasette")
def test_datasette_answers_every_question_with_its_rows(vet: Vet, database: sqlite3.Connection) -> None:
    from urllib.parse import quote

    assert vet("export", "--datasette", "site", lang="zh").code == 0
    asked = [f"/vet/{name}.json?_shape=array" for name in NAMES]
    filtered = {"/vet/schools.json?_shape=array&ownership=" + quote("民办"): ("ownership", "private")}
    pages = ["/vet", "/vet/observation", "/vet/schools"]
    command = [sys.executable, "-W", "ignore", "-c", ASK_DATASETTE, "site"]
    done = subprocess.run(
        command, input=json.dumps([*asked, *filtered, *pages]), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert {path: status for path, (status, _answer) in answers.items() if status != 200} == {}
    for question, path in zip(QUESTIONS, asked, strict=True):
        columns = question.columns.replace(" ", ", ")
        rows = counted([dict(row) for row in database.execute(f"SELECT {columns} FROM {question.name}")])
        assert counted(answers[path][1]) == rows, question.name
    for path, (head, value) in filtered.items():
        assert {row[head] for row in answers[path][1]} == {value}
    assert "观测值" in answers["/vet"][1]
    meanings = [row[0] for row in database.execute("SELECT meaning_zh FROM label WHERE item = 'observation' AND coded = ''")]
    assert [words for words in meanings if escape(words) not in answers["/vet/observation"][1]] == []


@needs("frictionless")
@pytest.mark.parametrize(("lang", "names"), [("en", []), ("zh", []), ("en", ["observation", "subject", "teachers"])], ids=str)
def test_frictionless_accepts_the_data_package(lang: str, names: list[str], vet: Vet) -> None:
    from frictionless import Package

    assert vet("export", *names, "--datapackage", "package", lang=lang).code == 0
    command = [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "package/datapackage.json", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    report = json.loads(done.stdout)
    errors = [error for task in report["tasks"] for error in task["errors"]]
    assert (done.returncode, report["valid"], errors + report["errors"] + report["warnings"]) == (0, True, [])
    assert len(report["tasks"]) == len(Package("package/datapackage.json").resources) >= max(len(names), 3)


@needs("frictionless")
def test_frictionless_sees_what_is_wrong_with_a_package(vet: Vet) -> None:
    """The keys and types that are declared are what it checks."""
    assert vet("export", "observation", "indicator", "--datapackage", "package").code == 0
    file = Path("package", "observation.csv")
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[1].split(",")
    heads = lines[0].strip().split(",")
    cells[heads.index("indicator_code")], cells[heads.index("year")] = "no_such_indicator", "MMXX"
    file.write_text("".join([lines[0], ",".join(cells), *lines[1:]]), encoding="utf-8")
    command = [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "package/datapackage.json", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    found = {error["type"] for task in json.loads(done.stdout)["tasks"] for error in task["errors"]}
    assert found >= {"foreign-key", "type-error", "primary-key"}


def test_a_reader_that_closes_the_pipe_is_silence_and_zero(liuzhou: Path) -> None:
    for format in ("csv", "jsonl"):
        command = f"{sys.executable} -m liuzhou_vet --database '{liuzhou}' export label -f {format} | head -1; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, encoding="utf-8", check=True)
        assert (done.stdout.splitlines()[1:], done.stderr) == (["0"], "")
