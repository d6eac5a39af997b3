"""What tells our database from others and which version of it this program reads; imports nothing."""

HEAD = "0003"
"""The revision that this program's tables and views belong to."""

APPLICATION_ID = 0x56455431  # "VET1"
"""SQLite's application_id of our databases."""

VERSION_TABLE = "vet_version"
"""The table in which Alembic keeps the revision."""
