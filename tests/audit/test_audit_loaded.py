"""An invented city with a county and ten schools, loaded as reports are: its lists, scopes, editions and changed names."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from answers.invented_reports import load_into, make_empty, write_report

CITY, COUNTY, SCOPE = "990200", "990221", "xian-ten"
REGIONS = [f"{CITY},虚河市,,prefecture,", f"{COUNTY},虚河县,,county,{CITY}"]
STUDENTS = [4210, 3874, 2950, 2418, 2106, 1985, 1764, 1530, 1422, 1240]  # 23499
TEACHERS = [231, 214, 160, 133, 117, 108, 96, 84, 78, 66]  # 1287
OLD, NEW = "xian-s3", "xian-s3-new"

Rows = list[str]
Audited = Callable[..., list[dict[str, Any]]]


def _school(number: int, year: int) -> str:
    return NEW if number == 3 and year > 2031 else f"xian-s{number}"


def _schools(year: int) -> Rows:
    rows = []
    for number in range(10):
        code, region = _school(number, year), COUNTY if number > 6 else CITY
        name = f"虚河第{number}职业学校" + ("新名" if code == NEW else "")
        rows.append(f"{code},{name},,secondary_vocational,{region},{number + 1},{name},public,inferred,,1")
    return rows


def _observed(subject: str, indicator: str, year: int, printed: str, **more: str) -> str:
    cells = {"subject": subject, "indicator": indicator, "year": str(year), "period": "end", "section": "1", "printed": printed} | more
    names = "subject,indicator,year,period,period_start,period_end,measure,statistic,value,value_to,unit,decimals,bound,scope,status"
    return ",".join(cells.get(name, "") for name in (names + ",section,printed,nth,note").split(","))


def _figures(year: int, students: Sequence[int], teachers: Sequence[int]) -> dict[str, str]:
    """Return the observations of a right report, each under a name by which a test may change it."""
    count, staff = sum(students), sum(teachers)
    dual, ratio = staff // 2, f"{count / staff:.1f}"
    said: dict[str, str] = {
        "schools": _observed(CITY, "secondary_vocational_schools", year, "10所", scope=SCOPE),
        "private": _observed(CITY, "private_vocational_schools", year, "1所", scope="xian-eleven"),
        "students": _observed(CITY, "secondary_vocational_students", year, f"{count}人", scope=SCOPE),
        "coarse": _observed(CITY, "secondary_vocational_students", year, f"{count / 10_000:.2f}万人", scope=SCOPE, nth="2"),
        "teachers": _observed(CITY, "full_time_teachers", year, f"{staff}人", scope=SCOPE),
        "dual": _observed(CITY, "dual_qualified_teachers", year, f"{dual}人", scope=SCOPE),
        "dual_share": _observed(CITY, "dual_qualified_teachers_share", year, f"{100 * dual / staff:.1f}%", scope=SCOPE),
        "ratio": _observed(CITY, "student_teacher_ratio", year, f"1:{ratio}", value=ratio, unit="ratio", scope=SCOPE),
        "staff": _observed(CITY, "staff", year, "1702人", scope="xian-eleven"),
        "training": _observed(CITY, "teacher_training_person_days", year, "12.4万人日", period="calendar", unit="person_day"),
        "new_majors": _observed(CITY, "new_majors", year, "3个", period="calendar"),
        "groups": _observed(CITY, "vocational_groups", year, "4个"),
        "intake": _observed(CITY, "full_time_intake_completion_rate", year, "112.7%", period="calendar"),
    }  # fmt: skip
    for number in range(10):
        code = _school(number, year)
        said[f"students{number}"] = _observed(code, "secondary_vocational_students", year, f"{students[number]}人")
        said[f"teachers{number}"] = _observed(code, "full_time_teachers", year, f"{teachers[number]}人")
    return said


def _of_2032() -> dict[str, str]:
    said = _figures(2032, [each + 40 for each in STUDENTS], [each + 2 for each in TEACHERS])
    return said | {
        "last": _observed(CITY, "full_time_teachers", 2031, f"{sum(TEACHERS)}人", scope=SCOPE),
        "change": _observed(CITY, "full_time_teachers", 2032, "20人", measure="change", value="20", scope=SCOPE),
        "growth": _observed(CITY, "secondary_vocational_students", 2032, "1.7%", measure="growth", value="1.7", scope=SCOPE),
        "up": _observed(CITY, "dual_qualified_teachers", 2032, "有所增加", measure="direction", value="1", scope=SCOPE),
        "last3": _observed(NEW, "secondary_vocational_students", 2031, f"{STUDENTS[3]}人"),
        "change3": _observed(NEW, "secondary_vocational_students", 2032, "40人", measure="change", value="40", nth="2"),
    }


def _write(path: Path, code: str, year: int, said: dict[str, str], **more: Any) -> Path:
    forms = more.pop("forms", {})
    rows: dict[str, Sequence[str]] = {
        "regions": REGIONS,
        "schools": _schools(year),
        "scope_schools": [f"{SCOPE},{_school(number, year)}" for number in range(10)],
        "observations": list(said.values()),
        "majors": [f"xian-z{number},虚河专业{number},,,," for number in range(4)],
        "programmes": [f"xian-s0.z{number},虚河专业点{number},,,xian-s0,xian-z{number},,,1" for number in range(4)],
        "programme_changes": [f"xian-s0.z{number},{year},opened,1," for number in range(3)],
    } | forms
    head: dict[str, str | int] = {"code": code, "title": f"虚河市虚构的{year}年度质量报告", "kind": "city", "subject": CITY, "region": CITY}
    folder: Path = write_report(path, head | {"year": year} | more, rows)
    scopes = [f"{SCOPE},虚河的10所学校,Ten invented schools,虚构的口径,", "xian-eleven,虚河的11所学校,Eleven invented schools,虚构的口径,"]
    (folder / "scopes.csv").write_text("\n".join(["code,name,name_en,criterion,note", *scopes]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database that holds the catalogue and the city's report of 2031 in two editions, the first of them wrong."""
    work = tmp_path_factory.mktemp("loaded")
    make_empty(str(work / "base.db"))
    right = _figures(2031, STUDENTS, TEACHERS)
    wrong = right | {
        "teachers": _observed(CITY, "full_time_teachers", 2031, "1827人", scope=SCOPE),
        "students3": _observed(OLD, "secondary_vocational_students", 2031, "2481人"),
    }
    first = _write(work / "first", "xian-2031", 2031, wrong)
    second = _write(work / "second", "xian-2031-2", 2031, right, edition=2, supersedes="xian-2031")
    load_into(str(work / "base.db"), first, second)
    return work / "base.db"


