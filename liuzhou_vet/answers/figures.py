"""A figure in words: its number with the source's decimals, its hedge in the user's language, its unit; a change with its sign."""

from collections.abc import Mapping
from typing import Any

from ..render.cells import number
from ..words import _, hedged


def figure(value: Any, value_to: Any, unit: str | None, decimals: int | None, bound: str | None, brackets: bool = False) -> str:
    """Return a figure as people read it, in brackets if it is computed; '' if there is none."""
    if value is None:
        return ""
    text = number(value, decimals)
    if value_to is not None:
        text += "-" + number(value_to, decimals)
    return hedged(f"({text})" if brackets else text, bound, unit)


def signed(value: Any, decimals: int | None) -> str:
    """Return a number with its sign."""
    text = number(value, decimals)
    return text if text.startswith("-") else f"+{text}"


def direction(value: Any) -> str:
    """Return the word for a claimed direction: 1, 0 or -1."""
    return {1: _("up"), 0: _("unchanged"), -1: _("down")}[int(value)]


def said(o: Mapping[str, Any]) -> str:
    """Return what an observation says: a change with its sign, a direction in a word; '' where there is no figure."""
    if o["value"] is None:
        return ""
    if o["measure"] == "direction":
        return direction(o["value"])
    if o["measure"] in ("change", "growth"):
        return hedged(signed(o["value"], o["decimals"]), o["bound"], o["unit"])
    return figure(o["value"], o["value_to"], o["unit"], o["decimals"], o["bound"])
