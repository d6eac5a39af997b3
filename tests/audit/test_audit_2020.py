"""The packaged report of 2020: exactly what its audit finds, which remarks it needs, and what a slip in any figure would raise."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from invented_city import RAISED

from liuzhou_vet.audit.audit import audit
from liuzhou_vet.audit.catalogue import Catalogue
from liuzhou_vet.audit.figures import ObservationRow
from liuzhou_vet.audit.finding import Finding

Books = list[tuple[str, list[ObservationRow]]]
Report = tuple[Catalogue, Books]

EXPLAINED = {
    ("majors-net-change", "majors_recruiting", "contradiction"),
    ("training-days-per-teacher", "teacher_training_person_days", "implausible"),
}
NOT_COMPARABLE = {
    ("graduates-overlap", "employed_graduates"),
    ("restated", "secondary_vocational_schools"),
    ("standard", "dual_qualified_teachers_share"),
    ("standard", "equipment_value_per_student"),
    ("standard", "full_time_teachers"),
    ("standard", "paper_books_per_student"),
    ("standard", "part_time_teachers_share"),
    ("standard", "secondary_vocational_students"),
    ("standard", "senior_title_teachers_share"),
}


@pytest.fixture(scope="module")
def report(liuzhou: Path) -> Report:
    """Return the packaged report as the audit reads it."""
    from liuzhou_vet.answers.audit_rows import observations, read_catalogue
    from liuzhou_vet.answers.reports import in_force
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.reader import open_reader

    with open_reader(parse(str(liuzhou))) as reader:
        catalogue = read_catalogue(reader, in_force(reader))
        return catalogue, list(observations(reader, catalogue.reports))


@pytest.fixture(scope="module")
def found(report: Report) -> list[Finding]:
    return list(audit(report[1], report[0]))


def _raised(catalogue: Catalogue, books: Books) -> set[tuple[str, str | None, str]]:
    findings = audit(books, replace(catalogue, remarks=[]))
    return {(each.rule, each.indicator, each.verdict) for each in findings if each.verdict in RAISED}


def test_it_finds_exactly_this(found: list[Finding]) -> None:
    others = {(each.rule, each.indicator, each.verdict) for each in found if each.verdict != "ok" and each.rule != "text"}
    explained = {(rule, indicator, "explained") for rule, indicator, _verdict in EXPLAINED}
    assert others == explained | {(*each, "not_comparable") for each in NOT_COMPARABLE}


def test_without_the_remarks_two_findings_need_one(report: Report) -> None:
    assert _raised(*report) == EXPLAINED


def test_every_remark_appears(report: Report, found: list[Finding]) -> None:
    remarks = report[0].remarks
    assert len(remarks) == 31
    for remark in remarks:
        assert any(remark.message in each.message for each in found if each.report == remark.report), remark.code


def test_the_shares_of_teachers_and_graduates_are_recomputed(found: list[Finding]) -> None:
    shares = {each.indicator: each.computed for each in found if each.rule == "share" and each.verdict == "ok"}
    assert shares == {
        "bachelor_or_above_teachers_share": 93.484,
        "dual_qualified_teachers_share": 49.108,
        "employed_in_guangxi_share": 80.0408,
        "employment_rate": 94.543,
        "master_or_above_teachers_share": 8.642,
        "part_time_teachers_share": 10.7,
        "senior_title_teachers_share": 20.233,
    }


def test_a_third_of_the_levels_are_held_against_another_figure(report: Report, found: list[Finding]) -> None:
    levels = {row.id for _subject, rows in report[1] for row in rows if row.measure == "level"}
    judged = {each for finding in found if finding.rule not in ("standard", "text") for each in (finding.id, *finding.also)}
    assert len(levels & judged) >= len(levels) / 3


@pytest.mark.slow
def test_a_slip_in_any_figure_that_takes_part_is_found(report: Report, found: list[Finding]) -> None:
    """Digits slip by a place, up or down as the seed has it; where that is still possible, the other way. Limits are wider than that."""
    catalogue, books = report
    exact = {rule.code for rule in catalogue.rules if rule.kind not in ("per_head", "limits")}
    judged = {each for finding in found if finding.verdict == "ok" and finding.rule in exact for each in (finding.id, *finding.also)}
    chance = random.Random(2020)
    missed = set()
    for row in (row for _subject, rows in books for row in rows if row.id in judged and row.measure == "level" and row.value):
        value = row.value or 0
        slips = chance.sample([value * 10, value / 10], 2)
        if not any(_raised(catalogue, _with(books, row, slip)) - EXPLAINED for slip in slips):
            missed.add(row.indicator)
    assert not missed


def _with(books: Books, changed: ObservationRow, value: float) -> Books:
    slipped = changed._replace(value=round(value, changed.decimals or 0), printed="")
    return [(subject, [slipped if row.id == changed.id else row for row in rows]) for subject, rows in books]


@pytest.fixture
def altered(liuzhou: Path, tmp_path: Path) -> Callable[[str], str]:
    """Return a function that runs a statement on a copy of the packaged database and returns its path."""

    def alter(statement: str) -> str:
        path = tmp_path / "altered.db"
        shutil.copyfile(liuzhou, path)
        with sqlite3.connect(path) as connection:
            assert connection.execute(statement).rowcount == 1
        connection.close()
        return str(path)

    return alter


@pytest.mark.parametrize(
    ("remark", "verdict"),
    [
        ("majors-net-change", "contradiction"),
        ("training-days-implausible", "implausible"),
        ("schools-ten", None),
        ("schools-nine", None),
        ("employed-includes-study", None),
    ],
)
def test_what_a_remark_explained_is_raised_without_it(vet: Any, altered: Callable[[str], str], remark: str, verdict: str | None) -> None:
    database = altered(f"DELETE FROM remark WHERE code = '{remark}'")
    ran = vet("audit", "--strict", "-f", "json", database=database)
    assert ran.code == (1 if verdict else 0)
    assert [each["verdict"] for each in ran.rows if each["verdict"] in RAISED] == ([verdict] if verdict else [])
    assert ("1 finding needs a remark" in ran.err) == bool(verdict)


def test_a_remark_that_explains_nothing_is_stale(vet: Any, altered: Callable[[str], str]) -> None:
    database = altered("UPDATE observation SET value = 4, printed = '4个' WHERE id LIKE '%:majors_recruiting:2020:change@3.1:6个'")
    ran = vet("audit", "--strict", "-f", "json", database=database)
    assert ran.code == 1
    (stale,) = [each for each in ran.rows if each["verdict"] == "stale"]
    assert (stale["rule"], stale["indicator_code"], stale["section"], stale["stated"]) == (
        "majors-net-change",
        "majors_recruiting",
        "3.1",
        4,
    )
    assert "majors-net-change" in stale["message"] and "explains nothing any more" in stale["message"]


def test_a_remark_under_another_rule_explains_nothing(vet: Any, altered: Callable[[str], str]) -> None:
    database = altered("UPDATE remark SET rule_code = 'share' WHERE code = 'majors-net-change'")
    ran = vet("audit", "--strict", "-f", "json", database=database)
    assert ran.code == 1
    assert {(each["rule"], each["verdict"]) for each in ran.rows if each["verdict"] in RAISED} == {
        ("majors-net-change", "contradiction"),
        ("share", "stale"),
    }
