"""`vet compare`: indicators over years or subjects, with the change from one figure to the next."""

from typing import TYPE_CHECKING

import click

from ..words import _
from .answering import FOR_PEOPLE, answer, chosen_format, reading, say
from .help import examples
from .options import program_options, row_options, settings
from .series import by_report, over_years

if TYPE_CHECKING:
    from ..answers.comparing.series import Row
    from ..database.reader import Reader
    from ..render.result import Result


@click.command(
    "compare",
    help=_(
        "Indicators over years or subjects, with the change and the growth from one figure to the next. "
        "A word that several measure (满意度) stands for all of them.\n\n"
        "A year is answered by its own report, else by the first later one that looks back on it. No change is computed across a "
        "break, to another scope, period or statistic, or where a definition differs; why is said instead. In brackets: computed, "
        "not stated. [a]: a scope, explained below. *: another report says otherwise. |: not comparable with the figure before it.\n\n"
        "csv and json give one row a figure; with --wide year a row is an indicator of a subject and has a column for each year, "
        "named 2020, with --wide subject it is an indicator of a year and has a column for each subject, named by its code; "
        "not_comparable and reports list what is marked and who says it."
    )
    + examples(
        "vet compare 初次就业率",
        "vet compare 生均教学仪器设备值 生均纸质图书数 --wide year",
        "vet compare 校企合作企业数 --subject 一职校 --subject 二职校 --wide subject",
        "vet compare 招生专业数 --subject all --years 2019-2020 -f csv",
    ),
    short_help=_("indicators over years or subjects, with change and growth"),
)
@over_years
@click.option("--wide", type=click.Choice(("subject", "year")), help=_("a column for each year or each subject"))
@click.option("--force", is_flag=True, help=_("compute changes across breaks and other scopes or definitions too"))
@by_report
@program_options
@row_options
def command(indicators: tuple[str, ...], subjects: tuple[str, ...], years: str, wide: str | None, force: bool, report: str | None) -> None:
    """Print indicators over years or subjects."""
    from ..answers.comparing import compare
    from ..answers.years import parse_years

    said = settings()
    asked = compare.Asked(indicators, subjects, years, said.region, report, force)
    parse_years(years)  # a wrong one is refused before a database is made for it
    for_people = chosen_format() in FOR_PEOPLE and not said.columns and not said.sort
    with reading() as reader:
        found = compare.compare(reader, asked)
        result, brief = _arranged(reader, found.series, wide, for_people)
        answer(result, found.missing[0] if found.missing else "", default=brief if said.sort else (), width=80)
        for line in found.missing if found.series else found.missing[1:]:
            say(line)


def _arranged(reader: "Reader", series: "list[list[Row]]", wide: str | None, for_people: bool) -> "tuple[Result, tuple[str, ...]]":
    """Return the answer in the arrangement asked for, and the columns that people are shown of it where it is sorted."""
    from ..answers.comparing import result as compare_result
    from ..answers.comparing import table as compare_table

    if wide:
        from ..answers.comparing import wide as compare_wide

        grid = compare_wide.by_year(series) if wide == "year" else compare_wide.by_subject(series)
        if for_people:
            return compare_wide.as_table(grid, compare_table.words_of(reader)), ()
        return compare_wide.as_result(grid), ("subject" if wide == "year" else "year", "indicator", *grid.heads, "unit", "not_comparable")
    if for_people:
        return compare_table.as_table(reader, series), ()
    brief = ("subject", "indicator", "year", "value", "unit", "change", "growth", "why_not", "report")
    return compare_result.as_result(reader, [row for each in series for row in each]), brief
