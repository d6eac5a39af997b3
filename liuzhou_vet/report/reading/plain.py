"""The bytes of a plain text -> the text, in whatever encoding Chinese programs save; knows no other kind of file."""

import codecs
import re
from pathlib import Path

from liuzhou_vet.errors import VetError
from liuzhou_vet.words import _

_BINARY = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")


def plain_text(path: Path, content: bytes) -> str:
    """Return a text in UTF-8, UTF-16 with a byte order mark, or GB18030. Raises VetError for what is no text in one of these."""
    text = _decoded(path, content)
    if _BINARY.search(text):
        raise _no_text(path)
    return text.rstrip("\x1a")


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(path, content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _is_broken_utf8(content):
            line = content.count(b"\n", 0, error.start) + 1
            message = _("{path} is damaged in line {line}: a character there is not UTF-8; take another copy, or save it anew as UTF-8")
            raise VetError(message.format(path=path, line=line)) from None
    return _strictly(path, content, "gb18030")


def _strictly(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _no_text(path) from None


def _is_broken_utf8(content: bytes) -> bool:
    """Tell UTF-8 with a broken byte from GB18030, which read as UTF-8 gives next to no Chinese character."""
    text = content.decode("utf-8", errors="replace")
    return len(re.findall("[\u2e80-\uffef]", text)) > text.count("\ufffd")


def _no_text(path: Path) -> VetError:
    message = _("{path} is neither a text in UTF-8, UTF-16 or GB18030, nor .docx, nor .pdf; save the report as one of these")
    return VetError(message.format(path=path))
