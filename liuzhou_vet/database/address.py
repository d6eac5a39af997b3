"""The address of a database: a SQLite file, given as a path or a URL, or any other by its URL."""

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from ..errors import DatabaseError
from ..words import _

if TYPE_CHECKING:
    from pathlib import Path  # costs as much as sqlite3, and reading does without

POSTGRES = re.compile(r"^postgres(ql)?(\+psycopg)?://", re.IGNORECASE)
SQLITE = re.compile(r"^sqlite(\+[a-z0-9]+)?:", re.IGNORECASE)
OTHER_DRIVER = re.compile(r"^postgres(?:ql)?\+(\w+)://", re.IGNORECASE)
MISWRITTEN = re.compile(r"^(\W|jdbc:)*postgres(ql)?(\+\w+)?(:|//)|\bpassword=", re.IGNORECASE)  # a server's, and no file's name
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # two letters at least: C:\ is a drive
PASSWORD = re.compile(r"(?<=://)([^:/@?]*):.*@|(?<=[?&])((?:ssl)?password=)[^&]*", re.IGNORECASE)
UNQUOTED = re.compile(r"[\w./:+-]+")  # what a shell takes as it is


class Address(NamedTuple):
    """A database: `file`, the absolute path of a SQLite file, else `url`. is_default: nobody named it."""

    url: str
    file: str | None = None
    is_default: bool = False

    @property
    def path(self) -> "Path | None":
        """Return the SQLite file as a Path, None for another database."""
        from pathlib import Path

        return Path(self.file) if self.file else None

    def __str__(self) -> str:
        """Return the address as users may see it, without a password."""
        return self.file if self.file else PASSWORD.sub(_without_password, self.url)

    def sqlite(self) -> str:
        """Return the path of the SQLite file; DatabaseError if the database is none."""
        if self.file is None:
            message = _("{database} is no SQLite file, and this is done with SQLite files only; give the path of one")
            raise DatabaseError(message.format(database=self))
        return self.file

    def server(self) -> str:
        """Return the URL of a PostgreSQL database; DatabaseError if it is none."""
        if POSTGRES.match(self.url):
            return self.url
        if found := OTHER_DRIVER.match(self.url):
            message = _("{database}: this program does not use the driver {driver}; write postgresql://user@host/name")
            raise DatabaseError(message.format(database=self, driver=found[1]))
        message = _("{database} is neither a SQLite file nor PostgreSQL; write a path, or postgresql://user@host/name")
        raise DatabaseError(message.format(database=self))

    def command(self, words: str) -> str:
        """Return the command line that does `words` to this database, for users to copy."""
        if self.is_default:
            return f"vet {words}"
        name = str(self) if UNQUOTED.fullmatch(str(self)) else f'"{self}"'
        return f"vet --database {name} {words}"


def parse(text: str | None) -> Address:
    """Return the address meant: a path or URL, or None for the default file in the user's data directory."""
    if text is None:
        return _sqlite(default_path(), is_default=True)
    if not text.strip():
        raise DatabaseError(_("the name of the database is empty; write a path, or leave --database out for the default one"))
    if SQLITE.match(text) or text == ":memory:":
        return _sqlite(_path_of_url(text))
    url = text.strip()
    if SCHEME.match(url):
        return Address(POSTGRES.sub("postgresql+psycopg://", url))
    if MISWRITTEN.search(text):  # not said again, since it may hold a password
        raise DatabaseError(_("the name of the database is neither a path nor a whole URL; write a path, or postgresql://user@host/name"))
    return _sqlite(_absolute(text))


def default_path() -> str:
    """Return the path of the default database; asks platformdirs only where the environment does not say it."""
    home = os.environ.get("XDG_DATA_HOME")
    if home and os.name == "posix" and os.path.isabs(home):
        return os.path.join(home, "liuzhou_vet", "vet.db")
    from platformdirs import user_data_dir

    return os.path.join(user_data_dir("liuzhou_vet", appauthor=False), "vet.db")


def _without_password(found: re.Match[str]) -> str:
    return f"{found[2]}***" if found[2] else f"{found[1]}:***@"


def _sqlite(file: str, is_default: bool = False) -> Address:
    return Address(f"sqlite:///{file}", file, is_default)


def _path_of_url(url: str) -> str:
    scheme, _slashes, name = url.partition("?")[0].partition(":///")
    if not SQLITE.fullmatch(scheme + ":") or name in ("", ":memory:"):
        raise DatabaseError(_("'{url}' names no SQLite file; write a path, or sqlite:///path").format(url=url))
    return _absolute(name)


def _absolute(name: str) -> str:
    """Return the whole path; `~` is the home folder."""
    try:
        return os.path.abspath(os.path.expanduser(name))
    except OSError as error:  # the working folder is gone
        raise DatabaseError(_("cannot find {path}: {reason}").format(path=name, reason=error.strerror)) from None
