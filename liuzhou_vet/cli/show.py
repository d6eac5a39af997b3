"""`vet show`: all that is known about one named thing."""

import click

from ..words import _
from .answering import FOR_PEOPLE, answer, chosen_format, reading
from .complete import KINDS, things
from .help import examples
from .options import program_options, row_options, settings


@click.command(
    "show",
    help=_(
        "All that is known about one thing of any kind: a school, an indicator, a category of teachers, a document ...\n\n"
        "NAME is its code, full name, short name or alias; names that the report misprints are found too."
    )
    + examples("vet show 一职校", "vet show 双师型", "vet show 物流 --kind major"),
    short_help=_("all that is known about one thing of any kind"),
)
@click.argument("name", metavar=_("NAME"), shell_complete=things())
@click.option("--kind", metavar=_("WORD"), shell_complete=KINDS, help=_("what kind of thing is meant, if several have the name"))
@program_options
@row_options
def command(name: str, kind: str | None) -> None:
    """Print what is known about a thing."""
    from ..answers import show, things
    from ..answers.reports import choose

    with reading() as reader:
        kinds = (things.kind_of(reader, kind),) if kind else ()
        region = settings().region
        reports = choose(reader, region, None, None).codes if region else ()
        people = chosen_format() in FOR_PEOPLE
        result = show.show(reader, things.find(reader, name, kinds, reports), people)
        answer(result, title=name, default=show.brief(result) if people else ())
