"""Values as SQLite gives them, so that one answer is the same bytes from both: a whole number is an int, any other a float.

What SQLite has not (dates, intervals, JSON, ranges) is text as the server writes it where somebody's own SQL may ask for it.
"""

from typing import TYPE_CHECKING, Any

from psycopg.adapt import Buffer, Loader

if TYPE_CHECKING:
    import psycopg

LARGEST = 2**63  # beyond it SQLite has no whole numbers
DIGITS = 19  # of LARGEST
SQLITE_HAS = {"bool", "bytea", "float4", "float8", "int2", "int4", "int8", "numeric", "oid"}


class _Number(Loader):
    """An exact number of the server."""

    def load(self, data: Buffer) -> Any:
        text = bytes(data).decode()
        if len(text) <= DIGITS + 1 and text.lstrip("-").isdigit() and abs(int(text)) < LARGEST:
            return int(text)
        number = float(text)
        return int(number) if number.is_integer() and abs(number) < LARGEST else number


class _Truth(Loader):
    """A truth value."""

    def load(self, data: Buffer) -> Any:
        return int(bytes(data) == b"t")


def as_sqlite_gives_them(connection: "psycopg.Connection[Any]") -> None:
    """Make numbers and truth values come back over a connection as SQLite gives them."""
    connection.adapters.register_loader("numeric", _Number)
    connection.adapters.register_loader("bool", _Truth)


def others_as_text(connection: "psycopg.Connection[Any]") -> None:
    """Make what SQLite has no type for come back over a connection as text: Python has no year 0, no infinite date, no month."""
    from psycopg.types.string import TextLoader

    for each in connection.adapters.types:
        if each.name not in SQLITE_HAS:
            connection.adapters.register_loader(each.oid, TextLoader)
