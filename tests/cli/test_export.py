"""`vet export`: every format, read back, holds the rows of the view; what cannot be written is told and leaves nothing."""

import csv
import json
import os
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from liuzhou_vet.questions import QUESTIONS

Vet = Callable[..., Any]
TABLES = ["observation", "school_listing", "category_listing", "label", "remark"]


class Source:
    """The database itself, read without the program."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.kinds = {
            (item, part): kind for item, part, kind in self.connection.execute("SELECT item, part, kind FROM label WHERE coded = ''")
        }

    def columns(self) -> dict[str, list[str]]:
        """Return every table and view with its columns."""
        names = [row[0] for row in self.connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        return {name: [head[0] for head in self.connection.execute(f"SELECT * FROM {name}").description] for name in names}

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a table or view, lists as lists."""
        cursor = self.connection.execute(f"SELECT * FROM {name}")
        heads = [head[0] for head in cursor.description]
        return [{head: self.value(name, head, cell) for head, cell in zip(heads, row, strict=True)} for row in cursor]

    def value(self, name: str, head: str, cell: Any) -> Any:
        """Return a cell as a value of its column's kind."""
        kind = self.kinds[name, head]
        if kind == "list":
            return json.loads(cell or "[]")
        return bool(cell) if kind == "boolean" and cell is not None else cell

    def of_text(self, name: str, head: str, text: str) -> Any:
        """Return what a text of csv or tsv stands for; '' for what is missing, which such a text does not tell from an empty one."""
        kind = self.kinds[name, head]
        if text == "":
            return ""
        if kind in ("integer", "number"):
            return float(text)
        if kind == "list":
            return json.loads(text)
        return {"true": True, "false": False}[text] if kind == "boolean" else text


