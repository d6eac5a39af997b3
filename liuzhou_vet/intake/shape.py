"""One row of a form: text -> typed values, with everything that is wrong with it; knows one row, no table and no other row."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from liuzhou_vet.words import _, listed

from .cells import PLAIN_KINDS, Cells, Convert, Wrong, is_blank, plain, shown, text
from .form import Field, Form
from .frames import usual_rows
from .names import Names, nearest_words
from .observation import Observations, Tell
from .reading.rewritten import refuse_day, refuse_shortened, section_typed
from .vocabulary import Vocabulary

NUMBERS = ("figure", "number", "integer")


class Scope:
    """What a row of one source may refer to: words, names, the sections of the report's outline, the units."""

    def __init__(self, source: str, words: Vocabulary, names: Names, sections: Iterable[str]) -> None:
        self.source = source
        self.words = words
        self.names = names
        self.sections = frozenset(sections)


class Shape:
    """Turns the cells of one form's rows into values, in the order of `form.values`."""

    def __init__(self, form: Form, scope: Scope, observations: Observations, missing: Iterable[int] = ()) -> None:
        self._form = form
        self._scope = scope
        self._observations = observations
        absent = set(missing)
        self._incomplete = bool(absent)
        self._columns = [Cells(_absent(field) if place in absent else _converter(field, scope)) for place, field in enumerate(form.fields)]
        self._usual = usual_rows(self._columns, observations) if form.name == "observations" and not absent else None
        self._finish = _FINISHES.get(form.name)
        self._ordinal = 0
        self._counts = "ordinal" in form.made

    def values(self, cells: list[str], tell: Tell) -> list[Any] | None:
        """Return the values of a row, or None if it cannot be loaded; everything wrong with it is told."""
        row = self._usual(cells) if self._usual is not None else None
        if row is None:
            row = self._finished(cells, tell)
        if row is not None and self._counts:
            self._ordinal += 1
            row.append(self._ordinal)
        return row

    def _finished(self, cells: list[str], tell: Tell) -> list[Any] | None:
        try:
            row = [column[cell] for column, cell in zip(self._columns, cells, strict=True)]
        except Wrong:
            self._tell_all(cells, tell)
            return None
        if self._incomplete or (self._finish is not None and not self._finish(self, row, tell)):
            return None
        return row

    def _tell_all(self, cells: list[str], tell: Tell) -> None:
        for field, column, cell in zip(self._form.fields, self._columns, cells, strict=True):
            try:
                column[cell]
            except Wrong as wrong:
                tell(field.name, "error", wrong.rule, wrong.message)

    def _activity(self, row: list[Any], tell: Tell) -> bool:
        kind = row[self._form.columns.index("activity_kind")]
        row.append("project" if kind == "project" else "activity")
        return True

    def _alias(self, row: list[Any], tell: Tell) -> bool:
        of, place = row[1], 2
        try:
            row[place] = self._scope.names.find(of, row[place], self._scope.source)
        except Wrong as wrong:
            tell("code", "error", wrong.rule, wrong.message)
            return False
        return True

    def _programme(self, row: list[Any], tell: Tell) -> bool:
        code, school = row[0], row[self._form.columns.index("school")]
        if code.startswith(f"{school}."):
            return True
        message = _("the code of a programme is school.major: it must begin with “{school}.”")
        tell("code", "error", "code", message.format(school=school))
        return False

    def _remark(self, row: list[Any], tell: Tell) -> bool:
        _code, rule, observation, section, printed, _message = row
        if observation or (section and printed and not rule):
            return True
        if rule:
            message = _("a remark on what a rule finds needs the observation that it is about; copy its id from vet query observations")
        else:
            message = _("a remark needs an observation, or a section and its printed words")
        tell("observation", "error", "required", message)
        return False

    def _numeral_word(self, row: list[Any], tell: Tell) -> bool:
        try:
            empty = re.compile(row[0]).search("")
        except re.error as error:
            message = _("“{pattern}” is no regular expression ({reason}); write the words, or mend it")
            tell("pattern", "error", "pattern", message.format(pattern=shown(row[0]), reason=error))
            return False
        if empty:
            tell("pattern", "error", "pattern", _("“{pattern}” fits everything; write the words").format(pattern=shown(row[0])))
        return not empty

    def _observation(self, row: list[Any], tell: Tell) -> bool:
        return self._observations.finish(row, tell)


_FINISHES: Mapping[str, Any] = {
    "activities": Shape._activity,
    "aliases": Shape._alias,
    "numeral_words": Shape._numeral_word,
    "programmes": Shape._programme,
    "remarks": Shape._remark,
    "observations": Shape._observation,
}
"""What a form's rows need beyond their cells; each may add the values that the form says are made."""


def _absent(field: Field) -> Convert:
    """Return what stands for the cells of a column that is missing (which has been reported)."""
    return lambda _cell: field.default


def _converter(field: Field, scope: Scope) -> Convert:
    read = _reader(field.kind, scope)

    def convert(cell: str) -> Any:
        if not is_blank(cell):
            refuse_shortened(cell)
            return read(cell)
        if field.required:
            raise Wrong("required", _("“{name}” must be filled in").format(name=field.name))
        return read(field.default) if field.default else field.default

    return convert


def _reader(kind: str, scope: Scope) -> Convert:
    if kind in NUMBERS:
        return lambda cell: _number(kind, cell)
    if kind in PLAIN_KINDS:
        return PLAIN_KINDS[kind]
    name, _colon, of = kind.partition(":")
    if name == "list":
        return lambda cell: _listed(of, cell, scope)
    if name == "ref":
        return lambda cell: scope.names.find(of, cell, scope.source)
    if name == "ref_by":
        return text
    return lambda cell: _section(cell, scope)


def _number(kind: str, cell: str) -> Any:
    try:
        return PLAIN_KINDS[kind](cell)
    except Wrong:
        refuse_day(cell)
        raise


def _listed(name: str, cell: str, scope: Scope) -> str:
    value = scope.words.value(name, cell)
    if value is not None:
        return value
    nearest = nearest_words(cell, scope.words.words(name))
    codes = listed(scope.words.codes(name))
    if nearest:
        message = _("“{cell}” is no {list}; did you mean {nearest}? Allowed are {codes}")
    else:
        message = _("“{cell}” is no {list}; allowed are {codes}")
    raise Wrong("list", message.format(cell=shown(cell), list=name, nearest=nearest, codes=codes))


def _section(cell: str, scope: Scope) -> str:
    number = plain(cell)
    if number in scope.sections:
        return number
    typed = section_typed(cell, scope.sections)
    if typed:
        return typed
    nearest = nearest_words(number, scope.sections)
    if nearest:
        message = _("section “{number}” is not in the report's outline; did you mean {nearest}?")
    else:
        message = _("section “{number}” is not in the report's outline")
    raise Wrong("section", message.format(number=shown(number), nearest=nearest))
