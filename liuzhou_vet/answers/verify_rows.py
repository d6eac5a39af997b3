"""The rows of one report as the plain records that its text is held against; knows no text."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..report.verify import Cited, Dated, Figure, Heading, Named, Stated

if TYPE_CHECKING:
    from ..database.reader import Reader

_PROPER = (
    "region", "school", "campus", "department", "enterprise", "education_group", "institution", "place", "platform", "major"
)  # fmt: skip
"""Kinds of subject whose names are the text's; activities, audiences, programmes and clusters are often named in our words."""

_CITING = (
    ("mention", "subject_code"),
    ("observation", "subject_code"),
    ("school_listing", "school_code"),
    ("school_listing", "host_code"),
    ("school_honour", "school_code"),
    ("school_honour", "granted_by_code"),
    ("succession", "predecessor_code"),
    ("succession", "successor_code"),
    ("partnership", "school_code"),
    ("partnership", "partner_code"),
    ("group_member", "group_code"),
    ("group_member", "member_code"),
    ("cluster_listing", "cluster_code"),
    ("programme_change", "programme_code"),
    ("participation", "activity_code"),
    ("participation", "subject_code"),
    ("award", "activity_code"),
    ("award", "recipient_code"),
    ("document_mention", "subject_code"),
    ("case_study", "school_code"),
)
"""Tables whose rows cite a section, and their columns that say a subject."""

_LOOKING_BACK = ("change", "growth", "direction")  # measures that speak of the year before too


class _Report:
    """Reads rows of one report."""

    def __init__(self, reader: "Reader", code: str) -> None:
        self._reader = reader
        self._parameters = {"report": code}
        self.sections = self._sections()

    def rows(self, statement: str) -> "Iterator[tuple[str, ...]]":
        """Return the rows of a statement about the report `:report`."""
        return self._reader.query(statement, self._parameters)[1]

    def _sections(self) -> dict[str, set[str]]:
        """Return the sections that rows about a subject cite, by the subject's code."""
        parts = (
            f"SELECT {column}, section FROM {table} WHERE report_code = :report AND section <> '' AND {column} IS NOT NULL"
            for table, column in _CITING
        )
        found = defaultdict(set)
        for subject, section in self.rows(" UNION ".join(parts)):
            found[subject].add(section)
        return found


def stated(reader: "Reader", code: str, year: int) -> Stated:
    """Return everything that the database holds of a report, by its code; year: the report's own."""
    report = _Report(reader, code)
    return Stated(
        year,
        _cited(report, "SELECT id, section, printed, nth FROM observation WHERE report_code = :report ORDER BY ordinal"),
        _figures(report),
        _cited(report, "SELECT 'remark ' || code, section, printed, 1 FROM remark WHERE report_code = :report"),
        _cited(report, "SELECT 'not_data', section, printed, nth FROM not_data WHERE report_code = :report"),
        [*_subjects(report), *_printed_names(report), *_documents(report)],
        [*_dates(report), *_dates_of_activities(report)],
        [row[0] for row in reader.query("SELECT pattern FROM numeral_word ORDER BY pattern")[1]],
        [Heading(*row) for row in report.rows("SELECT number, heading FROM section WHERE report_code = :report ORDER BY ordinal")],
    )


def _figures(report: _Report) -> list[Figure]:
    statement = (
        "SELECT o.id, o.report_code || ':' || o.subject_code || ':' || o.indicator_code || ':' || o.year, o.section, o.printed, o.nth, "
        "o.measure, o.value, o.value_to, u.name FROM observation o JOIN unit u ON u.code = o.unit_code "
        "WHERE o.report_code = :report AND o.value IS NOT NULL AND o.printed <> '' ORDER BY o.ordinal"
    )
    return [Figure._make(row) for row in report.rows(statement)]


def _cited(report: _Report, statement: str) -> list[Cited]:
    """Return the rows of a statement that cite a place; a figure typed before the report was written has none yet."""
    return [Cited(row, section, printed, int(nth)) for row, section, printed, nth in report.rows(statement) if section]


