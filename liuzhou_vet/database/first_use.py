"""The default database, made on first use and brought to this program's version when it is behind."""

import os
import sys

from ..words import _
from .address import Address


def ensure_default(address: Address) -> None:
    """Make the default database if there is none, with one line on standard error; any other is left to its owner.

    Of several who do it at once one makes it. One that is behind is brought up by whoever opens it.
    """
    if not address.is_default or os.path.exists(address.sqlite()):
        return
    from .writer import create

    if create(address):
        _say(_("made {path} with the reports that come with the program").format(path=address))


def bring_up(address: Address) -> None:
    """Back the default database up beside itself and bring it to this program's version, with one line on standard error."""
    from .upgrade import upgrade

    move = upgrade(address)
    if move.kept:
        _say(str(move))


def _say(line: str) -> None:
    print(line, file=sys.stderr)
