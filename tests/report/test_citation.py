"""Sections of a report's text, and where a printed number stands in them as a whole."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from liuzhou_vet.report.citation import occurrences
from liuzhou_vet.report.outline import section_texts

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT.parent / "shared" / "report" / "liuzhou-2020.txt"

INVENTED = """ 虚构市中等职业教育２０３１年度质量报告

前面的话，共３ 所。
1.虚构的情况
1.1规模　虚构市有学校3所，13所不算。
 1.1.1虚构。3.5所
1.10 第十节
100人不是标题
附件
1.1案例一：
一、开头
"""


def test_sections() -> None:
    assert section_texts(INVENTED) == {
        "title": "虚构市中等职业教育2031年度质量报告",
        "preamble": "前面的话,共3所。",
        "1": "虚构的情况",
        "1.1": "规模虚构市有学校3所,13所不算。",
        "1.1.1": "虚构。3.5所",
        "1.10": "第十节\n100人不是标题",
        "附件": "附件",
        "附件1.1": "案例一:\n一、开头",
    }


@pytest.mark.parametrize(
    ("text", "printed", "count"),
    [
        ("有6家,216家,16家,6家", "6家", 2),
        ("有6,60,6.5,16,6。", "6", 2),
        ("1.6家和6家", "6家", 1),
        ("三十六间,六间", "六间", 1),
        ("增加100个,100", "１００ 个", 1),
        ("3人", "", 0),
        ("没有,没有", "没有", 2),
    ],
)
def test_occurrences_are_whole_numbers(text: str, printed: str, count: int) -> None:
    assert len(occurrences(text, printed)) == count


def cited(form: str) -> Iterator[dict[str, Any]]:
    with (ROOT / "seeds" / "2020" / f"{form}.csv").open(encoding="utf-8", newline="") as stream:
        for line, row in enumerate(csv.DictReader(stream), start=2):
            if row["section"] and row["printed"]:
                yield {"line": line} | row


@pytest.mark.skipif(not REPORT.exists(), reason="the report's text is not beside the repository")
@pytest.mark.parametrize("form", ["observations", "not_data", "remarks"])
def test_every_citation_of_2020_stands_where_it_says(form: str) -> None:
    sections = section_texts(REPORT.read_text(encoding="utf-8"))
    broken = [
        f"{form}.csv:{row['line']}: {row['section']} {row['printed']} {row.get('nth', 1)}"
        for row in cited(form)
        if len(occurrences(sections.get(row["section"], ""), row["printed"])) < int(row.get("nth") or 1)
    ]
    assert broken == []


@pytest.mark.skipif(not REPORT.exists(), reason="the report's text is not beside the repository")
def test_the_outline_of_2020_is_the_texts() -> None:
    import tomllib

    sections = section_texts(REPORT.read_text(encoding="utf-8"))
    outline = tomllib.loads((ROOT / "seeds" / "2020" / "report.toml").read_text(encoding="utf-8"))["section"]
    assert [section["number"] for section in outline] == list(sections)
