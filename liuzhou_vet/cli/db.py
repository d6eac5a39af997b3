"""`vet db`: the database itself."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from ..database.first_use import ensure_default
    from ..database.upgrade import upgrade as run

    address = _address()
    ensure_default(address)
    say(str(run(address)))


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
    from ..database.first_use import ensure_default
    from ..database.upgrade import check_older
    from ..database.upgrade import downgrade as run

    address = _address()
    ensure_default(address)
    check_older(address, revision)
    if not yes and not _agreed(address, revision):
        raise VetError(_("nothing was changed"))
    say(str(run(address, revision)))


def _agreed(address: "Address", revision: str) -> bool:
    """Ask the user; nobody to ask is an error that says how to go without."""
    question = _("take {database} back to {revision}? What only the newer version holds is lost")
    try:
        return click.confirm(question.format(database=address, revision=revision), err=True)
    except click.Abort:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        raise VetError(_("nothing was changed, for nobody answered; say --yes")) from None


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
    brief = ("kind", "name", "version", "loaded_at", "loaded_by", "form", "added", "removed")
    if state is None:
        words = _("there is no database at {path} yet; the first question makes it").format(path=address)
        answer(Result(columns, []), words, default=brief)
        return
    blank = (None,) * 9
    rows: list[Any] = [("database", str(address), state.version or "base", *blank)]
    rows += [("report", code, str(edition), *blank) for code, _title, _year, edition, _figures in state.reports]
    rows += [("newer", name, None, *blank) for each in state.unloaded for name in each.names]
    rows += [("load", source, None, at, by, *rest) for at, by, source, *rest in state.loads]
    answer(Result(columns, rows, tuple(_about(address, state))), default=brief)


def _about(address: "Address", state: "Status") -> "Iterable[str]":
    """Return what the state means for the user, line by line."""
    from ..database.version import HEAD

    yield _("version: {version} (this program: {head})").format(version=state.version or "base", head=HEAD)
    if state.version != HEAD:
        yield _("it is behind; bring it up with: {command}").format(command=address.command("db upgrade"))
    for code, title, year, edition, observations in state.reports:
        yield _("report: {code} {title} ({year}, edition {edition}): {observations} figures").format(
            code=code, title=title, year=year, edition=edition, observations=observations
        )
    for each in state.unloaded:
        words = _("newer than what was loaded: {files}; load with: {command}")
        yield words.format(files=listed(each.names), command=address.command(f"seed load {each.folder}"))


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
    help=_(
        "Copy the database as it is at one moment to a new file, while others read and write.\n\n"
        "The copy is a SQLite database that vet reads, of a PostgreSQL database too; what goes back into a server is made by pg_dump."
    )
    + examples("vet db backup vet-backup.db"),
    short_help=_("copy the database to a new file while others use it"),
)
@click.argument("file", metavar=_("FILE"), type=click.Path(dir_okay=False, path_type=Path))
@program_options
def backup(file: Path) -> None:
    """Back the database up."""
    from ..database.first_use import ensure_default
    from ..database.writer import backup as copy

    address = _address()
    ensure_default(address)
    copy(address, file)
    if address.file is None:
        say(_("copied to {file}, a SQLite database; what goes back into a server is made by pg_dump").format(file=file))
    else:
        say(_("copied to {file}").format(file=file))


@command.command(
    "reader",
    help=_(
        "Make a role on a PostgreSQL server that may only read, as vet sql wants it, and print the URL to use it by.\n\n"
        "The password is made up and told this once; a role that is there already keeps its own."
    )
    + examples("vet --database postgresql://owner@server/vet db reader visitor"),
    short_help=_("make a role that may only read (PostgreSQL)"),
)
@click.argument("role", metavar=_("ROLE"))
@program_options
def reader(role: str) -> None:
    """Make the role and print its URL."""
    address = _address()
    if address.file is not None:
        raise VetError(_("a SQLite file has no roles; whoever may read the file may read it, and vet sql never writes"))
    from ..database.postgres.role import make_reader

    made = make_reader(address, role)
    click.echo(made.url)
    if made.is_new:
        say(_("made {role}, which may only read; its password is shown this once").format(role=role))
    else:
        say(_("{role} is there already and may read all of it now; its password stays as it was").format(role=role))
