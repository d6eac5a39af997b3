"""A part beside its whole: persons and things, and shares of one base."""

from collections.abc import Iterator

from liuzhou_vet.words import _, in_brackets

from ..catalogue import ALL, Catalogue, Rule
from ..figures import Book, Figure, counted_alike, same_dates
from ..finding import CONTRADICTION, NOT_COMPARABLE, Finding, find
from .beside import apart


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield each figure that is more than the nearest stated whole that the catalogue makes it a part of."""
    told = book.indicators()
    for code in told:
        if rule.judges(code):
            wholes = [*catalogue.wholes(code), *_wider_shares(code, told, catalogue)]
            for figure in book.of(code) if wholes else ():
                found = next((found for whole in wholes if (found := _comparable(figure, book.of(whole)))), [])
                if found and not any(_holds(figure, each) for each in found):
                    yield _verdict(rule, figure, max(found, key=lambda each: each.plain), catalogue)


def _wider_shares(code: str, told: list[str], catalogue: Catalogue) -> list[str]:
    """Return the shares of the same base whose numerator holds that of a share: masters are among bachelors or above."""
    own = catalogue.indicators[code]
    if own.numerator is None or own.base is None:
        return []
    holding = catalogue.wholes(own.numerator)
    shares = [catalogue.indicators[other] for other in told] if holding else []
    same_base = {share.numerator: share.code for share in shares if (share.base, share.unit) == (own.base, own.unit)}
    return [same_base[numerator] for numerator in holding if numerator in same_base]


def _comparable(figure: Figure, wholes: list[Figure]) -> list[Figure]:
    """Return the wholes of the same report, year and period; one that counts everyone holds parts of any scope."""
    row = figure.row
    return [
        each
        for each in wholes
        if each.row.report == row.report
        and each.row.year == row.year
        and each.row.period == row.period
        and each.row.statistic == row.statistic
        and each.row.scope in (row.scope, ALL)
        and each.usual
        and figure.usual
        and counted_alike(each, figure)
        and same_dates(each, figure)
    ]


def _holds(part: Figure, whole: Figure) -> bool:
    low, high = part.interval.low, whole.interval.high
    return low is None or high is None or low <= high


def _verdict(rule: Rule, figure: Figure, whole: Figure, catalogue: Catalogue) -> Finding:
    if whole.row.scope != figure.row.scope and (figure.row.report, figure.row.scope) not in catalogue.members:
        return find(rule, figure, NOT_COMPARABLE, apart(figure, whole, catalogue), also=[whole])
    message = _("{part} is said to be part of {whole}").format(
        part=in_brackets(figure.words, catalogue.name(figure.row.indicator)),
        whole=in_brackets(whole.words, catalogue.name(whole.row.indicator)),
    )
    return find(rule, figure, CONTRADICTION, message, whole.plain, also=[whole])
