"""A report's file held against the database: which report it is, and what does not agree, as an object or as a Result."""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import VetError
from ..render.result import Column, Result
from ..report.outline import outline
from ..report.text import Read
from ..report.verify import Account, Found, verify
from ..report.verify.naming import folded
from ..words import _, in_brackets, listed, ngettext
from .reports import ReportRow, choose, every_report, in_force
from .things import nearest_of
from .verify_rows import stated

if TYPE_CHECKING:
    from ..database.reader import Reader

UNACCOUNTED, BROKEN = "unaccounted", "broken"
_MOST = 30  # rows of a kind that a table shows
_IN_BRACKETS = re.compile(r"〔[^〔〕]*〕$")  # （公示稿） after a title


class Verified(NamedTuple):
    """What came out: of which report; whether the file is the one its rows were made from, None where that is not known."""

    report: str
    same_file: bool | None
    account: Account


def run(reader: "Reader", file: Read, report: str | None, region: str | None) -> Verified:
    """Hold a file against the rows of the report that its title names, or of `report`.

    region: where reports of several regions have the same title, whose. VetError names the nearest if no title fits.
    """
    told = outline(file.text)
    chosen = choose(reader, None, report, None).spans[0][0] if report else _recognised(reader, told.title, file.sha256, region)
    sha256 = _files(reader)[chosen.code].sha256
    account = verify(told.sections, stated(reader, chosen.code, chosen.year))
    return Verified(chosen.code, sha256 == file.sha256 if sha256 else None, account)


class _File(NamedTuple):
    title: str
    sha256: str | None


def _files(reader: "Reader") -> dict[str, _File]:
    return {code: _File(title, sha256) for code, title, sha256 in reader.query("SELECT code, title, sha256 FROM report")[1]}


def _recognised(reader: "Reader", title: str, sha256: str, region: str | None) -> ReportRow:
    """Return the report with this title: of several the one with this file, else the latest edition."""
    choose(reader, "all", None, None)  # refuses a database without reports
    files = _files(reader)
    rows = [row for row, _span in every_report(reader, region).spans]
    here = folded(title)
    found = [row for row in rows if folded(files[row.code].title) in (here, _IN_BRACKETS.sub("", here))]
    if not found:
        raise VetError(_unknown(title, rows, files))
    same = [row for row in found if files[row.code].sha256 == sha256]
    current = {row.code for row in in_force(reader)}
    found = same or [row for row in found if row.code in current] or found
    if len({(row.subject_code, row.year) for row in found}) > 1:
        message = _("several reports are called “{title}”; say which is meant with --report: {codes}")
        raise VetError(message.format(title=title, codes=listed(row.code for row in found)))
    return found[-1]


def _unknown(title: str, rows: list[ReportRow], files: dict[str, _File]) -> str:
    codes = {files[row.code].title: row.code for row in rows}
    near = nearest_of(title, list(codes), 3) or list(codes)[:3]
    message = _("no report in the database is called “{title}”; say which is meant with --report, or load it; nearest: {near}")
    return message.format(title=title, near=listed(in_brackets(name, codes[name]) for name in near))


def as_object(verified: Verified) -> dict[str, Any]:
    """Return the one object for programs: numbers and their kinds, and what does not agree, as lists of objects."""
    account = verified.account
    return {
        "numbers": account.numbers,
        "observations": account.observations,
        "cited": account.cited,
        "not_data": account.not_data,
        UNACCOUNTED: [found._asdict() for found in account.unaccounted],
        BROKEN: [found._asdict() for found in account.broken],
    }


def as_result(verified: Verified, brief: bool = False) -> Result:
    """Return what does not agree as rows; brief: not more of a kind than anyone reads, with a note of how many more there are."""
    kinds = {UNACCOUNTED: _("not accounted for"), BROKEN: _("does not stand there")}
    columns = (
        Column("kind", "code", _("kind"), kinds),
        Column("section", label=_("section")),
        Column("printed", label=_("printed")),
        Column("nth", "integer", _("nth")),
        Column("context", label=_("context")),
        Column("message", label=_("what is wrong"), group=brief),
    )
    rows, notes = [], []
    for kind, found in ((UNACCOUNTED, verified.account.unaccounted), (BROKEN, verified.account.broken)):
        most = _MOST if brief else len(found)
        shown = _by_message(found[:most]) if brief else found
        rows += [(kind, *each) for each in shown]
        if len(found) > most:
            more = ngettext("{kind}: {count} more; -f json lists all", "{kind}: {count} more; -f json lists all", len(found) - most)
            notes.append(more.format(kind=kinds[kind], count=len(found) - most))
    return Result(columns, rows, tuple(notes))


def _by_message(found: list[Found]) -> list[Found]:
    """Return them with those of one message together, else in their order."""
    first = list(dict.fromkeys(each.message for each in found))
    return sorted(found, key=lambda each: first.index(each.message))


def summary(verified: Verified) -> str:
    """Return one line: how many numbers the text has, what they are, and whether it is the same file."""
    account = verified.account
    words = _(
        "{report}: numbers {numbers} = in observations {observations} + in names and dates of other rows {cited} + no data {not_data} "
        "+ not accounted for {unaccounted}"
    ).format(
        report=verified.report,
        numbers=account.numbers,
        observations=account.observations,
        cited=account.cited,
        not_data=account.not_data,
        unaccounted=len(account.unaccounted),
    )
    file = {
        None: _("report.toml gives no sha256 of the file"),
        True: _("the same file as in report.toml (sha256)"),
        False: _("not the same file as in report.toml (sha256)"),
    }[verified.same_file]
    return _("{words}; {file}").format(words=words, file=file)


def refusal(verified: Verified) -> str:
    """Return the sentence that says what does not agree and what to do, '' if all agrees."""
    unaccounted, broken = len(verified.account.unaccounted), len(verified.account.broken)
    parts = []
    if unaccounted:
        words = ngettext(
            "{count} number of the text is not accounted for", "{count} numbers of the text are not accounted for", unaccounted
        )
        parts.append(words.format(count=unaccounted))
    if broken:
        words = ngettext("{count} row does not stand where it says", "{count} rows do not stand where they say", broken)
        parts.append(words.format(count=broken))
    return (
        _("{what}; correct the rows of {report}, load them, and verify again").format(what=listed(parts), report=verified.report)
        if parts
        else ""
    )
