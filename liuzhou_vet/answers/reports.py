"""Which report answers: the latest of the region, or for a year the report of that year, unless told otherwise."""

from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError, VetError
from ..words import _, in_brackets, listed
from .statement import Statement
from .years import EVERYTHING, FIRST, LAST, Span

if TYPE_CHECKING:
    from ..database.reader import Reader


class ReportRow(NamedTuple):
    """A report as far as choosing needs it."""

    code: str
    region_code: str
    region: str
    year: int


class Chosen(NamedTuple):
    """The reports that may answer, and the years each answers for."""

    spans: tuple[tuple[ReportRow, Span], ...]

    @property
    def codes(self) -> list[str]:
        """Return the codes of the reports."""
        return [report.code for report, _span in self.spans]

    @property
    def regions(self) -> list[str]:
        """Return the codes of their regions, each once."""
        return list(dict.fromkeys(report.region_code for report, _span in self.spans))

    def restrict(self, statement: Statement, years: Span | None, shift: int = 0, column: str = "report") -> None:
        """Keep the rows that these reports answer for, and of the years asked for.

        shift: the years are so much later than those the reports were chosen for. column: where the report's code stands.
        """
        parts = []
        for place, (report, (first, last)) in enumerate(self.spans):
            statement.parameters[f"report_{place}"] = report.code
            low, high = (max(first + shift, years[0]), min(last + shift, years[1])) if years else (first, last)
            if low > high:
                continue
            part = f"{column} = :report_{place}"
            if low == high:
                statement.parameters[f"year_{place}"] = low
                part += f" AND year = :year_{place}"
            elif (low, high) != (FIRST, LAST):
                statement.parameters |= {f"from_{place}": low, f"to_{place}": high}
                part += f" AND year BETWEEN :from_{place} AND :to_{place}"
            parts.append(part)
        if len(parts) == 1:
            statement.where(parts[0])
        else:
            statement.where("(" + " OR ".join(f"({part})" for part in parts) + ")" if parts else "1 = 0")


def choose(reader: "Reader", region: str | None, report: str | None, years: Span | None) -> Chosen:
    """Choose the reports that answer.

    report: that one, for all years. Else of each region: without `years` the latest report; with years, each year is answered
    by the report of that year, a year without one by the first later report (which looks back on it), else by the latest.
    """
    rows = _current(reader)
    if not rows:
        raise VetError(_("the database holds no report yet; load one with: vet seed load 2020"))
    if report:
        return Chosen(((_named(rows, report), (FIRST, LAST)),))
    rows = _of_region(reader, rows, region)
    spans: list[tuple[ReportRow, Span]] = []
    for code in dict.fromkeys(row.region_code for row in rows):
        own = sorted((row for row in rows if row.region_code == code), key=lambda row: row.year)
        if years is None:
            spans.append((own[-1], (FIRST, LAST)))
            continue
        first = FIRST
        for row in own:
            last = LAST if row is own[-1] else row.year
            spans.append((row, (first, last)))
            first = row.year + 1
    return Chosen(tuple(spans))


def every_report(reader: "Reader", region: str | None) -> Chosen:
    """Return every report of the region, or of all, for all years: for questions that are about the reports."""
    rows = [ReportRow(*row) for row in reader.query("SELECT report, region_code, region, year FROM reports ORDER BY report")[1]]
    if region and region.lower() not in EVERYTHING:
        from .things import find

        code = find(reader, region, ("region",)).code
        rows = [row for row in rows if row.region_code == code]
    return Chosen(tuple((row, (FIRST, LAST)) for row in rows))


def _current(reader: "Reader") -> list[ReportRow]:
    """Return the reports of regions about themselves that no corrected edition supersedes, or all if there are none such."""
    statement = (
        "SELECT report, region_code, region, year, subject_code FROM reports "
        "WHERE report NOT IN (SELECT supersedes FROM reports WHERE supersedes IS NOT NULL) ORDER BY region_code, year, edition"
    )
    rows = list(reader.query(statement)[1])
    of_regions = [row for row in rows if row[1] == row[4]] or rows
    latest = {(row[1], row[3]): ReportRow(*row[:4]) for row in of_regions}  # the last edition of a year
    return list(latest.values())


def _named(rows: list[ReportRow], report: str) -> ReportRow:
    for row in rows:
        if row.code == report:
            return row
    known = listed(row.code for row in rows)
    raise VetError(_("no report '{report}' in the database; there are: {known}").format(report=report, known=known))


def _of_region(reader: "Reader", rows: list[ReportRow], region: str | None) -> list[ReportRow]:
    known = {row.region_code: row.region for row in rows}
    there = listed(in_brackets(name, code) for code, name in known.items())
    if region is None:
        if len(known) > 1:
            raise UsageError(_("several regions are loaded: choose one with --region, or all: {there}").format(there=there))
        return rows
    if region.lower() in EVERYTHING:
        return rows
    from .things import find

    code = find(reader, region, ("region",)).code
    own = [row for row in rows if row.region_code == code]
    if not own:
        raise VetError(_("no report of {region} in the database; there are: {there}").format(region=region, there=there))
    return own
