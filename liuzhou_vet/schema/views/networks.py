"""Who works with whom: enterprises, cooperation, groups, and every other partner; with the counts that are stated of them."""

from typing import Any

from sqlalchemy import func, null, select, union_all
from sqlalchemy.orm import aliased

from ...database.dialect import json_list
from ..tables import (
    EducationGroup,
    Enterprise,
    GroupMember,
    Indicator,
    Institution,
    Mention,
    Observation,
    Participation,
    Partnership,
    Place,
    Platform,
    Report,
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


def _cooperating_schools() -> Any:
    school = aliased(Subject)
    return json_list(
        select(school.name)
        .join(Partnership, Partnership.school_code == school.code)
        .where(Partnership.report_code == Report.code, Partnership.partner_code == Subject.code, school.kind == "school")
        .distinct()
        .order_by(school.name)
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
            _cooperating_schools().label("schools"),
            _sections().label("sections"),
            Subject.note,
            *told_by(),
            Report.year,
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


def _partners() -> Any:
    """Return every institution, place, platform and outside school, and what ties it to whom."""
    listed = (
        select(SchoolListing.school_code)
        .where(SchoolListing.report_code == Report.code, SchoolListing.school_code == partner.code)
        .correlate(Report, partner)
        .exists()
    )
    organiser = aliased(Participation)

    def named(*tie: Any) -> list[Any]:
        return [
            partner.name.label("partner"),
            partner.code.label("partner_code"),
            partner.kind.label("partner_kind"),
            func.coalesce(Institution.institution_type, Place.place_type).label("partner_type"),
            *tie,
        ]

    def of_kinds(statement: Any) -> Any:
        return (
            statement.join(Institution, Institution.code == partner.code, isouter=True)
            .join(Place, Place.code == partner.code, isouter=True)
            .join(Platform, Platform.code == partner.code, isouter=True)
            .where(partner.kind.in_(("institution", "place", "platform", "school", "region")), ~listed)
        )

    by_cooperation = of_kinds(
        with_report(
            select(
                *named(
                    Subject.name.label("subject"),
                    Subject.code.label("subject_code"),
                    Partnership.form.label("tie"),
                    null().label("activity"),
                ),
                Partnership.section,
                *told_by(),
                Partnership.year,
            )
            .select_from(Partnership)
            .join(partner, partner.code == Partnership.partner_code)
            .join(Subject, Subject.code == Partnership.school_code),
            Partnership.report_code,
        )
    )
    activity = aliased(Subject)
    by_activity = of_kinds(
        with_report(
            select(
                *named(
                    Subject.name.label("subject"),
                    Subject.code.label("subject_code"),
                    Participation.role.label("tie"),
                    activity.name.label("activity"),
                ),
                Participation.section,
                *told_by(),
                Report.year,
            )
            .select_from(Participation)
            .join(partner, partner.code == Participation.subject_code)
            .join(activity, activity.code == Participation.activity_code)
            .join(
                organiser,
                (organiser.activity_code == Participation.activity_code)
                & (organiser.report_code == Participation.report_code)
                & (organiser.role == "organiser"),
                isouter=True,
            )
            .join(Subject, Subject.code == organiser.subject_code, isouter=True),
            Participation.report_code,
        )
    ).where((Subject.code.is_(None)) | (Subject.code != partner.code))
    group = aliased(Subject)
    by_group = of_kinds(
        with_report(
            select(
                *named(
                    group.name.label("subject"),
                    group.code.label("subject_code"),
                    GroupMember.role.label("tie"),
                    null().label("activity"),
                ),
                GroupMember.section,
                *told_by(),
                Report.year,
            )
            .select_from(GroupMember)
            .join(partner, partner.code == GroupMember.member_code)
            .join(group, group.code == GroupMember.group_code),
            GroupMember.report_code,
        )
    )
    return union_all(by_cooperation, by_activity, by_group)


view("partners", _partners())
