"""How forms are worded for people: heads, sheets, coded values and references in one language, each as the reader takes it back.

Knows labels and names; writes no file. Data is Chinese in every language, so a thing is called by its name.
"""

from typing import NamedTuple

from liuzhou_vet.words import current_language

from ..cells import Wrong
from ..form import Field, Form
from ..forms import ALIAS_OF, SUBJECT_KINDS
from ..known import Known, Query, read_known
from ..names import KINDS_OF, Names
from ..reading.sheet import FOR_THE_READER
from ..vocabulary import ALIAS_OF_LIST, Vocabulary
from .filled import REFERENCE

_PREFIX = {"en": FOR_THE_READER[0], "zh": FOR_THE_READER[1]}
_FLAGS = {"en": {"1": "yes", "0": "no"}, "zh": {"1": "是", "0": "否"}}


class Label(NamedTuple):
    """The word for an item, a column or a coded value in one language, and one sentence of meaning."""

    word: str
    meaning: str


class FormWords:
    """The words of forms, in the language in use, that are read back as those of the report `source`."""

    def __init__(self, query: Query, source: str) -> None:
        self.known: Known = read_known(query, {})
        self.language = current_language()
        self.head_of_reference = _PREFIX[self.language]
        self._source = source
        self._vocabulary = Vocabulary(self.known.words)
        self._names = Names()
        self.known.introduce(self._names)
        self._labels = _labels(query, self.language)

    def form(self, form: Form) -> Label:
        """Return the word for a form."""
        return self.item(form.name)

    def item(self, name: str) -> Label:
        """Return the word for a form, a table or a code list."""
        return self._labels.get((name, "", ""), Label(name, ""))

    def column(self, form: Form, name: str) -> Label:
        """Return the word for a column of a form: its label, where that is read back as this column, else its name."""
        for item in (form.name, *sorted({target.table for target in form.targets})):
            label = self._labels.get((item, name, ""))
            if label is not None:
                return label if self._vocabulary.head(form, label.word) == name else Label(name, label.meaning)
        return Label(name, "")

    def sheet(self, form: Form) -> str:
        """Return the name of a form's sheet: its label in Chinese, else its name, which people of every language can type."""
        return self.form(form).word if self.language == "zh" else form.name

    def head(self, form: Form, column: str) -> str:
        """Return the head of a column: its label in Chinese, else its name; one for the reader alone begins so that it is ignored."""
        if column.startswith(REFERENCE):
            return self.head_of_reference + self.head(form, column.removeprefix(REFERENCE))
        return self.column(form, column).word if self.language == "zh" else column

    def cell(self, form: Form, column: str, text: str) -> str:
        """Return a cell as people read it: a coded value by its label, a thing by its name, if that means it and nothing else."""
        name = column.removeprefix(REFERENCE)
        field = next((field for field in form.fields if field.name == name), None)
        return self.value(field, text) if field is not None and text else text

    def value(self, field: Field, text: str) -> str:
        """Return a value of a field as `cell` does."""
        kind, _colon, of = field.kind.partition(":")
        if kind == "flag":
            return _FLAGS[self.language].get(text, text)
        if kind == "list":
            return self.coded(of, text).word
        return self.name(of, text) if kind == "ref" else text

    def values(self, code_list: str) -> list[str]:
        """Return the codes of a code list, in order."""
        return self._vocabulary.codes(code_list)

    def coded(self, code_list: str, code: str) -> Label:
        """Return the word for a value of a code list, which is the code itself where the label would not be read back as it."""
        item, part, coded = (code, "", "") if code_list == ALIAS_OF_LIST and code in ALIAS_OF else (code_list, "code", code)
        label = self._labels.get((item, part, coded), Label(code, ""))
        return label if self._vocabulary.value(code_list, label.word) == code else Label(code, label.meaning)

    def name(self, kind: str, code: str) -> str:
        """Return the name of the thing of a kind that a code stands for; the code where the name may mean another thing too."""
        row = self.known.rows.get(_table_of(kind), {}).get(code, {})
        name = str(row.get("name") or row.get("title") or "")
        try:
            return name if name and self._names.find(kind, name, self._source) == code else code
        except Wrong:
            return code

    def things(self, kind: str) -> list[str]:
        """Return the codes of everything on record that a reference to `kind` may mean, in the order of the catalogue."""
        rows = self.known.rows.get(_table_of(kind), {})
        kinds = SUBJECT_KINDS if kind == "subject" else KINDS_OF.get(kind, (kind,))
        fitting = [row for row in rows.values() if row.get("kind", kind) in kinds]
        return [row["code"] for row in sorted(fitting, key=lambda row: (row.get("ordinal") or 0, row["code"]))]


def _table_of(kind: str) -> str:
    """Return the table that holds the names of the things of a kind."""
    return "subject" if kind == "subject" or kind in SUBJECT_KINDS or kind in KINDS_OF else kind


def _labels(query: Query, language: str) -> dict[tuple[str, str, str], Label]:
    rows = query(f"SELECT item, part, coded, {language}, meaning_{language} FROM label", {})
    return {(item, part, coded): Label(word, meaning) for item, part, coded, word, meaning in rows}
