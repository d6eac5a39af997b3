"""A figure is the number that its printed words say, in its unit, of what its id says; all figures are invented."""

from dataclasses import replace

import pytest

from liuzhou_vet.report.outline import outline
from liuzhou_vet.report.verify import Cited, Figure, Stated, verify
from liuzhou_vet.report.verify.saying import misread

ID = "xugou-2031:999900:full_time_teachers:2031:end@1.1:120人"
TEACHERS = Figure(ID, "xugou-2031:999900:full_time_teachers:2031", "1.1", "120人", 1, "level", 120.0, None, "人")


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"printed": "1.2万人", "value": 12000.0},
        {"printed": "1.2万", "value": 1.2, "unit": "万人"},
        {"printed": "1-2名", "value": 1.0, "value_to": 2.0, "unit": "名"},
        {"printed": "六间", "value": 6.0, "unit": "间"},
        {"printed": "没有", "value": 0.0, "unit": "起"},
        {"printed": "全覆盖", "value": 100.0, "unit": "%"},
        {"printed": "5人", "value": -5.0, "measure": "change"},
        {"printed": "2.8%", "value": -2.8, "measure": "change", "unit": "pp"},
        {"printed": "2.8个百分点", "value": 2.8, "measure": "change", "unit": "pp"},
        {"printed": "1:17.3", "value": 17.3, "unit": "比"},  # which way round it is meant, words do not say
    ],
)
def test_a_figure_that_says_what_is_printed(right: dict[str, object]) -> None:
    assert misread(TEACHERS._replace(**right)) == ""


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"value": 121.0}, "121"),
        ({"value": -120.0}, "-120"),
        ({"value": 120.0, "value_to": 130.0}, "120"),
        ({"printed": "1-2名", "value": 1.0, "unit": "名"}, "1-2名"),
        ({"printed": "5人", "value": -6.0, "measure": "change"}, "-6"),
        ({"unit": "所"}, "所"),
        ({"about": "xugou-2031:999900:full_time_teachers:2030"}, "2030"),
        ({"about": "xugou-2031:xugou-jia:full_time_teachers:2031"}, "xugou-jia"),
    ],
)
def test_a_figure_that_says_something_else_is_told(wrong: dict[str, object], says: str) -> None:
    message = misread(TEACHERS._replace(**wrong))
    assert message.startswith(ID) and says in message


def test_it_is_told_with_its_section_and_the_words_around_it() -> None:
    text = "虚构市中等职业教育2031年度质量报告\n\n1.虚构的情况\n1.1 规模\n虚构市有教师120人。\n"
    stated = Stated(2031, figures=[Cited(ID, "1.1", "120人")], values=[TEACHERS])
    assert verify(outline(text).sections, stated).broken == []
    (found,) = verify(outline(text).sections, replace(stated, values=[TEACHERS._replace(value=102.0)])).broken
    assert (found.section, found.printed, found.nth) == ("1.1", "120人", 1)
    assert found.context == "规模 虚构市有教师120人。"
