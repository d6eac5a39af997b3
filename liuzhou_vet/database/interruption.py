"""Ctrl-C while something is written: it stops what can still be undone; what is done is finished and told. Knows no database."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def stoppable() -> Iterator[Callable[[], None]]:
    """Give what to call before the step that cannot be undone; from there to the end of the block Ctrl-C does nothing.

    Called outside the main thread, which alone is interrupted, it changes nothing.
    """
    before = signal.getsignal(signal.SIGINT)
    in_charge = threading.current_thread() is threading.main_thread() and before is not None

    def go_through() -> None:
        if in_charge:  # a Ctrl-C that came before this raises KeyboardInterrupt here
            signal.signal(signal.SIGINT, lambda *_given: None)

    try:
        yield go_through
    finally:
        if in_charge:
            signal.signal(signal.SIGINT, before)
