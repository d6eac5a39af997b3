"""The forms of a report -> forms for another year, to be filled in: what lasts is there, what a year states is blank; reads no file.

Nothing is claimed for the new year by itself: a row that may hold again stands in columns for the reader alone.
"""

from collections.abc import Callable, Mapping

from ..form import Form
from ..forms import HEAD, OUTLINE, REPORT
from .filled import REFERENCE, Filled, Texts

AGAIN = frozenset(("category_listings", "clusters", "cooperation", "group_members", "report_aliases", "school_honours", "scope_schools"))
"""Forms of what may hold again and must be claimed anew."""

OBSERVATIONS = "observations"
YEARLY = ("activity", "project")
"""Kinds of subject that belong to one year; the others last."""

_CITATION = ("section", "printed", "nth")
_STATED_BEFORE = ("year", "value", "bound", "printed", "section")
_NOT_AGAIN = ("edition", "supersedes", "publisher", "published", "sha256")


def next_year(forms: Mapping[str, Filled], year: int, kind_of: Callable[[str], str]) -> list[Filled]:
    """Return the forms for the report of `year` by the same, from those of an earlier one, in the order people fill them in.

    kind_of: the kind of a subject, by its code.
    """
    head = next_head(forms[HEAD.name].rows[0], year)
    shift = year - int(forms[HEAD.name].rows[0]["year"])
    outline = [row | {"heading": head["title"]} if row["number"] == "title" else row for row in forms[OUTLINE.name].rows]
    blank = [Filled(HEAD, [head]), Filled(OUTLINE, outline)]
    for form in in_order():
        rows = forms[form.name].rows
        if form.name == OBSERVATIONS:
            blank.append(Filled(form, _observations(form, rows, shift, kind_of), _STATED_BEFORE))
        elif form.name in AGAIN:
            blank.append(Filled(form, [_beside(row, form.columns) for row in rows], form.columns))
        elif lasts(form):
            blank.append(Filled(form, [_without(row, ("section",)) | _beside(row, ("section",)) for row in rows], ("section",)))
        else:
            blank.append(Filled(form, []))
    return blank


def in_order() -> list[Form]:
    """Return the forms of a report as people fill them in: its schools, then its numbers, then the others."""
    first = ("schools", OBSERVATIONS)
    return sorted(REPORT, key=lambda form: first.index(form.name) if form.name in first else len(first))


def lasts(form: Form) -> bool:
    """Tell whether a form defines subjects that are there the year after too, and claims no more of them."""
    return bool(form.kinds) and form.name not in AGAIN and not set(form.kinds) & set(YEARLY)


def next_head(head: Texts, year: int) -> Texts:
    """Return the head of the report of another year: same kind, subject, region and outline, no file and no publisher yet."""
    before = head["year"]
    place = head["code"].partition(f"-{before}")[0]
    again = _without(head, _NOT_AGAIN)
    return again | {"code": f"{place}-{year}", "title": head["title"].replace(before, str(year)), "year": str(year)}


def _observations(form: Form, rows: list[Texts], shift: int, kind_of: Callable[[str], str]) -> list[Texts]:
    """Return a row for each series of a lasting subject, in the order of the text; the first statement of each stands beside it.

    The unit stays, so that a number alone is enough; one printed in another unit is told of.
    """
    usual = {field.name: field.default for field in form.fields if field.default}
    series = [name for name in form.key if name not in _CITATION]
    blank: dict[tuple[str, ...], Texts] = {}
    for row in rows:
        key = tuple(row.get(name, "") for name in series)
        if key in blank or kind_of(row["subject"]) in YEARLY:
            continue
        kept = {name: row[name] for name in (*series, "unit") if name in row and row[name] != usual.get(name)}
        blank[key] = kept | {"year": str(int(row["year"]) + shift)} | _beside(_stated(row), _STATED_BEFORE)
    return list(blank.values())


def _stated(row: Texts) -> Texts:
    """Return a row with its number as people write it: both ends of a range in one cell, and no word for an exact one."""
    if "value_to" in row:
        return row | {"value": f"{row['value']}-{row['value_to']}"}
    return _without(row, ("bound",)) if row["bound"] == "exact" else row


def _without(row: Texts, names: tuple[str, ...]) -> Texts:
    return {name: text for name, text in row.items() if name not in names}


def _beside(row: Texts, names: tuple[str, ...]) -> Texts:
    """Return cells of a row as they stand in columns for the reader alone."""
    return {REFERENCE + name: row[name] for name in names if row.get(name)}
