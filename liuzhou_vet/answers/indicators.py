"""The indicators of a year: the machine's rows, and the table that people read, grouped by the report's headings."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ..render.cells import number
from ..render.result import Column, Result
from ..words import _, current_language, ngettext
from .asked import Request, check_year, coded
from .figures import direction, figure, hedged, signed
from .labels import columns_of
from .reports import Chosen, choose
from .statement import Statement
from .things import find
from .years import parse_years

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

# What the view `indicators` shows a row for, as a condition that a million observations are counted by in no time.
LEADS = """(measure = 'level' OR NOT EXISTS (SELECT 1 FROM observation s WHERE s.report_code = o.report_code
    AND s.subject_code = o.subject_code AND s.indicator_code = o.indicator_code AND s.year = o.year AND s.scope_code = o.scope_code
    AND (s.measure = 'level' OR (o.measure <> 'change' AND s.measure = 'change') OR (o.measure = 'direction' AND s.measure = 'growth'))))"""


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
    found = sorted(found + _implied(reader, asked, found), key=lambda row: (row["report"], row["ordinal"]))
    if not found:
        check_year(reader, asked.request)
    if asked.compare:
        other = parse_years(asked.compare)
        statement = _statement(reader, asked, choose(reader, asked.region, asked.report, other), other)
        found = [_against(row, _read(reader, statement)) for row in found]
    return found


def _implied(reader: "Reader", asked: Asked, found: list[Row]) -> list[Row]:
    """Return what the next year's changes imply of the years asked for, where the report states no level of them.

    The id, the section and the report are those of the stated change, whose words are what can be cited.
    """
    first, last = parse_years(asked.year)
    after = (first + 1, last + 1)
    statement = _statement(reader, asked, choose(reader, asked.region, asked.report, (first, last)), after, shifted=True)
    stated = {_fact(row) for row in found if row["value"] is not None}
    implied = [_as_implied(row) for row in _read(reader, statement.where("previous_basis = 'implied'"))]
    return [row for row in implied if _fact(row) not in stated]


def _fact(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("report", "subject_code", "indicator_code", "year", "period", "statistic", "scope"))


def _as_implied(row: Row) -> Row:
    nothing = (
        "value_to printed remark previous_value previous_basis change comparable change_basis change_bound change_unit growth "
        "direction previous_bound previous_decimals change_decimals"
    )
    return (
        row
        | dict.fromkeys(nothing.split())
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
        statement.where("topic_code = :topic", topic=find(reader, asked.topic, ("topic",)).code)
    if asked.search:
        _matching(reader, statement, asked.search)
    return statement


def _of_subject(reader: "Reader", statement: Statement, asked: Asked, chosen: Chosen) -> None:
    """Keep the subject asked for: by default the region of the report, with `--kind` every subject of that kind."""
    if asked.kind:
        from ..questions import Filter

        kind = coded(reader, Filter("kind", "subject_kind", "coded", "subject_kind"), asked.kind)
        statement.where("subject_kind = :kind", kind=kind)
    if asked.subject and asked.subject.lower() in ("all", "全部"):
        return
    if asked.subject:
        statement.where("subject_code = :subject", subject=find(reader, asked.subject, ("subject",), chosen.codes).code)
    elif not asked.kind:
        statement.one_of("subject_code", subjects_of(reader, chosen))


def subjects_of(reader: "Reader", chosen: Chosen) -> list[str]:
    """Return whom the chosen reports are about."""
    statement = Statement("reports", ["DISTINCT subject_code"]).one_of("report", chosen.codes)
    return [row[0] for row in reader.query(statement.text(), statement.parameters)[1]]


def _matching(reader: "Reader", statement: Statement, word: str) -> None:
    """Keep indicators one of whose names holds the word, everyday words included."""
    statement.where(
        "indicator_code IN (SELECT code FROM names WHERE thing = 'indicator' AND alias LIKE :search)",
        search=f"%{word}%",
    )


def _against(row: Row, others: list[Row]) -> Row:
    """Return the row compared with another year's: same subject, indicator, period and statistic; else nothing."""
    alike = [
        other
        for other in others
        if other["value"] is not None
        and all(other[name] == row[name] for name in ("subject_code", "indicator_code", "period", "statistic"))
    ]
    alike.sort(key=lambda other: other["scope"] != row["scope"])
    if not alike or row["value"] is None:
        nothing = dict.fromkeys(("previous_value", "previous_basis", "change", "comparable", "change_basis", "previous_bound"))
        return row | nothing | {"direction": None, "growth": None}
    other = alike[0]
    comparable = other["scope"] == row["scope"] and not {row["status"], other["status"]} & {"B", "D"}
    change = _difference(row, other) if comparable else None
    return row | {
        "previous_value": other["value"],
        "previous_basis": "stated" if other["report"] == row["report"] else "report",
        "previous_bound": other["bound"],
        "previous_decimals": other["decimals"],
        "change_decimals": max(row["decimals"] or 0, other["decimals"] or 0),
        "change": change,
        "change_basis": None if change is None else "computed",
        "change_bound": None,
        "change_unit": row["unit"],
        "comparable": int(comparable),
        "direction": None,
        "growth": None,
    }


def _difference(row: Row, other: Row) -> float:
    decimals = max(row["decimals"] or 0, other["decimals"] or 0)
    exact = Decimal(str(row["value"])) - Decimal(str(other["value"]))
    return float(number(exact, decimals))