@pytest.fixture
def audited(base: Path, tmp_path: Path, vet: Any) -> Audited:
    """Return a function that loads a report of 2032 and audits it."""

    def run(said: dict[str, str], *arguments: str, title: int = 2032) -> list[dict[str, Any]]:
        renamed = [f"{OLD},{NEW},renamed,2032,stated,1,"]
        folder = _write(tmp_path / "2032", f"xian-{title}", title, said, forms={"successions": renamed})
        path = tmp_path / "test.db"
        shutil.copyfile(base, path)
        load_into(str(path), folder)
        rows: list[dict[str, Any]] = vet("audit", *arguments, "-f", "json", database=str(path)).rows
        return rows

    return run


def _found(rows: list[dict[str, Any]], *verdicts: str) -> set[tuple[str, str, str]]:
    own = [row for row in rows if not verdicts or row["verdict"] in verdicts]
    return {(row["rule"], row["subject_code"], row["indicator_code"]) for row in own}


def test_the_right_report_raises_nothing(audited: Audited) -> None:
    rows = audited(_of_2032())
    assert _found(rows, "contradiction", "implausible", "stale") == set()
    assert _found(rows, "ok") >= {
        ("schools-listed", CITY, "secondary_vocational_schools"),
        ("schools-total", CITY, "secondary_vocational_students"),
        ("schools-total", CITY, "full_time_teachers"),
        ("share", CITY, "student_teacher_ratio"),
        ("restated", CITY, "secondary_vocational_students"),
        ("revision", CITY, "full_time_teachers"),
        ("revision", NEW, "secondary_vocational_students"),
        ("change", CITY, "full_time_teachers"),
        ("change", CITY, "secondary_vocational_students"),
        ("change", NEW, "secondary_vocational_students"),
        ("direction", CITY, "dual_qualified_teachers"),
        ("new-majors-listed", CITY, "new_majors"),
    }


