"""An answer on its way to the user: columns, rows and how it is to be laid out; knows neither database nor format."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

Row = tuple[Any, ...]


class Column(NamedTuple):
    """A column of an answer.

    kind: text, code, integer, number, boolean, list, object (of single values) or date. label: the head for people. values: label
    of each code. decimals: the column of the same row that says how many decimals a number has; more: how many to add to that.
    hidden: read for the sake of other columns and never shown.
    align: `right` for text that reads like numbers (`约2662 元/月`); numbers are right aligned anyway.
    group: in a table, its value stands on a line of its own above the rows that share it; elsewhere a column like any other.
    """

    name: str
    kind: str = "text"
    label: str = ""
    values: Mapping[str, str] = MappingProxyType({})
    decimals: str = ""
    more: int = 0
    hidden: bool = False
    align: str = ""
    group: bool = False

    @property
    def right(self) -> bool:
        """Say whether the column is right aligned whatever its cells are."""
        return self.align == "right" or self.kind in ("integer", "number")


class Result(NamedTuple):
    """Columns, and rows as tuples in their order, hidden columns included.

    A cell is None, str, int, float, bool or a list of str; in a column of kind list also JSON text or None (an empty list),
    in a column of kind boolean also 0 or 1, as databases give them; in a column of kind object a dict too. notes: lines for
    people, printed below the rows in table, markdown, html and xlsx.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    notes: tuple[str, ...] = ()


class Layout(NamedTuple):
    """What the user asked of the looks: heads or none, for Excel or not, columns of the terminal, a title."""

    header: bool = True
    excel: bool = False
    width: int | None = None
    title: str = ""
