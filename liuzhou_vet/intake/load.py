"""Forms into the database: judged, compared and written in the one transaction that the caller opened.

A folder is the whole truth about its report, a single file about its one form; no other report is touched. Loading the same
again changes nothing and writes nothing, not even that it was loaded: the record (`seed_load`) names, form by form, the
loads that changed something or came from another file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text
from sqlalchemy.exc import IntegrityError

from liuzhou_vet.errors import Fault, VetError
from liuzhou_vet.schema.tables import Observation, Remark, SeedLoad
from liuzhou_vet.words import _

from .check import Judgement, Refused, unknown_reports
from .compare import Comparison, Summary, summarise
from .form import Form
from .forms import CATALOGUE_SOURCE
from .known import read_known
from .sources import Source, find_sources
from .stage import Part, Staging
from .write import write

_seed_load: Table = SeedLoad.__table__  # type: ignore[assignment]


def load(
    connection: Connection,
    paths: Iterable[str | Path],
    by: str,
    dry_run: bool = False,
    strict: bool = False,
    warn: Callable[[Fault], None] = lambda _fault: None,
) -> list[Summary]:
    """Make the database say what the forms at `paths` say; return what that changes, form by form.

    connection: in the transaction that all of it belongs to. by: who loads. dry_run: nothing is written. strict: warnings
    refuse the load too; else they are handed to `warn`. Raises Refused with every fault, after which the transaction is to
    be rolled back.
    """
    sources, faults = find_sources(paths)
    known = read_known(lambda sql, values: connection.execute(text(sql), dict(values)), _loaded(sources))
    staging = Staging(connection)
    try:
        judgement = Judgement(sources, known)
        judgement.run(_sink(staging))
        faults = sorted([*faults, *unknown_reports(sources, known), *judgement.faults])
        if any(fault.severity == "error" or strict for fault in faults):
            raise Refused(faults)
        for fault in faults:
            warn(fault)
        summaries = {part.number: summarise(connection, staging, part) for part in staging.parts}
        if not dry_run:
            _write(connection, staging, summaries, judgement, by)
    except IntegrityError as error:
        raise VetError(_("the database refuses the rows: {error}").format(error=error.orig)) from error
    staging.drop()
    return [summary for number, summary in summaries.items() if staging.parts[number].given or summary.differs]


def load_catalogue(connection: Connection, by: str = "vet") -> list[Summary]:
    """Load the packaged catalogue."""
    from liuzhou_vet.database.resources import seeds_folder

    return load(connection, [seeds_folder() / CATALOGUE_SOURCE], by)


def _loaded(sources: list[Source]) -> dict[str, list[str]]:
    return {source.code: source.loaded for source in sources}


def _sink(staging: Staging) -> Callable[[Source, Form, Iterator[list[Any]]], None]:
    """Return what stages the rows of each form; forms that are not there count only where the source defined something."""

    def take(source: Source, form: Form, rows: Iterator[list[Any]]) -> None:
        if form.name in source.files or staging.is_defined(source, form):
            staging.take(source, form, rows)

    return take


def _write(connection: Connection, staging: Staging, summaries: Mapping[int, Summary], judgement: Judgement, by: str) -> None:
    last = _last_files(connection)
    records = [
        _record(part, summaries[part.number], judgement.sha256.get((part.source.code, part.form.name), ""), by)
        for part in staging.parts
        if part.given
    ]
    new = [
        record
        for record in records
        if record["added"] or record["changed"] or record["removed"] or last.get((record["source"], record["form"])) != record["sha256"]
    ]
    if new or any(summary.differs for summary in summaries.values()):
        _check_remarks(connection, staging)
        labels = any(part.source.code == CATALOGUE_SOURCE and part.form.name == "labels" for part in staging.parts)
        write(connection, staging, judgement.lists if labels else {})
    if new:
        connection.execute(insert(_seed_load), new)


def _last_files(connection: Connection) -> dict[tuple[str, str], str]:
    """Return the sha256 of the file from which each form of each source was loaded last."""
    columns = _seed_load.c.source, _seed_load.c.form, _seed_load.c.sha256
    return {(source, form): sha256 for source, form, sha256 in connection.execute(select(*columns).order_by(_seed_load.c.id))}


def _record(part: Part, summary: Summary, sha256: str, by: str) -> dict[str, Any]:
    return {
        "loaded_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "loaded_by": by,
        "source": part.source.code,
        "form": part.form.name,
        "path": str(part.source.files[part.form.name]),
        "sha256": sha256,
        "added": summary.added,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
    }


def _check_remarks(connection: Connection, staging: Staging) -> None:
    """Refuse to remove an observation that a remark explains, where the remarks are not loaded with it."""
    loaded = {(part.source.code, part.form.name) for part in staging.parts}
    for part in staging.parts:
        if part.form.name == "observations" and (part.source.code, "remarks") not in loaded:
            gone = Comparison(staging, part, part.form.targets[0]).removed("id")
            explained = select(Remark.code, Observation.id).join(Observation, Observation.id == Remark.observation_id)
            for code, identity in connection.execute(explained.where(Observation.id.in_(gone))):
                message = _("the remark “{code}” explains {id}, which the form no longer holds; load remarks.csv with it")
                raise VetError(message.format(code=code, id=identity))
