"""Word's automatic list numbers -> the words that are printed before a paragraph; knows lists and styles, and no text.

A paragraph names a list (`numId`) and a level of it (`ilvl`), itself or by its style; lists of one definition (`abstractNum`)
count together, unless one begins anew (ECMA-376, 17.9).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .elements import attribute, child, children, value
from .list_words import NO_NUMBER, written


@dataclass(frozen=True)
class _Level:
    """A level of a list: its first number, how a number is written, the words around it (`%1.%2`), the style that takes it.

    legal: all numbers in it are digits. parted: a tab or space follows. restarts: it begins anew below each higher level.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""
    legal: bool = False
    parted: bool = True
    restarts: bool = True


class Numbering:
    """The lists of a document, given its parts `numbering` and `styles`; counts as `number` is asked, paragraph by paragraph."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {attribute(style, "styleId"): style for style in children(styles, "style")}
        self._default = next((key for key, style in self._styles.items() if _is_default(style)), "")
        self._definitions = {attribute(each, "abstractNumId"): each for each in children(numbering, "abstractNum")}
        self._lists = {attribute(each, "numId"): each for each in children(numbering, "num")}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def number(self, paragraph: Element) -> str:
        """Return the number of a paragraph with the space that parts it from the text, or '' if it has none."""
        key, depth = self._place(paragraph)
        levels = self._levels_of(key)
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counted(key, depth, levels)
        if level.format in NO_NUMBER:
            return ""
        text = level.text
        for each in range(depth + 1):
            kind = "decimal" if level.legal else levels.get(each, level).format
            text = text.replace(f"%{each + 1}", written(counts[each], kind))
        return f"{text} " if level.parted and text else text

    def _counted(self, key: str, depth: int, levels: dict[int, _Level]) -> dict[int, int]:
        """Count one more at a level; return what each level stands at."""
        counts = self._counts.setdefault(value(self._lists[key], "abstractNumId"), {})
        if key not in self._begun:
            self._begun.add(key)
            counts.update(_restarted(self._lists[key]))
        for above in range(depth):
            counts.setdefault(above, levels.get(above, _Level()).start)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for below in [each for each in counts if each > depth and levels.get(each, _Level()).restarts]:
            del counts[below]
        return counts

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """Return the list of a paragraph and its level there, from 0; '' for no list."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        key, depth = value(own, "numId"), value(own, "ilvl")
        if not key:
            key, depth_of_style = self._place_by_style(value(properties, "pStyle") or self._default)
            depth = depth or depth_of_style
        return key, int(depth or 0)

    def _place_by_style(self, style: str) -> tuple[str, str]:
        """Return the list and the level that a style, or one it is based on, gives to its paragraphs."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            own = child(child(self._styles[style], "pPr"), "numPr")
            if key := value(own, "numId"):
                linked = (str(depth) for depth, level in self._levels_of(key).items() if level.style == style)
                return key, value(own, "ilvl") or next(linked, "0")
            seen.add(style)
            style = value(self._styles[style], "basedOn")
        return "", ""

    def _levels_of(self, key: str) -> dict[int, _Level]:
        if key not in self._levels:
            self._levels[key] = dict(self._read_levels(self._lists.get(key)))
        return self._levels[key]

    def _read_levels(self, numbers: Element | None) -> Iterator[tuple[int, _Level]]:
        definition = self._definitions.get(value(numbers, "abstractNumId"))
        if style := value(definition, "numStyleLink"):
            linked = value(child(child(self._styles.get(style), "pPr"), "numPr"), "numId")
            definition = self._definitions.get(value(self._lists.get(linked), "abstractNumId"))
        for holder in (definition, *children(numbers, "lvlOverride")):
            for level in children(holder, "lvl"):
                yield int(attribute(level, "ilvl")), _level(level)


def _level(element: Element) -> _Level:
    return _Level(
        start=int(value(element, "start") or 1),
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        style=value(element, "pStyle"),
        legal=child(element, "isLgl") is not None,
        parted=value(element, "suff") != "nothing",
        restarts=value(element, "lvlRestart") != "0",
    )


def _restarted(numbers: Element) -> Iterator[tuple[int, int]]:
    """Yield the levels at which a list begins anew, each with the number before its first."""
    for override in children(numbers, "lvlOverride"):
        if start := value(override, "startOverride"):
            yield int(attribute(override, "ilvl")), int(start) - 1


def _is_default(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")
