"""Rows put into a table by the hundred: what many of them have in common arrives as what differs does."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine

from liuzhou_vet.database.bulk import Insert

ROWS = 1_000
ODD = ["it's", "'; DROP TABLE figure; --", "a ? and a :name and 100%", "", "虚构的一节\n第二行"]


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("CREATE TABLE figure (code TEXT, text TEXT, number INTEGER, share NUMERIC, report TEXT)")
        yield connection


def _insert(connection: Connection, report: str = "xugou-2031") -> Insert:
    return Insert(connection, "figure", {"text": 1, "code": 0, "share": 3, "number": 2}, {"report": report})


def _there(connection: Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql("SELECT code, text, number, share, report FROM figure ORDER BY rowid")]


@pytest.mark.parametrize("common", [*ODD, None])
def test_what_is_the_same_in_every_row_arrives_whole(connection: Connection, common: str | None) -> None:
    rows = [[f"code-{place}", common, 7, 0.1 + 0.2] for place in range(ROWS)]
    assert _insert(connection, str(common)).pour(iter(rows)) == ROWS
    assert _there(connection) == [(*row, str(common)) for row in rows]


def test_a_value_that_differs_in_the_last_row_alone_arrives(connection: Connection) -> None:
    rows = [[f"code-{place}", "虚构", 7, None] for place in range(ROWS)] + [["last", "另一", None, 3.5]]
    assert _insert(connection).pour(iter(rows)) == ROWS + 1
    assert _there(connection) == [(*row, "xugou-2031") for row in rows]


def test_only_values_with_a_place_are_added(connection: Connection) -> None:
    assert _insert(connection).add([["code-1", ODD[0], 1, 0.5, "no place"], ["code-2", None, 2, None, "no place"]]) == 2
    assert _there(connection) == [("code-1", ODD[0], 1, 0.5, "xugou-2031"), ("code-2", None, 2, None, "xugou-2031")]


def test_no_rows_add_nothing(connection: Connection) -> None:
    assert (_insert(connection).add([]), _insert(connection).pour(iter([]))) == (0, 0)
    assert _there(connection) == []
