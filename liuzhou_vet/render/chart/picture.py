"""A picture before it is drawn: panels of series of marks, each with its words; knows neither pixels nor rows of a database."""

from collections.abc import Iterator
from typing import NamedTuple

from ..result import Result

MOST_SIDE_BY_SIDE = 2  # years that stand as bars beside each other; more make a line


class Mark(NamedTuple):
    """One figure of a series, or what stands where there is none.

    text: the label, with hedge and marks. title: all about it in one line. low: the figure in the panel's unit, None where there is
    none; high: upper end of a range. bound: as in the observation. computed: not stated by a report. direction: 1, 0, -1 where one
    is claimed. broken: must not be compared with the mark it stands behind. joined: goes on from the mark before it: the next
    year, comparable.
    """

    year: int
    text: str
    title: str = ""
    low: float | None = None
    high: float | None = None
    bound: str = "exact"
    computed: bool = False
    direction: int | None = None
    broken: bool = False
    joined: bool = False

    @property
    def sure(self) -> bool:
        """Say whether the report states just this number."""
        return self.bound == "exact" and not self.computed


class Series(NamedTuple):
    """The marks of one indicator of one subject, in the order of their years."""

    name: str
    marks: list[Mark]

    def at(self, year: int) -> Mark | None:
        """Return the mark of a year, None if nothing is said of it."""
        return next((mark for mark in self.marks if mark.year == year), None)


class Panel(NamedTuple):
    """Series on one axis, which has one unit.

    years: those the axis shows; among more than two no year is left out. ends: the least and the greatest figure that the axis must
    hold, alike in all panels of a unit.
    """

    title: str
    series: list[Series]
    years: list[int]
    ends: tuple[float, float]

    @property
    def over_time(self) -> bool:
        """Say whether the panel shows a development and not bars side by side."""
        return len(self.years) > MOST_SIDE_BY_SIDE

    @property
    def has_figure(self) -> bool:
        """Say whether there is a figure, and so an axis, and not only words."""
        return any(mark.low is not None for mark in self.marks())

    def marks(self) -> Iterator[Mark]:
        """Yield every mark."""
        for series in self.series:
            yield from series.marks


class Picture(NamedTuple):
    """What is drawn. description: for those who cannot see it. figures: the same as a table. years: words of each year."""

    title: str
    description: str
    panels: list[Panel]
    notes: tuple[str, ...]
    figures: Result
    year_words: dict[int, str]
