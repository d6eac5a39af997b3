"""A region's figure beside its schools' together; takes one subject after the other, and judges when all have been taken."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from liuzhou_vet.report.intervals import Interval
from liuzhou_vet.report.units import alike
from liuzhou_vet.words import _

from ..catalogue import Catalogue, Rule
from ..figures import Book, Figure, Kind
from ..finding import CONTRADICTION, Finding, find, held_against, in_words

_SCHOOL, _REGION = "school", "region"


class SchoolsTotal:
    """One run of a rule: the figures of regions, and the sums of their schools' figures by report, region and kind."""

    def __init__(self, rule: Rule, catalogue: Catalogue) -> None:
        self._rule = rule
        self._catalogue = catalogue
        self._regions: list[Figure] = []
        self._schools: dict[tuple[str, str, Kind], list[tuple[str, float]]] = defaultdict(list)
        self._dimensions: dict[str, str] = {}

    def take(self, book: Book) -> None:
        """Take the figures of a subject that the rule judges."""
        subject = self._catalogue.subjects[book.subject]
        if subject.kind not in (_SCHOOL, _REGION):
            return
        for code in self._rule.role("judged"):
            for figure in book.of(code):
                if subject.kind == _REGION:
                    self._regions.append(figure)
                elif figure.exact and figure.usual:
                    for region in self._catalogue.above(subject.region or ""):
                        self._schools[figure.row.report, region, figure.kind].append((subject.code, float(figure.plain)))
                    self._dimensions[code] = figure.unit.dimension

    def findings(self) -> Iterator[Finding]:
        """Yield a verdict on each region's figure of which schools' figures are stated in the same report."""
        for figure in self._regions:
            schools = dict(self._schools.get((figure.row.report, figure.row.subject, figure.kind), ()))
            members = self._catalogue.members.get((figure.row.report, figure.row.scope))
            if members:
                schools = {school: value for school, value in schools.items() if school in members}
            if schools and alike(self._dimensions[figure.row.indicator], figure.unit.dimension):
                yield self._verdict(figure, schools, complete=members is not None and members == schools.keys())

    def _verdict(self, figure: Figure, schools: dict[str, float], complete: bool) -> Finding:
        together = sum((Fraction(repr(value)) for value in schools.values()), Fraction(0))
        possible = Interval(together, together if complete else None)
        verdict = held_against(figure, possible, self._rule)
        message = _("{count} schools of the scope, all of it, have {sum}") if complete else _("{count} schools alone have {sum}")
        words = message.format(count=len(schools), sum=in_words(together, figure))
        if verdict == CONTRADICTION:
            words = _("{equation}, not {stated}").format(equation=words, stated=figure.words)
        return find(self._rule, figure, verdict, words, together if complete else None, possible)
