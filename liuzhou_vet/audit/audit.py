"""The audit itself: every rule on the figures of one subject after the other, then the remarks."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from liuzhou_vet.report.units import Unit

from .catalogue import Catalogue, Rule
from .figures import Book, Figure, ObservationRow
from .finding import Finding
from .kinds import (
    balance,
    change,
    direction,
    jump,
    limits,
    listing,
    overlap,
    part,
    per_head,
    restated,
    revision,
    share,
    standard,
    total,
    whole_number,
)
from .kinds.schools_total import SchoolsTotal
from .remarks import Remarks

Judge = Callable[[Rule, Book, Catalogue], Iterator[Finding]]

KINDS: Mapping[str, Judge] = {
    "share": share.judge,
    "whole_number": whole_number.judge,
    "part": part.judge,
    "total": total.judge,
    "overlap": overlap.judge,
    "change": change.judge,
    "direction": direction.judge,
    "balance": balance.judge,
    "per_head": per_head.judge,
    "limits": limits.judge,
    "listing": listing.judge,
    "standard": standard.judge,
    "restated": restated.judge,
    "revision": revision.judge,
    "jump": jump.judge,
}
"""How a rule of each kind judges the figures of one subject; `schools_total` needs those of all, `text` none."""

_NO_UNIT = Unit()


def audit(subjects: Iterable[tuple[str, Iterable[ObservationRow]]], catalogue: Catalogue) -> Iterator[Finding]:
    """Yield every finding on the observations of one subject after the other."""
    remarks = Remarks(catalogue.remarks)
    marked = {remark.observation for remark in catalogue.remarks if remark.observation}
    observed: dict[str, Finding] = {}
    schools = [SchoolsTotal(rule, catalogue) for rule in catalogue.of_kind("schools_total")]
    judges = [(KINDS[rule.kind], rule) for rule in catalogue.rules if rule.kind in KINDS]
    for subject, own in subjects:
        figures = [_figure(row, catalogue) for row in own]
        observed |= {figure.row.id: _stated(figure) for figure in figures if figure.row.id in marked} if marked else {}
        book = Book(subject, figures)
        for judge, rule in judges:
            yield from map(remarks.explained, judge(rule, book, catalogue))
        for each in schools:
            each.take(book)
    for each in schools:
        yield from map(remarks.explained, each.findings())
    yield from remarks.findings(observed)


def _figure(row: ObservationRow, catalogue: Catalogue) -> Figure:
    quotient = catalogue.indicators[row.indicator].numerator is not None
    return Figure(row, catalogue.units.get(row.unit or "", _NO_UNIT), quotient)


def _stated(figure: Figure) -> Finding:
    """Return what a figure states as a finding without a verdict."""
    row = figure.row
    return Finding(
        "",
        row.report,
        row.subject,
        row.indicator,
        row.year,
        "",
        "",
        row.section,
        stated=row.value,
        decimals=figure.decimals,
        unit=figure.unit.name,
        id=row.id,
    )
