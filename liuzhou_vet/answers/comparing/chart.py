"""Compared figures as a picture: which figures share an axis, what joins to what, and the words of every mark; draws nothing."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ...render.chart.picture import MOST_SIDE_BY_SIDE, Mark, Panel, Picture, Series
from ...words import _, current_language, hedged, in_brackets, listed, ngettext
from ..figures import direction, signed
from .result import reasons
from .series import Row, difference, in_unit, is_level
from .table import (
    Words,
    as_table,
    computed_note,
    heading,
    kind_text,
    marks_of,
    other_notes,
    scope_notes,
    sources,
    value_text,
    varying_in,
    words_of,
    year_text,
)

if TYPE_CHECKING:
    from ...database.reader import Reader

MOST_LINES = 4  # series on one axis over time; more are not told apart
MOST_TIMES = 20  # larger than another an indicator on the same axis may be, so that the smaller is still seen
MOST_NAMED = 3  # indicators named in a title


class Told(NamedTuple):
    """What the words need: of codes, letters of scopes, what varies, our remarks by observation, reports' titles, what differs."""

    words: Words
    scopes: dict[str, str]
    varying: set[tuple[str, str]]
    remarks: dict[str, str]
    titles: dict[str, str]
    subjects: int
    indicators: int
    years: int


def as_picture(reader: "Reader", series: list[list[Row]]) -> Picture:
    """Return the picture of series of compared rows, of which there is at least one."""
    rows = [row for each in series for row in each]
    told = Told(
        words_of(reader),
        marks_of(rows),
        varying_in(rows),
        remarks_of(reader, rows),
        dict(reader.query("SELECT code, title FROM report")[1]),  # a picture goes where nobody knows the codes
        len({row["subject_code"] for row in rows}),
        len({row["indicator_code"] for row in rows}),
        len({row["year"] for row in rows}),
    )
    groups = _by_unit(series)
    broken = {id(row): why for group in groups for row, why in _obstacles(group)}
    panels = [panel for group in groups for panel in _panels(group, told, broken)]
    years = sorted({row["year"] for row in rows})
    title = _title(rows, told, years)
    if len(panels) == 1:
        title = _with_unit(title, next((lead for lead in map(_lead, series) if is_level(lead)), rows[-1]))
        panels = [panels[0]._replace(title="")]
    count = sum(row["value"] is not None for row in rows)
    said = ngettext("{count} figure from {reports}", "{count} figures from {reports}", count)
    return Picture(
        title,
        said.format(count=count, reports=listed(sorted({row["report"] for row in rows}))),
        panels,
        tuple(_notes(rows, told, broken)),
        as_table(reader, series),
        {year: year_text(year) for year in range(years[0], years[-1] + 1)},
    )


def remarks_of(reader: "Reader", rows: Iterable[Row]) -> dict[str, str]:
    """Return our remarks on the rows by the id of the observation."""
    found = reader.query("SELECT observation_id, message FROM remark WHERE observation_id IS NOT NULL ORDER BY code")[1]
    wanted = {row["id"] for row in rows}
    remarks: dict[str, str] = {}
    for observation, message in found:
        if observation in wanted:
            remarks[observation] = " ".join(part for part in (remarks.get(observation, ""), message) if part)
    return remarks


def _by_unit(series: list[list[Row]]) -> list[list[list[Row]]]:
    """Return the series in groups of one unit, or of units that convert; one without a figure goes with its indicator."""
    units = {each[0]["indicator_code"]: _unit(each) for each in reversed(series) if _unit(each)}
    groups: dict[str, list[list[Row]]] = {}
    for each in series:
        groups.setdefault(_unit(each) or units.get(each[0]["indicator_code"], ""), []).append(each)
    return [part for group in groups.values() for part in _by_size(group)]


def _by_size(group: list[list[Row]]) -> list[list[list[Row]]]:
    """Return the series of one unit in groups of indicators of about one size; shares stay together, being of one whole."""
    lead = next((lead for lead in map(_lead, group) if is_level(lead)), group[0][-1])
    if lead["unit"] == "%":
        return [group]
    sizes: dict[str, float] = {}
    for row in (row for series in group for row in series):
        ends = (abs(end) for end in _ends(row, lead) if end is not None)
        sizes[row["indicator_code"]] = max(sizes.get(row["indicator_code"], 0), *ends, 0)
    largest = 0.0
    beside: dict[str, float] = {}  # by indicator the largest figure that it shares an axis with
    for code, size in sorted(sizes.items(), key=lambda each: -each[1]):
        if not largest or 0 < size * MOST_TIMES < largest:
            largest = size
        beside[code] = largest
    parts: dict[float, list[list[Row]]] = {}
    for series in group:
        parts.setdefault(beside[series[0]["indicator_code"]], []).append(series)
    return list(parts.values())


