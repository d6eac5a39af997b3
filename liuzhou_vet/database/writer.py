"""Writing: one transaction at a time, making, migrating and backing up a database. Imports SQLAlchemy and Alembic when used."""

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DatabaseError, VetError
from ..words import _
from .address import Address
from .building import building, put_in_place
from .reader import check_at_head, check_version, code_of, has_changes_aside, open_sqlite, version_of
from .refusals import NoRoom, told_in_one_line
from .resources import migrations_folder, packaged_reports
from .version import HEAD, VERSION_TABLE

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

CACHE = 16_000  # kB of pages in memory, so that a large load does not write the same page again and again
PATIENCE = 300  # seconds to wait for another program that writes: a large load takes a while
LOOK = 1  # seconds until it is looked whether the user has had enough of waiting


def engine(address: Address, foreign_keys: bool = True, waiting: Callable[[], None] = lambda: None) -> "Engine":
    """Return an engine whose transactions begin as the one writer's: on SQLite BEGIN IMMEDIATE, foreign keys on, WAL.

    foreign_keys: on SQLite, off for migrations, since rebuilding a table must not take along the rows that refer to it, and for who looks
    at all of them before the end, which for a million rows takes a third of the time.
    waiting: called once if another program writes, for whose end is waited.
    """
    if address.file is None:
        from .postgres.writer import engine as postgres_engine

        return postgres_engine(address, waiting)
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    path = address.sqlite()
    # The path goes to the driver as it is: in a URL a ? or a % would mean something else.
    made = create_engine("sqlite://", creator=lambda: sqlite3.connect(path), poolclass=NullPool)
    event.listen(made, "connect", lambda connection, _record: _prepare(connection, foreign_keys))
    event.listen(made, "begin", lambda connection: _begin(connection.connection.driver_connection, waiting))
    return made


def _prepare(connection: Any, foreign_keys: bool) -> None:
    connection.isolation_level = None  # the driver would commit before a schema change
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")


def _begin(connection: sqlite3.Connection, waiting: Callable[[], None]) -> None:
    """Begin when no other program writes any more; SQLite is asked again and again, since Ctrl-C does not stop its own waiting."""
    end = time.monotonic() + PATIENCE
    connection.execute(f"PRAGMA busy_timeout = {LOOK * 1000}")
    while not connection.in_transaction:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if code_of(error) != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                raise
            waiting()
            waiting = _nothing
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")


def _nothing() -> None:
    """Do nothing."""


@contextmanager
def writing(address: Address, foreign_keys: bool = True) -> Iterator["Connection"]:
    """Open a database at this program's version for writing in one transaction: all of it happens, or nothing.

    foreign_keys: off for who looks at all of them before the end, as a load does. While another program writes it waits, and
    says so in a line on standard error.
    """
    check_at_head(address)
    message = _("{database}: another program writes into it; waiting until that is done").format(database=address)
    made = engine(address, foreign_keys, lambda: print(message, file=sys.stderr))
    with told_in_one_line(address), made.begin() as connection:
        version = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
        check_version(address, str(version or ""), HEAD)  # it may have been migrated while this one waited
        yield connection


def migrate(
    address: Address,
    revision: str = "head",
    before: Callable[[str], None] = lambda _current: None,
    after: Callable[[str, "Connection"], None] = lambda _current, _connection: None,
) -> None:
    """Bring the schema to a revision, upwards or downwards, in one transaction; views are made at head.

    before: called with the revision it stands at if that is another, when nobody else can write any more and nothing is changed yet.
    after: called with the same when the steps are taken, for more in the same transaction.
    """
    with engine(address, foreign_keys=False).begin() as connection:
        _migrate(address, connection, revision, before, after)


