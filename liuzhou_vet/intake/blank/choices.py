"""Which words a column offers to choose from, each as the reader takes it; knows records of forms and words, and no file."""

from collections.abc import Sequence
from typing import NamedTuple

from liuzhou_vet.words import _

from ..form import Field, Form
from ..forms import HEAD, OUTLINE
from ..names import KINDS_OF, kind_word
from .filled import Filled
from .form_words import FormWords
from .next_year import lasts

_OPEN = ("report",)  # references that are rarely filled in, each time with something else


class Choices(NamedTuple):
    """A list of words by its name, with its title; or, where `form` is given, what stands in a column of that form's sheet."""

    name: str
    title: str = ""
    words: tuple[str, ...] = ()
    form: Form | None = None
    column: str = ""


def choices_of(field: Field, forms: Sequence[Filled], wording: FormWords) -> Choices | None:
    """Return what a field offers to choose from in a report of these forms; None where it takes free text."""
    kind, _mark, of = field.kind.partition(":")
    if kind == "flag":
        return Choices("flag", _("yes or no"), tuple(wording.value(field, flag) for flag in ("1", "0")))
    if kind == "list":
        return Choices(of, wording.item(of).word, tuple(wording.coded(of, code).word for code in wording.values(of)))
    if kind == "section":
        return Choices("section", form=OUTLINE, column="number")
    return _things(of, forms, wording) if kind == "ref" and of not in _OPEN else None


def _things(kind: str, forms: Sequence[Filled], wording: FormWords) -> Choices | None:
    if kind == "subject":
        return Choices(kind, kind_word(kind), _subjects(forms, wording))
    for filled in forms:
        form = filled.form
        if form.fields[0].kind == "code" and KINDS_OF.get(kind, (kind,))[0] in (*form.kinds, form.targets[0].table):
            return Choices(kind, form=form, column="name" if "name" in form.columns else "title")
    words = tuple(wording.name(kind, code) for code in wording.things(kind))
    return Choices(kind, kind_word(kind), words) if words else None


def _subjects(forms: Sequence[Filled], wording: FormWords) -> tuple[str, ...]:
    """Return the subject of the report, the lasting subjects it names, and every region, each once."""
    codes = [row["subject"] for filled in forms if filled.form is HEAD for row in filled.rows]
    codes += [row["code"] for filled in forms if lasts(filled.form) for row in filled.rows]
    return tuple(dict.fromkeys(wording.name("subject", code) for code in [*codes, *wording.things("region")]))
