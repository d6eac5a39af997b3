"""Each number of a report's text and what accounts for it; knows no database."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from liuzhou_vet.words import _

from ..numbers import citation, context, numbers
from ..outline import Section
from .dating import Date, dates, meant
from .naming import Folded
from .records import Cited, Found, Stated
from .standing import broken, place_of

Span = tuple[int, int]


@dataclass
class Account:
    """How many numbers of a text are what, those that nothing accounts for, and the rows that do not stand where they say."""

    observations: int = 0
    cited: int = 0
    not_data: int = 0
    unaccounted: list[Found] = field(default_factory=list)
    broken: list[Found] = field(default_factory=list)

    @property
    def numbers(self) -> int:
        """Return how many numbers the text has."""
        return self.observations + self.cited + self.not_data + len(self.unaccounted)


def verify(sections: Sequence[Section], stated: Stated) -> Account:
    """Hold a report's sections against what is stored of it.

    Each number is counted once: as an observation, else as cited by another row (a name, a document's number, a date), else as no
    data (listed so, excused by a pattern, or in a page of contents), else as unaccounted for. Several rows may cover a number
    together, each a part of it: what is printed as 100，200 reads like 100,200.
    """
    folded = {section.number: Folded(section.text) for section in sections}
    account = Account(broken=broken(folded, stated))
    rows = {name: _by_section(getattr(stated, name)) for name in ("figures", "not_data", "names", "dates")}
    for section in sections:
        own: dict[str, Any] = {name: grouped[section.number] + grouped[None] for name, grouped in rows.items()}
        _count(account, section, folded[section.number], replace(stated, **own))
    return account


def _by_section(rows: Iterable[Any]) -> dict[str | None, list[Any]]:
    """Return the rows of each section; those that may stand anywhere are under None."""
    grouped: dict[str | None, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.section].append(row)
    return grouped


def _count(account: Account, section: Section, folded: Folded, stated: Stated) -> None:
    """Add a section's numbers to the account; stated: the rows of this section."""
    text = section.text
    said, left = list(dates(text)), numbers(text)
    covered = {offset for offset, sign in enumerate(text) if sign == ","}  # of 100,200 it counts whether 100 and 200 are covered

    def take(spans: Iterable[Span]) -> int:
        """Cover the spans and return how many of the numbers left that covers."""
        covered.update(offset for start, end in spans for offset in range(start, end))
        before = len(left)
        left[:] = [span for span in left if not covered.issuperset(range(*span))]
        return before - len(left)

    account.observations += take(_printed(text, stated.figures))
    account.cited += take(_cited(folded, said, stated))
    account.not_data += take([*_printed(text, stated.not_data), *section.contents])
    account.not_data += take(_excused(text, left, stated.excuses))
    account.unaccounted += [_unaccounted(section.number, text, span, said) for span in left]


def _printed(text: str, rows: Sequence[Cited]) -> Iterator[Span]:
    """Give the places that rows cite."""
    for row in rows:
        if row.printed and (place := place_of(text, row)):
            yield place


def _cited(folded: Folded, said: Sequence[Date], stated: Stated) -> Iterator[Span]:
    """Give the places of names, titles and document numbers, and of the dates that rows are about."""
    for row in stated.names:
        for name in row.names:
            yield from folded.places(name)
    about = {str(stated.year)} | meant(date for row in stated.dates for date in row.dates)
    yield from ((date.start, date.end) for date in said if date.says in about)


def _excused(text: str, found: Sequence[Span], patterns: Sequence[str]) -> list[Span]:
    """Return the numbers that lie inside the match of a pattern."""
    if not found:
        return []
    places = [match.span() for pattern in patterns for match in re.finditer(pattern, text)]
    return [span for span in found if any(start <= span[0] and span[1] <= end for start, end in places)]


def _unaccounted(section: str, text: str, span: Span, said: Sequence[Date]) -> Found:
    printed, nth = citation(text, *span)
    if any(date.start <= span[0] and span[1] <= date.end for date in said):
        message = _(
            "no row that cites this section is about this date; add it to the row it belongs to, or say in not_data why it is no data"
        )
    else:
        message = _("no row accounts for this number; it belongs into observations, or into not_data with the reason why it is no data")
    return Found(section, printed, nth, context(text, *span), message)