def _migrate(
    address: Address,
    connection: "Connection",
    revision: str = "head",
    before: Callable[[str], None] = lambda _current: None,
    after: Callable[[str, "Connection"], None] = lambda _current, _connection: None,
) -> None:
    from alembic import command

    current = _revision(connection)
    wanted = {"head": max(revisions()), "base": ""}.get(revision, revision)
    if current and current not in revisions():
        message = _("{database} is at version {version}, which this program does not know; there is no way from there")
        raise DatabaseError(message.format(database=address, version=current))
    if current != wanted:
        before(current)
        move = command.upgrade if current < wanted else command.downgrade
        move(configuration(connection), revision)
        after(current, connection)


def configuration(connection: "Connection | None" = None) -> Any:
    """Return Alembic's configuration, built in code: an installed program has no file beside it."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def revisions() -> list[str]:
    """Return every revision that there is a migration to."""
    from alembic.script import ScriptDirectory

    return [script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()]


def _revision(connection: "Connection") -> str:
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    return str(connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() or "")


def create(address: Address, with_seeds: bool = True) -> bool:
    """Make a database with its catalogue, and the packaged reports if `with_seeds`; False if there is one already.

    It is there as a whole or not at all, and of several at once one makes it: a file is built under another name and put in
    place; on PostgreSQL it is one transaction.
    """
    if address.file is None:
        try:
            return _create_on_a_server(address, with_seeds)
        except NoRoom as error:
            raise DatabaseError(str(error)) from None  # there is no database
    path = Path(os.path.realpath(address.sqlite()))  # where a link leads to
    if os.path.exists(path):
        version_of(address)  # refuses what is not ours
        return False
    try:
        if address.is_default:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.parent.is_dir():
            raise DatabaseError(_("cannot make {path}: there is no folder {folder}").format(path=path, folder=path.parent))
        with building(path) as made, told_in_one_line(address):
            new = Address(f"sqlite:///{made}", str(made))
            migrate(new)
            load_seeds(new, with_seeds)
            if has_changes_aside(str(made)):
                raise DatabaseError(_("cannot make {path}: the disk did not take all of it").format(path=path))
            return put_in_place(made, path)
    except NoRoom as error:
        raise DatabaseError(str(error)) from None  # there is no database
    except OSError as error:
        message = _("cannot make {path}: {reason}; name a place where you may write with --database")
        raise DatabaseError(message.format(path=path, reason=error.strerror)) from None


def _create_on_a_server(address: Address, with_seeds: bool) -> bool:
    from .postgres.writer import is_there

    with told_in_one_line(address), engine(address).begin() as connection:
        made = not is_there(connection, address)
        if made:
            _migrate(address, connection)
            _load_seeds(connection, with_seeds)
    if not made:
        version_of(address)  # refuses what is newer
    return made


def load_seeds(address: Address, with_reports: bool) -> None:
    """Load the packaged catalogue, and the packaged reports if `with_reports`, into a database at this program's version."""
    with engine(address).begin() as connection:
        _load_seeds(connection, with_reports)


def _load_seeds(connection: "Connection", with_reports: bool) -> None:
    from ..intake import load

    load.load_catalogue(connection)
    if with_reports:
        load.load(connection, packaged_reports(), "vet")


def backup(address: Address, file: Path) -> None:
    """Copy a database as it is at one moment, while others read and write, into a SQLite file; what is there is never replaced."""
    if address.file is None:
        from .snapshot import snapshot

        _put_copy(file, lambda made: snapshot(address, str(made), oldest=min(revisions())))
        return
    with closing(open_sqlite(address, "")) as source:
        _put_copy(file, lambda made: _copy(source, made))


def _put_copy(file: Path, copy: Callable[[Path], None]) -> None:
    """Let a new file be filled, which gets its name when it is whole."""
    exists = VetError(_("{file} exists already; give another name").format(file=file))
    if os.path.lexists(file):
        raise exists
    try:
        with building(file.absolute()) as made:
            copy(made)
            if not put_in_place(made, file):
                raise exists
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        raise VetError(_("cannot write {file}: {reason}").format(file=file, reason=reason)) from None


def _copy(source: sqlite3.Connection, made: Path) -> None:
    with closing(sqlite3.connect(made)) as target:
        source.backup(target)