@pytest.fixture(scope="module")
def source(liuzhou: Path) -> Iterator[Source]:
    read = Source(liuzhou)
    with closing(read.connection):
        yield read


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def same(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> bool:
    """Say whether rows are the same whatever their order, each as often."""
    texts = [Counter(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows) for rows in (found, wanted)]
    return texts[0] == texts[1]


def unmissing(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows as csv can tell them: nothing for null, whole numbers and others alike."""
    plain = [{head: "" if cell is None else cell for head, cell in row.items()} for row in rows]
    return [{head: float(cell) if type(cell) is int else cell for head, cell in row.items()} for row in plain]


def test_csv_and_tsv_of_every_question_are_the_rows_of_its_view(vet: Vet, source: Source) -> None:
    for format in ("csv", "tsv"):
        assert vet("export", "-f", format, "-o", format).code == 0
        assert sorted(os.listdir(format)) == sorted(f"{question.name}.{format}" for question in QUESTIONS)
        for question in QUESTIONS:
            text = Path(format, f"{question.name}.{format}").read_text(encoding="utf-8")
            if format == "tsv":
                lines = [line.split("\t") for line in text.splitlines()]
            else:
                lines = list(csv.reader(text.splitlines(keepends=True)))
            rows = [
                {head: source.of_text(question.name, head, cell) for head, cell in zip(lines[0], row, strict=True)} for row in lines[1:]
            ]
            assert same(rows, unmissing(source.rows(question.name))), question.name


def test_json_lines_of_tables_and_views_are_their_rows(vet: Vet, source: Source) -> None:
    names = [question.name for question in QUESTIONS] + TABLES
    assert vet("export", *names, "-f", "jsonl", "-o", "all").code == 0
    for name in names:
        rows = [json.loads(line) for line in Path("all", f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert same(unmissing(rows), unmissing(source.rows(name))), name


def test_sqlite_holds_plain_tables_with_the_same_rows(vet: Vet, source: Source) -> None:
    names = [question.name for question in QUESTIONS]
    assert vet("export", "-o", "a.sqlite").code == 0
    with closing(sqlite3.connect("a.sqlite")) as connection:
        made = connection.execute("SELECT type, name FROM sqlite_master ORDER BY rowid").fetchall()
        assert made == [("table", name) for name in names]
        copy = Source.__new__(Source)
        copy.connection, copy.kinds = connection, source.kinds
        for name in names:
            assert same(copy.rows(name), source.rows(name)), name
        types = dict(row[1:3] for row in connection.execute("PRAGMA table_info(observations)"))
        assert (types["year"], types["value"], types["section"]) == ("INTEGER", "NUMERIC", "TEXT")


@pytest.mark.parametrize(("lang", "title", "head"), [("en", "Teachers", "Category"), ("zh", "教师", "类别")])
def test_a_workbook_has_a_sheet_each_with_numbers_and_the_languages_heads(
    vet: Vet, source: Source, lang: str, title: str, head: str
) -> None:
    calamine = pytest.importorskip("python_calamine")
    assert vet("export", "teachers", "schools", "school", "-o", "a.xlsx", lang=lang).code == 0
    book = calamine.load_workbook("a.xlsx")
    assert len(book.sheet_names) == len(set(book.sheet_names)) == 3
    heads, *rows = book.get_sheet_by_name(title).to_python()
    assert heads[0] == head
    wanted = source.rows("teachers")
    columns = list(wanted[0])
    counts = [row[columns.index("headcount")] for row in rows]
    assert sorted(map(str, counts)) == sorted(str(float(row["headcount"])) if row["headcount"] is not None else "" for row in wanted)


def test_numbers_in_text_have_the_decimals_of_their_source(vet: Vet) -> None:
    lines = vet("export", "observation").out.splitlines()
    places = [lines[0].split(",").index(name) for name in ("value", "decimals", "printed")]
    found = [[row[place] for place in places] for row in csv.reader(lines[1:])]
    assert ["10934.80", "2", "10934.80元"] in found


@pytest.mark.parametrize("name", ["observations", "schools", "projects"])
def test_the_order_is_that_of_the_questions_answer(name: str, vet: Vet) -> None:
    asked = list(csv.reader(vet("query", name, "-f", "csv").out.splitlines(keepends=True)))
    exported = list(csv.reader(vet("export", name).out.splitlines(keepends=True)))
    places = [exported[0].index(head) for head in asked[0]]
    assert [[row[place] for place in places] for row in exported] == asked


def test_no_two_rows_of_one_rank_change_places(vet: Vet, liuzhou: Path, here: Path) -> None:
    """Rows that are alike in what they are ordered by come in one order, however they lie in the file."""
    other = shutil.copy(liuzhou, here / "other.db")
    with closing(sqlite3.connect(other)) as connection, connection:
        for table in ("observation", "participation", "mention"):
            connection.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} ORDER BY rowid DESC")
            connection.execute(f"DELETE FROM {table}")
            connection.execute(f"INSERT INTO {table} SELECT * FROM kept ORDER BY rowid")
            connection.execute("DROP TABLE kept")
    for name in ("observations", "observation", "participation", "events", "projects", "names"):
        assert vet("export", name).out == vet("export", name, database=str(other)).out, name


def test_the_format_may_stand_before_the_command_and_other_commands_do_not_take_it(vet: Vet) -> None:
    assert vet("-f", "sqlite", "export", "schools", "-o", "a").code == 0
    assert Path("a").read_bytes().startswith(b"SQLite format 3")
    ran = vet("-f", "sqlite", "query", "schools", "-o", "b")
    assert (ran.code, ran.out, len(ran.err.splitlines()), os.listdir()) == (2, "", 1, ["a"])


def test_for_excel_there_are_a_mark_crlf_and_labels(vet: Vet) -> None:
    text = vet("export", "学校", "--excel", lang="zh").out
    assert text.startswith("\ufeff代码,")
    assert text.count("\r\n") == 11


def test_names_titles_and_aliases_are_known_and_said_twice_is_once(vet: Vet) -> None:
    assert vet("export", "教师", "teachers", "-o", "a.csv").code == 0
    assert Path("a.csv").read_text(encoding="utf-8").startswith("category,")


WRONG = [
    (["skools"], 1, "schools"),
    (["vet_version"], 1, "no table or view"),
    (["sqlite_master"], 1, "no table or view"),
    (["observation; delete from observation"], 1, "no table or view"),
    (["schools", "-o", "a.txt"], 2, ".parquet"),
    (["schools", "-o", "a.xls"], 2, ".xlsx"),
    (["schools", "-f", "markdown"], 2, "parquet"),
    (["schools", "teachers"], 2, "-o FILE.xlsx"),
    ([], 2, "-o FILE.xlsx"),
    (["schools", "teachers", "-o", "a.csv"], 2, "-o DIR"),
    (["-o", "a.parquet"], 2, "-o DIR"),
    (["schools", "--excel", "-o", "a.json"], 2, "-f csv"),
    (["schools", "-o", "none/a.csv"], 1, "none"),
    (["schools", "-o", "file/a.csv"], 1, "file"),
    (["schools", "-o", ""], 2, "empty"),
    (["--datapackage", ""], 2, "empty"),
    (["--datasette", ""], 2, "empty"),
    (["schools", "teachers", "-f", "csv", "-o", "full"], 1, "empty"),
    (["schools", "teachers", "-f", "csv", "-o", "file"], 1, "empty"),
    (["--datapackage", "full"], 1, "empty"),
    (["--datasette", "full"], 1, "empty"),
    (["--datasette", "file"], 1, "empty"),
    (["--datasette", "a", "--datapackage", "b"], 2, "one at a time"),
    (["--datapackage", "a", "-f", "json"], 2, "-f"),
    (["--datasette", "a", "schools"], 2, "whole database"),
]


@pytest.mark.parametrize(("arguments", "code", "word"), WRONG, ids=[" ".join(each[0]) or "nothing" for each in WRONG])
def test_what_is_wrong_is_one_line_and_leaves_everything_as_it_was(
    arguments: list[str], code: int, word: str, vet: Vet, here: Path
) -> None:
    (here / "full").mkdir()
    (here / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    (here / "file").write_text("mine", encoding="utf-8")
    ran = vet("export", *arguments)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1), ran
    assert word in ran.err
    assert sorted(os.listdir(here)) == ["file", "full"]
    assert os.listdir(here / "full") == ["mine.txt"]


@pytest.mark.parametrize(
    "option", [["--limit", "1"], ["--columns", "code"], ["--sort", "code"], ["--no-header"], ["-f", "table"], ["-f", "svg"]], ids=str
)
def test_options_for_some_rows_or_columns_are_refused_before_the_command_too(option: list[str], vet: Vet) -> None:
    ran = vet(*option, "export", "schools")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), ran


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "jsonl", "xlsx", "sqlite"])
def test_a_failure_midway_keeps_the_file_that_was_there(format: str, vet: Vet, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from liuzhou_vet.answers.export import Exporter

    rows = Exporter._rows

    def broken(self: Exporter, *given: Any) -> Iterator[Any]:
        yield next(rows(self, *given))
        raise OSError(5, "the disk is gone")

    monkeypatch.setattr(Exporter, "_rows", broken)
    (here / f"a.{format}").write_text("old", encoding="utf-8")
    assert vet("export", "schools", "-o", f"a.{format}").code == 1
    assert vet("export", "schools", "teachers", "-f", format, "-o", "new/folder/").code == 1
    assert vet("export", "--datapackage", "package").code == 1
    assert (here / f"a.{format}").read_text(encoding="utf-8") == "old"
    assert os.listdir(here) == [f"a.{format}"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("format", ["csv", "jsonl", "xlsx", "sqlite"])
def test_a_full_disk_is_one_line(format: str, vet: Vet) -> None:
    ran = vet("export", "schools", "-f", format, "-o", "/dev/full")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1), ran
    assert "full" in ran.err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["schools", "-f", "json", "-o"], ["--datapackage"], ["--datasette"]], ids=" ".join)
def test_a_full_disk_below_a_folder_is_one_line_and_leaves_nothing(
    arguments: list[str], vet: Vet, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: str) -> BinaryIO:
        return open("/dev/full", "wb")

    monkeypatch.setattr("liuzhou_vet.render.folder._new_file", full)
    ran = vet("export", *arguments, "new/")
    assert (ran.code, ran.out, len(ran.err.splitlines()), os.listdir(here)) == (1, "", 1, []), ran
    assert "the disk is full" in ran.err


def test_a_dash_is_standard_output(vet: Vet, here: Path) -> None:
    assert vet("export", "schools", "-o", "-") == vet("export", "schools")
    assert not os.listdir(here)


@pytest.mark.parametrize("format", ["xlsx", "sqlite"])
def test_bytes_are_not_for_a_terminal(format: str, vet: Vet, monkeypatch: pytest.MonkeyPatch) -> None:
    from liuzhou_vet.render import output

    monkeypatch.setattr(output, "_standard_output", output._Terminal)
    ran = vet("export", "schools", "-f", format)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), ran
    assert "-o FILE" in ran.err


@pytest.mark.parametrize(("format", "module"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_missing_extra_is_one_line_that_says_what_to_install(
    format: str, module: str, vet: Vet, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    ran = vet("export", "schools", "-o", f"a.{format}")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "pip install" in ran.err
    assert not os.listdir(here)


def test_more_rows_than_a_sheet_holds_are_refused(vet: Vet, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from liuzhou_vet.render import xlsx

    monkeypatch.setattr(xlsx, "MOST_ROWS", 9)
    ran = vet("export", "teachers", "schools", "-o", "a.xlsx")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "teachers has 12 rows" in ran.err
    assert not os.listdir(here)


def test_an_empty_folder_is_filled_and_stays_the_folder_it_is(vet: Vet, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number_of, arguments in enumerate((["schools", "teachers", "-f", "csv", "-o", "."], ["--datasette", "."], ["--datapackage", "."])):
        folder = here / str(number_of)
        folder.mkdir()
        before = folder.stat().st_ino
        monkeypatch.chdir(folder)
        assert vet("export", *arguments).code == 0
        assert len(os.listdir(".")) > 1
        assert (folder.stat().st_ino, [name for name in os.listdir(folder) if name.startswith(".")]) == (before, [])


@pytest.mark.parametrize("ending", ["db", "sqlite", "csv"])
def test_no_database_of_ours_is_written_over(ending: str, vet: Vet, liuzhou: Path, here: Path) -> None:
    mine = here / f"mine.{ending}"
    shutil.copy(liuzhou, mine)
    before = mine.read_bytes()
    (here / f"link.{ending}").symlink_to(mine)
    for place in (mine, here / f"link.{ending}"):
        ran = vet("export", "schools", "-o", str(place), database=str(mine))
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1), ran
    assert mine.read_bytes() == before


@pytest.fixture
def package(vet: Vet) -> dict[str, Any]:
    """Write a data package of everything and return its descriptor."""
    assert vet("export", "--datapackage", "package").code == 0
    descriptor: dict[str, Any] = json.loads(Path("package", "datapackage.json").read_text(encoding="utf-8"))
    return descriptor


def test_a_data_package_describes_each_of_its_files(package: dict[str, Any], source: Source) -> None:
    names = {resource["name"] for resource in package["resources"]}
    assert names > {"observation", "subject", "observations", "schools"}
    assert "seed_load" not in names
    assert set(os.listdir("package")) == {"datapackage.json", *(f"{name}.csv" for name in names)}
    assert package["sources"][0]["version"] == "liuzhou-2020"
    assert "No licence is declared" in package["description"]
    for resource in package["resources"]:
        with Path("package", resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        fields = resource["schema"]["fields"]
        heads = next(csv.reader(Path("package", resource["path"]).read_text(encoding="utf-8").splitlines()))
        assert [field["name"] for field in fields] == heads
        assert all(field["title"] and field["description"] for field in fields), resource["name"]
        for field in fields:
            if "categories" in field:
                known = {category["value"] for category in field["categories"]}
                assert {row[field["name"]] for row in rows} <= {*known, ""}, (resource["name"], field["name"])


def test_the_keys_of_a_data_package_hold(package: dict[str, Any]) -> None:
    resources = {resource["name"]: resource for resource in package["resources"]}
    cells: dict[tuple[str, tuple[str, ...]], list[tuple[str, ...]]] = {}

    def values(name: str, columns: list[str]) -> list[tuple[str, ...]]:
        key = (name, tuple(columns))
        if key not in cells:
            with Path("package", resources[name]["path"]).open(encoding="utf-8", newline="") as file:
                cells[key] = [tuple(row[column] for column in columns) for row in csv.DictReader(file)]
        return cells[key]

    references = 0
    for name, resource in resources.items():
        if "primaryKey" in resource["schema"]:
            found = values(name, resource["schema"]["primaryKey"])
            assert len(found) == len(set(found)), name
        for key in resource["schema"].get("foreignKeys", []):
            to = values(key["reference"].get("resource", name), key["reference"]["fields"])
            assert {each for each in values(name, key["fields"]) if any(each)} <= set(to), (name, key)
            references += 1
    assert references > 100


def test_of_some_tables_only_the_keys_among_them_are_declared(vet: Vet) -> None:
    assert vet("export", "observation", "indicator", "--datapackage", "some").code == 0
    first = json.loads(Path("some", "datapackage.json").read_text(encoding="utf-8"))["resources"][0]
    assert [key["reference"]["resource"] for key in first["schema"]["foreignKeys"]] == ["indicator"]


def test_datasette_is_told_of_every_table_column_and_question(vet: Vet, source: Source) -> None:
    assert vet("export", "--datasette", "site", lang="zh").code == 0
    described = json.loads(Path("site", "metadata.json").read_text(encoding="utf-8"))["databases"]["vet"]
    for item, columns in source.columns().items():
        assert described["tables"][item]["description"]
        assert list(described["tables"][item]["columns"]) == columns
        assert all(described["tables"][item]["columns"].values())
    assert list(described["queries"]) == [question.name for question in QUESTIONS]
    assert described["queries"]["schools"]["title"] == "学校"


def test_datasettes_questions_answer_with_their_rows_and_filters(vet: Vet) -> None:
    assert vet("export", "--datasette", "site").code == 0
    queries = json.loads(Path("site", "metadata.json").read_text(encoding="utf-8"))["databases"]["vet"]["queries"]
    with closing(sqlite3.connect(Path("site", "vet.db"))) as connection:

        def rows(name: str, **given: str) -> int:
            values = dict.fromkeys(queries[name]["params"], "") | given
            return len(connection.execute(queries[name]["sql"], values).fetchall())

        for question in QUESTIONS:
            assert rows(question.name) == connection.execute(f"SELECT count(*) FROM {question.name}").fetchone()[0]
            for each in question.filters:
                assert rows(question.name, **{each.option: "虚构"}) <= rows(question.name)
        asked = {
            ("schools", "ownership"): "民办",
            ("schools", "honours"): "yes",
            ("honours", "level"): "national",
            ("projects", "school"): "一职校",
            ("observations", "indicator"): "就业率",
            ("observations", "section"): "2.2",
            ("observations", "year"): "2019",
            ("enterprises", "school"): "二职校",
            ("documents", "search"): "教育",
        }
        for (name, option), word in asked.items():
            given = ["--honours"] if option == "honours" else [f"--{option}", word]
            assert rows(name, **{option: word}) == len(vet("query", name, *given, "-f", "json").rows), (name, option)


def test_the_copy_for_datasette_says_nothing_of_who_loaded_it_from_where(vet: Vet, liuzhou: Path) -> None:
    with closing(sqlite3.connect(liuzhou)) as connection:
        paths = {row[0] for row in connection.execute("SELECT path FROM seed_load")}
    assert vet("export", "--datasette", "site").code == 0
    content = Path("site", "vet.db").read_bytes()
    assert not [path for path in paths if path.encode() in content]
    assert len(vet("--database", "site/vet.db", "query", "schools", "-f", "json").rows) == 10
    assert sorted(os.listdir("site")) == ["metadata.json", "settings.json", "vet.db"]
