"""What the heads of reports say against each other: whose report a code stands for, and which edition supersedes which.

Knows `report.toml` as it was read and the heads on record; knows no rows and no database.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from liuzhou_vet.words import _, in_brackets

from .cells import Wrong, figure
from .forms import CATALOGUE_SOURCE
from .known import Head, Known
from .names import Names
from .reading.sources import Source


class HeadFault(NamedTuple):
    """What is wrong with a head, and at which key of it."""

    source: Source
    column: str
    severity: str
    rule: str
    message: str


def judge_heads(sources: Iterable[Source], known: Known, names: Names) -> Iterator[HeadFault]:
    """Yield what is wrong with the reports' heads as a whole; what is wrong with a single key is told elsewhere."""
    reports = [source for source in sources if source.code != CATALOGUE_SOURCE]
    here = {source.code: head_of(source, names) for source in reports}
    heads = known.heads | here
    for source in reports:
        yield from _taken(source, here[source.code], known, heads)
        yield from _superseding(source, here[source.code], heads)
        yield from _second(source, here[source.code], heads)


def head_of(source: Source, names: Names) -> Head:
    """Return whose report it is and for which year, by codes; None or '' where that cannot be told."""

    def code(key: str, reference: str) -> str:
        try:
            return names.find(reference, _said(source, key), source.code)
        except Wrong:
            return ""

    def number(key: str) -> int | None:
        try:
            return int(figure(_said(source, key)).value)
        except Wrong:
            return None

    supersedes = code("supersedes", "report") if _said(source, "supersedes") else None
    edition = number("edition") if _said(source, "edition") else 1
    return Head(code("region", "region"), code("subject", "subject"), number("year"), edition, supersedes)


def _said(source: Source, key: str) -> str:
    return source.head.get(key, (1, ""))[1].strip()


def _taken(source: Source, head: Head, known: Known, heads: dict[str, Head]) -> Iterator[HeadFault]:
    """Tell of a code that stands for the report of another region, subject or year already (玉林 and 榆林 are both yulin)."""
    first = known.heads.get(source.code)
    if first is None or not _told(head) or head[:3] == first[:3]:
        return
    message = _("“{code}” is the report of {whose} for {year} already; give this report a code of its own, for instance {free}")
    whose = in_brackets(_name(first.subject, known), first.subject)
    words = message.format(code=source.code, whose=whose, year=first.year, free=_free_code(head, heads))
    yield HeadFault(source, "code", "error", "code", words)


def _free_code(head: Head, heads: dict[str, Head]) -> str:
    """Return a code that no report has: of the subject's own code, which for a region is that of GB/T 2260, and the year."""
    code = wanted = f"{head.subject}-{head.year}"
    number = 1
    while code in heads:
        number += 1
        code = f"{wanted}-{number}"
    return code


def _superseding(source: Source, head: Head, heads: dict[str, Head]) -> Iterator[HeadFault]:
    """Tell of a report that supersedes another's report, another year's, or no earlier edition."""
    earlier = heads.get(head.supersedes or "")
    if earlier is None or head.supersedes == source.code:
        return  # it supersedes none, or one that is not there, or goes round in a circle: both are told elsewhere
    message = ""
    if _told(head) and _told(earlier) and head[:3] != earlier[:3]:
        message = _("“{code}” is the report of {subject} for {year}; only an earlier edition of the same report can be superseded")
    elif head.edition is not None and earlier.edition is not None and head.edition <= earlier.edition:
        message = _("“{code}” is edition {edition}; give this one a higher edition, since it supersedes it")
    if message:
        words = message.format(code=head.supersedes, subject=earlier.subject, year=earlier.year, edition=earlier.edition)
        yield HeadFault(source, "supersedes", "error", "supersedes", words)


def _second(source: Source, head: Head, heads: dict[str, Head]) -> Iterator[HeadFault]:
    """Warn of a second report of one subject and year of which neither supersedes the other."""
    if head.supersedes is not None or not _told(head):
        return
    for code, other in heads.items():
        alike = code != source.code and other[:3] == head[:3] and other.supersedes != source.code
        if alike and not any(later.supersedes == code for later in heads.values()):
            message = _("“{code}” is the report of {subject} for {year} too; if this one corrects it, write supersedes and edition")
            yield HeadFault(source, "code", "warning", "supersedes", message.format(code=code, subject=head.subject, year=head.year))
            return


def _told(head: Head) -> bool:
    """Tell whether a head says whose report it is and for which year."""
    return bool(head.region and head.subject and head.year is not None)


def _name(code: str, known: Known) -> str:
    return str(known.rows.get("subject", {}).get(code, {}).get("name", code))