def test_every_school_of_the_scope_counts_under_its_new_name_too(audited: Audited) -> None:
    (row,) = [row for row in audited(_of_2032(), "--rule", "schools-total") if row["indicator_code"] == "full_time_teachers"]
    assert (row["verdict"], row["computed"]) == ("ok", sum(TEACHERS) + 20) and row["message"].startswith("10 schools of the scope")


SLIPS: dict[str, tuple[dict[str, str], set[tuple[str, str, str]]]] = {
    "a school too many": (
        {"schools": _observed(CITY, "secondary_vocational_schools", 2032, "11所", scope=SCOPE)},
        {("schools-listed", CITY, "secondary_vocational_schools")},
    ),
    "a school of the county": (
        {"teachers8": _observed("xian-s8", "full_time_teachers", 2032, "88人")}, {("schools-total", CITY, "full_time_teachers")},
    ),
    "last year, as the corrected edition has it not": (
        {"last": _observed(CITY, "full_time_teachers", 2031, "1827人", scope=SCOPE), "change": ""},
        {("revision", CITY, "full_time_teachers")},
    ),
    "last year of a school that was renamed": (
        {"last3": _observed(NEW, "secondary_vocational_students", 2031, "2481人"), "change3": ""},
        {("revision", NEW, "secondary_vocational_students")},
    ),
    "a school's change, last year being in the other report alone": (
        {"last3": "", "change3": _observed(NEW, "secondary_vocational_students", 2032, "140人", measure="change", value="140")},
        {("change", NEW, "secondary_vocational_students")},
    ),
    "said to fall, last year being in the other report alone": (
        {"up": _observed(CITY, "dual_qualified_teachers", 2032, "有所减少", measure="direction", value="-1", scope=SCOPE)},
        {("direction", CITY, "dual_qualified_teachers")},
    ),
    "new majors": (
        {"new_majors": _observed(CITY, "new_majors", 2032, "2个", period="calendar")}, {("new-majors-listed", CITY, "new_majors")},
    ),
    "a school of many": (
        {"teachers0": _observed("xian-s0", "full_time_teachers", 2032, "2330人")}
        | dict.fromkeys(("teachers", "change", "last", "dual_share", "ratio"), ""),
        {("jump", "xian-s0", "full_time_teachers"), ("students-per-teacher", "xian-s0", "secondary_vocational_students")},
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("changed", "raised"), [pytest.param(*slip, id=name) for name, slip in SLIPS.items()])
def test_a_slip_is_found_and_nothing_else(audited: Audited, changed: dict[str, str], raised: set[tuple[str, str, str]]) -> None:
    said = {name: row for name, row in (_of_2032() | changed).items() if row}
    assert _found(audited(said), "contradiction", "implausible", "stale") == raised


def test_a_title_that_is_a_year_ahead_of_its_figures(audited: Audited) -> None:
    """The report of 2033 is about 2032: its own year, whose schools are held against the standards and the year before."""
    said = _of_2032() | {"last3": _observed(NEW, "secondary_vocational_students", 2031, "2481人"), "change3": "", "new_majors": ""}
    rows = audited({name: row for name, row in said.items() if row}, title=2033)
    assert _found(rows, "contradiction", "implausible") == {("revision", NEW, "secondary_vocational_students")}
    assert ("standard", NEW, "full_time_teachers") in _found(rows, "ok")


def test_an_edition_that_was_corrected_is_audited_only_by_its_name(audited: Audited, vet: Any, tmp_path: Path) -> None:
    audited(_of_2032())
    database = str(tmp_path / "test.db")
    corrected = vet("audit", "--year", "2031", "-f", "json", database=database).rows
    assert {row["report"] for row in corrected} == {"xian-2031-2"} and not _found(corrected, "contradiction")
    first = vet("audit", "--report", "xian-2031", "-f", "json", database=database).rows
    assert ("schools-total", CITY, "full_time_teachers") in _found(first, "contradiction")
    assert vet("audit", "--report", "xian-2031", "--strict", database=database).code == 1


def test_all_years_are_audited_at_once(audited: Audited) -> None:
    rows = audited(_of_2032(), "--year", "all")
    assert {row["report"] for row in rows} == {"xian-2031-2", "xian-2032"}
    assert _found(rows, "contradiction", "implausible", "stale") == set()


def test_a_school_is_found_under_its_old_name(audited: Audited) -> None:
    rows = audited(_of_2032(), "--subject", OLD)
    assert rows and {row["subject_code"] for row in rows} == {NEW}
