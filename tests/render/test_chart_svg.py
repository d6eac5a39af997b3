"""A picture as SVG, HTML and PNG: places in proportion, open ends, gaps, titles; nothing from elsewhere."""

import io
import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
import resvg_py
from invented_pictures import mark, panel, picture, series

from liuzhou_vet.errors import UsageError, VetError
from liuzhou_vet.render import chart
from liuzhou_vet.render.chart import html, png, svg
from liuzhou_vet.render.chart.bars import OPEN
from liuzhou_vet.render.chart.lines import HEIGHT
from liuzhou_vet.render.chart.picture import Picture
from liuzhou_vet.render.chart.scale import from_zero, near
from liuzhou_vet.render.output import Sink

SVG = "{http://www.w3.org/2000/svg}"
Element = Any


def parsed(what: Picture) -> Element:
    """Return the root of a picture's SVG; it must be well-formed."""
    return ElementTree.fromstring(svg.document(what))


def marks_of(root: Element) -> list[Element]:
    """Return the groups that are marks: those with a title of their own."""
    return [group for group in root.iter(f"{SVG}g") if group.find(f"{SVG}title") is not None]


def number(element: Element, name: str) -> float:
    """Return a number among an element's attributes."""
    return float(element.get(name))


def rectangles(group: Element) -> list[tuple[float, float, str]]:
    """Return left side, width and fill of the rectangles of a mark."""
    return [(number(each, "x"), number(each, "width"), each.get("fill")) for each in group.iter(f"{SVG}rect")]


def words(root: Element) -> list[str]:
    """Return all text that is seen."""
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


SCHOOLS = picture(panel(series("甲校", mark(2031, 100)), series("乙校", mark(2031, 40)), series("丙校", mark(2031, 0))))
DEVELOPMENT = [mark(2031, 90), mark(2032, 94, joined=True), mark(2034, 95), mark(2035, 97, broken=True), mark(2036, 98, joined=True)]
OVER_TIME = picture(panel(series("", *DEVELOPMENT)))
KINDS = {
    "bars": SCHOOLS,
    "pairs": picture(panel(series("甲 & 乙", mark(2031, 70), mark(2032, 72)), series("丙", mark(2032, 3, bound="over")))),
    "lines": OVER_TIME,
    "several lines": picture(panel(*(series(f"指标{place}", *DEVELOPMENT) for place in range(4)))),
    "words": picture(panel(series("", mark(2031, None, "up", direction=1)))),
    "words over time": picture(panel(series("", *(mark(year, None, "down", direction=-1) for year in (2031, 2032, 2033))))),
    "panels": picture(*(panel(series("", mark(2031, 5)), title=f"虚构{place}") for place in range(3)), notes=("虚构的说明" * 40,)),
}


@pytest.mark.parametrize("what", KINDS.values(), ids=KINDS)
def test_it_stands_alone_and_is_well_formed(what: Picture) -> None:
    text = svg.document(what)
    root = ElementTree.fromstring(text)
    assert re.findall(r"https?:[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|<script|<image|@import|<foreignObject| on\w+=", text)
    assert set(re.findall(r"url\(#([\w-]+)\)", text)) <= {each.get("id") for each in root.iter()}
    assert len({each.get("id") for each in root.iter()} - {None}) == len([each for each in root.iter() if each.get("id")])


@pytest.mark.parametrize("what", KINDS.values(), ids=KINDS)
def test_everything_is_on_the_page_and_readable(what: Picture) -> None:
    root = parsed(what)
    assert root.find(f"{SVG}title").text == what.title
    assert root.find(f"{SVG}desc").text == what.description
    assert "Noto Sans CJK SC" in root.get("font-family") and "Microsoft YaHei" in root.get("font-family")
    assert words(root)[0] == what.title
    labels = {text.removeprefix("// ") for text in words(root)}
    marks = [each for one in what.panels for each in one.marks()]
    assert {each.text for each in marks} <= labels
    assert {group.find(f"{SVG}title").text for group in marks_of(root)} == {each.title for each in marks}
    assert all(number(text, "y") < number(root, "height") for text in root.iter(f"{SVG}text"))


