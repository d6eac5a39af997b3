"""The forms of a report's folder: whom it names and what it states. Plain data."""

from .form import MENTION, ORDINAL, SECTION, Field, Form, Target, columns_of, optional, plain_form, same


def _subject_form(name: str, kind: str, table: str = "", own: tuple[Field, ...] = ()) -> Form:
    """Return a form whose rows are subjects of one kind, with the fields (`own`) and table that only this kind has."""
    fields = (
        Field("code", "code"),
        Field("name"),
        optional("short_name"),
        optional("region", "ref:region"),
        *own,
        optional("note"),
        SECTION,
    )
    subject = same("code", "name", "short_name", "note", kind=f"={kind}", region_code="region")
    targets = [Target("subject", subject, shared=True)]
    if table:
        targets.append(Target(table, {"code": "code"} | columns_of(own), shared=True))
    return Form(name, fields, (*targets, MENTION), kinds=(kind,))


def _activity_form() -> Form:
    """Return the form of activities; those of kind project are subjects of kind project, which is told row by row."""
    form = _subject_form(
        "activities",
        "activity",
        "activity",
        (
            Field("activity_kind", "list:activity_kind"),
            optional("place", "ref:subject"),
            optional("started_on", "date"),
            optional("ended_on", "date"),
            optional("summary"),
        ),
    )
    subject, *others = form.targets
    subject = Target("subject", subject.columns | {"kind": "subject_kind"}, shared=True)
    return Form(form.name, form.fields, (subject, *others), made=("subject_kind",), kinds=("activity", "project"))


