"""A bar on standard error that shows how far a long piece of work is; knows nothing of the work."""

import sys
import time
from typing import Any

import click

PATIENCE = 1.0  # seconds of work before a bar appears


class Bar:
    """A progress bar that appears when the work takes longer than a second, on a terminal only, and goes when it is done."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._start = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            sys.stderr.write("\r\x1b[K\x1b[?25h")  # the line is free for what comes next, the cursor is shown again
            sys.stderr.flush()

    def show(self, done: int, whole: int) -> None:
        """Show that so much of the whole is done."""
        if self._bar is None:
            if time.monotonic() - self._start < PATIENCE or not sys.stderr.isatty():
                return
            self._bar = click.progressbar(length=whole, label=self._label, file=sys.stderr)
            self._bar.render_progress()
        self._bar.update(min(done, whole) - self._bar.pos)
