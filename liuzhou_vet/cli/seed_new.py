"""`vet seed new`: blank forms for a new year."""

import os
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..words import _
from .answering import reading, say
from .complete import REPORTS, files
from .help import examples
from .options import program_options, settings

if TYPE_CHECKING:
    from ..intake.blank.new import New

WORKBOOK = ".xlsx"


@click.command(
    "new",
    help=_(
        "Write blank forms for a new year: last year's schools, subjects and indicators filled in, values empty, "
        "what the last report says beside each, and an explanation of every column.\n\n"
        "A folder of CSV files, or one workbook with drop-down lists. Nothing that is there is written over."
    )
    + examples("vet seed new 2021", "vet seed new 2021 -o forms-2021.xlsx", "vet seed new 2021 --region 玉林 -o yulin"),
    short_help=_("write blank forms for a new year"),
)
@click.argument("year", metavar=_("YEAR"))
@click.option("-o", "--output", metavar=_("DIR|FILE.xlsx"), shell_complete=files, help=_("write there (default: seeds/YEAR)"))
@click.option(
    "--report",
    metavar=_("REPORT"),
    shell_complete=REPORTS,
    help=_("the report to start from (default: the latest before the year)"),
)
@program_options
def command(year: str, output: str | None, report: str | None) -> None:
    """Write the forms and say what to do with them."""
    from ..answers.start import start_from
    from ..intake.blank.new import new_forms
    from ..render.folder import refuse_to_replace

    wanted = _year(year)
    place = output or settings().output or os.path.join("seeds", str(wanted))
    as_workbook = _is_workbook(place)
    refuse_to_replace(place)
    with reading() as reader:
        start = start_from(reader, wanted, settings().region, report)
        forms = new_forms(lambda sql, values: reader.query(sql, values)[1], start.report, start.region, wanted)
    _write(forms, place, as_workbook)
    click.echo(place)
    _tell(forms, start.report, place)


def _year(text: str) -> int:
    from ..intake.cells import Wrong, year

    try:
        return year(text)
    except Wrong as wrong:
        raise UsageError(wrong.message) from None


def _is_workbook(place: str) -> bool:
    """Tell whether forms go to a workbook or to a folder; UsageError for a file of any other kind."""
    _name, ending = os.path.splitext(os.path.basename(place))
    if ending.lower() == WORKBOOK:
        return True
    if ending or place == "-":
        message = _("forms are a folder or a workbook, and {place} is neither; give a folder, or a file that ends in .xlsx")
        raise UsageError(message.format(place=place))
    return False


def _write(forms: "New", place: str, as_workbook: bool) -> None:
    from ..render.folder import write_folder
    from ..render.output import opened

    if not as_workbook:
        write_folder(place, forms.files(for_shell(place)))
        return
    content = forms.workbook(for_shell(place))
    with opened(place) as sink:
        sink.write_bytes(content)


def _tell(forms: "New", start: str, place: str) -> None:
    if forms.on_record:
        message = _("the database holds the report {report} already: loading these forms replaces what it says")
        say(message.format(report=forms.code))
    if start:
        message = _("wrote the forms of {report}, which start from {start}; fill them in, then: vet seed check {place}")
    else:
        message = _("wrote the forms of {report}, a first report; choose a code for it, fill them in, then: vet seed check {place}")
    say(message.format(report=forms.code, start=start, place=for_shell(place)))


def for_shell(place: str) -> str:
    """Return a path as it is typed in every shell: in quotation marks if there is a space in it."""
    return f'"{place}"' if " " in place else place
