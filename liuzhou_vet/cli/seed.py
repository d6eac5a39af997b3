"""`vet seed`: judge and load the forms of a report."""

import getpass
from typing import TYPE_CHECKING

import click

from ..errors import VetError
from ..render.result import Column, Result
from ..words import _, ngettext
from .answering import FOR_PEOPLE, answer, chosen_format, say
from .help import examples
from .options import output_options, program_options, row_options, settings

if TYPE_CHECKING:
    from ..database.address import Address
    from ..errors import Fault
    from ..intake.compare import Summary


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


@command.command(
    "check",
    help=_(
        "Check forms and report everything that is wrong with them; writes nothing.\n\n"
        "A fault is a line FILE:LINE:COLUMN: message; errors stop a load, warnings do not."
    )
    + examples("vet seed check 2020", "vet seed check 2020 -f json"),
    short_help=_("check forms; writes nothing"),
)
@click.argument("paths", nargs=-1, required=True, metavar=_("PATH..."))
@click.option("--strict", is_flag=True, help=_("warnings stop it too: exit 1"))
@program_options
@row_options
def check(paths: tuple[str, ...], strict: bool) -> None:
    """Print the faults of forms."""
    from ..intake import check as intake

    address = _database()
    if address is None:
        for line in intake.left_out():
            say(line)
        faults = intake.check(paths)
    else:
        from ..database.reader import open_reader

        with open_reader(address) as reader:
            faults = intake.check(paths, lambda sql, values: reader.query(sql, values)[1])
    _report(faults)
    refuse(faults, strict)


@command.command(
    "load",
    help=_(
        "Load forms into the database: all of them or nothing; what is loaded already and has not changed stays.\n\n"
        "A folder is the whole truth about its report: a row that is gone from it is removed."
    )
    + examples("vet seed load 2020", "vet seed load 2020 --dry-run"),
    short_help=_("load forms into the database, all or nothing"),
)
@click.argument("paths", nargs=-1, required=True, metavar=_("PATH..."))
@click.option("--dry-run", is_flag=True, help=_("say what would change and change nothing"))
@click.option("--strict", is_flag=True, help=_("warnings stop it too: exit 1"))
@program_options
@row_options
def load(paths: tuple[str, ...], dry_run: bool, strict: bool) -> None:
    """Load forms and print what changed, form by form."""
    from ..database.address import parse
    from ..database.first_use import ensure_default
    from ..database.writer import writing
    from ..intake import load as intake
    from ..intake.check import Refused

    address = parse(settings().database)
    if address.is_default:
        ensure_default(address)
    try:
        with writing(address) as connection:
            summaries = intake.load(connection, paths, _who(), dry_run, strict, lambda fault: say(str(fault)))
    except Refused as refused:
        for fault in refused.faults:
            say(str(fault))
        raise
    answer(summary_of(summaries))


def _who() -> str:
    """Return the name of the user who loads, '?' where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"


def refuse(faults: "list[Fault]", strict: bool) -> None:
    """Raise VetError if there are errors, or with `strict` warnings."""
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    if errors or (strict and warnings):
        count = errors or warnings
        kind = ngettext("{count} error", "{count} errors", count) if errors else ngettext("{count} warning", "{count} warnings", count)
        raise VetError(kind.format(count=count) + _("; nothing was written"))


def _database() -> "Address | None":
    """Return the address of the database that is there, so that its names are known to the check; None if there is none."""
    from ..database.address import parse

    address = parse(settings().database)
    return None if address.is_default and address.path and not address.path.exists() else address


def _report(faults: "list[Fault]") -> None:
    """Print faults: as lines, or for programs as rows."""
    if chosen_format() in FOR_PEOPLE and not settings().columns:
        from ..render.output import opened

        with opened(settings().output) as sink:
            for fault in faults:
                sink.write(f"{fault}\n")
        if not faults:
            say(_("no faults"))
        return
    names = ("file", "line", "column", "severity", "rule", "message")
    columns = tuple(Column(name, "integer" if name == "line" else "text") for name in names)
    answer(Result(columns, [tuple(fault.as_dict()[name] for name in names) for fault in faults]), _("no faults"))


def summary_of(summaries: "list[Summary]") -> Result:
    """Return the counts of a load as rows, one a form."""
    columns = (
        Column("form", label=_("form")),
        Column("added", "integer", _("added")),
        Column("changed", "integer", _("changed")),
        Column("unchanged", "integer", _("unchanged")),
        Column("removed", "integer", _("removed")),
    )
    return Result(columns, [tuple(getattr(each, column.name) for column in columns) for each in summaries])
