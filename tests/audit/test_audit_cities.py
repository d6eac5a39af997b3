"""Two invented reports as an examiner would write them: slips that must be found, each alone, among what only looks like errors.

A report in `reports/*.txt` is what it says when it is right, with what must be found then; nothing may be raised. A slip is what it
says, ` -> `, what it says instead, and after `>` all that must be raised.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invented_city import Case, Invented

REPORTS = {"school_years": "", "single_school": " subject=jia report=jia-2031"}
"""The reports, and what each of their lines ends in."""


def _blocks(report: str) -> list[list[str]]:
    text = (Path(__file__).parent / "reports" / f"{report}.txt").read_text(encoding="utf-8")
    _words, *blocks = text.strip().split("\n\n")
    return [block.splitlines() for block in blocks]


def _case(lines: list[str], report: str, expected: list[str]) -> Case:
    said = [line + REPORTS[report] for line in lines if not line.startswith(("#", ">"))]
    return Case("\n".join(said), *(line[2:] for line in expected if line.startswith("> ")))


def _slips() -> Iterator[Any]:
    for report in REPORTS:
        right, *slips = _blocks(report)
        for name, slip, *raised in slips:
            printed, _arrow, instead = slip.partition(" -> ")
            yield pytest.param(report, right, printed, instead, raised, id=f"{report}: {name[2:]}")


@pytest.mark.parametrize("report", REPORTS)
def test_the_right_report_raises_nothing(city: Invented, report: str) -> None:
    lines = _blocks(report)[0]
    city.check(_case(lines, report, lines))


@pytest.mark.parametrize(("report", "right", "printed", "instead", "raised"), list(_slips()))
def test_a_slip_is_found_alone(city: Invented, report: str, right: list[str], printed: str, instead: str, raised: list[str]) -> None:
    assert sum(printed in line for line in right) == 1
    city.check(_case([line.replace(printed, instead) for line in right], report, raised))
