"""What tells our database from others and which version of it this program reads; imports nothing."""

HEAD = "0003"
"""The revision that this program's tables and views belong to."""

APPLICATION_ID = 0x56455431  # "VET1"
"""What marks our databases: SQLite's application_id, a row of its own on PostgreSQL."""

VERSION_TABLE = "vet_version"
"""The table in which Alembic keeps the revision."""

MARK_TABLE = "vet_mark"
"""The table that holds the application_id on PostgreSQL."""
