"""The two kinds of trouble: a request that cannot be met, and data that is faulty."""

from typing import NamedTuple


class VetError(Exception):
    """A request that cannot be met: one sentence that says what is wrong and what to do next.

    `exit_code` is what the program ends with: 1 where the data or the statement was refused.
    """

    exit_code = 1


class UsageError(VetError):
    """The command line was wrong: exit code 2."""

    exit_code = 2


class DatabaseError(VetError):
    """The database cannot be reached or opened, is not ours, or is at another version: exit code 3."""

    exit_code = 3


class Fault(NamedTuple):
    """Something wrong in a seed file: where (line counted from 1, column by its name), how bad, by which rule, in words."""

    file: str
    line: int
    column: str
    severity: str  # error or warning
    rule: str
    message: str

    def __str__(self) -> str:
        """Return the fault as one line that editors can jump to."""
        return f"{self.file}:{self.line}:{self.column}: {self.message}".replace("\n", "\\n")

    def as_dict(self) -> dict[str, str | int]:
        """Return the fault for programs: file, line, column, severity, rule, message."""
        return self._asdict()
