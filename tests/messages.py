"""Keeps the Chinese catalogue: `python tests/messages.py` takes the messages from the program and from click, and compiles.

`locale/zh/LC_MESSAGES/messages.po` is edited by hand; this adds what is new to it, drops what the program no longer says, keeps the
translations, and writes `messages.mo` beside it. Both are committed. Messages of click stay once they are there, since users have
other versions of it than the machine this was run on.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "liuzhou_vet"
PO = PACKAGE / "locale" / "zh" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
CLICK = "click"
UNSEEN = ("shell_completion.py", "testing.py")
"""Files of click whose messages no user of ours meets."""

UNDATED = datetime(2020, 12, 31, tzinfo=UTC)
"""Stands where gettext wants dates, so that the same words always compile to the same file."""

LOOKED_UP = ("required",)
"""Words that click takes from its catalogue by a variable, so that no extraction finds them."""


def extracted(folder: Path, unseen: tuple[str, ...] = ()) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield file and id of each message in a package's Python files; a message with a plural has two ids."""
    for file, _line, identity, _comments, _context in extract_from_dir(
        folder, method_map=[("**.py", "python")], keywords=DEFAULT_KEYWORDS, strip_comment_tags=True
    ):
        if Path(file).name not in unseen:
            yield file, identity


def ours() -> Catalog:
    """Return a catalogue of the program's own messages."""
    catalogue = Catalog()
    for file, identity in sorted(extracted(PACKAGE), key=str):
        catalogue.add(identity, locations=[(f"liuzhou_vet/{file}", 0)])
    return catalogue


def clicks(folder: Path = Path(click.__file__).parent) -> Catalog:
    """Return a catalogue of the messages of a click, by default the one that is installed."""
    catalogue = Catalog()
    for _file, identity in sorted(extracted(folder, UNSEEN), key=str):
        catalogue.add(identity, locations=[(CLICK, 0)])
    for word in LOOKED_UP:
        catalogue.add(word, locations=[(CLICK, 0)])
    return catalogue


def stored() -> Catalog:
    """Return the catalogue as it is kept in the repository."""
    if not PO.exists():
        return Catalog(locale="zh")
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def updated(catalogue: Catalog) -> Catalog:
    """Return the catalogue with the messages there are now and the translations it has."""
    now = ours()
    for message in (*clicks(), *(each for each in catalogue if (CLICK, None) in each.locations)):
        if message.id:
            now.add(message.id, locations=[(CLICK, 0)])
    kept = Catalog(locale="zh", charset="utf-8", fuzzy=False, header_comment="# The Chinese words of the program, and of click.")
    for message in now:
        if message.id:
            kept.add(message.id, _translation(catalogue, message), locations=message.locations)
    return kept


def _translation(catalogue: Catalog, message: Message) -> str | tuple[str, ...]:
    known = catalogue.get(message.id)
    empty = "" if isinstance(message.id, str) else ("",)
    return known.string if known and isinstance(known.string, type(empty)) else empty


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text that is committed: by file, without line numbers and dates, so that changes are few."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=120, include_lineno=False, omit_header=True, sort_by_file=True)
    head = (
        'msgid ""\nmsgstr ""\n"Language: zh\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    return (catalogue.header_comment + "\n" + head).encode() + buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    plain = Catalog(locale="zh", charset="utf-8", fuzzy=False, creation_date=UNDATED, revision_date=UNDATED)
    for message in catalogue:
        if message.id:
            plain.add(message.id, message.string)
    buffer = io.BytesIO()
    write_mo(buffer, plain)
    return buffer.getvalue()


if __name__ == "__main__":
    text = as_po(updated(stored()))
    PO.write_bytes(text)
    now = stored()
    MO.write_bytes(compiled(now))
    for missing in (message.id for message in now if message.id and not all([message.string, *message.string])):
        print("not translated:", missing)