def _unit(series: list[Row]) -> str:
    """Return what a series counts, or its unit where the catalogue does not know it; '' if it has no figure."""
    lead = _lead(series)
    return str(lead["unit_of"].dimension or lead["unit"] or "") if is_level(lead) else ""


def _lead(series: list[Row]) -> Row:
    """Return the row whose unit and name the series has: its last figure."""
    return next((row for row in reversed(series) if is_level(row)), series[-1])


def _panels(group: list[list[Row]], told: Told, broken: dict[int, str]) -> Iterable[Panel]:
    """Yield the panels of the series of one unit: alike in years and ends, none with more lines than can be told apart."""
    found = sorted({row["year"] for each in group for row in each})
    years = found if len(found) <= MOST_SIDE_BY_SIDE else list(range(found[0], found[-1] + 1))
    lead = next((lead for lead in map(_lead, group) if is_level(lead)), group[0][-1])
    ends = [end for each in group for row in each for end in _ends(row, lead) if end is not None]
    most = MOST_LINES if len(years) > MOST_SIDE_BY_SIDE else len(group)
    for start in range(0, len(group), most):
        panel = _panel(group[start : start + most], lead, told, broken)
        title = f"{panel.title} {year_text(years[0])}" if len(years) == 1 < told.years else panel.title
        yield panel._replace(title=title, years=years, ends=(min(ends, default=0), max(ends, default=0)))


def _obstacles(group: list[list[Row]]) -> Iterable[tuple[Row, str]]:
    """Yield the rows that must not be compared with the one before them, or with the first that stands beside them; and why."""
    for series in group:
        yield from ((row, row["why_not"]) for row in series if row["why_not"])
    rows = [row for series in group for row in series if is_level(row)]
    if len({row["year"] for row in rows}) <= MOST_SIDE_BY_SIDE:
        ordered = sorted(rows, key=lambda row: (row["indicator_code"], row["year"]))
        for _fact, beside in groupby(ordered, lambda row: (row["indicator_code"], row["year"])):
            first, *others = beside
            yield from ((row, why) for row in others if (why := difference(row, first)) and not row["why_not"])


def _panel(group: list[list[Row]], lead: Row, told: Told, broken: dict[int, str]) -> Panel:
    """Return a panel that holds these series; `lead` says its unit."""
    rows = [row for each in group for row in each]
    indicators = list(dict.fromkeys(heading(row, told.varying) for row in rows))
    subjects = list(dict.fromkeys(_lead(each)["subject"] for each in group))
    names = [_name(_lead(each), told, len(subjects) > 1, len(indicators) > 1) for each in group]
    names = [_with_scope(name, _lead(each)) if names.count(name) > 1 else name for name, each in zip(names, group, strict=True)]
    if len(indicators) == 1:
        title = _with_unit(indicators[0], lead)
    else:
        title = _("in {unit}").format(unit=lead["unit"]) if lead["unit"] else _("without a figure")
    if len(subjects) == 1 < told.subjects:
        title = f"{subjects[0]} {title}"
    drawn = [Series(name, _marks(each, lead, told, broken)) for name, each in zip(names, group, strict=True)]
    return Panel(title, drawn, [], (0, 0))


def _with_unit(title: str, row: Row) -> str:
    return in_brackets(title, row["unit"]) if row["unit"] else title


def _name(row: Row, told: Told, subject: bool, indicator: bool) -> str:
    """Return what tells a series from the others of its panel."""
    parts = [row["subject"] if subject else "", heading(row, told.varying) if indicator or not subject else ""]
    parts.append(kind_text(row, told.words, {}, told.varying))
    return " ".join(part for part in parts if part)


def _with_scope(name: str, row: Row) -> str:
    return name if row["scope"] == "all" else in_brackets(name, row["scope_name"])


