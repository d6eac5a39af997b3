"""What each form and each of its columns means and takes, in the user's language; knows labels and the records of forms, no file."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from liuzhou_vet.words import _, in_brackets, listed

from ..form import Field
from ..names import kind_word
from .filled import Filled
from .form_words import FormWords
from .next_year import OBSERVATIONS


class Column(NamedTuple):
    """A column: its head and name, whether it must be filled in, what it takes, from which values to choose, what it means."""

    head: str
    name: str
    required: bool
    takes: str
    values: tuple["Value", ...]
    meaning: str


class Value(NamedTuple):
    """A value that a column may take: its word, with the code where that is another, and what it means."""

    word: str
    meaning: str

    def __str__(self) -> str:
        """Return the word and what it means, in one line."""
        return _("{word}: {meaning}").format(word=self.word, meaning=self.meaning)


class Explained(NamedTuple):
    """A form: its name, its title, what it holds, what is to be done with it, its columns."""

    name: str
    title: str
    meaning: str
    task: str
    columns: tuple[Column, ...]


def steps(path: str, wording: FormWords) -> list[str]:
    """Return what is to be done with the forms at `path`, one sentence a step."""
    fill_in = _("Fill in the forms. Columns whose head begins with {prefix} show what the last report says; they are never read.")
    return [
        fill_in.format(prefix=wording.head_of_reference),
        _("Judge them: vet seed check {path} names every mistake with its place, and writes nothing.").format(path=path),
        _("Look at what a load would change: vet seed diff {path}").format(path=path),
        _("Load them, all or nothing: vet seed load {path}").format(path=path),
        _("Rows without a value are left out; complete the forms and load them again as often as you like."),
    ]


def explain(forms: Iterable[Filled], wording: FormWords) -> list[Explained]:
    """Return what there is to know of each form."""
    return [_explained(filled, wording) for filled in forms]


def in_short(column: Column) -> str:
    """Return in a few lines what is to be known of a column."""
    lines = [column.meaning, summary(column)]
    return "\n".join(line for line in [*lines, listed(value.word for value in column.values)] if line)


def must(column: Column) -> str:
    """Return whether a column must be filled in, in words."""
    return _("must be filled in") if column.required else _("may be blank")


def summary(column: Column) -> str:
    """Return in one line whether a column must be filled in, and what it takes."""
    return _("{must}; {takes}").format(must=must(column), takes=column.takes)


def _explained(filled: Filled, wording: FormWords) -> Explained:
    form = filled.form
    word, meaning = wording.form(form)
    columns = tuple(_column(filled, field, wording) for field in form.fields)
    return Explained(form.name, word, meaning, _task(filled, wording), columns)


def _column(filled: Filled, field: Field, wording: FormWords) -> Column:
    form = filled.form
    return Column(
        wording.head(form, field.name),
        field.name,
        field.required,
        takes(field, wording),
        tuple(_values(field, wording)),
        wording.column(form, field.name).meaning,
    )


def _task(filled: Filled, wording: FormWords) -> str:
    if not filled.rows:
        return _("Empty: fill in what the new report says.")
    if filled.only_refers:
        words = _("The last report's rows stand in the columns that begin with {prefix}; copy what still holds to the left of them.")
        return words.format(prefix=wording.head_of_reference)
    if filled.form.name == OBSERVATIONS:
        words = _("The rows are there without values: fill in {value}, or {printed} with its unit as it is printed; add what is new.")
        return words.format(**{name: wording.head(filled.form, name) for name in ("printed", "value")})
    return _("The rows are filled in; correct them, remove what is gone and add what is new.")


def takes(field: Field, wording: FormWords) -> str:
    """Return what a cell of a field may hold, in words, and what a blank one means."""
    words = _takes(field, wording)
    if field.default and not field.required:
        return _("{takes}; blank means {default}").format(takes=words, default=wording.value(field, field.default))
    return words


def _takes(field: Field, wording: FormWords) -> str:
    kind, _colon, of = field.kind.partition(":")
    if kind == "ref":
        return _("the name or code of a {kind}").format(kind=kind_word(of))
    words = {
        "text": _("text"),
        "list": _("one of the values listed"),
        "code": _("a code of your own: lower-case letters a-z, digits and . _ -, used for nothing else"),
        "integer": _("a whole number"),
        "year": _("a year of four digits"),
        "number": _("a number"),
        "figure": _("a number, with as many decimals as are printed"),
        "date": _("a date: YYYY, YYYY-MM or YYYY-MM-DD"),
        "flag": _("yes or no"),
        "section": _("the number of a section of the outline"),
    }
    return words.get(kind, kind)


def _values(field: Field, wording: FormWords) -> Iterator[Value]:
    kind, _colon, of = field.kind.partition(":")
    for code in wording.values(of) if kind == "list" else ():
        word, meaning = wording.coded(of, code)
        yield Value(word if word == code else in_brackets(word, code), meaning)
