"""Bringing a database of ours to another version: a SQLite file is backed up beside itself, then migrated."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DatabaseError, UsageError, VetError
from ..words import _
from .address import Address
from .reader import version_of
from .refusals import told_in_one_line
from .version import HEAD
from .writer import backup, migrate, revisions

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Move:
    """A database brought from one version to another, or found there; kept: the copy of the old one, None if there is none."""

    database: Address
    old: str
    new: str
    kept: Path | None

    def __str__(self) -> str:
        """Return the line that tells the user."""
        if self.old == self.new:
            return _("{database} is at version {version}; nothing to do").format(database=self.database, version=self.new)
        if self.kept is None:
            message = _("{database} went from version {old} to {new}")
            return message.format(database=self.database, old=self.old or "base", new=self.new)
        message = _("{database} went from version {old} to {new}; the old one is kept as {kept}")
        return message.format(database=self.database, old=self.old or "base", new=self.new, kept=self.kept)


def upgrade(address: Address) -> Move:
    """Bring a database to this program's version; one without tables gets the catalogue with them."""
    version_of(address)  # refuses what is not ours, or newer
    return _move(address, "head", HEAD)


def check_older(address: Address, revision: str) -> None:
    """Raise UsageError unless `revision` is one that the database can be taken back to, or `base`."""
    version = version_of(address)
    known = ["base", *sorted(each for each in revisions() if each < version)]
    if revision not in known:
        message = _("'{revision}' is no version to go back to; {database} is at {version}; choose one of: {known}")
        words = message.format(revision=revision, database=address, version=version or "base", known=", ".join(known))
        raise UsageError(words)


def downgrade(address: Address, revision: str) -> Move:
    """Take a database back to an older revision, or `base`."""
    check_older(address, revision)
    return _move(address, revision, revision)


def _move(address: Address, revision: str, new: str) -> Move:
    """Migrate, behind a copy made when nobody else can write any more; of several who do it at once one does."""
    kept: list[tuple[str, Path | None]] = []

    def keep(version: str) -> None:
        if address.path is None:
            kept.append((version, None))
            return
        file = _backup_name(address.path, version)
        try:
            backup(address, file)
        except VetError as error:
            raise DatabaseError(_("{error}; nothing was changed, since a copy comes first").format(error=error)) from None
        kept.append((version, file))

    try:
        with told_in_one_line(address):
            migrate(address, revision, keep, _fill)
    except BaseException:
        for _version, file in kept:
            if file:
                file.unlink(missing_ok=True)  # it would be a copy of what is there still
        raise
    for version, file in kept:
        return Move(address, version, new, file)
    return Move(address, new, new, None)


def _fill(old: str, connection: "Connection") -> None:
    """Give a database that had no tables the catalogue, without which no answer has words."""
    from ..intake.load import load_catalogue

    if not old:
        load_catalogue(connection)


def _backup_name(path: Path, version: str) -> Path:
    """Return a name beside the file that says its version and the time."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
    return path.with_name(f"{path.stem}-{version or 'base'}-{stamp}{path.suffix}")
