"""Whole tables and views as Results: which are meant, their columns with their words, all their rows in one certain order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import VetError
from ..questions import QUESTIONS, find
from ..render.packed import SEPARATOR, SINGLE, Packed, pieces_of
from ..render.result import Column, Result
from ..words import _, current_language, listed
from .asked import decimals_of
from .labels import columns_of
from .statement import Statement
from .things import nearest_of

if TYPE_CHECKING:
    from ..database.keys import Keys
    from ..database.reader import Reader

DECIMALS = "decimals"
PRINTED = ("value", "value_to")  # the numbers of a table that have as many decimals as its column `decimals` says
NEVER_NULL = {"observations": "id"}
"""Large views whose order has no missing values, with the column that no two rows share: to rank what is missing takes a second."""
OUR_OWN = ("seed_load",)  # who loaded what from which file: named only, never given away with everything else


class Relation(NamedTuple):
    """A table or view: its name, `table` or `view`, and in the user's language its title and what it holds."""

    name: str
    kind: str
    title: str
    meaning: str


def relations(reader: "Reader") -> dict[str, Relation]:
    """Return every table and view that holds data of ours, by its name, in the order of names."""
    language = current_language()
    statement = f"SELECT item, {language}, meaning_{language} FROM label WHERE part = '' AND coded = ''"
    words = {item: (title, meaning) for item, title, meaning in reader.query(statement)[1]}
    return {name: Relation(name, kind, *words[name]) for name, kind in sorted(reader.relations()) if name in words}


def chosen(reader: "Reader", words: Sequence[str], with_tables: bool = False) -> list[Relation]:
    """Return the tables and views that are meant: by name, or a question's view by its title or alias; each once, in the order named.

    None named: the views of all canned questions, with_tables: and all tables. VetError names the nearest.
    """
    known = relations(reader)
    if not words:
        tables = [name for name, each in known.items() if each.kind == "table" and name not in OUR_OWN] if with_tables else []
        return [known[name] for name in (*(question.name for question in QUESTIONS), *tables)]
    found = [_found(known, word) for word in words]
    return list({each.name: each for each in found}.values())


def _found(known: Mapping[str, Relation], word: str) -> Relation:
    question = find(word)
    name = word if word in known else question.name if question else word.lower()
    if name in known:
        return known[name]
    near = nearest_of(word, [*known, *(each.zh for each in QUESTIONS)])
    if not near:
        raise VetError(_("no table or view '{item}'; see: vet sql --schema").format(item=word))
    raise VetError(_("no table or view '{item}'; nearest: {near}").format(item=word, near=listed(near)))


class Exporter:
    """Reads whole tables and views of one database."""

    def __init__(self, reader: "Reader", keys: "Mapping[str, Keys]") -> None:
        self.reader = reader
        self.keys = keys

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return the columns of a table or view, all of them, in their order, with heads, kinds and words."""
        names = self.reader.query(f"SELECT * FROM {name} LIMIT 0")[0]
        question = find(name)
        if name not in self.keys and question:
            decimals = decimals_of(question)
        else:
            decimals = {each: (DECIMALS, 0) for each in PRINTED if DECIMALS in names}
        decimals = {number: (column, more) for number, (column, more) in decimals.items() if {number, column} <= set(names)}
        return columns_of(self.reader, name, names, decimals=decimals)

    def result(self, name: str) -> Result:
        """Return all rows of a table or view; they are read when they are taken."""
        columns = self.columns(name)
        statement = self._ordered(name, [column.name for column in columns])
        return Result(columns, self._rows(statement, {}))

    def packed(self, name: str) -> Packed:
        """Return all rows of a table or view with the cells of each run of columns joined by the database."""
        columns = self.columns(name)
        pieces = pieces_of(columns)
        parameters: dict[str, str] = {}
        terms = []
        for number_of, (first, last) in enumerate(pieces):
            run = ", ".join(column.name for column in columns[first : last + 1])
            if columns[first].kind in SINGLE:
                parameters[f"piece_{number_of}"] = SEPARATOR.join(["%s"] * (last - first + 1))
                run = f"format(:piece_{number_of}, {run})"
            terms.append(run)
        sources = [(column.name, column.decimals) for column in columns if column.decimals]
        decimals = tuple((number, len(terms) + place) for place, (number, _source) in enumerate(sources))
        statement = self._ordered(name, [*terms, *(source for _number, source in sources)], columns)
        return Packed(columns, pieces, decimals, self._rows(statement, parameters))

    def check_fits(self, name: str, most: int) -> None:
        """Raise VetError if a table or view has more than so many rows, which is all that a sheet holds."""
        count = int(next(self.reader.query(f"SELECT count(*) FROM {name}")[1])[0])
        if count > most:
            message = _("{item} has {count} rows and a sheet holds {most}; export it as csv, parquet or sqlite")
            raise VetError(message.format(item=name, count=count, most=most))

    def _rows(self, statement: str, parameters: Mapping[str, Any]) -> Iterator[Any]:
        yield from self.reader.query(statement, parameters)[1]

    def _ordered(self, name: str, terms: Sequence[str], columns: tuple[Column, ...] = ()) -> str:
        """Return the statement for all rows: a table's by its key, a view's as its question has them, with no two rows alike in order."""
        names = [column.name for column in columns] or list(terms)
        question = find(name)
        order = [each for each in question.order.split() if each.removeprefix("-") in names] if question else []
        if name in self.keys:
            return f"SELECT {', '.join(terms)}\nFROM {name}\nORDER BY {', '.join(self.keys[name].primary)}"
        if name in NEVER_NULL:
            return f"SELECT {', '.join(terms)}\nFROM {name}\nORDER BY {', '.join([*order, NEVER_NULL[name]])}"
        said = {each.removeprefix("-") for each in order} - {"section"}  # goes by its place in the outline, which some share
        rest = ", ".join(f"{column} IS NULL, {column}" for column in names if column not in said)
        text = Statement(name, terms, order).text()
        return text + (", " if order else "\nORDER BY ") + rest if rest else text
