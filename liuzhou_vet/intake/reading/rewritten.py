"""What a spreadsheet makes of what was typed -> what was probably typed; knows single texts, and no form.

Excel and WPS take 1.10 for a number and 1-10 for a day, shorten long digits to 4.502E+11 and rewrite 94.5% as 94.50%.
"""

import re
from collections.abc import Container, Iterable
from decimal import Decimal

from liuzhou_vet.words import _, listed

from ..cells import Figure, Wrong, plain, shown

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = (
    re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日?"),
    re.compile(r"(?:19|20)\d\d[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"),
    re.compile(r"(?P<d>\d{1,2})-(?P<n>[A-Za-z]{3})"),
    re.compile(r"(?P<n>[A-Za-z]{3})-(?P<d>\d{1,2})"),
)
_TYPED_DAY = re.compile(r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})")  # a number may be typed so too, a section not
_KEPT_AS_TEXT = re.compile(r"'[-+]?\d[\d.,:/%年月日-]*", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+\d{2,3}", re.ASCII)
_BARE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%?)", re.ASCII)


def is_quoted(cell: str) -> bool:
    """Tell whether a cell of a CSV file may be written as ="001" or '001, to keep a spreadsheet from rewriting it."""
    return cell[:1] in ("=", "'")


def unquoted(cell: str) -> str:
    """Return what is inside ="001" or behind the apostrophe of '001, which is a number or a date; any other cell as it is."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].replace('""', '"')
    return cell[1:] if _KEPT_AS_TEXT.fullmatch(cell) else cell


def section_typed(cell: str, sections: Container[str]) -> str:
    """Return the section that was typed where a spreadsheet has made 1.1 of 1.10, '' if the outline has none like it.

    Raises Wrong if it has made a date of it (1月10日, 10-Jan, 2026/1/10), with the likely section.
    """
    number = plain(cell)
    if "." in number and f"{number}0" in sections:
        return f"{number}0"
    day = _day(cell, (*_DAYS, _TYPED_DAY))
    if day:
        likely = ".".join(map(str, day))
        words = _("“{section}”, which is in the outline") if likely in sections else "“{section}”"
        raise a_date(cell, words.format(section=likely))
    return ""


def refuse_day(cell: str) -> None:
    """Raise Wrong for a day (1月2日, 10-Jan, 2026/1/10) where a number belongs, with what was likely typed."""
    day = _day(cell, _DAYS)
    if day:
        raise a_date(cell, listed(f"“{day[0]}{sign}{day[1]}”" for sign in "-/"))


def _day(cell: str, patterns: Iterable[re.Pattern[str]]) -> tuple[int, int] | None:
    """Return month and day of a text; None for any other text."""
    for pattern in patterns:
        found = pattern.fullmatch(plain(cell))
        if found:
            parts = found.groupdict()
            month = int(parts["m"]) if "m" in parts else _month(parts["n"])
            return (month, int(parts["d"])) if 1 <= month <= 12 and 1 <= int(parts["d"]) <= 31 else None
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0


def refuse_shortened(cell: str) -> None:
    """Raise Wrong for digits that a spreadsheet has shortened to 4.502E+11: some of them may be lost."""
    if _SCIENTIFIC.fullmatch(plain(cell)):
        raise digits_lost(cell)


def digits_lost(cell: str) -> Wrong:
    """Return what is wrong with a number of which a spreadsheet has lost digits."""
    message = _("the spreadsheet made {cell} of a long number, and digits are lost; format the cell as text and type all digits anew")
    return Wrong("rewritten", message.format(cell=shown(cell)))


def a_date(cell: str, likely: str) -> Wrong:
    """Return what is wrong with a cell of which a spreadsheet has made a date, and what was probably typed, quoted."""
    message = _("the spreadsheet made the date {cell} of what was typed, probably {likely}; format the cell as text and type it anew")
    return Wrong("rewritten", message.format(cell=shown(cell), likely=likely))


def as_printed(printed: str, value: Figure | None, decimals: int | None, is_percentage: bool) -> str:
    """Return what was printed before a spreadsheet rewrote it, told by the value and the decimals that are filled in.

    94.50% is 94.5% where one decimal is filled in, 10934.8 is 10934.80 where two are, and 0.945 is 94.5% where the value is
    94.5 and the unit is %. Only a bare number can have been rewritten: any other text comes back as it is.
    """
    found = _BARE.fullmatch(printed.strip())
    if not found:
        return printed
    whole, fraction, percent = found.groups()
    number = Decimal(f"{whole.replace(',', '')}.{fraction or '0'}")
    if is_percentage and not percent and value is not None and number and value.value == number * 100:
        digits = value.decimals if decimals is None else decimals
        return f"{value.value:.{digits}f}%" if round(value.value, digits) == value.value else printed
    if decimals is None or decimals == len(fraction or "") or round(number, decimals) != number:
        return printed
    shown_digits = (fraction or "").ljust(decimals, "0")[:decimals]
    return f"{whole}.{shown_digits}{percent}" if decimals else f"{whole}{percent}"


def lost_zero(number: str, before: Iterable[str]) -> None:
    """Raise Wrong for a number of the outline typed as a number, 1.1 for 1.10: it stands after another, or after 1.9."""
    parent, point, last = number.rpartition(".")
    siblings = [each.rpartition(".")[2] for each in before if each.rpartition(".")[0] == parent] if point else []
    if any(each.isdecimal() and int(each) >= int(last) for each in siblings):
        message = _("the cell holds the number {number}, probably of section {number}0; format the cell as text and type it anew")
        raise Wrong("rewritten", message.format(number=number))
