"""The HTML page."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from liuzhou_vet.render.result import Column, Result
from liuzhou_vet.words import use_language


class _Page(HTMLParser):
    """Collects cells and checks that every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


def test_a_whole_page(schools: Result, rendered: Callable[..., str]) -> None:
    text = rendered(schools, "html", title="学校 & 荣誉")
    page = _Page(text)
    assert text.startswith("<!DOCTYPE html>\n<html lang=")
    assert page.open == []
    assert page.rows == [
        ["序号", "学校", "举办", "寄宿", "荣誉", "设备值"],
        ["1", "虚构市第一职业技术学校", "公办", "yes", "示范学校、重点学校", "10934.80"],
        ["2", "虚构市第二职业技术学校", "民办", "no", "", "9"],
        ["3", "", "", "", "", ""],
    ]
    assert "<title>学校 &amp; 荣誉</title>" in text
    assert "<caption>学校 &amp; 荣誉</caption>" in text
    assert '<td class="number">10934.80</td>' in text


def test_it_needs_no_other_host(schools: Result, rendered: Callable[..., str]) -> None:
    assert not re.search(r"https?:|src=|<link|@import|url\(", rendered(schools, "html"))


def test_data_is_escaped(rendered: Callable[..., str]) -> None:
    evil = Result((Column("a", label="<b>"),), [('<script>"&',)], ("<i>",))
    text = rendered(evil, "html", title="</title>")
    assert "<script>" not in text and "<b>" not in text and "<i>" not in text and text.count("</title>") == 1
    assert _Page(text).rows == [["<b>"], ['<script>"&']]


def test_no_heads(schools: Result, rendered: Callable[..., str]) -> None:
    text = rendered(schools, "html", header=False)
    assert "<thead>" not in text and len(_Page(text).rows) == 3


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_says_which_language_it_is_in(
    language: str, tag: str, schools: Result, rendered: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    use_language(language)
    text = rendered(schools, "html")
    assert f'<html lang="{tag}">' in text
    assert '<tbody lang="zh-CN">' in text
