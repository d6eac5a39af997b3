"""What the audit finds, as a Result: of which reports and years, in which order, with one sentence for people."""

from collections import Counter
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from ..audit.audit import audit
from ..audit.catalogue import Catalogue
from ..audit.finding import MORE, RAISED, STALE, Finding
from ..errors import UsageError, VetError
from ..render.cells import number
from ..render.result import Column, Result
from ..words import _, hedged, in_brackets, listed, ngettext
from .audit_rows import observations, read_catalogue
from .labels import code_of, values_of
from .renames import under_any_name
from .reports import Chosen, ReportRow, choose, in_force
from .things import find
from .years import parse_years

if TYPE_CHECKING:
    from ..database.reader import Reader

VERDICTS = ("contradiction", "implausible", "stale", "not_comparable", "explained", "ok")
"""Every verdict, those first that someone must look at."""

_NUMBERS = {
    "stated": ("decimals", 0),
    "computed": ("precision", 0),
    "computed_low": ("decimals", MORE),
    "computed_high": ("decimals", MORE),
    "difference": ("precision", 0),
}
"""The columns that are numbers: which hidden column says how many decimals they have, and how many more."""

KEYS = (
    *("rule", "subject", "subject_code", "indicator", "indicator_code", "year"),
    *_NUMBERS,
    *("verdict", "section", "message", "report"),
)
"""The columns for programs, in their order."""


class Asked(NamedTuple):
    """What is asked of the audit; verdicts, rules and subjects are words of the user, none for all."""

    region: str | None = None
    report: str | None = None
    year: str | None = None
    verdicts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


class Audited(NamedTuple):
    """What the audit found: the findings asked for, in order, and how many there are of each verdict, shown or not."""

    findings: list[Finding]
    catalogue: Catalogue
    counts: Counter[str]

    @property
    def unsettled(self) -> int:
        """Return how many contradictions and implausibilities have no remark, and how many remarks are stale."""
        return sum(self.counts[verdict] for verdict in (*RAISED, STALE))


def run(reader: "Reader", asked: Asked) -> Audited:
    """Audit the reports asked for; an error if a word names nothing, or the database holds no rules yet."""
    chosen = choose(reader, asked.region, asked.report, parse_years(asked.year) if asked.year else None)
    verdicts = {_verdict(reader, word) for word in asked.verdicts} or set(VERDICTS)
    catalogue = read_catalogue(reader, _beside(reader, chosen))
    if not catalogue.rules:
        raise VetError(_("the database holds no rules of the audit yet; load them with: vet seed load catalogue"))
    wanted = _wanted(reader, asked, chosen, catalogue)
    counts: Counter[str] = Counter()
    found = []
    for finding in audit(observations(reader, catalogue.reports), catalogue):
        if wanted(finding):
            counts[finding.verdict] += 1
            if finding.verdict in verdicts:
                found.append(finding)
    found.sort(key=_order(reader))
    return Audited(found, catalogue, counts)


def _beside(reader: "Reader", chosen: Chosen) -> list[ReportRow]:
    """Return the reports asked for and those in force of the same regions; an edition stands for those that supersede it."""
    asked = [row for row, _span in chosen.spans]
    codes, regions = set(chosen.codes), set(chosen.regions)
    others = [row for row in in_force(reader) if row.region_code in regions and not {row.code, row.supersedes} & codes]
    return [*others, *asked]


def _wanted(reader: "Reader", asked: Asked, chosen: Chosen, catalogue: Catalogue) -> Callable[[Finding], bool]:
    """Return what tells whether a finding is asked for, whatever its verdict."""
    years = parse_years(asked.year) if asked.year else None
    rules = {_rule(word, catalogue) for word in asked.rules}
    things = [find(reader, word, ("subject",), chosen.codes).code for word in asked.subjects]
    subjects = {code for thing in things for code in under_any_name(reader, thing)}
    codes = set(chosen.codes)

    def wanted(finding: Finding) -> bool:
        if finding.report not in codes or (rules and finding.rule not in rules) or (subjects and finding.subject not in subjects):
            return False
        return years is None or (years[0] <= finding.year <= years[1] and finding.report in chosen.answering(finding.year))

    return wanted


def _verdict(reader: "Reader", word: str) -> str:
    code = code_of(reader, "verdict", word)
    if code is None:
        allowed = listed(in_brackets(code, word) for code, word in values_of(reader, "verdict").items())
        raise UsageError(_("--verdict '{word}' does not exist; choose one of: {allowed}").format(word=word, allowed=allowed))
    return code


