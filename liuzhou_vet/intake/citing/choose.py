"""Rows and the numbers of a text -> for each row the one place that is its citation, or why there is none; writes nothing.

Never a guess: a place is taken only if what is printed there says the row's value, nothing around it speaks against the row,
the row's name stands there, and neither another place nor another row fits as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from liuzhou_vet.report.outline import Outline

from .context import Context, year_in
from .numbers import Numbers, Place
from .rows import Forms, Prior, Row
from .whose import Whose
from .words import Fit, Words

CITED, NOT_FOUND, FOUND_TWICE = "cited", "not_found", "found_twice"
_CHANGES = ("change", "growth")
_DIRECTION = "direction"
_CLEARLY = 1.1  # times as much must speak for the better of two
_SHARE, _SHARE_OF_LONG = 0.2, 0.05  # of a row's name that must stand around a number, and around one of many digits
_SHARE_OF_PART = 0.35  # the same for a row about an activity, of whose words any sentence may have some
_LONG = 5  # digits that do not meet by chance
_SECTION_AS_BEFORE = 3.0  # weighs about as much as a pair of characters


class Candidate(NamedTuple):
    """A place that says a row's value: how well it fits, and whether nothing around it speaks against the row."""

    place: Place
    fit: Fit
    possible: bool


@dataclass
class Wanted:
    """A row that has no citation: the places that say its value, the best first, and in the end the one that is its own."""

    row: Row
    candidates: list[Candidate] = field(default_factory=list)
    outcome: str = NOT_FOUND
    place: Place | None = None


