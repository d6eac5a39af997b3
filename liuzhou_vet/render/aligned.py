"""The one door to tabulate: rows of text become lines in which columns stand below each other, Chinese included."""

import re
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def aligned(rows: list[list[str]], right: list[bool], style: str = "plain") -> list[str]:
    """Return one line a row, without blanks at its end; cells are single lines without control characters."""
    if not rows or not right:
        return []
    text: str = _tabulate().tabulate(
        rows,
        tablefmt=style,
        colalign=["right" if each else "left" for each in right],
        disable_numparse=True,  # strings stay as they are: 0012 is no number, 12.30 keeps its zero
        preserve_whitespace=True,  # an indent is part of the text
    )
    return [line.rstrip(" ") for line in text.split("\n")]


def visible(text: str) -> str:
    """Return the text with line ends as \\n and every other control character as its escape: none reaches a terminal."""
    if text.isprintable():
        return text
    return CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", text.replace("\r\n", "\n").replace("\t", " "))


def _tabulate() -> Any:
    """Import tabulate without the package metadata of Python's library.

    tabulate asks it for its own version number, which nobody reads here, and the import costs as much as click and sqlite3 together.
    """
    name = "importlib.metadata"
    if "tabulate" in sys.modules or name in sys.modules:
        return import_module("tabulate")
    sys.modules[name] = _no_metadata(name)
    try:
        return import_module("tabulate")
    finally:
        del sys.modules[name]


def _no_metadata(name: str) -> ModuleType:
    """Return a module that knows no package: tabulate then calls its version unknown."""

    class PackageNotFoundError(ModuleNotFoundError):
        pass

    def version(package: str) -> str:
        raise PackageNotFoundError(package)

    module = ModuleType(name)
    vars(module).update(version=version, PackageNotFoundError=PackageNotFoundError)
    return module
