"""`vet seed check`: everything that is wrong with forms."""

from typing import TYPE_CHECKING

import click

from ..errors import VetError
from ..render.result import Column, Result
from ..words import _, ngettext
from .answering import FOR_PEOPLE, answer, chosen_format, say
from .complete import files
from .help import examples
from .options import program_options, row_options, settings
from .progress import Bar

if TYPE_CHECKING:
    from ..database.address import Address
    from ..errors import Fault


@click.command(
    "check",
    help=_(
        "Check forms and report everything that is wrong with them; writes nothing.\n\n"
        "A fault is a line FILE:LINE:COLUMN: message; errors stop a load, warnings do not."
    )
    + examples("vet seed check 2020", "vet seed check 2020 -f json"),
    short_help=_("check forms; writes nothing"),
)
@click.argument("paths", nargs=-1, required=True, metavar=_("PATH..."), shell_complete=files)
@click.option("--strict", is_flag=True, help=_("warnings stop it too: exit 1"))
@program_options
@row_options
def command(paths: tuple[str, ...], strict: bool) -> None:
    """Print the faults of forms."""
    from ..intake import check as intake

    address = database_there()
    if address is None:
        for line in intake.left_out():
            say(line)
        with Bar(_("checking")) as bar:
            faults = intake.check(paths, progress=bar.show)
    else:
        from ..database.reader import open_reader

        with open_reader(address) as reader, Bar(_("checking")) as bar:
            faults = intake.check(paths, lambda sql, values: reader.query(sql, values)[1], bar.show)
    _report(faults)
    refuse(faults, strict)


def refuse(faults: "list[Fault]", strict: bool) -> None:
    """Raise VetError if there are errors, or with `strict` warnings."""
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    if errors or (strict and warnings):
        count = errors or warnings
        kind = ngettext("{count} error", "{count} errors", count) if errors else ngettext("{count} warning", "{count} warnings", count)
        raise VetError(kind.format(count=count) + _("; nothing was written"))
    if warnings:
        say(
            ngettext("{count} warning; it does not stop a load", "{count} warnings; they do not stop a load", warnings).format(
                count=warnings
            )
        )


def database_there() -> "Address | None":
    """Return the address of the database that is there, so that its names are known to the check; None if there is none."""
    from ..database.address import parse

    address = parse(settings().database)
    return None if address.is_default and address.path and not address.path.exists() else address


def _report(faults: "list[Fault]") -> None:
    """Print faults: as lines, or for programs as rows."""
    if chosen_format() in FOR_PEOPLE and not settings().columns:
        from ..render.output import opened

        with opened(settings().output) as sink:
            for fault in faults[: settings().limit]:
                sink.write(f"{fault}\n")
        if not faults:
            say(_("no faults"))
        return
    names = ("file", "line", "column", "severity", "rule", "message")
    columns = tuple(Column(name, "integer" if name == "line" else "text") for name in names)
    answer(Result(columns, [tuple(fault.as_dict()[name] for name in names) for fault in faults]), _("no faults"))
