"""Forms for a region that has no report yet: its head, the outline of its year, the indicators of the catalogue; reads no file."""

from collections.abc import Mapping

from ..form import Form
from ..forms import CATALOGUE_SOURCE, HEAD, OUTLINE
from ..known import Query
from .filled import Filled, Texts
from .next_year import OBSERVATIONS, in_order

_BY_PROVINCE = ("country", "province")
_CATALOGUE = f"SELECT row_key FROM provenance WHERE table_name = 'indicator' AND source = '{CATALOGUE_SOURCE}'"
_STATED = (
    "SELECT observation.indicator_code, subject.kind, observation.period, observation.statistic FROM observation"
    " JOIN subject ON subject.code = observation.subject_code WHERE observation.measure = 'level'"
    " GROUP BY observation.indicator_code, subject.kind, observation.period, observation.statistic"
    " ORDER BY count(*), observation.period DESC, observation.statistic DESC, observation.indicator_code, subject.kind"
)


def first_report(query: Query, region: str, year: int) -> list[Filled]:
    """Return the forms for the first report of a region, by its code: head and outline, each indicator without a value, no schools."""
    (name, level), *_others = query(
        "SELECT subject.name, region.level FROM subject JOIN region ON region.code = subject.code WHERE subject.code = :region",
        {"region": region},
    )
    head = {
        "code": f"{region}-{year}",
        "title": f"{name}中等职业教育{year}年度质量报告",
        "kind": "province" if level in _BY_PROVINCE else "city",
        "subject": region,
        "region": region,
        "year": str(year),
    }
    edition = _edition(query, year)
    outline = [{"number": "title", "heading": head["title"]}, {"number": "preamble", "heading": "前言"}, *_sections(query, edition)]
    blank = [Filled(HEAD, [head | ({"outline_edition": edition} if edition else {})]), Filled(OUTLINE, outline)]
    return blank + [Filled(form, _observations(query, form, region, year) if form.name == OBSERVATIONS else []) for form in in_order()]


def _edition(query: Query, year: int) -> str:
    """Return the edition of the outline that the reports of a year follow: the last that had begun, else the first; '' without any."""
    editions = list(query("SELECT code, year_from FROM outline_edition ORDER BY year_from DESC", {}))
    return str(next((code for code, year_from in editions if year_from <= year), editions[-1][0] if editions else ""))


def _sections(query: Query, edition: str) -> list[Texts]:
    rows = query("SELECT number, heading FROM outline_section WHERE edition_code = :edition", {"edition": edition})
    return [{"number": number, "heading": heading} for number, heading in sorted(rows, key=lambda row: _place(row[0]))]


def _place(number: str) -> tuple[tuple[int, str], ...]:
    """Return what puts sections in order: 1.10 after 1.9."""
    return tuple((int(part), "") if part.isdecimal() else (1 << 30, part) for part in number.split("."))


def _observations(query: Query, form: Form, region: str, year: int) -> list[Texts]:
    """Return a row for each indicator that fits a region, with the period and statistic that reports of regions mostly give it."""
    usual = {field.name: field.default for field in form.fields if field.default}
    of_regions, of_others = _stated(query)
    rows = []
    own = {code for (code,) in query(_CATALOGUE, {})}
    for (code,) in query("SELECT code FROM indicator ORDER BY ordinal, code", {}):
        if code in own and (code in of_regions or code not in of_others):
            series = {name: word for name, word in of_regions.get(code, {}).items() if word != usual.get(name)}
            rows.append({"subject": region, "indicator": code, "year": str(year)} | series)
    return rows


def _stated(query: Query) -> tuple[Mapping[str, Texts], set[str]]:
    """Return of the indicators that reports state of regions period and statistic, and which they state of anything else."""
    of_regions: dict[str, Texts] = {}
    of_others = set()
    for indicator, kind, period, statistic in query(_STATED, {}):
        if kind == "region":
            of_regions[indicator] = {"period": period, "statistic": statistic}  # the most frequent comes last
        else:
            of_others.add(indicator)
    return of_regions, of_others
