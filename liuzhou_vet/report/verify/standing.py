"""Whether each row stands in the text where it says: its section, its printed words, its names; knows no database."""

from collections.abc import Mapping, Sequence

from liuzhou_vet.words import _, listed, ngettext

from ..citation import occurrences
from ..numbers import context
from ..numerals import normal
from .naming import Folded, folded
from .records import Cited, Figure, Found, Heading, Named, Stated
from .saying import misread

_UNNUMBERED = ("preamble",)  # a section without a heading of its own in the text


def broken(sections: Mapping[str, Folded], stated: Stated) -> list[Found]:
    """Return the rows and headings that do not stand in the text where they say, in the order of the rows."""
    found = [each for heading in stated.outline if (each := _heading(sections, heading))]
    cited: Sequence[Cited] = [*stated.figures, *stated.remarks, *stated.not_data]
    found += [each for row in cited if (each := _citation(sections, row))]
    found += [_wrong(sections, figure, message) for figure in stated.values if (message := misread(figure))]
    found += [each for row in stated.names if row.stands and row.section is not None and (each := _name(sections, row))]
    return found


def place_of(text: str, row: Cited) -> tuple[int, int] | None:
    """Return from where to where the words stand that a row cites in its section's text, None if they do not."""
    places = occurrences(text, row.printed)
    if not 1 <= row.nth <= len(places):
        return None
    start = places[row.nth - 1]
    return start, start + len(normal(row.printed))


def _citation(sections: Mapping[str, Folded], row: Cited) -> Found | None:
    if row.section not in sections:
        return _no_section(row.section, row.printed, row.nth, row.row)
    text = sections[row.section].text
    if not row.printed or place_of(text, row):
        return None
    places = occurrences(text, row.printed)
    if not places:
        message = _("{row}: '{printed}' does not stand in this section").format(row=row.row, printed=row.printed)
        return Found(row.section, row.printed, row.nth, context(text, 0, 0), message)
    message = ngettext(
        "{row}: '{printed}' stands once in this section, and place {nth} is cited",
        "{row}: '{printed}' stands {count} times in this section, and place {nth} is cited",
        len(places),
    )
    message = message.format(row=row.row, printed=row.printed, count=len(places), nth=row.nth)
    return Found(row.section, row.printed, row.nth, context(text, places[-1], places[-1] + len(normal(row.printed))), message)


def _wrong(sections: Mapping[str, Folded], figure: Figure, message: str) -> Found:
    row = Cited(figure.row, figure.section, figure.printed, figure.nth)
    text = sections[row.section].text if row.section in sections else ""
    return Found(row.section, row.printed, row.nth, context(text, *(place_of(text, row) or (0, 0))), message)


def _name(sections: Mapping[str, Folded], row: Named) -> Found | None:
    section, first = row.section or "", row.names[0]
    if section not in sections:
        return _no_section(section, first, 1, row.row)
    here = sections[section]
    if any(here.places(name) for name in row.names):
        return None
    message = _("{row}: none of its names stands in this section: {names}").format(row=row.row, names=listed(row.names))
    return Found(section, first, 1, context(here.text, 0, 0), message)


def _heading(sections: Mapping[str, Folded], row: Heading) -> Found | None:
    if row.number not in sections:
        return _no_section(row.number, row.heading, 1, _("the outline"))
    if row.number in _UNNUMBERED:
        return None
    text = sections[row.number].text
    if folded(text).startswith(folded(row.heading)):
        return None
    message = _("the outline: this section has another heading in the text")
    return Found(row.number, row.heading, 1, context(text, 0, 0), message)


def _no_section(section: str, printed: str, nth: int, row: str) -> Found:
    return Found(section, printed, nth, "", _("{row}: the text has no such section").format(row=row))
