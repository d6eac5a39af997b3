"""What all tables share: the metadata with its naming rules, and the column kinds used again and again."""

from typing import Any

from sqlalchemy import ForeignKey, MetaData, Numeric
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

from ...database.dialect import text_by_code_point

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of every model; its metadata is the whole schema without the views."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: text_by_code_point()}


def key() -> MappedColumn[str]:
    """Return a primary key column that holds a code or a name."""
    return mapped_column(primary_key=True)


def key_ref(target: str) -> MappedColumn[str]:
    """Return a primary key column that refers to `target`, a `table.column`."""
    return mapped_column(ForeignKey(target), primary_key=True)


def ref(target: str) -> MappedColumn[Any]:
    """Return a column that refers to `target`, a `table.column`."""
    return mapped_column(ForeignKey(target))


def figure() -> MappedColumn[Any]:
    """Return a column for a number: exact decimals on PostgreSQL, the nearest double on SQLite.

    How many of its digits count is said by the `decimals` beside it.
    """
    return mapped_column(Numeric(asdecimal=False))
