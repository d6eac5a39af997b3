"""Pictures of invented figures, as the tests of drawing need them."""

from typing import Any

from liuzhou_vet.render.chart.picture import Mark, Panel, Picture, Series
from liuzhou_vet.render.result import Column, Result


def mark(year: int, low: float | None, text: str = "", **more: Any) -> Mark:
    """Return a mark labelled with its number unless a text is given."""
    words = text or f"{low:g}"
    return Mark(year, words, f"虚构市 虚构指标 {year}: {words} %; xugou-{year} 1.1", low, **more)


def series(name: str, *marks: Mark) -> Series:
    """Return a series of marks."""
    return Series(name, list(marks))


def panel(*all_series: Series, title: str = "", years: list[int] | None = None) -> Panel:
    """Return a panel whose axis holds all of its figures, and every year if there are more than two."""
    marks = [mark for each in all_series for mark in each.marks]
    ends = [end for mark in marks for end in (mark.low, mark.high) if end is not None]
    there = sorted({mark.year for mark in marks})
    found = years or (there if len(there) <= 2 else list(range(there[0], there[-1] + 1)))
    return Panel(title, list(all_series), found, (min(ends, default=0), max(ends, default=0)))


def picture(*panels: Panel, notes: tuple[str, ...] = ()) -> Picture:
    """Return a picture of an invented city."""
    figures = Result((Column("year", "date", "year"), Column("value", "number", "figure")), [(2031, 94.5)])
    years = {year: str(year) for panel in panels for year in panel.years}
    return Picture("虚构市 虚构指标 <2031> (%)", "3 figures from xugou-2031", list(panels), notes, figures, years)
