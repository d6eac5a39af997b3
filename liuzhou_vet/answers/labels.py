"""Heads, kinds and words of values for a view's columns, from the `label` table."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..render.result import Column
from ..words import current_language

if TYPE_CHECKING:
    from ..database.reader import Reader


def columns_of(
    reader: "Reader",
    item: str,
    names: Sequence[str],
    hidden: Iterable[str] = (),
    decimals: dict[str, tuple[str, int]] | None = None,
) -> tuple[Column, ...]:
    """Return the columns of a view with their kinds and, in the user's language, heads and words of coded values.

    decimals: for a number, the column that says how many decimals it has, and how many more to print.
    """
    language = current_language()
    statement = f"SELECT part, coded, {language}, kind, code_list FROM label WHERE item = :item AND part <> '' ORDER BY part, coded"
    known: dict[str, tuple[str, str, str]] = {}
    own: dict[str, dict[str, str]] = {}  # words that a view gives to values of several lists or of its own
    for part, coded, head, kind, code_list in reader.query(statement, {"item": item})[1]:
        if coded:
            own.setdefault(part, {})[coded] = head
        else:
            known[part] = (head, kind, code_list)
    lists = {known[name][2] for name in names if name in known and known[name][2]}
    values = {code_list: values_of(reader, code_list) for code_list in lists}
    unseen = set(hidden)
    columns = []
    for name in names:
        head, kind, code_list = known.get(name, (name, "text", ""))
        source, more = (decimals or {}).get(name, ("", 0))
        words = values.get(code_list, {}) | own.get(name, {})
        columns.append(Column(name, kind, head, words, source, more, name in unseen))
    return tuple(columns)


def values_of(reader: "Reader", code_list: str) -> dict[str, str]:
    """Return the words of a code list's values in the user's language, in the order of the list."""
    return {code: zh if current_language() == "zh" else en for code, zh, en in _both(reader, code_list)}


def code_of(reader: "Reader", code_list: str, word: str) -> str | None:
    """Return the code that is meant by a code or its label in either language, None if there is none."""
    for code, zh, en in _both(reader, code_list):
        if word.strip().lower() in (code.lower(), zh, en.lower()):
            return code
    return None


def _both(reader: "Reader", code_lists: str) -> list[tuple[str, str, str]]:
    """Return the values of a code list, or of several joined by `|`, with their words in both languages."""
    found: list[tuple[str, str, str]] = []
    for code_list in code_lists.split("|"):
        statement = (
            f"SELECT label.coded, label.zh, label.en FROM label JOIN {code_list} ON {code_list}.code = label.coded "
            f"WHERE label.item = :item AND label.part = 'code' ORDER BY {code_list}.ordinal"
        )
        found.extend((code, zh, en) for code, zh, en in reader.query(statement, {"item": code_list})[1])
    return found
