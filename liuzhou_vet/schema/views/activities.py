"""Questions about what was done: projects, training, competitions, assistance, epidemic work, and dated events."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, null, or_, select, true, union_all
from sqlalchemy.orm import aliased

from ...database.dialect import json_list, year_of
from ..tables import (
    Activity,
    Award,
    Honour,
    Indicator,
    Mention,
    Observation,
    Participation,
    Report,
    SchoolHonour,
    Subject,
)
from .base import figure_columns, no_figure, told_by, view, where_mentioned, with_figure, with_report

place = aliased(Subject, name="place_subject")


def _participants(*roles: str, besides_organisers: bool = False) -> Any:
    """Return who takes part in the activity in these roles, as a list."""
    participant = aliased(Subject)
    organising = aliased(Participation)
    organises = exists().where(
        organising.report_code == Participation.report_code,
        organising.activity_code == Participation.activity_code,
        organising.subject_code == Participation.subject_code,
        organising.role == "organiser",
    )
    return json_list(
        select(participant.name)
        .join(Participation, Participation.subject_code == participant.code)
        .where(
            Participation.report_code == Report.code,
            Participation.activity_code == Activity.code,
            Participation.role.in_(roles),
            ~organises if besides_organisers else true(),
        )
        .group_by(participant.code, participant.name)
        .order_by(func.min(Participation.role), participant.code)
        .correlate(Activity, Report)
    )


def _about() -> list[Any]:
    """Return the columns that say what an activity is."""
    return [
        Subject.name.label("subject"),
        Subject.code.label("subject_code"),
        Activity.activity_kind,
        _participants("organiser").label("organisers"),
        _participants("partner", "funder", "host", "instructor", "awarder", besides_organisers=True).label("partners"),
        _participants("audience", "recipient").label("audiences"),
        place.name.label("place"),
        Activity.started_on,
        Activity.ended_on,
        Activity.summary,
    ]


def _mentioned_section() -> Any:
    return (
        select(func.min(Mention.section))
        .where(Mention.report_code == Report.code, Mention.subject_code == Subject.code)
        .correlate(Report, Subject)
        .scalar_subquery()
    )


def _year() -> Any:
    """Return the year an activity is about: the year it ended or began, else the report's."""
    return func.coalesce(year_of(func.coalesce(Activity.ended_on, Activity.started_on)), Report.year)


def _activities(condition: ColumnElement[bool]) -> Any:
    """Return the activities that meet `condition`, one row for each of their figures, or one without a figure."""
    statement = (
        select(
            *_about(),
            func.coalesce(Observation.year, _year()).label("year"),
            *figure_columns(),
            func.coalesce(Observation.section, _mentioned_section()).label("section"),
            *told_by(),
            Observation.ordinal,
        )
        .select_from(Activity)
        .join(Subject, Subject.code == Activity.code)
        .join(place, place.code == Activity.place_code, isouter=True)
    )
    its_figure = and_(Observation.subject_code == Activity.code, Observation.report_code == Report.code)
    statement = where_mentioned(statement, Activity.code).join(Observation, its_figure, isouter=True)
    return with_figure(statement, outer=True).where(condition)


def _other_figures(condition: ColumnElement[bool], activity_condition: ColumnElement[bool]) -> Any:
    """Return the figures that are not about one of those activities: of a city, a school, an activity of another kind."""
    statement = (
        select(
            *_about(),
            Observation.year,
            *figure_columns(),
            Observation.section,
            *told_by(),
            Observation.ordinal,
        )
        .select_from(Observation)
        .join(Subject, Subject.code == Observation.subject_code)
        .join(Activity, Activity.code == Subject.code, isouter=True)
        .join(place, place.code == Activity.place_code, isouter=True)
    )
    other = or_(Activity.code.is_(None), ~activity_condition)
    return with_report(with_figure(statement).where(condition, other), Observation.report_code)


def _done(kind: str, figures: ColumnElement[bool]) -> Any:
    """Return the activities of one kind with their figures, and the other figures that meet a condition."""
    of_kind = Activity.activity_kind == kind
    return union_all(_activities(of_kind), _other_figures(figures, of_kind))


