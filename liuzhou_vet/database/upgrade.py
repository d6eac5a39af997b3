"""Bringing a database of ours to another version: backed up beside itself, then migrated."""

import datetime
from pathlib import Path

from ..errors import UsageError
from ..words import _
from .address import Address
from .reader import check_is_ours, version_of
from .version import HEAD
from .writer import backup, migrate


def upgrade(address: Address) -> str:
    """Bring a database to this program's version and return the line that says so."""
    if address.path is None:
        migrate(address)
        return _("{database} is at version {version}").format(database=address, version=HEAD)
    check_is_ours(address.path)
    version = version_of(address.path)
    if version == HEAD:
        return _("{database} is at version {version}; nothing to do").format(database=address, version=HEAD)
    refuse_newer(address, version)
    return _moved(address, version, "head", HEAD)


def downgrade(address: Address, revision: str) -> str:
    """Take a database back to an older revision, or `base`, and return the line that says so."""
    if revision != "base" and not (revision.isdigit() and revision < HEAD):
        raise UsageError(
            _("'{revision}' is no older version; give one below {head}, or base").format(revision=revision, head=HEAD)
        )
    if address.path is None:
        migrate(address, revision)
        return _("{database} is at version {version}").format(database=address, version=revision)
    check_is_ours(address.path)
    version = version_of(address.path)
    refuse_newer(address, version)
    return _moved(address, version, revision, revision)


def refuse_newer(address: Address, version: str) -> None:
    """Raise DatabaseError if the database is newer than this program."""
    from .reader import check_version

    if version > HEAD:
        check_version(address, version)


def _moved(address: Address, version: str, revision: str, name: str) -> str:
    assert address.path is not None
    kept = backup_name(address.path, version)
    backup(address, kept)
    migrate(address, revision)
    return _("{database} went from version {old} to {new}; the old one is kept as {kept}").format(
        database=address, old=version or "-", new=name, kept=kept
    )


def backup_name(path: Path, version: str) -> Path:
    """Return a name beside the file that says its version and the time."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{path.stem}-{version or 'none'}-{stamp}{path.suffix}")
