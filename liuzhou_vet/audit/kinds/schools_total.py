"""A region's figure beside its schools' together; takes one subject after the other, and judges when all have been taken."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from liuzhou_vet.report.intervals import ZERO, Interval
from liuzhou_vet.words import _

from ..catalogue import ALL, Catalogue, Rule
from ..figures import TOTAL, Book, Figure, Kind, counted_alike
from ..finding import CONTRADICTION, NOT_COMPARABLE, Finding, find, held_against, in_words

_SCHOOL, _REGION = "school", "region"

Of = tuple[str, str, Kind]
"""Whose schools say what: report, region, and what is measured."""


class SchoolsTotal:
    """One run of a rule: the figures of regions, and those of their schools by report, region and kind."""

    def __init__(self, rule: Rule, catalogue: Catalogue) -> None:
        self._rule = rule
        self._catalogue = catalogue
        self._regions: list[Figure] = []
        self._schools: dict[Of, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
        self._numbers: dict[tuple[str, str, int, str], set[Fraction]] = defaultdict(set)

    def take(self, book: Book) -> None:
        """Take the figures of a subject that the rule judges, and of a region how many schools it has (`base`)."""
        subject = self._catalogue.subjects[book.subject]
        if subject.kind not in (_SCHOOL, _REGION):
            return
        judged = (figure for code in self._rule.role("judged") for figure in book.of(code))
        figures = (each for each in judged if each.usual and not each.vague and each.row.statistic == TOTAL)
        if subject.kind == _SCHOOL:
            regions = self._catalogue.above(subject.region or "")
            for figure in figures:
                for region in regions:
                    self._schools[figure.row.report, region, figure.kind][subject.code].append(figure)
            return
        self._regions.extend(figures)
        for code in self._rule.role("base"):
            for figure in book.of(code):
                if figure.exact and figure.usual:
                    row = figure.row
                    self._numbers[row.report, row.subject, row.year, row.scope].add(figure.plain)

    def findings(self) -> Iterator[Finding]:
        """Yield a verdict on each region's figure of which schools' figures are stated in the same report."""
        for figure in self._regions:
            told = self._schools.get((figure.row.report, figure.row.subject, figure.kind), {})
            members = self._catalogue.members.get((figure.row.report, figure.row.scope))
            schools = {
                school: fitting[0]
                for school, stated in told.items()
                if (members is None or school in members) and (fitting := [each for each in stated if _fits(figure, each)])
            }
            if schools:
                yield self._verdict(figure, schools, members)

    def _verdict(self, figure: Figure, schools: Mapping[str, Figure], members: frozenset[str] | None) -> Finding:
        complete = members == schools.keys() if members is not None else self._is_all(figure, len(schools))
        possible, exact = ZERO, Fraction(0)
        for each in schools.values():
            possible, exact = possible.plus(each.interval), exact + each.plain
        possible = possible if complete else Interval(possible.low, None)
        verdict = held_against(figure, possible, self._rule)
        message = _("{count} schools of the scope, all of it, have {sum}") if complete else _("{count} schools alone have {sum}")
        words = message.format(count=len(schools), sum=in_words(exact, figure))
        if verdict == CONTRADICTION and members is None and figure.row.scope != ALL:
            verdict = NOT_COMPARABLE
            words = _("{equation}; which schools {scope} counts is not stated").format(
                equation=words, scope=self._catalogue.scope(figure.row.scope)
            )
        elif verdict == CONTRADICTION:
            words = _("{equation}, not {stated}").format(equation=words, stated=figure.words)
        return find(self._rule, figure, verdict, words, exact if complete else None, possible, schools.values())

    def _is_all(self, figure: Figure, count: int) -> bool:
        """Tell whether so many schools are all there are, where no scope is named."""
        row = figure.row
        return row.scope == ALL and self._numbers[row.report, row.subject, row.year, row.scope] == {count}


def _fits(figure: Figure, school: Figure) -> bool:
    """Tell whether a school's figure counts as its region's does: within the school, everyone, or those of the same scope."""
    return school.row.scope in (ALL, figure.row.scope) and counted_alike(school, figure)
