"""The figures that one can be held against: which fit, and what keeps the others apart."""

from collections.abc import Iterable
from typing import NamedTuple

from liuzhou_vet.words import _

from ..catalogue import Catalogue
from ..figures import TOTAL, Figure, counted_alike, same_dates


class Beside(NamedTuple):
    """Figures of the same report and year: those that fit, and all that are near (another scope, period)."""

    fit: list[Figure]
    near: list[Figure]


def beside(figure: Figure, others: Iterable[Figure], statistic: str = TOTAL) -> Beside:
    """Return the figures of the same report and year that mean what their indicator means, and those that fit in all.

    statistic: which they must be: a mean or what is true of each is no count.
    """
    row = figure.row
    near = [
        each
        for each in others
        if each.row.report == row.report and each.row.year == row.year and each.row.statistic == statistic and each.usual
    ]
    fit = [each for each in near if each.row.scope == row.scope and each.row.period == row.period and same_dates(each, figure)]
    return Beside(fit, near)


def apart(figure: Figure, other: Figure, catalogue: Catalogue) -> str:
    """Return why a figure cannot be held against another."""
    scopes = "", ""
    if other.row.scope != figure.row.scope:
        message = _("{here} counts {scope}, but {there} counts {other}: nothing follows")
        scopes = catalogue.scope(figure.row.scope), catalogue.scope(other.row.scope)
    elif not counted_alike(figure, other):
        message = _("{here} and {there} are counted differently: nothing follows")
    elif other.row.statistic == figure.row.statistic and not {figure.row.status, other.row.status} & set("BDW"):
        message = _("{here} is of another period than {there}: nothing follows")
    else:
        message = _("{here} is defined in another way than {there}: nothing follows")
    names = (f"{catalogue.name(each.row.indicator)} {each.words}" for each in (figure, other))
    return message.format(here=next(names), there=next(names), scope=scopes[0], other=scopes[1])
