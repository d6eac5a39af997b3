"""CSV and TSV for programs: names as heads, codes as cells, one row at a time; knows no terminal and no file.

CSV: UTF-8 without a mark, `\\n` line ends, quotes only where needed. For Excel: a byte order mark, CRLF, labels as heads.
TSV: no quotes; a tab, line end or backslash inside a cell is written `\\t`, `\\n`, `\\r`, `\\\\`, so every row is one line
and every tab a border, which is what cut, awk and sort count on (the text format of PostgreSQL's COPY does the same).
"""

import csv

from .cells import for_programs, heads_for_people, heads_for_programs
from .output import Sink
from .result import Layout, Result

BYTE_ORDER_MARK = "\ufeff"
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class _Lines:
    """Gives csv's rows the line end wanted: csv quotes a lone \\r only if its own line end contains one."""

    def __init__(self, sink: Sink, line_end: str) -> None:
        self.sink = sink
        self.line_end = line_end

    def write(self, line: str) -> int:
        return self.sink.write(line.removesuffix("\r\n") + self.line_end)


def write(result: Result, sink: Sink, layout: Layout) -> None:
    """Write an answer as CSV."""
    writer = csv.writer(_Lines(sink, _line_end(layout)), lineterminator="\r\n")
    shows = for_programs(result.columns)
    if layout.excel:
        sink.write(BYTE_ORDER_MARK)
    if layout.header:
        writer.writerow(_heads(result, layout))
    for row in result.rows:
        writer.writerow([show(row) for show in shows])


def write_tabs(result: Result, sink: Sink, layout: Layout) -> None:
    """Write an answer as TSV."""
    end = _line_end(layout)
    shows = for_programs(result.columns)
    if layout.excel:
        sink.write(BYTE_ORDER_MARK)
    if layout.header:
        sink.write("\t".join(head.translate(ESCAPES) for head in _heads(result, layout)) + end)
    for row in result.rows:
        sink.write("\t".join([show(row).translate(ESCAPES) for show in shows]) + end)


def _heads(result: Result, layout: Layout) -> list[str]:
    return heads_for_people(result.columns) if layout.excel else heads_for_programs(result.columns)


def _line_end(layout: Layout) -> str:
    return "\r\n" if layout.excel else "\n"
