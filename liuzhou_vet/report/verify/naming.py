"""Where a name stands in a section's text, however it is quoted, bracketed or broken over lines; knows no row."""

import re

from ..numerals import CHINESE, normal

_ALIKE = str.maketrans(dict.fromkeys("([【〔", "〔") | dict.fromkeys(")]】〕", "〕") | dict.fromkeys("-—–―−~～", "-"))
_LEFT_OUT = frozenset("\n《》〈〉<>“”\"‘’'「」『』")
_NUMERAL = re.compile(rf"[\d{CHINESE}]")


def folded(name: str) -> str:
    """Return a name without what texts write differently: quotes, book marks, blanks, kinds of bracket and dash, case."""
    return "".join(_fold(sign) for sign in normal(name) if sign not in _LEFT_OUT)


class Folded:
    """A section's normalised text, searched for names."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._offsets = [offset for offset, sign in enumerate(text) if sign not in _LEFT_OUT]
        self._signs = "".join(_fold(text[offset]) for offset in self._offsets)

    def places(self, name: str) -> list[tuple[int, int]]:
        """Return where a name stands as a whole: a 一职校 inside 十一职校 is none."""
        wanted = folded(name)
        found = []
        place = self._signs.find(wanted) if wanted else -1
        while place >= 0:
            start, end = self._offsets[place], self._offsets[place + len(wanted) - 1] + 1
            if not self._runs_on(start, -1) and not self._runs_on(end - 1, 1):
                found.append((start, end))
            place = self._signs.find(wanted, place + 1)
        return found

    def _runs_on(self, offset: int, step: int) -> bool:
        """Tell whether a numeral at the edge of a name has another beside it outside."""
        beside = self.text[max(offset + step, 0) : offset + step + 1]
        return bool(_NUMERAL.match(self.text[offset]) and _NUMERAL.match(beside))


def _fold(sign: str) -> str:
    small = sign.translate(_ALIKE).lower()
    return small if len(small) == 1 else sign