def as_result(reader: "Reader", found: Iterable[Row]) -> Result:
    """Return the rows as programs read them."""
    columns = columns_of(reader, "indicators", KEYS, decimals=NUMBERS)
    return Result(columns, (tuple(row[name] for name in KEYS) for row in found))


def as_table(reader: "Reader", asked: Asked, found: list[Row]) -> Result:
    """Return the rows as people read them: under the report's headings, scopes as notes, computed figures in brackets."""
    headings = _headings(reader, {row["report"] for row in found})
    marks = _marks(found)
    several = len({row["subject_code"] for row in found}) > 1
    this, last = _year_heads(asked)
    columns = (
        Column("section_heading", label=_("heading"), group=True),
        Column("indicator", label=_("indicator")),
        Column("year", label=_("year"), hidden=len({row["year"] for row in found}) < 2),
        Column("value", label=this, align="right"),
        Column("previous_value", label=last, align="right"),
        Column("change", label=_("change"), align="right"),
        Column("section", label=_("section")),
    )
    lines = []
    for row in found:
        heading = f"{row['section']} {headings.get((row['report'], row['section']), '')}".strip()
        lines.append(
            (
                heading,
                _indicator_text(row, marks, several),
                row["year"],
                _value_text(row),
                _previous_text(row),
                _change_text(row),
                row["section"],
            )
        )
    return Result(columns, lines, tuple(_notes(reader, asked, found, marks)))


def _year_heads(asked: Asked) -> tuple[str, str]:
    first, last = parse_years(asked.year)
    if first != last:
        return _("figure"), _("year before")
    before = asked.compare or str(first - 1)
    return (f"{first}年", f"{before}年") if current_language() == "zh" else (str(first), before)


def _headings(reader: "Reader", reports: set[str]) -> dict[tuple[str, str], str]:
    statement = Statement("section", ["report_code", "number", "heading"]).one_of("report_code", sorted(reports))
    found = reader.query(statement.text(), statement.parameters)[1] if reports else ()
    return {(report, section): heading for report, section, heading in found}


def _marks(found: list[Row]) -> dict[str, str]:
    """Return a letter for each scope other than `all`, in order of appearance."""
    scopes = dict.fromkeys(row["scope"] for row in found if row["scope"] != "all")
    return {scope: chr(ord("a") + place) if place < 26 else str(place + 1) for place, scope in enumerate(scopes)}


def _indicator_text(row: Row, marks: dict[str, str], several: bool) -> str:
    name = row["indicator"]
    parts = [row["subject"] if several else "", name, f"[{marks[row['scope']]}]" if row["scope"] in marks else ""]
    if row["statistic"] == "mean" and "平均" not in name and "生均" not in name:
        parts[1] += "（平均）" if current_language() == "zh" else " (mean)"
    return " ".join(part for part in parts if part) + ("*" if row["remark"] else "")


def _value_text(row: Row) -> str:
    implied = row["value_basis"] == "implied"
    unit = None if implied else row["unit"]
    return figure(row["value"], row["value_to"], unit, row["decimals"], row["bound"], implied)


def _previous_text(row: Row) -> str:
    implied = row["previous_basis"] == "implied"
    unit = None if implied else row["unit"]
    return figure(row["previous_value"], None, unit, row["previous_decimals"], row["previous_bound"], implied)


def _change_text(row: Row) -> str:
    """Return the change: as stated, computed in brackets, growth in per cent, or a claimed direction in a word."""
    if row["change"] is not None:
        text = signed(row["change"], row["change_decimals"])
        return f"({text})" if row["change_basis"] == "computed" else hedged(text, row["change_bound"], None)
    if row["growth"] is not None:
        return signed(row["growth"], None) + "%"
    if row["comparable"] == 0:
        return _("not comparable")
    return "" if row["direction"] is None else direction(row["direction"])


def _notes(reader: "Reader", asked: Asked, found: list[Row], marks: dict[str, str]) -> Iterable[str]:
    names = {row["scope"]: row["scope_name"] for row in found}
    for scope, mark in marks.items():
        yield f"[{mark}] {names[scope]}"
    if any(row["change_basis"] == "computed" or row["previous_basis"] == "implied" for row in found):
        yield _("(...) computed by us, not stated in the report")
    for row in found:
        if row["remark"]:
            yield f"* {row['indicator']}：{row['remark']}"
    others = _others(reader, asked)
    if others:
        yield ngettext(
            "{count} more figure of schools and activities: --subject all",
            "{count} more figures of schools and activities: --subject all",
            others,
        ).format(count=others)


def _others(reader: "Reader", asked: Asked) -> int:
    """Return how many figures of other subjects there are besides, for a whole answer about the region alone."""
    if asked.subject or asked.kind or asked.topic or asked.search:
        return 0
    years = parse_years(asked.year)
    chosen = choose(reader, asked.region, asked.report, years)
    statement = Statement("observation o", ["count(*)"]).where(LEADS)
    chosen.restrict(statement, years, column="report_code")
    own = subjects_of(reader, chosen)
    names = [f"own_{place}" for place in range(len(own))]
    statement.where(f"subject_code NOT IN ({', '.join(':' + name for name in names)})", **dict(zip(names, own, strict=True)))
    return int(next(iter(reader.query(statement.text(), statement.parameters)[1]))[0])
