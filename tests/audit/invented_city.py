"""An invented city whose figures are judged in this process: rows as a report prints them, by the packaged rules.

What is printed is read as a load reads it, so `said("graduates", "3.4万人")` rounds as a report's 3.4万人 does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from liuzhou_vet.audit.audit import audit
from liuzhou_vet.audit.catalogue import Catalogue, Indicator, Listed, Listing, Remark, Report, Rule, Subject
from liuzhou_vet.audit.figures import ObservationRow
from liuzhou_vet.audit.finding import Finding
from liuzhou_vet.intake.cells import Figure
from liuzhou_vet.intake.observation import Observations

CITY, COUNTY, NOW = "990100", "990121", 2031
REGIONS = {CITY: "虚构市", COUNTY: "虚构县"}
SCHOOLS = ("jia", "yi", "bing", "ding")
"""Four invented schools: 丁校 (`ding`) lies in the county."""

_COLUMNS = {
    **dict.fromkeys(("end", "calendar", "school_year", "term", "cohort", "entry_cohort", "cumulative", "episode", "span"), "period"),
    **dict.fromkeys(("level", "change", "growth", "direction"), "measure"),
    **dict.fromkeys(("total", "mean", "each"), "statistic"),
    **dict.fromkeys(("at_least", "at_most", "about", "over", "under", "range"), "bound"),
    **dict.fromkeys("ABDEPUVW", "status"),
}

Finder = set[tuple[str, str | None, str]]


RAISED = ("contradiction", "implausible", "stale")
"""The verdicts that someone must look at."""


class Case:
    """What reports say, and what must be found: `rule indicator verdict`; nothing that is not named may be raised."""

    def __init__(self, text: str, *expected: str, **more: Any) -> None:
        self.text, self.expected, self.more = text, expected, more


@cache
def packaged(database: Path) -> Catalogue:
    """Return the packaged catalogue as the audit reads it, without any report."""
    from liuzhou_vet.answers.audit_rows import read_catalogue
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.reader import open_reader

    with open_reader(parse(str(database))) as reader:
        return read_catalogue(reader, [])


def report_of(year: int, subject: str = CITY) -> str:
    """Return the code of the invented report of a year."""
    return f"xu-{year}" if subject == CITY else f"{subject}-{year}"


class Invented:
    """The invented city: makes observations of what its reports say, and judges them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._units = {unit.name: code for code, unit in catalogue.units.items()}
        names = {code: unit.name for code, unit in catalogue.units.items()}
        units = {code: indicator.unit for code, indicator in catalogue.indicators.items()}
        self._readers: dict[str, Observations] = defaultdict(lambda: Observations("", names, units))
        self._names, self._indicator_units = names, units

    def said(self, indicator: str, printed: str = "", value: float | str | None = None, **more: Any) -> ObservationRow:
        """Return what a report says: a level at the end of 2031 of the whole city, unless told otherwise.

        value: a change is signed, and what cannot be read (1:17.3) or is not printed is told. more: columns of an observation; `unit`
        by its name as printed.
        """
        row: dict[str, Any] = {
            "subject": CITY, "indicator": indicator, "year": NOW, "period": "end", "period_start": None, "period_end": None,
            "measure": "level", "statistic": "total", "value": None, "value_to": None, "unit": None, "decimals": None, "bound": None,
            "scope": "all", "status": None, "section": "1", "printed": printed, "nth": 1, "note": None,
        }  # fmt: skip
        report = more.pop("report", report_of(NOW))
        row |= more
        if row["unit"]:
            row["unit"] = self._units[row["unit"]]
        row["value"] = _figure(value)
        told: list[str] = []
        cells = list(row.values())
        reader = Observations(report, self._names, self._indicator_units)
        if not reader.finish(cells, lambda *fault: told.append(str(fault))):
            raise ValueError(f"{indicator} {printed}: {told}")
        done = dict(zip([*row, "id"], cells, strict=True))
        return ObservationRow(
            done["id"], report, done["subject"], indicator, done["year"], done["period"], done["measure"], done["statistic"],
            done["value"], done["value_to"], done["unit"], done["decimals"], done["bound"], done["scope"], done["status"],
            done["section"], done["printed"], done["nth"], done["period_start"], done["period_end"],
        )  # fmt: skip

    def rows(self, text: str, **more: Any) -> list[ObservationRow]:
        """Return what reports say, one line each: indicator, what is printed (`-` for nothing), then what is not the usual.

        `employment_rate 94.5% cohort 2030 value=… scope=… @5.1`: words of the code lists, a year, a section, any column by its name.
        """
        found = []
        for line in filter(None, map(str.strip, text.splitlines())):
            indicator, printed, *words = line.split()
            columns: dict[str, Any] = dict(more)
            for word in words:
                name, equals, value = word.partition("=")
                if equals:
                    columns[name] = value
                elif word.startswith("@"):
                    columns["section"] = word[1:]
                elif word.isdigit():
                    columns["year"] = int(word)
                else:
                    columns[_COLUMNS[word]] = word
            found.append(self.said(indicator, "" if printed == "-" else printed, **columns))
        return [row._replace(ordinal=place) for place, row in enumerate(found)]

    def judged(
        self,
        *rows: ObservationRow,
        listings: Mapping[Listing, Listed] | None = None,
        members: Mapping[tuple[str, str], Iterable[str]] | None = None,
        remarks: Iterable[Remark] = (),
        rules: Iterable[Rule] | None = None,
        indicators: Iterable[Indicator] = (),
        school_type: str = "secondary_vocational",
        kinds: Mapping[str, str] | None = None,
    ) -> list[Finding]:
        """Return every finding on the rows; kinds: of subjects other than the city, the county and the schools."""
        reports = {row.report for row in rows}
        subjects = {code: Subject(code, name, "region", code, None) for code, name in REGIONS.items()}
        subjects |= {code: Subject(code, code, "school", COUNTY if code == "ding" else CITY, school_type) for code in SCHOOLS}
        subjects |= {code: Subject(code, code, kind, CITY, None) for code, kind in (kinds or {}).items()}
        catalogue = replace(
            self.catalogue,
            reports={code: _report(code) for code in reports},
            subjects=subjects,
            parents={COUNTY: CITY},
            listings=dict(listings or {}),
            members={key: frozenset(schools) for key, schools in (members or {}).items()},
            remarks=list(remarks),
            rules=self.catalogue.rules if rules is None else list(rules),
            indicators=self.catalogue.indicators | {each.code: each for each in indicators},
        )
        books: dict[str, list[ObservationRow]] = defaultdict(list)
        for row in rows:
            books[row.subject].append(row)
        return list(audit(books.items(), catalogue))

    def check(self, case: "Case") -> None:
        """Hold what the audit finds in a case against what it must find: it raises nothing else."""
        found = {f"{each.rule} {each.indicator} {each.verdict}" for each in self.judged(*self.rows(case.text), **case.more)}
        raised = {each for each in found if each.endswith(RAISED)}
        assert raised == {each for each in case.expected if each.endswith(RAISED)}, sorted(found)
        assert found >= set(case.expected), sorted(found)

    def verdicts(self, *rows: ObservationRow, **more: Any) -> Finder:
        """Return rule, indicator and verdict of every finding."""
        return {(each.rule, each.indicator, each.verdict) for each in self.judged(*rows, **more)}

    def raised(self, *rows: ObservationRow, **more: Any) -> Finder:
        """Return the contradictions and implausibilities alone."""
        return {each for each in self.verdicts(*rows, **more) if each[2] in RAISED}


def _report(code: str) -> Report:
    place, year = code.rsplit("-", 1)
    subject = CITY if place == "xu" else place
    return Report(code, subject, CITY, int(year[:4]))


def _figure(value: float | str | None) -> Figure | None:
    if value is None:
        return None
    number = Decimal(str(value))
    exponent = number.as_tuple().exponent
    return Figure(number, max(0, -exponent) if isinstance(exponent, int) else 0, "")
