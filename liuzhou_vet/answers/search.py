"""Search: any named thing by a part of any of its names, canned questions included."""

from typing import TYPE_CHECKING, Any

from ..questions import QUESTIONS
from ..render.result import Column, Result
from ..words import _, current_language
from .labels import values_of
from .things import clean, folded, kind_words, nearest, rank_of

if TYPE_CHECKING:
    from ..database.reader import Reader


def search(reader: "Reader", word: str) -> tuple[Result, list[str]]:
    """Return what has the word in one of its names, best first, with the name that matched; and the nearest names if none has."""
    asked = clean(word)
    sought = folded(asked) or asked.lower()
    statement = "SELECT thing, code, name, alias, alias_kind, section FROM names"
    best: dict[tuple[str, str], tuple[tuple[int, str], tuple[Any, ...]]] = {}
    for kind, code, name, alias, alias_kind, section in reader.query(statement)[1]:
        if sought not in folded(alias) and sought not in code:
            continue
        exact = asked in (alias, code)
        rank = ((0 if exact else 10) + rank_of(alias_kind), alias)
        row = (kind, code, name, alias, alias_kind, section)
        if (kind, code) not in best or rank < best[kind, code][0]:
            best[kind, code] = (rank, row)
    found = [row for _rank, row in sorted(best.values(), key=lambda ranked: (ranked[0][0], ranked[1][0], ranked[1][1]))]
    found += _questions(asked)
    return Result(_columns(reader), found), [] if found else nearest(reader, word)


def _questions(word: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for question in QUESTIONS:
        names = (question.name, question.zh, question.en, *question.aliases)
        matched = next((name for name in names if word.lower() in name.lower()), None)
        if matched:
            found.append(("question", question.name, question.title(current_language()), matched, "name", None))
    return found


def _columns(reader: "Reader") -> tuple[Column, ...]:
    kinds = values_of(reader, "alias_kind") | {
        "name": _("name"),
        "short": _("short name"),
        "number": _("document number"),
    }
    return (
        Column("kind", "code", _("kind"), kind_words(reader)),
        Column("code", "text", _("code")),
        Column("name", "text", _("name")),
        Column("found_by", "text", _("found by")),
        Column("found_by_kind", "code", _("which is its"), kinds),
        Column("section", "text", _("section")),
    )
