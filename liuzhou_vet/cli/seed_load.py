"""`vet seed load`: forms into the database, and what that changed."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ..render.result import Column, Result
from ..words import _, ngettext
from .answering import answer, say
from .complete import files
from .help import examples
from .options import program_options, row_options, settings
from .progress import Bar

if TYPE_CHECKING:
    from ..errors import Fault
    from ..intake.compare import Summary


WARNINGS_A_RULE = 3  # as many are said at a load; the check says all


@click.command(
    "load",
    help=_(
        "Load forms into the database: all of them or nothing; what is loaded already and has not changed stays.\n\n"
        "A folder is the whole truth about its report: a row that is gone from it is removed."
    )
    + examples("vet seed load 2020", "vet seed load 2020 --dry-run"),
    short_help=_("load forms into the database, all or nothing"),
)
@click.argument("paths", nargs=-1, required=True, metavar=_("PATH..."), shell_complete=files)
@click.option("--dry-run", is_flag=True, help=_("say what would change and change nothing"))
@click.option("--strict", is_flag=True, help=_("warnings stop it too: exit 1"))
@program_options
@row_options
def command(paths: tuple[str, ...], dry_run: bool, strict: bool) -> None:
    """Load forms and print what changed, form by form."""
    from ..database.address import parse
    from ..database.first_use import ensure_default
    from ..database.interruption import stoppable
    from ..database.writer import writing
    from ..intake import load as intake

    address = parse(settings().database)
    if address.is_default:
        ensure_default(address)
    warnings: list[Fault] = []  # said when all is done, since a reader of standard error that is gone must not undo it
    with stoppable() as go_through:
        with refusing(paths), Bar(_("loading")) as bar, writing(address, foreign_keys=False) as connection:
            summaries = intake.load(connection, paths, _who(), dry_run, strict, warnings.append, bar.show)
            go_through()
        say_warnings(warnings, paths)
        answer(summary_of(summaries))


@contextmanager
def refusing(paths: tuple[str, ...]) -> Iterator[None]:
    """Say every error of forms that are refused, and the first warnings."""
    from ..intake.check import Refused

    try:
        yield
    except Refused as refused:
        for fault in refused.faults:
            if fault.severity == "error":
                say(str(fault))
        say_warnings([fault for fault in refused.faults if fault.severity != "error"], paths)
        raise


def say_warnings(warnings: "list[Fault]", paths: tuple[str, ...]) -> None:
    """Say the first warnings of each rule, how many more there are, and where to read them all."""
    by_rule: dict[str, list[Fault]] = {}
    for warning in warnings:
        by_rule.setdefault(warning.rule, []).append(warning)
    for alike in by_rule.values():
        for warning in alike[:WARNINGS_A_RULE]:
            say(str(warning))
        more = len(alike) - WARNINGS_A_RULE
        if more > 0:
            message = ngettext(
                "{count} more like this; all: vet seed check {paths}", "{count} more like these; all: vet seed check {paths}", more
            )
            say(message.format(count=more, paths=" ".join(paths)))


def _who() -> str:
    """Return the name of the user who loads, '?' where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"


def summary_of(summaries: "list[Summary]") -> Result:
    """Return the counts of a load as rows, one a form; whose form it is, is shown where there are several reports."""
    columns = (
        Column("form", label=_("form")),
        Column("added", "integer", _("added")),
        Column("changed", "integer", _("changed")),
        Column("unchanged", "integer", _("unchanged")),
        Column("removed", "integer", _("removed")),
        Column("report", label=_("report"), hidden=len({each.source for each in summaries}) < 2),
    )
    return Result(columns, [(each.form, each.added, each.changed, each.unchanged, each.removed, each.source) for each in summaries])
