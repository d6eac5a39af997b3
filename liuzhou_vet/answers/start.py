"""From which report the forms of a new year start: the latest before it of the region, unless told otherwise."""

from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError, VetError
from ..words import _, in_brackets, listed
from .regions import find_region
from .reports import ReportRow, choose, every_report
from .years import EVERYTHING, FIRST, LAST

if TYPE_CHECKING:
    from ..database.reader import Reader


class Start(NamedTuple):
    """The report to start from by its code, or '' with the code of a region that has none yet."""

    report: str
    region: str


def start_from(reader: "Reader", year: int, region: str | None, report: str | None) -> Start:
    """Return where the forms for a year start; VetError if there is no report before it, UsageError if a region is to be chosen."""
    if report is None and region is not None and region.lower() not in EVERYTHING:
        with_report = {row.region_code for row, _span in every_report(reader, None).spans}
        code = find_region(reader, region, with_report)
        if code not in with_report:
            return Start("", code)
        region = code
    rows = [row for row, _span in choose(reader, region or EVERYTHING[0], report, (FIRST, LAST)).spans]
    _check_one_region(rows)
    before = [row for row in rows if row.year < year]
    if not before:
        raise VetError(_none_before(rows, year, report))
    last = max(before, key=lambda row: row.year)
    return Start(last.code, last.region_code)


def _check_one_region(rows: list[ReportRow]) -> None:
    regions = {row.region_code: row.region for row in rows}
    if len(regions) > 1:
        there = listed(in_brackets(name, code) for code, name in regions.items())
        raise UsageError(_("forms are for the report of one region: choose one with --region: {there}").format(there=there))


def _none_before(rows: list[ReportRow], year: int, report: str | None) -> str:
    first = min(rows, key=lambda row: row.year)
    values = {"report": first.code, "of": first.year, "year": year, "next": first.year + 1}
    if report:
        return _("the report {report} is of {of}: forms that start from it are for {next} or later, not for {year}").format(**values)
    message = _("there is no report before {year} to start from, the first is {report}: ask for {next} or later")
    return message.format(**values)
