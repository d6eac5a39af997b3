"""The time a statement may take; knows no database."""

import time

ROWS = 500  # between two looks at the processor's time
WHOLE = 2  # times the engine's seconds that the processor may take for the whole answer, writing it included


class Clock:
    """Counts the engine's seconds, and the processor's for the whole answer, so that a slow reader of the rows uses up neither."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.expired = False
        self._engine = 0.0
        self._since = time.monotonic()
        self._rows = 0
        self._processor = time.thread_time()

    def start(self) -> None:
        """Let the engine run, to the next row."""
        self._rows += 1
        if self._rows % ROWS == 0 and time.thread_time() - self._processor > self.seconds * WHOLE:
            self.expired = True
        self._since = time.monotonic()

    def over(self) -> bool:
        """Say whether the time is up; SQLite asks this between its steps and stops if so."""
        now = time.monotonic()
        self._engine += now - self._since
        self._since = now
        if self._engine > self.seconds:
            self.expired = True
        return self.expired
