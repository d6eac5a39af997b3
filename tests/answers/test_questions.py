"""Every canned question: its record fits its view, and it answers in every format and language."""

from collections.abc import Callable
from typing import Any

import pytest

from liuzhou_vet.questions import QUESTIONS, Question, find
from liuzhou_vet.schema.views import VIEWS

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


@each_question
def test_its_columns_are_those_of_its_view(question: Question) -> None:
    columns = {column.name for column in VIEWS[question.name].table.columns}
    shown = set(question.columns.split())
    used = shown | set(question.hidden.split()) | set(question.brief.split()) - {"figure"}  # made of several columns
    used |= {name.removeprefix("-") for name in question.order.split()}
    used |= {column for each in question.filters for column in each.column.split()}
    assert used <= columns
    assert set(question.brief.split()) - {"figure"} <= shown


def test_no_word_means_two_questions() -> None:
    words = [word for each in QUESTIONS for word in {each.name, each.zh, each.en.lower(), *each.aliases}]
    assert len(words) == len(set(words))


def test_a_question_is_found_by_any_of_its_words() -> None:
    for word in ("teachers", "教师", "老师", "Teachers"):
        found = find(word)
        assert found
        assert found.name == "teachers"


@each_question
def test_its_example_answers_with_rows(question: Question, vet: Callable[..., Any]) -> None:
    ran = vet(*question.example.split()[1:], "-f", "json")
    assert ran.code == 0, ran.err
    if question.name != "revisions":  # one report alone revises nothing
        assert ran.rows


@each_question
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_its_table_has_a_head_in_the_language_for_every_column(question: Question, lang: str, vet: Callable[..., Any]) -> None:
    ran = vet("query", question.name, "--columns", ",".join(question.columns.split()), "-f", "markdown", lang=lang)
    assert ran.code == 0, ran.err
    heads = [head.strip() for head in ran.out.splitlines()[0].strip("| ").split("|")]
    assert len(heads) == len(question.columns.split())
    if lang == "zh":
        assert all(not head.isascii() or head in ("ID", "SHA-256") for head in heads), heads


@pytest.mark.slow
@each_question
def test_each_of_its_filters_keeps_only_rows_that_meet_it(question: Question, vet: Callable[..., Any]) -> None:
    everything = vet("query", question.name, "-f", "json").rows
    for each in question.filters:
        if each.kind not in ("coded", "named", "equals") or not everything or each.column not in everything[0]:
            continue
        if each.option == "school" and question.name == "groups":  # its column holds members that are no schools too
            continue
        values = {row[each.column] for row in everything} - {None}
        for value in sorted(values, key=str)[:3]:
            rows = vet("query", question.name, f"--{each.option}", str(value), "-f", "json").rows
            assert rows == [row for row in everything if row[each.column] == value]


@each_question
def test_the_statement_it_prints_gives_the_same_rows(question: Question, vet: Callable[..., Any]) -> None:
    printed = vet("query", question.name, "--sql")
    rows = vet("query", question.name, "-f", "json").rows
    assert len(_rows(vet("db", "path").out.strip(), printed.out)) == len(rows)


def _rows(database: str, statement: str) -> list[Any]:
    """Return the rows of a statement as another tool gets them."""
    if database.startswith("postgresql"):
        import psycopg

        with psycopg.connect(database.replace("+psycopg", "")) as server:
            return server.execute(statement.encode()).fetchall()
    import sqlite3

    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as stock:
        return stock.execute(statement).fetchall()
