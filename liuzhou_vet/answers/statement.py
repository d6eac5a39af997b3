"""A statement over one view, as text with `:name` parameters or with its values as literals; runs on every database."""

import re
from collections.abc import Iterable, Mapping
from typing import Any


class Statement:
    """SELECT columns FROM view WHERE conditions ORDER BY order LIMIT limit."""

    def __init__(self, view: str, columns: Iterable[str], order: Iterable[str] = (), limit: int | None = None) -> None:
        self.view = view
        self.columns = list(columns)
        self.order = list(order)
        self.limit = limit
        self.conditions: list[str] = []
        self.parameters: dict[str, Any] = {}

    def asking(self, columns: Iterable[str], order: Iterable[str] = (), limit: int | None = None) -> "Statement":
        """Return a statement with the same conditions that asks for other columns, in another order."""
        other = Statement(self.view, columns, order, limit)
        other.conditions, other.parameters = self.conditions, self.parameters
        return other

    def where(self, condition: str, **parameters: Any) -> "Statement":
        """Add a condition with its parameters, whose names must be new."""
        self.conditions.append(condition)
        self.parameters.update(parameters)
        return self

    def one_of(self, column: str, values: list[str]) -> "Statement":
        """Keep rows whose column is one of the values."""
        return self._in(column, "IN", values)

    def none_of(self, column: str, values: list[str]) -> "Statement":
        """Drop rows whose column is one of the values."""
        return self._in(column, "NOT IN", values)

    def _in(self, column: str, operator: str, values: list[str]) -> "Statement":
        names = [f"{column}_{place}" for place in range(len(values))]
        marks = ", ".join(f":{name}" for name in names)
        return self.where(f"{column} {operator} ({marks})", **dict(zip(names, values, strict=True)))

    def text(self) -> str:
        """Return the statement with `:name` parameters."""
        lines = [f"SELECT {', '.join(self.columns)}", f"FROM {self.view}"]
        if self.conditions:
            lines.append("WHERE " + "\n  AND ".join(self.conditions))
        if self.order:
            lines.append("ORDER BY " + ", ".join(self._ordered(term) for term in self.order))
        if self.limit is not None:
            lines.append(f"LIMIT {int(self.limit)}")
        return "\n".join(lines)

    def _ordered(self, term: str) -> str:
        """Return an ordering that puts missing values last on every database; sections go by their place in the outline."""
        column = term.removeprefix("-")
        if column == "section" and self.view != "section":
            column = (
                f"(SELECT place.ordinal FROM section place WHERE place.report_code = {self.view}.report "
                f"AND place.number = {self.view}.section)"
            )
        return f"{column} IS NULL, {column}{' DESC' if term.startswith('-') else ''}"

    def literal(self) -> str:
        """Return the statement with its values as literals, ready for any other tool."""
        return fill_in(self.text(), self.parameters) + ";"


def containing(word: str) -> str:
    """Return the pattern of LIKE … ESCAPE '\\' for texts in lower case that hold the word, whatever the case of its Latin letters.

    Other letters stay as they are: neither database has the lower case of each.
    """
    return "%" + starting(re.sub("[A-Z]+", lambda found: found[0].lower(), word))


def starting(word: str) -> str:
    """Return the pattern of LIKE … ESCAPE '\\' for texts that begin with the word."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def fill_in(text: str, parameters: Mapping[str, Any]) -> str:
    """Put literals in place of the `:name` parameters of a statement of ours (which holds no colon within quotes)."""
    return re.sub(r":(\w+)", lambda found: _literal(parameters[found.group(1)]), text)


def _literal(value: Any) -> str:
    if isinstance(value, (int, float)):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"
