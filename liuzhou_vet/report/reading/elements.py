"""Elements of Word's XML by their plain names; knows no meaning of any.

Names come without their namespace, which differs between the two kinds of .docx (transitional and strict).
"""

from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element


def name(element: Element) -> str:
    """Return the name of an element."""
    return local(element.tag)


def attribute(element: Element | None, wanted: str) -> str:
    """Return an attribute of an element, '' if there is none or no element."""
    if element is None:
        return ""
    return next((value for key, value in element.items() if local(key) == wanted), "")


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """Yield the children of that name; none of no element."""
    return (each for each in (() if element is None else element) if name(each) == wanted)


def child(element: Element | None, wanted: str) -> Element | None:
    """Return the first child of that name."""
    return next(children(element, wanted), None)


def value(element: Element | None, wanted: str) -> str:
    """Return what the first child of that name has as its `val`."""
    return attribute(child(element, wanted), "val")


@cache
def local(tag: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]
