"""A table for people on a screen: labels as heads, numbers right, cells wrapped to the width given; knows no file.

Nothing is ever cut: what does not fit goes on in the next line of its cell, and a number that is wider than its share keeps its width.
"""

from .aligned import aligned, visible
from .cells import for_people, heads_for_people
from .output import Sink
from .result import Column, Layout, Result, Row
from .width import display_width, narrowest, narrowest_of_all, shares, widest, wrap

GAP = 2  # blanks between columns
COMFORTABLE = (10, 8, 6, 4)  # the narrower a column, the worse it reads; one that wants less gets what it wants
TIGHT = (6, 4, 0)  # the same where words and codes must be broken too


def write(result: Result, sink: Sink, layout: Layout) -> None:
    """Write an answer as a table; all rows are held, since the widest cell decides."""
    rows = list(result.rows)
    columns = [column for column in result.columns if not column.hidden]
    texts = _texts(result, rows, layout.header)
    groups = _take_groups(columns, texts, layout.header)
    right = right_aligned(result.columns, rows)
    if layout.width is not None and texts:
        _wrap_cells([column for column in columns if not column.group], texts, layout.width)
    lines = _lines(texts, right, groups, layout)
    lines += [part for note in result.notes for part in (wrap(note, layout.width) if layout.width else [note])]
    sink.write("".join(line + "\n" for line in lines))


def right_aligned(columns: tuple[Column, ...], rows: list[Row]) -> list[bool]:
    """Say of each shown, ungrouped column whether it is right aligned: numbers, and what holds nothing but numbers."""
    return [
        column.right or (column.kind == "text" and not column.values and _all_numbers(place, rows))
        for place, column in enumerate(columns)
        if not column.hidden and not column.group
    ]


def _all_numbers(place: int, rows: list[Row]) -> bool:
    """Say whether the cells of an answer to somebody's own SQL, whose columns have no kind, are all numbers."""
    some = False
    for row in rows:
        value = row[place]
        if value is not None and not isinstance(value, (int, float)):
            return False
        some = some or value is not None
    return some


def _texts(result: Result, rows: list[Row], header: bool) -> list[list[str]]:
    """Return the heads, if wanted, and the rows as text."""
    shows = for_people(result.columns)
    texts = [[visible(head) for head in heads_for_people(result.columns)]] if header else []
    texts.extend([visible(show(row)) for show in shows] for row in rows)
    return texts


def _take_groups(columns: list[Column], texts: list[list[str]], header: bool) -> list[str]:
    """Take the cells of the grouping column out of the texts and return for each row the heading line it begins, or ''."""
    place = next((place for place, column in enumerate(columns) if column.group), None)
    if place is None:
        return [""] * len(texts)
    values = [row.pop(place) for row in texts]
    if header and values:
        values[0] = ""
    return [value if value != before else "" for value, before in zip(values, ["", *values], strict=False)]


def _wrap_cells(columns: list[Column], texts: list[list[str]], width: int) -> None:
    """Break the cells, in place, so that the table fits the width if it can."""
    cells = list(zip(*texts, strict=True))
    wanted = [max(map(widest, column)) for column in cells]
    room = width - GAP * (len(cells) - 1)
    if sum(wanted) <= room:
        return
    least = [max(map(narrowest_of_all, column)) for column in cells]
    words = [
        want if column.kind in ("code", "date") else max(map(narrowest, cell))
        for column, cell, want in zip(columns, cells, wanted, strict=True)
    ]
    floors = [_floor(words, wanted, comfort) for comfort in COMFORTABLE]
    floors += [_floor(least, wanted, comfort) for comfort in TIGHT]
    widths = shares(wanted, floors, room)
    for row in texts:
        row[:] = ["\n".join(wrap(text, width)) for text, width in zip(row, widths, strict=True)]


def _floor(least: list[int], wanted: list[int], comfort: int) -> list[int]:
    return [max(low, min(want, comfort)) for low, want in zip(least, wanted, strict=True)]


def _lines(texts: list[list[str]], right: list[bool], groups: list[str], layout: Layout) -> list[str]:
    """Return the table's lines: heads, a rule, rows, each row's heading line before it."""
    split = [[cell.split("\n") for cell in row] for row in texts]
    heights = [max(map(len, row), default=1) for row in split]
    screen = aligned([line for row, height in zip(split, heights, strict=True) for line in _side_by_side(row, height)], right)
    groups = ["\n".join(wrap(group, layout.width)) if layout.width else group for group in groups]
    rule = "-" * max([*map(display_width, screen), *map(widest, groups)], default=0)
    lines: list[str] = []
    for place, (height, group) in enumerate(zip(heights, groups, strict=True)):
        if group:
            lines.extend(group.split("\n"))
        lines.extend(screen[:height])
        del screen[:height]
        if layout.header and place == 0:
            lines.append(rule)
    return lines


def _side_by_side(row: list[list[str]], height: int) -> list[list[str]]:
    """Return a row of cells of several lines as rows of single lines."""
    return [[cell[line] if line < len(cell) else "" for cell in row] for line in range(height)]
