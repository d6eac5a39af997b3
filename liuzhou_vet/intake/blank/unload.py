"""A report in the database -> the rows of its forms as texts, the inverse of a load; reads only, and writes no file.

Which rows are the report's own, and which column holds which field, is told by the records of the forms alone.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..compare import full_key
from ..form import Form, Target
from ..forms import HEAD, OUTLINE, REPORT
from ..known import Query
from ..reading.source import OPTIONAL, Source
from ..stage import Part, has_provenance, real_table
from .filled import Filled, Texts


def unload(query: Query, report: str) -> dict[str, Filled]:
    """Return the forms of a report by name: its head, its outline and every form of a report, and catalogue forms that it fills in.

    Rows are in the order of the forms where the database keeps it, else sorted by their key. References are codes.
    """
    forms = {form.name: Filled(form, _rows(query, report, form)) for form in (HEAD, OUTLINE, *OPTIONAL, *REPORT)}
    return {name: filled for name, filled in forms.items() if filled.rows or filled.form not in OPTIONAL}


def _rows(query: Query, report: str, form: Form) -> list[Texts]:
    rows: dict[tuple[str, ...], Texts] = {}
    for target in form.targets:
        leads = form.leads(target)
        for key, texts in _read(query, report, form, target):
            if leads or key in rows:
                rows.setdefault(key, {}).update(texts)
    ordered = sorted(rows.values(), key=lambda texts: int(texts.get("ordinal") or 0))  # a stable sort: without one, by key
    return [{name: texts[name] for name in form.columns if texts.get(name)} for texts in ordered]


def _read(query: Query, report: str, form: Form, target: Target) -> Iterator[tuple[tuple[str, ...], Texts]]:
    """Yield the rows of a table that a report says by a form: the key of the form's row, and its texts."""
    kinds = {field.name: field.kind for field in form.fields}
    columns = [(column, name) for column, name in target.columns.items() if not name.startswith("=")]
    names = [column for column, _name in columns]
    condition, values = _owned(report, form, target)
    key = [name in form.key for _column, name in columns]
    decimals = names.index("decimals") if "decimals" in names else -1
    fixed_name, _equals, fixed = target.when.partition("=")
    statement = f"SELECT {', '.join(names)} FROM {target.table} WHERE {condition} ORDER BY {', '.join(full_key(form, target))}"
    for row in query(statement, values):
        texts = {name: _text(kinds.get(name, "integer"), value, row, decimals) for (_c, name), value in zip(columns, row, strict=True)}
        if fixed:
            texts[fixed_name] = fixed
        yield (fixed, *(str(value) for value, is_key in zip(row, key, strict=True) if is_key)), texts


def _owned(report: str, form: Form, target: Target) -> tuple[str, dict[str, Any]]:
    """Return the condition for the rows that a report says by a form, as `compare` tells them, and its parameters."""
    if has_provenance(target):
        key = " || '|' || ".join(f"{target.table}.{column}" for column in full_key(form, target))
        definer = Part(0, Source(report, Path(), whole=False), form).definer(target)
        conditions = [
            "EXISTS (SELECT 1 FROM provenance AS said WHERE said.table_name = :said_table AND said.source = :definer"
            f" AND said.row_key = {key})"
        ]
        values = {"said_table": target.table, "definer": definer}
        if target.table == "subject" and form.kinds:
            conditions.append("kind IN (" + ", ".join(f":kind_{place}" for place in range(len(form.kinds))) + ")")
            values |= {f"kind_{place}": kind for place, kind in enumerate(form.kinds)}
        return " AND ".join(conditions), values
    column = "report_code" if "report_code" in real_table(target.table).columns else "code"
    return f"{column} = :report", {"report": report}


def _text(kind: str, value: Any, row: Sequence[Any], decimals: int) -> str:
    """Return a value as a cell holds it; a figure with the decimals that are stored beside it."""
    if value is None:
        return ""
    if kind == "flag":
        return "1" if value else "0"
    if kind in ("figure", "number"):
        return _number(value, row[decimals] if kind == "figure" and decimals >= 0 else None)
    return str(value)


def _number(value: Any, decimals: int | None) -> str:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if decimals is not None:
        return f"{number:.{decimals}f}"
    whole = number.to_integral_value()
    return f"{whole if whole == number else number.normalize():f}"
