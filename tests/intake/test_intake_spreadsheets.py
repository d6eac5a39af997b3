"""Forms that a real spreadsheet has saved come back whole: LibreOffice, as .xlsx and as CSV in the encoding of Chinese Excel and WPS."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from workbooks import Book, Typed, book_of

SOFFICE = shutil.which("soffice")
GB18030, UTF8 = 85, 76  # LibreOffice's numbers of the encodings
ALL_SHEETS = "-1"
FROM_CSV = f"--infilter=Text - txt - csv (StarCalc):44,34,{UTF8},1"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (Debian package libreoffice-calc)"),
]

Convert = Callable[..., Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return a function that lets LibreOffice open a file and save it; it returns the folder of what was saved."""
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(path: Path, kind: str, *options: str) -> Path:
        out = tmp_path_factory.mktemp("saved")
        places = ["--outdir", str(out), str(path)]
        command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", *options, "--convert-to", kind, *places]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return out

    return run


def as_csv(encoding: int, sheets: str = "", shown: bool = True) -> str:
    """Return the words for saving as CSV: comma, quotes, encoding, whether cells are saved as they are shown, which sheets."""
    return f"csv:Text - txt - csv (StarCalc):44,34,{encoding},1,,0,false,true,{str(shown).lower()},false,false,{sheets}"


@pytest.fixture
def book(city: Any) -> Book:
    """Return the invented report as people fill it in: numbers and dates as such where they count, text where it is text."""
    book = book_of(city.path)
    for name, rows in book.sheets.items():
        for line, cells in enumerate(rows[1:], start=2):
            for column, cell in zip(rows[0], cells, strict=True):
                if column in ("year", "value", "decimals", "nth", "ordinal") and cell:
                    book.set(name, line, column, Typed(float(cell)))
    book.set("activities", 2, "started_on", Typed(date(2031, 5, 1), "yyyy-mm-dd"))
    book.set("observations", 2, "value", Typed(120, "General", "=100+20"))
    book.set("observations", 5, "printed", Typed(0.945, "0.00%"))
    book.hidden = {"observations": [4]}
    return book


@pytest.fixture
def loaded(city: Any, database: Any) -> dict[str, Any]:
    """Return what the database holds after the folder was loaded."""
    city.replace("activities", ",2031-05,", ",2031-05-01,")
    database.load(city.path)
    contents: dict[str, Any] = database.contents()
    del contents["seed_load"]
    return contents


def changes(database: Any, path: Path) -> set[tuple[str, int, int, int]]:
    """Return the forms that a load changes."""
    return {(form, *counts) for form, (*counts, _same, gone) in database.load(path).items() if any((*counts, gone))}


def contents(database: Any) -> dict[str, Any]:
    found: dict[str, Any] = database.contents()
    del found["seed_load"]
    return found


def test_a_workbook_saved_as_xlsx(book: Book, loaded: dict[str, Any], database: Any, convert: Convert, tmp_path: Path) -> None:
    saved = convert(book.save(tmp_path / "forms.xlsx"), "xlsx") / "forms.xlsx"
    assert changes(database, saved) == set()
    assert contents(database) == loaded


@pytest.mark.parametrize(("number", "encoding"), [(GB18030, "gb18030"), (UTF8, "utf-8")])
def test_a_workbook_saved_as_csv(
    city: Any, book: Book, loaded: dict[str, Any], database: Any, convert: Convert, tmp_path: Path, number: int, encoding: str
) -> None:
    saved = convert(book.save(tmp_path / "forms.xlsx"), as_csv(number, ALL_SHEETS))
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(city.file("report.toml"), folder)
    for file in saved.glob("forms-*.csv"):
        form = file.stem.removeprefix("forms-")
        if form not in ("report", "sections"):
            shutil.copy(file, folder / f"{form}.csv")
    assert "虚构".encode(encoding) in (folder / "schools.csv").read_bytes()
    assert changes(database, folder) == set()
    assert contents(database) == loaded


def test_csv_forms_opened_and_saved_as_csv(city: Any, loaded: dict[str, Any], database: Any, convert: Convert, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(city.file("report.toml"), folder)
    for file in city.path.glob("*.csv"):
        saved = convert(file, as_csv(GB18030), FROM_CSV)
        shutil.copy(saved / file.name, folder)
    assert changes(database, folder) == set()
    assert contents(database) == loaded


def test_a_form_whose_cells_lost_their_formats_is_recognised_by_its_decimals(city: Any, database: Any, convert: Convert) -> None:
    city.replace("observations", "cohort,,,,,,,,,about,,,1.2,94.50%", "cohort,,,,,94.5,,percent,2,about,,,1.2,94.50%")
    database.load(city.path)
    saved = convert(city.file("observations"), as_csv(GB18030, shown=False), FROM_CSV) / "observations.csv"
    assert ",94.5%," in saved.read_text(encoding="gb18030")
    shutil.copy(saved, city.path)
    assert changes(database, city.path) == set()


def test_a_csv_form_saved_as_xlsx_shows_what_was_in_it(city: Any, convert: Convert) -> None:
    from liuzhou_vet.intake.forms import FORMS
    from liuzhou_vet.intake.reading.read import read_head, read_rows
    from liuzhou_vet.intake.reading.workbook import WorkbookSheet
    from liuzhou_vet.intake.reading.xlsx import XlsxFile
    from liuzhou_vet.intake.vocabulary import Vocabulary

    saved = convert(city.file("observations"), "xlsx", FROM_CSV) / "observations.xlsx"
    file = XlsxFile(saved)
    (name,) = file.sheets
    sheet = WorkbookSheet(file, name, FORMS["observations"], ["1.1", "1.2"])
    told: list[Any] = []
    head = read_head(sheet, Vocabulary([]), lambda *fault: told.append(fault))
    assert head is not None
    with city.file("observations").open(encoding="utf-8", newline="") as stream:
        rows = [cells for _line, cells in read_rows(sheet, head, lambda *fault: told.append(fault))]
        assert (rows, told) == (list(csv.reader(stream))[1:], [])


def test_what_was_typed_as_text_stays_text(city: Any, database: Any, convert: Convert, tmp_path: Path) -> None:
    city.replace("report.toml", 'number = "1.2"', 'number = "1.10"\nheading = "虚构的一节"\n\n[[section]]\nnumber = "1.2"')
    city.replace("observations", ",1.1,70人,", ",1.10,070.0,")
    database.load(city.path)
    saved = convert(book_of(city.path).save(tmp_path / "forms.xlsx"), "xlsx") / "forms.xlsx"
    assert changes(database, saved) == set()
