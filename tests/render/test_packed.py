"""CSV of joined cells is, byte for byte, CSV of the same cells one by one."""

import io
from typing import Any

import pytest

from liuzhou_vet.errors import VetError
from liuzhou_vet.render import csv, packed
from liuzhou_vet.render.output import Sink
from liuzhou_vet.render.packed import SEPARATOR, Packed, pieces_of
from liuzhou_vet.render.result import Column, Layout, Result

COLUMNS = (
    Column("code", "code", "代码"),
    Column("name", label="名称"),
    Column("value", "number", "数值", decimals="decimals"),
    Column("decimals", "integer", "小数"),
    Column("year", "integer", "年份"),
    Column("complete", "boolean", "完整"),
    Column("honours", "list", "荣誉"),
    Column("note", label="备注"),
)
ROWS = [
    ("a", "虚构学校", 10934.8, 2, 2031, 1, "[]", None),
    ("b", "虚构，学校", None, None, 2031, None, None, ""),
    ("c", "x", 1, 0, None, 0, '["甲", "乙"]', "虚构"),
]
AWKWARD = ["a,b", 'say "a"', "two\nlines", "a\rb", "a\r\nb", "tab\t", " blank ", '"']


def _written(write: Any, answer: Any, **looks: bool) -> bytes:
    file = io.BytesIO()
    write(answer, Sink("", file), Layout(**looks))
    return file.getvalue()


def _joined(columns: tuple[Column, ...], rows: list[Any]) -> Packed:
    """Join the cells as the database does it: what is missing is nothing."""
    pieces = pieces_of(columns)
    names = [column.name for column in columns]
    numbers = [column for column in columns if column.decimals]
    joined = []
    for row in rows:
        cells: list[Any] = []
        for first, last in pieces:
            single = columns[first].kind in packed.SINGLE
            run = ["" if cell is None else str(cell) for cell in row[first : last + 1]]
            cells.append(SEPARATOR.join(run) if single else row[first])
        joined.append((*cells, *(row[names.index(column.decimals)] for column in numbers)))
    return Packed(columns, pieces, tuple((column.name, len(pieces) + place) for place, column in enumerate(numbers)), joined)


@pytest.mark.parametrize("looks", [{}, {"excel": True}, {"header": False}], ids=str)
@pytest.mark.parametrize("more", [[], *([(word, word, 0.5, 1, 1, 1, None, word)] for word in AWKWARD)], ids=str)
def test_the_same_bytes_as_cell_by_cell(looks: dict[str, bool], more: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "BATCH", 2)
    rows = ROWS + more
    assert _written(packed.write, _joined(COLUMNS, rows), **looks) == _written(csv.write, Result(COLUMNS, rows), **looks)


@pytest.mark.parametrize("cells", [[], [""], ["a", "", "b"], ["a,b"]], ids=str)
def test_a_single_column(cells: list[str]) -> None:
    columns, rows = (Column("a"),), [(cell,) for cell in cells]
    assert _written(packed.write, _joined(columns, rows)) == _written(csv.write, Result(columns, rows))


def test_runs_are_as_long_as_they_can_be() -> None:
    assert pieces_of(COLUMNS) == ((0, 1), (2, 2), (3, 4), (5, 5), (6, 6), (7, 7))


@pytest.mark.parametrize("others", ["", ","])
def test_a_cell_that_holds_the_separator_is_told_and_never_split(others: str) -> None:
    row = ("a", f"b{SEPARATOR}c{others}", 1, 0, 1, 1, None, "")
    with pytest.raises(VetError, match="write it as json"):
        _written(packed.write, _joined(COLUMNS, [row]))
