"""Every cell of every form can be wrong, in every way its kind allows: told at its file, line and column, and nothing is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from broken_cells import BLANK, FORMS, HEAD, UNPRINTABLE, UNTIDY, break_one, fill, rows, toml, write, wrong
from hypothesis import given, settings
from hypothesis import strategies as st

from liuzhou_vet.errors import Fault
from liuzhou_vet.intake.check import check
from liuzhou_vet.intake.form import Field, Form

Place = tuple[str, int, str]  # file, line, column


@pytest.fixture
def whole(city: Any) -> Path:
    """Return the folder of the invented report with a row in every form."""
    fill(city.path)
    return Path(city.path)


def places(faults: list[Fault]) -> set[Place]:
    """Return the place of each error; a fault is one line, whatever the cell holds."""
    assert [fault for fault in faults if len(str(fault).splitlines()) > 1 or not str(fault).isprintable()] == []
    return {(Path(fault.file).name, fault.line, fault.column) for fault in faults if fault.severity == "error"}


def test_a_row_in_every_form_is_fine(whole: Path, database: Any) -> None:
    assert places(check([whole])) == set()
    counts = database.load(whole)
    assert all(counts[form.name][0] for form in FORMS)


def test_every_wrong_cell_is_told_at_its_place(whole: Path, database: Any) -> None:
    """All of them at once, each in a row of its own that is right but for it."""
    expected = set()
    for form in FORMS:
        right = rows(whole, form)
        broken = [(field, text) for field in form.fields for text in wrong(form, field)]
        cells = [break_one(form, another(form, right[0], number), *each) for number, each in enumerate(broken)]
        lines = write(whole, form, right + cells)[len(right) :]
        expected |= {(f"{form.name}.csv", line, field.name) for line, (field, _text) in zip(lines, broken, strict=True)}
    before = database.contents()
    assert expected - places(database.refusal(whole)) == set()
    assert database.contents() == before


def another(form: Form, row: list[str], number: int) -> list[str]:
    """Return a row that is about another thing, if a code tells the rows of the form apart."""
    return break_one(form, row, form.fields[0], f"{row[0]}-{number}") if form.key == ("code",) else row


CELLS = [(form, field, text) for form in FORMS for field in form.fields for text in wrong(form, field)]


@pytest.mark.slow
@settings(max_examples=15)
@given(cell=st.sampled_from(CELLS))
def test_one_wrong_cell_is_enough(whole: Path, database: Any, cell: tuple[Form, Field, str]) -> None:
    form, field, text = cell
    right = rows(whole, form)
    before = database.rows("SELECT count(*) FROM subject"), database.path.read_bytes()
    (line, *_others) = write(whole, form, [break_one(form, right[0], field, text), *right[1:]])
    faults = places(database.refusal(whole))
    write(whole, form, right)
    assert (f"{form.name}.csv", line, field.name) in faults
    assert (database.rows("SELECT count(*) FROM subject"), database.path.read_bytes()) == before


@pytest.mark.slow
@settings(max_examples=50)
@given(data=st.data())
def test_whatever_stands_in_a_row_there_is_an_answer(whole: Path, data: st.DataObject) -> None:
    """A row of any text at all is right or has faults in its own line; nothing breaks."""
    form = data.draw(st.sampled_from(FORMS))
    right = rows(whole, form)
    anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12)
    row = [data.draw(st.one_of(st.just(cell), anything)) for cell in right[0]]
    begins = write(whole, form, [*right, row])[-1]
    ends = (whole / f"{form.name}.csv").read_bytes().count(b"\n")
    found = {fault for fault in places(check([whole])) if fault[0] == f"{form.name}.csv"}
    write(whole, form, right)
    assert all(begins <= line <= ends for _file, line, _column in found)


@pytest.mark.parametrize("raw", [b"\xed\xa0\x80", b"\xff\xfe", b"\x80", b"caf\xe9"], ids=["half a surrogate", "mark", "lone", "latin"])
def test_bytes_that_are_no_text(whole: Path, raw: bytes) -> None:
    """Every column of every form in a line of its own, in Chinese company, without which they might be GB18030."""
    expected = set()
    for form in FORMS:
        right = rows(whole, form)[0]
        lines = write(whole, form, [break_one(form, right, field, "虚构@@") for field in form.fields])
        file = whole / f"{form.name}.csv"
        file.write_bytes(file.read_bytes().replace(b"@@", raw))
        expected |= {(file.name, line, field.name) for line, field in zip(lines, form.fields, strict=True)}
    assert expected - places(check([whole])) == set()


@pytest.mark.parametrize("number", range(max(len(form.fields) for form in FORMS)))
def test_a_quotation_mark_that_is_never_closed(whole: Path, number: int) -> None:
    """It takes the rest of the file with it, and is told where it stands."""
    expected = set()
    for form in FORMS:
        if number < len(form.fields):
            cells = rows(whole, form)[0]
            cells[number] = '"' + cells[number]
            file = whole / f"{form.name}.csv"
            file.write_text(f"{','.join(form.columns)}\n{','.join(cells)}\n", encoding="utf-8")
            expected.add((file.name, 2, form.columns[number]))
    assert expected - places(check([whole])) == set()


TEXTS = (*UNTIDY, "“虚构”", "a\tb", "x,y", "two  spaces", "\U00020000", "e\u0301", "9" * 10_000, "一" + "亿" * 5_000)


def test_a_text_may_be_any_text_and_comes_back_exactly(whole: Path, database: Any) -> None:
    expected = set()
    for turn, form in enumerate(FORMS):
        right = rows(whole, form)
        added = []
        for number, text in enumerate(TEXTS, start=2):
            row = right[0]
            for column in texts_of(form):
                row = break_one(form, row, column, f"{text} {form.name} {column.name}")
            added.append(another(form, row, number))
        if form.key == ("code",) or any(column.name in form.key for column in texts_of(form)):
            write(whole, form, right + added)
        else:  # only one row can have this key
            added = [added[turn % len(TEXTS)]]
            write(whole, form, added + right[1:])
        expected |= set(kept(form, added))
    database.load(whole)
    found = set()
    for table, column in {each[:2] for each in expected}:
        found |= {(table, column, text) for (text,) in database.rows(f"SELECT {column} FROM {table}")}
    assert expected - found == set()


def texts_of(form: Form) -> list[Field]:
    """Return the columns of a form that take any text."""
    return [field for field in form.fields if field.kind == "text" and (form.name, field.name) != ("remarks", "observation")]


def kept(form: Form, cells: list[list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield table, column and text of all that a form's rows say in words."""
    for target in form.targets:
        if "=" not in target.when or target.when == f"of={cells[0][1]}":
            for column, field in target.columns.items():
                if field in [each.name for each in texts_of(form)]:
                    yield from ((target.table, column, row[form.columns.index(field)]) for row in cells)


