"""How wide text is on a screen and where it may be broken; knows no table.

Chinese may break between any two characters, but not so that a line begins with 、or ends with （. A number is never broken.
"""

import re
from functools import lru_cache

CLOSING = frozenset(",.;:!?)]}>%/-，。；：！？、）】」』》〉”’％…～·")
OPENING = frozenset("([{<=~+$（【「『《〈“‘￥¥")
NUMBER = r"(?:(?<![0-9A-Za-z])[-+])?\d+(?:[.．:/~-]\d+|[,，]\d{3}(?!\d))*[%％]?"  # 1,234.5, 49.1%, 2020-11-05, 17:1
PIECE = re.compile(rf"(?P<space>[ \t]+)|(?P<number>{NUMBER})|(?P<word>[A-Za-z_\u00c0-\u024f]+)|.", re.DOTALL)


def display_width(text: str) -> int:
    """Return the columns that a text without line ends takes on a screen."""
    if text.isascii():
        return len(text)
    return _wide(text)


@lru_cache(maxsize=4096)
def _wide(text: str) -> int:
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def widest(text: str) -> int:
    """Return the columns of a text's widest line."""
    return max(display_width(line) for line in text.split("\n")) if "\n" in text else display_width(text)


def narrowest(text: str) -> int:
    """Return the columns below which wrapping would break a word of letters or a number."""
    return max((display_width(unit) for line in text.split("\n") for unit in _units(line)), default=0)


def narrowest_of_all(text: str) -> int:
    """Return the columns below which wrapping would break a number."""
    units = (unit for line in text.split("\n") for unit in _units(line))
    return max((display_width(piece) for unit in units for piece in _pieces(unit)), default=0)


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` columns, more only where a number is wider; nothing but blanks is lost."""
    return [part for line in text.split("\n") for part in _wrap_line(line, width)]


def _wrap_line(line: str, width: int) -> list[str]:
    if display_width(line) <= width:
        return [line]
    rest = line.lstrip(" ")
    indent = " " * min(len(line) - len(rest), width // 4)
    if narrowest(rest) > width - len(indent):
        indent = ""
    lines: list[str] = []
    current, room = "", width - len(indent)
    for unit in _fitting(rest, room):
        if current and display_width(current) + display_width(unit.rstrip(" ")) > room:
            lines.append(indent + current.rstrip(" "))
            current = ""
        if current or unit.strip(" "):
            current += unit
    return [*lines, indent + current.rstrip(" ")] if current else lines or [""]


def _fitting(line: str, room: int) -> list[str]:
    """Return the line's units, those too wide for the room in pieces."""
    fitting: list[str] = []
    for unit in _units(line):
        fitting.extend([unit] if display_width(unit) <= room else _pieces(unit))
    return fitting


def _units(line: str) -> list[str]:
    """Return the parts between which a line may be broken where there is room: words, numbers, characters with their marks."""
    units: list[str] = []
    glue = True
    for match in PIECE.finditer(line):
        piece = match.group()
        if units and (glue or piece in CLOSING or _one_word(units[-1], piece)):
            units[-1] += piece
        else:
            units.append(piece)
        glue = piece in OPENING
    return units


def _one_word(before: str, piece: str) -> bool:
    """Say whether letters and digits touch, as in `GB2312` or `11kV`."""
    return before[-1].isascii() and before[-1].isalnum() and piece[0].isascii() and piece[0].isalnum()


def _pieces(line: str) -> list[str]:
    """Return the parts between which a line may be broken where there is no room: numbers whole, all else by character."""
    pieces: list[str] = []
    for match in PIECE.finditer(line):
        pieces.extend([match.group()] if match.lastgroup == "number" else match.group())
    return _with_marks(pieces)


def _with_marks(pieces: list[str]) -> list[str]:
    """Return the pieces with each combining mark on the character before it."""
    whole: list[str] = []
    for piece in pieces:
        if whole and not display_width(piece):
            whole[-1] += piece
        else:
            whole.append(piece)
    return whole


def shares(wanted: list[int], floors: list[list[int]], room: int) -> list[int]:
    """Return the width of each column so that together they fit the room.

    wanted: widths without wrapping. floors: least widths, the most comfortable first; the first set that fits is kept to, and
    if none fits the first is the answer, since what is too wide anyway should at least read well. Narrow columns keep what
    they want, the wide ones share the rest alike.
    """
    if sum(wanted) <= room:
        return wanted
    floor = next((least for least in floors if sum(least) <= room), floors[0])
    cap = max(wanted)
    while cap and sum(_capped(wanted, floor, cap)) > room:
        cap -= 1
    widths = _capped(wanted, floor, cap)
    spare = max(room - sum(widths), 0)
    for place, width in enumerate(widths):
        if spare and cap <= width < wanted[place]:
            widths[place] += 1
            spare -= 1
    return widths


def _capped(wanted: list[int], floor: list[int], cap: int) -> list[int]:
    return [max(least, min(want, cap)) for want, least in zip(wanted, floor, strict=True)]
