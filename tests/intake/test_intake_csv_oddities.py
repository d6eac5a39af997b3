"""Odd files: read rightly where their meaning is plain, else refused at the right place in one line each; see also `files`."""

import codecs
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.errors import VetError
from liuzhou_vet.intake.check import check
from liuzhou_vet.intake.forms import REPORT

Faults = Callable[..., list[tuple[str, int, str, str]]]


def each_cell(change: Callable[[str], str]) -> Callable[[str], bytes]:
    """Return what changes every cell of a form; the invented report has no cell that needs quotes."""
    return lambda text: "".join(",".join(map(change, line.split(","))) + "\n" for line in text.splitlines()).encode()


SAME = {
    "a BOM": lambda text: codecs.BOM_UTF8 + text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR alone, as old spreadsheets write it": lambda text: text.replace("\n", "\r").encode(),
    "BOM and CRLF in GB18030": lambda text: ("\ufeff" + text).replace("\n", "\r\n").encode("gb18030"),
    "blank lines": lambda text: text.replace("\n", "\n\n\n").encode(),
    "lines of spaces": lambda text: text.replace("\n", "\n \u3000\n\t\n").encode(),
    "spaces": each_cell(lambda cell: f"  {cell} "),
    "full-width spaces": each_cell(lambda cell: f"\u3000{cell}\u3000"),
    "no-break spaces": each_cell(lambda cell: f"\u00a0{cell}\u202f"),
    "spaces of no width": each_cell(lambda cell: f"\u200b{cell}\ufeff"),
    "a space of no width inside": each_cell(lambda cell: f"{cell[:1]}\u200b{cell[1:]}"),
    "line ends around": each_cell(lambda cell: f'"\r\n{cell}\n"'),
    "ref_ columns": lambda text: "".join(f"ref_a,{line},Ref_去年\n" for line in text.splitlines()).encode(),
    "another order": lambda text: "".join(",".join(reversed(line.split(","))) + "\n" for line in text.splitlines()).encode(),
    "capital heads": lambda text: "\n".join([text.splitlines()[0].upper(), *text.splitlines()[1:], ""]).encode(),
}


