"""`vet seed diff`: what a load of forms would change, old and new side by side."""

from typing import TYPE_CHECKING, Any

import click

from ..render.result import Column, Result
from ..words import _, listed
from .answering import FOR_PEOPLE, answer, chosen_format
from .complete import files
from .help import examples
from .options import program_options, row_options, settings
from .progress import Bar
from .seed_load import refusing, say_warnings, summary_of

if TYPE_CHECKING:
    from ..errors import Fault
    from ..intake.diff import Difference
    from ..intake.wording import Wording


@click.command(
    "diff",
    help=_(
        "What a load would add, change and remove, old and new side by side; writes nothing.\n\n"
        "A row whose place in the report alone is another counts as changed. JSON gives codes and whole rows."
    )
    + examples("vet seed diff 2020", "vet seed diff 2020 --summary", "vet seed diff 2020 -f json"),
    short_help=_("what a load would change; writes nothing"),
)
@click.argument("paths", nargs=-1, required=True, metavar=_("PATH..."), shell_complete=files)
@click.option("--summary", is_flag=True, help=_("one line a form: how many rows are added, changed, unchanged, removed"))
@program_options
@row_options
def command(paths: tuple[str, ...], summary: bool) -> None:
    """Print what a load would change."""
    from ..database.address import parse
    from ..database.first_use import ensure_default
    from ..database.writer import writing
    from ..intake import load as intake

    address = parse(settings().database)
    if address.is_default:
        ensure_default(address)
    warnings: list[Fault] = []
    with refusing(paths), Bar(_("comparing")) as bar, writing(address) as connection:
        if summary:
            result = summary_of(intake.load(connection, paths, "", dry_run=True, warn=warnings.append, progress=bar.show))
        else:
            result = _result(*intake.diff(connection, paths, warn=warnings.append, progress=bar.show))
    say_warnings(warnings, paths)
    answer(result, _("no differences"))


def _result(differences: "list[Difference]", wording: "Wording") -> Result:
    """Return differences as rows: in words for people, as codes and objects for programs."""
    columns = (
        Column("form", label=_("form")),
        Column("key", "object", _("row")),
        Column("action", label=_("action"), values={"add": _("add"), "change": _("change"), "remove": _("remove")}),
        Column("column", label=_("column")),
        Column("old", "object", _("old")),
        Column("new", "object", _("new")),
    )
    for_people = chosen_format() in FOR_PEOPLE or chosen_format() == "xlsx"
    return Result(columns, [_in_words(each, wording) if for_people else tuple(each) for each in differences])


def _in_words(found: "Difference", wording: "Wording") -> tuple[Any, ...]:
    """Return a difference as people read it; of a row that comes or goes, what its key does not say already."""

    def side(value: Any) -> Any:
        if isinstance(value, dict):
            return listed(wording.row(found.form, {name: each for name, each in value.items() if name not in found.key}))
        return None if value is None else wording.value(found.form, str(found.column), value)

    column = None if found.column is None else wording.column(found.form, found.column)
    key = listed(wording.row(found.form, found.key))
    return (wording.form(found.form), key, found.action, column, side(found.old), side(found.new))
