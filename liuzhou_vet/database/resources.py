"""Where the migrations and the seeds are: in the installed package, or beside it in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def migrations_folder() -> Path:
    """Return the folder of the migrations."""
    return _folder("migrations")


def seeds_folder() -> Path:
    """Return the folder of the seeds: `catalogue` and one folder a report."""
    return _folder("seeds")


def _folder(name: str) -> Path:
    packaged = PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else PACKAGE.parent / name


def packaged_reports() -> list[Path]:
    """Return the folders of the reports that come with the program."""
    return sorted(head.parent for head in seeds_folder().glob("*/report.toml"))
