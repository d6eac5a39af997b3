"""Every form: `CATALOGUE` for `seeds/catalogue`, `REPORT` for a report's folder, `HEAD` and `OUTLINE` for its `report.toml`.

Plain data; it imports no SQLAlchemy and reads no file. A new form is a new record in `catalogue_forms` or `report_forms`, its
tables in `schema/`; what the records mean is said in `form`.
"""

from .catalogue_forms import ALIAS_OF, CATALOGUE
from .form import Field, Form, Target
from .report_forms import HEAD, OUTLINE, REPORT

__all__ = [
    "ALIAS_OF",
    "CATALOGUE",
    "CATALOGUE_SOURCE",
    "FORMS",
    "HEAD",
    "OUTLINE",
    "REPORT",
    "SHARED",
    "SUBJECT_KINDS",
    "Field",
    "Form",
    "Target",
    "key_of",
]

CATALOGUE_SOURCE = "catalogue"
"""What stands for a report's code where the catalogue says something."""

FORMS = {form.name: form for form in (*CATALOGUE, HEAD, OUTLINE, *REPORT)}
"""Every form by name."""

SUBJECT_KINDS = frozenset(kind for form in FORMS.values() for kind in form.kinds)
"""Every kind of subject."""


def _shared() -> dict[str, tuple[str, ...]]:
    columns: dict[str, dict[str, None]] = {}
    for form in FORMS.values():
        for target in form.targets:
            if target.shared:
                columns.setdefault(target.table, {}).update(dict.fromkeys(target.columns))
    return {table: tuple(names) for table, names in columns.items()}


SHARED = _shared()
"""The tables whose rows several sources may define, and the columns that forms fill in."""


def key_of(form: Form, target: Target) -> tuple[str, ...]:
    """Return the columns of a target that tell its rows apart (within a report, if it belongs to one)."""
    if target.table == "observation":
        return ("id",)
    if target.table == "mention":
        return ("subject_code", "section")
    return tuple(column for column, value in target.columns.items() if value in form.key)
