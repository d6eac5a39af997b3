"""`vet seed`: judge and load the forms of a report; each of its commands is a file beside this one."""

import click

from ..words import _
from . import seed_check, seed_cite, seed_diff, seed_load, seed_new
from .help import examples
from .options import output_options, program_options


@click.group(
    "seed",
    help=_(
        "Bring a new year in: make blank forms, check them, see what a load would change, load them.\n\n"
        "Forms are a folder with report.toml and one CSV file a form, single forms in it, or one workbook (.xlsx). "
        "`2020` alone means seeds/2020, in the current folder or as it came with the program."
    )
    + examples("vet seed new 2021", "vet seed check 2020", "vet seed diff 2020", "vet seed load 2020 --dry-run"),
    short_help=_("bring a new year in: make forms, check, compare, load"),
)
@program_options
@output_options
def command() -> None:
    """Group the commands about seeds."""


for each in (seed_new, seed_check, seed_diff, seed_load, seed_cite):
    command.add_command(each.command)
