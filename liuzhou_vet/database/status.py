"""What `vet db status` tells: the file, its version, what was loaded when from which file, and which packaged seeds were not."""

import hashlib
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .address import Address
from .reader import open_reader, version_of
from .resources import packaged_reports, seeds_folder
from .version import HEAD

LOADS = "SELECT loaded_at, loaded_by, source, form, path, sha256, added, changed, unchanged, removed FROM seed_load ORDER BY id"
REPORTS = "SELECT report, title, year, edition, observations FROM reports ORDER BY report"
CATALOGUE = "catalogue"


@dataclass(frozen=True)
class Unloaded:
    """Packaged seeds that were never loaded: their folder's name and which of its files; the folder alone if none of it was."""

    folder: str
    files: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Return the names of what was not loaded, for users."""
        return [f"{self.folder}/{name}" for name in self.files] or [self.folder]


@dataclass(frozen=True)
class Status:
    """The state of a database: its revision, its reports (rows of REPORTS), loads (rows of LOADS), packaged seeds never loaded."""

    version: str
    reports: list[tuple[Any, ...]] = field(default_factory=list)
    loads: list[tuple[Any, ...]] = field(default_factory=list)
    unloaded: list[Unloaded] = field(default_factory=list)


def status(address: Address) -> Status | None:
    """Return the state of a database, None for a default one that is not made yet; creates and changes nothing."""
    if address.is_default and not os.path.exists(address.sqlite()):
        return None
    version = version_of(address)
    if version != HEAD:
        return Status(version)
    with open_reader(address) as reader:
        loads = list(reader.query(LOADS)[1])
        return Status(version, list(reader.query(REPORTS)[1]), loads, list(unloaded(loads)))


def unloaded(loads: list[tuple[Any, ...]]) -> Iterator[Unloaded]:
    """Yield the packaged seeds of which a file, byte for byte, was never loaded.

    One's own version of a file loaded over the packaged one is no news; a packaged one that came later is.
    """
    loaded = {(source, form, sha256) for _at, _by, source, form, _path, sha256, *_counts in loads}
    sources = {source for source, _form, _sha256 in loaded}
    for source, folder in packaged():
        if source not in sources:
            yield Unloaded(folder.name)
        elif files := tuple(file.name for form, file in _forms(folder) if (source, form, _sha256_of(file)) not in loaded):
            yield Unloaded(folder.name, files)


def packaged() -> Iterator[tuple[str, Path]]:
    """Yield the folders of the packaged seeds, the catalogue's and each report's, with the code of their source."""
    yield CATALOGUE, seeds_folder() / CATALOGUE
    for folder in packaged_reports():
        yield tomllib.loads((folder / "report.toml").read_text(encoding="utf-8"))["code"], folder


def _forms(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each form of a folder with its file."""
    for file in sorted(folder.iterdir()):
        if file.name == "report.toml":
            yield "report", file
        elif file.suffix == ".csv":
            yield file.stem, file


def _sha256_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