def _topics(*codes: str) -> ColumnElement[bool]:
    return Indicator.topic_code.in_(codes)


view(
    "projects",
    _done(
        "project",
        Indicator.code.in_(("new_training_base_projects", "training_project_investment", "project_investment", "new_training_rooms")),
    ),
)
view("training", _done("training", _topics("training", "teacher_training")))
view("assistance", _done("assistance", _topics("assistance")))
view("epidemic", _done("epidemic", _topics("epidemic", "online_teaching")))
view(
    "internships",
    _done(
        "internship",
        or_(_topics("internships"), Indicator.code.startswith("internship_"), Indicator.code == "training_posts"),
    ),
)


def _is_awarded() -> Any:
    """Return that the report names a prize of the activity."""
    return exists().where(Award.activity_code == Activity.code, Award.report_code == Report.code)


def _competitions() -> Any:
    """Return prizes: counts by competition and prize, the awards that name their winner; then competitions without a prize."""
    winner = aliased(Subject)
    counted = with_report(
        with_figure(
            select(
                Indicator.concept.label("competition"),
                Indicator.breakdown.label("prize"),
                Subject.name.label("winner"),
                Subject.code.label("winner_code"),
                Observation.year,
                *figure_columns(),
                Observation.section,
                *told_by(),
                Observation.ordinal,
            )
            .select_from(Observation)
            .join(Subject, Subject.code == Observation.subject_code)
        ).where(Indicator.topic_code == "competitions"),
        Observation.report_code,
    )
    named = with_report(
        select(
            Subject.name.label("competition"),
            Award.name.label("prize"),
            winner.name.label("winner"),
            winner.code.label("winner_code"),
            year_of(func.coalesce(Activity.ended_on, Activity.started_on)).label("year"),
            *no_figure(),
            Award.section,
            *told_by(),
            null().label("ordinal"),
        )
        .select_from(Award)
        .join(Activity, Activity.code == Award.activity_code)
        .join(Subject, Subject.code == Award.activity_code)
        .join(winner, winner.code == Award.recipient_code),
        Award.report_code,
    )
    unplaced = where_mentioned(
        select(
            Subject.name.label("competition"),
            null().label("prize"),
            null().label("winner"),
            null().label("winner_code"),
            _year().label("year"),
            *no_figure(),
            _mentioned_section().label("section"),
            *told_by(),
            null().label("ordinal"),
        )
        .select_from(Activity)
        .join(Subject, Subject.code == Activity.code),
        Activity.code,
    ).where(Activity.activity_kind == "competition", ~_is_awarded())
    return union_all(counted, named, unplaced)


view("competitions", _competitions())


def _events() -> Any:
    """Return what the report dates: activities and honours."""
    dated = where_mentioned(
        select(
            Subject.name.label("event"),
            Subject.code.label("event_code"),
            Activity.activity_kind.label("event_kind"),
            Activity.started_on,
            Activity.ended_on,
            _participants("organiser", "partner", "recipient", "host", "funder", "awarder", "instructor").label("participants"),
            place.name.label("place"),
            _mentioned_section().label("section"),
            *told_by(),
            _year().label("year"),
        )
        .select_from(Activity)
        .join(Subject, Subject.code == Activity.code)
        .join(place, place.code == Activity.place_code, isouter=True),
        Activity.code,
    ).where(or_(Activity.started_on.is_not(None), Activity.ended_on.is_not(None)))
    holder = aliased(Subject)
    honoured = with_report(
        select(
            Honour.name.label("event"),
            Honour.code.label("event_code"),
            literal("award").label("event_kind"),
            SchoolHonour.granted_on.label("started_on"),
            SchoolHonour.granted_on.label("ended_on"),
            json_list(select(holder.name).where(holder.code == SchoolHonour.school_code).correlate(SchoolHonour)).label("participants"),
            null().label("place"),
            SchoolHonour.section,
            *told_by(),
            year_of(SchoolHonour.granted_on).label("year"),
        )
        .select_from(SchoolHonour)
        .join(Honour, Honour.code == SchoolHonour.honour_code),
        SchoolHonour.report_code,
    ).where(SchoolHonour.granted_on.is_not(None))
    return union_all(dated, honoured)


view("events", _events())