@pytest.fixture
def loaded(city: Any, database: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a database that holds the invented report, which is loaded once and copied."""
    kept = tmp_path_factory.getbasetemp() / "loaded-2031.db"
    if kept.exists():
        shutil.copyfile(kept, database.path)
    else:
        database.load(city.path)
        shutil.copyfile(database.path, kept)
    return database


@pytest.mark.slow
@pytest.mark.parametrize("turn", [*range(4), *(pytest.param(turn, marks=pytest.mark.slow) for turn in range(4, len(SAME)))])
def test_the_whole_report_written_otherwise_says_the_same(city: Any, loaded: Any, turn: int) -> None:
    """Each form in another way; after all turns each has been written in every way."""
    before = loaded.contents()
    for number, file in enumerate(sorted(city.path.glob("*.csv"))):
        change = list(SAME.values())[(number + turn) % len(SAME)]
        file.write_bytes(change(file.read_text(encoding="utf-8")))
    counts = loaded.load(city.path)
    assert {numbers[0] + numbers[1] + numbers[3] for numbers in counts.values()} == {0}
    after = loaded.contents()
    assert {table for table in before if before[table] != after[table]} <= {"seed_load", "sqlite_sequence"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_heads_may_be_labels(city: Any, faults: Faults, lang: str, liuzhou: Path) -> None:
    """Each column of each form by its label, where it has one."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(liuzhou)) as connection:
        labels = {(item, part): label for item, part, label in connection.execute(f"SELECT item, part, {lang} FROM label WHERE coded = ''")}
    renamed = 0
    for form in REPORT:
        items = (form.name, *sorted({target.table for target in form.targets}))
        heads = [next((labels[item, name] for item in items if (item, name) in labels), name) for name in form.columns]
        if len(set(heads)) == len(heads):
            renamed += heads != list(form.columns)
            first, rest = city.file(form.name).read_text(encoding="utf-8").split("\n", 1)
            assert first == ",".join(form.columns)
            city.file(form.name).write_text(",".join(f'"{head}"' for head in heads) + "\n" + rest, encoding="utf-8")
    assert renamed > 10
    assert faults(city.path) == []


NUMBERS = [  # typed, with unit, value, decimals
    ("１２０", "person", 120.0, 0),
    ("1,234", "person", 1234.0, 0),
    ("１，２３４．５０", "person", 1234.5, 2),
    ("94.5％", "percent", 94.5, 1),
    ("94.50%", "", 94.5, 2),
    ("33.8万", "person", 338000.0, 0),
    ("33.8 万", "person", 338000.0, 0),
    ("1.2亿", "yuan", 120000000.0, 0),
    ("−5", "person", -5.0, 0),
    ("\u20665\u2069", "person", 5.0, 0),
    ("1\u00a0234", "person", 1234.0, 0),
    ("+7", "person", 7.0, 0),
    ("007", "person", 7.0, 0),
]


def test_numbers_as_people_type_them(city: Any, database: Any) -> None:
    """Each in a year of its own."""
    for year, (typed, unit, _value, _decimals) in enumerate(NUMBERS, start=1951):
        city.add("observations", f'甲校,graduates,{year},cohort,,,,,"{typed}",,{unit},,,,,,,,')
    database.load(city.path)
    found = database.rows("SELECT year, value, decimals FROM observation WHERE indicator_code = 'graduates' ORDER BY year")
    assert found == [(year, value, decimals) for year, (_typed, _unit, value, decimals) in enumerate(NUMBERS, start=1951)]


@pytest.mark.parametrize("typed", ["0.1000000000000000055", "9007199254740993", "0." + "0" * 20])
def test_a_number_that_would_not_come_back_as_it_was_typed(city: Any, faults: Faults, typed: str) -> None:
    city.add("observations", f"甲校,graduates,2031,cohort,,,,,{typed},,person,,,,,,,,")
    assert faults(city.path) == [("observations.csv", 9, "value", "number")]


REFUSED = {
    "tabs": (lambda text: text.replace(",", "\t").encode(), "column"),
    "semicolons": (lambda text: text.replace(",", ";").encode(), "column"),
    "full-width commas": (lambda text: text.replace(",", "，").encode(), "column"),
    "UTF-16": (lambda text: text.encode("utf-16"), "encoding"),
    "empty": (lambda text: b"", "column"),
    "only blank lines": (lambda text: b"\n\r\n\n", "column"),
    "only a BOM": (lambda text: codecs.BOM_UTF8, "column"),
    "no head": (lambda text: text.split("\n", 1)[1].encode(), "column"),
    "cut in the head": (lambda text: text[:30].encode(), "column"),
}


@pytest.mark.parametrize(("change", "rule"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_form_is_told_in_its_first_lines(city: Any, database: Any, change: Callable[[str], bytes], rule: str) -> None:
    before = database.path.read_bytes()
    file = city.file("schools")
    file.write_bytes(change(file.read_text(encoding="utf-8")))
    found = [fault for fault in database.refusal(city.path) if fault.file == str(file)]
    assert {fault.rule for fault in found} in ({rule}, {rule, "cut"})
    assert min(fault.line for fault in found) == 1
    assert database.path.read_bytes() == before


def test_a_file_cut_at_any_byte_is_refused_or_has_whole_rows(city: Any, database: Any) -> None:
    """A file that ends early never loads half a row as a whole one, but for the last cell, which nobody can see."""
    whole = city.file("schools").read_bytes()
    for length in range(0, len(whole), 29):
        city.file("schools").write_bytes(whole[:length])
        faults = [fault for fault in check([city.file("schools")]) if fault.severity == "error"]
        cells = whole[:length].decode("utf-8", "replace").splitlines()[-1].count(",") if length else 0
        assert faults or cells == 10, length


@pytest.mark.parametrize("form", ["schools", "observations", "awards"])
def test_a_form_that_is_missing(city: Any, faults: Faults, form: str) -> None:
    city.file(form).unlink()
    assert (f"{form}.csv", 1, "", "form") in faults(city.path)


def test_a_form_that_is_there_twice(city: Any, faults: Faults) -> None:
    shutil.copy(city.file("schools"), city.path / "Schools.CSV")
    if len(list(city.path.glob("[sS]chools.*"))) == 1:
        pytest.skip("this file system does not tell capitals from small letters")
    assert [fault[2:] for fault in faults(city.path)] == [("", "form")]


def test_a_file_too_many(city: Any, faults: Faults) -> None:
    city.file("teachers").write_text("code,name\n", encoding="utf-8")
    city.file("labels").write_text("item\n", encoding="utf-8")
    assert faults(city.path) == [("labels.csv", 1, "", "form"), ("teachers.csv", 1, "", "form")]


@pytest.mark.parametrize("name", [".~lock.schools.csv#", "~$schools.csv", ".schools.csv", "readme.txt", "Thumbs.db"])
def test_what_other_programs_leave_beside_the_forms_is_no_form(city: Any, faults: Faults, name: str) -> None:
    (city.path / name).write_bytes(b"\xff\xfe")
    assert faults(city.path) == []


def test_folders_inside_are_passed_over(city: Any, faults: Faults) -> None:
    shutil.copytree(city.path, city.path / "last year")
    (city.path / "teachers.csv").mkdir()
    assert faults(city.path) == []


def test_a_folder_in_the_place_of_a_form(city: Any, faults: Faults) -> None:
    city.file("awards").unlink()
    city.file("awards").mkdir()
    assert ("awards.csv", 1, "", "form") in faults(city.path)


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links and permissions")
class TestPosix:
    def test_a_link_to_a_form_is_read(self, city: Any, faults: Faults) -> None:
        elsewhere = city.path.parent / "elsewhere.csv"
        city.file("schools").rename(elsewhere)
        city.file("schools").symlink_to(elsewhere)
        assert faults(city.path) == []

    @pytest.mark.parametrize("form", ["schools", "report.toml"])
    def test_a_circle_of_links(self, city: Any, form: str) -> None:
        file = city.file(form)
        file.unlink()
        file.symlink_to(file.with_name("other.csv"))
        file.with_name("other.csv").symlink_to(file)
        assert_one_line(city.path, file.name)

    @pytest.mark.parametrize("form", ["schools", "report.toml"])
    def test_no_permission_to_read(self, city: Any, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """The superuser reads everything, so the system's refusal is simulated for it."""
        city.file(form).chmod(0)
        if os.geteuid() == 0:
            opened = Path.open

            def refuses(path: Path, *arguments: Any, **more: Any) -> Any:
                if path.name == city.file(form).name:
                    raise PermissionError(13, "Permission denied", str(path))
                return opened(path, *arguments, **more)

            monkeypatch.setattr(Path, "open", refuses)
        assert_one_line(city.path, city.file(form).name)


def assert_one_line(folder: Path, name: str) -> None:
    """Checking the folder tells of the file in one line: as a fault, or as what stops the whole check."""
    try:
        said = [str(fault) for fault in check([folder]) if fault.severity == "error"]
    except VetError as error:
        said = [str(error)]
    assert any(name in line for line in said)
    assert all(len(line.splitlines()) == 1 for line in said)
