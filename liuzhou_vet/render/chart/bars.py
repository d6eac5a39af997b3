"""A panel of bars as SVG: one below the other from a common zero line, two years as pairs; knows no page."""

from typing import NamedTuple

from ...words import _
from . import pen
from .picture import Mark, Panel
from .scale import Scale, from_zero

HEIGHT, GAP, BETWEEN = 15, 3, 9  # of a bar, between the years of a series, between series
LEAST = 160  # pixels for the bars
LEADING = 15  # from one line of a name to the next
OPEN = 22  # pixels of a bar's open end
NAMES = 170
BREAK = "//"


class Drawn(NamedTuple):
    """A panel's size and its parts, from (0, 0)."""

    width: float
    height: float
    parts: list[str]


def draw(panel: Panel, year_words: dict[int, str], least: float) -> Drawn:
    """Return a panel at least so wide: names and years on the left, bars, a label behind each, round numbers below."""
    several, paired = len(panel.series) > 1, len(panel.years) > 1
    names = [pen.wrapped(series.name, NAMES) if several else [] for series in panel.series]
    name_room = max((pen.px(part) for name in names for part in name), default=0) + (10 if several else 0)
    year_room = max(pen.px(year_words[year]) for year in panel.years) + 10 if paired else 0
    label_room = max([pen.px(label(mark)) for mark in panel.marks()] + [pen.px(_("no figure"))]) + OPEN + 24
    left = name_room + year_room
    width = max(least, left + label_room + LEAST)
    scale = from_zero(*panel.ends)._replace(start=left, length=width - left - label_room)
    parts: list[str] = []
    top = 4.0
    for series, name in zip(panel.series, names, strict=True):
        rows = len(panel.years) * (HEIGHT + GAP) - GAP
        parts += [pen.text(name_room - 10, top + 12 + LEADING * place, part, anchor="end") for place, part in enumerate(name)]
        for place, year in enumerate(panel.years):
            y = top + place * (HEIGHT + GAP)
            if paired:
                parts.append(pen.text(left - 10, y + 12, year_words[year], anchor="end", colour=pen.GREY))
            mark = series.at(year)
            colour = pen.PALE if paired and place == 0 else pen.COLOURS[0]
            parts.append(_mark(mark, scale, y, colour) if mark else pen.text(scale.at(0) + 6, y + 12, _("no figure"), colour=pen.GREY))
        top += max(rows, LEADING * len(name)) + BETWEEN
    axis = _axis(scale, top) if panel.has_figure else []
    return Drawn(width, top + 22, [*axis, *parts])


def label(mark: Mark) -> str:
    """Return the label of a mark, marked if it must not be compared."""
    return f"{BREAK} {mark.text}" if mark.broken else mark.text


def _axis(scale: Scale, bottom: float) -> list[str]:
    parts = []
    for value, words in scale.ticks():
        x = scale.at(value)
        parts.append(pen.line(x, 0, x, bottom, pen.GREY if value == 0 else pen.GRID))
        parts.append(pen.text(x, bottom + 15, words, size=pen.SMALL, anchor="middle", colour=pen.GREY))
    return parts


def _mark(mark: Mark, scale: Scale, y: float, colour: str) -> str:
    """Return a mark with its label: a bar whose end is as open as the figure is, or an arrow, or words alone."""
    zero = scale.at(0)
    shapes, end = _bar(mark, scale, y, colour) if mark.low is not None else ([], zero)
    if mark.low is None and mark.direction is not None:
        shapes, end = [pen.arrow(zero + 12, y + HEIGHT / 2, mark.direction, pen.COLOURS[0])], zero + 14
    return pen.group(mark.title, [*shapes, pen.text(end + 6, y + 12, label(mark), more=pen.HALO)])


def _bar(mark: Mark, scale: Scale, y: float, colour: str) -> tuple[list[str], float]:
    """Return the parts of a bar, and where its label may begin."""
    assert mark.low is not None
    zero, value = scale.at(0), scale.at(mark.low)
    if value < zero:
        return _below_zero(mark, scale, y, colour)
    if mark.high is not None:
        upper = scale.at(mark.high)
        return [_filled(mark, zero, value - zero, y, colour), pen.rectangle(value, y, upper - value, HEIGHT, pen.hatched(colour))], upper
    inner, outer = _openness(mark.bound, value - zero)
    parts = [_filled(mark, zero, value - zero - inner, y, colour)]
    if inner or outer:
        parts.append(pen.rectangle(value - inner, y, inner + outer, HEIGHT, pen.hatched(colour)))
    if mark.bound in ("at_least", "over"):
        middle = y + HEIGHT / 2
        looks = f'fill="{colour}"'
        parts.append(pen.polygon([(value + outer, middle - 5), (value + outer + 7, middle), (value + outer, middle + 5)], looks))
        return parts, value + outer + 7
    if mark.bound in ("at_most", "under"):
        parts.append(pen.line(value, y, value, y + HEIGHT, colour, 2))
    return parts, value + outer


def _below_zero(mark: Mark, scale: Scale, y: float, colour: str) -> tuple[list[str], float]:
    """Return the parts of a bar to the left, hatched at its end or along its range if it is no exact number."""
    assert mark.low is not None
    zero, value = scale.at(0), scale.at(mark.low)
    sure = value if mark.bound == "exact" else min(value + OPEN, zero)
    if mark.high is not None:
        sure = scale.at(mark.high)
    parts = [_filled(mark, sure, zero - sure, y, colour)] if sure < zero else []
    if sure > value:
        parts.append(pen.rectangle(value, y, sure - value, HEIGHT, pen.hatched(colour)))
    return parts, max(zero, sure)


def _openness(bound: str, length: float) -> tuple[float, float]:
    """Return how many pixels before and behind the figure are not sure."""
    if bound in ("at_least", "over"):
        return 0, OPEN
    if bound in ("at_most", "under"):
        return min(OPEN, length), 0
    return (min(OPEN / 2, length / 3), OPEN / 2) if bound == "about" else (0, 0)


def _filled(mark: Mark, x: float, width: float, y: float, colour: str) -> str:
    if mark.computed:
        return pen.rectangle(x, y, max(width, 1), HEIGHT, "#fff", pen.COLOURS[0] if colour == pen.PALE else colour)
    return pen.rectangle(x, y, max(width, 1 if mark.low else 0), HEIGHT, colour)
