"""A .docx file -> its text as it is printed, one line a paragraph; knows Word's XML (ECMA-376) and no report.

Read with the standard library, as workbooks are: of the libraries for .docx, python-docx leaves out list numbers, tracked
insertions, text boxes and notes, docx2python writes every list number as `1)` or `--` and cells that are merged twice.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from liuzhou_vet.errors import VetError
from liuzhou_vet.words import _

from .elements import attribute, child, name
from .kinds import damaged
from .numbering import Numbering

_LARGEST = 1 << 28  # bytes of a part, unpacked
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError, EOFError, OSError),
    *(LookupError, ValueError, RuntimeError, NotImplementedError, RecursionError),
)
"""What reading a broken file may raise."""

_NO_TEXT = frozenset(
    (
        *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "rubyPr", "binData"),
        *("del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "rt"),
    )
)
"""Elements that hold no printed text: formats, tracked deletions, field codes, what older programs would show, readings of characters."""

_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def docx_text(path: Path, content: bytes) -> str:
    """Return the text of a .docx: list numbers written out, a line for each cell of a table, notes after their paragraph.

    Headers, footers, tracked deletions and hidden words are left out. Raises VetError for what is no .docx or damaged.
    """
    try:
        document = _Document(path, content)
        return "\n".join(document.lines())
    except _DAMAGED as error:
        raise damaged(path) from error


class _Document:
    """A Word document: its body, its notes by kind and id, and the list numbers that its paragraphs take, in order."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        main = next((part for kind, part in self._related("") if kind == "officeDocument"), "")
        root = self._tree(main) if main.endswith(".xml") else Element("")
        if name(root) != "document":
            message = _("{path} is no Word document, whatever its name says; save the report as .docx, .pdf or .txt")
            raise VetError(message.format(path=path))
        parts = dict(self._related(main))
        self._body = root
        self._notes = {kind: _by_id(self._tree(parts[kind])) for kind in _NOTES.values() if kind in parts}
        self._numbering = Numbering(*(self._tree(parts[kind]) if kind in parts else None for kind in ("numbering", "styles")))

    def _related(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield kind and name of the parts that a part refers to; the document itself is what '' refers to."""
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations in self._zip.NameToInfo:
            for relation in self._tree(relations):
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                yield relation.get("Type", "").rpartition("/")[2], target.lstrip("/")

    def _tree(self, part: str) -> Element:
        with self._zip.open(part) as stream:
            content = stream.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise ValueError(part)
        return ElementTree.fromstring(content)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the document."""
        return self._block(self._body)

    def _block(self, block: Element) -> Iterator[str]:
        """Yield the lines of a body, a cell, a text box or a note."""
        for element in block:
            kind = name(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind not in _NO_TEXT and not _is_gone(element, kind):
                yield from self._block(element)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        words: list[str] = []
        below: list[Element] = []
        self._gather(paragraph, words, below)
        text = "".join(words)
        if text.strip() or below:
            text = self._numbering.number(paragraph) + text
        yield from re.split("[\n\x0b\x0c\r]", text)
        for block in below:
            yield from self._block(block)

    def _gather(self, element: Element, words: list[str], below: list[Element]) -> None:
        """Gather the words of a paragraph, and the text boxes and notes that hang on it."""
        for part in element:
            kind = name(part)
            if kind == "t":
                words.append(part.text or "")
            elif kind in _SIGNS:
                words.append(_SIGNS[kind])
            elif kind == "txbxContent":
                below.append(part)
            elif kind in _NOTES:
                below += [note for key, note in self._notes.get(_NOTES[kind], {}).items() if key == attribute(part, "id")]
            elif kind not in _NO_TEXT and not _is_gone(part, kind):
                self._gather(part, words, below)


def _is_gone(element: Element, kind: str) -> bool:
    """Tell whether a run is hidden, a row deleted with changes tracked, or a cell only the lower part of one merged downwards."""
    if kind == "r":
        hidden = child(child(element, "rPr"), "vanish")
        return hidden is not None and attribute(hidden, "val") not in ("0", "false", "off")
    if kind == "tr":
        return child(child(element, "trPr"), "del") is not None
    if kind == "tc":
        merged = child(child(element, "tcPr"), "vMerge")
        return merged is not None and attribute(merged, "val") != "restart"
    return False


def _by_id(notes: Element) -> dict[str, Element]:
    """Return notes by id, without the lines that part them from the text."""
    return {attribute(note, "id"): note for note in notes if attribute(note, "type") in ("", "normal")}
