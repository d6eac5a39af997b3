"""A copy of a database to give away: everything that the reports say, and nothing about who loaded it from which folder."""

import sqlite3
from contextlib import closing

from .address import Address
from .reader import open_at_head
from .refusals import as_system_errors


def copy_to_publish(address: Address, path: str) -> None:
    """Copy a database as it is at one moment into a new SQLite file, without users' names and folders.

    OSError where the disk does not take it.
    """
    if address.file is None:
        from .snapshot import snapshot

        snapshot(address, path)
        _clear(path)
        return
    with closing(open_at_head(address)) as source, as_system_errors():
        with closing(sqlite3.connect(path, isolation_level=None)) as target:
            source.backup(target)
        _clear(path)


def _clear(path: str) -> None:
    """Make one file of the copy that names nobody."""
    with as_system_errors(), closing(sqlite3.connect(path, isolation_level=None)) as target:
        target.execute("PRAGMA journal_mode = DELETE")  # it may lie where nobody may write
        target.execute("UPDATE seed_load SET loaded_by = '', path = form")
        target.execute("VACUUM")  # else what is written over could still be read in the file
