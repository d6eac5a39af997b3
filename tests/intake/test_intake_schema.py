"""The forms fit the tables: every column is written, keys are the tables' keys, a blank is null only where null may be."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import UniqueConstraint

from liuzhou_vet.database.resources import seeds_folder
from liuzhou_vet.intake.form import Form, Target
from liuzhou_vet.intake.forms import FORMS, SHARED, key_of
from liuzhou_vet.schema.tables import Base
from liuzhou_vet.schema.tables.code_lists import CODE_LISTS

TARGETS = [pytest.param(form, target, id=f"{form.name}-{target.table}") for form in FORMS.values() for target in form.targets]


@pytest.mark.parametrize(("form", "target"), TARGETS)
def test_the_columns_of_a_target(form: Form, target: Target) -> None:
    table = Base.metadata.tables[target.table]
    required = {column.name for column in table.columns if not column.nullable} - {"report_code"}
    assert required <= set(target.columns) <= {column.name for column in table.columns}
    assert {value for value in target.columns.values() if not value.startswith("=")} <= set(form.values)
    assert {column.name for column in table.primary_key} - {"report_code"} == set(key_of(form, target))
    assert (target.table in SHARED) == target.shared


@pytest.mark.parametrize(("form", "target"), TARGETS)
def test_a_blank_is_null_only_where_null_may_be(form: Form, target: Target) -> None:
    table = Base.metadata.tables[target.table]
    made_later = {"bound", "status", "nth"} if form.name == "observations" else set()
    fields = {field.name: field for field in form.fields}
    for column, value in target.columns.items():
        field = fields.get(value)
        if field and not field.required and field.default is None and value != target.when and value not in made_later:
            assert table.c[column].nullable, f"{form.name}.{value}"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_kinds_of_cells(form: Form) -> None:
    for field in form.fields:
        name, _colon, of = field.kind.partition(":")
        if name == "list":
            assert of in (*CODE_LISTS, "alias_of")
        if field.unique:
            table = Base.metadata.tables[form.targets[0].table]
            assert [field.name] in [[c.name for c in u.columns] for u in table.constraints if isinstance(u, UniqueConstraint)]


def test_every_table_is_written_by_a_form() -> None:
    written = {target.table for form in FORMS.values() for target in form.targets}
    assert set(Base.metadata.tables) - written == {"provenance", "seed_load", *CODE_LISTS}


def test_nothing_but_the_forms_tables_imports_the_database() -> None:
    import subprocess
    import sys

    code = "import liuzhou_vet.intake.check, sys; print([m for m in ('sqlalchemy', 'sqlite3', 'alembic', 'click') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("path", sorted(seeds_folder().glob("*/*.csv")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_packaged_forms_are_plain_and_in_order(path: Path) -> None:
    raw = path.read_bytes()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    rows = csv.reader(raw.decode("utf-8").splitlines(keepends=True))
    assert tuple(next(rows)) == FORMS[path.stem].columns