def _marks(series: list[Row], lead: Row, told: Told, broken: dict[int, str]) -> list[Mark]:
    marks: list[Mark] = []
    before: Row | None = None
    for row in series:
        low, high = _ends(row, lead)
        joined = before is not None and row["previous"] is before and before["year"] == row["year"] - 1 and not row["why_not"]
        marks.append(
            Mark(
                row["year"],
                _text(row, lead, told),
                _sentence(row, told, broken),
                low,
                high,
                row["bound"] or "exact",
                row["value_basis"] == "implied",
                None if row["direction"] is None else int(row["direction"]),
                id(row) in broken,
                joined and low is not None,
            )
        )
        before = row
    return marks


def _ends(row: Row, lead: Row) -> tuple[float | None, float | None]:
    """Return a figure, and the upper end if it is a range, in the unit of the panel; None where there is none."""
    if not is_level(row):
        return None, None
    low, _decimals = in_unit(row, lead["unit_of"], row["decimals"] or 0)
    if row["value_to"] is None or low is None:
        return None if low is None else float(low), None
    high, _decimals = in_unit(row | {"value": row["value_to"]}, lead["unit_of"], row["decimals"] or 0)
    return float(low), None if high is None else float(high)


def _text(row: Row, lead: Row, told: Told) -> str:
    """Return the label of a mark: as printed, with its unit where that is not the panel's, with its scope and `*`."""
    text = _said(row, told, row["unit"] != lead["unit"])
    if row["scope"] in told.scopes:
        text += f" [{told.scopes[row['scope']]}]"
    return text + ("*" if row["other"] or row["id"] in told.remarks else "")


def _said(row: Row, told: Told, unit: bool = True) -> str:
    """Return a figure with its hedge, or the stated change or growth where there is no more, or why there is nothing."""
    if row["measure"] == "growth" and row["growth"] is not None:
        return _("growth: {growth}").format(growth=hedged(signed(row["growth"], row["growth_decimals"]), row["bound"], "%"))
    text = value_text(row, told.words, unit)
    if row["measure"] != "level" and row["change"] is not None:
        return _("change: {change}").format(change=text)
    if is_level(row) and row["direction"] is not None and row["change"] is None:
        return f"{text} {direction(row['direction'])}"
    return text


def _sentence(row: Row, told: Told, broken: dict[int, str]) -> str:
    """Return all about a mark: whose, which indicator and year, the figure with hedge and unit, who says it where, what to mind."""
    about = f"{row['subject']} {heading(row, told.varying)} {year_text(row['year'])}"
    parts = [_("{what}: {words}").format(what=about, words=_said(row, told))]
    parts.append(" ".join(part for part in (row["report"], row["section"]) if part))
    parts.append(row["scope_name"] if row["scope"] != "all" else "")
    parts.append(_("computed by us") if row["value_basis"] == "implied" else "")
    parts.append(reasons()[broken[id(row)]] if id(row) in broken else "")
    parts.append(told.remarks.get(row["id"], ""))
    return ("；" if current_language() == "zh" else "; ").join(part for part in parts if part)


def _title(rows: list[Row], told: Told, years: list[int]) -> str:
    subjects = list(dict.fromkeys(row["subject"] for row in rows))
    indicators = list(dict.fromkeys(heading(row, told.varying) for row in rows))
    count = len(indicators)
    named = listed(indicators) if count <= MOST_NAMED else _("{first} and {count} more").format(first=indicators[0], count=count - 1)
    span = year_text(years[0]) if len(years) == 1 else year_text(years[-1]).replace(str(years[-1]), f"{years[0]}-{years[-1]}")
    return " ".join([*(subjects if len(subjects) == 1 else []), named, span])


def _notes(rows: list[Row], told: Told, broken: dict[int, str]) -> Iterable[str]:
    """Return the notes below: what is not comparable and why, scopes, brackets, other reports' figures, remarks, who says what."""
    several, many = told.subjects > 1, told.indicators > 1
    for code, words in reasons().items():
        where = [_about(row, several, many) for row in rows if broken.get(id(row)) == code]
        if where:
            yield "// " + _("not comparable, {reason}: {figures}").format(reason=words, figures=listed(where))
    yield from scope_notes(rows, told.scopes)
    if any(row["value_basis"] == "implied" for row in rows):
        yield computed_note()
    yield from other_notes(rows, several)
    for row in rows:
        if row["id"] in told.remarks:
            yield "* " + _("{what}: {words}").format(what=_about(row, several, True), words=told.remarks[row["id"]])
    yield from sources(rows, told.titles)


def _about(row: Row, subject: bool, indicator: bool) -> str:
    parts = [row["subject"] if subject else "", row["indicator"] if indicator else "", year_text(row["year"])]
    return " ".join(part for part in parts if part)
