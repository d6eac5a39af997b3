"""What the tests of the migrations share: an invented revision after the real ones."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from liuzhou_vet.database import reader, upgrade, version, writer
from liuzhou_vet.database.resources import migrations_folder
from liuzhou_vet.database.version import HEAD

NEXT = f"{int(HEAD) + 1:04}"


@pytest.fixture
def next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that adds an invented revision after the head, its upgrade as given."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))

    def add(steps: str) -> None:
        lines = "\n".join(f"    {line}" for line in steps.strip().splitlines())
        text = f'"""Invented."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = "{NEXT}"\ndown_revision = "{HEAD}"\n'
        text += (
            f"\n\ndef upgrade() -> None:\n{lines}\n\n\ndef downgrade() -> None:\n    op.execute(sa.text('DROP TABLE IF EXISTS invented'))\n"
        )
        (folder / "versions" / f"{NEXT}_invented.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(writer, "migrations_folder", lambda: folder)
        for module in (version, upgrade, reader):
            monkeypatch.setattr(module, "HEAD", NEXT)

    return add
