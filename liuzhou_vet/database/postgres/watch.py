"""The watch over a statement while the server answers it: its time, and the memory that the answer takes here; knows no SQL.

The library of PostgreSQL holds a whole row, of which a server makes values of up to 1 GB, before it gives any of it, and tells nobody
how far it is. So what is watched is the memory of this process; Windows does not tell that in such a way, and there only time counts.
"""

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

LOOK = 0.02  # seconds between two looks, in which a server on the same machine sends some 20 MB


class TooLarge(Exception):
    """The answer takes more memory than it may."""


def held() -> int:
    """Return how much memory this process holds, in bytes; where the system tells only that, the most so far; 0 where it tells nothing."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@contextmanager
def watched(connection: "psycopg.Connection[Any]", seconds: float, most: int) -> Iterator[None]:
    """Ask the server to stop after so many seconds; leave it and raise TooLarge as soon as this process holds more than `most` bytes."""
    import psycopg

    done, is_too_large = threading.Event(), threading.Event()

    def watch() -> None:
        end = time.monotonic() + seconds
        while not done.wait(LOOK):
            if held() > most:
                is_too_large.set()
                _leave(connection)
                return
            if time.monotonic() >= end:
                end += seconds
                with suppress(psycopg.Error):
                    connection.cancel_safe()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        if is_too_large.is_set():
            raise TooLarge


def _leave(connection: "psycopg.Connection[Any]") -> None:
    """End the connection under the library that reads from it: no server stops in the middle of a row because it is asked to."""
    with suppress(OSError), socket.socket(fileno=os.dup(connection.fileno())) as other:
        other.shutdown(socket.SHUT_RDWR)
