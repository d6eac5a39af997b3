"""The words of a command line that several commands ask for in the same way: indicators over years, options said several times."""

from collections.abc import Callable
from typing import Any

import click

from ..words import _
from .complete import REPORTS, Complete, things


def several(flag: str, name: str, complete: Complete, words: str) -> Callable[[Any], Any]:
    """Return an option that may be said several times; its values come as the tuple `name`."""
    return click.option(flag, name, multiple=True, metavar=_("WORD"), shell_complete=complete, help=words)


def over_years(command: Any) -> Any:
    """Add what chooses indicators over years: INDICATOR..., --subject, --years."""
    command = click.option("--years", default="all", metavar=_("YEARS"), help=_("2020, 2016-2020 or all (default)"))(command)
    words = _("about whom, several times for several; all for everyone")
    command = several("--subject", "subjects", things("subject"), words)(command)
    metavar = _("INDICATOR...")
    return click.argument("indicators", nargs=-1, required=True, metavar=metavar, shell_complete=things("indicator"))(command)


def by_report(command: Any) -> Any:
    """Add the option that chooses who says so."""
    words = _("who says so: one report by its code")
    return click.option("--report", metavar=_("CODE"), shell_complete=REPORTS, help=words)(command)
