"""A temporary file for formats that need one to write into, handed on when it is whole; knows no format."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from ..words import _
from .output import Sink, could_not_write

CHUNK = 1 << 20


@contextmanager
def spooled(sink: Sink, name: str) -> Iterator[str]:
    """Give the path of a file to write in a folder of its own; at the end its bytes go to the sink, if nothing failed.

    VetError where the temporary file cannot be written.
    """
    try:
        with TemporaryDirectory(prefix="vet-") as folder:
            path = os.path.join(folder, name)
            yield path
            with open(path, "rb") as file:
                while chunk := file.read(CHUNK):
                    sink.write_bytes(chunk)
    except OSError as error:
        raise could_not_write(_("a temporary file"), error) from None
