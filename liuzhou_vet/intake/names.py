"""A name as people write it -> the code of the thing; knows names and codes, and neither files nor tables.

A thing is found by its code, else its name, else its short name, else an alias. Where several things bear the same name, those
that the report itself defines go before others (two cities may each have a 一职校).
"""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from liuzhou_vet.words import _, current_language, in_brackets, listed

from .cells import Wrong, plain, shown
from .forms import SUBJECT_KINDS
from .vocabulary import folded

NAME, SHORT_NAME, ALIAS = range(3)

KINDS_OF = {"activity": ("activity", "project"), "education_group": ("group",)}
"""Kinds of reference that do not bear the name of the kind of thing they mean."""

LOCAL = ("problem",)
"""Kinds of thing that belong to one report and are unknown to others."""

_LONGEST = 100  # letters of a name that others may be near to
_SHOWN = 20  # things of one name in a message
_SEARCHES = 200  # looking for the nearest names is slow: no more often than this in one run


class Thing(NamedTuple):
    """Anything that has a code: its kind, and a source that defines it ('' if none does)."""

    kind: str
    code: str
    source: str = ""


class Names:
    """Every thing that a form may refer to, by code, name, short name and alias."""

    def __init__(self) -> None:
        self._things: dict[tuple[str, str], list[Thing]] = defaultdict(list)
        self._named: dict[str, list[tuple[int, Thing]]] = defaultdict(list)
        self._words: dict[str, dict[str, None]] = defaultdict(dict)
        self._searches = 0

    def add(self, thing: Thing, name: str = "", short_name: str = "") -> None:
        """Make a thing known by its code and its names."""
        self._things[_family(thing.kind), thing.code].append(thing)
        self._words[thing.kind][thing.code] = None
        self.call(thing, name, NAME)
        self.call(thing, short_name, SHORT_NAME)

    def call(self, thing: Thing, name: str, rank: int = ALIAS) -> None:
        """Make a thing known by one more name."""
        if name:
            self._named[folded(name)].append((rank, thing))
            self._words[thing.kind][name] = None

    def bearers(self, name: str) -> list[tuple[int, Thing]]:
        """Return every thing that bears a name, with the rank of the name: NAME, SHORT_NAME or ALIAS."""
        return self._named.get(folded(name), [])

    def find(self, reference: str, text: str, source: str) -> str:
        """Return the code of the thing that a cell of `source` means by `text`; Wrong if there is none or more than one."""
        return self.thing(reference, text, source).code

    def thing(self, reference: str, text: str, source: str) -> Thing:
        """Return the thing that a cell of `source` means by `text`; Wrong if there is none or more than one.

        reference: what is allowed: `subject` for any, else a kind of subject or the table of the thing.
        """
        wanted = plain(text)
        known = [thing for thing in self._things.get((_family(reference), wanted), ()) if _local(thing, source)]
        for thing in known:
            if _fits(reference, thing):
                return thing
        if known:
            message = _("“{code}” is of kind {kind}, not {wanted}")
            raise Wrong("reference", message.format(code=wanted, kind=kind_word(known[0].kind), wanted=kind_word(reference)))
        codes = self._called(reference, text, source)
        if len(codes) == 1:
            return next(Thing(kind, code) for code, kind in codes.items())
        if codes:
            each = [in_brackets(code, kind_word(kind)) for code, kind in sorted(codes.items())[:_SHOWN]]
            several = listed([*each, "…"] if len(codes) > _SHOWN else each)
            message = _("“{text}” may be any of {listed}; write the code")
            raise Wrong("ambiguous", message.format(text=shown(text), listed=several))
        raise Wrong("reference", self._unknown(reference, text))

    def _called(self, reference: str, text: str, source: str) -> dict[str, str]:
        """Return code and kind of the things that a name may mean: those of the best rank, the source's own first."""
        found = [(rank, thing) for rank, thing in self._named.get(folded(text), ()) if _fits(reference, thing) and _local(thing, source)]
        best = min((rank for rank, _thing in found), default=NAME)
        things = [thing for rank, thing in found if rank == best]
        own = [thing for thing in things if thing.source == source]
        return {thing.code: thing.kind for thing in own or things}

    def _unknown(self, reference: str, text: str) -> str:
        self._searches += 1
        nearest = self._nearest(reference, text) if self._searches <= _SEARCHES else []
        if nearest:
            message = _("no {kind} is called “{text}”; did you mean {names}?")
            return message.format(kind=kind_word(reference), text=shown(text), names=_listed(nearest))
        message = _("no {kind} is called “{text}”; add it to its form, or write the code or name of one that is there")
        return message.format(kind=kind_word(reference), text=shown(text))

    def _nearest(self, reference: str, text: str) -> list[str]:
        kinds = SUBJECT_KINDS if reference == "subject" else KINDS_OF.get(reference, (reference,))
        words = {folded(word): word for kind in kinds for word in self._words.get(kind, ())}
        return [words[word] for word in get_close_matches(folded(text[:_LONGEST]), words, 3, 0.5)]


def kind_word(kind: str) -> str:
    """Return the word for a kind of thing in the user's language."""
    return _kind_words(current_language()).get(kind, kind)


@cache
def _kind_words(_language: str) -> dict[str, str]:
    return {
        "subject": _("subject"),
        "activity": _("activity"),
        "audience": _("audience"),
        "campus": _("campus"),
        "catalogue_edition": _("edition of the catalogue"),
        "cluster": _("cluster"),
        "department": _("department"),
        "document": _("document"),
        "education_group": _("group"),
        "enterprise": _("enterprise"),
        "group": _("group"),
        "honour": _("honour"),
        "indicator": _("indicator"),
        "institution": _("institution"),
        "major": _("major"),
        "major_category": _("category of majors"),
        "outline_edition": _("edition of the outline"),
        "place": _("place"),
        "platform": _("platform"),
        "problem": _("problem"),
        "programme": _("programme"),
        "project": _("project"),
        "region": _("region"),
        "report": _("report"),
        "school": _("school"),
        "scope": _("scope"),
        "teacher_category": _("category of teachers"),
        "topic": _("topic"),
        "unit": _("unit"),
    }


def _family(kind: str) -> str:
    """Return what codes are unique over: all subjects together, else each kind by itself."""
    return "subject" if kind == "subject" or kind in SUBJECT_KINDS or kind in KINDS_OF else kind


def _fits(reference: str, thing: Thing) -> bool:
    if reference == "subject":
        return thing.kind in SUBJECT_KINDS
    return thing.kind in KINDS_OF.get(reference, (reference,))


def _local(thing: Thing, source: str) -> bool:
    return thing.kind not in LOCAL or thing.source == source


def _listed(words: list[str]) -> str:
    return listed(f"“{word if word.isprintable() else shown(word)}”" for word in words)


def nearest_words(text: str, words: Iterable[str]) -> str:
    """Return the words nearest to `text`, quoted and joined, or '' if none is near."""
    known = {folded(word): word for word in words}
    return _listed([known[word] for word in get_close_matches(folded(text[:_LONGEST]), known, 3, 0.5)])
