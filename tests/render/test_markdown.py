"""The Markdown table."""

from collections.abc import Callable

from liuzhou_vet.render.result import Column, Result


def test_a_table_with_labels(schools: Result, rendered: Callable[..., str]) -> None:
    assert rendered(schools, "markdown").splitlines() == [
        "| 序号 | 学校                   | 举办 | 寄宿 | 荣誉               |   设备值 |",
        "|-----:|:-----------------------|:-----|:-----|:-------------------|---------:|",
        "|    1 | 虚构市第一职业技术学校 | 公办 | yes  | 示范学校、重点学校 | 10934.80 |",
        "|    2 | 虚构市第二职业技术学校 | 民办 | no   |                    |        9 |",
        "|    3 |                        |      |      |                    |          |",
    ]


def test_without_heads_there_are_only_rows(schools: Result, rendered: Callable[..., str]) -> None:
    bare, whole = rendered(schools, "markdown", header=False), rendered(schools, "markdown")
    assert [line.split() for line in bare.splitlines()] == [line.split() for line in whole.splitlines()[2:]]


def test_an_answer_without_rows_is_its_heads(rendered: Callable[..., str]) -> None:
    assert rendered(Result((Column("a"),), []), "markdown") == "| a |\n|:--|\n"
    assert rendered(Result((Column("a"),), []), "markdown", header=False) == ""


def test_what_would_be_read_as_markdown_is_escaped(rendered: Callable[..., str]) -> None:
    text = rendered(Result((Column("a"),), [("a|b\nc\\|<script>*`",)], ("*注",)), "markdown").splitlines()
    assert text[2] == r"| a\|b<br>c\\\|\<script>\*\` |"
    assert text[3:] == ["", r"\*注"]


def test_a_grouping_column_is_a_column_like_any_other(rendered: Callable[..., str]) -> None:
    grouped = Result((Column("section", group=True), Column("name")), [("1.2", "甲")])
    assert rendered(grouped, "markdown").splitlines()[2].split() == ["|", "1.2", "|", "甲", "|"]
