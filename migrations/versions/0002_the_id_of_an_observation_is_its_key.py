"""The id of an observation is its key: the wide unique key goes, an index for questions about one indicator comes.

The id spells every column of the key, so that a second index of eleven columns said the same again and cost a third of a load.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = ("report_code", "subject_code", "indicator_code", "year", "period", "measure", "statistic", "scope_code", "section", "printed", "nth")


def upgrade() -> None:
    with op.batch_alter_table("observation") as batch:
        batch.drop_constraint("uq_observation_key", type_="unique")
        batch.create_index("ix_observation_indicator_code", ["indicator_code", "year"])


def downgrade() -> None:
    with op.batch_alter_table("observation") as batch:
        batch.drop_index("ix_observation_indicator_code")
        batch.create_unique_constraint("uq_observation_key", list(KEY))
