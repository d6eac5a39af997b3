"""HTML for people: a whole page that stands alone, labels as heads; knows no other host and no file.

The page says which language its words are in; the data is Chinese in both.
"""

from html import escape

from ..words import _, current_language
from .cells import for_people, heads_for_people
from .output import Sink
from .result import Layout, Result

STYLE = """\
:root { color-scheme: light dark; }
body { margin: 1.5rem; font: 1rem/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
table { border-collapse: collapse; }
caption { padding: 0.5rem 0; font-weight: bold; text-align: left; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid #8886; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; border-bottom-width: 2px; }
td { white-space: pre-line; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
"""
LANGUAGES = {"zh": "zh-CN"}


END = "</body>\n</html>\n"


def write(result: Result, sink: Sink, layout: Layout) -> None:
    """Write an answer as a page with one table."""
    title = layout.title or _("Answer")
    sink.write(head(title))
    write_table(result, sink, title, layout.header)
    for note in result.notes:
        sink.write(f"<p>{escape(note)}</p>\n")
    sink.write(END)


def head(title: str, style: str = "") -> str:
    """Return a page's beginning up to its body; style: rules beside those of tables."""
    language = current_language()
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGES.get(language, language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n<body>\n"
    )


def write_table(result: Result, sink: Sink, title: str, header: bool = True) -> None:
    """Write an answer's rows as a table."""
    shows = for_people(result.columns)
    classes = [' class="number"' if column.right else "" for column in result.columns if not column.hidden]
    sink.write(f"<table>\n<caption>{escape(title)}</caption>\n")
    if header:
        heads = zip(heads_for_people(result.columns), classes, strict=True)
        cells = "".join(f'<th scope="col"{kind}>{escape(words)}</th>' for words, kind in heads)
        sink.write(f"<thead>\n<tr>{cells}</tr>\n</thead>\n")
    sink.write('<tbody lang="zh-CN">\n')
    for row in result.rows:
        cells = "".join([f"<td{kind}>{escape(show(row))}</td>" for show, kind in zip(shows, classes, strict=True)])
        sink.write(f"<tr>{cells}</tr>\n")
    sink.write("</tbody>\n</table>\n")
