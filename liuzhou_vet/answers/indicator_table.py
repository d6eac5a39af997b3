"""The table of indicators that people read: under the report's headings, scopes as notes, computed figures in brackets."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..render.result import Column, Result
from ..words import _, current_language, hedged, ngettext
from .figures import direction, figure, signed
from .indicator_notes import not_comparable, others_say, otherwise, said_otherwise
from .indicators import Asked, Row, subjects_of
from .reports import choose
from .statement import Statement
from .years import parse_years

if TYPE_CHECKING:
    from ..database.reader import Reader

# What the view `indicators` shows a row for, as a condition that a million observations are counted by in no time.
LEADS = """(measure = 'level' OR NOT EXISTS (SELECT 1 FROM observation s WHERE s.report_code = o.report_code
    AND s.subject_code = o.subject_code AND s.indicator_code = o.indicator_code AND s.year = o.year AND s.scope_code = o.scope_code
    AND (s.measure = 'level' OR (o.measure <> 'change' AND s.measure = 'change') OR (o.measure = 'direction' AND s.measure = 'growth'))))"""


def as_table(reader: "Reader", asked: Asked, found: list[Row]) -> Result:
    """Return the rows as people read them: under the report's headings, scopes as notes, computed figures in brackets."""
    headings = _headings(reader, {row["report"] for row in found})
    marks = _marks(found)
    said = said_otherwise(reader, found)
    several = len({row["subject_code"] for row in found}) > 1
    this, last = _year_heads(asked)
    columns = (
        Column("section_heading", label=_("heading"), group=True),
        Column("indicator", label=_("indicator")),
        Column("year", label=_("year"), hidden=len({row["year"] for row in found}) < 2),
        Column("value", label=this, align="right"),
        Column("previous_value", label=last, align="right"),
        Column("change", label=_("change"), align="right"),
        Column("section", label=_("section")),
    )
    lines = []
    for row in found:
        heading = f"{row['section']} {headings.get((row['report'], row['section']), '')}".strip()
        lines.append(
            (
                heading,
                _indicator_text(row, marks, several),
                row["year"],
                _value_text(row) + ("*" if others_say(row, said, 0) else ""),
                _previous_text(row) + ("*" if not asked.compare and others_say(row, said, 1) else ""),
                _change_text(row),
                row["section"],
            )
        )
    notes = [*_notes(found, marks), *not_comparable(reader, found), *otherwise(found, said, bool(asked.compare))]
    return Result(columns, lines, (*notes, *_besides(reader, asked)))


def _year_heads(asked: Asked) -> tuple[str, str]:
    first, last = parse_years(asked.year)
    if first != last:
        return _("figure"), _("year before")
    before = asked.compare or str(first - 1)
    return (f"{first}年", f"{before}年") if current_language() == "zh" else (str(first), before)


def _headings(reader: "Reader", reports: set[str]) -> dict[tuple[str, str], str]:
    statement = Statement("section", ["report_code", "number", "heading"]).one_of("report_code", sorted(reports))
    found = reader.query(statement.text(), statement.parameters)[1] if reports else ()
    return {(report, section): heading for report, section, heading in found}


def _marks(found: list[Row]) -> dict[str, str]:
    """Return a letter for each scope other than `all`, in order of appearance."""
    scopes = dict.fromkeys(row["scope"] for row in found if row["scope"] != "all")
    return {scope: chr(ord("a") + place) if place < 26 else str(place + 1) for place, scope in enumerate(scopes)}


def _indicator_text(row: Row, marks: dict[str, str], several: bool) -> str:
    name = row["indicator"]
    parts = [row["subject"] if several else "", name, f"[{marks[row['scope']]}]" if row["scope"] in marks else ""]
    if row["statistic"] == "mean" and "平均" not in name and "生均" not in name:
        parts[1] += "（平均）" if current_language() == "zh" else " (mean)"
    return " ".join(part for part in parts if part) + ("*" if row["remark"] else "")


def _value_text(row: Row) -> str:
    implied = row["value_basis"] == "implied"
    unit = None if implied else row["unit"]
    return figure(row["value"], row["value_to"], unit, row["decimals"], row["bound"], implied)


def _previous_text(row: Row) -> str:
    implied = row["previous_basis"] == "implied"
    unit = None if implied else row["unit"]
    return figure(row["previous_value"], None, unit, row["previous_decimals"], row["previous_bound"], implied)


def _change_text(row: Row) -> str:
    """Return the change: as stated, computed in brackets, growth in per cent, or a claimed direction in a word."""
    if row["change"] is not None:
        text = signed(row["change"], row["change_decimals"])
        return f"({text})" if row["change_basis"] == "computed" else hedged(text, row["change_bound"], None)
    if row["growth"] is not None:
        return signed(row["growth"], None) + "%"
    if row["comparable"] == 0:
        return _("not comparable")
    return "" if row["direction"] is None else direction(row["direction"])


def _notes(found: list[Row], marks: dict[str, str]) -> Iterable[str]:
    names = {row["scope"]: row["scope_name"] for row in found}
    for scope, mark in marks.items():
        yield f"[{mark}] {names[scope]}"
    computed = ({"computed", "implied"} & {row["change_basis"], row["previous_basis"], row["value_basis"]} for row in found)
    if any(computed):
        yield _("(...) computed by us, not stated in the report")
    for row in found:
        if row["remark"]:
            yield f"* {row['indicator']}：{row['remark']}"


def _besides(reader: "Reader", asked: Asked) -> Iterable[str]:
    """Yield the last line: how many figures there are besides."""
    others = _others(reader, asked)
    if others:
        yield ngettext(
            "{count} more figure of schools and activities: --subject all",
            "{count} more figures of schools and activities: --subject all",
            others,
        ).format(count=others)


def _others(reader: "Reader", asked: Asked) -> int:
    """Return how many figures of other subjects there are besides, for a whole answer about the region alone."""
    if asked.subject or asked.kind or asked.topic or asked.search:
        return 0
    years = parse_years(asked.year)
    chosen = choose(reader, asked.region, asked.report, years)
    statement = Statement("observation o", ["count(*)"]).where(LEADS)
    chosen.restrict(statement, years, column="report_code")
    statement.none_of("subject_code", subjects_of(reader, chosen))
    return int(next(iter(reader.query(statement.text(), statement.parameters)[1]))[0])