def test_bars_begin_at_one_line_and_are_as_long_as_their_numbers() -> None:
    (left, width, _fill), (other_left, other, _other_fill), (_zero_left, zero, _zero_fill) = (
        rectangles(group)[0] for group in marks_of(parsed(SCHOOLS))
    )
    assert left == other_left
    assert other / width == pytest.approx(0.4, abs=0.01)
    assert zero == 0


@pytest.mark.parametrize(
    ("bound", "inner", "outer"),
    [("at_least", 0, OPEN), ("over", 0, OPEN), ("at_most", OPEN, 0), ("under", OPEN, 0), ("about", OPEN / 2, OPEN / 2)],
)
def test_an_open_end_is_hatched_on_the_side_where_the_number_may_lie(bound: str, inner: float, outer: float) -> None:
    exact, open_end = marks_of(parsed(picture(panel(series("甲", mark(2031, 50)), series("乙", mark(2031, 50, bound=bound))))))
    left, width, _fill = rectangles(exact)[0]
    (_left, full, fill), (start, hatched, pattern) = rectangles(open_end)
    assert not fill.startswith("url") and pattern.startswith("url(#hatch")
    assert (full, start) == (pytest.approx(width - inner, abs=0.2), pytest.approx(left + width - inner, abs=0.2))
    assert hatched == pytest.approx(inner + outer, abs=0.2)


def test_a_range_is_solid_to_its_lower_end_and_hatched_to_its_upper() -> None:
    exact, between = marks_of(
        parsed(picture(panel(series("甲", mark(2031, 30)), series("乙", mark(2031, 10, "10-30", high=30, bound="range")))))
    )
    (left, width, _fill), (solid, hatched) = rectangles(exact)[0], rectangles(between)
    assert solid[1] == pytest.approx(width / 3, abs=0.2)
    assert hatched[0] + hatched[1] == pytest.approx(left + width, abs=0.2)


def test_below_0_too_what_is_not_exact_is_hatched() -> None:
    figures = [mark(2031, -100, bound="about"), mark(2031, -100, high=-40), mark(2031, -100, high=20), mark(2031, -100)]
    about, low, across, exact = map(
        rectangles, marks_of(parsed(picture(panel(*(series(str(place), each) for place, each in enumerate(figures))))))
    )
    whole = exact[0][1]
    for (_left, sure, colour), (_start, unsure, hatch), part in ((*about, None), (*low, 0.4)):
        assert not colour.startswith("url") and hatch.startswith("url")
        assert sure + unsure == pytest.approx(whole, abs=0.2)
        assert sure == pytest.approx(whole * part if part else whole - OPEN, abs=0.2)
    ((_left, width, fill),) = across
    assert fill.startswith("url") and width == pytest.approx(1.2 * whole, abs=0.2)


def test_what_we_computed_is_hollow() -> None:
    (computed,) = marks_of(parsed(picture(panel(series("", mark(2031, 50, "(50)", computed=True))))))
    assert rectangles(computed)[0][2] == "#fff"
    over_time = picture(panel(series("", mark(2031, 5, computed=True), mark(2032, 6), mark(2033, 7))))
    fills = [circle.get("fill") == "#fff" for circle in parsed(over_time).iter(f"{SVG}circle")]
    assert fills == [True, False, False]


def test_a_claim_without_a_figure_is_an_arrow_and_a_word() -> None:
    (claim,) = marks_of(parsed(KINDS["words"]))
    assert rectangles(claim) == []
    assert len(claim.findall(f"{SVG}polygon")) == 1
    assert "up" in words(claim)


def _joins(what: Picture) -> list[Element]:
    return [
        line for line in parsed(what).iter(f"{SVG}line") if line.get("stroke-width") == "2" and number(line, "x2") - number(line, "x1") > 30
    ]


