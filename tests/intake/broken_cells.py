"""What the tests of every cell need: the invented report with a row in every form, and the ways in which a cell can be wrong.

The ways follow from the kind of the column, so that a new column is tested by itself; a new form needs a row in `ROWS`.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from liuzhou_vet.intake.form import Field, Form
from liuzhou_vet.intake.forms import CATALOGUE, HEAD, REPORT

ROWS = {
    "audiences": "xugou-xuesheng,虚构的学生,,999900,,1.2",
    "awards": "xugou-jia.peixun,xugou-jia,虚构的奖,1.2",
    "campuses": "xugou-jia.dong,虚构的校区,,,xugou-jia,,1.2",
    "cases": "xugou-anli,虚构的案例,xugou-jia,虚构的做法,1.2",
    "category_listings": "xugou-menlei,虚构门类,0,1.2",
    "departments": "xugou-jia.xi,虚构的系,,,xugou-jia,,1.2",
    "institutions": "xugou-jigou,虚构的局,,,bureau,,1.2",
    "places": "xugou-cun,虚构的村,,999901,village,,,1.2",
    "platforms": "xugou-pingtai,虚构的平台,,,虚构的用途,,1.2",
    "scope_schools": "xugou-fanwei,xugou-jia",
    "units": "xugou-danwei,虚构件,invented pieces,count_item,1",
    "topics": "xugou-zhuti,虚构的主题,An invented topic",
    "indicators": "xugou_zhibiao,虚构的指标,An invented indicator,scale,person,,,,,,,,",
    "outline_editions": "xugou-tigang,虚构的提纲,2030,,",
    "outline_sections": "outline-2016,99.9,虚构的一节,scale",
    "honours": "xugou-rongyu,虚构的荣誉,,national",
    "teacher_categories": "xugou-jiaoshi,虚构的教师,Invented teachers,full_time_teachers,,,",
    "catalogue_editions": "xugou-mulu,虚构的专业目录,2030,,",
    "major_categories": "xugou-menlei,虚构门类,,,",
    "scopes": "xugou-fanwei,虚构的范围,An invented scope,虚构的标准,",
    "standards": "xugou-biaozhun,虚构的标准,full_time_teachers,,secondary_vocational,at_least,60,person,虚构的文件,,example.com,",
    "rules": "xugou-guize,虚构的规则,An invented rule,share,,0,1,,虚构的理由,An invented reason,",
    "rule_indicators": "xugou-guize,judged,full_time_teachers",
    "numeral_words": "虚构的一词,idiom,虚构的理由",
    "aliases": "虚构的说法,indicator,full_time_teachers,everyday,",
}
"""A valid row of each form that the invented report leaves empty or has no file for."""

FORMS = [form for form in (*CATALOGUE, *REPORT) if form.name != "labels"]
"""Every form that a report's folder may hold as a file."""

OTHER_KINDS = ("xugou-jia", "full_time_teachers", "xugou-gongsi", "scale")  # a school, an indicator, an enterprise, a topic

NUMBERS = ("x", "12o", "1_000", "nan", "inf", "1,23", "1e5", "0x10", "1.2.3", "½", "5²", "①", "١٢", "一百", "1/2", "--1", "9" * 16)
WRONG = {
    "code": ("Ab", "虚构", "a b", "-a", "a/b", "ａ", "a" * 101),
    "integer": (*NUMBERS, "-1", "1.5", "12%", str(2**31), "9" * 10_000),
    "year": ("31", "1899", "2101", "-2031", "2031.5", "二〇三一", "2031-01", "٢٠٣١"),
    "number": (*NUMBERS, "9" * 10_000, "0." + "1" * 20),
    "figure": (*NUMBERS, "9" * 10_000, "0." + "1" * 20),
    "date": ("2031-13", "2031-02-30", "5月1日", "31/5/2031", "0031-01-01", "2031-5-1-1", "昨天", "1899", "9" * 10_000),
    "flag": ("2", "maybe", "是否", "-1", "√"),
    "section": ("9.9", "第一节", "1.1.1", "-"),
    "list": ("zzz", "没有这样的取值", "public,private"),
    "ref": ("zzz", "没有这样的东西", "甲校、乙校", "999999"),
    "ref_by": ("zzz", "没有这样的东西", "xugou-jia.peixun"),
}
"""Texts that are wrong in a column of a kind."""

UNTIDY = (
    "=1+1",
    "=cmd|' /C calc'!A1",
    "'; DROP TABLE school; --",
    "한국어",
    'a"b',
    "a\nb",
    "%s %(x)s {0} :a ?",
    "-",
    "\u202eabc",
    "😀",
    "x" * 10_000,
)
"""Texts that are wrong wherever a cell does not take any text, and right where it does."""

UNPRINTABLE = ("a\x00b", "a\x1b[31mb", "a\x7fb", "a\x0bb", "a\x85b", "a\ufffdb", "a\ufffeb")
"""Texts that are wrong in every column."""

BLANK = ("", " ", "\u3000", "\u00a0", "\u200b", "\ufeff \t")
"""What a cell is that nothing is filled in."""


def fill(folder: Path) -> None:
    """Add a valid row to every form of the invented report that has none."""
    for form in FORMS:
        if form.name in ROWS:
            write(folder, form, [next(csv.reader([ROWS[form.name]]))])


def rows(folder: Path, form: Form) -> list[list[str]]:
    """Return the rows of a form without its head."""
    with (folder / f"{form.name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))[1:]


def write(folder: Path, form: Form, cells: list[list[str]]) -> list[int]:
    """Write a form with these rows; return the line in which each begins."""
    text, lines = io.StringIO(), []
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(form.columns)
    for row in cells:
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)
    (folder / f"{form.name}.csv").write_bytes(text.getvalue().encode("utf-8"))
    return lines


def wrong(form: Form, field: Field) -> Iterator[str]:
    """Yield the texts that are wrong in a column."""
    kind = field.kind.partition(":")[0]
    yield from (text + form.name + field.name for text in UNPRINTABLE)  # each its own, so that none is another's name
    if field.required:
        yield from BLANK
    if (form.name, field.name) == ("remarks", "observation"):
        yield from (*WRONG["ref"], *UNTIDY)
    if kind == "text":
        return
    yield from WRONG[kind]
    yield from UNTIDY
    if kind == "ref":
        yield from (code for code in OTHER_KINDS if not _may_be(field, code))


def _may_be(field: Field, code: str) -> bool:
    """Tell whether a thing of the kind may be meant by the code."""
    kinds = {"xugou-jia": ("school", "subject"), "xugou-gongsi": ("enterprise", "subject"), "full_time_teachers": ("indicator",)}
    return field.kind.partition(":")[2] in kinds.get(code, ("topic",))


def break_one(form: Form, row: list[str], field: Field, text: str) -> list[str]:
    """Return a row with one cell replaced."""
    place = form.columns.index(field.name)
    return [*row[:place], text, *row[place + 1 :]]


def toml(text: str) -> str:
    """Return a text as TOML writes it."""
    return '"' + "".join(sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08X}" for sign in text) + '"'


__all__ = ["BLANK", "FORMS", "HEAD", "UNPRINTABLE", "UNTIDY", "break_one", "fill", "rows", "toml", "write", "wrong"]
