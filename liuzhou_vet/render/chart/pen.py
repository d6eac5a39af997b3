"""The pieces an SVG picture is made of: text, rectangles, lines, markers, and the looks they share; knows no figure.

Colours are Okabe and Ito's for the colour-blind, darkened until text in them has a contrast of 4.5 to 1 on white; every series has a
marker of its own and the earlier of two years a lighter bar, so that a picture can be read in grey.
"""

from html import escape

from ..aligned import visible
from ..width import display_width, wrap

FONTS = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', 'Hiragino Sans GB', 'WenQuanYi Micro Hei', SimHei, "
    "Arial, 'Liberation Sans', 'DejaVu Sans', 'Droid Sans Fallback', sans-serif"
)
COLOURS = ("#00538a", "#b34700", "#00684d", "#8a3d73")
PALE = "#8fc1e3"  # the earlier of two years
INK, GREY, GRID = "#1a1a1a", "#595959", "#d9d9d9"
SIZE, SMALL, LARGE = 12, 11, 16
NARROW = 0.58  # of a letter's height, what a letter is wide; a Chinese character is as wide as high


def px(text: str, size: float = SIZE) -> float:
    """Return about how wide a text is drawn."""
    wide = display_width(text) - len(text)
    return (wide + (len(text) - wide) * NARROW) * size


def wrapped(text: str, room: float, size: float = SIZE) -> list[str]:
    """Return a text in lines that are about as wide as the room."""
    return wrap(visible(text), max(int(room / size / NARROW), 8))


def text(x: float, y: float, words: str, *, size: float = SIZE, anchor: str = "start", colour: str = INK, more: str = "") -> str:
    """Return words at a place; anchor: start, middle or end."""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"{side}{more}>{escape(visible(words))}</text>'


HALO = ' stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'  # a label stays readable on a line


def rectangle(x: float, y: float, width: float, height: float, fill: str, stroke: str = "") -> str:
    """Return a rectangle, with a border inside it if a stroke is given."""
    inset = 0.75 if stroke else 0
    border = f' stroke="{stroke}" stroke-width="1.5"' if stroke else ""
    width, height = max(width - 2 * inset, 0), max(height - 2 * inset, 0)
    return f'<rect x="{x + inset:.1f}" y="{y + inset:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{border}/>'


def line(x1: float, y1: float, x2: float, y2: float, colour: str = GRID, width: float = 1, dashes: str = "") -> str:
    """Return a straight line; dashes: as in stroke-dasharray."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def marker(shape: int, x: float, y: float, colour: str, hollow: bool = False) -> str:
    """Return the marker of a series: disc, square, triangle or diamond."""
    looks = f'fill="{"#fff" if hollow else colour}" stroke="{colour}" stroke-width="2"'
    if shape % len(COLOURS) == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {looks}/>'
    corners = (((-4, -4), (4, -4), (4, 4), (-4, 4)), ((0, -5), (5, 4), (-5, 4)), ((0, -6), (5, 0), (0, 6), (-5, 0)))
    return polygon([(x + dx, y + dy) for dx, dy in corners[shape % len(COLOURS) - 1]], looks)


def polygon(corners: list[tuple[float, float]], looks: str) -> str:
    """Return a polygon."""
    return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in corners)}" {looks}/>'


def arrow(x: float, y: float, direction: int, colour: str) -> str:
    """Return a small arrow head that points up (1), down (-1) or to the right (0), its middle at the place."""
    if direction:
        corners = [(x - 4, y + 4 * direction), (x + 4, y + 4 * direction), (x, y - 4 * direction)]
    else:
        corners = [(x - 4, y - 4), (x - 4, y + 4), (x + 4, y)]
    return polygon(corners, f'fill="{colour}"')


def hatches() -> str:
    """Return the patterns of what is not sure, one a colour."""
    return "".join(
        f'<pattern id="{hatch_name(colour)}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="5" height="5" fill="#fff"/><rect width="2.2" height="5" fill="{colour}"/></pattern>'
        for colour in (*COLOURS, PALE)
    )


def hatch_name(colour: str) -> str:
    """Return the name of a colour's pattern."""
    return f"hatch-{colour.removeprefix('#')}"


def hatched(colour: str) -> str:
    """Return the fill of what is not sure."""
    return f"url(#{hatch_name(colour)})"


def group(title: str, parts: list[str]) -> str:
    """Return a mark of several parts, which tells all about itself where one points at it."""
    return f"<g><title>{escape(visible(title))}</title>{''.join(parts)}</g>"
