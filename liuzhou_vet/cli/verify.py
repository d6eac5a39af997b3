"""`vet verify`: the database held against a report's own text, number by number."""

import click

from ..errors import UsageError, VetError
from ..words import _
from .answering import answer, chosen_format, reading, say
from .complete import REPORTS, files
from .help import examples
from .options import program_options, row_options, settings


@click.command(
    "verify",
    help=_(
        "Hold the database against a report's own file (.txt, .docx, .pdf), number by number: every number of the text is an "
        "observation, part of a name, title or date that another row cites, or no data with a reason; and every row stands in the "
        "text where it says.\n\n"
        "A number is a run of digits or of Chinese numerals; 1146.57万 and 3万4000 are one. A year, month or day counts as cited only "
        "if a row that cites the same section is about it; the report's own year always does. What is no data stands in the "
        "report's not_data.csv; words that hold a numeral (统一, 进一步) are excused by the patterns in "
        "seeds/catalogue/numeral_words.csv, and pages of contents by what they are.\n\n"
        "The report is found by the title of the text. Exit code 0 if all agrees, 1 if a number is not accounted for or a row does "
        "not stand where it says. json gives one object: numbers, observations, cited, not_data, unaccounted, broken; csv and the "
        "others give a row for each number and row that does not agree."
    )
    + examples("vet verify liuzhou-2020.txt", "vet verify liuzhou-2020.txt --report liuzhou-2020 -f json"),
    short_help=_("hold the database against a report's own text"),
)
@click.argument("file", metavar=_("REPORT"), shell_complete=files)
@click.option(
    "--report", metavar=_("CODE"), shell_complete=REPORTS, help=_("the report whose text it is, by its code; by default its title tells")
)
@program_options
@row_options
def command(file: str, report: str | None) -> None:
    """Print what does not agree."""
    from ..answers import verify
    from ..report.text import read

    said = settings()
    whole = chosen_format() == "json"
    if whole and (said.columns or said.sort or said.limit is not None):
        raise UsageError(_("-f json gives one whole object; to choose rows or columns, say -f jsonl or -f csv"))
    text = read(file)
    with reading() as reader:
        verified = verify.run(reader, text, report, said.region)
    if whole:
        import json

        from ..render.output import opened

        with opened(said.output) as sink:
            sink.write(json.dumps(verify.as_object(verified), ensure_ascii=False, indent=2) + "\n")
    else:
        brief = chosen_format() == "table" and not said.columns and not said.sort and said.limit is None
        answer(verify.as_result(verified, brief), _("every number is accounted for, and every row stands where it says"), width=100)
    say(verify.summary(verified))
    if refusal := verify.refusal(verified):
        raise VetError(refusal)
