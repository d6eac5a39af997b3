"""`vet sql`: one ad-hoc statement that only reads, and the codebook."""

import re
import sys

import click

from ..errors import UsageError, VetError
from ..render.result import Column, Result
from ..words import _
from . import complete
from .answering import answer, chosen_format, reading, say
from .help import examples
from .options import program_options, row_options, settings

STREAMED = ("csv", "tsv", "json", "jsonl", "html", "xlsx")
MOST_HELD = 128_000_000  # bytes of an answer in a format that holds all rows before it writes the first
COMMENT = ("-- ", "--\t", "--\n", "--\r")
IN_QUOTES = re.compile("'.*'", re.DOTALL)
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
LONGEST_NUMBER = 19  # digits and sign that are sure to fit SQLite's integers


class _Statement(click.Command):
    """A command whose argument may begin as SQL's comments do, which look like options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put such an argument behind the options."""
        if "--" not in args:
            behind = [each for each in args if each.startswith(COMMENT)]
            args = [each for each in args if each not in behind] + ["--", *behind]
        return super().parse_args(ctx, args)


@click.command(
    "sql",
    cls=_Statement,
    help=_(
        "Run one SQL statement that only reads; `-` takes it from standard input.\n\n"
        "--schema lists tables and views, --schema NAME the columns of one with their meaning."
    )
    + examples(
        'vet sql "select name, honour_count from schools order by honour_count desc"',
        'vet sql "select * from observations where value > :n" -p n=10000',
        "vet sql --schema",
        "vet sql --schema observations",
    ),
    short_help=_("run one SQL statement that only reads"),
)
@click.argument("statement", required=False, metavar=_("[STATEMENT|-]"), shell_complete=complete.schema)
@click.option("--file", "file", type=click.Path(exists=True, dir_okay=False), metavar=_("FILE"), help=_("take the statement from a file"))
@click.option(
    "-p", "parameters", multiple=True, metavar=_("NAME=VALUE"), help=_("a value for :NAME in the statement; in single quotes it is text")
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    metavar=_("SECONDS"),
    help=_("stop after so many seconds (default: 10)"),
)
@click.option("--schema", is_flag=True, help=_("print tables, views and columns with their meaning"))
@program_options
@row_options
def command(statement: str | None, file: str | None, parameters: tuple[str, ...], timeout: float, schema: bool) -> None:
    """Run a statement or print the codebook."""
    if schema:
        _schema(statement)
        return
    from ..database.address import parse
    from ..database.adhoc import run
    from ..database.first_use import ensure_default

    text, values = _statement(statement, file), _values(parameters)
    address = parse(settings().database)
    ensure_default(address)
    most = MOST_HELD if settings().sort or chosen_format() not in STREAMED else None
    with run(address, text, values, timeout, most) as (names, rows, warnings):
        for warning in warnings:
            say(warning)
        answer(Result(tuple(Column(name) for name in names), rows))


def _schema(item: str | None) -> None:
    from ..answers.codebook import schema

    with reading() as reader:
        answer(schema(reader, item))


def _statement(statement: str | None, file: str | None) -> str:
    if (statement is None) == (file is None):
        raise UsageError(_("give one statement, or - for standard input, or --file FILE; see: vet sql --help"))
    if file is not None:
        try:
            with open(file, "rb") as opened:
                return _decoded(opened.read(), file)
        except OSError as error:
            raise UsageError(_("cannot read {path}: {reason}").format(path=file, reason=error.strerror)) from None
    return _standard_input() if statement == "-" else str(statement)


def _standard_input() -> str:
    """Return what is typed, or piped into the program: that is UTF-8 on every system."""
    if sys.stdin is None or sys.stdin.isatty() or not hasattr(sys.stdin, "buffer"):
        return sys.stdin.read() if sys.stdin else ""
    return _decoded(sys.stdin.buffer.read(), _("standard input"))


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise VetError(_("{name} is not UTF-8; save the statement as UTF-8").format(name=name)) from None


def _values(parameters: tuple[str, ...]) -> dict[str, str | int | float]:
    """Return the parameters by name; what is written as a number is one, unless it stands in single quotes."""
    values: dict[str, str | int | float] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(_("-p '{parameter}' must be NAME=VALUE").format(parameter=parameter))
        values[name] = _value(value)
    return values


def _value(text: str) -> str | int | float:
    if IN_QUOTES.fullmatch(text):
        return text[1:-1]
    if not NUMBER.fullmatch(text):
        return text  # 0012 is a code
    if "." in text:
        return float(text)
    return int(text) if len(text) < LONGEST_NUMBER else text
