"""What is one number of a text, and how a row would cite it."""

import pytest

from liuzhou_vet.report.citation import occurrences
from liuzhou_vet.report.numbers import citation, context, numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("生均10934.80元,0.74个", ["10934.80", "0.74"]),
        ("共12,345人,其中1,200.5万元", ["12,345", "1,200.5万"]),
        ("分别为12,34和1234,567", ["12", "34", "1234", "567"]),
        ("投入1146.57万元,3万4000人,25万6千", ["1146.57万", "3万4000", "25万6千"]),
        ("三万4000人", ["三万4000"]),
        ("六间,十九届五中全会,一千零五十", ["六", "十九", "五", "一千零五十"]),
        ("近千个,百余人次", ["千", "百"]),
        ("〔2020〕65号", ["2020", "65"]),
        ("2014—2020年,1-2名", ["2014", "2020", "1", "2"]),
        ("2020.11.3和3.5", ["2020.11.3", "3.5"]),
        ("1+X,5+5,e职云", ["1", "5", "5"]),
        ("附件一2020一职校", ["一", "2020", "一"]),
        ("SEPR", []),
    ],
)
def test_a_number_is_a_maximal_run_and_counts_once(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in numbers(text)] == found


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("6家,16家,6家", [("6", 1), ("16", 1), ("6", 2)]),
        ("一定,一百,一", [("一", 1), ("一百", 1), ("一", 3)]),
        ("No.3和第3", [(".3", 1), ("3", 1)]),
        ("附件一2020一职校,2020", [("一", 1), ("一2020一", 1), ("一2020一", 1), ("2020", 1)]),
    ],
)
def test_every_number_has_a_citation_that_finds_it(text: str, cited: list[tuple[str, int]]) -> None:
    found = [citation(text, start, end) for start, end in numbers(text)]
    for (printed, nth), (start, end) in zip(found, numbers(text), strict=True):
        offset = occurrences(text, printed)[nth - 1]
        assert offset <= start < end <= offset + len(printed)
    assert found[: len(cited)] == cited


def test_a_digit_of_another_script_beside_a_number_is_cited_with_it() -> None:
    assert citation("❶3人", 1, 2) == ("❶3", 1)


def test_the_context_is_one_line_of_some_characters_on_either_side() -> None:
    text = "零" * 20 + "\n甲有7人" + "尾" * 20
    assert context(text, text.index("7"), text.index("7") + 1) == "零" * 9 + " 甲有7人" + "尾" * 11
