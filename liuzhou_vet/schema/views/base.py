"""How a view is made: a select over the models under the name of its question; and the columns that many views share."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, MetaData, cast, exists, inspect, literal_column, null, select, text
from sqlalchemy.orm import aliased
from sqlalchemy.sql.ddl import CreateView

from ..tables import Indicator, Mention, Observation, Report, Scope, Subject, Unit

views = MetaData()
"""The views' own metadata, apart from the tables', so that migrations never take a view for a table."""

VIEWS: dict[str, CreateView] = {}
"""Every view by name."""

report_region = aliased(Subject, name="report_region")


def view(name: str, statement: Any) -> None:
    """Define the view `name` as `statement`."""
    VIEWS[name] = CreateView(statement, name, metadata=views)


def create_views(connection: Connection) -> None:
    """Make every view; the database stands at head."""
    for create in VIEWS.values():
        connection.execute(create)


def drop_views(connection: Connection) -> None:
    """Drop our views and no others; one that this version has no more is dropped by the step that does away with it."""
    ours = [name for name in inspect(connection).get_view_names() if name in VIEWS]
    at_once = connection.dialect.name == "postgresql"  # which then names all that uses them; SQLite drops one at a time
    for names in [", ".join(ours)] if ours and at_once else ours:
        connection.execute(text(f"DROP VIEW {names}"))


def set_aside_others(connection: Connection) -> list[str]:
    """Drop the views that users made in a SQLite file; return the statements that make them and their triggers again.

    SQLite alters no table while a view names what is not there; PostgreSQL itself drops nothing that others' views use.
    """
    quote = connection.dialect.identifier_preparer.quote
    others = [name for name in inspect(connection).get_view_names() if name not in VIEWS]
    made = connection.execute(text("SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY type DESC, rowid"))
    statements = [statement for name, statement in made.all() if name in others]
    for name in others:
        connection.exec_driver_sql(f"DROP VIEW {quote(name)}")
    return statements


def told_by() -> list[Any]:
    """Return the columns that say who reports a row: report, region, region_code."""
    return [
        Report.code.label("report"),
        report_region.name.label("region"),
        Report.region_code.label("region_code"),
    ]


def with_report(statement: Any, on: Any) -> Any:
    """Join the report and its region to a statement that has selected `told_by()`; `on` holds the report's code."""
    return statement.join(Report, Report.code == on).join(report_region, report_region.code == Report.region_code)


def where_mentioned(statement: Any, subject_code: Any) -> Any:
    """Join every report that mentions the subject, and the report's region, to a statement with `told_by()`."""
    mentioned = exists().where(Mention.report_code == Report.code, Mention.subject_code == subject_code)
    return statement.join(Report, mentioned).join(report_region, report_region.code == Report.region_code)


def figure_columns() -> list[Any]:
    """Return the columns of a figure as every question shows them, in the observation's words."""
    return [
        Indicator.name.label("indicator"),
        Indicator.code.label("indicator_code"),
        Observation.measure,
        Observation.statistic,
        Observation.value,
        Observation.value_to,
        Unit.name.label("unit"),
        Observation.decimals,
        Observation.bound,
        Observation.printed,
        Observation.period,
        Observation.scope_code.label("scope"),
        Scope.name.label("scope_name"),
        Observation.id,
    ]


def no_figure() -> list[Any]:
    """Return the columns of `figure_columns()` for a row that has no figure; typed, since a union of nulls is text on PostgreSQL."""
    return [cast(null(), column.type).label(column.name) for column in figure_columns()]


def with_figure(statement: Any, outer: bool = False) -> Any:
    """Join indicator, unit and scope to a statement that holds observations."""
    return (
        statement.join(Indicator, Indicator.code == Observation.indicator_code, isouter=outer)
        .join(Unit, Unit.code == Observation.unit_code, isouter=True)
        .join(Scope, Scope.code == Observation.scope_code, isouter=outer)
    )


EMPTY_LIST: ColumnElement[str] = literal_column("'[]'")
"""The list of nothing, for a row that has no such list."""

__all__ = [
    "EMPTY_LIST",
    "VIEWS",
    "create_views",
    "drop_views",
    "figure_columns",
    "no_figure",
    "report_region",
    "select",
    "set_aside_others",
    "told_by",
    "view",
    "views",
    "where_mentioned",
    "with_figure",
    "with_report",
]
