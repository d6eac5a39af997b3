"""`vet cite`: a figure or a report as a citation."""

import click

from ..words import _
from .answering import answer, chosen_format, reading
from .complete import CITED
from .help import examples
from .options import output_options, program_options, settings

STYLES = ("gbt7714", "bibtex", "text")


@click.command(
    "cite",
    help=_(
        "A figure, by its id, or a report, by its code, as a citation: title, publisher where known, section, printed words.\n\n"
        "The ids are the column `id` of: vet indicators --year 2020 -f csv"
    )
    + examples("vet cite liuzhou-2020", "vet cite liuzhou-2020 --style bibtex"),
    short_help=_("a figure or a report as a citation"),
)
@click.argument("name", metavar=_("ID|REPORT"), shell_complete=CITED)
@click.option("--style", type=click.Choice(STYLES), default="text", help=_("format of the citation (default: text)"))
@program_options
@output_options
def command(name: str, style: str) -> None:
    """Print a citation."""
    from ..answers import cite
    from ..render.output import opened

    with reading() as reader:
        cited = cite.find(reader, name)
        if chosen_format() != "table":
            answer(cite.as_result(cited, style))
            return
    with opened(settings().output) as sink:
        sink.write(cite.text(cited, style) + "\n")
