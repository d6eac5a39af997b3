"""Writing: one transaction at a time, making, upgrading and backing up a database. Imports SQLAlchemy and Alembic when used."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DatabaseError, UsageError, VetError
from ..words import _
from .address import Address
from .reader import check_version, open_sqlite, refuse_newer, version_of
from .resources import migrations_folder, packaged_reports
from .version import HEAD, VERSION_TABLE

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def engine(address: Address, foreign_keys: bool = True) -> "Engine":
    """Return an engine whose transactions begin as one writer's: on SQLite BEGIN IMMEDIATE, foreign keys on, WAL.

    foreign_keys: off for migrations, since rebuilding a table must not take along the rows that refer to it.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    path = address.path
    if path is None:
        from .server import server_engine

        return server_engine(address)
    # The path goes to the driver as it is: in a URL a ? or a % would mean something else.
    made = create_engine("sqlite://", creator=lambda: sqlite3.connect(path), poolclass=NullPool)
    event.listen(made, "connect", lambda connection, _record: _prepare_sqlite(connection, foreign_keys))
    event.listen(made, "begin", _begin_immediate)
    return made


def _prepare_sqlite(connection: Any, foreign_keys: bool) -> None:
    connection.isolation_level = None  # the driver would commit before a schema change
    connection.execute("PRAGMA busy_timeout = 60000")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")


def _begin_immediate(connection: "Connection") -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def writing(address: Address) -> Iterator["Connection"]:
    """Open a database of ours for writing in one transaction: all of it happens, or nothing."""
    if address.path is not None:
        check_version(address, version_of(address.path))
    with told_in_one_line(address), engine(address).begin() as connection:
        yield connection


@contextmanager
def told_in_one_line(address: Address) -> Iterator[None]:
    """Turn what the database refuses to write into one line; by then the transaction is rolled back."""
    from sqlalchemy.exc import DBAPIError, IntegrityError

    try:
        yield
    except IntegrityError as error:
        raise VetError(_("the database refuses the rows: {error}").format(error=error.orig)) from None
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise DatabaseError(_("cannot write {database}: {reason}; nothing was changed").format(database=address, reason=reason)) from None


def migrate(address: Address, revision: str = "head", before: Callable[[str], None] = lambda _current: None) -> None:
    """Bring the schema to a revision, upwards or downwards, in one transaction; views are made at head.

    before: called with the revision it stands at if that is another, when nobody else can write any more and nothing is changed yet.
    """
    from alembic import command
    from alembic.util import CommandError

    with engine(address, foreign_keys=False).begin() as connection:
        current = _revision(connection)
        if current == ({"head": HEAD, "base": ""}.get(revision, revision)):
            return
        before(current)
        go = command.downgrade if revision == "base" or (revision != "head" and revision < current) else command.upgrade
        try:
            go(configuration(connection), revision)
        except CommandError as error:
            raise UsageError(
                _("{database} cannot go to version {revision}: {reason}").format(database=address, revision=revision, reason=error)
            ) from None


def configuration(connection: "Connection | None" = None) -> Any:
    """Return Alembic's configuration, built in code: an installed program has no file beside it."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.set_main_option("version_table", VERSION_TABLE)
    config.attributes["connection"] = connection
    return config


def _revision(connection: "Connection") -> str:
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    return str(connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() or "")


def create(address: Address, with_seeds: bool = True) -> bool:
    """Make a database with its catalogue, and the packaged reports if `with_seeds`; False if there is one already.

    A SQLite file is built under another name and put in place as a whole, so that of several at once one makes it.
    """
    if address.path is None:
        with told_in_one_line(address), engine(address).connect() as connection:
            if _revision(connection):
                return False
        with told_in_one_line(address):
            _fill(address, with_seeds)
        return True
    if address.path.exists():
        refuse_newer(address, version_of(address.path))
        return False
    building = address.path.with_name(f"{address.path.name}.{os.getpid()}.new")
    try:
        address.path.parent.mkdir(parents=True, exist_ok=True)
        with told_in_one_line(address):
            _fill(Address(f"sqlite:///{building}", str(building)), with_seeds)
        return _put_in_place(building, address.path)
    except OSError as error:
        raise DatabaseError(_("cannot make {path}: {reason}").format(path=address.path, reason=error.strerror)) from None
    finally:
        _remove(building)


def _fill(address: Address, with_seeds: bool) -> None:
    from ..intake import load

    migrate(address)
    with engine(address).begin() as connection:
        load.load_catalogue(connection)
        if with_seeds:
            load.load(connection, packaged_reports(), "vet")


def _put_in_place(building: Path, path: Path) -> bool:
    """Give the new file its name unless somebody else was first; True if it was us."""
    try:
        os.link(building, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        with suppress(FileExistsError), path.open("xb") as taken:
            taken.close()
            os.replace(building, path)
            return True
        return False
    return True


def backup(address: Address, file: Path) -> None:
    """Copy a SQLite database as it is at one moment, while others read and write; an existing file is refused."""
    if address.path is None:
        raise VetError(_("a backup of a server is its own tools' work: use pg_dump"))
    refuse_newer(address, version_of(address.path))
    exists = VetError(_("{file} exists already; give another name").format(file=file))
    if os.path.lexists(file):
        raise exists
    partial = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        with closing(open_sqlite(address.path)) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
        if not _put_in_place(partial, file):
            raise exists
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise VetError(_("cannot write {file}: {reason}").format(file=file, reason=reason)) from None
    finally:
        _remove(partial)


def _remove(path: Path) -> None:
    """Remove what is left of a file under its first name."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # not there, or in no folder: what went wrong before is what the user is to hear
            path.with_name(path.name + ending).unlink()
