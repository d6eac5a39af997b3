"""A text in traditional characters -> simplified ones, in which our names and numerals are; knows no file format."""

import re
from pathlib import Path

from liuzhou_vet.errors import VetError
from liuzhou_vet.words import _

_HAN = re.compile("[\u4e00-\u9fff]")
_CLEARLY = 0.1
"""The share of characters outside GB 2312, the standard set of simplified ones: 0 in simplified texts, near 0.4 in traditional ones."""


def simplified(path: Path, text: str) -> str:
    """Return a text as it is, or converted if it is clearly in traditional characters.

    Raises VetError if the library for that is missing, or if the characters are no Chinese in either form: a wrong encoding.
    """
    if _share_outside(text) <= _CLEARLY:
        return text
    try:
        from opencc import OpenCC
    except ImportError:
        message = _("{path} is in traditional characters; to have it converted, pip install OpenCC (the extra [report])")
        raise VetError(message.format(path=path)) from None
    converted: str = OpenCC("t2s").convert(text)
    if _share_outside(converted) > _CLEARLY:
        message = _("{path} is no Chinese text in UTF-8, UTF-16 or GB18030; open it in the program that wrote it and save it as UTF-8")
        raise VetError(message.format(path=path))
    return converted


def _share_outside(text: str) -> float:
    characters = "".join(_HAN.findall(text))
    if not characters:
        return 0.0
    inside = characters.encode("gb2312", errors="ignore").decode("gb2312")
    return 1 - len(inside) / len(characters)
