"""Which report answers: the latest of the region, or for a year the report of that year, unless told otherwise."""

from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError, VetError
from ..words import _, in_brackets, listed
from .regions import find_region, upwards, within
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
    subject_code: str
    supersedes: str | None


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

    def for_all_years(self) -> "Chosen":
        """Return the same reports, each of which answers for every year."""
        return Chosen(tuple((report, (FIRST, LAST)) for report, _span in self.spans))

    def answering(self, year: int) -> list[str]:
        """Return the codes of the reports that answer for a year."""
        return [report.code for report, (first, last) in self.spans if first <= year <= last]

    def restrict(self, statement: Statement, years: Span | None, shift: int = 0, column: str = "report") -> None:
        """Keep the rows that these reports answer for, and of the years asked for.

        shift: the years are so much later than those the reports were chosen for. column: where the report's code stands.
        """
        parts = []
        for place, (report, (first, last)) in enumerate(self.spans):
            low, high = (max(first + shift, years[0]), min(last + shift, years[1])) if years else (first, last)
            if low > high:
                continue
            statement.parameters[f"report_{place}"] = report.code
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
    known = _reports(reader)
    if not known:
        raise VetError(_("the database holds no report yet; load one with: vet seed load 2020"))
    if report:
        return Chosen(((_named(known, report), (FIRST, LAST)),))
    rows = _of_region(reader, known, region)
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
    """Return every report of the region and of the regions below it, or of all, for all years: for questions about the reports."""
    rows = _reports(reader)
    if region and region.lower() not in EVERYTHING:
        wanted = within(reader, find_region(reader, region, {row.region_code for row in rows}))
        rows = [row for row in rows if row.region_code in wanted]
    return Chosen(tuple((row, (FIRST, LAST)) for row in rows))


def in_force(reader: "Reader") -> list[ReportRow]:
    """Return the reports that no corrected edition supersedes."""
    return _in_force(_reports(reader))


def _in_force(known: list[ReportRow]) -> list[ReportRow]:
    superseded = {row.supersedes for row in known}
    return [row for row in known if row.code not in superseded]


def _reports(reader: "Reader") -> list[ReportRow]:
    statement = (
        "SELECT report, region_code, region, year, subject_code, supersedes FROM reports ORDER BY region_code, year, edition, report"
    )
    return [ReportRow(*row) for row in reader.query(statement)[1]]


def _current(known: list[ReportRow]) -> list[ReportRow]:
    """Return the reports of regions about themselves that no corrected edition supersedes, or all if there are none such.

    Of a year's editions the last counts.
    """
    rows = _in_force(known)
    of_regions = [row for row in rows if row.region_code == row.subject_code] or rows
    return list({(row.region_code, row.year): row for row in of_regions}.values())


def _named(rows: list[ReportRow], report: str) -> ReportRow:
    for row in rows:
        if row.code == report:
            return row
    known = listed(row.code for row in rows)
    raise VetError(_("no report '{report}' in the database; there are: {known}").format(report=report, known=known))


def _of_region(reader: "Reader", reports: list[ReportRow], region: str | None) -> list[ReportRow]:
    """Return the reports in force of the region asked for; where it has none, those of the regions below it."""
    rows = _current(reports)
    known = {row.region_code: row.region for row in rows}
    if region is None:
        if len(known) > 1:
            raise UsageError(_("several regions are loaded: choose one with --region, or all: {there}").format(there=_listed(known)))
        return rows
    if region.lower() in EVERYTHING:
        return rows
    code = find_region(reader, region, {row.region_code for row in reports})
    below = within(reader, code)
    own = [row for row in rows if row.region_code == code] or [row for row in rows if row.region_code in below]
    if not own:
        raise VetError(_none_of(reader, region, code, reports, known))
    return own


def _listed(regions: dict[str, str]) -> str:
    return listed(in_brackets(name, code) for code, name in regions.items())


def _none_of(reader: "Reader", region: str, code: str, reports: list[ReportRow], known: dict[str, str]) -> str:
    """Return the sentence that a region has no report: which other report may tell of it, else which regions have one."""
    of_schools = [row.code for row in reports if row.region_code == code]
    if of_schools:
        words = _("no report of {region} itself in the database, only of schools there; name one: --report {codes}")
        return words.format(region=region, codes=listed(of_schools))
    above = next((upper for upper in upwards(reader, code) if upper in known), None)
    if above is not None:
        words = _("no report of {region} in the database; the report of {above} may tell of it: --region {code}")
        return words.format(region=region, above=known[above], code=above)
    return _("no report of {region} in the database; there are: {there}").format(region=region, there=_listed(known))
