"""Where a number stands: a report's text by section, and the places of a printed piece in it; knows no database."""

import re

from .numerals import CHINESE, normal

TITLE = "title"
PREAMBLE = "preamble"
ANNEX = "附件"
_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2})+|\d{1,2}\.)(?=[^\d.%])", re.ASCII)


def section_texts(text: str) -> dict[str, str]:
    """Return the normalised text of each section of a report by its number, in order.

    The title is `title`, what stands before the first heading `preamble`; sections of the annex are `附件7.1`. The number
    of a heading is left out, its words and what follows on the same line belong to the section.
    """
    sections: dict[str, list[str]] = {}
    current, prefix = TITLE, ""
    for raw in text.splitlines():
        line = normal(raw)
        if not line:
            continue
        if sections:
            current, prefix, line = _placed(line, current, prefix)
        sections.setdefault(current, []).append(line)
        if current == TITLE:
            current = PREAMBLE
    return {number: "\n".join(lines) for number, lines in sections.items()}


def _placed(line: str, current: str, prefix: str) -> tuple[str, str, str]:
    """Return the section that a line belongs to, the prefix of section numbers, and the line without its number."""
    if line == ANNEX:
        return ANNEX, ANNEX, line
    heading = _HEADING.match(line)
    if heading is None:
        return current, prefix, line
    return prefix + heading[1].rstrip("."), prefix, line[heading.end() :]


def occurrences(text: str, printed: str) -> list[int]:
    """Return the offsets in a section's normalised text at which `printed` stands as a whole number.

    Whole: no digit, numeral or decimal point directly before; no digit, numeral or decimals after if `printed` ends in a digit.
    """
    wanted = normal(printed)
    if not wanted:
        return []
    found = []
    offset = text.find(wanted)
    while offset >= 0:
        if _whole(text, offset, wanted):
            found.append(offset)
        offset = text.find(wanted, offset + 1)
    return found


def _whole(text: str, offset: int, wanted: str) -> bool:
    before = text[offset - 1 : offset]
    if _is_numeral(before) or before == ".":
        return False
    if not wanted[-1].isdigit():
        return True
    end = offset + len(wanted)
    after, further = text[end : end + 1], text[end + 1 : end + 2]
    return not (_is_numeral(after) or (after == "." and further.isdigit()))


def _is_numeral(sign: str) -> bool:
    return sign != "" and (sign.isdigit() or sign in CHINESE)
