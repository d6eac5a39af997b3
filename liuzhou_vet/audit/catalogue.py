"""What the audit knows of indicators, rules, standards, subjects and reports, as plain records; knows no figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from liuzhou_vet.report.units import Unit

ALL = "all"
"""The scope of what is said of everyone."""


class Indicator(NamedTuple):
    """An indicator: its name, unit, what is divided by what, what it is part of; `words` are its name with its breakdown."""

    code: str
    name: str
    unit: str | None
    numerator: str | None
    base: str | None
    part_of: str | None
    words: str


class Rule(NamedTuple):
    """A rule: its kind, and its indicators by role (`judged`, `part`, `added`, `removed`, `base`).

    low, high: limits in the plainest unit of what they limit. tolerance: in the unit of the stated figure.
    """

    code: str
    name: str
    kind: str
    listing: str | None
    reason: str
    low: Fraction | None
    high: Fraction | None
    tolerance: Fraction
    roles: Mapping[str, tuple[str, ...]]

    def role(self, name: str) -> tuple[str, ...]:
        """Return the indicators in a role."""
        return self.roles.get(name, ())

    def judges(self, indicator: str) -> bool:
        """Tell whether it judges an indicator; a rule that names none judges every one."""
        judged = self.role("judged")
        return not judged or indicator in judged


class Standard(NamedTuple):
    """A threshold of a national standard, which holds per school; threshold in `unit`."""

    code: str
    name: str
    indicator: str
    school_type: str
    comparator: str
    unit: str | None
    document: str
    article: str | None
    threshold: Fraction


class Subject(NamedTuple):
    """Whom figures are about; school_type: of a school, else None."""

    code: str
    name: str
    kind: str
    region: str | None
    school_type: str | None


class Report(NamedTuple):
    """A report in force: whose, of which region, and which year its own figures are about (its title may be a year ahead)."""

    code: str
    subject: str
    region: str
    year: int


class Remark(NamedTuple):
    """A remark: the rule and the observation it explains, or words of a section."""

    report: str
    code: str
    rule: str | None
    observation: str | None
    section: str
    printed: str
    message: str


class Listing(NamedTuple):
    """Which rows are listed: of what, by which report, whose; scope '' and year 0 where the rows have none."""

    listing: str
    report: str
    subject: str
    scope: str
    year: int


class Listed(NamedTuple):
    """Rows that a report lists: how many, and whether the list is complete."""

    rows: int
    complete: bool


@dataclass
class Catalogue:
    """Everything but the figures.

    members: by report and scope the schools that it counts, where they are told. parents: the region above each region.
    """

    units: Mapping[str, Unit] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    standards: list[Standard] = field(default_factory=list)
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    scopes: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    listings: Mapping[Listing, Listed] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @cached_property
    def scoped(self) -> set[tuple[str, str, str]]:
        """Return the listings, each by report and subject, whose rows are those of a scope."""
        return {(each.listing, each.report, each.subject) for each in self.listings if each.scope not in ("", ALL)}

    def of_kind(self, kind: str) -> list[Rule]:
        """Return the rules of a kind."""
        return [rule for rule in self.rules if rule.kind == kind]

    def name(self, indicator: str) -> str:
        """Return the name of an indicator."""
        return self.indicators[indicator].name

    def scope(self, code: str) -> str:
        """Return the name of a scope."""
        return self.scopes.get(code, code)

    def wholes(self, indicator: str) -> list[str]:
        """Return what an indicator is part of, and what that is part of, the nearest first."""
        found: list[str] = []
        whole = self.indicators[indicator].part_of
        while whole and whole not in (indicator, *found):
            found.append(whole)
            whole = self.indicators[whole].part_of
        return found

    def above(self, region: str) -> list[str]:
        """Return a region and those above it."""
        found: list[str] = []
        while region and region not in found:
            found.append(region)
            region = self.parents.get(region, "")
        return found
