"""What `vet db status` tells: the file, its version, what was loaded when from which file, and whether newer seeds came along."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .address import Address
from .reader import SqliteReader, open_sqlite, refuse_newer, version_of
from .resources import seeds_folder
from .version import HEAD

LOADS = "SELECT loaded_at, loaded_by, source, form, path, sha256, added, changed, unchanged, removed FROM seed_load ORDER BY id"


@dataclass(frozen=True)
class Status:
    """The state of a database; `loads` are rows of LOADS, `newer` the packaged files that were never loaded."""

    database: str
    version: str
    head: str
    reports: list[tuple[Any, ...]]
    loads: list[tuple[Any, ...]]
    newer: list[str]


def status(address: Address) -> Status:
    """Return the state of a database; creates and changes nothing."""
    if address.path is None:
        from .reader import open_reader

        with open_reader(address) as reader:
            return _status(address, HEAD, reader)
    version = version_of(address.path)
    refuse_newer(address, version)
    if version != HEAD:
        return Status(str(address), version, HEAD, [], [], [])
    connection = open_sqlite(address.path)
    try:
        return _status(address, version, SqliteReader(connection))
    finally:
        connection.close()


def _status(address: Address, version: str, reader: Any) -> Status:
    reports = list(reader.query("SELECT report, title, year, edition, observations FROM reports ORDER BY report")[1])
    loads = list(reader.query(LOADS)[1])
    return Status(str(address), version, HEAD, reports, loads, newer_seeds(loads))


def newer_seeds(loads: list[tuple[Any, ...]]) -> list[str]:
    """Return the packaged seed files that were never loaded, of the sources from which anything was."""
    loaded = {(source, form, sha256) for _at, _by, source, form, _path, sha256, *_counts in loads}
    sources = {source for source, _form, _sha256 in loaded}
    newer = []
    for source, folder in packaged_sources():
        for path in sorted(folder.glob("*.csv")):
            if source in sources and (source, path.stem, hashlib.sha256(path.read_bytes()).hexdigest()) not in loaded:
                newer.append(f"{folder.name}/{path.name}")
    return newer


def packaged_sources() -> list[tuple[str, Path]]:
    """Return the packaged seeds: the catalogue's folder and each report's, with the code of their source."""
    import tomllib

    root = seeds_folder()
    found = [("catalogue", root / "catalogue")]
    for head in sorted(root.glob("*/report.toml")):
        found.append((tomllib.loads(head.read_text(encoding="utf-8"))["code"], head.parent))
    return found
