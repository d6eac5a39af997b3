"""What a shell may offer for the beginning of a word: each function yields words, and what each is."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from .export import relations as known_relations
from .labels import values_of
from .things import beginning_with, kind_words

if TYPE_CHECKING:
    from ..database.reader import Reader

Offered = Iterator[tuple[str, str]]
_MOST = 200


def things(reader: "Reader", start: str, *kinds: str) -> Offered:
    """Yield names and codes of things of these kinds (`subject` for any subject, none for any kind)."""
    yield from beginning_with(reader, start, kinds, _MOST)


def values(reader: "Reader", start: str, code_lists: str) -> Offered:
    """Yield the values of a code list, or of several joined by `|`, as codes and as words."""
    yield from _codes_and_words(values_of(reader, code_lists), start)


def reports(reader: "Reader", start: str) -> Offered:
    """Yield the codes of the reports."""
    yield from _first(reader, "SELECT code, title FROM report ORDER BY code", start)


def rules(reader: "Reader", start: str) -> Offered:
    """Yield the codes of the audit's rules."""
    yield from _first(reader, "SELECT code, name FROM rule ORDER BY ordinal, code", start)


def relations(reader: "Reader", start: str) -> Offered:
    """Yield the names of tables and views."""
    yield from ((name, each.title) for name, each in known_relations(reader).items() if name.startswith(start))


def regions(reader: "Reader", start: str) -> Offered:
    """Yield the names and codes of the regions that have reports."""
    statement = "SELECT DISTINCT region, region_code FROM reports ORDER BY region_code"
    yield from _codes_and_words({code: name for name, code in reader.query(statement)[1]}, start)


def kinds(reader: "Reader", start: str) -> Offered:
    """Yield the kinds of thing, as codes and as words."""
    yield from _codes_and_words(kind_words(reader), start)


def cited(reader: "Reader", start: str) -> Offered:
    """Yield the codes of the reports, and once one is written out the ids of its figures."""
    yield from reports(reader, start)
    if ":" in start:
        statement = "SELECT id, printed FROM observation WHERE id >= :start AND id < :end ORDER BY id"  # an index helps this and no LIKE
        found = reader.query(statement, {"start": start, "end": start + chr(0x10FFFF)})[1]
        yield from ((name, printed or "") for name, printed in islice(found, _MOST))


def _codes_and_words(words: Mapping[str, str], start: str) -> Offered:
    for code, word in words.items():
        yield from ((each, word) for each in dict.fromkeys((code, word)) if each.lower().startswith(start.lower()))


def _first(reader: "Reader", statement: str, start: str) -> Offered:
    yield from ((code, words) for code, words in reader.query(statement)[1] if code.startswith(start))
