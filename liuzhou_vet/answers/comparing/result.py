"""Compared figures as programs read them, one row a figure; knows the answer's columns and heads, and no database but its labels."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...render.result import Column, Result
from ...words import _
from ..labels import columns_of
from .series import Row

if TYPE_CHECKING:
    from ...database.reader import Reader

KEYS = [
    "subject",
    "subject_code",
    "indicator",
    "indicator_code",
    "year",
    "value",
    "value_to",
    "unit",
    "decimals",
    "printed",
    "bound",
    "status",
    "statistic",
    "period",
    "scope",
    "scope_name",
    "measure",
    "value_basis",
    "previous_year",
    "previous_value",
    "change",
    "growth",
    "comparable",
    "why_not",
    "section",
    "report",
    "id",
    "previous_report",
    "previous_decimals",
    "change_basis",
    "change_bound",
    "change_unit",
    "change_decimals",
    "growth_decimals",
    "direction",
    "other_value",
    "other_report",
    "other_decimals",
    "region",
    "region_code",
]
"""The columns of an answer: the figure, the one before it and the change, who says so, what another report says instead."""

NUMBERS = {
    "value": ("decimals", 0),
    "value_to": ("decimals", 0),
    "previous_value": ("previous_decimals", 0),
    "change": ("change_decimals", 0),
    "growth": ("growth_decimals", 0),
    "other_value": ("other_decimals", 0),
}


def reasons() -> dict[str, str]:
    """Return the words for why two figures are not compared."""
    return {
        "break": _("break in the series"),
        "definition": _("another definition"),
        "scope": _("another scope"),
        "period": _("another period"),
        "statistic": _("another statistic"),
        "unit": _("another unit"),
        "range": _("a range"),
    }


def as_result(reader: "Reader", rows: Iterable[Row]) -> Result:
    """Return the rows as programs read them, one a figure."""
    heads = {
        "previous_year": (_("year compared with"), "integer"),
        "why_not": (_("why not"), "code"),
        "previous_report": (_("report of that year's figure"), "code"),
        "growth_decimals": (_("decimals of the growth"), "integer"),
        "other_value": (_("another report's figure"), "number"),
        "other_report": (_("that report"), "code"),
        "other_decimals": (_("its decimals"), "integer"),
        "previous_value": (_("figure compared with"), "number"),
        "previous_decimals": (_("decimals of the figure compared with"), "integer"),
    }
    columns: list[Column] = []
    for column in columns_of(reader, "indicators", KEYS, decimals=NUMBERS):
        if column.name in heads:
            label, kind = heads[column.name]
            column = column._replace(label=label, kind=kind, values=reasons() if column.name == "why_not" else {})
        columns.append(column)
    return Result(tuple(columns), (tuple(row[name] for name in KEYS) for row in rows))
