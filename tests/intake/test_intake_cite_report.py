"""The real report: its forms with citations taken out get the same ones back, and never another."""

import csv
import random
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from liuzhou_vet.intake.citing.cite import cite

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT.parent / "shared" / "report" / "liuzhou-2020.txt"
CITY = "450200"
UNDECIDABLE = {"confirmed_cases", "suspected_cases", "planned_classes"}  # each of their numbers is several rows'
Row = dict[str, str]
Again = Callable[[Collection[int], Collection[int]], tuple[int, list[str]]]

pytestmark = pytest.mark.skipif(not REPORT.exists(), reason="the text of the report is not beside the checkout")


def observations() -> list[Row]:
    with (ROOT / "seeds/2020/observations.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = observations()
FIGURES = [
    number for number, row in enumerate(ROWS) if row["measure"] != "direction" and row["printed"] and row["indicator"] not in UNDECIDABLE
]
LEVELS_OF_THE_CITY = [number for number in FIGURES if ROWS[number]["subject"] == CITY and not ROWS[number]["measure"]]


@pytest.fixture
def again(tmp_path: Path) -> Again:
    """Return a function that blanks the citations of some rows, leaves others out, and tells how many come back, and which are wrong."""
    folder = tmp_path / "2020"
    shutil.copytree(ROOT / "seeds/2020", folder)
    remarks = folder / "remarks.csv"  # they name rows by ids that hold the citation
    remarks.write_text(remarks.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    text = REPORT.read_text(encoding="utf-8")

    def found(blank: Collection[int], left_out: Collection[int] = ()) -> tuple[int, list[str]]:
        true: dict[int, Row] = {}
        with (folder / "observations.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, ROWS[0].keys())
            writer.writeheader()
            for number, row in enumerate(ROWS):
                if number not in left_out:
                    true[len(true) + 2] = row
                    writer.writerow(row | dict.fromkeys(("section", "printed", "nth"), "") if number in blank else row)
        places = {each.line: each.place for each in cite(text, str(folder)).found if each.place}
        wrong = [
            f"{true[line]['indicator']}: {place}"
            for line, place in places.items()
            if (place.section, place.printed, str(place.nth)) != tuple(true[line][name] for name in ("section", "printed", "nth"))
        ]
        return len(places), wrong

    return found


def test_the_citys_figures_are_found_again(again: Again) -> None:
    count, wrong = again(LEVELS_OF_THE_CITY, ())
    assert wrong == []
    assert count == len(LEVELS_OF_THE_CITY)


def test_most_figures_of_anything_are_found_again(again: Again) -> None:
    count, wrong = again(FIGURES, ())
    assert wrong == []
    assert count >= 0.9 * len(FIGURES)


@pytest.mark.parametrize("seed", range(3))
def test_any_of_them_are_found_again(again: Again, seed: int) -> None:
    blank = random.Random(seed).sample(FIGURES, 50)
    count, wrong = again(blank, ())
    assert wrong == []
    assert count >= 0.85 * len(blank)


@pytest.mark.parametrize("seed", range(3))
def test_rows_that_the_forms_lack_do_not_mislead(again: Again, seed: int) -> None:
    chance = random.Random(seed)
    left_out = set(chance.sample(range(len(ROWS)), 60))
    blank = chance.sample([number for number in FIGURES if number not in left_out], 60)
    count, wrong = again(blank, left_out)
    assert wrong == []
    assert count >= 0.85 * len(blank)


def test_a_figure_that_the_text_does_not_hold_is_not_found(again: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in LEVELS_OF_THE_CITY:
        monkeypatch.setitem(ROWS[number], "value", str(float(ROWS[number]["value"]) + 0.003))
        monkeypatch.setitem(ROWS[number], "decimals", "")
    assert again(LEVELS_OF_THE_CITY, ()) == (0, [])
