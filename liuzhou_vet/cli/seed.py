"""`vet seed`: judge and load the forms of a report; each of its commands is a file beside this one."""

import click

from ..words import _
from . import seed_check, seed_load
from .help import examples
from .options import output_options, program_options


@click.group(
    "seed",
    help=_(
        "Check and load a report's forms: a folder with report.toml and one CSV file a form, or single forms in it.\n\n"
        "`2020` alone means seeds/2020, in the current folder or as it came with the program."
    )
    + examples("vet seed check 2020", "vet seed load 2020 --dry-run"),
    short_help=_("check and load the forms of a report"),
)
@program_options
@output_options
def command() -> None:
    """Group the commands about seeds."""


for each in (seed_check, seed_load):
    command.add_command(each.command)
