"""`vet seed new`: where the forms go, from which report they start, and a year brought in with them from begin to end."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

INVENTED = Path(__file__).parents[1] / "invented"
Vet = Callable[..., Any]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def own(liuzhou: Path, tmp_path: Path) -> str:
    """Return a database of the test's own, with the packaged seeds."""
    return str(shutil.copyfile(liuzhou, tmp_path / "own.db"))


def test_forms_go_to_seeds_and_the_year_where_the_check_finds_them(vet: Vet, here: Path) -> None:
    ran = vet("seed", "new", "2021")
    assert (ran.code, ran.out.strip()) == (0, str(Path("seeds/2021")))
    assert "vet seed check" in ran.err
    assert "liuzhou-2020" in ran.err
    assert (here / "seeds/2021/report.toml").exists()
    assert vet("seed", "check", "2021").code == 0


def test_a_place_that_ends_in_xlsx_is_a_workbook(vet: Vet, here: Path) -> None:
    assert vet("seed", "new", "2021", "-o", "forms.xlsx").out.strip() == "forms.xlsx"
    assert vet("seed", "check", "forms.xlsx").code == 0
    assert vet("seed", "new", "2021", "-o", "表 2021.XLSX", lang="zh").code == 0
    assert [path.name for path in here.iterdir() if path.name.startswith(".")] == []
    assert vet("seed", "check", "表 2021.XLSX").code == 0


def test_a_path_with_a_space_is_told_as_it_is_typed(vet: Vet) -> None:
    assert 'vet seed check "my forms"' in vet("seed", "new", "2021", "-o", "my forms").err


def test_the_place_may_stand_before_the_command(vet: Vet, here: Path) -> None:
    assert vet("-o", "there", "seed", "new", "2021").out.strip() == "there"
    assert (here / "there" / "report.toml").exists()


@pytest.mark.parametrize("place", ["there", "there.xlsx"])
def test_nothing_is_written_over(vet: Vet, here: Path, place: str) -> None:
    (here / place).write_text("mine")
    ran = vet("seed", "new", "2021", "-o", place)
    assert (ran.code, ran.out) == (1, "")
    assert place in ran.err
    assert "-o" in ran.err
    assert (here / place).read_text() == "mine"


def test_an_empty_folder_is_not_taken_over_either(vet: Vet, here: Path) -> None:
    (here / "there").mkdir()
    assert vet("seed", "new", "2021", "-o", "there/").code == 1
    assert list((here / "there").iterdir()) == []


WRONG = [
    (["abc"], 2, "four digits"),
    (["21"], 2, "four digits"),
    ([], 2, "YEAR"),
    (["2021", "-o", "forms.csv"], 2, ".xlsx"),
    (["2021", "-o", "forms.xls"], 2, ".xlsx"),
    (["2021", "-o", "-"], 2, ".xlsx"),
    (["2019"], 1, "2021"),
    (["2020"], 1, "2021"),
    (["2020", "--report", "liuzhou-2020"], 1, "2021"),
    (["2021", "--report", "liuzhou-1999"], 1, "liuzhou-2020"),
    (["2021", "--region", "亚特兰蒂斯"], 1, "亚特兰蒂斯"),
    (["2021", "-o", "no/forms.xlsx"], 1, "no"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), WRONG, ids=lambda value: str(value))
def test_what_is_wrong_is_one_line_and_leaves_nothing(vet: Vet, here: Path, arguments: list[str], code: int, words: str) -> None:
    ran = vet("seed", "new", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert len(ran.err.splitlines()) == 1
    assert words in ran.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("place", ["there", "deep/er/there"])
def test_a_disk_that_is_full_leaves_nothing(vet: Vet, here: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno
    import os

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    for each in (place, "there.xlsx"):
        ran = vet("seed", "new", "2021", "-o", each)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.count("\n") == 1
        assert "full" in ran.err
    assert list(here.iterdir()) == []


def test_of_several_regions_one_is_to_be_chosen(vet: Vet, own: str, here: Path) -> None:
    assert vet("seed", "load", str(INVENTED / "2031"), database=own).code == 0
    for region in ([], ["--region", "all"]):
        ran = vet("seed", "new", "2032", *region, database=own)
        assert ran.code == 2
        assert "虚构市" in ran.err
        assert "forms are for the report of one region" in ran.err
        assert "柳州市" in ran.err
    assert vet("seed", "new", "2032", "--region", "虚构", database=own).code == 0
    assert 'code = "xugou-2032"' in (here / "seeds/2032/report.toml").read_text(encoding="utf-8")
    assert vet("seed", "new", "2032", "--report", "liuzhou-2020", "-o", "liuzhou", database=own).code == 0
    assert 'code = "liuzhou-2032"' in (here / "liuzhou/report.toml").read_text(encoding="utf-8")


def test_a_region_of_the_catalogue_begins_its_first_report(vet: Vet, here: Path) -> None:
    ran = vet("seed", "new", "2021", "--region", "玉林")
    assert ran.code == 0
    assert "450900-2021" in ran.err
    assert "玉林市" in (here / "seeds/2021/report.toml").read_text(encoding="utf-8")
    assert vet("seed", "check", "2021").code == 0


def test_a_year_that_is_on_record_is_told_of(vet: Vet, own: str) -> None:
    assert vet("seed", "new", "2021", database=own).code == 0
    assert vet("seed", "load", "2021", database=own).code == 0
    ran = vet("seed", "new", "2021", "-o", "again", database=own)
    assert ran.code == 0
    assert "holds the report liuzhou-2021 already" in ran.err
    assert "start from liuzhou-2020" in ran.err


def test_a_year_is_brought_in_and_compared(vet: Vet, own: str, here: Path) -> None:
    """From blank forms to an answer: the invented figures of a 2021 that was never reported."""
    assert vet("seed", "new", "2021", lang="zh", database=own).code == 0
    file = here / "seeds/2021/observations.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        heads, *rows = csv.reader(stream)
    row = next(row for row in rows if row[heads.index("指标")] == "高中阶段学校数")
    row[heads.index("数值")] = "26"
    row[heads.index("单位")] = "所"
    with file.open("w", encoding="gb18030", newline="") as stream:  # as Excel and WPS save it
        csv.writer(stream).writerows([heads, *rows])
    assert vet("seed", "load", "2021", database=own).code == 0
    ran = vet("indicators", "--year", "2021", "--compare", "2020", "-f", "json", database=own)
    assert ran.code == 0
    found = {each["indicator_code"]: each for each in json.loads(ran.out)}
    schools = found["upper_secondary_schools"]
    assert (schools["value"], schools["previous_value"], schools["change"], schools["status"]) == (26, 24, 2, "P")
