"""Reads from the database what the audit needs: the catalogue, the listings, the observations subject by subject."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..audit.catalogue import Catalogue, Indicator, Listed, Listing, Remark, Report, Rule, Standard, Subject
from ..audit.figures import ObservationRow
from ..report.units import Unit
from ..words import current_language
from .renames import latest_names
from .reports import ReportRow
from .statement import Statement

if TYPE_CHECKING:
    from ..database.reader import Reader

_OBSERVED = (
    *("id", "report_code", "subject_code", "indicator_code", "year", "period", "measure", "statistic", "value", "value_to", "unit_code"),
    *("decimals", "bound", "scope_code", "status", "section", "printed", "ordinal", "period_start", "period_end"),
)

_LATEST = "SELECT report_code, max(year) FROM observation WHERE measure = 'level' AND value IS NOT NULL GROUP BY report_code"

_UNITS = "SELECT code, name, dimension, factor FROM unit"
_OF_THE_REPORT = "JOIN report r ON r.code = l.report_code"
_COMPLETE = "min(CASE WHEN l.complete THEN 1 ELSE 0 END)"
_CHANGES = "programme_change l JOIN programme p ON p.code = l.programme_code"
_RECIPIENTS = "participation l JOIN subject s ON s.code = l.subject_code"

# What may be counted: whose, the scope and the year of the rows ('' and 0 for any), from where, and whether the list is complete.
_LISTINGS = {
    "schools": (
        ("r.subject_code", "''", "0", f"school_listing l {_OF_THE_REPORT}", "1"),
        ("r.subject_code", "l.scope_code", "0", f"scope_school l {_OF_THE_REPORT}", "1"),
    ),
    "private_schools": (
        ("r.subject_code", "''", "0", f"school_listing l {_OF_THE_REPORT} WHERE l.ownership = 'private'", "1"),
        (
            "r.subject_code",
            "m.scope_code",
            "0",
            f"school_listing l {_OF_THE_REPORT} JOIN scope_school m ON m.report_code = l.report_code AND m.school_code = l.school_code "
            "WHERE l.ownership = 'private'",
            "1",
        ),
    ),
    "categories": (("r.subject_code", "''", "r.year", f"category_listing l {_OF_THE_REPORT}", _COMPLETE),),
    "groups": (
        (
            "r.subject_code",
            "''",
            "r.year",
            f"(SELECT DISTINCT report_code, subject_code FROM mention) l {_OF_THE_REPORT} "
            "JOIN subject s ON s.code = l.subject_code AND s.kind = 'group' AND s.region_code = r.region_code",
            "0",
        ),
    ),
    "group_founders": (("l.group_code", "''", "0", "group_member l WHERE l.role = 'founder'", "0"),),
    **{
        listing: (
            ("p.school_code", "''", "l.year", f"{_CHANGES} WHERE l.change = '{change}'", "0"),
            ("r.subject_code", "''", "l.year", f"{_CHANGES} {_OF_THE_REPORT} WHERE l.change = '{change}'", "0"),
        )
        for listing, change in (("branded_programmes", "branded"), ("new_programmes", "opened"), ("closed_programmes", "closed"))
    },
    "recipient_schools": (
        ("l.activity_code", "''", "0", f"{_RECIPIENTS} WHERE l.role = 'recipient' AND s.kind IN ('school', 'institution')", "0"),
    ),
    "recipient_programmes": (("l.activity_code", "''", "0", f"{_RECIPIENTS} WHERE l.role = 'recipient' AND s.kind = 'programme'", "0"),),
}


def read_catalogue(reader: "Reader", rows: Iterable[ReportRow]) -> Catalogue:
    """Return everything but the figures; rows: the reports that are audited, or that these are held against."""
    latest: dict[str, int] = dict(reader.query(_LATEST)[1])
    reports = {row.code: Report(row.code, row.subject_code, row.region_code, min(row.year, latest.get(row.code, row.year))) for row in rows}
    return Catalogue(
        units={code: Unit(name, dimension, _exact(factor) or Fraction(1)) for code, name, dimension, factor in reader.query(_UNITS)[1]},
        indicators=_indicators(reader),
        rules=_rules(reader),
        standards=_standards(reader),
        subjects=_subjects(reader),
        reports=reports,
        scopes=dict(reader.query("SELECT code, name FROM scope")[1]),
        members=_members(reader),
        listings=_listings(reader),
        parents=dict(reader.query("SELECT code, parent_code FROM region WHERE parent_code IS NOT NULL")[1]),
        remarks=[
            Remark(*row)
            for row in reader.query(
                "SELECT report_code, code, rule_code, observation_id, section, printed, message FROM remark ORDER BY report_code, code"
            )[1]
            if row[0] in reports
        ],
    )


def observations(reader: "Reader", reports: Iterable[str]) -> Iterator[tuple[str, list[ObservationRow]]]:
    """Yield each subject with the observations of some reports that have a value; what was renamed is one subject, by its last name."""
    latest = latest_names(reader)
    last = set(latest.values())
    renamed: dict[str, list[ObservationRow]] = defaultdict(list)
    statement = Statement("observation", _OBSERVED).where("value IS NOT NULL").one_of("report_code", sorted(reports))
    order = "\nORDER BY subject_code, report_code, ordinal"  # none of them is ever missing
    rows = map(ObservationRow._make, reader.query(statement.text() + order, statement.parameters)[1])
    for subject, own in groupby(rows, key=lambda row: row.subject):
        if subject in latest or subject in last:
            renamed[latest.get(subject, subject)].extend(own)
        else:
            yield subject, list(own)
    yield from renamed.items()


def _exact(number: Any) -> Fraction | None:
    return None if number is None else Fraction(str(number))


def _indicators(reader: "Reader") -> dict[str, Indicator]:
    statement = "SELECT code, name, unit_code, numerator_code, base_code, part_of_code, name || breakdown FROM indicator"
    return {row[0]: Indicator(*row) for row in reader.query(statement)[1]}


def _rules(reader: "Reader") -> list[Rule]:
    roles: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    statement = (
        "SELECT rule_code, rule_role, indicator_code FROM rule_indicator JOIN indicator ON code = indicator_code ORDER BY 1, ordinal"
    )
    for rule, role, indicator in reader.query(statement)[1]:
        roles[rule][role] = (*roles[rule].get(role, ()), indicator)
    words = "name, rule_kind, listing, reason" if current_language() == "zh" else "name_en, rule_kind, listing, reason_en"
    statement = f"SELECT code, {words}, low, high, tolerance FROM rule ORDER BY ordinal, code"
    rules = []
    for code, name, kind, listing, why, low, high, tolerance in reader.query(statement)[1]:
        rules.append(Rule(code, name, kind, listing, why, _exact(low), _exact(high), _exact(tolerance) or Fraction(0), roles[code]))
    return rules


def _standards(reader: "Reader") -> list[Standard]:
    statement = (
        "SELECT code, name, indicator_code, school_type, comparator, unit_code, document, article, threshold FROM standard "
        "WHERE indicator_code IS NOT NULL ORDER BY code"
    )
    return [Standard._make([*row[:8], _exact(row[8])]) for row in reader.query(statement)[1]]


def _subjects(reader: "Reader") -> dict[str, Subject]:
    statement = "SELECT s.code, s.name, s.kind, s.region_code, school.school_type FROM subject s LEFT JOIN school ON school.code = s.code"
    return {row[0]: Subject(*row) for row in reader.query(statement)[1]}


def _members(reader: "Reader") -> dict[tuple[str, str], frozenset[str]]:
    """Return the schools of each scope, each by its latest name, as the figures have it."""
    latest = latest_names(reader)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for report, scope, school in reader.query("SELECT report_code, scope_code, school_code FROM scope_school")[1]:
        found[report, scope].add(str(latest.get(school, school)))
    return {key: frozenset(schools) for key, schools in found.items()}


def _listings(reader: "Reader") -> dict[Listing, Listed]:
    found = {}
    for listing, sources in _LISTINGS.items():
        for subject, scope, year, rows, complete in sources:
            statement = f"SELECT l.report_code, {subject}, {scope}, {year}, count(*), {complete} FROM {rows} GROUP BY 1, 2, 3, 4"
            for report, whose, counted, when, count, whole in reader.query(statement)[1]:
                found[Listing(listing, report, whose, counted, when)] = Listed(count, bool(whole))
    return found
