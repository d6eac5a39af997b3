"""The rules of the audit become rows of the catalogue, as do the words that hold a numeral; a remark names the rule it explains."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CODE_LISTS = ("listing", "rule_kind", "rule_role", "verdict")


def upgrade() -> None:
    for name in CODE_LISTS:
        op.create_table(
            name, sa.Column("code", sa.Text(), nullable=False), sa.Column("ordinal", sa.Integer(), nullable=False), _key(name, "code")
        )
    op.create_table(
        "numeral_word",
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("not_data_kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _reference("numeral_word", "not_data_kind", "not_data_kind"),
        _key("numeral_word", "pattern"),
    )
    op.create_table(
        "rule",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("rule_kind", sa.Text(), nullable=False),
        sa.Column("listing", sa.Text()),
        *(sa.Column(name, sa.Numeric(asdecimal=False)) for name in ("low", "high", "tolerance")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        _reference("rule", "rule_kind", "rule_kind"),
        _reference("rule", "listing", "listing"),
        _key("rule", "code"),
        sa.UniqueConstraint("name", name="uq_rule_name"),
    )
    op.create_table(
        "rule_indicator",
        sa.Column("rule_code", sa.Text(), nullable=False),
        sa.Column("rule_role", sa.Text(), nullable=False),
        sa.Column("indicator_code", sa.Text(), nullable=False),
        _reference("rule_indicator", "rule_code", "rule"),
        _reference("rule_indicator", "rule_role", "rule_role"),
        _reference("rule_indicator", "indicator_code", "indicator"),
        _key("rule_indicator", "rule_code", "rule_role", "indicator_code"),
    )
    with op.batch_alter_table("remark") as batch:
        batch.add_column(sa.Column("rule_code", sa.Text()))
        batch.create_foreign_key("fk_remark_rule_code", "rule", ["rule_code"], ["code"])


def downgrade() -> None:
    with op.batch_alter_table("remark") as batch:
        batch.drop_constraint("fk_remark_rule_code", type_="foreignkey")
        batch.drop_column("rule_code")
    for name in ("rule_indicator", "rule", "numeral_word", *CODE_LISTS):
        op.drop_table(name)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.code"], name=op.f(f"fk_{table}_{column}"))
