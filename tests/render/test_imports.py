"""What rendering imports: start-up decides how a command line feels."""

import json
import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., subprocess.CompletedProcess[bytes]]
HEAVY = (
    "tabulate",
    "wcwidth",
    "xlsxwriter",
    "sqlite3",
    "sqlalchemy",
    "importlib.metadata",
    "email",
    "tempfile",
    "decimal",
    "json",
    "csv",
)


def _imported(run: Run, script: str) -> set[str]:
    """Return which of the heavy modules a script has imported at its end."""
    ended = run(f"{script}\nprint([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)")
    return set(json.loads(ended.stderr.decode().replace("'", '"')))


def test_the_room_itself_imports_nothing_heavy(run: Run) -> None:
    assert _imported(run, "import liuzhou_vet.render, liuzhou_vet.render.output") == set()


@pytest.mark.parametrize(
    ("format", "modules"),
    [
        ("json", {"json"}),
        ("jsonl", {"json"}),
        ("csv", {"csv"}),
        ("tsv", {"csv"}),
        ("html", set()),
        ("table", {"tabulate", "wcwidth"}),
    ],
)
def test_a_format_imports_what_it_needs(format: str, modules: set[str], run: Run) -> None:
    assert _imported(run, f"write(result(rows(3)), {format!r})") == modules


def test_tabulate_comes_without_package_metadata_and_leaves_no_stand_in(run: Run) -> None:
    script = "write(result(rows(1)), 'table')\nimport importlib.metadata\nprint(importlib.metadata.version('tabulate'))"
    ended = run(script)
    assert ended.stdout.decode().splitlines()[-1][0].isdigit()
