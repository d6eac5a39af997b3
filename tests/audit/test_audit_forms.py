"""Rules, numeral words and remarks are refused at load where they say nothing that could be judged: file, line and column."""

import shutil
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "seeds" / "catalogue"
INVENTED = Path(__file__).parents[1] / "invented" / "2031"

RULES = {  # the rows of rules.csv, and what is wrong with each: column and words
    "kind-unknown,虚构一,Invented 1,wonder,,,,,x,x,": ("rule_kind", "per_head"),
    "total-without-parts,虚构二,Invented 2,total,,1,1,,x,x,": ("code", "part"),
    "total-of-what,虚构三,Invented 3,total,,,,,x,x,": ("low", "judged"),
    "limits-without,虚构四,Invented 4,limits,,,,,x,x,": ("low", "low, high or both"),
    "limits-turned,虚构五,Invented 5,limits,,9,1,,x,x,": ("high", "below"),
    "head-without-base,虚构六,Invented 6,per_head,,1,9,,x,x,": ("code", "base"),
    "head-without-limit,虚构七,Invented 7,per_head,,,,,x,x,": ("low", "limit"),
    "list-of-what,虚构八,Invented 8,listing,,,,,x,x,": ("listing", "listing"),
    "list-unknown,虚构九,Invented 9,listing,planets,,,,x,x,": ("listing", "recipient_schools"),
    "balance-half,虚构十,Invented 10,balance,,,,,x,x,": ("code", "removed"),
    "overlap-of-what,虚构十一,Invented 11,overlap,,,,,x,x,": ("code", "part"),
    "schools-of-what,虚构十二,Invented 12,schools_total,,,,,x,x,": ("code", "judged"),
    "circle-one,虚构十三,Invented 13,total,,,,,x,x,": ("", ""),
    "circle-two,虚构十四,Invented 14,total,,,,,x,x,": ("code", "circle"),
    "limit-no-number,虚构十五,Invented 15,limits,,many,,,x,x,": ("low", "many"),
    "share,虚构十六,Invented 16,share,,,,,x,x,": ("code", "line 2"),
}
INDICATORS = {
    "total-of-what,part,graduates": ("", ""),
    "limits-without,judged,graduates": ("", ""),
    "limits-turned,judged,graduates": ("", ""),
    "head-without-base,judged,graduates": ("", ""),
    "head-without-limit,judged,graduates": ("", ""),
    "head-without-limit,base,staff": ("", ""),
    "list-of-what,judged,graduates": ("", ""),
    "balance-half,judged,majors_offered": ("", ""),
    "balance-half,added,new_majors": ("", ""),
    "overlap-of-what,judged,graduates": ("", ""),
    "circle-one,judged,graduates": ("", ""),
    "circle-one,part,employed_graduates": ("", ""),
    "circle-two,judged,employed_graduates": ("", ""),
    "circle-two,part,graduates": ("", ""),
    "no-such-rule,judged,graduates": ("rule", "no-such-rule"),
    "limits-turned,wonder,graduates": ("rule_role", "removed"),
    "limits-turned,judged,graduads": ("indicator", "graduates"),
}
WORDS = {
    "[,idiom,虚构": ("pattern", "regular expression"),
    ".*,idiom,虚构": ("pattern", "everything"),
    "虚构词,wonder,虚构": ("not_data_kind", "idiom"),
}


def _add(folder: Path, form: str, rows: dict[str, tuple[str, str]]) -> dict[tuple[str, int], tuple[str, str]]:
    """Add rows to a form; return what is wrong by file and line."""
    file = folder / f"{form}.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, *rows]) + "\n", encoding="utf-8")
    return {(file.name, line): wrong for line, wrong in enumerate(rows.values(), len(lines) + 1) if wrong[0]}


def _hold(ran: Any, expected: dict[tuple[str, int], tuple[str, str]]) -> None:
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for fault in ran.rows:
        if fault["severity"] == "error":
            found.setdefault((Path(fault["file"]).name, fault["line"]), []).append(fault)
    assert found.keys() == expected.keys()
    for place, (column, words) in expected.items():
        assert any(fault["column"] == column and words in fault["message"] for fault in found[place]), found[place]


def test_a_rule_that_judges_nothing_is_refused(vet: Any, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(SEEDS, folder)
    expected = _add(folder, "rules", RULES) | _add(folder, "rule_indicators", INDICATORS) | _add(folder, "numeral_words", WORDS)
    ran = vet("seed", "check", str(folder), "-f", "json")
    assert ran.code == 1
    _hold(ran, expected)


OBSERVED = "xugou-2031:999900:full_time_teachers:2031:end@1.1:120人"
REMARKS = {
    f"good,share,{OBSERVED},1.1,120人,虚构": ("", ""),
    "words,,,1.1,虚构,虚构": ("", ""),
    "no-observation,share,,1.1,120人,虚构": ("observation", "vet query observations"),
    f"no-such-rule,shares,{OBSERVED},1.1,120人,虚构": ("rule", "share"),
    "no-such-observation,share,xugou-2031:999900:nothing,1.1,120人,虚构": ("observation", "xugou-2031:999900:nothing"),
    "nothing,,,,,虚构": ("observation", "printed words"),
    "half,,,1.1,,虚构": ("observation", "printed words"),
}


def test_a_remark_that_explains_nothing_is_refused(vet: Any, tmp_path: Path) -> None:
    folder = tmp_path / "2031"
    shutil.copytree(INVENTED, folder)
    expected = _add(folder, "remarks", REMARKS)
    ran = vet("seed", "check", str(folder), "-f", "json")
    assert ran.code == 1
    _hold(ran, expected)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_faults_of_rules_are_one_line_each(vet: Any, tmp_path: Path, lang: str) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(SEEDS, folder)
    (line,) = [line for _file, line in _add(folder, "rules", {"limits-without,虚构,Invented,limits,,,,,x,x,": ("low", "")})]
    _add(folder, "rule_indicators", {"limits-without,judged,graduates": ("", "")})
    ran = vet("seed", "check", str(folder), lang=lang)
    assert f"rules.csv:{line}:low: " in ran.out and len(ran.out.splitlines()) == 1
