"""A picture in characters: bars from one zero line, a line a figure; knows no file.

Only characters that every terminal draws one column wide, or two if Chinese. Nothing is cut: names are wrapped, labels stand whole.
"""

import os
import sys

from ...words import _
from ..aligned import visible
from ..output import Sink, terminal_width
from ..width import display_width, wrap
from .picture import Mark, Panel, Picture, Series
from .scale import Scale, from_zero

FULL, HOLLOW, UNSURE = "#", ":", "-"
ENDS = {"at_least": ">", "over": ">", "at_most": "<", "under": "<", "about": "~"}
BREAK = "//"
GAP = 2  # blanks between columns
LEAST_BAR = 8
WIDTH = 80
COLOURS = ("34", "36", "35", "32")  # blue, cyan, magenta, green


def write(picture: Picture, sink: Sink, width: int | None = None) -> None:
    """Write a picture in characters; width: columns where it goes to no terminal."""
    room = (terminal_width() if sink.takes_text else width) or WIDTH
    coloured = sink.takes_text and has_colour()
    lines = wrap(visible(picture.title), room)
    for panel in picture.panels:
        lines += ["", *_panel(panel, picture, room, coloured)]
    lines.append("")
    for note in (*_signs(picture), *picture.notes):
        lines += wrap(visible(note), room)
    sink.write("".join(line.rstrip(" ") + "\n" for line in lines))


def has_colour() -> bool:
    """Say whether the terminal is to be coloured: not with NO_COLOR, not where it cannot."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or "WT_SESSION" in os.environ  # the old console prints the codes


def _panel(panel: Panel, picture: Picture, room: int, coloured: bool) -> list[str]:
    """Return a panel's lines: its title, then name, year, bar and label of each mark."""
    several = len(panel.series) > 1
    names = [visible(series.name) if several else "" for series in panel.series]
    years = [picture.year_words[year] for year in panel.years] if len(panel.years) > 1 else []
    labels = [_label(mark) for mark in panel.marks()] + ([_("no figure")] if _has_gap(panel) else [])
    year_room = max(map(display_width, years), default=0)
    label_room = max(map(display_width, labels), default=0)
    left = room - label_room - year_room - GAP * (1 + bool(years) + several)
    name_room = max(min(max(map(display_width, names)), left - LEAST_BAR, room * 2 // 5), 6) if several else 0
    bar_room = max(left - name_room, LEAST_BAR) if panel.has_figure else 0
    scale = from_zero(*panel.ends)
    lines = wrap(visible(panel.title), room) if panel.title else []
    for place, (series, name) in enumerate(zip(panel.series, names, strict=True)):
        parts = wrap(name, name_room) if name else []
        rows = [_row(series, year, scale, bar_room) for year in panel.years]
        for number in range(max(len(rows), len(parts))):
            part = parts[number] if number < len(parts) else ""
            line = [part + " " * (name_room - display_width(part))] if several else []
            if number < len(rows):
                bar, label = rows[number]
                year = years[number] if years else ""
                line += [year + " " * (year_room - display_width(year))] if years else []
                colour = COLOURS[(place if panel.over_time or not years else number) % len(COLOURS)]
                line += [_painted(bar, colour) + " " * (bar_room - len(bar)) if coloured else bar.ljust(bar_room), label]
            lines.append((" " * GAP).join(line))
    return lines


def _row(series: Series, year: int, scale: Scale, room: int) -> tuple[str, str]:
    mark = series.at(year)
    return (bar(mark, scale, room), _label(mark)) if mark else ("", _("no figure"))


def _has_gap(panel: Panel) -> bool:
    return any(series.at(year) is None for series in panel.series for year in panel.years)


def _label(mark: Mark) -> str:
    text = visible(mark.text)
    return f"{BREAK} {text}" if mark.broken else text


def bar(mark: Mark, scale: Scale, room: int) -> str:
    """Return a mark's bar in at most `room` columns: from 0, its end as open as the figure is; '' where there is no figure."""
    if mark.low is None:
        return ""
    drawn = scale._replace(start=0, length=room)
    zero, end = round(drawn.at(0)), round(drawn.at(mark.low))
    if mark.low and end == zero:
        end += 1 if mark.low > 0 else -1  # the smallest figure is still seen, and 0 is not
    fill = HOLLOW if mark.computed else FULL
    if end < zero:
        return " " * end + _below_zero(mark, fill, zero - end, round(drawn.at(mark.high)) - end if mark.high is not None else 0)
    body = fill * (end - zero)
    if mark.high is not None:
        body += UNSURE * max(round(drawn.at(mark.high)) - end, 1)
    elif mark.bound in ENDS:
        body = body[:-1] + ENDS[mark.bound]
    return " " * zero + body[: room - zero]


def _below_zero(mark: Mark, fill: str, length: int, unsure: int) -> str:
    """Return a bar to the left of 0: its range from the left, or its end as open as the figure is."""
    if mark.high is not None:
        return UNSURE * max(unsure, 1) + fill * (length - max(unsure, 1))
    return ENDS.get(mark.bound, fill) + fill * (length - 1)


def _signs(picture: Picture) -> list[str]:
    """Return what the characters of the bars mean, as far as they occur."""
    marks = [mark for panel in picture.panels for mark in panel.marks() if mark.low is not None]
    bounds = {mark.bound for mark in marks}
    meanings = {
        UNSURE: any(mark.high is not None for mark in marks) and _("up to the upper end of a range"),
        ">": bounds & {"at_least", "over"} and _("this or more"),
        "<": bounds & {"at_most", "under"} and _("this or less"),
        "~": "about" in bounds and _("about this"),
    }
    said = [f"{sign} {meaning}" for sign, meaning in meanings.items() if meaning]
    return ["   ".join(said)] if said else []


def _painted(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if text.strip(" ") else text
