"""A panel over time as SVG: marks at their years, joined only where one goes on from the other; knows no page."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ...words import _
from . import pen
from .bars import Drawn, label
from .picture import Mark, Panel, Series
from .scale import Scale, near

HEIGHT = 220
SLOT = 56  # least pixels from one year to the next
LABEL = 14  # from one line of text to the next
TALL = 12  # what a label takes
OPEN = 20  # pixels of an open end
RIGHT = 10
NEAR_MARKER = 6  # half a marker
LOWEST = HEIGHT + 4  # what hangs down must not reach the years
PIECES = 24  # of a line, each taken for a box


class Box(NamedTuple):
    """What something takes of the panel."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether both take the same place."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class Point(NamedTuple):
    """A figure drawn: the mark, its shapes, its label and what that takes."""

    mark: Mark
    shapes: list[str]
    words: str
    label: Box


def draw(panel: Panel, year_words: dict[int, str], least: float) -> Drawn:
    """Return a panel at least so wide: what belongs to which marker, round numbers, the years, the marks with their labels."""
    scale = near(*panel.ends)._replace(start=HEIGHT, length=-HEIGHT)
    left = max(pen.px(words, pen.SMALL) for _value, words in scale.ticks()) + 10
    slot = max([SLOT, (least - left - RIGHT) / len(panel.years)] + [pen.px(label(mark)) + 12 for mark in panel.marks()])
    width = left + slot * len(panel.years) + RIGHT
    places = {year: left + slot * (place + 0.5) for place, year in enumerate(panel.years)}
    head, top = _head(panel, scale, width)
    crossed = [box for series in panel.series for box in _crossed(series, places, scale)]
    points = [point for year in panel.years for point in _points(panel, year, places[year], scale, crossed)]
    top += max(8 - min((point.label.top for point in points), default=0), 8)
    below = max(sum(mark.low is None for mark in panel.marks() if mark.year == year) for year in panel.years)
    bottom = (HEIGHT if panel.has_figure else 0) + (LABEL * below + 6 if below else 0)
    parts = _rules(scale, left, width - RIGHT) if panel.has_figure else []
    parts.append(pen.line(left, bottom, width - RIGHT, bottom, pen.GREY))
    parts += [pen.text(x, bottom + 16, year_words[year], anchor="middle", colour=pen.GREY) for year, x in places.items()]
    for place, series in enumerate(panel.series):
        parts += _joins(series, places, scale, pen.COLOURS[place])
    parts += [pen.group(point.mark.title, point.shapes) for point in points]
    parts += [pen.group(point.mark.title, [point.words]) for point in points]
    for year, x in places.items():
        parts += _without_figure(panel, year, x, bottom)
    return Drawn(width, top + bottom + 24, [*head, f'<g transform="translate(0 {top:.1f})">{"".join(parts)}</g>'])


def _head(panel: Panel, scale: Scale, width: float) -> tuple[list[str], float]:
    """Return what stands above the axes, and where it ends: the legend of several series, a warning where 0 is not on the axis."""
    head, top = _legend(panel, width) if len(panel.series) > 1 else ([], 0.0)
    if scale.low > 0:
        words = _("the axis begins at {low}, not at 0").format(low=scale.ticks()[0][1])
        head.append(pen.text(0, top + 10, words, size=pen.SMALL, colour=pen.GREY))
        top += LABEL
    return head, top


def _legend(panel: Panel, width: float) -> tuple[list[str], float]:
    """Return the names of the series beside their markers, and where they end."""
    parts: list[str] = []
    x, y = 6.0, 12.0
    for place, series in enumerate(panel.series):
        words = pen.wrapped(series.name, width - 24)
        needed = max(map(pen.px, words)) + 30
        if x > 6 and x + needed > width:
            x, y = 6.0, y + LABEL + 4
        parts.append(pen.marker(place, x, y - 4, pen.COLOURS[place]))
        for part in words:
            parts.append(pen.text(x + 10, y, part, colour=pen.COLOURS[place]))
            y += LABEL
        y -= LABEL
        x += needed
    return parts, y + 8


def _rules(scale: Scale, left: float, right: float) -> list[str]:
    """Return a line across at each round number."""
    parts = []
    for value, words in scale.ticks():
        y = scale.at(value)
        parts.append(pen.line(left, y, right, y, pen.GREY if value == 0 else pen.GRID))
        parts.append(pen.text(left - 6, y + 4, words, size=pen.SMALL, anchor="end", colour=pen.GREY))
    return parts


