"""Figures in columns, 20 bytes each, so that a million can be held against each other; knows no words, only numbers.

A key is a hash of whose figure it is; it is 64 bits wide, so that two do not meet by chance. Where there are very many, small
portions of the keys are looked at in turn.
"""

from array import array
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

_PORTION = 20_000


class Column:
    """Figures that are printed alike: key, value and line of each, and what they have in common.

    print: what is known of how they are printed. factor: of their unit.
    """

    def __init__(self, print: Any, factor: float) -> None:
        self.print = print
        self.factor = factor
        self.keys = array("q")
        self.values = array("d")
        self.lines = array("I")

    def plain(self) -> Iterator[float]:
        """Return the values in the plainest unit of their dimension, as near as floating point is."""
        factor = self.factor
        return iter(self.values) if factor == 1 else (value * factor for value in self.values)


class Values(dict[int, float]):
    """Values by key, in the plainest unit; `several` are the keys of which there is more than one, of which any may be here."""

    several: frozenset[int]


class Series:
    """All figures that differ by whose they are, and by nothing but how they are printed."""

    def __init__(self) -> None:
        self.columns: list[Column] = []

    def __len__(self) -> int:
        return sum(len(column.keys) for column in self.columns)

    def portion(self, number: int = 0, portions: int = 1) -> Values:
        """Return the values of one portion of the keys."""
        found, count = Values(), 0
        for column in self.columns:
            pairs: Iterator[tuple[int, float]] = zip(column.keys, column.plain(), strict=True)
            if portions > 1:
                pairs = (pair for pair in pairs if pair[0] % portions == number)
                chosen = list(pairs)
                count += len(chosen)
                found.update(chosen)
            else:
                count += len(column.keys)
                found.update(pairs)
        found.several = self._several(found) if len(found) < count else frozenset()
        return found

    def _several(self, found: Values) -> frozenset[int]:
        keys = chain.from_iterable(column.keys for column in self.columns)
        return frozenset(key for key, count in Counter(key for key in keys if key in found).items() if count > 1)

    def places(self, wanted: set[int]) -> dict[int, list[tuple[Column, int]]]:
        """Return where some keys stand: the columns, and the places in these."""
        found: dict[int, list[tuple[Column, int]]] = {}
        for column in self.columns if wanted else ():
            for place, key in enumerate(column.keys):
                if key in wanted:
                    found.setdefault(key, []).append((column, place))
        return found


def in_portions(*series: Series) -> Iterator[list[Values]]:
    """Yield the values of several series, of as many keys at once as memory easily holds.

    The last few portions are kept, since a year is looked at as itself and as the one before; `forget` lets them go.
    """
    portions = max(len(one) for one in series) // _PORTION + 1
    for number in range(portions):
        yield [_portion(one, number, portions) for one in series]


def forget() -> None:
    """Let the portions go that are kept; to be called when all has been looked at."""
    _portion.cache_clear()


@lru_cache(maxsize=4)
def _portion(series: Series, number: int, portions: int) -> Values:
    return series.portion(number, portions)
