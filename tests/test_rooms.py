"""The rooms import in walking order only, and what starts the program imports nothing heavy."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "liuzhou_vet"

MAY_IMPORT = {
    "errors": set(),
    "words": set(),
    "questions": set(),
    "report": {"errors", "words"},
    "render": {"errors", "words"},
    "schema": {"database.dialect"},
    "database": {"errors", "words", "schema", "intake"},  # a new database is filled with the packaged seeds
    "intake": {"errors", "words", "schema", "report", "database.resources", "database.bulk", "database.comments"},
    "audit": {"errors", "words", "report"},
    "answers": {"errors", "words", "questions", "report", "audit", "render", "database"},
    "cli": {"errors", "words", "questions", "render", "database", "report", "intake", "answers"},
}
HEAVY = {"sqlalchemy", "alembic", "sqlite3", "tabulate", "xlsxwriter", "platformdirs", "wcwidth"}


def _imports(file: Path, inside_functions: bool = True) -> Iterator[str]:
    """Give the modules a file imports, ours as `room.module`; those for type checkers alone do not count."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    here = file.relative_to(PACKAGE).with_suffix("").parts
    nodes = ast.walk(tree) if inside_functions else iter(tree.body)
    checked = {id(each) for node in ast.walk(tree) if _is_for_type_checkers(node) for each in ast.walk(node)}
    for node in nodes:
        if id(node) in checked:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = [*here[: len(here) - node.level], *(node.module or "").split(".")]
            for alias in node.names:
                yield ".".join(part for part in (["liuzhou_vet", *base, alias.name] if not node.module else ["liuzhou_vet", *base]) if part)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def _is_for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _files(room: str) -> list[Path]:
    return [PACKAGE / f"{room}.py"] if (PACKAGE / f"{room}.py").exists() else sorted((PACKAGE / room).rglob("*.py"))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_before_it(room: str) -> None:
    for file in _files(room):
        for name in _imports(file):
            if name.startswith("liuzhou_vet."):
                parts = name.split(".")[1:]
                allowed = {parts[0], ".".join(parts[:2])} & (MAY_IMPORT[room] | {room, "__version__"})
                assert allowed, f"{file.relative_to(PACKAGE)} imports {name}"


@pytest.mark.parametrize(
    "file", [*_files("cli"), *_files("questions"), *_files("words"), *_files("errors"), PACKAGE / "render/__init__.py"]
)
def test_what_starts_the_program_imports_nothing_heavy(file: Path) -> None:
    assert not {name.split(".")[0] for name in _imports(file, inside_functions=False)} & HEAVY


def test_every_room_is_in_the_order() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - {"__init__", "__main__"} == set(MAY_IMPORT)