@pytest.mark.slow
def test_a_cell_of_nothing_but_spaces_is_blank(whole: Path, database: Any) -> None:
    database.load(whole)
    before = database.contents()
    for form in FORMS:
        turns = iter(BLANK * 100)
        write(whole, form, [[cell or next(turns) for cell in row] for row in rows(whole, form)])
    counts = database.load(whole)
    assert {numbers[0] + numbers[1] + numbers[3] for numbers in counts.values()} == {0}
    after = database.contents()
    assert {table for table in before if before[table] != after[table]} <= {"seed_load", "sqlite_sequence"}


HEADS = [(field, text) for field in HEAD.fields for text in wrong(HEAD, field) if field.name != "code" or text not in BLANK]


@pytest.mark.slow
@settings(max_examples=40)
@given(cell=st.sampled_from(HEADS))
def test_every_key_of_the_report_file_can_be_wrong(whole: Path, cell: tuple[Field, str]) -> None:
    field, text = cell
    file = whole / "report.toml"
    right = file.read_text(encoding="utf-8")
    lines = [line for line in right.splitlines() if not line.startswith(f"{field.name} = ")]
    lines.insert(1, f"{field.name} = {toml(text)}")
    file.write_text("\n".join(lines), encoding="utf-8")
    found = places(check([file]))
    file.write_text(right, encoding="utf-8")
    assert ("report.toml", 2, field.name) in found


def test_unprintable_is_wrong_in_every_column() -> None:
    """The list of wrong cells is what the tests above stand on: no column is left out of it."""
    assert {(form.name, field.name) for form, field, text in CELLS if text.startswith(UNPRINTABLE)} == {
        (form.name, field.name) for form in FORMS for field in form.fields
    }
