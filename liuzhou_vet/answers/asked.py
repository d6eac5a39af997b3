"""A canned question and its filters become a statement and a Result; an empty answer says what is nearest."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import UsageError, VetError
from ..questions import Filter, Question
from ..render.arrange import no_column
from ..render.result import Column, Result
from ..words import _, current_language, in_brackets, listed, ngettext
from .figures import said
from .labels import code_of, columns_of, values_of
from .renames import under_any_name
from .reports import Chosen, choose, every_report
from .statement import Statement, containing
from .things import find, find_topic
from .years import FIRST, LAST, Span, parse_years

if TYPE_CHECKING:
    from ..database.reader import Reader


FIGURE_PARTS = {"measure", "value", "value_to", "unit", "decimals", "bound"}


class Request(NamedTuple):
    """What is asked of a question: the values of its filters, and whose reports answer."""

    filters: Mapping[str, Any]
    year: str | None = None
    report: str | None = None
    region: str | None = None


def statement_of(reader: "Reader", question: Question, request: Request) -> Statement:
    """Return the statement that answers; every column of the question, hidden ones included."""
    years = parse_years(request.year) if request.year else None
    statement = Statement(question.name, [*question.columns.split(), *question.hidden.split()], order=question.order.split())
    reports: list[str] = []
    if "report" in question.columns.split():
        chosen = _chosen(reader, question, request, years)
        chosen.restrict(statement, years)
        reports = chosen.codes
    for each in question.filters:
        value = request.filters.get(each.option)
        if value:
            _apply(reader, statement, each, value, reports)
    return statement


def _chosen(reader: "Reader", question: Question, request: Request, years: Span | None) -> Chosen:
    if question.every_report and not request.report:
        return every_report(reader, request.region)
    return choose(reader, request.region, request.report, years)


def _apply(reader: "Reader", statement: Statement, each: Filter, value: Any, reports: list[str]) -> None:
    """Add one filter's condition; of namesakes the one is meant that the reports mention, a school under any of its names."""
    name, column = each.option, each.column
    if each.kind == "flag":
        statement.where(each.of)
    elif each.kind == "coded":
        statement.where(f"{column} = :{name}", **{name: coded(reader, each, value)})
    elif each.kind == "equals":
        statement.where(f"{column} = :{name}", **{name: value})
    elif each.kind == "contains":
        statement.where(f"lower({column}) LIKE :{name} ESCAPE '\\'", **{name: containing(value)})
    elif each.of == "topic":
        statement.where(f"{column} = :{name}", **{name: find_topic(reader, value)})
    else:
        thing = find(reader, value, (each.of or each.kind,), reports)
        codes = under_any_name(reader, thing.code) if thing.kind == "school" else [thing.code]
        _of_things(statement, each, codes)


def _of_things(statement: Statement, each: Filter, codes: list[str]) -> None:
    """Add the condition that a row is about one of the codes: in its column, in its list, or by the school it belongs to."""
    names = [each.option if place == 0 else f"{each.option}_{place}" for place in range(len(codes))]
    wanted = "= :" + names[0] if len(codes) == 1 else "IN (" + ", ".join(f":{name}" for name in names) + ")"
    if each.kind == "listed":
        conditions = [f"{each.column} LIKE :{name}" for name in names]
        codes = [f'%"{code}"%' for code in codes]
    elif each.kind == "school":
        belonging = f"(SELECT subject_code FROM subject_schools WHERE school_code {wanted})"
        conditions = [f"{column} IN {belonging}" for column in each.column.split()]
    else:
        conditions = [f"{each.column} {wanted}"]
    condition = conditions[0] if len(conditions) == 1 else "(" + " OR ".join(conditions) + ")"
    statement.where(condition, **dict(zip(names, codes, strict=True)))


def coded(reader: "Reader", each: Filter, value: str) -> str:
    """Return the code that a filter's value means; UsageError lists what is allowed."""
    code = code_of(reader, each.of, value)
    if code is None:
        allowed = listed(in_brackets(code, word) for code, word in values_of(reader, each.of).items())
        raise UsageError(
            _("--{option} '{value}' does not exist; choose one of: {allowed}").format(option=each.option, value=value, allowed=allowed)
        )
    return code