def _rule(word: str, catalogue: Catalogue) -> str:
    """Return the code of the rule that is called so; VetError names the nearest."""
    names = {name.lower(): rule.code for rule in catalogue.rules for name in (rule.name, rule.code)}
    code = names.get(word.strip().lower())
    if code is None:
        near = get_close_matches(word.strip().lower(), names, 3, 0.4) or [rule.code for rule in catalogue.rules]
        raise VetError(_("no rule is called '{word}'; nearest: {near}").format(word=word, near=listed(near)))
    return code


def _order(reader: "Reader") -> Callable[[Finding], tuple[Any, ...]]:
    """Return the order of findings: by verdict, then where they stand in the report."""
    places = {(report, section): place for report, section, place in reader.query("SELECT report_code, number, ordinal FROM section")[1]}

    def order(finding: Finding) -> tuple[Any, ...]:
        place = places.get((finding.report, finding.section), 0)
        return (
            VERDICTS.index(finding.verdict),
            finding.report,
            place,
            finding.subject,
            finding.indicator or "",
            finding.year,
            finding.rule,
            finding.message,
        )

    return order


def as_result(audited: Audited) -> Result:
    """Return the findings for programs, one row each."""
    catalogue = audited.catalogue
    columns = [
        Column(name, "number", _label(name), decimals=_NUMBERS[name][0], more=_NUMBERS[name][1]) if name in _NUMBERS else _column(name)
        for name in KEYS
    ]
    rows = (
        (
            finding.rule,
            catalogue.subjects[finding.subject].name if finding.subject else None,
            finding.subject or None,
            catalogue.indicators[finding.indicator].name if finding.indicator else None,
            finding.indicator,
            finding.year or None,
            finding.stated,
            finding.computed,
            finding.low,
            finding.high,
            finding.difference,
            finding.verdict,
            finding.section,
            finding.message,
            finding.report,
            finding.decimals,
            finding.precision,
        )
        for finding in audited.findings
    )
    return Result((*columns, Column("decimals", "integer", hidden=True), Column("precision", "integer", hidden=True)), rows)


def _column(name: str) -> Column:
    return Column(name, {"year": "integer", "subject_code": "code", "indicator_code": "code"}.get(name, "text"), _label(name))


def _label(name: str) -> str:
    return {
        "rule": _("rule"),
        "subject": _("subject"),
        "subject_code": _("subject code"),
        "indicator": _("indicator"),
        "indicator_code": _("indicator code"),
        "year": _("year"),
        "stated": _("stated"),
        "computed": _("computed"),
        "computed_low": _("computed, at least"),
        "computed_high": _("computed, at most"),
        "difference": _("difference"),
        "verdict": _("verdict"),
        "section": _("section"),
        "message": _("message"),
        "report": _("report"),
    }[name]


def as_table(reader: "Reader", audited: Audited) -> Result:
    """Return the findings as people read them: under their verdicts, the two figures side by side, and one sentence."""
    catalogue, words = audited.catalogue, values_of(reader, "verdict")
    regions = {report.subject for report in catalogue.reports.values()}
    several = len({finding.report for finding in audited.findings}) > 1
    columns = (
        Column("verdict", label=_label("verdict"), group=True),
        Column("section", label=_label("section")),
        Column("indicator", label=_label("indicator")),
        Column("stated", label=_label("stated"), align="right"),
        Column("computed", label=_label("computed"), align="right"),
        Column("message", label=_label("message")),
        Column("report", label=_label("report"), hidden=not several),
    )
    rows = []
    for finding in audited.findings:
        names = [] if finding.subject in ("", *regions) else [catalogue.subjects[finding.subject].name]
        names += [catalogue.name(finding.indicator)] if finding.indicator else []
        verdict = in_brackets(words[finding.verdict], str(audited.counts[finding.verdict]))
        rows.append((verdict, finding.section, " ".join(names), _stated(finding), _computed(finding), finding.message, finding.report))
    return Result(columns, rows)


def _stated(finding: Finding) -> str:
    return "" if finding.stated is None or not finding.unit else hedged(number(finding.stated, finding.decimals), None, finding.unit)


def _computed(finding: Finding) -> str:
    """Return what a figure ought to be: a number, else the bound that it should keep to."""
    if finding.computed is not None:
        return hedged(number(finding.computed, finding.precision), None, finding.unit)
    for bound, end in (("at_least", finding.low), ("at_most", finding.high)):
        if end is not None:
            return hedged(number(end, finding.decimals), bound, finding.unit)
    return ""


def summary(reader: "Reader", audited: Audited) -> str:
    """Return one line that says how many findings there are of each verdict."""
    words = values_of(reader, "verdict")
    counts = listed(f"{words[verdict]} {audited.counts[verdict]}" for verdict in VERDICTS)
    total = sum(audited.counts.values())
    return ngettext("{count} statement audited: {counts}", "{count} statements audited: {counts}", total).format(count=total, counts=counts)
