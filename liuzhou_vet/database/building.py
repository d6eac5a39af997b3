"""A new file beside others: built under another name, and given its own when it is whole; knows no database.

So a reader never sees half a file, nobody's file is replaced, and of several who make the same file at once one is first.
"""

import os
import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOGS = ("", "-wal", "-shm", "-journal")


@contextmanager
def building(path: Path) -> Iterator[Path]:
    """Give an empty file in which to build `path`; at the end it goes, with whatever SQLite put beside it.

    What a maker on this machine left that was killed goes too. Raises OSError where no file can be made.
    """
    made = path.with_name(f"{_start(path)}.{os.getpid()}.new")
    _remove_leftovers(path)
    try:
        made.touch(exist_ok=False)
        yield made
    finally:
        _remove(made)


def put_in_place(made: Path, path: Path) -> bool:
    """Give the file made its name; False if something has that name already, which stays as it is."""
    try:
        os.link(made, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            return False
        try:
            os.rename(made, path)
        except FileExistsError:  # Windows does not replace
            return False
    return True


def _start(path: Path) -> str:
    """Return how the names of this machine's makers of `path` begin; other machines may share the folder."""
    machine = "".join(letter if letter.isalnum() else "-" for letter in platform.node())
    return f"{path.name}.{machine[:20]}"


def _remove_leftovers(path: Path) -> None:
    """Remove what is left of makers of the same file that are gone."""
    leftover = re.compile(re.escape(_start(path)) + r"\.(\d+)\.new(-\w+)?")
    for name in os.listdir(path.parent):
        found = leftover.fullmatch(name)
        if found and not _runs(int(found[1])):
            _remove(path.with_name(name))


def _runs(process: int) -> bool:
    """Say whether another process runs; where that cannot be asked it is taken to."""
    if process == os.getpid():
        return False
    if os.name != "posix":  # os.kill would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def _remove(made: Path) -> None:
    for ending in LOGS:
        with suppress(OSError):
            made.with_name(made.name + ending).unlink()
