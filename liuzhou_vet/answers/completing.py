"""What a shell may offer for the beginning of a word: each function yields words, and what each is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .export import relations as known_relations
from .labels import values_of
from .things import beginning_with

if TYPE_CHECKING:
    from ..database.reader import Reader

Offered = Iterator[tuple[str, str]]
_MOST = 200


def things(reader: "Reader", start: str, *kinds: str) -> Offered:
    """Yield names and codes of things of these kinds (`subject` for any subject, none for any kind)."""
    yield from beginning_with(reader, start, kinds, _MOST)


def values(reader: "Reader", start: str, code_lists: str) -> Offered:
    """Yield the values of a code list, or of several joined by `|`, as codes and as words."""
    for code, word in values_of(reader, code_lists).items():
        yield from ((each, word) for each in dict.fromkeys((code, word)) if each.lower().startswith(start.lower()))


def reports(reader: "Reader", start: str) -> Offered:
    """Yield the codes of the reports."""
    yield from _first(reader, "SELECT code, title FROM report ORDER BY code", start)


def rules(reader: "Reader", start: str) -> Offered:
    """Yield the codes of the audit's rules."""
    yield from _first(reader, "SELECT code, name FROM rule ORDER BY ordinal, code", start)


def relations(reader: "Reader", start: str) -> Offered:
    """Yield the names of tables and views."""
    yield from ((name, each.title) for name, each in known_relations(reader).items() if name.startswith(start))


def _first(reader: "Reader", statement: str, start: str) -> Offered:
    yield from ((code, words) for code, words in reader.query(statement)[1] if code.startswith(start))
