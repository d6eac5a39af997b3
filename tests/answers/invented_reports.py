"""Invented reports: the committed ones, and ones that a test makes of a few rows; and how they get into a database."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

INVENTED = Path(__file__).parents[1] / "invented"
YEARS = [INVENTED / year for year in ("2031", "2032", "2033")]
SECTIONS = ("title", "1")

Head = dict[str, str | int]
Made = Callable[..., Path]
Loaded = Callable[..., str]
Fill = Callable[[str], None]
Kept = Callable[[str, Fill], str]


def write_report(folder: Path, head: Head, rows: Mapping[str, Sequence[str]]) -> Path:
    """Write the folder of an invented report: the keys of its head, and of each form the rows given, which may be none."""
    folder.mkdir(parents=True)
    for form in sorted((INVENTED / "2031").glob("*.csv")):
        names = form.read_text(encoding="utf-8").splitlines()[0]
        (folder / form.name).write_text("\n".join([names, *rows.get(form.stem, ())]) + "\n", encoding="utf-8")
    lines = [f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"' for key, value in head.items()]
    lines += [f'[[section]]\nnumber = "{number}"\nheading = "虚构的一节"' for number in SECTIONS]
    (folder / "report.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def observed(subject: str, indicator: str, year: int, value: str, printed: str, **more: str) -> str:
    """Return a row of the form of observations, printed in section 1; more: its other columns."""
    cells = {"subject": subject, "indicator": indicator, "year": str(year), "value": value, "printed": printed, "nth": "1"}
    cells |= {"period": "end", "section": "1", "bound": "exact"} | more
    names = (INVENTED / "2031" / "observations.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    return ",".join(cells.get(name, "") for name in names)


def make_empty(database: str) -> None:
    """Make a database that holds the catalogue alone."""
    _create(database, with_seeds=False)


def make_packaged(database: str) -> None:
    """Make a database that holds the packaged report."""
    _create(database, with_seeds=True)


def fill_three_years(database: str) -> None:
    """Make a database that holds the invented city's reports of 2031, 2032 and 2033."""
    make_empty(database)
    load_into(database, *YEARS)


def _create(database: str, with_seeds: bool) -> None:
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.writer import create

    create(parse(database), with_seeds=with_seeds)


def load_into(database: str, *folders: Path) -> str:
    """Load folders into a database in one transaction; return its address."""
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.writer import writing
    from liuzhou_vet.intake.load import load

    with writing(parse(database)) as connection:
        load(connection, folders, "a test")
    return database
