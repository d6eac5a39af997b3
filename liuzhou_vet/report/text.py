"""A report's file -> its text, one line a paragraph; knows the kinds of file, and no section and no number."""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from liuzhou_vet.errors import UsageError, VetError
from liuzhou_vet.words import _

from .reading.kinds import PDF, ZIP, refuse_unreadable
from .reading.plain import plain_text
from .reading.simplified import simplified

_LARGEST = 1 << 28  # bytes


class Read(NamedTuple):
    """A report's file: its text, and the sha256 of its bytes."""

    text: str
    sha256: str


def read_text(path: str | Path) -> str:
    """Return the text of a report, as `read` does."""
    return read(path).text


def read(path: str | Path) -> Read:
    """Return the text of a report: a line for each paragraph, heading or table cell, lines ended by \\n.

    The kind of file is told by its content: plain text (UTF-8, UTF-16, GB18030), .docx or .pdf. A text in traditional characters
    comes back in simplified ones. Raises UsageError if there is no such file, VetError for one that cannot be read.
    """
    path = Path(path)
    content = _content(path)
    refuse_unreadable(path, content)
    lines = [line.rstrip() for line in simplified(path, _text(path, content)).splitlines()]
    return Read("\n".join(lines).rstrip("\n") + "\n", sha256(content).hexdigest())


def _text(path: Path, content: bytes) -> str:
    if content.startswith(ZIP):
        from .reading.docx import docx_text

        return docx_text(path, content)
    if PDF in content[:1024]:
        from .reading.pdf import pdf_text

        return pdf_text(path, content)
    return plain_text(path, content)


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise VetError(_("{path} is a folder; give the report's file, .txt, .docx or .pdf").format(path=path))
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        raise UsageError(_("{path} is not there; give the report's file, .txt, .docx or .pdf").format(path=path)) from None
    except OSError as error:
        raise VetError(_("{path} cannot be read: {reason}").format(path=path, reason=error.strerror)) from None
    if len(content) > _LARGEST:
        raise VetError(_("{path} is larger than 256 MB; save the report without its pictures").format(path=path))
    return content
