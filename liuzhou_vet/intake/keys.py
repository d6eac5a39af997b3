"""Which rows of a form have been seen, and in which line first; knows keys as hashes and nothing of their columns.

A million keys as text would fill the memory: their hashes are 64 bits wide and do not meet by chance.
"""

from array import array


class Keys:
    """The keys of the rows so far."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._order = array("q")
        self._lines = array("Q")
        self._first: dict[int, int] = {}  # made when a key comes twice, which in most forms none does

    def __contains__(self, key: int) -> bool:
        return key in self._seen

    def add(self, key: int, line: int) -> int:
        """Take the key of a line; return the first line that has it, which is this one if the key is new."""
        if key in self._seen:
            return self._earlier(key)
        self._seen.add(key)
        self._order.append(key)
        self._lines.append(line)
        return line

    def _earlier(self, key: int) -> int:
        if len(self._first) < len(self._order):
            self._first = dict(zip(self._order, self._lines, strict=True))
        return self._first[key]
