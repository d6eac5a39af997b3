"""Whole tables on their way out: one into a file or standard output, several into one file that holds several, or into a folder."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from . import WHOLE_FORMATS, put
from .folder import Folder, filled_folder
from .output import opened
from .result import Layout, Result

if TYPE_CHECKING:
    from .output import Sink
    from .packed import Packed

HOLD_SEVERAL = ("xlsx", "sqlite")
IN_BYTES = ("xlsx", "parquet", "sqlite")
ENDINGS = {f".{name}": name for name in WHOLE_FORMATS} | {".db": "sqlite", ".sqlite3": "sqlite", ".ndjson": "jsonl"}


class Whole(NamedTuple):
    """A table by its name and its title for people, with two ways to read all of it."""

    name: str
    title: str
    result: "Callable[[], Result]"
    packed: "Callable[[], Packed]"


def format_for(file_name: str) -> str | None:
    """Return the format that a file name's ending stands for, None if it stands for none."""
    return ENDINGS.get(os.path.splitext(file_name)[1].lower())


def write_file(tables: Sequence[Whole], format: str, output: str | None, layout: Layout, refuse_terminal: Callable[[], None]) -> None:
    """Write one table, or several in a format that holds several, to a file or to standard output (None).

    refuse_terminal: called where bytes would go to a terminal, to raise what is to be said.
    """
    with opened(output) as sink:
        if sink.takes_text and format in IN_BYTES:
            refuse_terminal()
        if format in HOLD_SEVERAL:
            _put_all(tables, format, sink, layout)
        else:
            _put(tables[0], format, sink, layout)


def write_folder(tables: Sequence[Whole], format: str, place: str, layout: Layout) -> None:
    """Write a file for each table into a new or empty folder, which is filled as a whole or not at all."""
    with filled_folder(place) as folder:
        put_files(tables, format, folder, layout)


def put_files(tables: Sequence[Whole], format: str, folder: Folder, layout: Layout) -> None:
    """Write a file for each table into a folder that is being made."""
    for each in tables:
        with folder.file(f"{each.name}.{format}") as sink:
            _put(each, format, sink, layout)


def _put(table: Whole, format: str, sink: "Sink", layout: Layout) -> None:
    if format == "csv":
        from . import packed

        packed.write(table.packed(), sink, layout)
    elif format == "parquet":
        from . import parquet

        parquet.write(table.result(), sink)
    elif format in HOLD_SEVERAL:
        _put_all([table], format, sink, layout)
    else:
        put(table.result(), format, sink, layout)


def _put_all(tables: Sequence[Whole], format: str, sink: "Sink", layout: Layout) -> None:
    if format == "sqlite":
        from . import sqlite

        sqlite.write([(each.name, each.result()) for each in tables], sink)
    else:
        from . import xlsx

        titles = Counter(each.title for each in tables)
        named = [each.title if titles[each.title] == 1 else f"{each.title} ({each.name})" for each in tables]
        xlsx.write_sheets([(title, each.result()) for title, each in zip(named, tables, strict=True)], sink, layout)
