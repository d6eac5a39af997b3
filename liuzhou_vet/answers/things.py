"""Finding a thing of any kind by code, full name, short name or alias; and the nearest names for one that is not there."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError, VetError
from ..words import _, in_brackets, listed
from .labels import values_of

if TYPE_CHECKING:
    from ..database.reader import Reader

CATALOGUE = ("teacher_category", "indicator", "topic", "honour", "scope", "major_category", "document", "report")
"""Kinds of thing that are no subject."""

BEST_FIRST = ("code", "name", "short", "number")  # every other kind of alias comes after these


class Thing(NamedTuple):
    """A thing by its kind, code and full name."""

    kind: str
    code: str
    name: str


def clean(word: str) -> str:
    """Return a name as it is compared: NFKC, without blanks at its ends."""
    return unicodedata.normalize("NFKC", word).strip()


def find(reader: "Reader", word: str, kinds: Sequence[str] = ()) -> Thing:
    """Return the one thing of these kinds (`subject` for any subject, none for any kind) that is called `word`.

    VetError names the nearest known names, or all that are meant if it is not unique.
    """
    found = _without_headcounts(_called(reader, clean(word), kinds))
    if not found:
        raise VetError(_unknown(reader, word, kinds))
    if len(found) > 1:
        raise VetError(_ambiguous(reader, word, found))
    return found[0]


def _called(reader: "Reader", word: str, kinds: Sequence[str]) -> list[Thing]:
    """Return what is called so, by the best kind of name only: a code beats a name, a name beats an alias."""
    statement = (
        "SELECT thing, code, name, CASE WHEN code = :word THEN 'code' ELSE alias_kind END FROM names "
        "WHERE (code = :word OR alias = :word)" + _of_kinds(kinds)
    )
    ranked: dict[int, dict[Thing, None]] = {}
    for kind, code, name, alias_kind in reader.query(statement, {"word": word})[1]:
        rank = BEST_FIRST.index(alias_kind) if alias_kind in BEST_FIRST else len(BEST_FIRST)
        ranked.setdefault(rank, {})[Thing(kind, code, name)] = None
    return list(ranked[min(ranked)]) if ranked else []


def _without_headcounts(found: list[Thing]) -> list[Thing]:
    """Drop indicators where a category of teachers is called so too: the category tells its headcount, share and base."""
    if any(thing.kind == "teacher_category" for thing in found):
        return [thing for thing in found if thing.kind != "indicator"]
    return found


def _of_kinds(kinds: Sequence[str]) -> str:
    """Return the condition on kinds; they are our own words and never a user's."""
    if not kinds:
        return ""
    if "subject" in kinds:
        return f" AND thing NOT IN ({_quoted(CATALOGUE)})"
    return f" AND thing IN ({_quoted(kinds)})"


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _unknown(reader: "Reader", word: str, kinds: Sequence[str]) -> str:
    near = nearest(reader, word, kinds)
    if near:
        return _("nothing is called '{word}'; nearest: {near}").format(word=word, near=listed(near))
    return _("nothing is called '{word}'; try: vet search {word}").format(word=word)


def nearest(reader: "Reader", word: str, kinds: Sequence[str] = (), most: int = 5) -> list[str]:
    """Return the known names nearest to a word, best first."""
    names = [row[0] for row in reader.query("SELECT DISTINCT alias FROM names WHERE 1 = 1" + _of_kinds(kinds))[1]]
    return nearest_of(clean(word), names, most)


def nearest_of(word: str, names: Sequence[str], most: int = 5) -> list[str]:
    """Return those of the names that are nearest to a word: alike in spelling, or holding it or held by it."""
    import difflib

    alike = difflib.get_close_matches(word, names, most, 0.5)
    holding = sorted((name for name in names if word and (word in name or (len(name) > 1 and name in word))), key=len)
    return list(dict.fromkeys([*alike, *holding]))[:most]


def _ambiguous(reader: "Reader", word: str, found: list[Thing]) -> str:
    kinds = kind_words(reader)
    several = listed(in_brackets(thing.code, _details(reader, thing, kinds)) for thing in found)
    return _("'{word}' may mean several things; give the code: {several}").format(word=word, several=several)


def _details(reader: "Reader", thing: Thing, kinds: dict[str, str]) -> str:
    """Return what tells a thing from others of its name: kind, name, and of an indicator its base, scopes and sections."""
    parts = [kinds.get(thing.kind, thing.kind), thing.name]
    if thing.kind == "indicator":
        statement = "SELECT DISTINCT i.base, i.scope_name, i.section FROM indicators i WHERE i.indicator_code = :code ORDER BY i.section"
        for base, scope, section in list(reader.query(statement, {"code": thing.code})[1])[:3]:
            parts.append(" ".join(part for part in (base, scope, section) if part))
    return listed(parts)


def kind_words(reader: "Reader") -> dict[str, str]:
    """Return the words for kinds of thing in the user's language."""
    return values_of(reader, "subject_kind") | {
        "teacher_category": _("category of teachers"),
        "indicator": _("indicator"),
        "topic": _("topic"),
        "honour": _("honour"),
        "scope": _("scope"),
        "major_category": _("category of majors"),
        "document": _("document"),
        "report": _("report"),
        "question": _("question"),
    }


def kind_of(reader: "Reader", word: str) -> str:
    """Return the kind of thing that a word or a code means; UsageError lists the kinds."""
    kinds = kind_words(reader)
    kinds.pop("question")
    for code, name in kinds.items():
        if word.strip().lower() in (code, name):
            return code
    from .labels import code_of

    meant = code_of(reader, "subject_kind", word)
    if meant:
        return meant
    allowed = listed(in_brackets(code, name) for code, name in kinds.items())
    raise UsageError(_("no kind '{word}'; choose one of: {allowed}").format(word=word, allowed=allowed))
