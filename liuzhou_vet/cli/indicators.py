"""`vet indicators`: the annual indicators with last year's value and the change."""

import click

from ..words import _
from .answering import FOR_PEOPLE, answer, chosen_format, reading
from .complete import things, values
from .help import examples
from .options import program_options, row_options, settings
from .series import by_report


@click.command(
    "indicators",
    help=_(
        "The indicators of a year, with last year's value and the change where the report gives or implies them.\n\n"
        "In brackets: computed, not stated. [a]: a scope, explained below. *: a remark."
    )
    + examples(
        "vet indicators --year 2020",
        "vet indicators --year 2020 --search 工资",
        "vet indicators --year 2020 --subject 一职校",
        "vet indicators --year 2020 --topic 就业 -f csv --excel -o employment.csv",
    ),
    short_help=_("the indicators of a year, last year's value and the change"),
)
@click.option("--year", required=True, metavar=_("YEARS"), help=_("the year the figures are about: 2020, 2016-2020 or all"))
@click.option("--topic", metavar=_("WORD"), shell_complete=things("topic"), help=_("one topic, e.g. employment or 就业"))
@click.option(
    "--subject",
    metavar=_("WORD"),
    shell_complete=things("subject"),
    help=_("about whom; by default the region of the report; all for everyone"),
)
@click.option(
    "--kind", metavar=_("WORD"), shell_complete=values("subject_kind"), help=_("subjects of one kind: school, programme, activity ...")
)
@click.option("--search", metavar=_("WORD"), help=_("indicators one of whose names holds the word"))
@click.option("--compare", metavar=_("YEAR"), help=_("compare with this year instead of the year before"))
@by_report
@program_options
@row_options
def command(
    year: str,
    topic: str | None,
    subject: str | None,
    kind: str | None,
    search: str | None,
    compare: str | None,
    report: str | None,
) -> None:
    """Print the indicators of a year."""
    from ..answers import indicators
    from ..answers.indicator_table import as_table
    from ..answers.years import parse_years

    said = settings()
    asked = indicators.Asked(year, said.region, report, topic, subject, kind, search, compare)
    for years in (year, compare):
        if years:
            parse_years(years)  # a wrong one is refused before a database is made for it
    with reading() as reader:
        found = indicators.rows(reader, asked)
        if chosen_format() in FOR_PEOPLE and not said.columns and not said.sort:
            result = as_table(reader, asked, found[: said.limit])
        else:
            result = indicators.as_result(reader, found)
        empty = _("no indicator matches; see: vet indicators --year {year} --subject all").format(year=year)
        sorted_brief = ("indicator", "year", "value", "unit", "previous_value", "change", "section")
        answer(result, empty, default=sorted_brief if said.sort else (), width=80)
