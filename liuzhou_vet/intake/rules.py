"""The audit's rules as forms define them: whether each names what its kind needs, and none goes round in a circle; applies none."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from liuzhou_vet.words import _, listed

from .form import Form
from .known import Known
from .records import Place, circles

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "total": ("part",),
    "schools_total": ("judged",),
    "balance": ("judged", "added", "removed"),
    "listing": ("judged",),
    "per_head": ("judged", "base"),
    "limits": ("judged",),
    "overlap": ("judged", "part"),
}
"""The roles in which a rule of a kind must name an indicator; the other kinds judge whatever the catalogue relates."""

_LIMITED = ("per_head", "limits")


class Problem(NamedTuple):
    """What is wrong with a rule: where, in which column, which fault it is, and the message."""

    place: Place
    column: str
    rule: str
    message: str


class Rules:
    """The rules of one run, taken row by row."""

    def __init__(self, staying: Known) -> None:
        self._rules: dict[str, tuple[Mapping[str, Any], Place | None]] = {}
        self._roles: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in staying.rows.get("rule", {}).values():
            self._rules[row["code"]] = row, None
        for row in staying.rows.get("rule_indicator", {}).values():
            self._roles[row["rule_code"]][row["rule_role"]].append(row["indicator_code"])

    def take(self, form: Form, row: Mapping[str, Any], place: Place) -> None:
        """Take a row of the forms `rules` and `rule_indicators` that is right in itself; others are none of ours."""
        if form.name == "rules":
            self._rules[row["code"]] = row, place
        elif form.name == "rule_indicators":
            self._roles[row["rule"]][row["rule_role"]].append(row["indicator"])

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the rules that were taken, when all have been."""
        for code, (row, place) in self._rules.items():
            if place is not None:
                yield from self._incomplete(code, row, place)
        yield from self._circles()

    def _incomplete(self, code: str, row: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        kind = row["rule_kind"]
        missing = [role for role in _NEEDS.get(kind, ()) if not self._roles[code][role]]
        if missing:
            message = _("the rule “{code}” names no indicator as {roles}; add it to rule_indicators")
            yield Problem(place, "code", "rule", message.format(code=code, roles=listed(missing)))
        if kind in _LIMITED and row["low"] is None and row["high"] is None:
            yield Problem(place, "low", "rule", _("a rule of kind {kind} needs a limit; fill in low, high or both").format(kind=kind))
        if kind == "listing" and row["listing"] is None:
            yield Problem(place, "listing", "rule", _("a rule of kind {kind} needs the listing that it counts").format(kind=kind))
        if kind == "total" and not self._roles[code]["judged"] and row["low"] is None:
            message = _("the rule “{code}” says neither what its parts add up to (judged) nor how much (low, high); fill in one")
            yield Problem(place, "low", "rule", message.format(code=code))
        if None not in (row["low"], row["high"]) and row["low"] > row["high"]:
            yield Problem(place, "high", "rule", _("the upper limit lies below the lower one; correct one of them"))

    def _circles(self) -> Iterator[Problem]:
        """Yield the totals that are parts of their own parts."""
        wholes: dict[str, str] = {}
        places: dict[str, Place] = {}
        for code, (row, place) in self._rules.items():
            if row["rule_kind"] != "total":
                continue
            for whole in self._roles[code]["judged"]:
                wholes |= dict.fromkeys(self._roles[code]["part"], whole)
                if place is not None:
                    places[whole] = place
        for circle in circles(wholes):
            known = [places[code] for code in circle if code in places]
            if known:
                message = _("{codes} go round in a circle; correct one of them").format(codes=" → ".join([*circle, circle[0]]))
                yield Problem(max(known), "code", "cycle", message)
