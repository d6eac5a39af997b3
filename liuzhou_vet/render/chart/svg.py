"""A picture as SVG that stands alone: text stays text, nothing comes from elsewhere, no script; knows no file."""

from collections.abc import Iterator
from html import escape

from ...words import _, current_language
from ..aligned import visible
from ..html import LANGUAGES
from . import bars, lines, pen
from .bars import Drawn
from .picture import Picture

MARGIN, BETWEEN = 20, 36
LEAST = 640  # pixels of a page
NARROW = 460  # pixels of a panel beside another
SIDE_BY_SIDE = 2  # panels, unless one is wider than
WIDE = 640
LEADING = 16


def document(picture: Picture) -> str:
    """Return the whole SVG document: title, panels, two side by side, notes."""
    least = NARROW if len(picture.panels) > 1 else LEAST - 2 * MARGIN
    drawn = [(lines if panel.over_time else bars).draw(panel, picture.year_words, least) for panel in picture.panels]
    beside = SIDE_BY_SIDE if max(each.width for each in drawn) <= WIDE else 1
    columns = [max(each.width for each in drawn[place::beside]) for place in range(min(beside, len(drawn)))]
    room = max(sum(columns) + BETWEEN * (len(columns) - 1), LEAST - 2 * MARGIN)
    parts: list[str] = []
    y = float(MARGIN)
    for words in pen.wrapped(picture.title, room, pen.LARGE):
        y += pen.LARGE
        parts.append(pen.text(MARGIN, y, words, size=pen.LARGE, more=' font-weight="bold"'))
        y += 6
    y += 10
    for start in range(0, len(drawn), beside):
        row = drawn[start : start + beside]
        parts += _side_by_side(picture, start, row, columns, y)
        y += max(each.height + _title_height(picture, start + place, each) for place, each in enumerate(row)) + BETWEEN / 2
    for note in (*signs(picture), *picture.notes):
        for words in pen.wrapped(note, room, pen.SMALL):
            parts.append(pen.text(MARGIN, y + pen.SMALL, words, size=pen.SMALL, colour=pen.GREY))
            y += LEADING
    return _page(picture, room + 2 * MARGIN, y + MARGIN, parts)


def _side_by_side(picture: Picture, start: int, row: list[Drawn], columns: list[float], y: float) -> Iterator[str]:
    """Yield the panels of a row, each below its title."""
    x = float(MARGIN)
    for place, (each, width) in enumerate(zip(row, columns, strict=False)):
        top = y
        for words in _title(picture, start + place, each):
            yield pen.text(x, top + pen.SIZE, words, more=' font-weight="bold"')
            top += LEADING
        yield f'<g transform="translate({x:.1f} {top + 6:.1f})">{"".join(each.parts)}</g>'
        x += width + BETWEEN


def _title(picture: Picture, place: int, drawn: Drawn) -> list[str]:
    title = picture.panels[place].title
    return pen.wrapped(title, drawn.width) if title else []


def _title_height(picture: Picture, place: int, drawn: Drawn) -> float:
    return len(_title(picture, place, drawn)) * LEADING + 6


def signs(picture: Picture) -> list[str]:
    """Return what hatched marks mean where there are any; that hollow ones are computed is said by the brackets of their labels."""
    marks = [mark for panel in picture.panels for mark in panel.marks() if mark.low is not None]
    unsure = any(mark.bound != "exact" for mark in marks)
    return [_("hatched, dashed or with an arrow: not exactly this; the label says how")] if unsure else []


def _page(picture: Picture, width: float, height: float, parts: list[str]) -> str:
    language = LANGUAGES.get(current_language(), current_language())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{language}" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="title description" font-family="{pen.FONTS}">\n'
        f'<title id="title">{escape(visible(picture.title))}</title>\n'
        f'<desc id="description">{escape(visible(picture.description))}</desc>\n'
        f"<defs>{pen.hatches()}</defs>\n"
        f'<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )
