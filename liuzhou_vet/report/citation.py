"""Where a number stands: the places of a printed piece in a section's text; knows no database."""

from .numerals import CHINESE, normal


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
