"""A wrong figure, a row that is gone, a number that nobody cites: each is noticed, in an invented report and in that of 2020."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from invented_reports import INVENTED, fill_three_years

from liuzhou_vet.answers.verify_rows import stated
from liuzhou_vet.database.address import parse
from liuzhou_vet.database.reader import open_reader
from liuzhou_vet.report.numbers import numbers
from liuzhou_vet.report.numerals import read
from liuzhou_vet.report.outline import Section, outline
from liuzhou_vet.report.verify import Account, Cited, Stated, verify
from liuzhou_vet.report.verify.saying import misread
from liuzhou_vet.report.verify.standing import place_of

REPORT = Path(__file__).parents[3] / "shared" / "report" / "liuzhou-2020.txt"
RANDOM_CHANGES = 60


class Case(NamedTuple):
    """A report: its text, its sections by number, and its rows."""

    text: str
    sections: dict[str, Section]
    rows: Stated

    def held(self, section: str, text: str | None = None, **rows: object) -> Account:
        """Hold one section, with another text if one is given, against the rows that cite it, with others in their place."""
        own = {
            name: [row for row in getattr(self.rows, name) if row.section in (section, None)]
            for name in ("figures", "remarks", "not_data", "names", "dates")
        }
        here = self.sections[section]
        return verify([here if text is None else replace(here, text=text)], replace(self.rows, outline=[], **own | rows))  # type: ignore[arg-type]

    def figures(self) -> Iterator[tuple[Cited, str, int, int]]:
        """Give each figure that holds a numeral, with its section's text and where its words begin and end there."""
        for row in self.rows.figures:
            text = self.sections[row.section].text
            if row.printed and (place := place_of(text, row)) and any(True for _each in numbers(text[slice(*place)])):
                yield row, text, *place


def _case(database: str, code: str, year: int, file: Path) -> Case:
    text = file.read_text(encoding="utf-8")
    with open_reader(parse(database)) as reader:
        return Case(text, {section.number: section for section in outline(text).sections}, stated(reader, code, year))


@pytest.fixture(
    scope="module",
    params=["invented", pytest.param("2020", marks=[pytest.mark.slow, pytest.mark.skipif(not REPORT.exists(), reason="no report")])],
)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, liuzhou: Path) -> Case:
    if request.param == "invented":
        database = str(tmp_path_factory.mktemp("mutations") / "vet.db")
        fill_three_years(database)
        return _case(database, "xugou-2031", 2031, INVENTED / "xugou-2031.txt")
    return _case(str(liuzhou), "liuzhou-2020", 2020, REPORT)


def agrees(account: Account) -> bool:
    return not account.unaccounted and not account.broken


def other(numeral: str, chance: random.Random) -> str:
    """Return another digit or numeral than this one."""
    return chance.choice([each for each in ("123456789" if numeral.isdigit() else "三四五六七八九") if each != numeral])


def test_every_number_is_accounted_for_and_every_row_stands(case: Case) -> None:
    account = verify(list(case.sections.values()), case.rows)
    assert agrees(account), [*account.unaccounted, *account.broken]
    assert account.numbers == account.observations + account.cited + account.not_data > 0


def test_a_changed_digit_of_any_figure_is_noticed_where_it_is(case: Case) -> None:
    chance = random.Random(2020)
    for row, text, start, end in case.figures():
        at = chance.choice([offset for first, last in numbers(text[start:end]) for offset in range(start + first, start + last)])
        if text[at] in ".,":
            at -= 1
        changed = f"{text[:at]}{other(text[at], chance)}{text[at + 1 :]}"
        account = case.held(row.section, changed)
        assert not agrees(account), (row, changed[at - 10 : at + 10])
        assert {found.section for found in [*account.unaccounted, *account.broken]} == {row.section}
        assert all(found.context for found in [*account.unaccounted, *account.broken])


def test_a_figure_that_is_gone_is_noticed_unless_another_stands_at_the_same_words(case: Case) -> None:
    rows = list(case.figures())
    for row, text, start, end in rows:
        figures = [each for each in case.rows.figures if each.section == row.section]
        shared = [each for each in figures if each != row and place_of(text, each) == (start, end)]
        account = case.held(row.section, figures=[each for each in figures if each != row and each not in shared])
        assert not account.broken
        assert account.unaccounted, row
        assert any(start <= text.find(found.printed, start) < end for found in account.unaccounted)
    assert rows


@pytest.mark.parametrize("sentence", ["另有7777人。", "另有2020人。", "另有三十七所。", "另有1999.5万元。", "于1987年。"])
def test_a_sentence_with_a_number_is_noticed_in_every_section(case: Case, sentence: str) -> None:
    for section in case.sections.values():
        for text in (f"{section.text}{sentence}", f"{sentence}{section.text}"):
            assert case.held(section.number, text).unaccounted, (section.number, sentence)


def test_a_row_that_says_no_data_is_needed(case: Case) -> None:
    for row in case.rows.not_data:
        own = [each for each in case.rows.not_data if each.section == row.section and each != row]
        assert case.held(row.section, not_data=own).unaccounted, row


def test_a_figure_cited_elsewhere_is_noticed(case: Case) -> None:
    sections = list(case.sections)
    for row in case.rows.figures:
        if row.printed:
            section = sections[sections.index(row.section) - 1]
            moved = replace(case.rows, figures=[row._replace(section=section, nth=99)], outline=[])
            assert any(found.section == section and found.nth == 99 for found in verify([case.sections[section]], moved).broken), row


def test_random_changes_of_figures_in_the_whole_text_are_noticed(case: Case) -> None:
    """Any digit of an Arabic number that is no date, in the file itself: what the outline makes of it is part of the test."""
    chance = random.Random(1)
    for at in sorted(chance.sample([found.start() for found in re.finditer(r"\d(?=[\d.]*[人家个所元%万项门名户斤])", case.text)], k=5)):
        changed = f"{case.text[:at]}{other(case.text[at], chance)}{case.text[at + 1 :]}"
        assert not agrees(verify(outline(changed).sections, case.rows)), changed[at - 10 : at + 10]


@pytest.mark.slow
def test_a_random_change_of_any_arabic_number_but_list_marks_is_noticed(case: Case) -> None:
    chance = random.Random(2)
    places = [found.start() for found in re.finditer(r"(?<=[^\d.\s-])\d(?=\d)", case.text)]
    for at in chance.sample(places, k=min(RANDOM_CHANGES, len(places))):
        changed = f"{case.text[:at]}{other(case.text[at], chance)}{case.text[at + 1 :]}"
        assert not agrees(verify(outline(changed).sections, case.rows)), changed[at - 10 : at + 10]


def test_a_value_that_is_not_what_is_printed_is_noticed(case: Case) -> None:
    for figure in case.rows.values:
        if read(figure.printed) is not None:
            wrong = figure._replace(value=figure.value + 1)
            assert misread(figure) == "" and figure.printed in misread(wrong), figure
