"""Indicators of subjects over the years: what is asked becomes a statement, and its rows become series."""

from typing import TYPE_CHECKING, Any, NamedTuple

from ...errors import VetError
from ...words import _, listed, ngettext
from ..indicators import subjects_of
from ..renames import latest_names, under_any_name
from ..reports import Chosen, choose
from ..statement import Statement
from ..things import find, find_indicators
from ..years import EVERYTHING, FIRST, LAST, parse_years
from .change import claims_of, compared, implied
from .series import NO_UNIT, Row, group_of, in_unit, leading, linked
from .units import units_of

if TYPE_CHECKING:
    from ...database.reader import Reader

READ = [
    "id",
    "report",
    "subject",
    "subject_code",
    "indicator",
    "indicator_code",
    "year",
    "period",
    "measure",
    "statistic",
    "value",
    "value_to",
    "unit",
    "decimals",
    "bound",
    "scope",
    "scope_name",
    "status",
    "section",
    "printed",
    "region",
    "region_code",
    "ordinal",
]
"""The columns read of `observations`."""


class Asked(NamedTuple):
    """What is asked: indicators and subjects by any of their names, years, whose reports, whether to compare regardless."""

    indicators: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    years: str = "all"
    region: str | None = None
    report: str | None = None
    force: bool = False


class Compared(NamedTuple):
    """The series that answer, each in the order of its years, and a line for every indicator without any figure."""

    series: list[list[Row]]
    missing: list[str]


def compare(reader: "Reader", asked: Asked) -> Compared:
    """Return the figures in series: by indicator as asked, by subject as asked or as the reports tell them, by year.

    A row is a dictionary by the names in `compare_result.KEYS`, with `previous` (the row before it), `other` and
    `unit_of` besides. VetError for a name that is not found or not unique, and for years about which nothing at all is known.
    """
    first, last = parse_years(asked.years)
    chosen = choose(reader, asked.region, asked.report, (first, last))
    indicators = {thing.code: thing.name for word in asked.indicators for thing in find_indicators(reader, word)}
    subjects = _subjects(reader, asked, chosen)
    found = _read(reader, _statement(chosen, list(indicators), subjects, (first, last + 1)))
    series = _series(
        found,
        {report.code: report.year for report, _span in chosen.spans},
        (first, last),
        list(indicators),
        subjects if asked.subjects else None,
    )
    claims = claims_of(found)
    for row in (row for each in series for row in each):
        row |= compared(row, claims, asked.force) | _other(row)
    for row in (row for each in series for row in each):
        if row["measure"] != "level":
            row["value"] = row["value_to"] = None  # it is a change, which stands in its own column
    there = {row["indicator_code"] for each in series for row in each}
    without = {code: name for code, name in indicators.items() if code not in there}
    if not there:
        _check_years(reader, asked, chosen)
    return Compared(series, [_nearest(reader, asked, chosen, code, name, subjects) for code, name in without.items()])


def _subjects(reader: "Reader", asked: Asked, chosen: Chosen) -> list[str] | None:
    """Return the codes of the subjects: as asked, by default whom the reports are about; None for everyone."""
    if any(word.lower() in EVERYTHING for word in asked.subjects):
        return None
    if not asked.subjects:
        return subjects_of(reader, chosen)
    codes = (find(reader, word, ("subject",), chosen.codes).code for word in asked.subjects)
    return list(dict.fromkeys(name for code in codes for name in under_any_name(reader, code)))


def _statement(chosen: Chosen, indicators: list[str], subjects: list[str] | None, years: tuple[int, int] | None) -> Statement:
    statement = Statement("observations", READ, order=["report", "ordinal"])
    statement.one_of("report", chosen.codes).one_of("indicator_code", indicators)
    if subjects is not None:
        statement.one_of("subject_code", subjects)
    if years and (years[0] > FIRST or years[1] <= LAST):
        statement.where("year BETWEEN :first AND :last", first=years[0], last=years[1])
    return statement


def _read(reader: "Reader", statement: Statement) -> list[Row]:
    """Return what is stated, each row with its unit's dimension and factor."""
    units = units_of(reader)
    latest = latest_names(reader)
    rows = (dict(zip(READ, row, strict=True)) for row in reader.query(statement.text(), statement.parameters)[1])
    return [
        row
        | {
            "unit_of": units.get(row["unit"], NO_UNIT),
            "value_basis": "stated",
            "lasting_code": latest.get(row["subject_code"], row["subject_code"]),
        }
        for row in rows
    ]


def _series(
    found: list[Row], report_years: dict[str, int], years: tuple[int, int], indicators: list[str], subjects: list[str] | None
) -> list[list[Row]]:
    """Return the rows of the years in series, in the order asked for."""
    rows = [row for row in leading([*found, *implied(found)], report_years) if years[0] <= row["year"] <= years[1]]
    groups = dict.fromkeys(group_of(row) for row in found)
    place = {group: number for number, group in enumerate(groups)}
    asked = {code: number for number, code in enumerate(subjects or ())}

    def order(row: Row) -> tuple[Any, ...]:
        group = group_of(row)
        return indicators.index(row["indicator_code"]), asked.get(row["lasting_code"], 0), place[group], row["year"], row["ordinal"]

    return list(linked(sorted(rows, key=order)))


def _other(row: Row) -> Row:
    """Return what another report says of the same fact, in this row's unit where it converts."""
    other: Row | None = row["other"]
    if other is None:
        return {"other_value": None, "other_decimals": None, "other_report": None}
    value, decimals = in_unit(other, row["unit_of"], row["decimals"] or 0)
    return {"other_value": None if value is None else float(value), "other_decimals": decimals, "other_report": other["report"]}


def _check_years(reader: "Reader", asked: Asked, chosen: Chosen) -> None:
    """Raise VetError if nothing at all is known about the years asked for, naming the years there are."""
    first, last = parse_years(asked.years)
    statement = Statement("observation", ["DISTINCT year"]).one_of("report_code", chosen.codes)
    known = sorted(row[0] for row in reader.query(statement.text(), statement.parameters)[1])
    if not any(first <= year <= last for year in known):
        years = listed(str(year) for year in known)
        raise VetError(_("nothing is known about {year}; years there are: {years}").format(year=asked.years, years=years))


def _nearest(reader: "Reader", asked: Asked, chosen: Chosen, code: str, name: str, subjects: list[str] | None) -> str:
    """Return the line for an indicator without a figure: what there is of other years or of other subjects."""
    nearest = []
    for option, of, years in (("years", subjects, None), ("subject", None, parse_years(asked.years))):
        wider = _statement(chosen, [code], of, years).asking(["count(*)"])
        count = int(next(iter(reader.query(wider.text(), wider.parameters)[1]))[0])
        if count and option == "years":
            text = ngettext("{count} figure of other years: --years all", "{count} figures of other years: --years all", count)
            nearest.append(text.format(count=count))
        elif count:
            text = ngettext("{count} figure of other subjects: --subject all", "{count} figures of other subjects: --subject all", count)
            nearest.append(text.format(count=count))
    if nearest:
        return _("{title}: not stated in the report; {nearest}").format(title=name, nearest=listed(nearest))
    return _("{title}: not stated in the report").format(title=name)
