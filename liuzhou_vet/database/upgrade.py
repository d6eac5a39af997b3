"""Bringing a database of ours to another version: backed up beside itself, then migrated."""

import datetime
from pathlib import Path

from ..errors import UsageError
from ..words import _
from .address import Address
from .reader import refuse_newer, version_of
from .version import HEAD
from .writer import backup, migrate, told_in_one_line


def upgrade(address: Address) -> str:
    """Bring a database to this program's version and return the line that says so."""
    if address.path is None:
        with told_in_one_line(address):
            migrate(address)
        return _("{database} is at version {version}").format(database=address, version=HEAD)
    return _moved(address, "head", HEAD)


def downgrade(address: Address, revision: str) -> str:
    """Take a database back to an older revision, or `base`, and return the line that says so."""
    if revision != "base" and not (revision.isdigit() and revision < HEAD):
        raise UsageError(_("'{revision}' is no older version; give one below {head}, or base").format(revision=revision, head=HEAD))
    if address.path is None:
        with told_in_one_line(address):
            migrate(address, revision)
        return _("{database} is at version {version}").format(database=address, version=revision)
    return _moved(address, revision, revision)


def _moved(address: Address, revision: str, name: str) -> str:
    """Back a SQLite file up and migrate it, the copy made when nobody else can write any more; of several at once one does it."""
    path = address.path
    assert path is not None
    refuse_newer(address, version_of(path))
    kept: list[tuple[str, Path]] = []

    def keep(version: str) -> None:
        kept.append((version, backup_name(path, version)))
        backup(address, kept[0][1])

    with told_in_one_line(address):
        migrate(address, revision, keep)
    for version, file in kept:
        return _("{database} went from version {old} to {new}; the old one is kept as {kept}").format(
            database=address, old=version or "-", new=name, kept=file
        )
    return _("{database} is at version {version}; nothing to do").format(database=address, version=name)


def backup_name(path: Path, version: str) -> Path:
    """Return a name beside the file that says its version and the time."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
    return path.with_name(f"{path.stem}-{version or 'none'}-{stamp}{path.suffix}")
