"""Regions as users name them, and which lie within which; knows no report."""

from collections.abc import Container
from typing import TYPE_CHECKING

from .things import bearers, clean, find

if TYPE_CHECKING:
    from ..database.reader import Reader

KINDS = ("市", "县", "区")
"""What a region's name ends in, and users leave out."""


def find_region(reader: "Reader", word: str, preferred: Container[str] = ()) -> str:
    """Return the code of the region that is called `word`, with or without 市, 县, 区; of namesakes the preferred one.

    VetError names the nearest regions, or all that are meant.
    """
    for name in (word, *(clean(word) + kind for kind in KINDS)):
        codes = [thing.code for thing in bearers(reader, name, ("region",))]
        wanted = [code for code in codes if code in preferred] or codes
        if len(wanted) == 1:
            return wanted[0]
        if wanted:
            break
    return find(reader, word, ("region",)).code


def within(reader: "Reader", code: str) -> set[str]:
    """Return the codes of a region and of every region below it."""
    parents = _parents(reader)
    return {code, *(each for each in parents if code in _above(parents, each))}


def upwards(reader: "Reader", code: str) -> list[str]:
    """Return the codes of the regions above a region, the nearest first."""
    return _above(_parents(reader), code)


def _parents(reader: "Reader") -> dict[str, str]:
    return dict(reader.query("SELECT code, parent_code FROM region WHERE parent_code IS NOT NULL")[1])


def _above(parents: dict[str, str], code: str) -> list[str]:
    above: list[str] = []
    while code in parents and parents[code] not in above:
        code = parents[code]
        above.append(code)
    return above
