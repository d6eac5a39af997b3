"""Completion in the shell: names and codes from the database that is there; makes and upgrades none, and never says an error."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from ..errors import VetError
from .options import Settings

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ..database.reader import Reader

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
_MOST = 200


def things(*kinds: str) -> Complete:
    """Return what completes a name or code of a thing of these kinds (`subject` for any subject, none for any kind)."""

    def complete(context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
        from ..answers.things import beginning_with

        return _asked(context, lambda reader: beginning_with(reader, start, kinds, _MOST))

    return complete


def values(code_lists: str) -> Complete:
    """Return what completes a value of a code list, or of several joined by `|`, by its code or its word."""

    def complete(context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
        from ..answers.labels import values_of

        def found(reader: "Reader") -> Iterator[tuple[str, str]]:
            for code, word in values_of(reader, code_lists).items():
                yield from ((each, word) for each in dict.fromkeys((code, word)) if each.lower().startswith(start.lower()))

        return _asked(context, found)

    return complete


def rows(statement: str) -> Complete:
    """Return what completes the first of the two columns of a statement; the second says what it is."""

    def complete(context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
        return _asked(context, lambda reader: (row for row in reader.query(statement)[1] if row[0].startswith(start)))

    return complete


REPORTS = rows("SELECT code, title FROM report ORDER BY code")
RULES = rows("SELECT code, name FROM rule ORDER BY ordinal")


def relations(context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
    """Complete the name of a table or view."""
    from ..answers.export import relations as known

    return _asked(context, lambda reader: ((name, each.title) for name, each in known(reader).items() if name.startswith(start)))


def files(_context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
    """Let the shell complete a path."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(start, type="file")]


def _asked(context: click.Context, ask: "Callable[[Reader], Any]") -> "list[CompletionItem]":
    """Return what a database that is there answers; nothing if there is none, or it cannot be read."""
    from contextlib import closing

    from click.shell_completion import CompletionItem

    from ..database.address import parse
    from ..database.reader import Reader, open_sqlite
    from ..database.version import HEAD

    url = context.ensure_object(Settings).database or os.environ.get("VET_DATABASE_URL")
    with suppress(VetError), closing(open_sqlite(parse(url), HEAD)) as connection:
        return [CompletionItem(word, help=words) for word, words in ask(Reader(connection)) if not any(map(str.isspace, word))]
    return []
