"""Compared figures side by side: a column for each year or each subject, what is not comparable marked; knows no database."""

import itertools
from collections.abc import Iterable
from typing import Any, NamedTuple

from ...render.result import Column, Result
from ...words import _, in_brackets, listed
from .result import reasons
from .series import Row, converts, difference, in_unit, is_level, kind_of, obstacle
from .table import Words, marks_of, name_of, notes, sources, value_text, year_text

BAR = "|"  # before a figure that must not be compared with the one before it


Cells = dict[str, Row]


class Line(NamedTuple):
    """A line of the table: its figures by column, in their order, and what forbids to compare one with the one it stands beside."""

    cells: Cells
    reasons: dict[str, str]

    @property
    def lead(self) -> Row:
        """Return the row that says what the line is about: its last figure, whose unit and scope are the newest."""
        rows = list(self.cells.values())
        return next((row for row in reversed(rows) if is_level(row)), rows[-1])


class Grid(NamedTuple):
    """The heads of the figures' columns by name, the lines, and which of the other columns tell lines apart."""

    heads: dict[str, str]
    lines: list[Line]
    about: tuple[str, ...]


def by_year(series: list[list[Row]]) -> Grid:
    """Return a line for each series, a column for each year in which there is anything."""
    lines = []
    for each in series:
        figures = [row for row in each if is_level(row)]
        reasons = {str(row["year"]): obstacle(row, before) for before, row in itertools.pairwise(figures)}
        lines.append(Line({str(row["year"]): row for row in each}, reasons))
    years = sorted({row["year"] for each in series for row in each})
    return Grid({str(year): year_text(year) for year in years}, lines, ("region", "region_code", "subject", "subject_code"))


def by_subject(series: list[list[Row]]) -> Grid:
    """Return a line for each indicator and year, a column for each subject; a figure of another kind is marked, or has its own line."""
    rows = [row for each in series for row in each]
    facts: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        facts.setdefault((row["indicator_code"], row["year"]), []).append(row)
    positions = {code: place for place, code in enumerate(dict.fromkeys(row["indicator_code"] for row in rows))}
    ordered = sorted(facts, key=lambda fact: (positions[fact[0]], fact[1]))
    lines = [_of_subjects(cells) for fact in ordered for cells in _side_by_side(facts[fact])]
    return Grid({row["subject_code"]: row["subject"] for row in rows}, lines, ("year",))


def _of_subjects(cells: Cells) -> Line:
    first = _first_figure(cells)
    reasons = {name: difference(row, first) for name, row in cells.items() if first is not None and is_level(row) and row is not first}
    return Line(cells, reasons)


def _side_by_side(rows: list[Row]) -> list[Cells]:
    """Put the figures of one indicator and year into lines of one kind, one of each subject; then join lines that share no subject."""
    kinds: dict[Any, list[Cells]] = {}
    for row in rows:
        _put(kinds.setdefault(kind_of(row), []), {row["subject_code"]: row})
    joined: list[Cells] = []
    for lines in kinds.values():
        for line in lines:
            _put(joined, line)
    return joined


def _put(lines: list[Cells], cells: Cells) -> None:
    """Add the cells to the first line that has none of their subjects and whose units convert, else begin one."""
    for line in lines:
        one, other = _first_figure(cells), _first_figure(line)
        if line.keys().isdisjoint(cells) and (one is None or other is None or converts(one, other)):
            line.update(cells)
            return
    lines.append(dict(cells))


def _first_figure(cells: Cells) -> Row | None:
    return next((row for row in cells.values() if is_level(row)), None)


ABOUT = ("indicator", "indicator_code", "unit", "statistic", "period", "scope", "scope_name")


def as_result(grid: Grid) -> Result:
    """Return the lines as programs read them: numbers in the unit of the line; then the figures marked, and who says each."""
    columns = [Column(name, _kind_of(name), _labels()[name]) for name in (*grid.about, *ABOUT)]
    for name, head in grid.heads.items():
        columns += [Column(name, "number", head, decimals=f"{name} decimals"), Column(f"{name} decimals", "integer", hidden=True)]
    why = {f"{name} {code}": f"{head} {words}" for name, head in grid.heads.items() for code, words in reasons().items()}
    columns += [Column("not_comparable", "list", _labels()["not_comparable"], why), Column("reports", "list", _labels()["reports"])]
    return Result(tuple(columns), [_numbers(grid, line) for line in grid.lines])


