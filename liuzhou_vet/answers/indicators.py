"""The indicators of a year as rows: stated ones with last year's value and the change, then what the next year's changes imply."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import UsageError
from ..render.result import Result
from ..words import _
from .against import COMPARED, against
from .asked import Request, check_year, coded
from .labels import columns_of
from .renames import under_any_name
from .reports import Chosen, choose
from .statement import Statement, containing
from .things import find, find_topic
from .years import EVERYTHING, FIRST, LAST, parse_years

if TYPE_CHECKING:
    from ..database.reader import Reader

KEYS = [
    "id",
    "subject",
    "subject_code",
    "topic",
    "section",
    "indicator",
    "indicator_code",
    "year",
    "value",
    "value_to",
    "unit",
    "decimals",
    "printed",
    "bound",
    "status",
    "statistic",
    "period",
    "scope",
    "scope_name",
    "base",
    "previous_value",
    "previous_basis",
    "change",
    "comparable",
    "remark",
    "report",
    "change_basis",
    "change_bound",
    "change_unit",
    "growth",
    "direction",
    "previous_bound",
    "measure",
    "subject_kind",
    "region",
    "region_code",
    "topic_code",
    "previous_decimals",
    "change_decimals",
    "value_basis",
]
"""The columns of an answer: the contract's, then what tells how last year's value and the change came about."""

READ = [*KEYS, "change_id", "ordinal"]
"""The columns read: those of an answer, and what only the order and the implied figures need."""

NUMBERS = {
    "value": ("decimals", 0),
    "value_to": ("decimals", 0),
    "previous_value": ("previous_decimals", 0),
    "change": ("change_decimals", 0),
}
Row = dict[str, Any]


class Asked(NamedTuple):
    """What is asked: a year, whose reports, and what to keep."""

    year: str
    region: str | None = None
    report: str | None = None
    topic: str | None = None
    subject: str | None = None
    kind: str | None = None
    search: str | None = None
    compare: str | None = None

    @property
    def request(self) -> Request:
        """Return what other questions call a request."""
        return Request({}, self.year, self.report, self.region)


def rows(reader: "Reader", asked: Asked) -> list[Row]:
    """Return the indicators of the year as dictionaries by the names in READ; VetError if nothing is known of the year."""
    years = parse_years(asked.year)
    chosen = choose(reader, asked.region, asked.report, years)
    found = _read(reader, _statement(reader, asked, chosen, years))
    found = sorted(found + _implied(reader, asked, chosen, found), key=lambda row: (row["report"], row["ordinal"]))
    if not found:
        check_year(reader, asked.request)
    return _compared(reader, asked._replace(year=asked.compare), found) if asked.compare else found


def _compared(reader: "Reader", asked: Asked, found: list[Row]) -> list[Row]:
    """Return the rows beside those of one other year: its own report's, else those of the others that look back on it.

    A figure is stated, or implied by the next year's change.
    """
    years = parse_years(asked.year)
    if years[0] != years[1]:
        raise UsageError(_("--compare '{years}': give one year to compare with").format(years=asked.year))
    own = choose(reader, asked.region, asked.report, years)
    every = choose(reader, asked.region, asked.report, (FIRST, LAST)).for_all_years()
    others = _read(reader, _statement(reader, asked, every, years))
    others += _implied(reader, asked, every, others)
    return against(reader, found, others, years[0], own.answering(years[0]))


def _implied(reader: "Reader", asked: Asked, chosen: Chosen, found: list[Row]) -> list[Row]:
    """Return what the next year's changes imply of the years asked for, where the report states no level of them.

    The id, the section and the report are those of the stated change, whose words are what can be cited.
    """
    first, last = parse_years(asked.year)
    after = (first + 1, last + 1)
    statement = _statement(reader, asked, chosen, after, shifted=True)
    stated = {_fact(row) for row in found if row["value"] is not None}
    implied = [_as_implied(row) for row in _read(reader, statement.where("previous_basis = 'implied'"))]
    return [row for row in implied if _fact(row) not in stated]


def _fact(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("report", "subject_code", "indicator_code", "year", "period", "statistic", "scope"))


def _as_implied(row: Row) -> Row:
    return (
        row
        | dict.fromkeys([*COMPARED, "value_to", "printed", "remark"])
        | {
            "id": row["change_id"],
            "year": row["year"] - 1,
            "value": row["previous_value"],
            "decimals": row["previous_decimals"],
            "bound": row["previous_bound"],
            "value_basis": "implied",
        }
    )


def _read(reader: "Reader", statement: Statement) -> list[Row]:
    return [dict(zip(READ, row, strict=True)) for row in reader.query(statement.text(), statement.parameters)[1]]


def _statement(reader: "Reader", asked: Asked, chosen: Chosen, years: tuple[int, int], shifted: bool = False) -> Statement:
    """Return the statement for the years' indicators; shifted: of reports chosen for the years before those."""
    statement = Statement("indicators", list(READ), order=["report", "ordinal"])
    chosen.restrict(statement, years, shift=1 if shifted else 0)
    _of_subject(reader, statement, asked, chosen)
    if asked.topic:
        statement.where("topic_code = :topic", topic=find_topic(reader, asked.topic))
    if asked.search:
        _matching(reader, statement, asked.search)
    return statement


def _of_subject(reader: "Reader", statement: Statement, asked: Asked, chosen: Chosen) -> None:
    """Keep the subject asked for: by default the region of the report, with `--kind` every subject of that kind."""
    if asked.kind:
        from ..questions import Filter

        kind = coded(reader, Filter("kind", "subject_kind", "coded", "subject_kind"), asked.kind)
        statement.where("subject_kind = :kind", kind=kind)
    if asked.subject and asked.subject.lower() in EVERYTHING:
        return
    if asked.subject:
        statement.one_of("subject_code", under_any_name(reader, find(reader, asked.subject, ("subject",), chosen.codes).code))
    elif not asked.kind:
        statement.one_of("subject_code", subjects_of(reader, chosen))


def subjects_of(reader: "Reader", chosen: Chosen) -> list[str]:
    """Return whom the chosen reports are about."""
    statement = Statement("reports", ["DISTINCT subject_code"]).one_of("report", chosen.codes)
    return [row[0] for row in reader.query(statement.text(), statement.parameters)[1]]


def _matching(reader: "Reader", statement: Statement, word: str) -> None:
    """Keep indicators one of whose names holds the word, everyday words included."""
    statement.where(
        "indicator_code IN (SELECT code FROM names WHERE thing = 'indicator' AND lower(alias) LIKE :search ESCAPE '\\')",
        search=containing(word),
    )


def as_result(reader: "Reader", found: Iterable[Row]) -> Result:
    """Return the rows as programs read them."""
    columns = columns_of(reader, "indicators", KEYS, decimals=NUMBERS)
    return Result(columns, (tuple(row[name] for name in KEYS) for row in found))
