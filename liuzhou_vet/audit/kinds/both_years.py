"""The figures of this year and the last that belong to a claim about the change between them."""

from typing import NamedTuple

from ..catalogue import Catalogue
from ..figures import Book, Figure

_NO_SERIES = "BDW"  # statuses of a figure that stands in no series with that of the year before


class Years(NamedTuple):
    """The figures of the year of a claim and of the year before; neither is empty."""

    this: list[Figure]
    last: list[Figure]


def both_years(claim: Figure, book: Book, catalogue: Catalogue) -> Years | None:
    """Return the levels that a claim is about, None if one of the years is not stated.

    Last year's is what the same report says of it, else what last year's report did.
    """
    levels = [each for each in book.of(claim.row.indicator) if _same_thing(claim, each) and each.row.status not in _NO_SERIES]
    this = this_year(claim, levels)
    last = _last_year(claim, levels, catalogue)
    return Years(this, last) if this and last else None


def years_apart(claim: Figure, book: Book, catalogue: Catalogue) -> tuple[Figure, Figure] | None:
    """Return this year's level and one of last year that cannot be held against it: another scope or period, or a break."""
    levels = book.of(claim.row.indicator)
    this = this_year(claim, [each for each in levels if _same_thing(claim, each)])
    last = _last_year(claim, levels, catalogue)
    return (this[0], last[0]) if this and last else None


def this_year(claim: Figure, levels: list[Figure]) -> list[Figure]:
    """Return the levels of the year and the report of a claim."""
    return [each for each in levels if each.row.year == claim.row.year and each.row.report == claim.row.report]


def _last_year(claim: Figure, levels: list[Figure], catalogue: Catalogue) -> list[Figure]:
    before = [each for each in levels if each.row.year == claim.row.year - 1]
    here = [each for each in before if each.row.report == claim.row.report]
    return here or [each for each in before if _own_year(each, catalogue)]


def _same_thing(claim: Figure, level: Figure) -> bool:
    row, other = claim.row, level.row
    return (row.period, row.statistic, row.scope) == (other.period, other.statistic, other.scope)


def _own_year(figure: Figure, catalogue: Catalogue) -> bool:
    report = catalogue.reports.get(figure.row.report)
    return report is not None and report.year == figure.row.year
