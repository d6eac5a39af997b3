"""A picture as PNG, drawn from the SVG by resvg, an extra; refused where this machine has no Chinese font and would draw boxes."""

from importlib import import_module
from typing import Any

from ...errors import VetError
from ...words import _
from . import pen
from .picture import Picture
from .svg import document

ZOOM = 2  # pixels a unit, so that text is sharp on paper


def rendered(picture: Picture) -> bytes:
    """Return a picture as PNG; VetError without resvg or without a Chinese font."""
    resvg = _resvg()
    if not has_chinese(resvg):
        raise VetError(_("no Chinese font is found, so that the picture would show boxes; install Noto Sans CJK, or write .svg or .html"))
    return bytes(resvg.svg_to_bytes(svg_string=document(picture), zoom=ZOOM))


def _resvg() -> Any:
    try:
        return import_module("resvg_py")
    except ImportError:
        message = _("pictures in PNG need resvg-py, the extra [png]; install it with: pip install resvg-py; or write .svg or .html")
        raise VetError(message) from None


def has_chinese(resvg: Any) -> bool:
    """Say whether two Chinese characters look different: without a font for them both are the same box, or nothing."""
    return bool(_drawn(resvg, "职") != _drawn(resvg, "业"))


def _drawn(resvg: Any, sign: str) -> bytes:
    page = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" font-family="{pen.FONTS}">{pen.text(2, 32, sign, size=32)}</svg>'
    )
    return bytes(resvg.svg_to_bytes(svg_string=page))
