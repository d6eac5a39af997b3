"""A row of observations: what is blank comes from what is printed, what is filled in agrees with it."""

from typing import Any

import pytest

from liuzhou_vet.intake.cells import figure
from liuzhou_vet.intake.forms import FORMS
from liuzhou_vet.intake.observation import Observations

UNITS = {
    "person": "人",
    "person_time": "人次",
    "piece": "个",
    "room": "间",
    "yuan": "元",
    "ten_thousand_yuan": "万元",
    "ten_thousand_persons": "万人",
    "yuan_per_month": "元/月",
    "percent": "%",
    "percentage_point": "pp",
    "jin": "斤",
    "square_metre": "㎡",
}
INDICATORS = {"teachers": "person", "rate": "percent", "money": "ten_thousand_yuan", "weight": "jin", "things": None}
FIELDS = FORMS["observations"].columns
USUAL = {"subject": "s", "year": 2031, "period": "end", "measure": "level", "statistic": "total", "scope": "all", "section": "1.1"}
Stated = dict[str, Any]


def finish(**cells: Any) -> tuple[Stated | None, list[tuple[str, str, str]]]:
    """Return the completed row (None if it is left out) and what was told: column, severity, rule."""
    filled = USUAL | {"printed": ""} | cells
    for name in ("value", "value_to"):
        filled[name] = figure(filled[name]) if filled.get(name) else None
    row = [filled.get(name) for name in FIELDS]
    told: list[tuple[str, str, str]] = []
    kept = Observations("r", UNITS, INDICATORS).finish(row, lambda *fault: told.append(fault[:3]))
    return (dict(zip([*FIELDS, "id"], row, strict=True)) if kept else None), told


@pytest.mark.parametrize(
    ("indicator", "printed", "value", "unit", "decimals"),
    [
        ("teachers", "1458人", 1458, "person", 0),
        ("money", "1146.57万元", 1146.57, "ten_thousand_yuan", 2),
        ("money", "100万", 100, "ten_thousand_yuan", 0),
        ("teachers", "33.8万人", 33.8, "ten_thousand_persons", 1),
        ("things", "2662元/月", 2662, "yuan_per_month", 0),
        ("rate", "94.32%", 94.32, "percent", 2),
        ("things", "六间", 6, "room", 0),
        ("things", "千个", 1000, "piece", 0),
        ("things", "百人次", 100, "person_time", 0),
        ("rate", "全覆盖", 100, "percent", 0),
        ("teachers", "均无", 0, "person", 0),
        ("weight", "2000", 2000, "jin", 0),
        ("things", "240㎡", 240, "square_metre", 0),
        ("teachers", "１，２３４人", 1234, "person", 0),
    ],
)
def test_value_unit_and_decimals_come_from_what_is_printed(indicator: str, printed: str, value: float, unit: str, decimals: int) -> None:
    row, told = finish(indicator=indicator, printed=printed)
    assert told == []
    assert row is not None
    assert (row["value"], row["unit"], row["decimals"], row["bound"], row["status"], row["nth"]) == (value, unit, decimals, "exact", "A", 1)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"printed": "1-2人"}, {"value": 1, "value_to": 2, "bound": "range"}),
        ({"printed": "1-2人", "value": "1", "value_to": "2", "bound": "range"}, {"value": 1, "value_to": 2}),
        ({"printed": "33.8万人", "unit": "person"}, {"value": 338000, "decimals": 0}),
        ({"printed": "151人", "measure": "change", "value": "-151"}, {"value": -151}),
        ({"printed": "2.8%", "indicator": "rate", "measure": "change", "value": "-2.8"}, {"value": -2.8, "unit": "percentage_point"}),
        ({"printed": "2.8个百分点", "indicator": "rate", "measure": "change", "value": "-2.8"}, {"unit": "percentage_point"}),
        ({"printed": "2.8%", "indicator": "teachers", "measure": "growth", "value": "-2.8"}, {"unit": "percent"}),
        ({"printed": "有所增加", "measure": "direction"}, {"value": 1, "unit": None}),
        ({"printed": "略有下降", "measure": "direction"}, {"value": -1}),
        ({"printed": "不如从前", "measure": "direction", "value": "-1"}, {"value": -1}),
        ({"printed": "1:17.3", "value": "17.3", "unit": "piece"}, {"value": 17.3, "decimals": 1}),
        ({"printed": "94.50%", "indicator": "rate", "value": "94.5%"}, {"value": 94.5, "decimals": 2}),
        ({"printed": "百", "unit": "person_time", "bound": "over"}, {"value": 100, "bound": "over"}),
    ],
)
def test_what_is_filled_in_and_agrees(cells: dict[str, Any], expected: dict[str, Any]) -> None:
    row, told = finish(**({"indicator": "teachers"} | cells))
    assert told == []
    assert row is not None
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        ({"printed": "120人", "value": "121"}, "value", "agree"),
        ({"printed": "120人", "value": "-120"}, "value", "agree"),
        ({"printed": "120人", "value": "120%"}, "value", "agree"),
        ({"printed": "120人", "unit": "piece"}, "unit", "agree"),
        ({"printed": "120人", "decimals": 1}, "decimals", "agree"),
        ({"printed": "120人", "value_to": "130"}, "value_to", "agree"),
        ({"printed": "120人", "bound": "range"}, "value_to", "agree"),
        ({"printed": "1-2人", "bound": "about"}, "bound", "agree"),
        ({"printed": "1-2人", "value_to": "3"}, "value_to", "agree"),
        ({"printed": "120匹"}, "unit", "reference"),
        ({"printed": "几十人"}, "value", "required"),
        ({"printed": "151人", "measure": "change"}, "value", "required"),
        ({"printed": "2.8%", "indicator": "rate", "measure": "change", "value": "2.8", "unit": "percent"}, "unit", "agree"),
        ({"printed": "不如从前", "measure": "direction"}, "value", "direction"),
        ({"printed": "有所增加", "measure": "direction", "value": "2"}, "value", "direction"),
        ({"printed": "有所增加", "measure": "direction", "unit": "person"}, "unit", "agree"),
        ({"value": "120"}, "unit", "required"),
        ({"status": "O", "value": "120", "unit": "person"}, "value", "status"),
        ({"printed": "120人", "nth": 0}, "nth", "number"),
        ({"printed": "120人", "period_start": "2031-05", "period_end": "2031-04"}, "period_end", "period"),
        ({"status": "A"}, "value", "required"),
    ],
)
def test_what_does_not_agree(cells: dict[str, Any], column: str, rule: str) -> None:
    row, told = finish(**({"indicator": "teachers"} | cells))
    assert row is None
    assert told == [(column, "error", rule)]


