"""A picture in characters: bars as long as their numbers, ends as open as the figures, columns that stand below each other."""

import io
import re
import unicodedata
from typing import Any

import pytest
from invented_pictures import mark, panel, picture, series

from liuzhou_vet.render.chart import screen
from liuzhou_vet.render.chart.picture import Mark, Picture
from liuzhou_vet.render.chart.scale import from_zero
from liuzhou_vet.render.output import Sink
from liuzhou_vet.render.width import display_width

BAR = re.compile(r" ([#:][#:<>~-]*) ")


def drawn(what: Picture, width: int = 80) -> list[str]:
    """Return the lines of a picture that goes to no terminal."""
    file = io.BytesIO()
    screen.write(what, Sink("", file), width)
    return file.getvalue().decode().splitlines()


ONE_YEAR = picture(panel(series("甲校", mark(2031, 100)), series("虚构县乙校", mark(2031, 50)), series("丙校", mark(2031, 0))))


def test_a_bar_is_as_long_as_its_number_and_0_has_none() -> None:
    bars = [BAR.search(line) for line in drawn(ONE_YEAR)[2:5]]
    assert bars[0] and bars[1]
    assert len(bars[0][1]) == pytest.approx(2 * len(bars[1][1]), abs=1)
    assert bars[2] is None


def test_a_small_number_is_still_seen() -> None:
    lines = drawn(picture(panel(series("甲校", mark(2031, 10000)), series("乙校", mark(2031, 1)))))
    assert " # " in lines[3]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_width_and_labels_stand_below_each_other(width: int) -> None:
    lines = drawn(ONE_YEAR, width)
    assert max(map(display_width, lines)) <= width
    places = {display_width(line[: line.rindex(label)]) for line, label in zip(lines[2:5], ("100", "50", "0"), strict=True)}
    assert len(places) == 1


def test_a_long_name_is_wrapped_and_whole() -> None:
    name = "虚构市虚构县第一虚构中等职业技术学校与虚构企业集团联合培训"
    lines = drawn(picture(panel(series(name, mark(2031, 1)), series("乙", mark(2031, 2)))), 40)
    assert "".join(re.sub(r"[^一-鿿]", "", line) for line in lines[2:]).startswith(name)
    assert max(map(display_width, lines)) <= 40


def test_only_characters_of_one_width_outside_the_data() -> None:
    marks = [mark(2031, 1, bound=bound) for bound in ("exact", "at_least", "at_most", "about", "over", "under")]
    lines = drawn(picture(panel(*(series("甲", each) for each in marks))))
    assert not {sign for line in lines for sign in line if unicodedata.east_asian_width(sign) == "A"}


ENDS = [
    (mark(2031, 50), "#####"),
    (mark(2031, 50, computed=True), ":::::"),
    (mark(2031, 50, bound="at_least"), "####>"),
    (mark(2031, 50, bound="over"), "####>"),
    (mark(2031, 50, bound="at_most"), "####<"),
    (mark(2031, 50, bound="under"), "####<"),
    (mark(2031, 50, bound="about"), "####~"),
    (mark(2031, 50, computed=True, bound="about"), "::::~"),
    (mark(2031, 50, high=80, bound="range"), "#####---"),
    (mark(2031, None, "up", direction=1), ""),
]


@pytest.mark.parametrize(("what", "bar"), ENDS, ids=[str(each[0].bound) + str(each[0].high or each[0].computed) for each in ENDS])
def test_an_end_is_as_open_as_the_figure(what: Mark, bar: str) -> None:
    assert screen.bar(what, from_zero(0, 100), 10) == bar


def test_numbers_below_0_go_to_the_left() -> None:
    scale = from_zero(-100, 100)
    assert screen.bar(mark(2031, -50), scale, 20) == "     #####"
    assert screen.bar(mark(2031, 50), scale, 20) == "          #####"


@pytest.mark.parametrize(("what", "ends"), [(mark(2031, -50, bound="about"), "~###"), (mark(2031, -100, high=-50), "----")])
def test_below_0_too_what_is_not_exact_is_open(what: Mark, ends: str) -> None:
    bar = screen.bar(what, from_zero(-100, 0), 40)
    assert bar.strip().startswith(ends) and bar.strip().endswith("###") and len(bar) == 40


def test_words_without_any_figure_stand_beside_their_names() -> None:
    lines = drawn(
        picture(panel(series("甲校", mark(2031, None, "up", direction=1)), series("乙校", mark(2031, None, "down", direction=-1))))
    )
    assert [line.split() for line in lines[2:4]] == [["甲校", "up"], ["乙校", "down"]]
    assert max(map(len, lines[2:4])) < 20


def test_what_the_signs_mean_is_said_as_far_as_they_occur() -> None:
    assert drawn(picture(panel(series("", mark(2031, 5, bound="about")))))[-1] == "~ about this"
    assert "about" not in drawn(ONE_YEAR)[-1]


def test_a_year_without_a_figure_is_a_gap_a_claim_is_a_word_and_a_break_is_marked() -> None:
    marks = [mark(2031, 5), mark(2033, None, "up", direction=1), mark(2034, 6, broken=True)]
    lines = drawn(picture(panel(series("", *marks))))
    assert [line.split() for line in lines[3:6]] == [["2032", "no", "figure"], ["2033", "up"], ["2034", lines[5].split()[1], "//", "6"]]


def test_control_characters_of_the_data_do_not_reach_the_screen() -> None:
    lines = drawn(picture(panel(series("甲\x1b[31m", mark(2031, 1, "1\x07")), series("乙", mark(2031, 2))), notes=("\x1b]0;",)))
    assert not any(sign < " " for line in lines for sign in line)


class _Terminal(Sink):
    takes_text = True


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_only_on_a_terminal_that_wants_it(variables: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.platform", "linux")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    file = io.BytesIO()
    screen.write(ONE_YEAR, _Terminal("", file), 80)
    text = file.getvalue().decode()
    assert ("\x1b[" in text) == coloured
    assert re.sub(r"\x1b\[\d+m", "", text).splitlines() == drawn(ONE_YEAR)


def test_not_on_a_terminal_there_is_no_colour() -> None:
    assert not any("\x1b" in line for line in drawn(ONE_YEAR))


def test_panels_stand_below_each_other_each_with_its_title() -> None:
    two: list[Any] = [panel(series("", mark(2031, 1)), title="虚构率 (%)"), panel(series("", mark(2031, 900)), title="虚构值 (元)")]
    lines = drawn(picture(*two))
    assert lines[0] == "虚构市 虚构指标 <2031> (%)"
    assert [line for line in lines if line.startswith("虚构") and "市" not in line] == ["虚构率 (%)", "虚构值 (元)"]
    assert len({len(match[1]) for line in lines if (match := BAR.search(f" {line} "))}) <= 2  # each on its own axis
