"""`vet export`: whole tables and views as files for other programs, as a data package, or for Datasette."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

import click

from ..errors import UsageError, VetError
from ..render import WHOLE_FORMATS, whole
from ..render.result import Layout
from ..words import _, listed
from .answering import reading, say
from .complete import RELATIONS, files
from .help import examples
from .options import keep, program_options, settings

if TYPE_CHECKING:
    from ..answers.export import Exporter, Relation
    from ..database.reader import Reader


@click.command(
    "export",
    help=_(
        "Write whole tables or views for other programs: all reports, all rows, all columns, in an order that is always the same; "
        "--region, --report and filters do not apply. For some rows or columns use `vet query` or `vet sql`.\n\n"
        "Names are those of `vet sql --schema`, or a question's title; none named means the views of all canned questions. One goes "
        "to standard output as CSV, or to a file in the format of its ending: .csv, .tsv, .json, .jsonl, .xlsx, .parquet, .sqlite. "
        "Several go into one .xlsx (a sheet each) or .sqlite (a plain table each), or with -f into a new folder, a file each.\n\n"
        "Heads are names and values are codes; in .xlsx both are labels, with --excel the heads are. --datapackage writes a Frictionless "
        "data package: CSV with types, keys and meanings, and with no names given all tables too. --datasette writes the database with a "
        "metadata.json that describes everything and asks the canned questions; open it with: datasette DIR. "
        "The database itself is copied by: vet db backup FILE."
    )
    + examples(
        "vet export observations -o observations.csv",
        "vet export schools 教师 -o schools.xlsx --lang zh",
        "vet export -o questions.sqlite",
        "vet export observation indicator subject -f jsonl -o tables",
        "vet export --datapackage package",
        "vet export --datasette site",
    ),
    short_help=_("whole tables or views as files, a data package, or for Datasette"),
)
@click.argument("names", nargs=-1, metavar=_("[TABLE|VIEW]..."), shell_complete=RELATIONS)
@click.option(
    "-f",
    "--format",
    expose_value=False,
    callback=keep,
    type=click.Choice(WHOLE_FORMATS),
    help=_("format (by default the ending's, else csv)"),
)
@click.option(
    "-o",
    "--output",
    expose_value=False,
    callback=keep,
    metavar=_("FILE|DIR"),
    shell_complete=files,
    help=_("write there; the ending chooses the format"),
)
@click.option("--excel", expose_value=False, callback=keep, is_flag=True, help=_("CSV for Excel and WPS: BOM, CRLF, labels as heads"))
@click.option("--datapackage", metavar=_("DIR"), shell_complete=files, help=_("write a Frictionless data package into a new folder"))
@click.option(
    "--datasette", metavar=_("DIR"), shell_complete=files, help=_("write the database and its description for Datasette into a new folder")
)
@program_options
def command(names: tuple[str, ...], datapackage: str | None, datasette: str | None) -> None:
    """Write what is asked for."""
    _check_options(names, datapackage, datasette)
    if datasette is not None:
        _write_datasette(datasette)
    elif datapackage is not None:
        _write_datapackage(names, datapackage)
    else:
        _write_tables(names)


def _check_options(names: Sequence[str], datapackage: str | None, datasette: str | None) -> None:
    said = settings()
    if said.columns or said.sort or said.limit is not None or said.no_header:
        raise UsageError(_("an export is whole: for some rows or columns, or without heads, use vet query or vet sql"))
    if "" in (said.output, datapackage, datasette):
        raise UsageError(_("the name of what is to be written is empty; write a path, or leave the option out"))
    if datapackage is not None and datasette is not None:
        raise UsageError(_("--datapackage and --datasette are two folders; write one at a time"))
    if (datapackage is not None or datasette is not None) and (said.format or said.output or said.excel):
        raise UsageError(_("--datapackage and --datasette say what is written and where; leave out -f, -o and --excel"))
    if datasette is not None and names:
        raise UsageError(_("--datasette writes the whole database; name no tables, or use -o FILE.sqlite"))


def _write_tables(names: Sequence[str]) -> None:
    said = settings()
    kind, as_folder = _format_and_kind(names)
    if as_folder:
        from ..render.folder import refuse_to_fill

        refuse_to_fill(str(said.output))
    elif said.output:
        _spare_databases(said.output)
    if said.excel and kind not in ("csv", "tsv"):
        raise UsageError(_("--excel is for CSV, not for {format}; leave it out or say -f csv").format(format=kind))
    layout = Layout(excel=said.excel)
    with reading() as reader:
        from ..answers.export import chosen

        found = chosen(reader, names)
        exporter = _exporter(reader, found)
        if not as_folder and len(found) > 1 and kind not in whole.HOLD_SEVERAL:
            _refuse_several(kind)
        if kind == "xlsx":
            from ..render.xlsx import MOST_ROWS

            for relation in found:
                exporter.check_fits(relation.name, MOST_ROWS)
        tables = [_whole(exporter, relation) for relation in found]
        if as_folder:
            whole.write_folder(tables, kind, str(said.output), layout)
        else:
            whole.write_file(tables, kind, said.output, layout, _refuse_terminal(kind))


def _spare_databases(place: str) -> None:
    """Raise VetError if the file to be written over is a database of ours, the one that is read or another."""
    from ..database.address import parse
    from ..database.reader import check_is_ours

    path = os.path.realpath(place)
    try:
        check_is_ours(path, parse(path))
    except VetError:
        return
    raise VetError(_("{file} is a database of this program and is not written over; give another name").format(file=place))


def _exporter(reader: "Reader", found: "Sequence[Relation]") -> "Exporter":
    """Return what reads them; the tables' keys are looked up only where there is a table, since that takes longer than most views."""
    from ..answers.export import Exporter

    if not any(each.kind == "table" for each in found):
        return Exporter(reader, {})
    from ..database.keys import keys_of_tables

    return Exporter(reader, keys_of_tables())


