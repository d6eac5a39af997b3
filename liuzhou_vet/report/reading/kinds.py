"""A file's first bytes -> what kind of file it is, and what to do about one that cannot be read; reads no text."""

from pathlib import Path

from liuzhou_vet.errors import VetError
from liuzhou_vet.words import _

ZIP, PDF = b"PK\x03\x04", b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream in which Word keeps a document that has a password
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_MARKUP = (b"{\\rtf", b"<!doctype", b"<html", b"<?xml")


def refuse_unreadable(path: Path, content: bytes) -> None:
    """Raise VetError for a file that is empty, or of a kind that other programs can turn into one that is read."""
    if not content.strip(b"\x00 \t\r\n\x0c"):
        raise VetError(_("{path} is empty; give the file that holds the report's text").format(path=path))
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise VetError(_("{path} has a password; save it without one").format(path=path))
        raise VetError(_("{path} is an old .doc or .wps file; save it as .docx").format(path=path))
    if content.startswith(_PICTURES):
        raise VetError(_("{path} is a picture; run text recognition (OCR) over it first and give the text").format(path=path))
    if content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise VetError(_("{path} is a web page or other markup; open it in a word processor and save it as .docx").format(path=path))


def damaged(path: Path) -> VetError:
    """Return the error for a file that is broken."""
    return VetError(_("{path} is damaged; open it in its own program and save it anew, or take a copy").format(path=path))
