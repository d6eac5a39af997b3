"""Names: the code first, then name, short name, alias; a report's own before others'."""

import pytest

from liuzhou_vet.intake.cells import Wrong
from liuzhou_vet.intake.names import Names, Thing


@pytest.fixture
def names() -> Names:
    known = Names()
    for city in ("xu", "gou"):
        school = Thing("school", f"{city}-yi", city)
        known.add(school, f"{city}市第一职业技术学校", "一职校")
        known.call(school, "老一职")
        known.add(Thing("problem", "money", city), "经费")
    known.add(Thing("enterprise", "yizhixiao", "gou"), "一职校")
    known.add(Thing("group", "jituan", "xu"), "虚构职教集团（一）")
    known.add(Thing("project", "xiangmu", "xu"), "虚构项目")
    known.add(Thing("unit", "person", "catalogue"), "人")
    return known


@pytest.mark.parametrize(
    ("reference", "text", "source", "code"),
    [
        ("school", "gou-yi", "xu", "gou-yi"),
        ("school", " ｇou市第一职业 技术学校", "xu", "gou-yi"),
        ("school", "一职校", "xu", "xu-yi"),
        ("school", "一职校", "gou", "gou-yi"),
        ("school", "老一职", "gou", "gou-yi"),
        ("subject", "一职校", "gou", "yizhixiao"),  # the name of one goes before the short name of another
        ("education_group", "虚构职教集团(一)", "gou", "jituan"),
        ("activity", "虚构项目", "gou", "xiangmu"),
        ("problem", "经费", "gou", "money"),
        ("unit", "人", "xu", "person"),
    ],
)
def test_found(names: Names, reference: str, text: str, source: str, code: str) -> None:
    assert names.find(reference, text, source) == code


@pytest.mark.parametrize(
    ("reference", "text", "source", "rule", "said"),
    [
        ("school", "一职校", "elsewhere", "ambiguous", "gou-yi (school), xu-yi (school)"),
        ("school", "一职效", "xu", "reference", "“一职校”"),
        ("school", "jituan", "xu", "reference", "of kind group, not school"),
        ("problem", "money", "elsewhere", "reference", "no problem"),
        ("topic", "人", "xu", "reference", "no topic"),
        ("school", "zzzzzz", "xu", "reference", "add it to its form"),
    ],
)
def test_not_found(names: Names, reference: str, text: str, source: str, rule: str, said: str) -> None:
    with pytest.raises(Wrong) as wrong:
        names.find(reference, text, source)
    assert wrong.value.rule == rule
    assert said in wrong.value.message
