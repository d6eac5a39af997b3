"""The forms of the catalogue, `seeds/catalogue`: what is stable over reports. Plain data."""

from .form import ORDINAL, Field, Form, Target, optional, plain_form, same, unique_name

ALIAS_OF = ("subject", "indicator", "topic")
"""What an alias can be of: the allowed values of `of`; each has a table `…_alias`."""

CATALOGUE = (
    plain_form(
        "labels",
        "label",
        (
            Field("item"),
            optional("part", default=""),
            optional("coded", default=""),
            Field("zh"),
            Field("en"),
            Field("meaning_zh"),
            Field("meaning_en"),
            optional("kind", default=""),
            optional("code_list", default=""),
        ),
        key=("item", "part", "coded"),
    ),
    plain_form(
        "units",
        "unit",
        (Field("code", "code"), unique_name(), Field("name_en"), Field("dimension"), Field("factor", "number")),
        shared=True,
    ),
    plain_form(
        "topics",
        "topic",
        (Field("code", "code"), unique_name(), Field("name_en")),
        made=ORDINAL,
        shared=True,
    ),
    plain_form(
        "indicators",
        "indicator",
        (
            Field("code", "code"),
            unique_name(),
            Field("name_en"),
            Field("topic", "ref:topic"),
            optional("unit", "ref:unit"),
            optional("concept", default=""),
            optional("breakdown", default=""),
            optional("numerator", "ref:indicator"),
            optional("base", "ref:indicator"),
            optional("part_of", "ref:indicator"),
            optional("good_direction", "list:direction"),
            optional("definition"),
            optional("source"),
        ),
        made=ORDINAL,
        shared=True,
    ),
    Form(
        "regions",
        (
            Field("code", "code"),
            Field("name"),
            optional("short_name"),
            Field("level", "list:region_level"),
            optional("parent", "ref:region"),
        ),
        (
            Target("subject", same("code", "name", "short_name", kind="=region", region_code="parent"), shared=True),
            Target("region", same("code", "level", parent_code="parent"), shared=True),
        ),
        kinds=("region",),
    ),
    plain_form(
        "outline_editions",
        "outline_edition",
        (
            Field("code", "code"),
            Field("name"),
            Field("year_from", "year"),
            optional("year_to", "year"),
            optional("source"),
        ),
        shared=True,
    ),
    plain_form(
        "outline_sections",
        "outline_section",
        (Field("edition", "ref:outline_edition"), Field("number"), Field("heading"), optional("topic", "ref:topic")),
        key=("edition", "number"),
        shared=True,
    ),
    plain_form(
        "honours",
        "honour",
        (Field("code", "code"), unique_name(), optional("name_en"), Field("level", "list:honour_level")),
        made=ORDINAL,
        shared=True,
    ),
    plain_form(
        "teacher_categories",
        "teacher_category",
        (
            Field("code", "code"),
            unique_name(),
            Field("name_en"),
            Field("headcount", "ref:indicator"),
            optional("share", "ref:indicator"),
            optional("base", "ref:teacher_category"),
            optional("part_of", "ref:teacher_category"),
        ),
        made=ORDINAL,
        shared=True,
    ),
    plain_form(
        "catalogue_editions",
        "catalogue_edition",
        (Field("code", "code"), Field("name"), Field("year", "year"), optional("document"), optional("source")),
        shared=True,
    ),
    plain_form(
        "major_categories",
        "major_category",
        (
            Field("code", "code"),
            Field("name"),
            optional("name_en"),
            optional("edition", "ref:catalogue_edition"),
            optional("note"),
        ),
        made=ORDINAL,
        shared=True,
    ),
    plain_form(
        "scopes",
        "scope",
        (Field("code", "code"), unique_name(), Field("name_en"), Field("criterion"), optional("note")),
        shared=True,
    ),
    plain_form(
        "standards",
        "standard",
        (
            Field("code", "code"),
            Field("name"),
            optional("indicator", "ref:indicator"),
            optional("base"),
            Field("school_type", "list:school_type"),
            Field("comparator", "list:comparator"),
            Field("threshold", "number"),
            optional("unit", "ref:unit"),
            Field("document"),
            optional("article"),
            Field("source"),
            optional("note"),
        ),
        shared=True,
    ),
    Form(
        "majors",
        (
            Field("code", "code"),
            Field("name"),
            optional("category", "ref:major_category"),
            optional("edition", "ref:catalogue_edition"),
            optional("national_code"),
            optional("note"),
        ),
        (
            Target("subject", same("code", "name", "note", kind="=major"), shared=True),
            Target("major", same("code", "national_code", category_code="category", edition_code="edition"), shared=True),
        ),
        kinds=("major",),
    ),
    Form(
        "aliases",
        (
            Field("alias"),
            Field("of", "list:alias_of"),
            Field("code", "ref_by:of"),
            Field("alias_kind", "list:alias_kind"),
            optional("note"),
        ),
        tuple(
            Target(
                f"{thing}_alias",
                {"alias": "alias", f"{thing}_code": "code", "alias_kind": "alias_kind", "note": "note"},
                shared=True,
                when=f"of={thing}",
                loose=("note",),
            )
            for thing in ALIAS_OF
        ),
        key=("alias", "of", "code"),
    ),
)
"""The forms of `seeds/catalogue`, in the order they are written. A report's folder may hold all but `labels` too."""
