"""What a form is: a seed file's columns, what kind of cell each is, and which tables a row goes to; plain records."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A column of a form.

    kind: `text`, `code` (a new code), `integer`, `year`, `number`, `figure` (a number whose decimals count), `date` (YYYY,
    YYYY-MM, YYYY-MM-DD), `flag` (1/0, 是/否), `section` (a number of the report's outline), `list:NAME` (a value of a code
    list or its label), `ref:NAME` (an existing thing by code, name, short name or alias: subject or one kind of subject,
    indicator, unit, topic, scope, honour, major_category, …), `ref_by:FIELD` (the same, the kind is in another field).
    default: what a blank cell means. unique: no two rows of the table may have the same.
    """

    name: str
    kind: str = "text"
    required: bool = True
    default: str | None = None
    unique: bool = False


@dataclass(frozen=True)
class Target:
    """A table that a row of the form goes to: its columns, each from a field (`name`) or fixed (`=value`).

    shared: the row may be defined by several sources (the catalogue, reports) and goes when none defines it any more.
    when: the row is written only if this field is filled in (`field`) or says so (`field=value`).
    loose: columns in which the sources of a shared row may differ; the first one's value stays.
    """

    table: str
    columns: dict[str, str]
    shared: bool = False
    when: str = ""
    loose: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A seed file: its name without ending, its fields, its targets in writing order.

    key: the fields that tell one row from another; each target holds them all. made: what the program adds to each row
    before it is written: `ordinal` (its place in the file), `id`, `subject_kind`. kinds: the kinds of subject it defines.
    """

    name: str
    fields: tuple[Field, ...]
    targets: tuple[Target, ...]
    key: tuple[str, ...] = ("code",)
    made: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the fields, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def values(self) -> tuple[str, ...]:
        """Return the names of a shaped row's values: the fields, then what the program adds."""
        return self.columns + self.made

    def leads(self, target: Target) -> bool:
        """Tell whether a row of the form stands and falls with its row in `target`: the first, or each of several to choose from."""
        return target is self.targets[0] or "=" in target.when


ORDINAL = ("ordinal",)


def same(*names: str, **others: str) -> dict[str, str]:
    """Return columns that bear their field's name, and others."""
    return {name: name for name in names} | others


def optional(name: str, kind: str = "text", default: str | None = None) -> Field:
    """Return a field that may be blank."""
    return Field(name, kind, required=False, default=default)


def unique_name(name: str = "name") -> Field:
    """Return the field of a name that only one row of its table may bear."""
    return Field(name, unique=True)


def columns_of(fields: tuple[Field, ...], made: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the columns that fields go to by rule: a reference to `name_code`, anything else to `name`."""
    named = {f"{field.name}_code" if field.kind.startswith("ref:") else field.name: field.name for field in fields}
    return named | same(*made)


def plain_form(
    name: str,
    table: str,
    fields: tuple[Field, ...],
    key: tuple[str, ...] = ("code",),
    made: tuple[str, ...] = (),
    shared: bool = False,
    loose: tuple[str, ...] = (),
) -> Form:
    """Return a form whose rows are the rows of one table."""
    return Form(name, fields, (Target(table, columns_of(fields, made), shared, loose=loose),), key, made)


SECTION = optional("section", "section", "")
MENTION = Target("mention", {"subject_code": "code", "section": "section"}, when="section")
