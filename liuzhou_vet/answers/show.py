"""All that is known about one named thing, as rows of aspect, fact, value, year, section."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..render.result import Column, Result
from ..words import _
from .figures import said
from .labels import values_of
from .show_parts import FIGURES, OF_SUBJECT, PARTS, SUBJECT, WORDS
from .things import CATALOGUE, Thing, kind_words

if TYPE_CHECKING:
    from ..database.reader import Reader

Fact = tuple[Any, ...]  # aspect, fact, value, year, section, report, id, and for a figure its parts
PARTS_OF_FIGURE = ("measure", "value", "value_to", "unit", "decimals", "bound")


def aspects() -> dict[str, str]:
    """Return the words for the aspects in the user's language."""
    return {
        "name": _("name"),
        "alias": _("also called"),
        "listing": _("place in the list"),
        "region": _("region"),
        "host": _("belongs to"),
        "honour": _("honour"),
        "level": _("level"),
        "holder": _("held by"),
        "purpose": _("purpose"),
        "summary": _("about"),
        "place": _("place"),
        "belongs": _("belongs to"),
        "participant": _("participant"),
        "programme": _("programme"),
        "category": _("category"),
        "cluster": _("cluster"),
        "part": _("part"),
        "succession": _("change"),
        "succession inferred": _("change (our inference)"),
        "predecessor": _("came from"),
        "predecessor inferred": _("came from (our inference)"),
        "here": _("lies here"),
        "held here": _("takes place here"),
        "granted": _("granted"),
        "cooperation": _("cooperation"),
        "group": _("group"),
        "member": _("member"),
        "activity": _("activity"),
        "award": _("prize"),
        "prize": _("prize"),
        "case": _("case study"),
        "document": _("document"),
        "document number": _("document number"),
        "mention": _("named by"),
        "base": _("share of"),
        "part of": _("part of"),
        "indicator": _("indicator"),
        "criterion": _("criterion"),
        "edition": _("edition"),
        "major": _("major"),
        "note": _("note"),
        "subject": _("about whom"),
        "section": _("section"),
        "definition": _("definition"),
        "topic": _("topic"),
        "source": _("source"),
        "standard": _("standard"),
        "figure": _("figure"),
        "remark": _("remark"),
        "named in": _("named in"),
    }


def show(reader: "Reader", thing: Thing, for_people: bool = True) -> Result:
    """Return everything known about a thing as rows: aspect, fact, value, year, section, report, id.

    for_people: codes are put into words; else they stay codes. A figure's `value` is in words, its parts stand behind the id.
    """
    columns = (
        Column("aspect", "code", _("aspect"), aspects()),
        Column("fact", "text", _("fact")),
        Column("value", "text", _("value")),
        Column("year", "date", _("year")),
        Column("section", "text", _("section")),
        Column("report", "text", _("report")),
        Column("id", "text", "id"),
        Column("measure", "code"),
        Column("number", "number", decimals="decimals"),
        Column("number_to", "number", decimals="decimals"),
        Column("unit", "text"),
        Column("decimals", "integer"),
        Column("bound", "code"),
    )
    return Result(columns, [(*fact, *[None] * (len(columns) - len(fact))) for fact in _facts(reader, thing, for_people)])


def brief(result: Result) -> tuple[str, ...]:
    """Return the columns that a table for people shows; with who says so, where several reports do."""
    several = len({fact[5] for fact in result.rows if fact[5]}) > 1
    return ("aspect", "fact", "value", "year", "section", *(("report",) if several else ()))


def _facts(reader: "Reader", thing: Thing, for_people: bool) -> Iterator[Fact]:
    kinds = kind_words(reader) if for_people else {}
    yield ("name", thing.name, kinds.get(thing.kind, thing.kind), None, None, None, thing.code)
    for aspect, statement in PARTS.get(thing.kind, SUBJECT):
        words = values_of(reader, WORDS[aspect]) if for_people and aspect in WORDS else {}
        for fact, value, year, section, report in reader.query(statement, {"code": thing.code})[1]:
            if fact is not None:
                yield (aspect, str(words.get(fact, fact)), words.get(value, value), _year(year), section, report, None)
    yield from _figures(reader, thing)
    yield from _remarks(reader, thing)
    yield from _sections(reader, thing)


def _year(when: Any) -> Any:
    """Return a bare year as the number that it is; a column of dates holds texts (2020-12 beside 2020)."""
    return int(when) if isinstance(when, str) and when.isdecimal() else when


def _figures(reader: "Reader", thing: Thing) -> Iterator[Fact]:
    """Return the figures about the thing: of a subject its own and those of what it takes part in, of an indicator all."""
    if thing.kind in CATALOGUE and thing.kind not in FIGURES:
        return
    condition = FIGURES.get(thing.kind, OF_SUBJECT)
    statement = (
        "SELECT id, subject, subject_code, indicator, indicator_code, year, measure, value, value_to, unit, decimals, bound, "
        f"scope_name, scope, section, report FROM observations WHERE {condition} ORDER BY report, ordinal"
    )
    names, rows = reader.query(statement, {"code": thing.code})
    marked = {row[0] for row in reader.query("SELECT DISTINCT observation_id FROM remark WHERE observation_id IS NOT NULL")[1]}
    for row in rows:
        o = dict(zip(names, row, strict=True))
        told = [
            o["subject"] if o["subject_code"] != thing.code else "",
            o["indicator"] if o["indicator_code"] != thing.code else "",
            f"[{o['scope_name']}]" if o["scope"] != "all" else "",
        ]
        text = "，".join(part for part in told if part) or o["indicator"]
        fact = text + ("*" if o["id"] in marked else "")
        yield ("figure", fact, said(o), o["year"], o["section"], o["report"], o["id"], *(o[name] for name in PARTS_OF_FIGURE))


def _remarks(reader: "Reader", thing: Thing) -> Iterator[Fact]:
    statement = (
        "SELECT r.message, r.printed, r.section, r.report_code, r.observation_id FROM remark r "
        "JOIN observation o ON o.id = r.observation_id WHERE o.subject_code = :code OR o.indicator_code = :code "
        "ORDER BY r.section, r.report_code, r.code"
    )
    for message, printed, section, report, observation in reader.query(statement, {"code": thing.code})[1]:
        yield ("remark", message, printed, None, section, report, observation)


def _sections(reader: "Reader", thing: Thing) -> Iterator[Fact]:
    statement = (
        "SELECT m.section, s.heading, m.report_code FROM mention m "
        "JOIN section s ON s.report_code = m.report_code AND s.number = m.section "
        "WHERE m.subject_code = :code ORDER BY m.report_code, s.ordinal"
    )
    for section, heading, report in reader.query(statement, {"code": thing.code})[1]:
        yield ("named in", heading, None, None, section, report, None)
