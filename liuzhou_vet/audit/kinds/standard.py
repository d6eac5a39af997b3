"""A school's figure beside the national standard: each school on its own, on the standard's own base."""

from collections.abc import Iterator

from liuzhou_vet.report.intervals import Interval, rounded
from liuzhou_vet.words import _, hedged, in_brackets

from ..catalogue import Catalogue, Rule, Standard, Subject
from ..figures import EACH, Book, Figure
from ..finding import IMPLAUSIBLE, NOT_COMPARABLE, OK, Finding, find
from .within import within

_SCHOOL, _REGION = "school", "region"


def judge(rule: Rule, book: Book, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a verdict on each figure of a report's own year that a standard speaks of."""
    subject = catalogue.subjects[book.subject]
    if subject.kind not in (_SCHOOL, _REGION):
        return
    for standard in catalogue.standards:
        if not rule.judges(standard.indicator) or subject.school_type not in (None, standard.school_type):
            continue
        for figure in book.of(standard.indicator):
            if _of_its_own_year(figure, catalogue):
                yield _verdict(rule, figure, standard, subject, catalogue)
        yield from _on_other_bases(rule, book, standard, catalogue)


def _verdict(rule: Rule, figure: Figure, standard: Standard, subject: Subject, catalogue: Catalogue) -> Finding:
    unit = catalogue.units.get(standard.unit or "", figure.unit)
    threshold = standard.threshold * unit.factor
    limits = Interval(threshold if standard.comparator == "at_least" else None, threshold if standard.comparator == "at_most" else None)
    words = _standard_in_words(standard, unit.name)
    if subject.kind != _SCHOOL and figure.row.statistic != EACH:
        message = _("{standard} holds for each school; a figure of all together proves nothing about any")
        return find(rule, figure, NOT_COMPARABLE, message.format(standard=words), None, limits)
    if standard.comparator == "about":
        return find(rule, figure, NOT_COMPARABLE, _("{standard}: a rough figure, which no school can miss").format(standard=words))
    if figure.unit.dimension != unit.dimension:
        return find(rule, figure, NOT_COMPARABLE, _("{standard} is in another unit").format(standard=words))
    reached = within(figure, limits)
    message = _("{value} reaches {standard}") if reached else _("{value} does not reach {standard}")
    return find(rule, figure, OK if reached else IMPLAUSIBLE, message.format(value=figure.words, standard=words), None, limits)


def _on_other_bases(rule: Rule, book: Book, standard: Standard, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the shares of the same things whose base is not the standard's."""
    own = catalogue.indicators[standard.indicator]
    if own.numerator is None or own.base is None:
        return
    for code in book.indicators():
        other = catalogue.indicators[code]
        same_thing = other.code != own.code and other.numerator == own.numerator and other.unit == own.unit
        if same_thing and other.base not in (None, own.base):
            for figure in book.of(code):
                if _of_its_own_year(figure, catalogue):
                    message = _("{standard} is a share of {base}, this one of {other}").format(
                        standard=_standard_in_words(standard, figure.unit.name),
                        base=catalogue.name(own.base or ""),
                        other=catalogue.name(other.base or ""),
                    )
                    yield find(rule, figure, NOT_COMPARABLE, message)


def _of_its_own_year(figure: Figure, catalogue: Catalogue) -> bool:
    report = catalogue.reports.get(figure.row.report)
    return report is not None and report.year == figure.row.year and figure.usual


def _standard_in_words(standard: Standard, unit: str) -> str:
    article = " ".join(part for part in (standard.document, standard.article) if part)
    threshold = rounded(standard.threshold, 0 if standard.threshold.denominator == 1 else 2)
    return in_brackets(f"{standard.name} {hedged(str(threshold), standard.comparator, unit, blank='')}", article)
