"""The names of indicators and subjects, and how much of them stands around a number; knows no row and no value.

A name is held against a text by its pairs of characters, since reports shorten names and turn them round: 民办职校 for
民办中等职业学校数. A pair counts the more the fewer names and clauses of the text have it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import log
from typing import Any, NamedTuple

from liuzhou_vet.report.numerals import normal
from liuzhou_vet.report.units import alike

from .context import CLOSE, Context

_SIGNS = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_CLAUSES = re.compile(r"[。!?;,:()\n]")
_RAREST = 6.0  # weight of a pair that stands in one clause of four hundred, or in none
_ADDED = re.compile("新|增|撤销|减少")
_OF_ITS_OWN = ("school", "region", "major", "department", "campus", "enterprise", "group", "institution", "place")
"""Kinds of subject that a text names as such; of the others only words that describe them may be there."""


class Fit(NamedTuple):
    """How much of a name stands around a number: the weight of the pairs found, and their share of all pairs of it."""

    weight: float = 0.0
    share: float = 0.0


class Wording(NamedTuple):
    """What an indicator or a subject may be called: the pairs of its name and of the words for it, and further names as a whole."""

    pairs: frozenset[str]
    others: tuple[str, ...] = ()


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters of a text, signs left out."""
    plain = _SIGNS.sub("", text)
    return {plain[place : place + 2] for place in range(len(plain) - 1)}


class Words:
    """The words of the catalogue and of the forms, weighed for one text.

    tables: rows of the catalogue and the forms by table and key. sections: the text.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Mapping[str, Any]]], sections: Mapping[str, str]) -> None:
        self._tables = tables
        self._sections = sections
        self._around: dict[tuple[Context, bool], tuple[dict[str, float], str]] = {}

    @cached_property
    def indicators(self) -> dict[str, Wording]:
        """Return what each indicator may be called."""
        aliases = self._aliases("indicator")
        return {row["code"]: _wording(row, ("concept", "breakdown"), aliases[row["code"]]) for row in self._rows("indicator")}

    @cached_property
    def subjects(self) -> dict[str, Wording]:
        """Return what each subject may be called."""
        aliases = self._aliases("subject")
        return {row["code"]: _wording(row, ("short_name",), aliases[row["code"]]) for row in self._rows("subject")}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Return the kind of each subject."""
        return {row["code"]: row["kind"] for row in self._rows("subject")}

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Return the names by which a text may mean each subject, as texts are compared."""
        aliases = self._aliases("subject")
        found = {}
        for row in self._rows("subject"):
            own = [normal(row[column]) for column in ("name", "short_name") if row.get(column)]
            found[row["code"]] = [*own, *aliases[row["code"]]]
        return found

    def added(self, indicator: str) -> bool:
        """Tell whether an indicator counts what a year added or took away, which is no change of another number."""
        row = self._tables.get("indicator", {}).get(indicator, {})
        return bool(_ADDED.search(f"{row.get('name')}{row.get('breakdown') or ''}"))

    def described(self, subject: str) -> bool:
        """Tell whether a text may describe a subject rather than name it: an activity, a project."""
        return self.kinds.get(subject) not in _OF_ITS_OWN

    def indicator(self, code: str, context: Context, near: bool = False) -> Fit:
        """Return how much of an indicator's names stands around a number; near: in the same part of its sentence."""
        return self._fit(self.indicators[code], context, near)

    def subject(self, code: str, context: Context, near: bool = False) -> Fit:
        """Return how much of a subject's names stands around a number; near: in the same part of its sentence."""
        return self._fit(self.subjects[code], context, near)

    def within(self, region: str, whole: str) -> bool:
        """Tell whether a region is a part of another."""
        parents = self._tables.get("region", {})
        seen = {region}
        while (region := parents.get(region, {}).get("parent_code") or "") and region not in seen:
            if region == whole:
                return True
            seen.add(region)
        return False

    def rivals(self, indicator: str) -> frozenset[str]:
        """Return the other indicators whose figures may look like those of an indicator."""
        return self._alike.get(self._dimension(indicator), frozenset()) - {indicator}

    @cached_property
    def _alike(self) -> dict[str, frozenset[str]]:
        dimensions = {code: self._dimension(code) for code in self.indicators}
        return {wanted: frozenset(code for code, each in dimensions.items() if alike(wanted, each)) for wanted in set(dimensions.values())}

    def _dimension(self, indicator: str) -> str:
        unit = self._tables.get("indicator", {}).get(indicator, {}).get("unit_code") or ""
        return str(self._tables.get("unit", {}).get(unit, {}).get("dimension", ""))

    def _fit(self, wording: Wording, context: Context, near: bool) -> Fit:
        if (context, near) not in self._around:
            zones = [zone for zone in context.zones if zone.weight >= CLOSE or not near]
            weights: dict[str, float] = {}
            for text, weight in zones:
                for pair in pairs(text):
                    weights[pair] = max(weight, weights.get(pair, 0.0))
            self._around[context, near] = weights, "\n".join(text for text, _weight in zones)
        weights, around = self._around[context, near]
        wanted = wording.pairs.union(*(pairs(name) for name in wording.others if name in around))
        found = sum(weights[pair] * self._weight(pair) for pair in wanted if pair in weights)
        whole = sum(map(self._weight, wording.pairs))
        return Fit(found, min(1.0, found / whole) if whole else 0.0)

    def _weight(self, pair: str) -> float:
        return self._weights.get(pair, _RAREST)

    @cached_property
    def _weights(self) -> dict[str, float]:
        names = [wording.pairs for wording in self.indicators.values()]
        clauses = [pairs(clause) for text in self._sections.values() for clause in _CLAUSES.split(text)]
        shares: dict[str, float] = {}
        for texts in (names, clauses):
            for pair, count in Counter(pair for each in texts for pair in each).items():
                shares[pair] = max(shares.get(pair, 0.0), count / len(texts))
        return {pair: min(_RAREST, -log(share)) for pair, share in shares.items()}

    def _rows(self, table: str) -> Iterable[Mapping[str, Any]]:
        return self._tables.get(table, {}).values()

    def _aliases(self, of: str) -> defaultdict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._rows(f"{of}_alias"):
            if _CHINESE.search(row["alias"]):
                found[row[f"{of}_code"]].append(normal(row["alias"]))
        return found


def _wording(row: Mapping[str, Any], columns: Iterable[str], others: Iterable[str]) -> Wording:
    names = (row.get(column) or "" for column in ("name", *columns))
    return Wording(frozenset().union(*(pairs(normal(name)) for name in names)), tuple(others))
