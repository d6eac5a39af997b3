"""What needs several rows to judge: rows given twice, stable attributes, unique names, aliases, cycles; knows no file and no database."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from liuzhou_vet.words import _

from .cells import shown
from .form import Form, Target
from .forms import CATALOGUE_SOURCE, key_of
from .known import Known, Row, row_key, source_of
from .names import ALIAS, Names
from .observation import Tell

_MAY_BE_SHARED = ("everyday", "former")  # kinds of alias that several things may have in common


class Place(NamedTuple):
    """Where a row stands."""

    source: str
    file: str
    line: int


class Definition(NamedTuple):
    """A shared row as a form defines it."""

    place: Place
    row: Row


class Records:
    """The rows of one run so far, as far as later rows can contradict them."""

    def __init__(self, staying: Known, names: Names) -> None:
        self._staying = staying
        self._names = names
        self.defined: dict[tuple[str, str], Definition] = {}
        self._unique: dict[tuple[str, str], tuple[str, str]] = {}  # table, name -> code, where
        self._parents: dict[tuple[str, str], dict[str, tuple[str, Place]]] = defaultdict(dict)
        for table, rows in staying.rows.items():
            for row in rows.values():
                if "name" in row and "code" in row:
                    self._unique[table, row["name"]] = (row["code"], _("on record"))

    def judge(self, form: Form, row: Mapping[str, Any], place: Place, tell: Tell) -> bool:
        """Take a row that is right in itself; return False, the reason told, if it contradicts what is there."""
        fine = self._judge_unique(form, row, place, tell)
        for target in form.targets:
            if target.shared and wanted(target, row):
                fine = self._judge_shared(form, target, row, place, tell) and fine
        if form.name in ("aliases", "report_aliases"):
            fine = self._judge_alias(form, row, place, tell) and fine
        self._note_parents(form, row, place)
        return fine

    def _judge_unique(self, form: Form, row: Mapping[str, Any], place: Place, tell: Tell) -> bool:
        fine = True
        for field in form.fields:
            if field.unique:
                code, where = self._unique.setdefault((form.targets[0].table, row[field.name]), (row["code"], f"{place.file}:{place.line}"))
                if code != row["code"]:
                    message = _("“{name}” is the name of “{code}” already ({where}); give each a name of its own")
                    tell(field.name, "error", "unique", message.format(name=shown(row[field.name]), code=code, where=where))
                    fine = False
        return fine

    def _judge_shared(self, form: Form, target: Target, row: Mapping[str, Any], place: Place, tell: Tell) -> bool:
        """Hold a shared row against what others say of the same thing: it must not differ, and not be there twice."""
        here = filled(target, row)
        key = row_key(key_of(form, target), here)
        earlier = self.defined.get((target.table, key))
        if earlier is None:
            self.defined[target.table, key] = Definition(place, here)
        elif earlier.place.source == place.source:
            return self._tell_twice(form, target, earlier, tell)
        fine = True
        for others, who in self._others(target.table, key, earlier, place.source):
            for column, value in here.items():
                if column != "ordinal" and value != others.get(column):
                    fine = _tell_difference(form, target, column, value, others.get(column), who, tell) and fine
        return fine

    def _tell_twice(self, form: Form, target: Target, earlier: Definition, tell: Tell) -> bool:
        if target is not form.targets[0] and "=" not in target.when:
            return True  # told of the row's first table already
        message = _("this is defined in {file}:{line} already; remove one of the two")
        tell(form.key[0], "error", "duplicate", message.format(file=earlier.place.file, line=earlier.place.line))
        return False

    def _others(self, table: str, key: str, earlier: Definition | None, source: str) -> list[tuple[Row, str]]:
        known = []
        definers = self._staying.definers.get((table, key), set())
        if definers:
            known.append((self._staying.rows[table][key], ", ".join(sorted({source_of(definer) for definer in definers}))))
        if earlier is not None and earlier.place.source != source:
            known.append((earlier.row, f"{earlier.place.file}:{earlier.place.line}"))
        return known

    def _judge_alias(self, form: Form, row: Mapping[str, Any], place: Place, tell: Tell) -> bool:
        """Refuse an alias that is another thing's name, or that two things of one kind have though its kind forbids it."""
        of = row.get("of", "subject")
        code = row["code"] if form.name == "aliases" else row["subject"]
        own = self._names.thing(of, code, place.source)
        for rank, thing in self._names.bearers(row["alias"]):
            if thing.kind != own.kind or thing.code == own.code or thing.source not in (place.source, CATALOGUE_SOURCE):
                continue
            if rank == ALIAS and row["alias_kind"] in _MAY_BE_SHARED:
                continue
            message = _("“{alias}” is a name of “{code}” already, so that it would not find “{own}”; remove it from one")
            tell("alias", "error", "alias", message.format(alias=shown(row["alias"]), code=thing.code, own=own.code))
            return False
        return True

    def _note_parents(self, form: Form, row: Mapping[str, Any], place: Place) -> None:
        own = form.kinds[0] if form.kinds else form.targets[0].table
        for field in form.fields:
            if field.kind == f"ref:{own}" and row[field.name] is not None:
                self._parents[own, field.name][row["code"]] = (row[field.name], place)

    def cycles(self) -> list[tuple[Place, str, str]]:
        """Return the rows that close a circle: place, column, message."""
        found = []
        for (_own, column), parents in self._parents.items():
            for circle in circles({code: parent for code, (parent, _place) in parents.items()}):
                place = max(parents[code][1] for code in circle)
                message = _("{codes} go round in a circle; correct one of them").format(codes=" → ".join([*circle, circle[0]]))
                found.append((place, column, message))
        return found


def wanted(target: Target, row: Mapping[str, Any]) -> bool:
    """Tell whether a row of a form goes to a target."""
    if not target.when:
        return True
    name, equals, value = target.when.partition("=")
    return row[name] == value if equals else row[name] not in (None, "")


def filled(target: Target, row: Mapping[str, Any]) -> Row:
    """Return the columns of a target with the row's values."""
    return {column: value.removeprefix("=") if value.startswith("=") else row[value] for column, value in target.columns.items()}


def _tell_difference(form: Form, target: Target, column: str, here: Any, there: Any, who: str, tell: Tell) -> bool:
    """Tell that sources differ about a shared thing; return whether that is allowed."""
    field = target.columns[column]
    name = field if field in form.columns else form.key[0]
    values = {"column": column, "here": shown(str(here or "")), "there": shown(str(there or "")), "who": who}
    if column in target.loose:
        message = _("{column} is “{here}” here and “{there}” in {who}; the latter is kept")
        tell(name, "warning", "stable", message.format(**values))
        return True
    message = _("{column} is “{here}” here, but “{there}” in {who}; correct it, or use another code for another thing")
    tell(name, "error", "stable", message.format(**values))
    return False


def circles(parents: Mapping[str, str]) -> list[list[str]]:
    """Return each circle among the parents once."""
    finished: set[str] = set()
    circles = []
    for start in parents:
        path: list[str] = []
        code = start
        while code in parents and code not in finished and code not in path:
            path.append(code)
            code = parents[code]
        if code in path:
            circles.append(path[path.index(code) :])
        finished.update(path)
    return circles
