"""The change from one figure to the next: in exact decimals, hedged where a figure is, not across a break unless forced."""

from decimal import Decimal
from typing import Any

from ...render.cells import number
from .series import Row, exact, in_unit, is_level, kind_of, obstacle

GROWTH_MORE = 2  # decimals of a growth in per cent beyond those of its figures

Claims = dict[tuple[Any, ...], dict[str, Row]]


def claims_of(found: list[Row]) -> Claims:
    """Return what each report says of a fact beside its level: the first change, growth and direction in the text."""
    claims: Claims = {}
    for row in found:
        if row["measure"] != "level" and row["value"] is not None:
            claims.setdefault(fact_in_report(row), {}).setdefault(row["measure"], row)
    return claims


def fact_in_report(row: Row) -> tuple[Any, ...]:
    """Return what a row is about and who says so."""
    return tuple(row[name] for name in ("report", "subject_code", "indicator_code", "year", "scope"))


def compared(row: Row, claims: Claims, force: bool) -> Row:
    """Return what a row says of the one before it: previous value, change, growth, whether they may be compared, why not."""
    previous: Row | None = row["previous"]
    said = claims.get(fact_in_report(row), {})
    found: Row = dict.fromkeys(FILLED)
    if "direction" in said:
        found["direction"] = said["direction"]["value"]
    if previous is None:
        return found | _stated(said)
    decimals = row["decimals"] or 0
    value, found["previous_decimals"] = in_unit(previous, row["unit_of"], decimals)
    found |= {"previous_year": previous["year"], "previous_value": _plain(value), "previous_report": previous["report"]}
    if row["measure"] != "level":
        return found | _stated(said)
    if not is_level(row):
        return found
    why = obstacle(row, previous)
    found |= {"comparable": int(not why), "why_not": why or None}
    if why and not (force and value is not None and _is_point(row, previous)):  # no force subtracts other units or ranges
        return found
    return found | _computed(row, previous, said)


FILLED = (
    "previous_year",
    "previous_value",
    "previous_decimals",
    "previous_report",
    "change",
    "change_decimals",
    "change_bound",
    "change_unit",
    "change_basis",
    "growth",
    "growth_decimals",
    "direction",
    "comparable",
    "why_not",
)
"""The keys that a comparison fills in."""


def _is_point(row: Row, previous: Row) -> bool:
    return row["value_to"] is None and previous["value_to"] is None


def _computed(row: Row, previous: Row, said: dict[str, Row]) -> Row:
    """Return the change in the row's unit and decimals and the growth in per cent, about where a figure is hedged or converted."""
    value, decimals = in_unit(previous, row["unit_of"], row["decimals"] or 0)
    assert value is not None
    converted = row["unit_of"].factor != previous["unit_of"].factor
    decimals = (row["decimals"] or 0) if converted else max(row["decimals"] or 0, decimals)
    difference = exact(row["value"]) - value
    change = Decimal(number(difference, decimals))
    growth = number(difference * 100 / value, decimals + GROWTH_MORE) if value > 0 else None
    about = converted or {row["bound"], previous["bound"]} != {"exact"}
    return {
        "change": _plain(change),
        "change_decimals": decimals,
        "change_bound": "about" if about else "exact",
        "change_unit": "pp" if row["unit"] == "%" else row["unit"],
        "change_basis": "stated" if _is_stated(change, row, previous, said) else "computed",
        "growth": None if growth is None else _plain(Decimal(growth)),
        "growth_decimals": decimals + GROWTH_MORE,
    }


def _is_stated(change: Decimal, row: Row, previous: Row, said: dict[str, Row]) -> bool:
    """Say whether the report itself states this very change from the year before."""
    stated = said.get("change")
    return stated is not None and previous["year"] == row["year"] - 1 and exact(stated["value"]) == change


def _stated(said: dict[str, Row]) -> Row:
    """Return the change and the growth that a report states where there is nothing to compute them from."""
    found: Row = {}
    if "change" in said:
        change = said["change"]
        found |= {"change": change["value"], "change_decimals": change["decimals"], "change_bound": change["bound"]}
        found |= {"change_unit": change["unit"], "change_basis": "stated"}
    if "growth" in said:
        found |= {"growth": said["growth"]["value"], "growth_decimals": said["growth"]["decimals"], "change_basis": "stated"}
    return found


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def implied(found: list[Row]) -> list[Row]:
    """Return what stated changes imply of the year before: the level less the change, as the same report tells both.

    The id, section and report are those of the stated change, whose words are what can be cited.
    """
    levels: dict[tuple[Any, ...], list[Row]] = {}
    for row in found:
        if is_level(row) and row["value_to"] is None:
            levels.setdefault(fact_in_report(row), []).append(row)
    made = []
    for change in found:
        if change["measure"] == "change" and change["value"] is not None:
            of_fact = levels.get(fact_in_report(change), [])
            alike = [row for row in of_fact if kind_of(row) == kind_of(change)]
            if alike or len(of_fact) == 1:
                made.append(_before(alike[0] if alike else of_fact[0], change))
    return made


def _before(level: Row, change: Row) -> Row:
    decimals = level["decimals"] or 0
    value, own = in_unit(change, level["unit_of"], decimals)
    if value is None:  # 212元 more than 2450元/月
        value, own = exact(change["value"]), change["decimals"] or 0
    decimals = max(decimals, own)
    return level | {
        "id": change["id"],
        "year": level["year"] - 1,
        "value": _plain(Decimal(number(exact(level["value"]) - value, decimals))),
        "decimals": decimals,
        "bound": level["bound"] if change["bound"] == "exact" else change["bound"],
        "status": "D" if level["status"] == "D" else "A",
        "printed": None,
        "section": change["section"],
        "value_basis": "implied",
    }
