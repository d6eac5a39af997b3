"""`vet chart`: indicators over years or subjects as a picture, in the terminal or in a file."""

import os

import click

from ..errors import UsageError, VetError
from ..render.chart import ENDINGS, FORMATS, format_for, write
from ..words import _, listed
from .answering import reading, say
from .help import examples
from .options import picture_options, program_options, settings
from .series import by_report, over_years


@click.command(
    "chart",
    help=_(
        "Indicators over years or subjects as a picture. A word that several measure (满意度) stands for all of them.\n\n"
        "One year is bars, two are pairs of bars, more are a line. Shares stand on one axis; figures of another unit, or of quite "
        "another size, get a panel of their own. Bars begin at 0. Without -o the picture is made of characters; with -o its ending "
        "chooses: .svg and .html need nothing from elsewhere, .png needs the extra [png] and a Chinese font.\n\n"
        "Drawn as it is stated: an open or hatched end is no exact number (at least, about, a range), hollow is computed by us, a "
        "claimed rise without a figure is a word, a year without a figure is a gap. A line stops where two figures must not be compared; "
        "// and a note say why. *: a remark, or another report says otherwise."
    )
    + examples(
        "vet chart 招生任务完成率",
        "vet chart 招生专业数 --subject all --years 2020",
        "vet chart 双师型教师占专任教师比例 高级职称占专任教师比例 生均纸质图书数",
        "vet chart 初次就业率 学生实习满意度 --years 2019-2020 -o rates.svg",
    ),
    short_help=_("indicators over years or subjects as a picture"),
)
@over_years
@by_report
@program_options
@picture_options
def command(indicators: tuple[str, ...], subjects: tuple[str, ...], years: str, report: str | None) -> None:
    """Draw indicators over years or subjects."""
    from ..answers.comparing import chart, compare
    from ..answers.years import parse_years

    said = settings()
    chosen = _format()
    asked = compare.Asked(indicators, subjects, years, said.region, report)
    parse_years(years)  # a wrong one is refused before a database is made for it
    with reading() as reader:
        found = compare.compare(reader, asked)
        if said.output and not found.series:
            raise VetError(_("nothing to draw, {file} is not written: {why}").format(file=said.output, why=listed(found.missing)))
        if found.series:
            write(chart.as_picture(reader, found.series), chosen, said.output)
        for line in found.missing:
            say(line)


def _format() -> str:
    """Return the format of the picture: as said, else by the output file's ending, else characters."""
    said = settings()
    if said.format in FORMATS:
        return said.format
    if said.format:
        message = _("a picture is not written as {format}; choose one of {formats}, or take the numbers from vet compare")
        raise UsageError(message.format(format=said.format, formats=listed(FORMATS)))
    if not said.output or "." not in os.path.basename(said.output):
        return "text"
    found = format_for(said.output)
    if found is None:
        raise UsageError(
            _("the ending of {file} stands for no picture; give one of {endings}, or say -f").format(
                file=said.output, endings=listed(ENDINGS)
            )
        )
    return found
