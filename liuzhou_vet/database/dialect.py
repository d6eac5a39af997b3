"""The few expressions that SQLite and PostgreSQL write differently, so that every table and view is defined once."""

from typing import Any

from sqlalchemy import Column, Numeric, Select, Text, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.sql.selectable import ScalarSelect


def text_by_code_point() -> Text:
    """Return the type of a text column: it sorts by code point on every database."""
    return Text()


class _JsonArray(GenericFunction[str]):
    """Aggregate: the values of a column as the text of a JSON array, `[]` for none."""

    name = "_json_array"
    inherit_cache = True
    type = Text()


class exact_round(GenericFunction[Any]):  # noqa: N801  (a function in SQL)
    """Round a number to so many places, half away from zero."""

    name = "exact_round"
    inherit_cache = True
    type = Numeric(asdecimal=False)


class year_of(GenericFunction[int]):  # noqa: N801
    """The year of a date written YYYY, YYYY-MM or YYYY-MM-DD, as an integer."""

    name = "year_of"
    inherit_cache = True


def json_list(values: Select[Any]) -> ScalarSelect[Any]:
    """Return `values`, a select of one column in the wanted order, as one JSON array in text."""
    listed = values.subquery()
    column: ColumnElement[Any] = next(iter(listed.c))
    return select(_JsonArray(column)).select_from(listed).scalar_subquery()


@compiles(_JsonArray, "sqlite")
def _json_array_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **options)})"


@compiles(_JsonArray, "postgresql")
def _json_array_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    value = compiler.process(element.clauses, **options)  # json_agg would put blanks between the values
    return f"('[' || coalesce(string_agg(coalesce(CAST(to_json({value}) AS TEXT), 'null'), ','), '') || ']')"


@compiles(Text, "postgresql")
def _text_postgresql(type_: Any, compiler: Any, **options: Any) -> str:
    """Let a column sort and compare by code point, as on SQLite, whatever the server's language is."""
    return 'TEXT COLLATE "C"' if isinstance(options.get("type_expression"), Column) else "TEXT"


@compiles(exact_round, "sqlite")
def _exact_round_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    # A tie such as 1.005 is stored a hair below itself: the nudge, far below any printed decimal, restores it.
    value, places = (compiler.process(part, **options) for part in element.clauses)
    return f"round(({value}) + CASE WHEN ({value}) < 0 THEN -1e-9 ELSE 1e-9 END, {places})"


@compiles(exact_round, "postgresql")
def _exact_round_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    value, places = (compiler.process(part, **options) for part in element.clauses)
    return f"round(CAST({value} AS NUMERIC), CAST({places} AS INTEGER))"


@compiles(year_of, "sqlite")
@compiles(year_of, "postgresql")
def _year_of(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST(substr({compiler.process(element.clauses, **options)}, 1, 4) AS INTEGER)"
