"""The report room: a report's text -> numbers and where they stand."""
