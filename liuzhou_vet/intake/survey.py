"""What the forms themselves define, read before any row is judged: names, aliases, units; knows no fault.

Whatever is wrong with these rows is found again, and told, when they are judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .cells import Wrong, code
from .form import Form
from .known import Known
from .names import Names, Thing
from .reading.read import read_rows
from .reading.sheet import Head, Sheet
from .reading.sources import Source
from .vocabulary import Vocabulary


@dataclass
class Opened:
    """A form of a source that can be read: its sheet and its head."""

    source: Source
    sheet: Sheet
    head: Head

    @property
    def form(self) -> Form:
        """Return the form."""
        return self.sheet.form

    def cells(self) -> Iterator[dict[str, str]]:
        """Yield each row as texts by column; what cannot be read is passed over."""
        for _line, cells in read_rows(self.sheet, self.head, lambda *_fault: None):
            yield dict(zip(self.form.columns, cells, strict=True))


@dataclass
class Surveyed:
    """What forms may refer to: every name, the name of each unit, the unit of each indicator."""

    names: Names = field(default_factory=Names)
    units: dict[str, str] = field(default_factory=dict)
    indicator_units: dict[str, str | None] = field(default_factory=dict)


def survey(opened: list[Opened], sources: list[Source], staying: Known, words: Vocabulary) -> Surveyed:
    """Return what the forms may refer to: what stays on record and what they define themselves."""
    surveyed = Surveyed()
    staying.introduce(surveyed.names)
    for source in sources:
        surveyed.names.add(Thing("report", source.code, source.code))
    for sheet in opened:
        if sheet.form.fields[0].kind == "code":
            _take_things(sheet, words, surveyed.names)
    for sheet in opened:
        if sheet.form.name in ("aliases", "report_aliases"):
            _take_aliases(sheet, words, surveyed.names)
    _take_units(opened, staying, surveyed)
    return surveyed


def _take_things(sheet: Opened, words: Vocabulary, names: Names) -> None:
    form = sheet.form
    kind = form.kinds[0] if form.kinds else form.targets[0].table
    for cells in sheet.cells():
        try:
            found = code(cells["code"])
        except Wrong:
            continue
        own = "project" if words.value("activity_kind", cells.get("activity_kind", "")) == "project" else kind
        name = cells.get("name") or cells.get("title") or ""
        names.add(Thing(own, found, sheet.source.code), name, cells.get("short_name", ""))


def _take_aliases(sheet: Opened, words: Vocabulary, names: Names) -> None:
    source = sheet.source.code
    for cells in sheet.cells():
        of = words.value("alias_of", cells["of"]) if "of" in cells else "subject"
        try:
            thing = names.thing(of or "", cells["code"] if "of" in cells else cells["subject"], source)
        except Wrong:
            continue
        names.call(Thing(thing.kind, thing.code, source), cells["alias"])


def _take_units(opened: list[Opened], staying: Known, surveyed: Surveyed) -> None:
    surveyed.units = {row["code"]: row["name"] for row in staying.rows.get("unit", {}).values()}
    surveyed.indicator_units = {row["code"]: row["unit_code"] for row in staying.rows.get("indicator", {}).values()}
    for sheet in opened:
        for cells in sheet.cells() if sheet.form.name == "units" else ():
            surveyed.units[cells["code"].strip()] = cells["name"].strip()
    for sheet in opened:
        for cells in sheet.cells() if sheet.form.name == "indicators" else ():
            try:
                unit = surveyed.names.find("unit", cells["unit"], sheet.source.code)
            except Wrong:
                unit = None
            surveyed.indicator_units[cells["code"].strip()] = unit
