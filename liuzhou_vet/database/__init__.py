"""The database room: an address becomes a reader, a writer, or ad-hoc SQL that can only read. What differs by database is here."""
