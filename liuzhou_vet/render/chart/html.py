"""A picture as a page that stands alone: the SVG, and below it the same figures as a table; knows no file."""

from ...words import _
from .. import html
from ..output import Sink
from .picture import Picture
from .svg import document

STYLE = "figure { margin: 0; }\nsvg { max-width: 100%; height: auto; }\n"


def write(picture: Picture, sink: Sink) -> None:
    """Write a picture as a page."""
    sink.write(html.head(picture.title, STYLE))
    sink.write(f"<figure>\n{document(picture)}</figure>\n")
    html.write_table(picture.figures, sink, _("The same in figures"))
    sink.write(html.END)