def shown(question: Question, statement: Statement) -> list[str]:
    """Return the columns that a table for people shows; with who says so, where several reports answer."""
    names = question.brief.split()
    reports = [name for name in statement.parameters if name.startswith("report_")]
    return [*names, "report"] if len(reports) > 1 and "report" not in names else names


def decimals_of(question: Question) -> dict[str, tuple[str, int]]:
    """Return for the question's numbers which column says how many decimals they have, and how many more to print."""
    found: dict[str, tuple[str, int]] = {}
    for entry in question.decimals.split():
        name, _colon, source = entry.partition(":")
        column, _plus, more = source.partition("+")
        found[name] = (column, int(more or 0))
    known = {*question.columns.split(), *question.hidden.split()}
    return {name: (column, more) for name, (column, more) in found.items() if column in known}


def answer(reader: "Reader", question: Question, statement: Statement) -> Result:
    """Run the statement and return its Result with heads, kinds and words.

    Where a row holds a figure, a last column `figure` gives it in words for people; it is shown only where it is asked for.
    """
    columns = columns_of(reader, question.name, statement.columns, question.hidden.split(), decimals_of(question))
    rows = reader.query(statement.text(), statement.parameters)[1]
    if not set(statement.columns) >= FIGURE_PARTS:
        return Result(columns, rows)
    columns += (Column("figure", "text", _("figure"), hidden=True, align="right"),)
    return Result(columns, ((*row, said(dict(zip(statement.columns, row, strict=True)))) for row in rows))


def printed(question: Question, statement: Statement, columns: list[str], sort: str | None, limit: int | None) -> str:
    """Return the statement as text that any tool runs: its rows are those of the answer with these columns, order and number."""
    known = question.columns.split()
    for option, name in [*(("--columns", name) for name in columns), *([("--sort", sort.removeprefix("-"))] if sort else [])]:
        if name not in known:
            raise no_column(option, name, known)
    return statement.asking(columns or known, [sort, *statement.order] if sort else statement.order, limit).literal()


def why_empty(reader: "Reader", question: Question, request: Request) -> str:
    """Return the line that an empty answer comes with: what there is when one filter is left out.

    VetError if a year was asked about which nothing at all is known.
    """
    if request.year:
        check_year(reader, request)
    asked = {name: value for name, value in request.filters.items() if value}
    nearest = []
    for left_out in [*asked, *(["year"] if request.year else [])]:
        wider = Request(
            {name: value for name, value in asked.items() if name != left_out},
            None if left_out == "year" else request.year,
            request.report,
            request.region,
        )
        count = _count(reader, statement_of(reader, question, wider))
        if count:
            text = ngettext("{count} row without --{option}", "{count} rows without --{option}", count)
            nearest.append(text.format(option=left_out, count=count))
    title = question.title(current_language())
    if nearest:
        return _("{title}: not stated in the report; {nearest}").format(title=title, nearest=listed(nearest))
    return _("{title}: not stated in the report").format(title=title)


def _count(reader: "Reader", statement: Statement) -> int:
    inner = statement.asking(["count(*)"])
    return int(next(iter(reader.query(inner.text(), inner.parameters)[1]))[0])


def check_year(reader: "Reader", request: Request) -> None:
    """Raise VetError if nothing at all is known about the years asked for, naming the years there are."""
    assert request.year
    first, last = parse_years(request.year)
    statement = Statement("observations", ["DISTINCT year"])
    statement.one_of("report", choose(reader, request.region, request.report, (FIRST, LAST)).codes)
    known = sorted(row[0] for row in reader.query(statement.text(), statement.parameters)[1])
    if not any(first <= year <= last for year in known):
        years = listed(str(year) for year in known)
        raise VetError(_("nothing is known about {year}; years there are: {years}").format(year=request.year, years=years))
