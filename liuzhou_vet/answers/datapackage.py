"""The descriptor of a data package: what each CSV file holds, its types, keys and words, and where it comes from.

Data Package standard, version 2: https://datapackage.org/standard/data-package/
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..render.result import Column
from ..words import _, current_language

if TYPE_CHECKING:
    from ..database.keys import Keys, Reference
    from .export import Exporter, Relation

PROFILES = "https://datapackage.org/profiles/2.0"
TYPES = {"integer": "integer", "number": "number", "boolean": "boolean", "list": "array"}
TYPED = ("integer", "number", "boolean")
ANY_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"


def descriptor(exporter: "Exporter", chosen: "Sequence[Relation]") -> str:
    """Return the text of `datapackage.json` for these tables and views, each in a CSV file of its name."""
    import json

    reports = _sources(exporter)
    package: dict[str, Any] = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "liuzhou-vet",
        "title": _("Quality reports of secondary vocational schools"),
        "description": _(
            "What the reports named under sources state, as tables (facts as printed, with section and words) and views (answers to "
            "canned questions). No licence is declared: neither the reports nor this package say what may be done with them, so ask "
            "the publishers before passing the data on."
        ),
        "keywords": ["vocational education", "education statistics", "中等职业教育", "质量年度报告"],
    }
    if reports:
        package["sources"] = reports
    names = {each.name for each in chosen}
    package["resources"] = [_resource(exporter, each, names) for each in chosen]
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _sources(exporter: "Exporter") -> list[dict[str, str]]:
    """Return the reports as sources; whoever has none loaded gives away the catalogue only."""
    statement = "SELECT title, report, publisher FROM reports ORDER BY report"
    rows = exporter.reader.query(statement)[1]
    return [{"title": title, "version": code} | ({"publisher": publisher} if publisher else {}) for title, code, publisher in rows]


def _resource(exporter: "Exporter", relation: "Relation", names: set[str]) -> dict[str, Any]:
    return {
        "name": relation.name,
        "type": "table",
        "path": f"{relation.name}.csv",
        "title": relation.title,
        "description": relation.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(exporter, relation, names),
    }


def _schema(exporter: "Exporter", relation: "Relation", names: set[str]) -> dict[str, Any]:
    keys = exporter.keys.get(relation.name)
    meanings = _meanings(exporter, relation.name)
    columns = exporter.columns(relation.name)
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(column, meanings.get(column.name, ""), keys) for column in columns],
        "missingValues": [""],
    }
    if keys:
        schema["primaryKey"] = list(keys.primary)
        references = [_foreign_key(each, relation.name) for each in keys.references if each.table in names]
        if references:
            schema["foreignKeys"] = references
    return schema


def _field(column: Column, meaning: str, keys: "Keys | None") -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": TYPES.get(column.kind, "string"), "title": column.label, "description": meaning}
    constraints: dict[str, Any] = {}
    if keys and column.name in keys.required and (column.kind in TYPED or _is_single_key(column.name, keys)):
        constraints["required"] = True  # not of other text: where there is none it is '', which CSV does not tell from missing
    if column.kind == "date":
        constraints["pattern"] = ANY_DATE  # many are a year or a month only, so that they are no dates to a data package
    if constraints:
        field["constraints"] = constraints
    if column.kind == "code" and column.values:
        field["categories"] = [{"value": code, "label": label} for code, label in column.values.items()]
    return field


def _is_single_key(name: str, keys: "Keys") -> bool:
    return keys.primary == (name,) or any(name in each.columns for each in keys.references)


def _meanings(exporter: "Exporter", name: str) -> dict[str, str]:
    statement = f"SELECT part, meaning_{current_language()} FROM label WHERE item = :item AND coded = '' AND part <> ''"
    return dict(exporter.reader.query(statement, {"item": name})[1])


def _foreign_key(reference: "Reference", table: str) -> dict[str, Any]:
    to: dict[str, Any] = {"fields": list(reference.to)}
    if reference.table != table:  # a reference to the table itself names no resource
        to = {"resource": reference.table} | to
    return {"fields": list(reference.columns), "reference": to}
