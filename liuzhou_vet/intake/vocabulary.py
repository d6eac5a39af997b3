"""The words of the forms: which words may stand for a column's name and for a coded value; knows labels and no rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .cells import plain
from .forms import ALIAS_OF, Form

ALIAS_OF_LIST = "alias_of"


class Word(NamedTuple):
    """A label: of an item (`part` and `coded` blank), of a column (`coded` blank), or of a coded value, in two languages."""

    item: str
    part: str
    coded: str
    zh: str
    en: str


def folded(text: str) -> str:
    """Return a word as words are compared: NFKC, without spaces, case ignored."""
    return plain(text).casefold()


class Vocabulary:
    """What the labels say: heads of forms and values of code lists, each by code or by its label in either language."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._heads: dict[str, dict[str, str]] = defaultdict(dict)
        self._lists: dict[str, dict[str, str]] = defaultdict(dict)
        self._codes: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if word.coded and word.part == "code":
                self._codes[word.item].append(word.coded)
                self._name(self._lists[word.item], word.coded, word)
            elif word.part and not word.coded:
                self._name(self._heads[word.item], word.part, word)
            elif word.item in ALIAS_OF:
                self._codes[ALIAS_OF_LIST].append(word.item)
                self._name(self._lists[ALIAS_OF_LIST], word.item, word)

    @staticmethod
    def _name(names: dict[str, str], meant: str, word: Word) -> None:
        for text in (meant, word.zh, word.en):
            names.setdefault(folded(text), meant)

    def head(self, form: Form, text: str) -> str:
        """Return the name of the form's column that a head means: its name, or its label; '' if none."""
        wanted = folded(text)
        if wanted in form.columns:
            return wanted
        tables = {target.table for target in form.targets}
        for item in (form.name, *sorted(tables)):
            found = self._heads.get(item, {}).get(wanted, "")
            if found in form.columns:
                return found
        return ""

    def codes(self, name: str) -> list[str]:
        """Return the values of a code list, in order."""
        return self._codes.get(name, [])

    def lists(self) -> Mapping[str, list[str]]:
        """Return every code list: its values in order."""
        return {name: codes for name, codes in self._codes.items() if name != ALIAS_OF_LIST}

    def value(self, name: str, text: str) -> str | None:
        """Return the value of a code list that a text means: the code itself, or its label; None if none."""
        stripped = text.strip()
        if stripped in self._codes.get(name, ()):
            return stripped
        return self._lists.get(name, {}).get(folded(text))

    def words(self, name: str) -> list[str]:
        """Return every word that stands for a value of a code list: the codes, then the labels."""
        return [*self.codes(name), *self._lists.get(name, {})]
