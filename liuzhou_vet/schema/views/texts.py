"""Questions about what the reports say in words: documents, policies, case studies, problems and their measures."""

from typing import Any

from sqlalchemy import and_, or_, select

from ...database.dialect import json_list
from ..tables import CaseStudy, Document, DocumentMention, Improvement, Problem, Report, Subject
from .base import report_region, told_by, view, with_report


def _documents() -> Any:
    return with_report(
        select(
            Document.title,
            Document.number,
            Document.code.label("document_code"),
            Document.document_kind,
            Document.issuer,
            Document.year.label("issued"),
            DocumentMention.role,
            Subject.name.label("subject"),
            DocumentMention.subject_code,
            DocumentMention.section,
            *told_by(),
            Report.year,
        )
        .select_from(DocumentMention)
        .join(Document, Document.code == DocumentMention.document_code)
        .join(Subject, Subject.code == DocumentMention.subject_code, isouter=True),
        DocumentMention.report_code,
    )


view("documents", _documents())
# what the region issued itself: the report says so, or the document bears its name
view(
    "policies",
    _documents().where(
        or_(
            and_(DocumentMention.role == "issued", DocumentMention.subject_code == Report.region_code),
            Document.title.startswith(report_region.name),
        )
    ),
)

view(
    "cases",
    with_report(
        select(
            CaseStudy.title,
            CaseStudy.code.label("case_code"),
            Subject.name.label("school"),
            CaseStudy.school_code,
            CaseStudy.summary,
            CaseStudy.section,
            *told_by(),
            Report.year,
        )
        .select_from(CaseStudy)
        .join(Subject, Subject.code == CaseStudy.school_code),
        CaseStudy.report_code,
    ),
)


def _measures(column: Any) -> Any:
    against = and_(Improvement.report_code == Problem.report_code, Improvement.problem_code == Problem.code)
    return json_list(select(column).where(against).order_by(Improvement.ordinal).correlate(Problem))


view(
    "problems",
    with_report(
        select(
            Problem.title.label("problem"),
            Problem.code.label("problem_code"),
            Problem.summary,
            _measures(Improvement.title).label("measures"),
            _measures(Improvement.summary).label("measures_in_detail"),
            Problem.section,
            _measures(Improvement.section).label("measure_sections"),
            *told_by(),
            Report.year,
            Problem.ordinal,
        ).select_from(Problem),
        Problem.report_code,
    ),
)
