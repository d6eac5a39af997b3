"""The group `vet`: its shared options and its commands, each imported when it is called."""

import os
from importlib import import_module
from typing import Any

import click

from ..errors import UsageError
from ..render import FORMATS
from ..words import _, listed
from .help import examples, prepared
from .options import Settings, every_option

COMMANDS = ("query", "indicators", "compare", "chart", "audit", "verify", "show", "search", "cite", "sql", "export", "seed", "db")
ENVIRONMENT = {"database": "VET_DATABASE_URL", "region": "VET_REGION"}


class Lazy(click.Group):
    """A group whose commands are modules of `cli/`, imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order users meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        return prepared(import_module(f".{cmd_name}", __package__).command)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one comes with the nearest names."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise UsageError(unknown(_("no command '{name}'").format(name=args[0]), args[0], COMMANDS, "vet --help"))
        return super().resolve_command(ctx, args)


def unknown(what: str, name: str, known: Any, see: str) -> str:
    """Return the line for an unknown name: what it is, the nearest known names, where to see all."""
    from ..answers.things import nearest_of

    near = nearest_of(name, list(known), 3)
    if near:
        return _("{what}; nearest: {near}; see: {see}").format(what=what, near=listed(near), see=see)
    return _("{what}; see: {see}").format(what=what, see=see)


@click.group(
    cls=Lazy,
    help=_("Ask the quality reports of secondary vocational schools.")
    + examples(
        "vet query schools --honours",
        "vet indicators --year 2020",
        "vet show 一职校",
        "vet --lang zh query 教师",
    ),
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
)
@every_option
@click.pass_context
def program(context: click.Context) -> None:
    """Take the environment's word where the command line says nothing."""
    said = context.ensure_object(Settings)
    for name, variable in ENVIRONMENT.items():
        if getattr(said, name) is None and os.environ.get(variable):
            setattr(said, name, os.environ[variable])
    # before the command runs: a format of pictures or exports must not end a load that is done
    if said.format and said.format not in FORMATS and context.invoked_subcommand not in ("chart", "export"):
        raise UsageError(_("unknown format {format}; choose one of {formats}").format(format=said.format, formats=listed(FORMATS)))


prepared(program)