def _kind_of(name: str) -> str:
    return "date" if name == "year" else "code" if name.endswith("_code") or name == "scope" else "text"


def _labels() -> dict[str, str]:
    return {
        "region": _("region"),
        "region_code": _("region code"),
        "subject": _("about whom"),
        "subject_code": _("subject code"),
        "year": _("year"),
        "indicator": _("indicator"),
        "indicator_code": _("indicator code"),
        "unit": _("unit"),
        "statistic": _("statistic"),
        "period": _("period"),
        "scope": _("scope"),
        "scope_name": _("name of the scope"),
        "not_comparable": _("not comparable"),
        "reports": _("reports"),
    }


def _numbers(grid: Grid, line: Line) -> tuple[Any, ...]:
    lead = line.lead
    cells: list[Any] = [lead[name] for name in (*grid.about, *ABOUT)]
    for name in grid.heads:
        row = line.cells.get(name)
        value, decimals = in_unit(row, lead["unit_of"], lead["decimals"] or 0) if row else (None, None)
        cells += [None if value is None else float(value), decimals]
    cells.append([f"{name} {why}" for name, why in line.reasons.items() if why])
    cells.append([f"{name} {row['report']}" for name, row in line.cells.items()])
    return tuple(cells)


def as_table(grid: Grid, words: Words) -> Result:
    """Return the lines as people read them: `|` before what is not comparable, why and who says so in notes."""
    rows = [row for line in grid.lines for row in line.cells.values()]
    marks = marks_of(rows)
    several = "subject" in grid.about and len({row["subject_code"] for row in rows}) > 1
    columns = [
        Column("subject", label=_("about whom"), hidden=not several),
        Column("year", "date", _("year"), hidden="year" not in grid.about),
        Column("indicator", label=_("indicator")),
        *(Column(name, label=head, align="right") for name, head in grid.heads.items()),
        Column("unit", label=_("unit")),
    ]
    lines = []
    for line in grid.lines:
        unit = line.lead["unit"] if len({row["unit"] for row in line.cells.values() if is_level(row)}) < 2 else None
        shown = [_cell(line, name, words, marks, not unit) if name in line.cells else "" for name in grid.heads]
        year = year_text(line.lead["year"]) if "year" in grid.about else ""
        lines.append((line.lead["subject"], year, name_of(line.lead), *shown, unit))
    people = _notes(grid, rows, marks, several)
    return Result(tuple(columns), lines, tuple(people))


def _cell(line: Line, name: str, words: Words, marks: dict[str, str], unit: bool) -> str:
    row = line.cells[name]
    parts = [
        BAR if line.reasons.get(name) else "",
        value_text(row, words, unit),
        f"[{marks[row['scope']]}]" if row["scope"] in marks else "",
    ]
    return " ".join(part for part in parts if part) + ("*" if row["other"] else "")


def _notes(grid: Grid, rows: list[Row], marks: dict[str, str], several: bool) -> Iterable[str]:
    """Return the notes below: what is not comparable by its reason, scopes, brackets, other reports' figures, who says what."""
    for code, words in reasons().items():
        where = [
            in_brackets(grid.heads[name], _about(grid, line, several))
            for line in grid.lines
            for name in line.reasons
            if line.reasons[name] == code
        ]
        if where:
            yield f"{BAR} " + _("not comparable, {reason}: {figures}").format(reason=words, figures=listed(where))
    yield from notes(rows, marks, several or "year" in grid.about)
    yield from sources(rows)


def _about(grid: Grid, line: Line, several: bool) -> str:
    parts = [line.lead["subject"] if several else "", year_text(line.lead["year"]) if "year" in grid.about else "", line.lead["indicator"]]
    return " ".join(part for part in parts if part)
