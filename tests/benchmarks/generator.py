"""A large invented report, the same on every run: 10,000 schools, 150 indicators, 15 years, any number of observations.

    python tests/benchmarks/generator.py FOLDER [ROWS]

Every school reports 20 of the indicators (four groups of a total, two parts, the share of one part, and money) for five years in
a row; shares follow from their counts and nothing jumps, so that a load has nothing to warn of.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

SCHOOLS, GROUPS, YEARS, FIRST_YEAR = 10_000, 30, 15, 2006
GROUPS_A_SCHOOL, YEARS_A_SCHOOL = 4, 5
ROWS = SCHOOLS * GROUPS_A_SCHOOL * 5 * YEARS_A_SCHOOL
LAST_YEAR = FIRST_YEAR + YEARS - 1
PARTS = ("total", "boys", "girls", "share", "money")
HEAD = f"""\
code = "synthetic-{LAST_YEAR}"
title = "虚构省中等职业教育{LAST_YEAR}年度质量报告（虚构）"
kind = "province"
subject = "999800"
region = "999800"
year = {LAST_YEAR}

[[section]]
number = "1.1"
heading = "虚构的一节"
"""


def write_report(folder: Path, rows: int = ROWS) -> Path:
    """Write the forms of the invented report with so many observations; return the file of the observations."""
    from liuzhou_vet.intake.forms import FORMS, REPORT

    folder.mkdir(parents=True)
    (folder / "report.toml").write_text(HEAD, encoding="utf-8")
    for form in REPORT:
        _write(folder / f"{form.name}.csv", form.columns, [])
    _write(folder / "regions.csv", FORMS["regions"].columns, [["999800", "虚构省", "", "province", ""]])
    _write(folder / "schools.csv", FORMS["schools"].columns, (_school(number) for number in range(SCHOOLS)))
    _write(folder / "indicators.csv", FORMS["indicators"].columns, _indicators())
    file = folder / "observations.csv"
    _write(file, FORMS["observations"].columns, _observations(rows))
    return file


def _school(number: int) -> list[object]:
    name = f"虚构省第{number + 1}职业学校"
    return [f"school-{number}", name, "", "secondary_vocational", "999800", number + 1, name, "public", "stated", "", "1.1"]


def _indicators() -> Iterator[list[object]]:
    for group in range(GROUPS):
        name, code = f"虚构指标{group + 1}", f"synthetic_{group}"
        yield _indicator(f"{code}_total", name, "person")
        yield _indicator(f"{code}_boys", f"{name}其中男生", "person", part_of=f"{code}_total")
        yield _indicator(f"{code}_girls", f"{name}其中女生", "person", part_of=f"{code}_total")
        yield _indicator(f"{code}_share", f"{name}男生占比", "percent", numerator=f"{code}_boys", base=f"{code}_total")
        yield _indicator(f"{code}_money", f"{name}投入", "ten_thousand_yuan")


def _indicator(code: str, name: str, unit: str, numerator: str = "", base: str = "", part_of: str = "") -> list[object]:
    return [code, name, code, "scale", unit, "", "", numerator, base, part_of, "", "", ""]


def _observations(rows: int) -> Iterator[list[object]]:
    written = 0
    for school in range(SCHOOLS):
        first_year = FIRST_YEAR + school // GROUPS % (YEARS - YEARS_A_SCHOOL + 1)
        for place in range(GROUPS_A_SCHOOL):
            group = (school + place * 7) % GROUPS
            for year in range(first_year, first_year + YEARS_A_SCHOOL):
                for part, (value, decimals, unit, code) in zip(PARTS, _figures(school, group, year), strict=True):
                    if written == rows:
                        return
                    written += 1
                    printed = f"{value}{unit}"
                    subject, indicator = f"school-{school}", f"synthetic_{group}_{part}"
                    series, citation = ["calendar", "", "", "level", "total"], ["1.1", printed, 1, ""]
                    yield [subject, indicator, year, *series, value, "", code, decimals, "exact", "all", "A", *citation]


def _figures(school: int, group: int, year: int) -> list[tuple[object, int, str, str]]:
    total = 200 + (school * 37 + group * 11) % 2000 + (year - FIRST_YEAR) * 3
    boys = total // 2 + school % 20
    money = f"{total * 3 // 4}.{school % 90 + 10}"
    share = f"{100 * boys / total:.1f}"
    return [
        (total, 0, "人", "person"),
        (boys, 0, "人", "person"),
        (total - boys, 0, "人", "person"),
        (share, 1, "%", "percent"),
        (money, 2, "万元", "ten_thousand_yuan"),
    ]


def _write(file: Path, columns: tuple[str, ...], rows: "Iterator[list[object]] | list[list[object]]") -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    write_report(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ROWS)