def test_a_line_joins_only_what_goes_on_from_one_year_to_the_next() -> None:
    circles = sorted((number(each, "cx"), number(each, "cy")) for each in parsed(OVER_TIME).iter(f"{SVG}circle"))
    ends = [((number(line, "x1"), number(line, "y1")), (number(line, "x2"), number(line, "y2"))) for line in _joins(OVER_TIME)]
    assert ends == [(circles[0], circles[1]), (circles[3], circles[4])]  # 2033 is missing; 2035 must not be compared


def test_years_are_as_far_apart_as_they_are_and_heights_follow_the_numbers() -> None:
    circles = sorted((number(each, "cx"), number(each, "cy")) for each in parsed(OVER_TIME).iter(f"{SVG}circle"))
    year = circles[1][0] - circles[0][0]
    assert [round((after[0] - before[0]) / year) for before, after in pairwise(circles)] == [1, 2, 1, 1]
    point = (circles[0][1] - circles[1][1]) / 4  # from 90 to 94
    assert (circles[1][1] - circles[2][1]) / point == pytest.approx(1, abs=0.05)


def test_a_break_is_drawn_as_two_strokes_and_dashed_is_what_is_not_sure() -> None:
    strokes = [line for line in parsed(OVER_TIME).iter(f"{SVG}line") if 0 < number(line, "x2") - number(line, "x1") < 10]
    assert len(strokes) == 2
    assert not any(line.get("stroke-dasharray") for line in _joins(OVER_TIME))
    unsure = picture(panel(series("", mark(2031, 5), mark(2032, 6, bound="about", joined=True), mark(2033, 7, joined=True))))
    assert all(line.get("stroke-dasharray") for line in _joins(unsure))


def test_labels_over_time_stand_clear_of_each_other() -> None:
    close = [series(f"指标{place}", *(mark(year, 50 + place) for year in (2031, 2032, 2033))) for place in range(4)]
    root = parsed(picture(panel(*close)._replace(ends=(0, 200))))
    places = [(number(text, "x"), number(text, "y")) for group in marks_of(root) for text in group.iter(f"{SVG}text")]
    for place, (x, y) in enumerate(places):
        assert not any(abs(x - other_x) < 10 and abs(y - other_y) < 11 for other_x, other_y in places[:place])


def test_a_label_over_time_stands_clear_of_the_line_where_there_is_room() -> None:
    for figures, side in (((90, 10, 90), 1), ((10, 90, 10), -1)):
        joined = series("", *(mark(2031 + place, low, f"{low} here", joined=place > 0) for place, low in enumerate(figures)))
        root = parsed(picture(panel(joined)))
        label = next(each for each in root.iter(f"{SVG}text") if each.text == f"{figures[1]} here")
        marker = list(root.iter(f"{SVG}circle"))[1]
        assert (number(label, "y") - number(marker, "cy")) * side > 0


@pytest.mark.parametrize("bound", ["at_most", "under", "about"])
def test_what_hangs_down_from_a_low_figure_does_not_reach_the_years(bound: str) -> None:
    root = parsed(picture(panel(series("", mark(2031, 100), mark(2032, 1, "here", bound=bound), mark(2033, 100)))))
    (group,) = [each for each in marks_of(root) if "here" in each[0].text and each.find(f"{SVG}circle") is not None]
    lines = [number(each, "y2") for each in group.iter(f"{SVG}line")]
    tips = [float(corner.split(",")[1]) for each in group.iter(f"{SVG}polygon") for corner in each.get("points").split()]
    assert max(lines + tips) <= HEIGHT + 4


def test_an_axis_that_does_not_begin_at_0_says_so() -> None:
    assert any("the axis begins at" in text for text in words(parsed(OVER_TIME)))
    assert not any("the axis begins at" in text for text in words(parsed(SCHOOLS)))


def _places(what: Picture) -> list[tuple[float, ...]]:
    groups = [each.get("transform") for each in parsed(what).findall(f"{SVG}g")]
    return [tuple(float(part) for part in re.findall(r"[\d.]+", place)) for place in groups]