REPORT = (
    Form(
        "schools",
        (
            Field("code", "code"),
            Field("name"),
            optional("short_name"),
            Field("school_type", "list:school_type"),
            Field("region", "ref:region"),
            Field("ordinal", "integer"),
            Field("printed_name"),
            Field("ownership", "list:ownership"),
            Field("ownership_basis", "list:basis"),
            optional("host", "ref:subject"),
            SECTION,
        ),
        (
            Target("subject", same("code", "name", "short_name", kind="=school", region_code="region"), shared=True),
            Target("school", same("code", "school_type"), shared=True),
            MENTION,
            Target(
                "school_listing",
                same(
                    "ordinal",
                    "printed_name",
                    "ownership",
                    "ownership_basis",
                    "section",
                    school_code="code",
                    host_code="host",
                ),
            ),
        ),
        kinds=("school",),
    ),
    _subject_form("campuses", "campus", "campus", (Field("school", "ref:school"),)),
    _subject_form("departments", "department", "department", (Field("school", "ref:school"),)),
    _subject_form("enterprises", "enterprise", "enterprise", (optional("industry"),)),
    _subject_form("groups", "group", "education_group", (optional("area"),)),
    _subject_form("institutions", "institution", "institution", (Field("institution_type", "list:institution_type"),)),
    _subject_form("places", "place", "place", (Field("place_type", "list:place_type"), optional("school", "ref:school"))),
    _subject_form("platforms", "platform", "platform", (Field("purpose"),)),
    _subject_form("audiences", "audience"),
    _subject_form(
        "programmes",
        "programme",
        "programme",
        (Field("school", "ref:school"), Field("major", "ref:major"), optional("specialisation")),
    ),
    _activity_form(),
    Form(
        "clusters",
        (
            Field("code", "code"),
            Field("name"),
            Field("cluster_kind", "list:cluster_kind"),
            Field("complete", "flag"),
            SECTION,
        ),
        (
            Target("subject", same("code", "name", kind="=cluster"), shared=True),
            Target("cluster", same("code"), shared=True),
            MENTION,
            Target("cluster_listing", same("cluster_kind", "complete", "ordinal", "section", cluster_code="code")),
        ),
        made=ORDINAL,
        kinds=("cluster",),
    ),
    plain_form(
        "category_listings",
        "category_listing",
        (Field("category", "ref:major_category"), Field("printed_name"), Field("complete", "flag"), SECTION),
        key=("category",),
        made=ORDINAL,
    ),
    plain_form(
        "mentions",
        "mention",
        (Field("subject", "ref:subject"), Field("section", "section")),
        key=("subject", "section"),
    ),
    plain_form(
        "school_honours",
        "school_honour",
        (
            Field("school", "ref:school"),
            Field("honour", "ref:honour"),
            optional("granted_by", "ref:subject"),
            optional("granted_on", "date"),
            SECTION,
        ),
        key=("school", "honour"),
    ),
    plain_form(
        "scope_schools",
        "scope_school",
        (Field("scope", "ref:scope"), Field("school", "ref:school")),
        key=("scope", "school"),
    ),
    plain_form(
        "successions",
        "succession",
        (
            Field("predecessor", "ref:subject"),
            Field("successor", "ref:subject"),
            Field("succession_kind", "list:succession_kind"),
            Field("year", "year"),
            Field("basis", "list:basis"),
            SECTION,
            optional("note"),
        ),
        key=("predecessor", "successor"),
    ),
    plain_form(
        "programme_changes",
        "programme_change",
        (
            Field("programme", "ref:programme"),
            Field("year", "year"),
            Field("change", "list:programme_change_kind"),
            SECTION,
            optional("note"),
        ),
        key=("programme", "year", "change"),
    ),
    plain_form(
        "cooperation",
        "partnership",
        (
            Field("school", "ref:subject"),
            Field("partner", "ref:subject"),
            Field("form", "list:cooperation_form"),
            Field("year", "year"),
            SECTION,
            optional("note"),
        ),
        key=("school", "partner", "form"),
    ),
    plain_form(
        "group_members",
        "group_member",
        (
            Field("group", "ref:education_group"),
            Field("member", "ref:subject"),
            Field("role", "list:group_role"),
            SECTION,
            optional("note"),
        ),
        key=("group", "member", "role"),
    ),
    plain_form(
        "participation",
        "participation",
        (
            Field("activity", "ref:activity"),
            Field("subject", "ref:subject"),
            Field("role", "list:participation_role"),
            SECTION,
        ),
        key=("activity", "subject", "role"),
    ),
    plain_form(
        "awards",
        "award",
        (Field("activity", "ref:activity"), Field("recipient", "ref:subject"), Field("name"), SECTION),
        key=("activity", "recipient", "name"),
    ),
    plain_form(
        "documents",
        "document",
        (
            Field("code", "code"),
            Field("title"),
            optional("number"),
            Field("document_kind", "list:document_kind"),
            optional("issuer"),
            optional("year", "year"),
            optional("note"),
        ),
        shared=True,
    ),
    plain_form(
        "document_mentions",
        "document_mention",
        (
            Field("document", "ref:document"),
            Field("role", "list:document_role"),
            optional("subject", "ref:subject"),
            Field("section", "section"),
        ),
        key=("document", "role", "section"),
    ),
    plain_form(
        "cases",
        "case_study",
        (Field("code", "code"), Field("title"), Field("school", "ref:school"), Field("summary"), SECTION),
    ),
    plain_form(
        "problems",
        "problem",
        (Field("code", "code"), Field("title"), Field("summary"), SECTION),
        made=ORDINAL,
    ),
    plain_form(
        "improvements",
        "improvement",
        (Field("code", "code"), Field("problem", "ref:problem"), Field("title"), Field("summary"), SECTION),
        made=ORDINAL,
    ),
    plain_form(
        "report_aliases",
        "subject_alias",
        (
            Field("alias"),
            Field("subject", "ref:subject"),
            Field("alias_kind", "list:alias_kind"),
            optional("section", "section"),
            optional("note"),
        ),
        key=("alias", "subject"),
        shared=True,
        loose=("section", "note"),
    ),
    plain_form(
        "observations",
        "observation",
        (
            Field("subject", "ref:subject"),
            Field("indicator", "ref:indicator"),
            Field("year", "year"),
            optional("period", "list:period", "calendar"),
            optional("period_start", "date"),
            optional("period_end", "date"),
            optional("measure", "list:measure", "level"),
            optional("statistic", "list:statistic", "total"),
            optional("value", "figure"),
            optional("value_to", "figure"),
            optional("unit", "ref:unit"),
            optional("decimals", "integer"),
            optional("bound", "list:bound"),
            optional("scope", "ref:scope", "all"),
            optional("status", "list:obs_status"),
            SECTION,
            optional("printed", default=""),
            optional("nth", "integer"),
            optional("note"),
        ),
        key=(
            "subject",
            "indicator",
            "year",
            "period",
            "measure",
            "statistic",
            "scope",
            "section",
            "printed",
            "nth",
        ),
        made=("id", "ordinal"),
    ),
    Form(
        "remarks",
        (
            Field("code", "code"),
            optional("rule", "ref:rule"),
            optional("observation"),
            SECTION,
            optional("printed", default=""),
            Field("message"),
        ),
        (Target("remark", same("code", "section", "printed", "message", rule_code="rule", observation_id="observation")),),
    ),
    plain_form(
        "not_data",
        "not_data",
        (
            Field("section", "section"),
            Field("printed"),
            Field("nth", "integer"),
            Field("not_data_kind", "list:not_data_kind"),
            Field("reason"),
        ),
        key=("section", "printed", "nth"),
    ),
)
"""The forms of a report's folder, in the order they are written. Every one must be there."""

HEAD = Form(
    "report",
    (
        Field("code", "code"),
        Field("title"),
        Field("kind", "list:report_kind"),
        Field("subject", "ref:subject"),
        Field("region", "ref:region"),
        Field("year", "year"),
        optional("edition", "integer", "1"),
        optional("supersedes", "ref:report"),
        optional("publisher"),
        optional("published", "date"),
        optional("outline_edition", "ref:outline_edition"),
        optional("sha256"),
    ),
    (
        Target(
            "report",
            same(
                "code",
                "title",
                "kind",
                "year",
                "edition",
                "publisher",
                "sha256",
                subject_code="subject",
                region_code="region",
                supersedes_code="supersedes",
                published_on="published",
                outline_edition_code="outline_edition",
            ),
        ),
    ),
)
"""The keys of `report.toml`, as a form of one row."""

OUTLINE = plain_form("sections", "section", (Field("number"), Field("heading")), key=("number",), made=ORDINAL)
"""The `[[section]]` tables of `report.toml`, as a form."""
