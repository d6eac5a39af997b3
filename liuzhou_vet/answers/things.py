"""Finding a thing of any kind by code, full name, short name or alias; and the nearest names for one that is not there."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import UsageError, VetError
from ..words import _, current_language, in_brackets, listed
from .statement import Statement, starting

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


ANY_BRACKET = str.maketrans(dict.fromkeys("([【〔", "〔") | dict.fromkeys(")]】〕", "〕"))
LEFT_OUT = re.compile(r"[\s《》〈〉“”\"'‘’]")


def folded(word: str) -> str:
    """Return a name without what people type differently: the kind of brackets, book marks, quotes, blanks, case."""
    return LEFT_OUT.sub("", clean(word).translate(ANY_BRACKET)).lower()


def find(reader: "Reader", word: str, kinds: Sequence[str] = (), reports: Sequence[str] = ()) -> Thing:
    """Return the one thing of these kinds (`subject` for any subject, none for any kind) that is called `word`.

    reports: of namesakes, the one that these reports mention is meant. VetError names the nearest known names, or all that are
    meant if it is not unique.
    """
    found = _without_headcounts(bearers(reader, word, kinds))
    if not found:
        raise VetError(_unknown(reader, word, kinds))
    if len(found) > 1 and reports:
        found = _mentioned(reader, found, reports) or found
    if len(found) > 1:
        raise VetError(_ambiguous(reader, word, found))
    return found[0]


def find_indicators(reader: "Reader", word: str) -> list[Thing]:
    """Return the indicator that is called `word`, or all that measure what is called so (满意度); else VetError as `find`."""
    if not bearers(reader, word, ("indicator",)):
        measuring = "SELECT 'indicator', code, name FROM indicator WHERE concept = :word AND concept <> '' ORDER BY ordinal"
        found = [Thing(*row) for row in reader.query(measuring, {"word": clean(word)})[1]]
        if found:
            return found
    return [find(reader, word, ("indicator",))]


def bearers(reader: "Reader", word: str, kinds: Sequence[str] = ()) -> list[Thing]:
    """Return everything of these kinds that is called `word`, spelt so or nearly so."""
    return _called(reader, clean(word), kinds) or _spelt_so(reader, folded(word), kinds)


def _called(reader: "Reader", word: str, kinds: Sequence[str]) -> list[Thing]:
    """Return what is called so, by the best kind of name only: a code beats a name, a name beats an alias."""
    statement = (
        "SELECT thing, code, name, CASE WHEN code = :word THEN 'code' ELSE alias_kind END FROM names "
        "WHERE (code = :word OR alias = :word)" + _of_kinds(kinds)
    )
    return _best(reader.query(statement, {"word": word})[1])


def _spelt_so(reader: "Reader", word: str, kinds: Sequence[str]) -> list[Thing]:
    """Return what is called so but for brackets, quotes and blanks."""
    statement = "SELECT thing, code, name, alias_kind, alias FROM names WHERE 1 = 1" + _of_kinds(kinds)
    return _best(row[:4] for row in reader.query(statement)[1] if word and folded(row[4]) == word)


def _best(named: Iterable[Any]) -> list[Thing]:
    """Return the things that have the word as the best kind of name."""
    ranked: dict[int, dict[Thing, None]] = {}
    for kind, code, name, alias_kind in named:
        ranked.setdefault(rank_of(alias_kind), {})[Thing(kind, code, name)] = None
    return sorted(ranked[min(ranked)]) if ranked else []


def rank_of(alias_kind: str) -> int:
    """Return how good a kind of name is, 0 the best."""
    return BEST_FIRST.index(alias_kind) if alias_kind in BEST_FIRST else len(BEST_FIRST)


def beginning_with(reader: "Reader", start: str, kinds: Sequence[str] = (), most: int = 200) -> list[tuple[str, str]]:
    """Return names and codes of things of these kinds that begin so, each with the full name or, of a full name, the kind."""
    statement = (
        "SELECT word, words FROM ("
        "SELECT alias AS word, CASE WHEN alias = name THEN thing ELSE name END AS words FROM names WHERE 1 = 1"
        + _of_kinds(kinds)
        + " UNION "
        "SELECT code AS word, name AS words FROM names WHERE 1 = 1" + _of_kinds(kinds) + ") AS called "
        "WHERE lower(word) LIKE :start ESCAPE '\\' ORDER BY length(word), word"
    )
    found = reader.query(statement, {"start": starting(clean(start).lower())})[1]
    return list(islice(found, most))


def find_topic(reader: "Reader", word: str) -> str:
    """Return the code of the topic that is called `word`, or that the indicator called so belongs to (教师, 招生)."""
    called = clean(word)
    if not _called(reader, called, ("topic",)):
        topics = {
            row[0]
            for thing in _called(reader, called, ("indicator",))
            for row in reader.query("SELECT topic_code FROM indicator WHERE code = :code", {"code": thing.code})[1]
        }
        if len(topics) == 1:
            return str(topics.pop())
    return find(reader, word, ("topic",)).code


def _mentioned(reader: "Reader", found: list[Thing], reports: Sequence[str]) -> list[Thing]:
    """Return those of the things that one of the reports mentions, lists or states figures of."""
    codes = [thing.code for thing in found]
    mentioned: set[str] = set()
    for table, column in (("mention", "subject_code"), ("school_listing", "school_code"), ("observation", "subject_code")):
        statement = Statement(table, [f"DISTINCT {column}"]).one_of("report_code", list(reports)).one_of(column, codes)
        mentioned.update(row[0] for row in reader.query(statement.text(), statement.parameters)[1])
    return [thing for thing in found if thing.code in mentioned]


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
    statement = ""
    if thing.kind == "indicator":
        statement = "SELECT DISTINCT base, scope_name, section FROM indicators WHERE indicator_code = :code "
        statement += "ORDER BY section, base NULLS FIRST, scope_name"
    elif thing.kind not in CATALOGUE:
        statement = (
            "SELECT region.name, NULL, NULL FROM subject JOIN subject region ON region.code = subject.region_code "
            "WHERE subject.code = :code"
        )
    for row in list(reader.query(statement, {"code": thing.code})[1])[:3] if statement else ():
        parts.append(" ".join(part for part in row if part))
    return listed(parts)


def kind_words(reader: "Reader") -> dict[str, str]:
    """Return the words for kinds of thing in the user's language."""
    return {code: zh if current_language() == "zh" else en for code, (zh, en) in _kinds(reader).items()}


def _kinds(reader: "Reader") -> dict[str, tuple[str, str]]:
    """Return the words in both languages for kinds of subject and for the catalogue's kinds of thing."""
    statement = (
        "SELECT coded, zh, en FROM label WHERE coded <> '' "
        "AND ((item = 'subject_kind' AND part = 'code') OR (item = 'names' AND part = 'thing')) "
        "ORDER BY item DESC, coded"
    )
    return {code: (zh, en) for code, zh, en in reader.query(statement)[1]} | {"question": ("问题", "Question")}


def kind_of(reader: "Reader", word: str) -> str:
    """Return the kind of thing that a word or a code means; UsageError lists the kinds."""
    kinds = _kinds(reader)
    kinds.pop("question")
    for code, (zh, en) in kinds.items():
        if word.strip().lower() in (code, zh, en.lower()):
            return code
    words = kind_words(reader)
    allowed = listed(in_brackets(code, words[code]) for code in kinds)
    raise UsageError(_("no kind '{word}'; choose one of: {allowed}").format(word=word, allowed=allowed))
