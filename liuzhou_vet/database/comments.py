"""The labels as comments of tables, views and columns, where a database has such, so that its own tools show them."""

from sqlalchemy import Connection, text

_LABELS = "SELECT item, part, zh, meaning_zh, en, meaning_en FROM label WHERE coded = '' ORDER BY item, part"
_COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
_KINDS = (
    "SELECT table_name, CASE table_type WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END FROM information_schema.tables "
    "WHERE table_schema = current_schema()"
)


def write_comments(connection: Connection) -> None:
    """Give every table, view and column the words of its label, in both languages; SQLite has no comments."""
    if connection.dialect.name != "postgresql":
        return
    columns = {(table, column) for table, column in connection.execute(text(_COLUMNS))}
    kinds: dict[str, str] = dict(connection.execute(text(_KINDS)).all())
    statements = []
    for item, part, *words in connection.execute(text(_LABELS)).all():
        if part and (item, part) in columns:
            statements.append(f'COMMENT ON COLUMN "{item}"."{part}" IS {_comment(*words)}')
        elif not part and item in kinds:
            statements.append(f'COMMENT ON {kinds[item]} "{item}" IS {_comment(*words)}')
    if statements:
        connection.connection.driver_connection.execute("; ".join(statements))  # type: ignore[union-attr]


def _comment(zh: str, meaning_zh: str | None, en: str, meaning_en: str | None) -> str:
    """Return the words, Chinese / English, as a literal."""
    words = f"{'：'.join(filter(None, (zh, meaning_zh)))} / {': '.join(filter(None, (en, meaning_en)))}"
    return "'" + words.replace("'", "''") + "'"
