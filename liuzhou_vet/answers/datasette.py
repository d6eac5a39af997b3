"""What Datasette needs to know of the database: every table, view and column in words, and the canned questions with their filters.

Metadata of Datasette 0.65: https://docs.datasette.io/en/stable/metadata.html
"""

from typing import TYPE_CHECKING, Any

from ..database.version import VERSION_TABLE
from ..questions import QUESTIONS, Filter, Question
from ..words import _, current_language
from .export import OUR_OWN, relations
from .statement import Statement

if TYPE_CHECKING:
    from ..database.reader import Reader

DATABASE = "vet"
SETTINGS = '{\n  "max_returned_rows": 10000,\n  "sql_time_limit_ms": 5000\n}\n'
"""A question's answer is given whole: Datasette turns no pages in it."""


def metadata(reader: "Reader") -> str:
    """Return the text of `metadata.json` for the database called `vet`."""
    import json

    language = current_language()
    statement = f"SELECT item, part, {language}, meaning_{language} FROM label WHERE coded = '' AND part <> '' ORDER BY item, part"
    columns: dict[str, dict[str, str]] = {}
    for item, part, head, meaning in reader.query(statement)[1]:
        columns.setdefault(item, {})[part] = _("{head}: {meaning}").format(head=head, meaning=meaning)
    described = {
        "title": _("Quality reports of secondary vocational schools"),
        "description": _("Tables hold facts as the reports print them, views the answers to canned questions."),
        "license": _("no licence is declared; ask the publishers of the reports before passing the data on"),
        "source": "、".join(row[0] for row in reader.query("SELECT title FROM reports ORDER BY report")[1]),
        "databases": {
            DATABASE: {
                "tables": {
                    name: _table(reader, name, f"{each.title} - {each.meaning}", columns.get(name, {}))
                    for name, each in relations(reader).items()
                }
                | {VERSION_TABLE: _version_table()},
                "queries": {question.name: _query(question) for question in QUESTIONS},
            }
        },
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _table(reader: "Reader", name: str, words: str, columns: dict[str, str]) -> dict[str, Any]:
    names = reader.query(f"SELECT * FROM {name} LIMIT 0")[0]
    table: dict[str, Any] = {"description": words, "columns": {each: columns[each] for each in names if each in columns}}
    return table | ({"hidden": True} if name in OUR_OWN else {})


def _version_table() -> dict[str, Any]:
    """Return the words for the one table that the labels leave out: it is Alembic's."""
    words = _("the version of the schema that this database is at")
    return {"description": words, "columns": {"version_num": words}, "hidden": True}


def _query(question: Question) -> dict[str, Any]:
    """Return a question as Datasette's canned query: a filter left empty keeps every row."""
    language = current_language()
    names = question.columns.split()
    statement = Statement(question.name, names, question.order.split())
    filters = {}
    for name, words in (("year", _("the year the rows are about")), ("report", _("one report by its code"))):
        if name in names:
            statement.where(f"(:{name} = '' OR {name} = {'CAST(:year AS INTEGER)' if name == 'year' else ':report'})")
            filters[name] = words
    for each in question.filters:
        if each.option not in filters:
            statement.where(f"(:{each.option} = '' OR {_condition(each)})")
            filters[each.option] = each.help(language)
    lines = [f"{question.help(language)}", *(f"{name}: {words}" for name, words in filters.items())]
    return {"title": question.title(language), "description": "\n".join(lines), "sql": statement.text(), "params": list(filters)}


def _condition(each: Filter) -> str:
    """Return what a row must fulfil where the filter's parameter is given, by code, name or alias."""
    given, column = f":{each.option}", each.column
    called = f"SELECT code FROM names WHERE (alias = {given} OR code = {given})"
    if each.kind == "flag":
        return f"({each.of})"
    if each.kind == "contains":
        return f"instr({column}, {given}) > 0"
    if each.kind == "equals":
        return f"{column} = {given}"
    if each.kind == "coded":
        lists = ", ".join(f"'{name}'" for name in each.of.split("|"))
        return (
            f"{column} = {given} OR {column} IN (SELECT coded FROM label WHERE item IN ({lists}) AND part = 'code' AND {given} IN (zh, en))"
        )
    if each.kind == "listed":
        return f"EXISTS ({called} AND instr({column}, '\"' || code || '\"') > 0)"
    if each.kind == "school":
        belonging = f"SELECT subject_code FROM subject_schools WHERE school_code IN ({called} AND thing = 'school')"
        return " OR ".join(f"{name} IN ({belonging})" for name in column.split())
    return f"{column} IN ({called})"
