"""`vet audit` as people and programs run it: keys, filters, languages, exit codes."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

KEYS = [
    "rule", "subject", "subject_code", "indicator", "indicator_code", "year", "stated", "computed", "computed_low", "computed_high",
    "difference", "verdict", "section", "message", "report",
]  # fmt: skip
VERDICTS = ["contradiction", "implausible", "stale", "not_comparable", "explained", "ok"]


def test_json_has_exactly_the_keys_of_the_contract_in_their_order(vet: Any) -> None:
    ran = vet("audit", "-f", "json")
    assert (ran.code, {tuple(row) for row in ran.rows}) == (0, {tuple(KEYS)})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_csv_has_the_same_heads_in_both_languages(vet: Any, lang: str) -> None:
    ran = vet("audit", "-f", "csv", lang=lang)
    assert ran.out.splitlines()[0] == ",".join(KEYS)


def test_numbers_are_numbers_with_two_decimals_more_than_what_is_stated(vet: Any) -> None:
    (row,) = [
        row for row in vet("audit", "-f", "json").rows if row["indicator_code"] == "employed_in_guangxi_share" and row["rule"] == "share"
    ]
    assert (row["stated"], row["computed"], row["computed_low"], row["computed_high"]) == (80.04, 80.0408, 80.0408, 80.0408)
    assert (row["difference"], row["year"], row["section"], row["report"]) == (-0.0008, 2020, "5.1", "liuzhou-2020")
    assert (row["subject"], row["subject_code"]) == ("柳州市", "450200")
    printed = vet("audit", "--rule", "share", "-f", "csv").out
    assert "80.04,80.0408,80.0408,80.0408,-0.0008" in printed and "49.1,49.108,49.108,49.108,-0.008" in printed


def test_what_must_be_looked_at_comes_first(vet: Any) -> None:
    verdicts = [row["verdict"] for row in vet("audit", "-f", "json").rows]
    assert [VERDICTS.index(each) for each in verdicts] == sorted(VERDICTS.index(each) for each in verdicts)


def test_a_remark_on_words_alone_has_no_subject_and_no_figure(vet: Any) -> None:
    rows = [row for row in vet("audit", "--rule", "text", "-f", "json").rows if row["subject"] is None]
    assert len(rows) == 7 and {row["verdict"] for row in rows} == {"explained"}
    assert all(row["stated"] is row["year"] is row["indicator"] is None and row["message"] and row["section"] for row in rows)


@pytest.mark.parametrize(
    ("filters", "lines"),
    [
        (("--verdict", "explained"), 28),
        (("--verdict", "已说明"), 28),
        (("--verdict", "explained", "--verdict", "not_comparable"), 37),
        (("--rule", "share"), 7),
        (("--rule", "比率"), 7),
        (("--rule", "share", "--rule", "text"), 33),
        (("--rule", "Share"), 7),
        (("--subject", "二职校"), 1),
        (("--subject", "liuzhou-erzhi"), 1),
        (("--year", "2019"), 1),
        (("--report", "liuzhou-2020", "--verdict", "ok"), 42),
        (("--region", "柳州", "--verdict", "ok"), 42),
        (("--verdict", "stale"), 0),
        (("--limit", "3"), 3),
    ],
)
def test_filters(vet: Any, filters: tuple[str, ...], lines: int) -> None:
    ran = vet("audit", *filters, "-f", "jsonl", lang="zh" if "比率" in filters else "en")
    assert (ran.code, len(ran.out.splitlines())) == (0, lines), ran.err
    assert "nothing of that kind was found" in ran.err or lines


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--rule", "shares-of"), 1, "share"),
        (("--rule", "schol-total"), 1, "schools-total"),
        (("--verdict", "wrong"), 2, "contradiction"),
        (("--year", "20x0"), 2, "2016-2020"),
        (("--year", "2035"), 1, "2020"),
        (("--subject", "一职效"), 1, "一职校"),
        (("--report", "liuzhou-2019"), 1, "liuzhou-2020"),
        (("--region", "桂林"), 1, "柳州市"),
        (("--nowhere",), 2, "--nowhere"),
        (("--columns", "rule,nowhere"), 2, "computed_low"),
        (("2020",), 2, "2020"),
    ],
)
def test_a_wrong_word_is_one_line_that_names_the_next_step(vet: Any, arguments: tuple[str, ...], code: int, says: str) -> None:
    ran = vet("audit", *arguments)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1)
    assert says in ran.err


def test_strict_is_content_with_the_packaged_report(vet: Any) -> None:
    assert vet("audit", "--strict").code == 0


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ["Not comparable (9)", "Explained (28)", "Agrees (42)"]), ("zh", ["不可比（9）", "已说明（28）", "相符（42）"])],
)
def test_people_read_it_under_its_verdicts(vet: Any, lang: str, words: list[str]) -> None:
    ran = vet("audit", lang=lang)
    assert ran.code == 0 and all(word in ran.out for word in words)
    assert "79" in ran.err and "79" not in ran.out.splitlines()[-1]


def test_chinese_messages_hold_no_english(vet: Any) -> None:
    for row in vet("audit", "-f", "json", lang="zh").rows:
        words = {word for word in row["message"].replace(",", " ").split() if word.isascii() and word.isalpha()}
        assert not words, row["message"]


def test_a_database_without_rules_says_how_to_get_them(vet: Any, liuzhou: Path, tmp_path: Path) -> None:
    path = tmp_path / "ruleless.db"
    shutil.copyfile(liuzhou, path)
    with sqlite3.connect(path) as connection:
        for table in ("rule_indicator", "remark", "rule"):
            connection.execute(f"DELETE FROM {table}")
    connection.close()
    ran = vet("audit", database=str(path))
    assert (ran.code, ran.out) == (1, "") and "vet seed load catalogue" in ran.err


def test_a_database_without_reports_says_so(vet: Any, tmp_path: Path) -> None:
    from liuzhou_vet.database.address import parse
    from liuzhou_vet.database.writer import create

    create(parse(str(tmp_path / "empty.db")), with_seeds=False)
    ran = vet("audit", database=str(tmp_path / "empty.db"))
    assert (ran.code, ran.out) == (1, "") and "vet seed load 2020" in ran.err
