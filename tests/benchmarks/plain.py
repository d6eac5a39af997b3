"""The plain table that peers put the same file of observations into: columns of text, the same key, the same foreign keys."""

import csv
from pathlib import Path

REFERENCES = {
    "subject": "school",
    "indicator": "indicator",
    "unit": "unit",
    "period": "period",
    "measure": "measure",
    "statistic": "statistic",
    "bound": "bound",
    "scope": "scope",
    "status": "status",
}
KEY = "subject, indicator, year, period, measure, statistic, scope, section, printed, nth"


def plain_tables(file: Path) -> str:
    """Return the SQL that makes the table `observation`, and the tables it refers to with the codes that the file uses."""
    lines = [f"CREATE TABLE {name} (code TEXT PRIMARY KEY);" for name in REFERENCES.values()]
    for name, codes in _codes(file).items():
        rows = ", ".join(f"('{code}')" for code in sorted(codes))
        lines.append(f"INSERT INTO {name} VALUES {rows};")
    with file.open(encoding="utf-8", newline="") as stream:
        columns = next(csv.reader(stream))
    words = [f"{name} TEXT" + (f" REFERENCES {REFERENCES[name]} (code)" if name in REFERENCES else "") for name in columns]
    lines.append(f"CREATE TABLE observation ({', '.join(words)}, PRIMARY KEY ({KEY}));")
    return "\n".join(lines)


def _codes(file: Path) -> dict[str, set[str]]:
    """Return what the columns of the file refer to."""
    codes: dict[str, set[str]] = {table: set() for table in REFERENCES.values()}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for column, table in REFERENCES.items():
                codes[table].add(row[column])
    return codes
