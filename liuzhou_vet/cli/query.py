"""`vet query`: the canned questions, one subcommand each, made from the registry."""

from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..questions import QUESTIONS, Filter, Question, find
from ..render.arrange import names
from ..render.result import Column, Result
from ..words import _, current_language
from .answering import answer, reading
from .complete import Complete, things, values
from .help import examples, prepared
from .options import program_options, row_options, settings
from .program import unknown
from .series import by_report

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Questions(click.Group):
    """The questions as commands, found by name, Chinese title or alias."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the questions' names in the order of the registry."""
        return [question.name for question in QUESTIONS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command that asks a question."""
        question = find(cmd_name)
        return _command(question) if question else None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Complete the questions' Chinese titles too."""
        from click.shell_completion import CompletionItem

        titles = (CompletionItem(each.zh, help=each.help(current_language())) for each in QUESTIONS)
        return [*super().shell_complete(ctx, incomplete), *(item for item in titles if incomplete and item.value.startswith(incomplete))]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the question; an unknown one comes with the nearest names."""
        if args and find(args[0]) is None:
            known = [word for question in QUESTIONS for word in (question.name, question.zh, *question.aliases)]
            raise UsageError(unknown(_("no question '{name}'").format(name=args[0]), args[0], known, "vet query"))
        return super().resolve_command(ctx, args)


def _command(question: Question) -> click.Command:
    """Return the command of a question: its filters as options, its words as help."""

    def ask(year: str | None = None, report: str | None = None, sql: bool = False, **filters: Any) -> None:
        _ask(question, filters, year, report, sql)

    columns = question.columns.split()
    short = f"{question.title(current_language())} - {question.help(current_language())}"
    text = short + ("。" if current_language() == "zh" else ".")
    text += "\n\n" + _("Columns: {columns}").format(columns=", ".join(columns)) + examples(question.example)
    asking: Any = program_options(row_options(ask))
    asking = click.option("--sql", is_flag=True, help=_("print the statement instead of running it"))(asking)
    if "report" in columns:
        asking = by_report(asking)
    if "year" in columns:
        words = _("the year the rows are about: 2020, 2016-2020 or all")
        asking = click.option("--year", metavar=_("YEARS"), help=words)(asking)
    for each in reversed(question.filters):
        asking = _filter_option(each)(asking)
    return prepared(click.command(question.name, help=text, short_help=short)(asking))


def _filter_option(each: Filter) -> Any:
    words = each.help(current_language())
    if each.kind == "flag":
        return click.option(f"--{each.option}", each.option, is_flag=True, help=words)
    return click.option(f"--{each.option}", each.option, metavar=_("WORD"), shell_complete=_completion(each), help=words)


def _completion(each: Filter) -> Complete | None:
    """Return what completes a filter's value."""
    if each.kind == "coded":
        return values(each.of)
    if each.kind in ("named", "school", "listed"):
        return things(each.of or each.kind)
    return None


def _ask(question: Question, filters: dict[str, Any], year: str | None, report: str | None, sql: bool) -> None:
    from ..answers import asked
    from ..answers.years import parse_years

    said = settings()
    if year:
        parse_years(year)  # a wrong one is refused before a database is made for it
    with reading() as reader:
        request = asked.Request(filters, year, report, said.region)
        statement = asked.statement_of(reader, question, request)
        if sql:
            click.echo(asked.printed(question, statement, names(said.columns), said.sort, said.limit))
            return
        result = asked.answer(reader, question, statement)
        empty = _("no rows: --limit 0") if said.limit == 0 else lambda: asked.why_empty(reader, question, request)
        answer(result, empty, question.title(current_language()), asked.shown(question, statement))


def _list() -> None:
    columns = (Column("name", label=_("name")), Column("title", label=_("title")), Column("answers", label=_("answers")))
    answer(
        Result(columns, [(question.name, question.title(current_language()), question.help(current_language())) for question in QUESTIONS])
    )


@click.group(
    "query",
    cls=Questions,
    invoke_without_command=True,
    help=_("Ask a canned question by its name or its Chinese title; without NAME, list them.")
    + examples(
        "vet query",
        "vet query schools --honours",
        "vet query 教师 --year 2020",
        "vet query honours --level national -f csv -o honours.csv",
    ),
    short_help=_("ask a canned question; without NAME, list them"),
    subcommand_metavar=_("[NAME] [FILTERS]..."),
)
@program_options
@row_options
@click.pass_context
def command(context: click.Context) -> None:
    """List the questions if none is named."""
    if context.invoked_subcommand is None:
        _list()
