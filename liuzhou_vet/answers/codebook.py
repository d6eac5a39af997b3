"""The codebook: every table and view with what it holds, and the columns of one with their meaning."""

from typing import TYPE_CHECKING, Any

from ..errors import VetError
from ..render.result import Column, Result
from ..words import _, current_language, listed
from .things import nearest_of

if TYPE_CHECKING:
    from ..database.reader import Reader


def schema(reader: "Reader", item: str | None) -> Result:
    """Return the tables and views of the database, or the columns of the one named; VetError names the nearest."""
    head, meaning = (current_language(), f"meaning_{current_language()}")
    kinds = dict(_items(reader))
    if item is None:
        statement = f"SELECT item, {head}, {meaning} FROM label WHERE part = '' AND coded = '' ORDER BY item"
        rows = [(name, kinds[name], title, text) for name, title, text in reader.query(statement)[1] if name in kinds]
        heads = {"item": _("table or view"), "kind": _("kind"), "title": _("title"), "meaning": _("meaning")}
        return _answer(heads, rows)
    if item not in kinds:
        near = nearest_of(item, sorted(kinds))
        if not near:
            raise VetError(_("no table or view '{item}'; see: vet sql --schema").format(item=item))
        raise VetError(_("no table or view '{item}'; nearest: {near}").format(item=item, near=listed(near)))
    names = reader.query(f'SELECT * FROM "{item}" LIMIT 0')[0]
    statement = f"SELECT part, {head}, kind, code_list, {meaning} FROM label WHERE item = :item AND coded = '' AND part <> ''"
    known = {row[0]: row for row in reader.query(statement, {"item": item})[1]}
    heads = {
        "column": _("column"),
        "title": _("title"),
        "kind": _("kind"),
        "code_list": _("code list"),
        "meaning": _("meaning"),
    }
    return _answer(heads, [known[name] for name in names])


def _answer(heads: dict[str, str], rows: list[Any]) -> Result:
    return Result(tuple(Column(name, label=label) for name, label in heads.items()), rows)


def _items(reader: "Reader") -> list[tuple[str, str]]:
    """Return every table and view with its kind, as the database itself lists them."""
    return reader.relations()
