"""Whom the words before a number speak of: the schools, places and others that a text names as such; knows no value."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from .context import Context
from .words import Words

SCHOOL, REGION = "school", "region"


class Mention(NamedTuple):
    """A name in a section: where it begins and ends, and the subjects it may mean."""

    start: int
    end: int
    subjects: frozenset[str]


class Whose:
    """Tells whether a number can be one of a subject's, by who is named before it.

    report: the subject that the whole report is about. schools: those that have a part in a subject, by its code.
    """

    def __init__(self, words: Words, sections: Mapping[str, str], report: str, schools: Mapping[str, set[str]]) -> None:
        self._words = words
        self._report = report
        self._schools = schools
        self._mentions = _mentions(words, sections)

    def speaks_of(self, subject: str, context: Context) -> bool:
        """Tell whether nothing before a number says that it is about somebody else than a subject."""
        if subject == self._report:
            return self._of_all(context)
        if self._words.described(subject):
            return self._of_part(subject, context)
        return self._of_one(subject, context)

    def _of_all(self, context: Context) -> bool:
        """Tell whether it can be of the whole city: no school is named in its sentence, no part of the city in its clause."""
        schools = [each for each in self._before(context, SCHOOL) if each.start >= context.sentence_start]
        own = [each for each in self._before(context, REGION) if self._report in each.subjects]
        if schools and not (own and own[-1].start > schools[-1].start):
            return False
        clause = [each for each in self._before(context, REGION) if each.start >= context.clause_start]
        return not clause or not all(self._words.within(each, self._report) for each in clause[-1].subjects)

    def _of_part(self, subject: str, context: Context) -> bool:
        """Tell whether it can be of an activity: the last school in its sentence, if there is one, has a part in it."""
        here = self._schools.get(subject, set())
        schools = [each for each in self._before(context, SCHOOL) if each.start >= context.sentence_start]
        return not schools or not any(self._kind(each) == SCHOOL for each in here) or bool(schools[-1].subjects & here)

    def _of_one(self, subject: str, context: Context) -> bool:
        """Tell whether it can be of one that is named: last of its kind before it in the section, or right behind it."""
        kind = self._kind(subject)
        rivals = {kind, SCHOOL} if kind == REGION else {kind}
        before = self._before(context, *rivals)
        if before and subject in before[-1].subjects:
            return True
        return not before and any(name in context.after for name in self._words.names.get(subject, ()))

    def _before(self, context: Context, *kinds: str) -> list[Mention]:
        place = context.place
        mentions = self._mentions.get(place.section, [])
        return [each for each in mentions if each.end <= place.start and any(self._kind(subject) in kinds for subject in each.subjects)]

    def _kind(self, subject: str) -> str:
        return self._words.kinds.get(subject, "")


def _mentions(words: Words, sections: Mapping[str, str]) -> dict[str, list[Mention]]:
    """Return the names in each section, the longest where several begin at one place."""
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for subject, names in words.names.items():
        if not words.described(subject):
            for name in names:
                meant[name].add(subject)
    if not meant:
        return {}
    pattern = re.compile("|".join(map(re.escape, sorted(meant, key=len, reverse=True))))
    return {
        section: [Mention(found.start(), found.end(), frozenset(meant[found[0]])) for found in pattern.finditer(text)]
        for section, text in sections.items()
    }
