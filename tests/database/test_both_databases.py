"""PostgreSQL answers byte for byte as SQLite does: the same reports in both, the same words asked of both."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from postgres_server import YEARS

from liuzhou_vet.questions import QUESTIONS, Filter, Question
from liuzhou_vet.render import FORMATS

Same = Callable[..., Any]

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
EVERYONE = ("--region", "all")
LONGEST = 4  # values of a filter that are tried


@pytest.fixture
def same(vet: Callable[..., Any], sqlite_file: Path, postgres_url: str) -> Same:
    """Return a function that runs `vet` with its arguments on both databases and holds the answers against each other."""

    def ask(*arguments: str, **how: Any) -> Any:
        expected = vet(*arguments, database=str(sqlite_file), **how)
        found = vet(*arguments, database=postgres_url, **how)
        assert (found.code, found.out, found.err) == (expected.code, expected.out, expected.err), arguments
        return found

    return ask


def _values(path: Path, question: Question, each: Filter) -> list[str]:
    """Return some values by which a filter finds rows: the first, the last and some between."""
    with sqlite3.connect(path) as connection:
        if each.kind in ("school", "listed") or each.of == "school":
            rows = connection.execute("SELECT code FROM school ORDER BY code")
        else:
            column = each.column.split()[0]
            rows = connection.execute(f"SELECT DISTINCT {column} FROM {question.name} WHERE {column} IS NOT NULL ORDER BY 1")
        values = [str(value) for (value,) in rows]
    return values[:: max(1, len(values) // LONGEST)]


def _filtered(path: Path, question: Question) -> Iterator[tuple[str, ...]]:
    for each in question.filters:
        if each.kind == "flag":
            yield (f"--{each.option}",)
        else:
            yield from ((f"--{each.option}", value) for value in _values(path, question, each))


@pytest.mark.slow
@each_question
def test_a_question_with_all_of_its_columns(question: Question, same: Same) -> None:
    ran = same("query", question.name, *EVERYONE, "--columns", ",".join(question.columns.split()), "-f", "json")
    assert ran.code == 0
    assert ran.rows


@pytest.mark.slow
@each_question
def test_a_question_for_people(question: Question, same: Same) -> None:
    assert same("query", question.name, *EVERYONE, lang="zh").code == 0


@pytest.mark.slow
@each_question
def test_each_filter_once(question: Question, same: Same, sqlite_file: Path) -> None:
    seen = set()
    for option, *value in _filtered(sqlite_file, question):
        if option not in seen:
            seen.add(option)
            same("query", question.name, *EVERYONE, option, *value, "-f", "csv")


@pytest.mark.slow
@each_question
def test_each_filter_with_several_values(question: Question, same: Same, sqlite_file: Path) -> None:
    for asked in _filtered(sqlite_file, question):
        same("query", question.name, *EVERYONE, *asked, "-f", "csv")


@pytest.mark.slow
@each_question
@pytest.mark.parametrize("form", FORMATS)
def test_a_question_in_every_format_and_language(question: Question, form: str, same: Same) -> None:
    for lang in ("zh", "en"):
        if form != "xlsx":
            assert same("query", question.name, *EVERYONE, "-f", form, lang=lang).code == 0


@pytest.mark.slow
@each_question
def test_a_workbook_holds_the_same(
    question: Question, vet: Callable[..., Any], sqlite_file: Path, postgres_url: str, tmp_path: Path
) -> None:
    books = []
    for name, database in (("here", str(sqlite_file)), ("there", postgres_url)):
        file = tmp_path / f"{name}.xlsx"
        assert vet("query", question.name, *EVERYONE, "-o", str(file), database=database).code == 0
        with ZipFile(file) as parts:
            books.append({part: parts.read(part) for part in parts.namelist() if part != "docProps/core.xml"})  # which tells the time
    assert books[0] == books[1]


@each_question
def test_the_printed_statement_runs_on_both(question: Question, same: Same, sqlite_file: Path, postgres_url: str) -> None:
    import psycopg

    printed = same("query", question.name, *EVERYONE, "--sql").out
    with sqlite3.connect(sqlite_file) as here, psycopg.connect(postgres_url) as there:
        expected = here.execute(printed).fetchall()
        found = there.execute(printed).fetchall()
    assert [tuple(map(_plain, row)) for row in found] == [tuple(map(_plain, row)) for row in expected]


def _plain(value: Any) -> Any:
    """Return a value as it may be compared: drivers give 1, 1.0, True and Decimal('1') for the same."""
    return value if value is None or isinstance(value, str) else round(float(value), 9)


COMMANDS = [
    ("indicators", "--year", "2020", "--region", "柳州"),
    ("indicators", "--year", "2020", "--region", "柳州", "--subject", "all", "-f", "json"),
    ("indicators", "--year", "2032", "--compare", "2031", *EVERYONE, "-f", "json"),
    ("indicators", "--year", "1999", *EVERYONE),
    ("indicators", "--year", "2020", "--region", "柳州", "--search", "率"),
    ("compare", "初次就业率", *EVERYONE),
    ("compare", "初次就业率", *EVERYONE, "--years", "2018-2033", "--subject", "all", "--wide", "year", "-f", "csv"),
    ("audit", *EVERYONE),
    ("audit", *EVERYONE, "-f", "json"),
    ("show", "双师型教师"),
    ("show", "一职校", "-f", "json"),
    ("show", "nothing of this name"),
    ("search", "工资"),
    ("search", "NAC"),
    ("search", "nac"),
    ("query", "events", *EVERYONE, "--search", "nac", "-f", "csv"),
    ("cite", "liuzhou-2020"),
    ("sql", "--schema"),
    ("sql", "--schema", "observations"),
    ("sql", "--schema", "observaton"),
    ("verify", str(YEARS[0].parent / "xugou-2031.txt")),
    ("chart", "就业率", *EVERYONE, "-f", "svg"),
    ("seed", "check", "2020"),
    ("seed", "diff", "2020"),
]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_command(arguments: tuple[str, ...], same: Same) -> None:
    ran = same(*arguments, lang="en")
    assert ran.out or ran.err


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "html"])
def test_the_indicators_of_every_year(form: str, same: Same) -> None:
    for year in ("2018", "2019", "2020", "2030", "2031", "2032", "2033", "all"):
        same("indicators", "--year", year, *EVERYONE, "--subject", "all", "-f", form)


@pytest.mark.slow
def test_everything_there_is_to_show(same: Same, sqlite_file: Path) -> None:
    with sqlite3.connect(sqlite_file) as connection:
        things = connection.execute("SELECT DISTINCT thing, code FROM names").fetchall()
    for kind, code in things:
        same("show", code, "--kind", kind, "-f", "json")


@pytest.mark.slow
def test_everything_under_each_of_its_names(same: Same, sqlite_file: Path) -> None:
    with sqlite3.connect(sqlite_file) as connection:
        names = [name for (name,) in connection.execute("SELECT DISTINCT alias FROM names")]
    for name in names[::3]:
        same("search", name, "-f", "csv")
        same("show", name)


@pytest.mark.slow
def test_every_series_and_every_citation(same: Same, sqlite_file: Path) -> None:
    with sqlite3.connect(sqlite_file) as connection:
        indicators = [code for (code,) in connection.execute("SELECT DISTINCT indicator_code FROM observation")]
        figures = [code for (code,) in connection.execute("SELECT id FROM observation")]
    for code in indicators:
        same("compare", code, *EVERYONE, "--subject", "all", "-f", "json")
    for code in figures[::5]:
        same("cite", code)
