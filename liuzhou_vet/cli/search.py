"""`vet search`: any named thing by a part of its name or an everyday word."""

import click

from ..errors import UsageError
from ..words import _, listed
from .answering import answer, reading
from .complete import things
from .help import examples
from .options import program_options, row_options


@click.command(
    "search",
    help=_("Find anything by a part of its name, or by an everyday word; one Chinese character is enough.")
    + examples("vet search 工资", "vet search 职", "vet search 双师 -f json"),
    short_help=_("find anything by a part of its name or an everyday word"),
)
@click.argument("word", metavar=_("WORD"), shell_complete=things())
@program_options
@row_options
def command(word: str) -> None:
    """Print what was found."""
    from ..answers.search import search

    if not word.strip():
        raise UsageError(_("give a part of a name, e.g. vet search 工资"))
    with reading() as reader:
        result, near = search(reader, word)
        empty = _("nothing has '{word}' in its name").format(word=word)
        if near:
            empty = _("nothing has '{word}' in its name; nearest: {near}").format(word=word, near=listed(near))
        answer(result, empty)
