"""CSV and TSV."""

import csv
import io
import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from liuzhou_vet.render import csv as ours
from liuzhou_vet.render.output import Sink
from liuzhou_vet.render.result import Column, Layout, Result

TEXTS = st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2))


def test_plain_csv(schools: Result, rendered: Callable[..., str]) -> None:
    assert rendered(schools, "csv") == (
        "ordinal,name,ownership,boarding,honours,equipment\n"
        '1,虚构市第一职业技术学校,public,true,"[""model"", ""key""]",10934.80\n'
        "2,虚构市第二职业技术学校,private,false,[],9\n"
        "3,,,,[],\n"
    )


def test_csv_for_excel_has_a_mark_crlf_and_labels_as_heads(schools: Result, rendered: Callable[..., str]) -> None:
    text = rendered(schools, "csv", excel=True)
    assert text.startswith("\ufeff序号,学校,举办,寄宿,荣誉,设备值\r\n1,虚构市第一职业技术学校,public,")
    assert text.count("\r\n") == text.count("\n") == 4


def test_csv_without_heads(schools: Result, rendered: Callable[..., str]) -> None:
    assert rendered(schools, "csv", header=False).startswith("1,")
    assert rendered(schools, "csv", header=False, excel=True).startswith("\ufeff1,")


def test_tsv(schools: Result, rendered: Callable[..., str]) -> None:
    lines = rendered(schools, "tsv").split("\n")
    assert lines[0] == "ordinal\tname\townership\tboarding\thonours\tequipment"
    assert lines[1] == '1\t虚构市第一职业技术学校\tpublic\ttrue\t["model", "key"]\t10934.80'
    assert json.loads(lines[1].split("\t")[4]) == ["model", "key"]


def test_an_answer_without_rows_is_its_heads(rendered: Callable[..., str]) -> None:
    nothing = Result((Column("a"), Column("b")), [])
    assert (rendered(nothing, "csv"), rendered(nothing, "tsv")) == ("a,b\n", "a\tb\n")


def _bytes_of(write: Callable[[Result, Sink, Layout], None], rows: list[list[str]]) -> str:
    file = io.BytesIO()
    write(Result((Column("a"), Column("b")), map(tuple, rows)), Sink("memory", file), Layout())
    return file.getvalue().decode()


@given(TEXTS)
def test_csv_gives_back_every_text(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(_bytes_of(ours.write, rows), newline="")))[1:] == rows


@given(TEXTS)
def test_a_tsv_row_is_one_line_and_every_tab_a_border(rows: list[list[str]]) -> None:
    _heads, *lines, end = _bytes_of(ours.write_tabs, rows).split("\n")
    assert end == ""
    assert [[_unescaped(cell) for cell in line.split("\t")] for line in lines] == rows
    assert not any("\r" in line for line in lines)


def _unescaped(cell: str) -> str:
    return "\\".join(part.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r") for part in cell.split("\\\\"))
