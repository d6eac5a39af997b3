"""A share beside the counts that it is made of, in exact arithmetic on the printed digits; knows the figures of one report."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from liuzhou_vet.report.intervals import rounded
from liuzhou_vet.report.units import alike
from liuzhou_vet.words import _

from .figures import Figure, Figures, Kind
from .series import in_portions

_OTHER_MEANING = ("D", "W")  # statuses of figures that do not mean what their indicator means
_INSIDE = 0.999  # of half the last place: nearer to the edge floating point does not judge


def shares(report: Figures, share: Kind, numerator: Kind, base: Kind) -> Iterator[tuple[Figure, str]]:
    """Yield each percentage that follows from none of its counts, with the message.

    The counts are those of the same subject, year and scope; where there are none, nothing follows.
    """
    kinds = share, numerator, base
    for stated, parts, wholes in in_portions(*(report.series[kind] for kind in kinds)):
        keys = stated.keys() & parts.keys() & wholes.keys()
        doubtful = keys & (stated.several | parts.several | wholes.several)
        for column in report.series[share].columns:
            half = _INSIDE * column.factor * 10.0**column.print.place / 2
            doubtful.update(
                key
                for key, value in zip(column.keys, column.plain(), strict=True)
                if key in keys and not abs(value * wholes[key] - parts[key]) < half * wholes[key]
            )
        figures = [report.figures(kind, doubtful) for kind in kinds]
        for key in figures[0]:
            yield from _told(*(list(filter(_counts, each[key])) for each in figures))


def _counts(figure: Figure) -> bool:
    return figure.print.status not in _OTHER_MEANING


def _told(stated: list[Figure], parts: list[Figure], wholes: list[Figure]) -> Iterator[tuple[Figure, str]]:
    counts = [pair for pair in product(parts, wholes) if alike(pair[0].unit.dimension, pair[1].unit.dimension)]
    for here in stated:
        if counts and not any(here.interval.meets(part.interval.over(whole.interval)) for part, whole in counts):
            part, whole = min(counts, key=lambda pair: (abs(here.plain - _quotient(*pair)), pair[0].value))
            yield here, _message(here, part, whole)


def _quotient(part: Figure, whole: Figure) -> Fraction:
    return part.plain / whole.plain if whole.plain else Fraction(0)


def _message(here: Figure, part: Figure, whole: Figure) -> str:
    computed = rounded(_quotient(part, whole) / here.unit.factor, here.print.decimals + 2)
    message = _(
        "{share} does not follow from {part} (line {part_line}) of {whole} (line {whole_line}), which is {computed}; "
        "correct what is wrong, else leave it"
    )
    return message.format(
        share=here.words,
        part=part.words,
        part_line=part.line,
        whole=whole.words,
        whole_line=whole.line,
        computed=f"{computed}{here.unit.name}",
    )
