"""From a Result to the user, as the shared options say: sorted, limited, some columns, in a format, to a place."""

import itertools
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..render import format_for, write
from ..render.result import Column, Result
from ..words import _, listed
from .options import Settings, settings

if TYPE_CHECKING:
    from ..database.reader import Reader

FOR_PEOPLE = ("table", "markdown", "html")
"""Formats that show a few columns in words; a workbook has labels too, but whole rows with numbers that add up."""


def say(line: str) -> None:
    """Say a line to the user beside the data: on standard error."""
    click.echo(line, err=True)


def reading() -> "AbstractContextManager[Reader]":
    """Open the database of this call for reading; the default one is made on first use."""
    from ..database.address import parse
    from ..database.reader import open_reader

    address = parse(settings().database)
    if address.is_default:
        from ..database.first_use import ensure_default

        ensure_default(address)
    return open_reader(address)


def chosen_format() -> str:
    """Return the format of the answer: as said, else by the output file's ending, else a table."""
    said = settings()
    if said.format:
        return said.format
    if said.output and "." in os.path.basename(said.output):
        found = format_for(said.output)
        if found is None:
            raise UsageError(_("the ending of {file} stands for no format; say one with -f").format(file=said.output))
        return found
    return "table"


def answer(
    result: Result, empty: str | Callable[[], str] = "", title: str = "", default: Iterable[str] = (), width: int | None = None
) -> None:
    """Print a Result as the shared options say.

    empty: what to say beside an answer without rows, which is printed too (as a head without rows). default: the columns a
    table for people shows unless told otherwise. width: columns of a table that goes to no terminal.
    """
    said = settings()
    result = arranged(result, said, tuple(default) if chosen_format() in FOR_PEOPLE else ())
    first = list(itertools.islice(result.rows, 1))
    result = result._replace(rows=itertools.chain(first, result.rows))
    if first or chosen_format() != "table" or said.output:
        width = width if width and not sys.stdout.isatty() else None
        write(result, chosen_format(), said.output, header=not said.no_header, excel=said.excel, width=width, title=title)
    if not first:
        sys.stdout.flush()
        say((empty if isinstance(empty, str) else empty()) or _("no rows"))


def arranged(result: Result, said: Settings, default: tuple[str, ...] = ()) -> Result:
    """Return the Result sorted, limited and with the columns chosen, its rows as an iterator."""
    rows: Iterable[Any] = result.rows
    if said.sort:
        place = _place(result.columns, said.sort.removeprefix("-"), "--sort")
        present: list[Any] = []
        missing: list[Any] = []
        for row in rows:
            (missing if row[place] is None else present).append(row)
        present.sort(key=lambda row: _rank(row[place]), reverse=said.sort.startswith("-"))
        rows = present + missing
    if said.limit is not None:
        rows = itertools.islice(rows, said.limit)
    columns = result.columns
    wanted = _wanted(said, default)
    if wanted:
        places = [_place(columns, name, "--columns") for name in wanted]
        helpers = [place for place in range(len(columns)) if place not in places]
        chosen = [columns[place]._replace(hidden=False) for place in places]
        columns = (*chosen, *(columns[place]._replace(hidden=True) for place in helpers))
        order = places + helpers
        rows = (tuple(row[place] for place in order) for row in rows)
    return result._replace(columns=tuple(columns), rows=iter(rows))


def _rank(value: Any) -> tuple[bool, Any]:
    """Return what a cell is sorted by: numbers by size before words, since an answer to somebody's own SQL may hold both."""
    return (False, value) if isinstance(value, (int, float)) else (True, str(value))


def _wanted(said: Settings, default: tuple[str, ...]) -> list[str]:
    if said.columns:
        return [name.strip() for name in said.columns.replace("，", ",").split(",") if name.strip()]
    return list(default)


def _place(columns: tuple[Column, ...], name: str, option: str) -> int:
    for place, column in enumerate(columns):
        if name in (column.name, column.label):
            return place
    known = listed(column.name for column in columns if not column.hidden)
    raise UsageError(_("{option}: no column '{name}'; there are: {known}").format(option=option, name=name, known=known))
