"""The default database, made on first use and brought to this program's version when it is behind."""

import sys

from ..words import _
from .address import Address
from .version import HEAD


def ensure_default(address: Address) -> None:
    """Make the default database if there is none; back it up beside itself and upgrade it if it is behind; else do nothing."""
    path = address.path
    if path is None:
        return
    if not path.exists():
        from .writer import create

        if create(address):
            _say(_("made {path} with the reports that come with the program").format(path=path))
        return
    from .reader import check_is_ours, version_of

    if check_is_ours(path) != int(HEAD) and version_of(path) < HEAD:
        from .upgrade import upgrade

        _say(upgrade(address))


def _say(line: str) -> None:
    print(line, file=sys.stderr)
