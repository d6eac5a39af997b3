"""`vet sql`: one ad-hoc statement that only reads, and the codebook."""

import sys

import click

from ..errors import UsageError
from ..render.result import Column, Result
from ..words import _
from .answering import answer, chosen_format, reading, say
from .help import examples
from .options import program_options, row_options, settings

STREAMED = ("csv", "tsv", "json", "jsonl", "xlsx")
MOST_HELD = 64_000_000  # bytes of an answer in a format that holds all rows before it prints the first


@click.command(
    "sql",
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
@click.argument("statement", required=False, metavar=_("[STATEMENT|-]"))
@click.option("--file", "file", type=click.Path(exists=True, dir_okay=False), metavar=_("FILE"), help=_("take the statement from a file"))
@click.option("-p", "parameters", multiple=True, metavar=_("NAME=VALUE"), help=_("a value for :NAME in the statement"))
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
    text = _statement(statement, file)
    from ..database.address import parse
    from ..database.adhoc import run

    with reading():  # makes the default database on first use and refuses one that is not ours
        most = None if chosen_format() in STREAMED else MOST_HELD
        names, rows, warnings = run(parse(settings().database), text, _values(parameters), timeout, most)
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
        with open(file, encoding="utf-8-sig") as opened:
            return opened.read()
    return sys.stdin.read() if statement == "-" else str(statement)


def _values(parameters: tuple[str, ...]) -> dict[str, str | int | float]:
    """Return the parameters by name; what reads as a number is one."""
    values: dict[str, str | int | float] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(_("-p '{parameter}' must be NAME=VALUE").format(parameter=parameter))
        values[name] = _number(value)
    return values


def _number(text: str) -> str | int | float:
    for kind in (int, float):
        try:
            value = kind(text)
        except ValueError:
            continue
        return value if str(value) == text else text  # 0012 is a code, 1e3 and nan are words
    return text
