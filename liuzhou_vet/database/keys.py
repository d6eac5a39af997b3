"""The keys of the tables, as the schema defines them: what identifies a row, and what refers to what. Imports SQLAlchemy when used."""

from typing import NamedTuple


class Reference(NamedTuple):
    """Columns of a table that refer to as many columns of a table."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Keys(NamedTuple):
    """A table's primary key, the columns that are never null, its references in the order of their columns."""

    primary: tuple[str, ...]
    required: frozenset[str]
    references: tuple[Reference, ...]


def keys_of_tables() -> dict[str, Keys]:
    """Return the keys of every table by its name."""
    from ..schema.tables import Base

    found: dict[str, Keys] = {}
    for name, table in Base.metadata.tables.items():
        references = [
            Reference(
                tuple(element.parent.name for element in key.elements),
                key.referred_table.name,
                tuple(element.column.name for element in key.elements),
            )
            for key in table.foreign_key_constraints
        ]
        places = [column.name for column in table.columns]
        references.sort(key=lambda each: [places.index(column) for column in each.columns])
        required = frozenset(column.name for column in table.columns if not column.nullable)
        found[name] = Keys(tuple(column.name for column in table.primary_key.columns), required, tuple(references))
    return found
