"""The address of a database: a SQLite file, given as a path or a URL, or any other by its URL."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import DatabaseError
from ..words import _

POSTGRES = re.compile(r"^postgres(ql)?://")
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # two letters at least: C:\ is a drive


@dataclass(frozen=True)
class Address:
    """A database: `path` of a SQLite file, else `url`. is_default: nobody named it."""

    url: str
    path: Path | None = None
    is_default: bool = False

    def __str__(self) -> str:
        """Return the address as users may see it, without a password."""
        return str(self.path) if self.path else re.sub(r"(?<=://)([^:/@]*):[^@]*@", r"\1:***@", self.url)


def parse(text: str | None) -> Address:
    """Return the address meant: a path or URL, or None for the default file in the user's data directory."""
    if not text:
        return _sqlite(default_path(), is_default=True)
    if text.startswith("sqlite:"):
        return _sqlite(_path_of_url(text))
    if not SCHEME.match(text):
        return _sqlite(Path(text).expanduser())
    return Address(POSTGRES.sub("postgresql+psycopg://", text))


def default_path() -> Path:
    """Return the path of the default database; asks platformdirs only where the environment does not say it."""
    home = os.environ.get("XDG_DATA_HOME")
    if home and os.name == "posix" and os.path.isabs(home):
        return Path(home, "liuzhou_vet", "vet.db")
    from platformdirs import user_data_dir

    return Path(user_data_dir("liuzhou_vet", appauthor=False), "vet.db")


def _sqlite(path: Path, is_default: bool = False) -> Address:
    return Address(f"sqlite:///{path}", path, is_default)


def _path_of_url(url: str) -> Path:
    name = url.removeprefix("sqlite:///").partition("?")[0]
    if name == url.partition("?")[0] or name in ("", ":memory:"):
        raise DatabaseError(_("'{url}' names no SQLite file; write a path, or sqlite:///path").format(url=url))
    return Path(name).expanduser()
