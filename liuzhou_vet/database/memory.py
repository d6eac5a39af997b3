"""How much memory SQLite may take while somebody's own SQL runs; the limit is the whole process's, since SQLite has no other."""

import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

_lock = threading.Lock()
_holders = 0


@contextmanager
def at_most(size: int, connection: sqlite3.Connection) -> Iterator[None]:
    """Hold SQLite to `size` bytes while the block runs; behind the last of several blocks no limit holds again.

    SQL can only lower the limit. It is lifted through the C library that Python itself uses; where that is out of reach it stays.
    """
    global _holders
    with _lock:
        _holders += 1
        connection.execute(f"PRAGMA hard_heap_limit = {size}")
    try:
        yield
    finally:
        with _lock:
            _holders -= 1
            if not _holders:
                _lift()


def _lift() -> None:
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        limit: Any = ctypes.CDLL(_library()).sqlite3_hard_heap_limit64
        limit.argtypes, limit.restype = [ctypes.c_int64], ctypes.c_int64
        limit(0)


def _library() -> str | None:
    """Return the library to look in: Python's own module, which brings SQLite along, or None for the program itself."""
    import _sqlite3

    return "sqlite3" if sys.platform == "win32" else getattr(_sqlite3, "__file__", None)
