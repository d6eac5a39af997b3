"""A copy of a database to give away: everything that the reports say, and nothing about who loaded it from which folder."""

import errno
import os
import sqlite3
from contextlib import closing

from .address import Address
from .reader import open_at_head
from .refusals import NO_ROOM


def copy_to_publish(address: Address, path: str) -> None:
    """Copy a SQLite database as it is at one moment into a new file, without users' names and folders.

    OSError where the disk does not take it.
    """
    with closing(open_at_head(address)) as source:
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")  # one file, which may lie where nobody may write
                target.execute("UPDATE seed_load SET loaded_by = '', path = form")
                target.execute("VACUUM")  # else what is written over could still be read in the file
        except sqlite3.Error as error:
            full = getattr(error, "sqlite_errorcode", 0) in NO_ROOM
            raise OSError(errno.ENOSPC if full else errno.EIO, os.strerror(errno.ENOSPC) if full else str(error)) from None