def _whole(exporter: "Exporter", relation: "Relation") -> whole.Whole:
    name = relation.name
    return whole.Whole(name, relation.title, lambda: exporter.result(name), lambda: exporter.packed(name))


def _format_and_kind(names: Sequence[str]) -> tuple[str, bool]:
    """Return the format, and whether it goes into a folder."""
    said = settings()
    if said.format and said.format not in WHOLE_FORMATS:  # said before the command's name
        message = _("an export is no {format}; choose one of {formats}")
        raise UsageError(message.format(format=said.format, formats=listed(WHOLE_FORMATS)))
    place = said.output
    if not place or place == "-":
        return said.format or "csv", False
    by_ending = whole.format_for(place)
    _name, ending = os.path.splitext(os.path.basename(place))
    is_folder = place.endswith(("/", os.sep)) or os.path.isdir(place)
    if ending and by_ending is None and not said.format and not is_folder:
        message = _("the ending of {file} stands for no format of an export; there are: {endings}")
        raise UsageError(message.format(file=place, endings=listed(whole.ENDINGS)))
    kind = said.format or by_ending or "csv"
    several = len(names) != 1 and by_ending is None and kind not in whole.HOLD_SEVERAL
    return kind, is_folder or several


def _refuse_several(format: str) -> NoReturn:
    message = _("one {format} holds one table; name one, or write several to -o FILE.xlsx, -o FILE.sqlite, or a folder: -f {format} -o DIR")
    raise UsageError(message.format(format=format))


def _refuse_terminal(format: str) -> Callable[[], None]:
    def refuse() -> None:
        raise UsageError(_("{format} cannot be shown on a terminal; say where to write it with -o FILE").format(format=format))

    return refuse


def _write_datapackage(names: Sequence[str], place: str) -> None:
    from ..render.folder import filled_folder, refuse_to_fill

    refuse_to_fill(place)
    with reading() as reader:
        from ..answers.datapackage import descriptor
        from ..answers.export import chosen

        found = chosen(reader, names, with_tables=True)
        exporter = _exporter(reader, found)
        content = descriptor(exporter, found)
        with filled_folder(place) as folder:
            whole.put_files([_whole(exporter, each) for each in found], "csv", folder, Layout())
            with folder.file("datapackage.json") as sink:
                sink.write(content)
    say(_("wrote a data package: {place}").format(place=os.path.join(place, "datapackage.json")))


def _write_datasette(place: str) -> None:
    from ..answers.datasette import DATABASE, SETTINGS, metadata
    from ..database.address import parse
    from ..database.copying import copy_to_publish
    from ..database.first_use import ensure_default
    from ..database.reader import open_reader
    from ..render.folder import filled_folder, refuse_to_fill
    from ..render.output import naming

    refuse_to_fill(place)
    address = parse(settings().database)
    ensure_default(address)
    with filled_folder(place) as folder:
        copy = os.path.join(folder.path, f"{DATABASE}.db")
        with naming(place):
            copy_to_publish(address, copy)
        with open_reader(parse(copy)) as reader:  # described is what was copied, whatever is loaded meanwhile
            content = metadata(reader)
        for name, text in (("metadata.json", content), ("settings.json", SETTINGS)):
            with folder.file(name) as sink:
                sink.write(text)
    say(_("wrote the database with its description; open it with: datasette {place}").format(place=place))