@pytest.mark.parametrize(
    ("cells", "status", "told"),
    [
        ({"value": "90", "unit": "person", "section": ""}, "P", [("section", "warning", "no_citation")]),
        ({"value": "90", "unit": "person"}, "P", [("printed", "warning", "no_citation")]),
        ({"value": "90", "unit": "person", "section": "", "status": "A"}, "P", [("section", "warning", "no_citation")]),
        ({"value": "90", "unit": "person", "section": "", "status": "E"}, "E", [("section", "warning", "no_citation")]),
        ({"section": "", "status": "O"}, "O", []),
        ({"printed": "90人", "status": "D"}, "D", []),
    ],
)
def test_the_status(cells: dict[str, Any], status: str, told: list[tuple[str, str, str]]) -> None:
    row, said = finish(**({"indicator": "teachers"} | cells))
    assert said == told
    assert row is not None
    assert row["status"] == status


def test_a_row_that_is_not_filled_in_is_left_out_with_a_warning() -> None:
    assert finish(indicator="teachers", section="") == (None, [("value", "warning", "not_filled_in")])


@pytest.mark.parametrize(
    ("cells", "identity"),
    [
        ({}, "r:s:teachers:2031:end@1.1:120人"),
        ({"period": "calendar"}, "r:s:teachers:2031@1.1:120人"),
        ({"nth": 2, "scope": "nine", "statistic": "mean"}, "r:s:teachers:2031:end:mean:nine@1.1#2:120人"),
        ({"measure": "change", "value": "-120"}, "r:s:teachers:2031:end:change@1.1:120人"),
        ({"section": "", "printed": "", "value": "120", "unit": "person"}, "r:s:teachers:2031:end"),
    ],
)
def test_the_id_can_be_read(cells: dict[str, Any], identity: str) -> None:
    row, _told = finish(**({"indicator": "teachers", "printed": "120人"} | cells))
    assert row is not None
    assert row["id"] == identity
