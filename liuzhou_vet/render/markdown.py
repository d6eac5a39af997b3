"""A Markdown table for people (GitHub's kind): labels as heads, aligned also as plain text; knows no file.

What would be read as Markdown or HTML is escaped, a line end is `<br>`. Without heads there are only the rows, to be put below others.
"""

from .aligned import aligned, visible
from .cells import for_people, heads_for_people
from .output import Sink
from .result import Layout, Result
from .table import right_aligned

ESCAPES = str.maketrans({"\\": "\\\\", "|": "\\|", "`": "\\`", "*": "\\*", "<": "\\<", "\n": "<br>"})


def write(result: Result, sink: Sink, layout: Layout) -> None:
    """Write an answer as a Markdown table; all rows are held, since the widest cell decides."""
    rows = list(result.rows)
    columns = tuple(column._replace(group=False) for column in result.columns)
    shows = for_people(columns)
    cells = [[_escaped(head) for head in heads_for_people(columns)]] if layout.header else []
    cells += [[_escaped(show(row)) for show in shows] for row in rows]
    lines = aligned(cells, right_aligned(columns, rows), "pipe")
    rule = lines[:1]  # without heads of its own tabulate puts the rule first
    lines = lines[1:2] + rule + lines[2:] if layout.header else lines[1:]
    for note in result.notes:
        lines += ["", _escaped(note)]
    sink.write("".join(line + "\n" for line in lines))


def _escaped(text: str) -> str:
    return visible(text).translate(ESCAPES)
