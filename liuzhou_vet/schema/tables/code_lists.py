"""The fixed lists of allowed values, one small table each; the words for a value are rows of `label`.

A list is a table and not a CHECK, so that a value can be added without a migration and carries its words in two languages.
"""

from sqlalchemy import Column, Integer, Table, Text

from .base import Base

CODE_LISTS = (
    "activity_kind",
    "alias_kind",
    "basis",
    "bound",
    "cluster_kind",
    "comparator",
    "cooperation_form",
    "direction",
    "document_kind",
    "document_role",
    "group_role",
    "honour_level",
    "institution_type",
    "listing",
    "measure",
    "not_data_kind",
    "obs_status",
    "ownership",
    "participation_role",
    "period",
    "place_type",
    "programme_change_kind",
    "region_level",
    "report_kind",
    "rule_kind",
    "rule_role",
    "school_type",
    "statistic",
    "subject_kind",
    "succession_kind",
    "verdict",
)
"""Every code list by the name of its table; `code` is the value, `ordinal` its place in the list."""


def _code_list(name: str) -> Table:
    return Table(name, Base.metadata, Column("code", Text, primary_key=True), Column("ordinal", Integer, nullable=False))


for _name in CODE_LISTS:
    _code_list(_name)
