"""The catalogue's patterns of words that hold a numeral: what they excuse, and that they excuse no count."""

import csv
import re
from pathlib import Path

import pytest

from liuzhou_vet.report.numbers import numbers
from liuzhou_vet.report.numerals import normal

CATALOGUE = Path(__file__).resolve().parents[2] / "seeds" / "catalogue" / "numeral_words.csv"
with CATALOGUE.open(encoding="utf-8", newline="") as stream:
    PATTERNS = [re.compile(row["pattern"]) for row in csv.DictReader(stream)]

WORDS = """
统一 进一步 取得一定成效 一系列改革 一致 万众齐心 千方百计 一线教师 成员之一 第一书记 一般 一体化 一旦 一律 三农 上一年度
下一步 一带一路 四个意识 三重一大 六稳 六保 中央八项规定 四位一体 三个代表 十三五规划 党的十九大 十九届二中、三中、四中、五中全会
十四五新计划 百科全书 老百姓 一等奖 三等功 1+X证书 5G技术 3+2学制 三年制 第二课堂 二级学院 一是缺乏 （一）规模 表1-1
见图3 附件2 案例一：甲 GB/T2260标准 第三章 七一讲话 五险一金 面积单位为m2 24小时值班 三江侗族自治县 一轻一重
一脉相承 整齐划一 十分重视 一校一品
"""
COUNTS = """
一个 两个专业 三类学校 百余人次 四级培训 一批 三分之一 十分钟 一起事故 清单一份 主任一名 系统一套 合同一份 例如一名 联合一批
建有一体育馆 一律师 四平方米 十四五个人 发表3篇 发表1-2篇 代表5人 附件3份 百分之九十 第一届 3+2人 5G2台 240m2
三者3人 一半 五年 三项规定 八项工程 两次 （95）% 1.5万 2千克 计划一年内 一直属学校 六个月 四个项目 三个代表团 两个结果
五位老师 百家企业 千家企业 万人 第12名 一万众 三十五个 二十四日
"""
REMAINING = {"240m2": ["240"], "三者3人": ["3"]}
"""What is left of those of which a part is no count."""


def excused(text: str) -> list[str]:
    """Return the numbers of a text that no pattern excuses."""
    places = [found.span() for pattern in PATTERNS for found in pattern.finditer(text)]
    return [text[start:end] for start, end in numbers(text) if not any(first <= start and end <= last for first, last in places)]


@pytest.mark.parametrize("word", WORDS.split())
def test_words_that_hold_a_numeral_are_excused(word: str) -> None:
    assert numbers(normal(word))
    assert excused(normal(word)) == []


@pytest.mark.parametrize("count", COUNTS.split())
def test_a_count_is_never_excused(count: str) -> None:
    text = normal(count)
    assert excused(f"甲校{text}") == REMAINING.get(count, [text[start:end] for start, end in numbers(text)])


def test_no_pattern_excuses_a_longer_number() -> None:
    assert excused("增至二十一定点,三万众多,五十三农户") == ["二十一", "三万", "五十三"]


def test_every_pattern_holds_a_numeral() -> None:
    """A pattern that could not excuse any number would be idle."""
    assert not [pattern.pattern for pattern in PATTERNS if not re.search(r"[\d〇零一二两三四五六七八九十百千万亿]|\\d", pattern.pattern)]