def _joins(series: Series, places: dict[int, float], scale: Scale, colour: str) -> list[str]:
    """Return the lines between marks, dashed where an end is not just as stated, and the signs of breaks."""
    parts = []
    for before, mark in pairwise(series.marks):
        if before.low is None or mark.low is None:
            continue
        ends = places[before.year], scale.at(before.low), places[mark.year], scale.at(mark.low)
        if mark.joined:
            parts.append(pen.line(*ends, colour, 2, "" if before.sure and mark.sure else "5 4"))
        elif mark.broken:
            x, y = (ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2
            parts += [pen.line(x + shift - 4, y + 8, x + shift + 4, y - 8, colour, 2) for shift in (-3, 3)]
    return parts


def _crossed(series: Series, places: dict[int, float], scale: Scale) -> Iterator[Box]:
    """Yield what a series' lines take near the figures that they join, piece by piece."""
    for before, mark in pairwise(series.marks):
        if not mark.joined or before.low is None or mark.low is None:
            continue
        left, right = places[before.year], places[mark.year]
        start, end = scale.at(before.low), scale.at(mark.low)
        for piece in range(PIECES):
            x, y = (left + (right - left) * piece / PIECES, start + (end - start) * piece / PIECES)
            wide, high = (right - left) / PIECES, (end - start) / PIECES
            yield Box(x, x + wide, min(y, y + high) - 1, max(y, y + high) + 1)


def _points(panel: Panel, year: int, x: float, scale: Scale, crossed: list[Box]) -> list[Point]:
    """Return the figures of a year, their labels clear of the markers and of each other, and of the lines where there is room."""
    drawn = []
    for place, series in enumerate(panel.series):
        mark = series.at(year)
        if mark is not None and mark.low is not None:
            drawn.append((place, mark, *_point(mark, place, x, scale)))
    below = Box(-math.inf, math.inf, HEIGHT + 4, math.inf)
    taken = [below, *(box for _place, _mark, _shapes, box in drawn)]
    points = []
    for place, mark, shapes, box in sorted(drawn, key=lambda each: each[3].top):
        text = _words(mark, panel.series[place])
        label, anchor = _clear(box, pen.px(text), taken, crossed)
        taken.append(label)
        start = {"start": label.left, "middle": x, "end": label.right}[anchor]
        words = pen.text(start, label.bottom - 2, text, anchor=anchor, colour=pen.COLOURS[place], more=pen.HALO)
        if label.bottom < box.top - TALL:
            words = pen.line(x, label.bottom, x, box.top, pen.COLOURS[place], 0.75) + words
        points.append(Point(mark, shapes, words, label))
    return points


def _clear(box: Box, width: float, taken: list[Box], crossed: list[Box]) -> tuple[Box, str]:
    """Return a label's place beside its marker: above, below, to the right, to the left, whichever is free, else further up.

    crossed: what the lines take; a label beside its marker stays clear of them if one of the places does.
    """
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    half = (x - width / 2, x + width / 2)
    across = (y - TALL / 2, y + TALL / 2)
    beside = [
        (Box(*half, box.top - TALL, box.top), "middle"),
        (Box(*half, box.bottom, box.bottom + TALL), "middle"),
        (Box(box.right + 2, box.right + 2 + width, *across), "start"),
        (Box(box.left - 2 - width, box.left - 2, *across), "end"),
    ]
    further = [(Box(*half, box.top - TALL * steps, box.top - TALL * (steps - 1)), "middle") for steps in range(2, 2 + len(taken))]
    choices = [*beside, *further]
    free = [choice for choice in choices if not any(choice[0].meets(other) for other in taken)]
    clear = [choice for choice in free if choice in beside and not any(choice[0].meets(other) for other in crossed)]
    return next(iter([*clear, *free]), choices[-1])


def _without_figure(panel: Panel, year: int, x: float, bottom: float) -> list[str]:
    """Return the words of a year that stand for no figure, above the years; an arrow with a claimed direction."""
    parts = []
    y = bottom - 5
    for place, series in enumerate(panel.series):
        mark = series.at(year)
        if mark is not None and mark.low is None:
            shapes = [pen.text(x, y, label(mark), anchor="middle", colour=pen.COLOURS[place], more=pen.HALO)]
            if mark.direction is not None:
                shapes.append(pen.arrow(x - pen.px(label(mark)) / 2 - 8, y - 4, mark.direction, pen.COLOURS[place]))
            parts.append(pen.group(mark.title, shapes))
            y -= LABEL
    return parts


def _words(mark: Mark, series: Series) -> str:
    """Return a mark's label, which tells of a break that no sign on the line shows."""
    before = [each for each in series.marks if each.year < mark.year]
    return mark.text if before and before[-1].low is not None else label(mark)


def _point(mark: Mark, place: int, x: float, scale: Scale) -> tuple[list[str], Box]:
    """Return a figure's marker, as open as the figure is, and what it takes."""
    assert mark.low is not None
    colour, y = pen.COLOURS[place], scale.at(mark.low)
    point = pen.marker(place, x, y, colour, mark.computed)
    around = Box(x - NEAR_MARKER, x + NEAR_MARKER, y - NEAR_MARKER, y + NEAR_MARKER)
    if mark.high is not None:
        upper = scale.at(mark.high)
        return [pen.rectangle(x - 4, upper, 8, y - upper, pen.hatched(colour), colour)], around._replace(top=upper - 2, bottom=y + 2)
    if mark.bound in ("at_least", "over"):
        arrow = [pen.line(x, y, x, y - OPEN + 6, colour, 2, "3 2"), pen.arrow(x, y - OPEN + 4, 1, colour)]
        return [*arrow, point], around._replace(top=y - OPEN)
    if mark.bound in ("at_most", "under"):
        end = min(y + OPEN, LOWEST)
        arrow = [pen.line(x, y, x, end - 6, colour, 2, "3 2"), pen.arrow(x, end - 4, -1, colour)]
        return [*arrow, point], around._replace(bottom=max(end, around.bottom))
    if mark.bound == "about":
        end = min(y + 12, LOWEST)
        return [pen.line(x, y - 12, x, end, colour, 2, "3 2"), point], around._replace(top=y - 12, bottom=max(end, around.bottom))
    return [point], around
