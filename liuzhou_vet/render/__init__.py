"""The render room: a Result becomes bytes in one of the formats; knows no database and no command.

Imports nothing heavy: each format's module is imported when it is asked for.
"""

import os
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..words import _, listed
from .result import Layout, Result

if TYPE_CHECKING:
    from .output import Sink

FORMATS = ("table", "markdown", "csv", "tsv", "json", "jsonl", "xlsx", "html")
WHOLE_FORMATS = ("csv", "tsv", "json", "jsonl", "xlsx", "parquet", "sqlite")
"""Formats of whole tables, for other programs."""

ENDINGS = {
    ".txt": "table",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
}


def format_for(file_name: str) -> str | None:
    """Return the format that a file name's ending stands for, None if it stands for none."""
    return ENDINGS.get(os.path.splitext(file_name)[1].lower())


def write(
    result: Result,
    format: str,
    output: str | None = None,
    *,
    header: bool = True,
    excel: bool = False,
    width: int | None = None,
    title: str = "",
) -> None:
    """Write an answer to standard output (None, `-`) or to a file, which is replaced as a whole or left alone.

    width: columns a table may take; by default the terminal's, if the answer goes to one, else as many as it needs.
    Raises UsageError for what makes no sense, VetError if it cannot be written, ReaderGone if a pipe was closed.
    """
    from .output import opened, terminal_width

    if format not in FORMATS:
        raise UsageError(_("unknown format {format}; choose one of {formats}").format(format=format, formats=listed(FORMATS)))
    if excel and format not in ("csv", "tsv"):
        raise UsageError(_("--excel is for CSV, not for {format}; leave it out or say -f csv").format(format=format))
    with opened(output) as sink:
        if format == "xlsx" and sink.takes_text:
            raise UsageError(_("a workbook cannot be shown on a terminal; say where to write it with -o FILE.xlsx"))
        if width is None and sink.takes_text:
            width = terminal_width()
        put(result, format, sink, Layout(header, excel, width, title))


def put(result: Result, format: str, sink: "Sink", layout: Layout) -> None:
    """Write an answer in one of the formats into what is open already."""
    if format == "table":
        from . import table

        table.write(result, sink, layout)
    elif format == "markdown":
        from . import markdown

        markdown.write(result, sink, layout)
    elif format in ("json", "jsonl"):
        from . import json

        json.write(result, sink, lines=format == "jsonl")
    elif format == "csv":
        from . import csv

        csv.write(result, sink, layout)
    elif format == "tsv":
        from . import csv

        csv.write_tabs(result, sink, layout)
    elif format == "html":
        from . import html

        html.write(result, sink, layout)
    else:
        from . import xlsx

        xlsx.write(result, sink, layout)
