"""What a sheet of rows is, whichever file holds it, and the words in it that are for its reader alone; reads no file."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from ..form import Form

EXPLANATION = {"zh": "说明", "en": "Explanation"}
"""The sheet of a workbook that explains its columns; no form."""

CHOICES = {"zh": "选项", "en": "Lists"}
"""The sheet of a workbook that holds its drop-down lists; no form."""

FOR_THE_READER = ("ref_", "参考_")
"""How the heads of columns begin that are for the reader alone, such as last year's value; no data."""


class Report(Protocol):
    """Takes a fault of a sheet: line, column, rule, message, and how bad it is."""

    def __call__(self, line: int, column: str, rule: str, message: str, severity: str = "error", /) -> None:
        """Take the fault; it is for the one who judges to keep it."""


@dataclass
class Head:
    """The head of a sheet: its width in columns, and where each column of the form stands."""

    width: int
    places: list[int]  # by field; -1 for a column that is missing
    names: list[str] = field(default_factory=list)  # the heads as they stand

    @property
    def missing(self) -> list[int]:
        """Return the fields that have no column."""
        return [number for number, place in enumerate(self.places) if place < 0]


class Sheet(ABC):
    """The rows of one form as a file holds them: which form, the file's name in faults, and the sha256 of the file.

    lines: about how many lines there are, 0 where that is not known before they are read.
    """

    def __init__(self, form: Form, file: str, sha256: str, lines: int = 0) -> None:
        self.form = form
        self.file = file
        self.sha256 = sha256
        self.lines = lines

    @abstractmethod
    def head(self, report: Report) -> tuple[int, list[str]] | None:
        """Return line and cells of the first row that is not blank; None if there is none, the reason reported."""

    @abstractmethod
    def rows(self, head: Head, report: Report) -> Iterator[tuple[int, list[str]]]:
        """Yield line and cells of each row below the head, as the file has them; report what cannot be read."""

    def column_at(self, head: Head, cell: int) -> str:
        """Return the name of the column that a cell stands in."""
        if cell in head.places:
            return self.form.columns[head.places.index(cell)]
        return head.names[cell] if cell < len(head.names) else self.form.columns[-1]
