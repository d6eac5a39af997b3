"""Forms into the database: judged, compared and written in the one transaction that the caller opened.

A folder is the whole truth about its report, a single file about its one form; no other report is touched. Loading the same
again changes nothing and writes nothing, not even that it was loaded: the record (`seed_load`) names, form by form, the
loads that changed something or came from another file.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text
from sqlalchemy.exc import IntegrityError

from liuzhou_vet.errors import Fault, VetError
from liuzhou_vet.schema.tables import Observation, Remark, SeedLoad
from liuzhou_vet.words import _

from .check import Judgement, Progress, Refused, Rows, Sink, silent, unknown_reports
from .compare import Comparison, Summary, poured, summarise
from .diff import Difference, differences
from .form import Form
from .forms import CATALOGUE_SOURCE
from .known import read_known
from .reading.sources import Source, find_sources
from .stage import Part, Staging
from .wording import Wording
from .write import write

_seed_load: Table = SeedLoad.__table__  # type: ignore[assignment]


class Run:
    """One run over forms in an open transaction: judged, and staged beside what is on record.

    pours: rows that nothing on record can be like are kept until they are written. strict: warnings refuse the forms too; else
    they are handed to `warn`.
    """

    def __init__(
        self,
        connection: Connection,
        paths: Iterable[str | Path],
        pours: bool,
        strict: bool,
        warn: Callable[[Fault], None],
        progress: Progress,
    ) -> None:
        self.connection = connection
        self._strict, self._warn = strict, warn
        sources, self._faults = find_sources(paths)
        known = read_known(lambda sql, values: connection.execute(text(sql), dict(values)), _loaded(sources))
        self._faults += unknown_reports(sources, known)
        self.staging = Staging(connection)
        self.judgement = Judgement(sources, known, progress)
        self.judgement.judge(_sink(self.staging, pours))
        if any(fault.severity == "error" for fault in [*self._faults, *self.judgement.faults]):
            self.staging.leave()
        if not self.staging.pours:
            self.refuse_faulty()
        self.summaries = [summarise(connection, self.staging, part) for part in self.staging.parts]

    def refuse_faulty(self) -> None:
        """Raise Refused if anything is wrong, now that every row has been judged; hand the warnings on."""
        found = sorted([*self._faults, *self.judgement.finish().faults])
        if any(fault.severity == "error" or self._strict for fault in found):
            raise Refused(found)
        for fault in found:
            self._warn(fault)

    def told(self) -> list[tuple[Part, Summary]]:
        """Return the parts that a user hears of: the forms that are there, and those whose going changes something."""
        told = zip(self.staging.parts, self.summaries, strict=True)
        return [(part, summary) for part, summary in told if part.given or summary.differs]


def load(
    connection: Connection,
    paths: Iterable[str | Path],
    by: str,
    dry_run: bool = False,
    strict: bool = False,
    warn: Callable[[Fault], None] = lambda _fault: None,
    progress: Progress = silent,
) -> list[Summary]:
    """Make the database say what the forms at `paths` say; return what that changes, form by form.

    connection: in the transaction that all of it belongs to. by: who loads. dry_run: nothing is written. strict: warnings
    refuse the load too; else they are handed to `warn`. Raises Refused with every fault, after which the transaction is to
    be rolled back. progress: told now and then how far it is.
    """
    try:
        run = Run(connection, paths, not dry_run, strict, warn, progress)
        if not dry_run:
            _write(run, by)
    except (IntegrityError, connection.dialect.loaded_dbapi.IntegrityError) as error:
        reason = error.orig if isinstance(error, IntegrityError) else error
        raise VetError(_("the database refuses the rows: {error}").format(error=reason)) from error
    told = run.told()
    run.staging.drop()
    return [summary for _part, summary in told]


def diff(
    connection: Connection,
    paths: Iterable[str | Path],
    strict: bool = False,
    warn: Callable[[Fault], None] = lambda _fault: None,
    progress: Progress = silent,
) -> tuple[list[Difference], Wording]:
    """Return what a load of the forms at `paths` would do, row by row, and the words for it; writes nothing."""
    run = Run(connection, paths, False, strict, warn, progress)
    found = [each for part, summary in run.told() if summary.differs for each in differences(connection, run.staging, part)]
    wording = Wording(connection, run.staging)
    run.staging.drop()
    return found, wording


def load_catalogue(connection: Connection, by: str = "vet") -> list[Summary]:
    """Load the packaged catalogue."""
    from liuzhou_vet.database.resources import seeds_folder

    return load(connection, [seeds_folder() / CATALOGUE_SOURCE], by)


def _loaded(sources: list[Source]) -> dict[str, list[str]]:
    return {source.code: source.loaded for source in sources}


def _sink(staging: Staging, pours: bool) -> Sink:
    """Return what stages the rows of each form; forms that are not there count only where the source defined something.

    pours: rows that nothing on record can be like are kept until they are written.
    """

    def take(source: Source, form: Form, rows: Rows) -> bool:
        if form.name not in source.files and not staging.is_defined(source, form):
            return False
        if pours and staging.take_later(source, form, rows):
            return True
        staging.take(source, form, rows)
        return False

    return take


def _write(run: Run, by: str) -> None:
    """Write what was staged, and what is poured in between, unless it is on record already; and who loaded it from where."""
    staging, parts = run.staging, run.staging.parts
    hashes = [run.judgement.sha256.get((part.source.code, part.form.name), "") for part in parts]
    last = _last_files(run.connection)
    moved = [part.given and last.get((part.source.code, part.form.name)) != sha256 for part, sha256 in zip(parts, hashes, strict=True)]
    if staging.pours or any(moved) or any(summary.differs for summary in run.summaries):
        _check_remarks(run.connection, staging)
        labels = any(part.source.code == CATALOGUE_SOURCE and part.form.name == "labels" for part in parts)
        write(run.connection, staging, run.judgement.lists if labels else {}, run.refuse_faulty)
    run.summaries = [summary if part.rows is None else poured(part) for part, summary in zip(parts, run.summaries, strict=True)]
    told = zip(parts, run.summaries, hashes, moved, strict=True)
    records = [_record(part, summary, sha256, by) for part, summary, sha256, other in told if part.given and (summary.differs or other)]
    if records:
        run.connection.execute(insert(_seed_load), records)


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
        "path": part.source.file(part.form),
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
