"""`vet audit`: what the reports state, recomputed by the rules of the catalogue."""

import click

from ..errors import VetError
from ..words import _, ngettext
from .answering import FOR_PEOPLE, answer, chosen_format, reading, say
from .complete import REPORTS, RULES, things, values
from .help import examples
from .options import program_options, row_options, settings
from .series import several


@click.command(
    "audit",
    help=_(
        "Recompute what a report states: shares from their counts, totals from their parts, changes from both years, claimed rises "
        "and falls, lists against stated numbers, values per head, the national standards, and what the reports of several years "
        "say of each other.\n\n"
        "A printed 49.1% is any number from 49.05 to 49.15, so that what is only rounded is no contradiction. Verdicts: "
        "contradiction, implausible, stale (a remark that explains nothing any more), not_comparable (another scope, period or "
        "base), explained (a contradiction or implausibility with a remark of ours, or a remark on words), ok. The rules are rows "
        "of the catalogue: seeds/catalogue/rules.csv; the remarks stand in the report's remarks.csv."
    )
    + examples(
        "vet audit",
        "vet audit --verdict contradiction --verdict explained",
        "vet audit --rule share --year 2020 -f csv --excel -o audit.csv",
        "vet audit --subject 一职校",
        "vet audit --strict",
    ),
    short_help=_("recompute what the reports state, with a verdict on each statement"),
)
@click.option("--year", metavar=_("YEARS"), help=_("the year the figures are about: 2020, 2016-2020 or all"))
@click.option("--report", metavar=_("CODE"), shell_complete=REPORTS, help=_("one report by its code; by default the latest of the region"))
@several("--verdict", "verdicts", values("verdict"), _("only this verdict, several times for several"))
@several("--rule", "rules", RULES, _("only this rule by code or name, several times for several"))
@several("--subject", "subjects", things("subject"), _("only about this subject, several times for several"))
@click.option("--strict", is_flag=True, help=_("exit 1 on a contradiction or implausibility without a remark, or a stale remark"))
@program_options
@row_options
def command(
    year: str | None,
    report: str | None,
    verdicts: tuple[str, ...],
    rules: tuple[str, ...],
    subjects: tuple[str, ...],
    strict: bool,
) -> None:
    """Print what the audit finds."""
    from ..answers import audit
    from ..answers.asked import Request, check_year
    from ..answers.years import parse_years

    said = settings()
    if year:
        parse_years(year)  # a wrong one is refused before a database is made for it
    with reading() as reader:
        audited = audit.run(reader, audit.Asked(said.region, report, year, verdicts, rules, subjects))
        if year and not audited.counts:
            check_year(reader, Request({}, year, report, said.region))
        for_people = chosen_format() in FOR_PEOPLE and not said.columns and not said.sort
        result = audit.as_table(reader, audited) if for_people else audit.as_result(audited)
        brief = ("verdict", "section", "indicator", "stated", "computed", "message")
        answer(result, _("nothing of that kind was found"), default=brief if said.sort else (), width=120)
        say(audit.summary(reader, audited))
    if strict and audited.unsettled:
        message = ngettext(
            "{count} finding needs a remark, or its remark is stale; explain it in remarks.csv, or correct the row",
            "{count} findings need a remark, or their remarks are stale; explain them in remarks.csv, or correct the rows",
            audited.unsettled,
        )
        raise VetError(message.format(count=audited.unsettled))
