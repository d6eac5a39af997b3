"""From a Result to the user, as the shared options say: sorted, limited, some columns, in a format, to a place."""

import itertools
import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..render import format_for, write
from ..render.arrange import arrange, names
from ..render.result import Result
from ..words import _
from .options import settings

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

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
    brief = list(default) if chosen_format() in FOR_PEOPLE else []
    result = arrange(result, names(said.columns) or brief, said.sort, said.limit)
    first = list(itertools.islice(result.rows, 1))
    result = result._replace(rows=itertools.chain(first, result.rows))
    if first or chosen_format() != "table" or said.output:
        width = width if width and not sys.stdout.isatty() else None
        write(result, chosen_format(), said.output, header=not said.no_header, excel=said.excel, width=width, title=title)
    if not first:
        sys.stdout.flush()
        say((empty if isinstance(empty, str) else empty()) or _("no rows"))
