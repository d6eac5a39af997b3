"""Pictures: a Picture becomes characters for a screen, SVG, HTML or PNG; knows no database and no command.

Imports nothing heavy: each format's module is imported when it is asked for.
"""

import os
from typing import TYPE_CHECKING

from ...errors import UsageError
from ...words import _

if TYPE_CHECKING:
    from .picture import Picture

FORMATS = ("text", "svg", "html", "png")
ENDINGS = {".txt": "text", ".svg": "svg", ".html": "html", ".htm": "html", ".png": "png"}


def format_for(file_name: str) -> str | None:
    """Return the format that a file name's ending stands for, None if it stands for none."""
    return ENDINGS.get(os.path.splitext(file_name)[1].lower())


def write(picture: "Picture", format: str, output: str | None = None) -> None:
    """Write a picture to standard output (None, `-`) or to a file, which is replaced as a whole or left alone.

    UsageError for bytes on a terminal, VetError if it cannot be written, or for PNG if this machine has no Chinese font or no
    renderer; ReaderGone if a pipe was closed.
    """
    from ..output import opened

    with opened(output) as sink:
        if format == "text":
            from . import screen

            screen.write(picture, sink)
        elif format == "svg":
            from . import svg

            sink.write(svg.document(picture))
        elif format == "html":
            from . import html

            html.write(picture, sink)
        else:
            from . import png

            if sink.takes_text:
                raise UsageError(_("a picture in PNG cannot be shown on a terminal; say where to write it with -o FILE.png"))
            sink.write_bytes(png.rendered(picture))
