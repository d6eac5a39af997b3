"""The figures of this year and the last that belong to a claim about the change between them."""

from typing import NamedTuple

from ..catalogue import Catalogue
from ..figures import Book, Figure


class Years(NamedTuple):
    """The figures of the year of a claim and of the year before; neither is empty."""

    this: list[Figure]
    last: list[Figure]


def both_years(claim: Figure, book: Book, catalogue: Catalogue) -> Years | None:
    """Return the levels that a claim is about, None if one of the years is not stated.

    Last year's is what the same report says of it, else what last year's report did.
    """
    levels = [each for each in book.of(claim.row.indicator) if _same_thing(claim, each)]
    this = [each for each in levels if each.row.year == claim.row.year and each.row.report == claim.row.report]
    before = [each for each in levels if each.row.year == claim.row.year - 1]
    last = [each for each in before if each.row.report == claim.row.report] or [each for each in before if _own_year(each, catalogue)]
    return Years(this, last) if this and last else None


def _same_thing(claim: Figure, level: Figure) -> bool:
    row, other = claim.row, level.row
    return (row.period, row.statistic, row.scope) == (other.period, other.statistic, other.scope) and level.row.status not in "BDW"


def _own_year(figure: Figure, catalogue: Catalogue) -> bool:
    report = catalogue.reports.get(figure.row.report)
    return report is not None and report.year == figure.row.year
