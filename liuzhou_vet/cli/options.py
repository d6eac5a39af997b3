"""The options that many commands share: each is written once, works before and after the command's name, and ends in Settings."""

from collections.abc import Callable
from typing import Any

import click

from .. import __version__
from ..render import FORMATS, WHOLE_FORMATS
from ..render.chart import FORMATS as PICTURE_FORMATS
from ..words import LANGUAGES, _
from .complete import REGIONS, columns, files


class Settings:
    """What the shared options say; None where nothing is said."""

    database: str | None = None
    region: str | None = None
    lang: str | None = None
    format: str | None = None
    output: str | None = None
    columns: str | None = None
    sort: str | None = None
    limit: int | None = None
    no_header: bool = False
    excel: bool = False


def keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Keep an option's value in the Settings of the whole call; what stands after the command's name wins."""
    if value is not None and value is not False:
        setattr(context.ensure_object(Settings), str(parameter.name), value)


def _shared(*names: str, **attributes: Any) -> Callable[[Any], Any]:
    return click.option(*names, expose_value=False, callback=keep, **attributes)


def program_options(command: Any) -> Any:
    """Add the options that every command takes: the version, whose database, region, language."""
    command = click.version_option(__version__, prog_name="vet", message="%(prog)s %(version)s")(command)
    command = _shared("--lang", type=click.Choice(LANGUAGES), help=_("language of headings, help and messages"))(command)
    command = _shared(
        "--region", metavar=_("NAME"), shell_complete=REGIONS, help=_("whose reports: code or name of the region, `all` for all")
    )(command)
    words = _("SQLite file or SQLAlchemy URL; by default a file in your data directory")
    return _shared("--database", metavar="URL", shell_complete=files, help=words)(command)


def output_options(command: Any, formats: tuple[str, ...] = FORMATS) -> Any:
    """Add the options that say how an answer looks and where it goes."""
    words = _("format of the picture (default: text)") if formats == PICTURE_FORMATS else _("format of the answer (default: table)")
    name = _("FORMAT") if len(formats) > len(FORMATS) else None  # all commands' formats are too many for a line
    command = _shared("-f", "--format", type=click.Choice(formats), metavar=name, help=words)(command)
    return _shared("-o", "--output", metavar=_("FILE"), shell_complete=files, help=_("write there; the ending chooses the format"))(command)


def row_options(command: Any, formats: tuple[str, ...] = FORMATS) -> Any:
    """Add the options of a command that answers with rows."""
    command = _shared("--excel", is_flag=True, help=_("CSV for Excel and WPS: BOM, CRLF, labels as heads"))(command)
    command = _shared("--no-header", is_flag=True, help=_("leave the heads out"))(command)
    command = _shared("--limit", type=click.IntRange(min=0), metavar="N", help=_("at most N rows"))(command)
    command = _shared("--sort", metavar=_("[-]COL"), shell_complete=columns, help=_("sort by a column; - for descending"))(command)
    command = _shared("--columns", metavar=_("A,B"), shell_complete=columns, help=_("only these columns, in this order"))(command)
    return output_options(command, formats)


def picture_options(command: Any) -> Any:
    """Add the options of a command that answers with a picture."""
    return output_options(command, PICTURE_FORMATS)


def every_option(command: Any) -> Any:
    """Add the options of all commands, for the group: `-f svg` before a command's name too."""
    return program_options(row_options(command, tuple(dict.fromkeys((*FORMATS, *PICTURE_FORMATS, *WHOLE_FORMATS)))))


def settings() -> Settings:
    """Return what the shared options of this call say, after the environment."""
    return click.get_current_context().ensure_object(Settings)
