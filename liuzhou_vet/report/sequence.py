"""Marks in the order of a text -> those that make its outline, each with the number of its section; knows no words.

A heading goes on where the outline stands: the next of its siblings, a first child, or the next of a higher level; a gap may be
small. Of all ways to go through the marks the one with most headings is the outline: so a list inside a section, or a cell that
begins with a figure, makes none. What the levels are is decided the same way, by the document itself.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .marks import BRACKETED, CHAPTER, DOTTED, ENUMERATED, PART, PLAIN, Mark

Path = tuple[tuple[str, int], ...]
"""Where the outline stands: the number at each level, with the kind of marks that count there ('' where a mark says the whole)."""

_HEADING, _SHORT, _QUANTITY = 1.0, 0.1, -0.3
_MISSING, _FAR = 0.6, 1.05
_LIST = 2.0
_GAP = 3  # headings that may be missing in one place
_MANY = 400  # outlines that are followed at once


class Candidate(NamedTuple):
    """A mark, the place of its line in the text, and whether the line is no longer than a heading."""

    place: int
    mark: Mark
    short: bool


class Heading(NamedTuple):
    """A heading of the outline: the place of its line in the text, and the number of its section."""

    place: int
    number: str


class _Style(NamedTuple):
    """A way to number headings: marks that say the whole number, and marks that count below one of the kind before."""

    whole: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """All its kinds of marks, the one of the first level first."""
        return self.whole + self.counted


class _Chain(NamedTuple):
    """The best outline that ends at a path: what it is worth, which candidate is its last, and the chain before that.

    listed: the last is taken out of the middle of a list whose beginning is no heading.
    """

    score: float
    path: Path
    last: int
    before: "_Chain | None" = None
    listed: bool = False

    def goes_on_from(self, candidate: int) -> bool:
        """Tell whether a candidate is a heading of this outline, and not in the middle of a list."""
        chain: _Chain | None = self
        while chain is not None and chain.last > candidate:
            chain = chain.before
        return chain is not None and chain.last == candidate and not chain.listed


_DECIMAL = _Style(whole=(PLAIN, DOTTED))
_STYLES = (
    _DECIMAL,
    _Style(whole=(CHAPTER, DOTTED)),
    _Style(whole=(ENUMERATED, DOTTED)),
    _Style(counted=(ENUMERATED, BRACKETED, PLAIN)),
    _Style(counted=(CHAPTER, PART, ENUMERATED, BRACKETED, PLAIN)),
)


def outline_of(candidates: Sequence[Candidate]) -> tuple[float, list[Heading]]:
    """Return the headings of a text and what they are worth, one for each: those of the style that explains most."""
    kinds = {candidate.mark.kind for candidate in candidates}
    found = [_best(candidates, style) for style in _STYLES if style is _DECIMAL or style.kinds[0] in kinds]
    return max(found, key=lambda each: (each[0], -min((heading.place for heading in each[1]), default=0)))


def outline_below(candidates: Sequence[Candidate], start: tuple[int, ...]) -> list[Heading]:
    """Return the headings in decimal numbers that go on after `start`."""
    return _best(candidates, _DECIMAL, tuple(("", number) for number in start))[1]


def _best(candidates: Sequence[Candidate], style: _Style, start: Path = ()) -> tuple[float, list[Heading]]:
    marks = [each for each in candidates if each.mark.kind in style.kinds]
    before_in_list = list(_before_in_list(marks))
    chains = {start: _Chain(0.0, start, -1)}
    for index, candidate in enumerate(marks):
        earlier = None if _opens(marks[index : index + 2], style) else before_in_list[index]
        worth = _QUANTITY if candidate.mark.quantity else _HEADING + _SHORT * candidate.short
        reached: dict[Path, _Chain] = {}
        for chain in chains.values():
            step = _step(chain.path, candidate, style)
            if step is not None:
                path, cost = step
                listed = earlier is not None and not chain.goes_on_from(earlier)
                score = chain.score + worth - cost - _LIST * listed
                if path not in reached or score > reached[path].score:
                    reached[path] = _Chain(score, path, index, chain, listed)
        chains |= {path: chain for path, chain in reached.items() if path not in chains or chain.score >= chains[path].score}
        if len(chains) > _MANY:
            chains = {chain.path: chain for chain in sorted(chains.values(), reverse=True, key=lambda chain: chain.score)[: _MANY // 2]}
    best = max(chains.values(), key=lambda chain: chain.score)
    return best.score, [Heading(marks[chain.last].place, _number(chain.path)) for chain in _links(best)]


def _links(chain: _Chain) -> list[_Chain]:
    """Return the links of a chain from its first heading to its last."""
    links = []
    while chain.before is not None:
        links.append(chain)
        chain = chain.before
    return links[::-1]


def _number(path: Path) -> str:
    return ".".join(str(number) for _kind, number in path)


def _before_in_list(marks: Sequence[Candidate]) -> Iterator[int | None]:
    """Yield for each mark the index of the one that would be before it if both were of one list; dotted numbers make none."""
    last: dict[tuple[str, int], int] = {}
    for index, (_place, mark, _short) in enumerate(marks):
        yield last.get((mark.style, mark.numbers[0] - 1)) if mark.kind != DOTTED else None
        last[mark.style, mark.numbers[0]] = index


def _opens(marks: Sequence[Candidate], style: _Style) -> bool:
    """Tell whether the second of two marks is the first child of the first, which therefore is no item of a list."""
    if len(marks) < 2:
        return False
    first, second = marks[0].mark, marks[1].mark
    if first.kind in style.counted:
        return style.counted.index(second.kind) > style.counted.index(first.kind) and second.numbers == (1,)
    return second.numbers == (*first.numbers, 1)


def _step(path: Path, candidate: Candidate, style: _Style) -> tuple[Path, float] | None:
    """Return where a mark leads from a path and what is missing between, as a cost; None if it cannot follow."""
    mark = candidate.mark
    if mark.kind in style.whole:
        to: Path = tuple(("", number) for number in mark.numbers)
    else:
        rank = style.counted.index(mark.kind)
        above = tuple(part for part in path if style.counted.index(part[0]) < rank)
        to = (*above, (mark.kind, mark.numbers[0]))
        if not above and rank > 0:
            return None
        if len(path) > len(above) and path[len(above)][0] != mark.kind:
            return None  # below one heading, marks of one kind
    common = 0
    while common < len(path) and common < len(to) and path[common] == to[common]:
        common += 1
    if common == len(to):
        return None
    skipped = to[common][1] - 1 - (path[common][1] if common < len(path) else 0)
    if skipped < 0:
        return None
    deeper = sum(number for _kind, number in to[common + 1 :])  # parents that have no heading, and first children that are missing
    if skipped + deeper <= _GAP:
        return to, _MISSING * (skipped + deeper) if common == 0 or deeper else min(_MISSING * skipped, _FAR)
    is_far = 0 < common < len(path) and candidate.short and not mark.quantity and not deeper
    return (to, _FAR) if is_far else None
