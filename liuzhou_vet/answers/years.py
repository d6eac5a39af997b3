"""Years as users give them: `2020`, `2016-2020`, `all`."""

from ..errors import UsageError
from ..words import _

FIRST, LAST = 1900, 2100
Span = tuple[int, int]
EVERYTHING = ("all", "全部")
"""What users write for every year, region or subject."""


def parse_years(text: str) -> Span:
    """Return the first and last year meant by `2020`, `2016-2020` or `all`; UsageError names what is allowed."""
    import unicodedata

    asked = unicodedata.normalize("NFKC", text).strip().removesuffix("年")
    if asked.lower() in EVERYTHING:
        return FIRST, LAST
    parts = asked.replace("—", "-").replace("–", "-").split("-")
    if len(parts) <= 2 and all(part.isascii() and part.isdigit() and FIRST <= int(part) <= LAST for part in parts):
        first, last = int(parts[0]), int(parts[-1])
        if first <= last:
            return first, last
    raise UsageError(
        _("'{text}' is no year: give a year from {first} to {last}, a span such as 2016-2020, or all").format(
            text=text, first=FIRST, last=LAST
        )
    )
