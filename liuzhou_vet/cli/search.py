"""`vet search`: any named thing by a part of its name or an everyday word."""

import click

from ..words import _
from .answering import answer, reading
from .options import program_options, row_options


@click.command(
    "search",
    help=_(
        "Find anything by a part of its name, or by an everyday word; one Chinese character is enough.\n\n"
        "\b\nExamples:\n"
        "  vet search 工资\n"
        "  vet search 职\n"
        "  vet search 双师 -f json"
    ),
    short_help=_("find anything by a part of its name or an everyday word"),
)
@click.argument("word", metavar=_("WORD"))
@program_options
@row_options
def command(word: str) -> None:
    """Print what was found."""
    from ..answers.search import search

    with reading() as reader:
        result, near = search(reader, word)
        empty = _("nothing has '{word}' in its name").format(word=word)
        if near:
            empty += "; " + _("nearest: {near}").format(near="、".join(near))
        answer(result, empty)
