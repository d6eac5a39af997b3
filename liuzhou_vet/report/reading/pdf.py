"""A .pdf file -> its pages as glyphs and ruled lines, and through them its text; knows pdfium and no report."""

import ctypes
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from liuzhou_vet.errors import VetError
from liuzhou_vet.words import _

from .furniture import without_furniture
from .kinds import damaged
from .page import Glyph, Page, Rule, lines_of
from .paragraphs import paragraphs

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_THIN = 2.5  # points: a path as thin as that is a ruled line
_SIDES = (4, 5)  # segments of a rectangle
_MANY_PATHS = 20000  # a page with more is a drawing
_UNREADABLE = 0.2
_HYPHENS = ("\x02", "\ufffe")  # how pdfium gives a hyphen at the end of a line

Turn = Callable[[float, float, float, float], tuple[float, float, float, float]]
_TURNS: dict[int, Turn] = {
    0: lambda left, bottom, right, top: (left, bottom, right, top),
    90: lambda left, bottom, right, top: (bottom, -right, top, -left),
    180: lambda left, bottom, right, top: (-right, -top, -left, -bottom),
    270: lambda left, bottom, right, top: (-top, left, -bottom, right),
}
"""How a box on a page lies for the reader, by the angle at which the page is shown."""


def pdf_text(path: Path, content: bytes) -> str:
    """Return the text of a .pdf, its lines joined to paragraphs again, without page numbers and running heads.

    Raises VetError for one that is damaged, has a password or has no text, and where pypdfium2 is not installed.
    """
    pages = _pages(path, content)
    text = "".join(glyph.text for page in pages for glyph in page.glyphs)
    if not text.strip():
        raise VetError(_("{path} shows pictures of pages and has no text; run text recognition (OCR) over it first").format(path=path))
    if sum(map(_is_unreadable, text)) > _UNREADABLE * len(text):
        message = _("{path} does not say which characters it shows; give the document it was made from")
        raise VetError(message.format(path=path))
    return "\n".join(paragraphs(without_furniture([(page, lines_of(page)) for page in pages])))


def _is_unreadable(sign: str) -> bool:
    """Tell whether a glyph came without its character, or with one of a font's own."""
    return sign == "\ufffd" or sign < " " or "\ue000" <= sign <= "\uf8ff"


def _pages(path: Path, content: bytes) -> list[Page]:
    try:
        import pypdfium2
    except ImportError:
        raise VetError(_("reading a .pdf needs pypdfium2, the extra [report]; install it with: pip install pypdfium2")) from None
    if b"%%EOF" not in content[-4096:]:
        raise damaged(path)  # cut: pdfium would give the pages that are left, and no word of the others
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            return [_page(document, number) for number in range(len(document))]
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise VetError(_("{path} has a password; save it without one").format(path=path)) from None
        raise damaged(path) from error


def _page(document: "PdfDocument", number: int) -> Page:
    page = document[number]
    try:
        turn = _TURNS[page.get_rotation()]
        left, _bottom, right, _top = turn(*page.get_mediabox())
        return Page(right - left, _glyphs(page, turn), *_rules(page, turn))
    finally:
        page.close()


def _glyphs(page: "PdfPage", turn: Turn) -> list[Glyph]:
    """Return the glyphs of a page in the order of its content, without those that pdfium adds between."""
    from pypdfium2 import raw

    text = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    glyphs: list[Glyph] = []
    drawn = None
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, _bottom, right, _top = turn(box.left, box.bottom, box.right, box.top)
        baseline = turn(x.value, y.value, x.value, y.value)[1]
        sign = chr(code) if code <= sys.maxunicode else "\ufffd"
        sign = "-" if sign in _HYPHENS else sign
        part = ctypes.cast(raw.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
        before, drawn = drawn, (left, right, baseline, part)
        if drawn == before:  # a font may draw several characters as one, such as two dashes
            glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + sign)
        else:
            glyphs.append(Glyph(sign, left, right, baseline, index))
    text.close()
    return glyphs


def _rules(page: "PdfPage", turn: Turn) -> tuple[list[Rule], list[Rule]]:
    """Return the upright and the level lines of a page: thin paths, and the sides of rectangles."""
    from pypdfium2 import raw

    upright, level = [], []
    for path in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1), _MANY_PATHS):
        left, bottom, right, top = turn(*path.get_bounds())
        if right - left <= _THIN < top - bottom:
            upright.append(Rule((left + right) / 2, bottom, top))
        elif top - bottom <= _THIN < right - left:
            level.append(Rule((bottom + top) / 2, left, right))
        elif raw.FPDFPath_CountSegments(path) in _SIDES:
            upright += [Rule(left, bottom, top), Rule(right, bottom, top)]
            level += [Rule(bottom, left, right), Rule(top, left, right)]
    return upright, level
