"""A form with its rows as texts, for a person to read and fill in; plain records that know neither a database nor a file."""

from typing import NamedTuple

from ..form import Form

REFERENCE = "ref_"
"""How the name of a column begins that holds, for the reader alone, what the report of an earlier year says."""

Texts = dict[str, str]
"""A row: texts by column; a column that is not there is blank. Coded values and references are codes."""


class Filled(NamedTuple):
    """A form and its rows. reference: the fields beside which an earlier report's value stands, in a column `ref_…` of its own."""

    form: Form
    rows: list[Texts]
    reference: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns as they are written: what is for the reader beside its field, or whole rows of it at the end."""
        if self.only_refers:
            return self.form.columns + tuple(REFERENCE + name for name in self.reference)
        beside = {name: (name, REFERENCE + name) for name in self.reference}
        return tuple(column for name in self.form.columns for column in beside.get(name, (name,)))

    @property
    def only_refers(self) -> bool:
        """Tell whether the rows claim nothing and stand in the columns for the reader alone."""
        return self.reference == self.form.columns
