"""Who works with whom: enterprises, cooperation, groups, and every other partner; with the counts that are stated of them."""

from typing import Any

from sqlalchemy import and_, func, literal, null, or_, select, true, union_all
from sqlalchemy.orm import aliased

from ...database.dialect import json_list
from ..tables import (
    Activity,
    EducationGroup,
    Enterprise,
    GroupMember,
    Honour,
    Indicator,
    Institution,
    Mention,
    Observation,
    Participation,
    Partnership,
    Place,
    Report,
    SchoolHonour,
    SchoolListing,
    Subject,
)
from .base import figure_columns, no_figure, told_by, view, where_mentioned, with_figure, with_report

partner = aliased(Subject, name="partner")


def _sections() -> Any:
    return json_list(
        select(Mention.section)
        .where(Mention.report_code == Report.code, Mention.subject_code == Subject.code)
        .order_by(Mention.section)
        .correlate(Report, Subject)
    )


def _cooperating_schools(name: str) -> Any:
    """Return a column of the schools that work with the subject, as a list."""
    school = aliased(Subject)
    column = getattr(school, name)
    return json_list(
        select(column)
        .join(Partnership, Partnership.school_code == school.code)
        .where(Partnership.report_code == Report.code, Partnership.partner_code == Subject.code, school.kind == "school")
        .distinct()
        .order_by(column)
        .correlate(Report, Subject)
    )


def _figures_of(topic: str, *before: Any) -> Any:
    """Return the figures of a topic behind the columns `before`, for a question that also lists named things."""
    statement = (
        select(*before, Observation.year, *figure_columns(), Observation.section, *told_by(), Observation.note)
        .select_from(Observation)
        .join(Subject, Subject.code == Observation.subject_code)
    )
    statement = with_figure(statement).where(Indicator.topic_code == topic)
    return with_report(statement, Observation.report_code)


view(
    "enterprises",
    where_mentioned(
        select(
            Subject.name.label("enterprise"),
            Subject.code.label("enterprise_code"),
            Subject.short_name,
            Enterprise.industry,
            _cooperating_schools("name").label("schools"),
            _sections().label("sections"),
            Subject.note,
            *told_by(),
            Report.year,
            _cooperating_schools("code").label("school_codes"),
        )
        .select_from(Enterprise)
        .join(Subject, Subject.code == Enterprise.code),
        Enterprise.code,
    ),
)


def _cooperation() -> Any:
    """Return each school with each enterprise it works with, then the counts stated of cooperation."""
    named = with_report(
        select(
            Subject.name.label("subject"),
            Subject.code.label("subject_code"),
            partner.name.label("partner"),
            partner.code.label("partner_code"),
            Partnership.form,
            Partnership.year,
            *no_figure(),
            Partnership.section,
            *told_by(),
            Partnership.note,
        )
        .select_from(Partnership)
        .join(Subject, Subject.code == Partnership.school_code)
        .join(partner, partner.code == Partnership.partner_code),
        Partnership.report_code,
    ).where(partner.kind == "enterprise")
    counted = _figures_of(
        "cooperation",
        Subject.name.label("subject"),
        Subject.code.label("subject_code"),
        null().label("partner"),
        null().label("partner_code"),
        null().label("form"),
    )
    return union_all(named, counted)


view("cooperation", _cooperation())


def _groups() -> Any:
    """Return each group with each of its members and their role, then the counts stated of groups."""
    member = aliased(Subject)
    its_member = (GroupMember.group_code == EducationGroup.code) & (GroupMember.report_code == Report.code)
    named = (
        where_mentioned(
            select(
                Subject.name.label("subject"),
                Subject.code.label("subject_code"),
                EducationGroup.area,
                member.name.label("member"),
                member.code.label("member_code"),
                GroupMember.role,
                Report.year,
                *no_figure(),
                func.coalesce(GroupMember.section, _first_section()).label("section"),
                *told_by(),
                func.coalesce(GroupMember.note, Subject.note).label("note"),
            )
            .select_from(EducationGroup)
            .join(Subject, Subject.code == EducationGroup.code),
            EducationGroup.code,
        )
        .join(GroupMember, its_member, isouter=True)
        .join(member, member.code == GroupMember.member_code, isouter=True)
    )
    counted = _figures_of(
        "groups",
        Subject.name.label("subject"),
        Subject.code.label("subject_code"),
        null().label("area"),
        null().label("member"),
        null().label("member_code"),
        null().label("role"),
    )
    return union_all(named, counted)


