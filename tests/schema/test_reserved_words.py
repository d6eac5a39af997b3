"""No table, view or column bears a reserved word of either database: every tool can name them without quotes."""

import pytest
from sqlalchemy.dialects.postgresql.base import RESERVED_WORDS as POSTGRESQL
from sqlalchemy.dialects.sqlite.base import SQLiteIdentifierPreparer

from liuzhou_vet.schema.tables import Base
from liuzhou_vet.schema.views import VIEWS

NAMES = sorted(
    {name for table in Base.metadata.tables.values() for name in (table.name, *table.columns.keys())}
    | {name for view in VIEWS.values() for name in (view.table.name, *view.table.columns.keys())}
)


@pytest.mark.parametrize("words", [POSTGRESQL, SQLiteIdentifierPreparer.reserved_words], ids=["postgresql", "sqlite"])
def test_no_name_is_a_reserved_word(words: set[str]) -> None:
    assert not [name for name in NAMES if name in words]


def test_a_view_and_a_table_never_share_a_name() -> None:
    assert not set(VIEWS) & set(Base.metadata.tables)
