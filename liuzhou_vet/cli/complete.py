"""Completion in the shell: words from the database that is there; makes and upgrades none, and never says an error."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from ..errors import VetError
from .options import Settings

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def things(*kinds: str) -> Complete:
    """Return what completes a name or code of a thing of these kinds (`subject` for any subject, none for any kind)."""
    return _offered("things", *kinds)


def values(code_lists: str) -> Complete:
    """Return what completes a value of a code list, or of several joined by `|`, by its code or its word."""
    return _offered("values", code_lists)


def files(_context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
    """Let the shell complete a path."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(start, type="file")]


def _offered(what: str, *about: str) -> Complete:
    """Return what completes a word as a function of `answers.completing` says; nothing if no database is there to be read."""

    def complete(context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
        from contextlib import closing

        from click.shell_completion import CompletionItem

        from ..answers import completing
        from ..database.address import parse
        from ..database.reader import Reader, open_sqlite
        from ..database.version import HEAD

        url = context.ensure_object(Settings).database or os.environ.get("VET_DATABASE_URL")
        with suppress(VetError), closing(open_sqlite(parse(url), HEAD)) as connection:
            offered = getattr(completing, what)(Reader(connection), start, *about)
            return [CompletionItem(word, help=words) for word, words in offered if not any(map(str.isspace, word))]
        return []

    return complete


REPORTS, RULES, RELATIONS = _offered("reports"), _offered("rules"), _offered("relations")