def _subjects(report: _Report) -> Iterator[Named]:
    """Give the names of the subjects where rows cite them; a school's may stand anywhere."""
    names, kinds = _names(report)
    mentioned = set(report.rows("SELECT subject_code, section FROM mention WHERE report_code = :report"))
    for subject, sections in report.sections.items():
        called, proper = tuple(names[subject]), kinds[subject] in _PROPER
        if kinds[subject] == "school":
            yield Named(subject, None, called)
        for section in sections:
            yield Named(f"mention {subject}", section, called, stands=proper and (subject, section) in mentioned)


def _names(report: _Report) -> tuple[dict[str, dict[str, None]], dict[str, str]]:
    """Return all names of each subject, the full one first, and its kind."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    kinds = {}
    for code, kind, name, short_name in report.rows("SELECT code, kind, name, short_name FROM subject"):
        kinds[code] = kind
        names[code].update(dict.fromkeys(each for each in (name, short_name) if each))
    aliases = (
        "SELECT subject_code, alias FROM subject_alias "
        "UNION ALL SELECT school_code, printed_name FROM school_listing WHERE report_code = :report"
    )
    for code, alias in report.rows(aliases):
        names[code][alias] = None
    return names, kinds


def _printed_names(report: _Report) -> Iterator[Named]:
    """Give what rows quote from their section: names as printed, honours, awards, titles of cases."""
    for table, statement in {
        "school_listing": "SELECT section, printed_name FROM school_listing WHERE report_code = :report",
        "category_listing": "SELECT section, printed_name FROM category_listing WHERE report_code = :report",
        "school_honour": "SELECT section, name FROM school_honour JOIN honour ON honour.code = honour_code WHERE report_code = :report",
        "award": "SELECT section, name FROM award WHERE report_code = :report",
        "case_study": "SELECT section, title FROM case_study WHERE report_code = :report",
    }.items():
        for section, name in report.rows(statement):
            if section:
                yield Named(f"{table} {name}", section, (name,), stands=True)


def _documents(report: _Report) -> Iterator[Named]:
    """Give titles and numbers of documents where the report names them."""
    statement = (
        "SELECT document.code, section, title, number FROM document_mention JOIN document ON document.code = document_code "
        "WHERE report_code = :report AND section <> ''"
    )
    for code, section, *names in report.rows(statement):
        yield Named(f"document_mention {code}", section, tuple(name for name in names if name), stands=True)


def _dates(report: _Report) -> Iterator[Dated]:
    """Give what rows are about: years of figures, changes, partnerships, documents, and dates where rows have them."""
    figures = "SELECT section, year, period, period_start, period_end, measure FROM observation WHERE report_code = :report"
    for section, year, period, start, end, measure in report.rows(figures):
        before = [str(int(year) - 1)] if measure in _LOOKING_BACK or period == "school_year" else []
        yield Dated(section, (str(year), *before, *(each for each in (start, end) if each)))
    others = (
        "SELECT section, year FROM programme_change WHERE report_code = :report "
        "UNION SELECT section, year FROM partnership WHERE report_code = :report "
        "UNION SELECT section, year FROM succession WHERE report_code = :report "
        "UNION SELECT section, year FROM document_mention JOIN document ON document.code = document_code "
        "WHERE report_code = :report AND year IS NOT NULL "
    )
    for section, about in report.rows(others):
        yield Dated(section, (str(about),))
    for section, granted in report.rows("SELECT section, granted_on FROM school_honour WHERE report_code = :report"):
        yield Dated(section, (granted,) if granted else ())


def _dates_of_activities(report: _Report) -> Iterator[Dated]:
    """Give the dates of activities in the sections that name them."""
    for activity, started, ended in report.rows("SELECT code, started_on, ended_on FROM activity"):
        if found := tuple(each for each in (started, ended) if each):
            for section in report.sections.get(activity, ()):
                yield Dated(section, found)
