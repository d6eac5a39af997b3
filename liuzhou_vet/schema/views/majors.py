"""Majors, the programmes that schools make of them, clusters of majors, and what a year changed."""

from typing import Any

from sqlalchemy import and_, case, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from ...database.dialect import json_list
from ..tables import (
    CatalogueEdition,
    CategoryListing,
    Cluster,
    ClusterListing,
    Indicator,
    Major,
    MajorCategory,
    Mention,
    Observation,
    Programme,
    ProgrammeChange,
    Report,
    Subject,
    Succession,
)
from .base import (
    EMPTY_LIST,
    figure_columns,
    no_figure,
    report_region,
    told_by,
    view,
    where_mentioned,
    with_figure,
    with_report,
)

school = aliased(Subject, name="school_subject")
programme = aliased(Subject, name="programme_subject")
major = aliased(Subject, name="major_subject")


def _is_closed() -> Any:
    """Return that the report says the programme was closed, so that its school does not offer it any more."""
    closed = aliased(ProgrammeChange)
    by_report = closed.programme_code == Programme.code, closed.report_code == Report.code
    return exists().where(*by_report, closed.change == "closed").correlate(Programme, Report)


def _schools_offering(column: Any) -> Any:
    return json_list(
        select(column)
        .select_from(Programme)
        .join(school, school.code == Programme.school_code)
        .join(Mention, and_(Mention.subject_code == Programme.code, Mention.report_code == Report.code))
        .where(Programme.major_code == Major.code, ~_is_closed())
        .distinct()
        .order_by(column)
        .correlate(Major, Report)
    )


def _majors() -> Any:
    """Return the majors a report names with the schools that offer them, its other categories, and the counts it states."""
    offered = (
        select(Programme.code)
        .join(Mention, and_(Mention.subject_code == Programme.code, Mention.report_code == Report.code))
        .where(Programme.major_code == Major.code)
        .correlate(Major, Report)
        .exists()
    )
    named = (
        select(
            major.name.label("major"),
            major.code.label("major_code"),
            MajorCategory.name.label("category"),
            MajorCategory.code.label("category_code"),
            CatalogueEdition.name.label("edition"),
            Major.national_code,
            _schools_offering(school.name).label("schools"),
            _schools_offering(school.code).label("school_codes"),
            *no_figure(),
            null().label("section"),
            *told_by(),
            Report.year,
            CategoryListing.ordinal,
        )
        .select_from(Major)
        .join(major, major.code == Major.code)
        .join(Report, offered)
        .join(report_region, report_region.code == Report.region_code)
        .join(MajorCategory, MajorCategory.code == Major.category_code, isouter=True)
        .join(CatalogueEdition, CatalogueEdition.code == Major.edition_code, isouter=True)
        .join(
            CategoryListing,
            and_(CategoryListing.category_code == MajorCategory.code, CategoryListing.report_code == Report.code),
            isouter=True,
        )
    )
    other_major = aliased(Major)
    without = with_report(
        select(
            null().label("major"),
            null().label("major_code"),
            CategoryListing.printed_name.label("category"),
            CategoryListing.category_code,
            CatalogueEdition.name.label("edition"),
            null().label("national_code"),
            EMPTY_LIST.label("schools"),
            EMPTY_LIST.label("school_codes"),
            *no_figure(),
            CategoryListing.section,
            *told_by(),
            Report.year,
            CategoryListing.ordinal,
        )
        .select_from(CategoryListing)
        .join(MajorCategory, MajorCategory.code == CategoryListing.category_code)
        .join(CatalogueEdition, CatalogueEdition.code == MajorCategory.edition_code, isouter=True),
        CategoryListing.report_code,
    ).where(
        ~select(Programme.code)
        .join(Mention, and_(Mention.subject_code == Programme.code, Mention.report_code == Report.code))
        .join(other_major, other_major.code == Programme.major_code)
        .where(other_major.category_code == CategoryListing.category_code)
        .correlate(CategoryListing, Report)
        .exists()
    )
    counted = with_report(
        with_figure(
            select(
                null().label("major"),
                null().label("major_code"),
                null().label("category"),
                null().label("category_code"),
                null().label("edition"),
                null().label("national_code"),
                json_list(select(Subject.name).where(Subject.kind == "school").correlate(Subject)).label("schools"),
                json_list(select(Subject.code).where(Subject.kind == "school").correlate(Subject)).label("school_codes"),
                *figure_columns(),
                Observation.section,
                *told_by(),
                Observation.year,
                null().label("ordinal"),
            )
            .select_from(Observation)
            .join(Subject, Subject.code == Observation.subject_code)
        ).where(Indicator.topic_code == "majors", Subject.kind.in_(("region", "school"))),
        Observation.report_code,
    )
    return union_all(named, without, counted)


