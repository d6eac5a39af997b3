"""`vet seed cite`: where a written report states the figures that were filled in before."""

import os
from typing import TYPE_CHECKING

import click

from ..errors import UsageError, VetError
from ..render.result import Column, Result
from ..words import _, in_brackets, listed, ngettext
from .answering import FOR_PEOPLE, answer, chosen_format, say
from .complete import files
from .help import examples
from .options import program_options, row_options
from .progress import Bar
from .seed_check import database_there
from .seed_load import refusing
from .seed_new import for_shell

if TYPE_CHECKING:
    from ..intake.citing.cite import Cited, Found, Standing

FOR_A_TABLE = ("outcome", "line", "subject", "indicator", "year", "value", "section", "printed", "nth", "candidates")


@click.command(
    "cite",
    help=_(
        "Find where a report's text states the figures that have no citation yet, and write section, printed and nth of each "
        "into its form. REPORT is the report's file (.txt, .docx, .pdf), PATH the folder or the workbook of its forms "
        "(default: seeds/YEAR, by the year in the report's title).\n\n"
        "Nothing is guessed: a row whose figure stands nowhere, or in several places that fit as well, or is another row's too, "
        "stays open and is listed with the places to choose from. Rows that claim a direction have no figure to look for: fill in "
        "their printed words, and their section is found. Only these cells change, and a status P that was typed becomes blank.\n\n"
        "Exit code 0 if every row has its citation now, 1 if rows stay open; what was found is written in either case."
    )
    + examples("vet seed cite liuzhou-2020.txt", "vet seed cite liuzhou-2020.txt 2020 --dry-run -f json"),
    short_help=_("find in a report's text where the figures of its forms stand"),
)
@click.argument("report", metavar=_("REPORT"), shell_complete=files)
@click.argument("path", required=False, metavar=_("[PATH]"), shell_complete=files)
@click.option("--dry-run", is_flag=True, help=_("say what would be written and write nothing"))
@program_options
@row_options
def command(report: str, path: str | None, dry_run: bool) -> None:
    """Find the citations, write them, and print row by row what was found."""
    from ..intake.citing.cite import cite, forms_of_year
    from ..report.text import read_text

    text = read_text(report)
    place = path or _of_year(report, forms_of_year(text))
    with refusing((place,)), Bar(_("checking")) as bar:
        address = database_there()
        if address is None:
            cited = cite(text, place, progress=bar.show)
        else:
            from ..database.reader import open_reader

            with open_reader(address) as reader:
                cited = cite(text, place, lambda sql, values: reader.query(sql, values)[1], bar.show)
    if cited.content is not None and not dry_run:
        _write(str(cited.path), cited.content)
    answer(_result(cited.found), _("every row that is filled in has its citation; nothing to do"), default=FOR_A_TABLE)
    _tell(cited, place, dry_run)


def _of_year(report: str, year: str) -> str:
    """Return the forms of a year, by the name under which every command finds them."""
    from ..intake.reading.sources import find_sources

    try:
        find_sources([year])
    except UsageError:
        message = _("there are no forms in seeds/{year}; say where they are: vet seed cite {report} PATH")
        raise UsageError(message.format(year=year, report=for_shell(report))) from None
    return year


def _write(path: str, content: bytes) -> None:
    """Replace a file that no other program holds open; what another program has open it would write over ours."""
    from ..render.output import opened

    folder, name = os.path.split(path)
    for lock in (f"~${name}", f".~lock.{name}#"):
        if os.path.exists(os.path.join(folder, lock)):
            message = _(
                "{path} is open in a spreadsheet; close it there and run this again (if it is not, remove {lock}); nothing was written"
            )
            raise VetError(message.format(path=path, lock=os.path.join(folder, lock)))
    try:
        with open(path, "r+b"):
            pass
    except OSError as error:
        message = _("{path} cannot be written: {reason}; close it where it is open, or allow writing, and run this again")
        raise VetError(message.format(path=path, reason=error.strerror)) from None
    with opened(path) as sink:
        sink.write_bytes(content)


def _result(found: "list[Found]") -> Result:
    """Return what was found as rows: candidates in words for people, as objects for programs."""
    outcomes = {"cited": _("cited"), "not_found": _("not found"), "found_twice": _("found twice")}
    columns = (
        Column("file", label=_("file")),
        Column("line", "integer", _("line")),
        Column("subject", label=_("subject")),
        Column("indicator", label=_("indicator")),
        Column("year", "integer", _("year")),
        Column("value", "number", _("value"), decimals="decimals"),
        Column("outcome", label=_("outcome"), values=outcomes, group=True),
        Column("section", label=_("section")),
        Column("printed", label=_("printed")),
        Column("nth", "integer", _("nth")),
        Column("context", label=_("context")),
        Column("candidates", "list", _("candidates")),
        Column("decimals", "integer", hidden=True),
    )
    for_people = chosen_format() in FOR_PEOPLE or chosen_format() == "xlsx"
    order = list(outcomes)
    rows = sorted(found, key=lambda each: order.index(each.outcome)) if for_people else found
    return Result(columns, [_row(each, for_people) for each in rows])


def _row(found: "Found", for_people: bool) -> tuple[object, ...]:
    place = found.place or (None, None, None, None)
    candidates = [_in_words(each) if for_people else each._asdict() for each in found.candidates]
    return (
        found.file, found.line, found.subject, found.indicator, found.year, found.value, found.outcome, *place, candidates, found.decimals,
    )  # fmt: skip


def _in_words(standing: "Standing") -> str:
    printed = standing.printed if standing.nth == 1 else f"{standing.printed}#{standing.nth}"
    return in_brackets(f"{standing.section} {printed}", standing.context)


def _tell(cited: "Cited", place: str, dry_run: bool) -> None:
    """Say what was done and what to do next; VetError if rows stay open."""
    if not cited.found:
        return
    done = sum(each.outcome == "cited" for each in cited.found)
    if done:
        message = ngettext("{count} row cited, written into {path}", "{count} rows cited, written into {path}", done)
        if dry_run:
            message = ngettext("{count} row would be cited in {path}", "{count} rows would be cited in {path}", done)
        say(message.format(count=done, path=cited.path))
    if cited.provisional:
        message = ngettext("{count} row had the status P, now blank", "{count} rows had the status P, now blank", cited.provisional)
        say(message.format(count=cited.provisional))
    for remark, identity in cited.renamed:
        say(_("{remark}: the observation that it explains has the id {id} now; write that").format(remark=remark, id=identity))
    if cited.unlisted:
        message = _("the outline of the forms lacks sections of the text in which figures stand: {sections}; add them, and run this again")
        say(message.format(sections=listed(cited.unlisted)))
    if cited.directions:
        message = _("rows that claim a direction have no figure to look for; fill in their printed words by hand")
        say(message)
    shown = for_shell(place)
    still_open = len(cited.found) - done
    if still_open:
        message = ngettext(
            "{count} row stays open; fill in section, printed and nth by hand, then: vet seed check {path}",
            "{count} rows stay open; fill in section, printed and nth by hand, then: vet seed check {path}",
            still_open,
        )
        raise VetError(message.format(count=still_open, path=shown))
    if not dry_run:
        say(_("next: vet seed check {path}, then vet seed load {path}").format(path=shown))
