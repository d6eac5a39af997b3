"""Schools as the reports list them, the honours they hold, and their teachers by category."""

from typing import Any

from sqlalchemy import and_, func, or_, select, union
from sqlalchemy.orm import aliased

from ...database.dialect import exact_round, json_list
from ..tables import Honour, Observation, Report, School, SchoolHonour, SchoolListing, Scope, Subject, TeacherCategory
from .base import told_by, view, with_report

school = aliased(Subject, name="school_subject")
school_region = aliased(Subject, name="school_region")
host = aliased(Subject, name="host")


def _honours_held() -> Any:
    return (
        select(Honour.name)
        .join(SchoolHonour, SchoolHonour.honour_code == Honour.code)
        .where(SchoolHonour.report_code == SchoolListing.report_code, SchoolHonour.school_code == SchoolListing.school_code)
        .order_by(Honour.ordinal)
        .correlate(SchoolListing)
    )


view(
    "schools",
    select(
        school.code,
        SchoolListing.ordinal,
        school.name,
        school.short_name,
        SchoolListing.ownership,
        School.school_type,
        school_region.name.label("region"),
        school.region_code,
        host.name.label("host"),
        json_list(_honours_held()).label("honours"),
        select(func.count())
        .select_from(SchoolHonour)
        .where(SchoolHonour.report_code == SchoolListing.report_code, SchoolHonour.school_code == SchoolListing.school_code)
        .correlate(SchoolListing)
        .scalar_subquery()
        .label("honour_count"),
        SchoolListing.section,
        Report.code.label("report"),
        Report.year,
    )
    .select_from(SchoolListing)
    .join(school, school.code == SchoolListing.school_code)
    .join(School, School.code == SchoolListing.school_code)
    .join(Report, Report.code == SchoolListing.report_code)
    .join(school_region, school_region.code == school.region_code, isouter=True)
    .join(host, host.code == SchoolListing.host_code, isouter=True),
)

granted_by = aliased(Subject, name="granted_by")

view(
    "honours",
    with_report(
        select(
            Honour.name.label("honour"),
            Honour.code.label("honour_code"),
            Honour.level,
            school.name.label("school"),
            SchoolHonour.school_code,
            granted_by.name.label("granted_by"),
            SchoolHonour.granted_on,
            SchoolHonour.section,
            *told_by(),
            Report.year,
            SchoolListing.ordinal,
            Honour.ordinal.label("honour_ordinal"),
        )
        .select_from(SchoolHonour)
        .join(Honour, Honour.code == SchoolHonour.honour_code)
        .join(school, school.code == SchoolHonour.school_code)
        .join(granted_by, granted_by.code == SchoolHonour.granted_by_code, isouter=True)
        .join(
            SchoolListing,
            and_(
                SchoolListing.report_code == SchoolHonour.report_code,
                SchoolListing.school_code == SchoolHonour.school_code,
            ),
            isouter=True,
        ),
        SchoolHonour.report_code,
    ),
)


def _teachers() -> Any:
    told = union(
        *(
            select(
                Observation.report_code,
                Observation.subject_code,
                Observation.year,
                Observation.scope_code,
                TeacherCategory.code.label("category_code"),
            ).where(Observation.measure == "level", Observation.indicator_code == indicator)
            for indicator in (TeacherCategory.headcount_code, TeacherCategory.share_code)
        )
    ).subquery("told")
    category, base_category = aliased(TeacherCategory), aliased(TeacherCategory)
    headcount, share, base_headcount = aliased(Observation), aliased(Observation), aliased(Observation)

    def same_place(figure: Any, indicator: Any) -> Any:
        return and_(
            figure.report_code == told.c.report_code,
            figure.subject_code == told.c.subject_code,
            figure.year == told.c.year,
            figure.scope_code == told.c.scope_code,
            figure.measure == "level",
            figure.indicator_code == indicator,
        )

    share_decimals = func.coalesce(share.decimals, 0) + 2
    statement = (
        select(
            category.name.label("category"),
            category.code.label("category_code"),
            Subject.name.label("subject"),
            told.c.subject_code,
            told.c.year,
            told.c.scope_code.label("scope"),
            Scope.name.label("scope_name"),
            headcount.value.label("headcount"),
            base_category.name.label("base"),
            base_headcount.value.label("base_headcount"),
            share.value.label("share_stated"),
            exact_round(headcount.value * 100.0 / func.nullif(base_headcount.value, 0), share_decimals).label("share_computed"),
            func.coalesce(headcount.section, share.section).label("section"),
            *told_by(),
            share.decimals.label("share_decimals"),
            category.ordinal,
        )
        .select_from(told)
        .join(category, category.code == told.c.category_code)
        .join(base_category, base_category.code == category.base_code, isouter=True)
        .join(Subject, Subject.code == told.c.subject_code)
        .join(Scope, Scope.code == told.c.scope_code)
        .join(headcount, same_place(headcount, category.headcount_code), isouter=True)
        .join(share, same_place(share, category.share_code), isouter=True)
        .join(base_headcount, same_place(base_headcount, base_category.headcount_code), isouter=True)
        .where(or_(headcount.id.is_not(None), share.id.is_not(None)))
    )
    return with_report(statement, told.c.report_code)


view("teachers", _teachers())
