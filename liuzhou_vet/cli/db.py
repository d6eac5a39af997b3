"""`vet db`: the database itself."""

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import VetError
from ..render.result import Column, Result
from ..words import _, listed
from .answering import answer, say
from .help import examples
from .options import program_options, row_options, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..database.address import Address
    from ..database.status import Status


def _address() -> "Address":
    from ..database.address import parse

    return parse(settings().database)


@click.group(
    "db",
    help=_("The database itself: make, upgrade, back up, ask its state.") + examples("vet db status", "vet db backup vet-backup.db"),
    short_help=_("the database itself: make, upgrade, back up, ask its state"),
)
@program_options
def command() -> None:
    """Group the commands about the database."""


@command.command(
    "init",
    help=_(
        "Make the database: its tables, the catalogue and the reports that come with the program.\n\n"
        "One that is there already is left as it is."
    )
    + examples("vet db init", "vet --database city.db db init --empty"),
    short_help=_("make the database with the reports that come along"),
)
@click.option("--empty", is_flag=True, help=_("the catalogue only, no report"))
@program_options
def init(empty: bool) -> None:
    """Make the database."""
    from ..database.writer import create

    address = _address()
    if create(address, with_seeds=not empty):
        say(_("made {database}").format(database=address))
    else:
        say(_("{database} is there already; nothing was changed").format(database=address))


@command.command(
    "upgrade",
    help=_("Bring the database to the version that this program needs; a SQLite file is backed up beside itself first.")
    + examples("vet db upgrade"),
    short_help=_("bring the database to this program's version"),
)
@program_options
def upgrade() -> None:
    """Upgrade the database."""
    from ..database.upgrade import upgrade as run

    say(run(_address()))


@command.command(
    "downgrade",
    help=_(
        "Take the database back to an older version (`base`: no tables at all); a SQLite file is backed up first.\n\n"
        "What only the newer version can hold is lost: it asks, or --yes."
    )
    + examples("vet db downgrade base --yes"),
    short_help=_("take the database back to an older version"),
)
@click.argument("revision", metavar=_("VERSION"))
@click.option("--yes", is_flag=True, help=_("do not ask"))
@program_options
def downgrade(revision: str, yes: bool) -> None:
    """Downgrade the database."""
    from ..database.upgrade import downgrade as run

    address = _address()
    question = _("take {database} back to {revision}? What only the newer version holds is lost").format(
        database=address, revision=revision
    )
    if not yes and not click.confirm(question, err=True):
        raise VetError(_("nothing was changed"))
    say(run(address, revision))


@command.command(
    "status",
    help=_("The state of the database: its version, its reports, and what was loaded when, by whom, from which file.")
    + examples("vet db status", "vet db status -f json"),
    short_help=_("version, reports, and what was loaded when from which file"),
)
@program_options
@row_options
def status() -> None:
    """Print the state of the database; creates nothing."""
    from ..database.status import status as ask

    address = _address()
    if address.is_default and address.path and not address.path.exists():
        say(_("there is no database at {path} yet; the first question makes it").format(path=address))
        return
    state = ask(address)
    columns = (
        Column("kind", "code", _("kind"), {"database": _("database"), "report": _("report"), "newer": _("newer"), "load": _("load")}),
        Column("name", label=_("name")),
        Column("version", label=_("version")),
        Column("loaded_at", label=_("loaded")),
        Column("loaded_by", label=_("by")),
        Column("form", label=_("form")),
        Column("path", label=_("file")),
        Column("sha256", label="SHA-256"),
        Column("added", "integer", _("added")),
        Column("changed", "integer", _("changed")),
        Column("unchanged", "integer", _("unchanged")),
        Column("removed", "integer", _("removed")),
    )
    blank = (None,) * 9
    rows = [("database", state.database, state.version or None, *blank)]
    rows += [("report", code, str(edition), *blank) for code, _title, _year, edition, _figures in state.reports]
    rows += [("newer", name, None, *blank) for name in state.newer]
    rows += [("load", source, None, at, by, *rest) for at, by, source, *rest in state.loads]
    brief = ("kind", "name", "version", "loaded_at", "loaded_by", "form", "added", "removed")
    answer(Result(columns, rows, tuple(_about(state))), default=brief)


def _about(state: "Status") -> "Iterable[str]":
    """Return what the state means for the user, line by line."""
    yield _("version: {version} (this program: {head})").format(version=state.version or "-", head=state.head)
    for code, title, year, edition, observations in state.reports:
        yield _("report: {code} {title} ({year}, edition {edition}): {observations} figures").format(
            code=code, title=title, year=year, edition=edition, observations=observations
        )
    for folder, names in itertools.groupby(state.newer, lambda name: name.split("/")[0]):
        words = _("newer than what was loaded: {files}; load them with: vet seed load {folder}")
        yield words.format(files=listed(names), folder=folder)


@command.command(
    "path",
    help=_("Where the database is.") + examples("vet db path"),
    short_help=_("where the database is"),
)
@program_options
def path() -> None:
    """Print the database's address."""
    click.echo(str(_address()))


@command.command(
    "backup",
    help=_("Copy the database as it is at one moment to a new file, while others read and write.")
    + examples("vet db backup vet-backup.db"),
    short_help=_("copy the database to a new file while others use it"),
)
@click.argument("file", metavar=_("FILE"), type=click.Path(dir_okay=False, path_type=Path))
@program_options
def backup(file: Path) -> None:
    """Back the database up."""
    from ..database.writer import backup as copy

    copy(_address(), file)
    say(_("copied to {file}").format(file=file))
