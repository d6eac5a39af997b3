"""What is stored of a report, as far as its text can be held against it; plain records, made by whoever reads the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Cited(NamedTuple):
    """A row that cites a printed piece of a section; row: what to call it in a message."""

    row: str
    section: str
    printed: str
    nth: int = 1


class Figure(NamedTuple):
    """An observation with a printed number; row: its id; about: what the id must begin with: report, subject, indicator and year."""

    row: str
    about: str
    section: str
    printed: str
    nth: int
    measure: str
    value: float
    value_to: float | None
    unit: str


class Named(NamedTuple):
    """A row that names something in a section, by one of several names.

    section: None for a name that may stand anywhere. stands: whether one of the names must stand there; it need not where the
    words are ours.
    """

    row: str
    section: str | None
    names: tuple[str, ...]
    stands: bool = False


class Dated(NamedTuple):
    """A row that cites a section and is about dates, each YYYY, YYYY-MM or YYYY-MM-DD; one with a month is about its year too."""

    section: str
    dates: tuple[str, ...]


class Heading(NamedTuple):
    """A section of the report's outline."""

    number: str
    heading: str


class Found(NamedTuple):
    """A number that nothing accounts for, or a row that does not stand: where, the words around it, and what is wrong."""

    section: str
    printed: str
    nth: int
    context: str
    message: str


@dataclass
class Stated:
    """Everything stored of one report that a number or a place in its text can be held against.

    year: the report's own. excuses: patterns of words that hold a numeral and are no number, matched with the normalised text.
    """

    year: int
    figures: Sequence[Cited] = field(default_factory=list)
    values: Sequence[Figure] = field(default_factory=list)
    remarks: Sequence[Cited] = field(default_factory=list)
    not_data: Sequence[Cited] = field(default_factory=list)
    names: Sequence[Named] = field(default_factory=list)
    dates: Sequence[Dated] = field(default_factory=list)
    excuses: Sequence[str] = field(default_factory=list)
    outline: Sequence[Heading] = field(default_factory=list)
