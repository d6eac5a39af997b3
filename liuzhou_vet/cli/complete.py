"""Completion in the shell: words from the database that is there; makes and upgrades none, and never says an error."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

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


def columns(context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
    """Complete the columns of the question that is asked, those that are not named yet."""
    from click.shell_completion import CompletionItem

    from ..questions import find

    question = find(context.info_name or "")
    known = question.columns.split() if question else []
    *named, last = start.split(",")
    return [CompletionItem(",".join([*named, each])) for each in known if each.startswith(last) and each not in named]


def schema(context: click.Context, parameter: click.Parameter, start: str) -> "list[CompletionItem]":
    """Complete the table or view whose columns `--schema` prints; no statement of somebody's own."""
    return RELATIONS(context, parameter, start) if context.params.get("schema") else []


def _offered(what: str, *about: str) -> Complete:
    """Return what completes a word as a function of `answers.completing` says; nothing if no database is there to be read."""

    def complete(context: click.Context, _parameter: click.Parameter, start: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        from ..answers import completing
        from ..database.address import parse
        from ..database.reader import open_reader
        from .options import Settings

        url = context.ensure_object(Settings).database or os.environ.get("VET_DATABASE_URL")
        with suppress(Exception):  # in the middle of a line there is no place for an error of any kind
            as_it_is = parse(url)._replace(is_default=False)  # the default one would be brought up
            with open_reader(as_it_is) as reader:
                return [CompletionItem(word, help=words) for word, words in getattr(completing, what)(reader, start, *about)]
        return []

    return complete


REPORTS, RULES, RELATIONS, REGIONS, KINDS, CITED = map(_offered, ("reports", "rules", "relations", "regions", "kinds", "cited"))
