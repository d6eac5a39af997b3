"""JSON and JSON lines."""

import json
from collections.abc import Callable, Iterator

from liuzhou_vet.render.result import Column, Result


def test_an_array_of_objects_with_codes(schools: Result, rendered: Callable[..., str]) -> None:
    text = rendered(schools, "json")
    assert "虚构市第一职业技术学校" in text
    assert json.loads(text) == [
        {
            "ordinal": 1,
            "name": "虚构市第一职业技术学校",
            "ownership": "public",
            "boarding": True,
            "honours": ["model", "key"],
            "equipment": 10934.8,
        },
        {
            "ordinal": 2,
            "name": "虚构市第二职业技术学校",
            "ownership": "private",
            "boarding": False,
            "honours": [],
            "equipment": 9,
        },
        {"ordinal": 3, "name": None, "ownership": None, "boarding": None, "honours": [], "equipment": None},
    ]
    assert '"equipment": 9}' in text


def test_json_lines_are_the_same_objects(schools: Result, rendered: Callable[..., str]) -> None:
    lines = rendered(schools, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(rendered(schools, "json"))


def test_an_answer_without_rows(rendered: Callable[..., str]) -> None:
    nothing = Result((Column("a"),), [])
    assert (rendered(nothing, "json"), rendered(nothing, "jsonl")) == ("[]\n", "")


def test_no_key_swallows_another(rendered: Callable[..., str]) -> None:
    twice = Result((Column("a"), Column("a")), [(1, 2)])
    assert json.loads(rendered(twice, "json")) == [{"a": 1, "a_2": 2}]


def test_numbers_are_numbers_and_what_json_has_no_word_for_is_text(rendered: Callable[..., str]) -> None:
    values = (1e7, 2.5, 2**60, 1e22, float("inf"), b"\x01", -0.0, "12", True)
    row = Result(tuple(Column(f"c{place}") for place in range(len(values))), [values])
    text = rendered(row, "json")
    assert list(json.loads(text)[0].values()) == [10000000, 2.5, 2**60, 1e22, "Infinity", "x'01'", 0, "12", True]
    assert '"c0": 10000000,' in text


def test_rows_are_never_all_held(rendered: Callable[..., str]) -> None:
    """Each row is written before the next is asked for."""
    alive: list[object] = []

    class Text(str):
        def __del__(self) -> None:
            alive.remove(id(self))

    def rows() -> Iterator[tuple[str]]:
        for number in range(100):
            text = Text(f"虚构{number}")
            alive.append(id(text))
            assert len(alive) < 5
            yield (text,)

    for format in ("csv", "tsv", "json", "jsonl"):
        rendered(Result((Column("a"),), rows()), format)
