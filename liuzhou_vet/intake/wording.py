"""Forms, columns and values in the words of a user's language, from the labels and names on record; knows no row."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, union_all

from liuzhou_vet.words import current_language

from .forms import FORMS
from .stage import Staging, real_table

_USUAL = {"bound": "exact", "status": "A", "nth": 1, "decimals": None}
_NAMED = ("subject", "indicator", "unit", "scope", "honour")


class Wording:
    """What people call what a form holds."""

    def __init__(self, connection: Connection, staging: Staging) -> None:
        label = real_table("label")
        words = label.c.zh if current_language() == "zh" else label.c.en
        rows = connection.execute(select(label.c.item, label.c.part, label.c.coded, words))
        self._labels: dict[tuple[str, str, str], str] = {(item, part, coded): text for item, part, coded, text in rows}
        sides = [side for name in _NAMED for side in (real_table(name), staging.table(name))]  # the forms may bring them only now
        names = [select(side.c.code, side.c.name) for side in sides]
        self._names = {row.code: row.name for row in connection.execute(union_all(*names))}

    def form(self, name: str) -> str:
        """Return the word for a form."""
        return self._labels.get((name, "", ""), name)

    def column(self, form: str, name: str) -> str:
        """Return the head of a form's column."""
        items = (form, *sorted(target.table for target in FORMS[form].targets))
        return next((self._labels[item, name, ""] for item in items if (item, name, "") in self._labels), name)

    def row(self, form: str, values: Mapping[str, Any]) -> list[str]:
        """Return the values of a row in words; what is as usual goes without saying."""
        usual = {field.name: field.default for field in FORMS[form].fields if field.default} | _USUAL
        return [str(self.value(form, name, value)) for name, value in values.items() if usual.get(name, "") not in (value, None)]

    def value(self, form: str, name: str, value: Any) -> Any:
        """Return a value as people read it: the label of a coded one, the name of a thing, anything else as it is."""
        kind = next(field.kind for field in FORMS[form].fields if field.name == name)
        if kind == "code":
            return self._names.get(value, value)
        kind, _colon, of = kind.partition(":")
        if kind == "list":
            return self._labels.get((of, "code", value), value)
        return self._names.get(value, value) if kind == "ref" else value