def _first_section() -> Any:
    return (
        select(func.min(Mention.section))
        .where(Mention.report_code == Report.code, Mention.subject_code == Subject.code)
        .correlate(Report, Subject)
        .scalar_subquery()
    )


view("groups", _groups())


def _is_partner(schools_too: bool) -> Any:
    """Return that a subject is a partner: no room of a school, and unless `schools_too` no school that the report lists."""
    listed = (
        select(SchoolListing.school_code)
        .where(SchoolListing.report_code == Report.code, SchoolListing.school_code == partner.code)
        .correlate(Report, partner)
        .exists()
    )
    own_place = select(Place.code).where(Place.code == partner.code, Place.school_code.is_not(None)).correlate(partner).exists()
    return and_(partner.kind.in_(("institution", "place", "platform", "school")), true() if schools_too else ~listed, ~own_place)


def _ties(report: Any, section: Any, tie: Any, joins: Any, activity: Any = None, year: Any = None, schools_too: bool = False) -> Any:
    """Return partners with what ties them to a subject; `joins` adds partner, Subject and what leads to them."""
    statement = select(
        partner.name.label("partner"),
        partner.code.label("partner_code"),
        partner.kind.label("partner_kind"),
        func.coalesce(Institution.institution_type, Place.place_type).label("partner_type"),
        Subject.name.label("subject"),
        Subject.code.label("subject_code"),
        tie.label("tie"),
        (null() if activity is None else activity).label("activity"),
        section.label("section"),
        *told_by(),
        (Report.year if year is None else year).label("year"),
    )
    return (
        with_report(joins(statement), report)
        .join(Institution, Institution.code == partner.code, isouter=True)
        .join(Place, Place.code == partner.code, isouter=True)
        .where(_is_partner(schools_too))
    )


def _partners() -> Any:
    """Return every institution, place, platform and outside school, and what ties it to whom."""
    deed = aliased(Subject, name="deed")
    other = aliased(Participation, name="other")

    def with_others(statement: Any, activity_code: Any, report_code: Any) -> Any:
        """Join the schools, regions and groups that take part in the same activity."""
        together = and_(
            other.activity_code == activity_code,
            other.report_code == report_code,
            other.subject_code != partner.code,
            other.role.in_(("organiser", "partner", "host", "funder", "recipient")),
        )
        doing = and_(Subject.code == other.subject_code, Subject.kind.in_(("school", "region", "group", "department")))
        return (
            statement.join(deed, deed.code == activity_code)
            .join(other, together, isouter=True)
            .join(Subject, doing, isouter=True)
            .where(or_(Subject.code.is_not(None), other.activity_code.is_(None)))
            .distinct()
        )

    by_cooperation = _ties(
        Partnership.report_code,
        Partnership.section,
        Partnership.form,
        lambda statement: (
            statement.select_from(Partnership)
            .join(partner, partner.code == Partnership.partner_code)
            .join(Subject, Subject.code == Partnership.school_code)
        ),
        year=Partnership.year,
        schools_too=True,
    )
    by_activity = _ties(
        Participation.report_code,
        Participation.section,
        Participation.role,
        lambda statement: with_others(
            statement.select_from(Participation).join(partner, partner.code == Participation.subject_code),
            Participation.activity_code,
            Participation.report_code,
        ),
        deed.name,
    )
    by_place = _ties(
        other.report_code,
        other.section,
        literal("place"),
        lambda statement: (
            statement.select_from(Activity)
            .join(partner, partner.code == Activity.place_code)
            .join(deed, deed.code == Activity.code)
            .join(other, and_(other.activity_code == Activity.code, other.role.in_(("organiser", "partner", "funder"))))
            .join(Subject, and_(Subject.code == other.subject_code, Subject.kind == "school"))
            .distinct()
        ),
        deed.name,
    )
    by_group = _ties(
        GroupMember.report_code,
        GroupMember.section,
        GroupMember.role,
        lambda statement: (
            statement.select_from(GroupMember)
            .join(partner, partner.code == GroupMember.member_code)
            .join(Subject, Subject.code == GroupMember.group_code)
        ),
    )
    by_honour = _ties(
        SchoolHonour.report_code,
        SchoolHonour.section,
        literal("granter"),
        lambda statement: (
            statement.select_from(SchoolHonour)
            .join(partner, partner.code == SchoolHonour.granted_by_code)
            .join(Honour, Honour.code == SchoolHonour.honour_code)
            .join(Subject, Subject.code == SchoolHonour.school_code)
        ),
        Honour.name,
    )
    return union_all(by_cooperation, by_activity, by_place, by_group, by_honour)


view("partners", _partners())