class Choice:
    """Finds the places of the rows of one report in its text, section by section."""

    def __init__(self, forms: Forms, read: Outline) -> None:
        sections = {section.number: section.text for section in read.sections}
        contents = {section.number: section.contents for section in read.sections}
        self._forms = forms
        self._year = forms.report.year or 0
        self._numbers = Numbers(sections, (row["name"] for row in forms.tables.get("unit", {}).values()), contents)
        self._words = Words(forms.tables, sections)
        self._whose = Whose(self._words, sections, forms.report.subject, forms.schools)
        self._contexts: dict[Place, Context] = {}
        self._claimants: defaultdict[tuple[str, int], list[Wanted]] = defaultdict(list)
        self._held: dict[tuple[int, Place], bool] = {}
        self._prior = forms.prior()
        self._stated = {_subject_matter(row, row.values["indicator"]) for row in forms.rows}
        self._taken = {place[:2] for row in forms.rows if not row.is_open and (place := self._cited(row))}

    def run(self) -> list[Wanted]:
        """Return every row without a citation, with its place if one is clearly its own."""
        wanted = [Wanted(row, self._candidates(row)) for row in self._forms.rows if row.is_open]
        for each in wanted:
            self._take_typed(each)
            for candidate in each.candidates:
                self._claimants[candidate.place[:2]].append(each)
        while self._take_clear([each for each in wanted if each.outcome != CITED]):
            pass
        for each in wanted:
            if each.outcome != CITED and any(self._holds(each, candidate) for candidate in each.candidates):
                each.outcome = FOUND_TWICE
        return wanted

    def context(self, place: Place) -> Context:
        """Return the words around a place."""
        if place not in self._contexts:
            self._contexts[place] = Context(place, self._numbers.sections[place.section])
        return self._contexts[place]

    def nth(self, place: Place) -> int:
        """Return which occurrence of its printed piece in its section a place is, from 1."""
        return self._numbers.nth(place.section, place.start, place.printed)

    def _cited(self, row: Row) -> Place | None:
        places = self._numbers.everywhere(row.values["printed"], row.values["section"])
        return places[row.values["nth"] - 1] if len(places) >= row.values["nth"] else None

    def _candidates(self, row: Row) -> list[Candidate]:
        found: dict[tuple[str, int], Candidate] = {}
        for place in self._places(row):
            if place[:2] not in found and self._says(row, place):
                found[place[:2]] = Candidate(place, self._fit(row, place), self._is_possible(row, place))
        return sorted(found.values(), key=lambda each: (-each.possible, -each.fit.weight))

    def _places(self, row: Row) -> Iterator[Place]:
        """Yield the places that may say a row's value, the longest piece first where several begin at one."""
        printed, section, value = row.values["printed"], row.values["section"], row.values["value"]
        if printed:
            yield from self._numbers.everywhere(printed, section)
        elif value is not None and row.values["measure"] != _DIRECTION:
            places = self._numbers.of(Decimal(str(value)))
            yield from sorted((place for place in places if section in ("", place.section)), key=lambda place: -place.end)

    def _says(self, row: Row, place: Place) -> bool:
        section = place.section if place.section in self._forms.sections else ""
        return self._forms.identity(row, section, place.printed, self.nth(place)) is not None

    def _fit(self, row: Row, place: Place) -> Fit:
        fit = self._words_at(row, place)
        before = self._prior.get(Prior(row.values["subject"], row.values["indicator"], row.values["measure"]), ())
        return Fit(fit.weight + _SECTION_AS_BEFORE, fit.share) if place.section in before else fit

    def _words_at(self, row: Row, place: Place, near: bool = False) -> Fit:
        """Return how much of the names of a row's indicator, and of an activity that it is about, stands around a place."""
        context, subject = self.context(place), row.values["subject"]
        fit = self._words.indicator(row.values["indicator"], context, near)
        if not self._words.described(subject):
            return fit
        about = self._words.subject(subject, context, near)
        return Fit(fit.weight + about.weight, max(fit.share, about.share))

    def _is_possible(self, row: Row, place: Place) -> bool:
        """Tell whether nothing around a place speaks against a row: another subject, another year, a change or none."""
        context = self.context(place)
        if place.section not in self._forms.sections or not self._whose.speaks_of(row.values["subject"], context):
            return False
        if row.values["measure"] == _DIRECTION:
            return True
        if row.values["measure"] in _CHANGES:
            return bool(context.change * row.values["value"] > 0)
        if context.change and not self._words.added(row.values["indicator"]):
            return False
        return self._is_of_year(row.values["year"], context)

    def _is_of_year(self, year: int, context: Context) -> bool:
        if year == self._year:
            return context.reached or year_in(context.headed, self._year) in (None, year)
        named = year_in(context.sentence, self._year)
        return named == year or (named is None and str(year) in context.paragraph)

    def _take_typed(self, wanted: Wanted) -> None:
        """Take the place of a piece that was typed and stands in the text once."""
        if wanted.row.values["printed"] and len(wanted.candidates) == 1:
            self._take(wanted, wanted.candidates[0].place)

    def _take(self, wanted: Wanted, place: Place) -> None:
        if place.section in self._forms.sections:
            wanted.outcome, wanted.place = CITED, place
            self._taken.add(place[:2])

    def _take_clear(self, wanted: list[Wanted]) -> bool:
        """Give each row the place that is clearly its own; tell whether there was one."""
        best = [(each, candidate) for each in wanted if (candidate := self._best(each))]
        mine = [(each, candidate) for each, candidate in best if not self._is_contested(each, candidate)]
        for each, candidate in mine:
            self._take(each, candidate.place)
        return bool(mine)

    def _free(self, wanted: Wanted) -> list[Candidate]:
        return [each for each in wanted.candidates if each.place[:2] not in self._taken]

    def _best(self, wanted: Wanted) -> Candidate | None:
        """Return the place that fits a row clearly better than any other; None if there is none or no name stands there."""
        if wanted.row.values["measure"] == _DIRECTION:
            return None
        free = self._free(wanted)
        first = next((each for each in free if self._holds(wanted, each)), None)
        return first if first and all(self._is_better(wanted, first, each) for each in free if each is not first) else None

    def _is_better(self, wanted: Wanted, candidate: Candidate, other: Candidate) -> bool:
        """Tell whether a place fits a row clearly better than another, and no worse than one against which something speaks."""
        if other.possible:
            return not self._holds(wanted, other) or candidate.fit.weight >= other.fit.weight * _CLEARLY
        return candidate.fit.weight * _CLEARLY >= other.fit.weight

    def _is_contested(self, wanted: Wanted, candidate: Candidate) -> bool:
        others = (other for other in self._claimants[candidate.place[:2]] if other is not wanted and other.outcome != CITED)
        return any(self._contests(wanted, candidate, other) for other in others)

    def _contests(self, wanted: Wanted, candidate: Candidate, other: Wanted) -> bool:
        """Tell whether another row has about as good a claim to a place, and no clearly better one elsewhere."""
        claims = {each.place[:2]: each for each in self._free(other) if each.possible}
        claim = claims.get(candidate.place[:2])
        if claim is None or claim.fit.weight * _CLEARLY < max(each.fit.weight for each in claims.values()):
            return False
        if other.row.values["indicator"] == wanted.row.values["indicator"] and self._holds(other, claim):
            return True  # one printed number may serve several
        return candidate.fit.weight < claim.fit.weight * _CLEARLY

    def _holds(self, wanted: Wanted, candidate: Candidate) -> bool:
        """Tell whether a place is good enough for a row by itself."""
        key = wanted.row.line, candidate.place
        if key not in self._held:
            enough = candidate.fit.share >= self._least(wanted.row, candidate.place) or bool(wanted.row.values["printed"])
            self._held[key] = candidate.possible and enough and not self._is_of_another(wanted.row, candidate)
        return self._held[key]

    def _least(self, row: Row, place: Place) -> float:
        """Return the share of a row's name that must stand around a place."""
        if self._words.described(row.values["subject"]):
            return _SHARE_OF_PART
        return _SHARE_OF_LONG if len(re.sub(r"\D", "", place.printed)) >= _LONG else _SHARE

    def _is_of_another(self, row: Row, candidate: Candidate) -> bool:
        """Tell whether an indicator that the forms say nothing of fits a place better."""
        context, own = self.context(candidate.place), self._words_at(row, candidate.place, near=True)
        for rival in self._words.rivals(row.values["indicator"]):
            if _subject_matter(row, rival) not in self._stated:
                fit = self._words.indicator(rival, context, near=True)
                if fit.weight >= own.weight and fit.share >= own.share and fit != own:
                    return True
        return False


def _subject_matter(row: Row, indicator: str) -> tuple[str, str, int, str]:
    measure = row.values["measure"]  # where only a direction is claimed, there is no figure of that indicator
    return row.values["subject"], indicator, row.values["year"], "level" if measure == _DIRECTION else measure