def test_panels_stand_side_by_side_and_wide_ones_below_each_other() -> None:
    (x1, y1), (x2, y2), (x3, y3) = _places(KINDS["panels"])
    assert x1 < x2 and y1 == y2
    assert x3 == x1 and y3 > y1
    wide = panel(series("", *(mark(year, 5) for year in range(2001, 2031))))
    (x1, y1), (x2, y2) = _places(picture(wide, panel(series("", mark(2031, 5)))))
    assert x1 == x2 and y1 < y2


@pytest.mark.parametrize(
    ("low", "high", "first", "last", "texts"),
    [
        (0, 100, 0, 100, ["0", "25", "50", "75", "100"]),
        (3, 7.3, 0, 8, ["0", "2", "4", "6", "8"]),
        (0, 0, 0, 1, ["0", "1"]),
        (0, 10, 0, 10, ["0", "5", "10"]),
        (0, 9.5, 0, 10, ["0.0", "2.5", "5.0", "7.5", "10.0"]),
        (-5, 5, -5, 5, ["-5", "0", "5"]),
        (0, 11157.73, 0, 15000, ["0", "5000", "10000", "15000"]),
    ],
)
def test_axes_of_bars_hold_0_and_round_numbers_whole_ones_for_whole_figures(
    low: float, high: float, first: float, last: float, texts: list[str]
) -> None:
    scale = from_zero(low, high)
    assert (scale.low, scale.high) == (first, last)
    assert [text for _value, text in scale.ticks()] == texts


@pytest.mark.parametrize(("low", "high", "first"), [(90, 98, 85), (90.5, 98, 87.5), (10, 98, 0), (95, 95, 92), (0, 0, 0), (-3, 5, -4)])
def test_an_axis_over_time_begins_above_0_only_where_figures_lie_close_together(low: float, high: float, first: float) -> None:
    scale = near(low, high)
    assert scale.low == first
    assert scale.low <= low and scale.high >= high


# HTML and PNG.


def test_a_page_stands_alone_and_holds_the_figures_too() -> None:
    file = io.BytesIO()
    html.write(OVER_TIME, Sink("", file))
    page = file.getvalue().decode()
    assert page.startswith("<!DOCTYPE html>") and page.count("</html>") == 1
    assert re.findall(r"https?:[^\"]*", page) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|<link|href|src=", page)
    assert svg.document(OVER_TIME) in page
    assert "<td>2031</td>" in page


class _Renderer:
    """Stands for resvg on a machine with certain fonts: what it draws is the document, its Chinese as boxes where there is no font."""

    def __init__(self, chinese: bool) -> None:
        self.chinese = chinese

    def svg_to_bytes(self, svg_string: str, zoom: float = 1) -> bytes:
        return (svg_string if self.chinese else re.sub("[一-鿿]", "□", svg_string)).encode()


def test_a_png_is_drawn_where_there_is_a_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_resvg", lambda: _Renderer(chinese=True))
    assert png.rendered(SCHOOLS).decode() == svg.document(SCHOOLS)


def test_without_a_chinese_font_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_resvg", lambda: _Renderer(chinese=False))
    with pytest.raises(VetError, match="Noto Sans CJK"):
        png.rendered(SCHOOLS)


def test_without_the_extra_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(VetError, match=r"pip install resvg-py"):
        png.rendered(SCHOOLS)


def test_the_renderer_draws_a_png_or_refuses() -> None:
    if png.has_chinese(resvg_py):
        data = png.rendered(SCHOOLS)
        assert data.startswith(b"\x89PNG") and len(data) > 5000
    else:
        with pytest.raises(VetError, match="Noto Sans CJK"):
            png.rendered(SCHOOLS)


def test_no_font_at_all_is_noticed() -> None:
    class WithoutFonts:
        def svg_to_bytes(self, **given: Any) -> bytes:
            return bytes(resvg_py.svg_to_bytes(skip_system_fonts=True, **given))

    assert not png.has_chinese(WithoutFonts())


def test_a_png_does_not_go_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())  # takes text only, as a terminal does
    with pytest.raises(UsageError, match="-o FILE.png"):
        chart.write(SCHOOLS, "png")
