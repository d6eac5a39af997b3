"""Compared figures as people read them: the years of one indicator under each other, with change and growth, or why there is none."""

import itertools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...render.result import Column, Result
from ...words import _, current_language, hedged, in_brackets, listed
from ..figures import direction, figure, signed
from ..labels import values_of
from .result import reasons
from .series import Row

if TYPE_CHECKING:
    from ...database.reader import Reader

Words = dict[str, dict[str, str]]


def words_of(reader: "Reader") -> Words:
    """Return the words of statuses, periods and statistics in the user's language."""
    return {name: values_of(reader, name) for name in ("obs_status", "period", "statistic")}


def as_table(reader: "Reader", series: list[list[Row]]) -> Result:
    """Return the rows under a heading for each indicator of each subject; scopes as notes, computed figures in brackets."""
    rows = [row for each in series for row in each]
    words, marks, varying = words_of(reader), marks_of(rows), varying_in(rows)
    several = len({row["subject_code"] for row in rows}) > 1
    above = {id(row): before["year"] for each in series for before, row in itertools.pairwise(each)}
    kinds = [kind_text(row, words, marks, varying) for row in rows]
    against = [year_text(row["previous_year"]) if row["previous_year"] != above.get(id(row)) else "" for row in rows]
    columns = (
        Column("series", label=_("indicator"), group=True),
        Column("year", "date", _("year")),
        Column("value", label=_("figure"), align="right"),
        Column("scope", label=_("scope"), hidden=not any(kinds)),
        Column("previous_year", "date", _("against"), hidden=not any(against)),
        Column("change", label=_("change"), align="right"),
        Column("growth", label=_("growth"), align="right", hidden=not any(growth_text(row) for row in rows)),
        Column("section", label=_("section")),
        Column("report", "code", _("report")),
    )
    lines = [
        (
            f"{row['subject']} {heading(row, varying)}" if several else heading(row, varying),
            year_text(row["year"]),
            value_text(row, words) + ("*" if row["other"] else "") if row["measure"] == "level" else "",
            kind,
            year,
            " ".join(part for part in (change_text(row), reasons().get(row["why_not"], "")) if part),
            growth_text(row),
            row["section"],
            row["report"],
        )
        for row, kind, year in zip(rows, kinds, against, strict=True)
    ]
    return Result(columns, lines, tuple(notes(rows, marks, several)))


def varying_in(rows: list[Row]) -> set[tuple[str, str]]:
    """Return the indicators with what their rows differ in, period or statistic: there, every row says which it has."""
    return {
        (code, name)
        for code in {row["indicator_code"] for row in rows}
        for name in ("period", "statistic")
        if len({row[name] for row in rows if row["indicator_code"] == code}) > 1
    }


def kind_text(row: Row, words: Words, marks: dict[str, str], varying: set[tuple[str, str]]) -> str:
    """Return the words for a row's period and statistic where these vary, and the mark of its scope."""
    parts = [str(words[name].get(row[name], row[name])) for name in ("period", "statistic") if (row["indicator_code"], name) in varying]
    if row["scope"] in marks:
        parts.append(f"[{marks[row['scope']]}]")
    return " ".join(parts)


def heading(row: Row, varying: set[tuple[str, str]]) -> str:
    """Return the indicator's name as a heading; a mean is named by `kind_text` where statistics vary."""
    return str(row["indicator"]) if (row["indicator_code"], "statistic") in varying else name_of(row)


def marks_of(rows: list[Row]) -> dict[str, str]:
    """Return a letter for each scope other than `all`, in order of appearance."""
    scopes = dict.fromkeys(row["scope"] for row in rows if row["scope"] != "all")
    return {scope: chr(ord("a") + place) if place < 26 else str(place + 1) for place, scope in enumerate(scopes)}


def name_of(row: Row) -> str:
    """Return the indicator's name, with the word for a mean where the name does not say so itself."""
    name = str(row["indicator"])
    if row["statistic"] == "mean" and "平均" not in name and "生均" not in name:
        return name + ("（平均）" if current_language() == "zh" else " (mean)")
    return name


def year_text(year: int | None) -> str:
    """Return a year as a head or cell: `2031年`, in English the bare number."""
    if year is None:
        return ""
    return f"{year}年" if current_language() == "zh" else str(year)


def value_text(row: Row, words: Words, unit: bool = True) -> str:
    """Return a row's figure with its hedge and, if wanted, unit; in brackets if it is implied; else the change or why there is none."""
    if row["value"] is not None:
        implied = row["value_basis"] == "implied"
        return figure(row["value"], row["value_to"], row["unit"] if unit else None, row["decimals"], row["bound"], implied)
    return change_text(row) if row["measure"] != "level" else str(words["obs_status"].get(row["status"], row["status"]))


def change_text(row: Row) -> str:
    """Return the change: as the report states it too, else in brackets, or a claimed direction in a word."""
    if row["change"] is not None:
        text = signed(row["change"], row["change_decimals"])
        return hedged(f"({text})" if row["change_basis"] == "computed" else text, _hedge(row), None)
    if row["why_not"] or row["direction"] is None or row["growth"] is not None:
        return ""
    return direction(row["direction"])


def growth_text(row: Row) -> str:
    """Return the growth in per cent; '' for a share, whose relative change is easily taken for points."""
    if row["growth"] is None or row["unit"] == "%":
        return ""
    text = signed(row["growth"], row["growth_decimals"]) + "%"
    stated = row["change_basis"] == "stated" and row["change"] is None
    return hedged(text if stated else f"({text})", _hedge(row), None)


def _hedge(row: Row) -> str | None:
    return str(row["change_bound"]) if row["change_bound"] else None


def notes(rows: list[Row], marks: dict[str, str], several: bool) -> Iterable[str]:
    """Return the notes below a table: scopes, brackets, what another report says of the same year."""
    yield from scope_notes(rows, marks)
    if any("(" in change_text(row) + growth_text(row) or row["value_basis"] == "implied" for row in rows):
        yield computed_note()
    yield from other_notes(rows, several)


def scope_notes(rows: list[Row], marks: dict[str, str]) -> Iterable[str]:
    """Return what the letters of the scopes stand for."""
    names = {row["scope"]: row["scope_name"] for row in rows}
    for scope, mark in marks.items():
        yield f"[{mark}] {names[scope]}"


def computed_note() -> str:
    """Return what brackets mean."""
    return _("(...) computed by us, not stated in the report")


def other_notes(rows: list[Row], several: bool) -> Iterable[str]:
    """Return what another report says of the same year where it says otherwise."""
    for row in rows:
        if row["other"]:
            whose = [row["subject"]] if several else []
            what = " ".join([*whose, row["indicator"], year_text(row["year"])])
            yield _("* {what}: {report} says {value}").format(what=what, report=row["other_report"], value=other_text(row))


def other_text(row: Row) -> str:
    """Return another report's figure of the same fact in words."""
    other: Row = row["other"]
    return figure(other["value"], other["value_to"], other["unit"], other["decimals"], other["bound"], other["value_basis"] == "implied")


def sources(rows: list[Row], titles: Mapping[str, str] | None = None) -> Iterable[str]:
    """Return a line for each report with the years of the figures that are its; titles: of the reports, where they are to be named."""
    years: dict[str, set[int]] = {}
    for row in rows:
        years.setdefault(row["report"], set()).add(row["year"])
    for report in sorted(years):
        name = in_brackets(titles[report], report) if titles else report
        yield _("{report}: {years}").format(report=name, years=listed(year_text(year) for year in sorted(years[report])))