view("majors", _majors())

view(
    "programmes",
    where_mentioned(
        select(
            programme.name.label("programme"),
            programme.code.label("programme_code"),
            school.name.label("school"),
            school.code.label("school_code"),
            major.name.label("major"),
            major.code.label("major_code"),
            Programme.specialisation,
            ProgrammeChange.change,
            func.coalesce(ProgrammeChange.year, Report.year).label("year"),
            func.coalesce(
                ProgrammeChange.section,
                select(func.min(Mention.section))
                .where(Mention.report_code == Report.code, Mention.subject_code == Programme.code)
                .correlate(Report, Programme)
                .scalar_subquery(),
            ).label("section"),
            *told_by(),
            ProgrammeChange.note,
        )
        .select_from(Programme)
        .join(programme, programme.code == Programme.code)
        .join(school, school.code == Programme.school_code)
        .join(major, major.code == Programme.major_code),
        Programme.code,
    ).join(
        ProgrammeChange,
        and_(ProgrammeChange.programme_code == Programme.code, ProgrammeChange.report_code == Report.code),
        isouter=True,
    ),
)

view(
    "clusters",
    with_report(
        select(
            Subject.name.label("cluster"),
            Subject.code.label("cluster_code"),
            ClusterListing.cluster_kind,
            ClusterListing.complete,
            ClusterListing.section,
            *told_by(),
            Report.year,
            ClusterListing.ordinal,
        )
        .select_from(ClusterListing)
        .join(Cluster, Cluster.code == ClusterListing.cluster_code)
        .join(Subject, Subject.code == Cluster.code),
        ClusterListing.report_code,
    ),
)


def _of_two_years() -> Any:
    """Return that the report states the level of another year too: from 14 in 2019 to 10 in 2020."""
    other = aliased(Observation)
    return exists().where(
        other.report_code == Observation.report_code,
        other.subject_code == Observation.subject_code,
        other.indicator_code == Observation.indicator_code,
        other.scope_code == Observation.scope_code,
        other.measure == "level",
        other.year != Observation.year,
    )


def _changes() -> Any:
    """Return what became of schools and programmes, then the counts of changes that are stated."""
    successor = aliased(Subject)
    succession = with_report(
        select(
            Subject.name.label("subject"),
            Subject.code.label("subject_code"),
            Subject.kind.label("subject_kind"),
            Succession.succession_kind.label("change"),
            case((successor.code != Subject.code, successor.name)).label("successor"),
            case((successor.code != Subject.code, successor.code)).label("successor_code"),
            Succession.year,
            Succession.basis,
            *no_figure(),
            Succession.section,
            *told_by(),
            Succession.note,
        )
        .select_from(Succession)
        .join(Subject, Subject.code == Succession.predecessor_code)
        .join(successor, successor.code == Succession.successor_code),
        Succession.report_code,
    )
    programmes = with_report(
        select(
            Subject.name.label("subject"),
            Subject.code.label("subject_code"),
            Subject.kind.label("subject_kind"),
            ProgrammeChange.change,
            null().label("successor"),
            null().label("successor_code"),
            ProgrammeChange.year,
            literal("stated").label("basis"),
            *no_figure(),
            ProgrammeChange.section,
            *told_by(),
            ProgrammeChange.note,
        )
        .select_from(ProgrammeChange)
        .join(Subject, Subject.code == ProgrammeChange.programme_code),
        ProgrammeChange.report_code,
    ).where(ProgrammeChange.change.in_(("opened", "enlarged", "reduced", "closed", "merged", "renamed")))
    counted = with_report(
        with_figure(
            select(
                Subject.name.label("subject"),
                Subject.code.label("subject_code"),
                Subject.kind.label("subject_kind"),
                null().label("change"),
                null().label("successor"),
                null().label("successor_code"),
                Observation.year,
                literal("stated").label("basis"),
                *figure_columns(),
                Observation.section,
                *told_by(),
                Observation.note,
            )
            .select_from(Observation)
            .join(Subject, Subject.code == Observation.subject_code)
        ),
        Observation.report_code,
    ).where(
        Subject.kind != "programme",  # their changes are told above
        or_(
            and_(Indicator.topic_code == "majors", or_(Observation.measure != "level", _of_two_years())),
            Indicator.code.in_(("new_majors", "closed_majors")),
        ),
    )
    return union_all(succession, programmes, counted)


view("changes", _changes())
