"""What a finding says beyond its verdict: the number it ought to be, the numbers it may be, which observations, one sentence."""

from typing import Any

import pytest
from invented_city import Invented

from liuzhou_vet.audit.catalogue import Indicator, Remark
from liuzhou_vet.audit.finding import Finding

INTAKE = "full_time_intake 13105人 calendar\npart_time_intake 3242人 calendar\n"
MAJORS = "new_majors 6个 calendar\nclosed_majors 2个 calendar\nmajors_recruiting 6个 calendar change value=6"
POSTS = "training_posts 8442个\ntraining_posts 9567个 2030\ntraining_posts 1215个 change value=-1215"
BREAK = "training_posts 8442个 B\ntraining_posts 3567个 2030\ntraining_posts 1125个 change value=-1125"
TEACHERS = "full_time_teachers 1458人\ndual_qualified_teachers 716人\nstaff 1841人\ndual_qualified_teachers_share 38.9%"
THREE = "staff 1000人 subject=jia\nstaff 2000人 subject=yi\nstaff 500人 subject=ding\nstaff 3900人 scope=three"
TRAINING = "teacher_training_person_days 562475人日 calendar\nfull_time_teachers 1458人"


def _found(city: Invented, text: str, rule: str, **more: Any) -> tuple[Finding, list[str]]:
    rows = city.rows(text)
    (finding,) = [each for each in city.judged(*rows, **more) if each.rule == rule]
    return finding, [row.id for row in rows]


def _numbers(finding: Finding) -> tuple[float | None, ...]:
    return finding.stated, finding.computed, finding.low, finding.high, finding.difference


def test_a_share_names_the_base_that_fits(city: Invented) -> None:
    finding, ids = _found(city, TEACHERS, "share")
    assert _numbers(finding) == (38.9, 49.108, 49.108, 49.108, -10.208)
    assert finding.id == ids[3] and set(finding.also) == set(ids[:2])
    assert finding.message == "716人 (双师型教师数) / 1458人 (专任教师数) = 49.108%, not 38.9%; it fits 1841人 (教职工数) as the base"


def test_coarse_counts_give_a_range_of_shares(city: Invented) -> None:
    text = "graduates 1万人 cohort\nemployed_graduates 0.9万人 cohort\nemployment_rate 99% cohort"
    finding, _ids = _found(city, text, "share")
    assert (finding.verdict, *_numbers(finding)) == ("ok", 99, 90, 56.67, 190, 9)


def test_a_mean_of_shares_says_why_it_is_left_alone(city: Invented) -> None:
    text = "graduates 9309人 cohort\nemployed_graduates 8801人 cohort\nemployment_rate 93.1% cohort mean"
    finding, _ids = _found(city, text, "share")
    assert "the mean of several shares, here 93.1%, need not be the share of all" in finding.message


def test_a_share_without_a_whole_number_gives_the_nearest(city: Invented) -> None:
    finding, ids = _found(city, "graduates 48人 cohort\ncertificate_rate 94.5% cohort", "whole-number")
    assert _numbers(finding) == (94.5, 93.75, None, None, 0.75)
    assert (finding.also, finding.message) == ((ids[0],), "no whole number out of 48人 (毕业生数) is 94.5%")


def test_a_total_shows_its_parts(city: Invented) -> None:
    finding, ids = _found(city, INTAKE + "new_students 16437人 calendar", "new-students-total")
    assert _numbers(finding) == (16437, 16347, 16347, 16347, 90)
    assert (finding.id, list(finding.also)) == (ids[2], ids[:2])
    assert finding.message == "13105人 (全日制招生人数) + 3242人 (非全日制招生人数) = 16347人, not 16437人"


def test_an_incomplete_sum_of_schools_is_a_bound(city: Invented) -> None:
    members = {("xu-2031", "three"): ("jia", "yi", "bing", "ding")}
    finding, _ids = _found(city, THREE, "schools-total", members=members)
    assert (finding.verdict, *_numbers(finding)) == ("ok", 3900, None, 3500, None, None)
    assert finding.message == "3 schools alone have 3500人"


@pytest.mark.parametrize(
    ("schools", "staff", "verdict"),
    [
        ("3所", "3500人", "ok"),
        ("3所", "3900人", "contradiction"),
        ("4所", "3900人", "ok"),
        ("3所 about", "3900人", "ok"),
        ("3所 @2", "3400人", "contradiction"),
    ],
)
def test_as_many_schools_as_there_are_said_to_be_are_all_of_them(city: Invented, schools: str, staff: str, verdict: str) -> None:
    """Where no scope is named, and the rule says (`base`) which indicator counts the schools."""
    (rule,) = city.catalogue.of_kind("schools_total")
    counting = rule._replace(roles={**rule.roles, "base": ("secondary_vocational_schools",)})
    text = f"{THREE.rpartition(chr(10))[0]}\nstaff {staff}\nsecondary_vocational_schools {schools}"
    finding, _ids = _found(city, text, "schools-total", rules=[counting])
    assert finding.verdict == verdict


def test_overlapping_categories_say_how_many_are_counted_twice(city: Invented) -> None:
    text = "graduates 9309人 cohort\nemployed_graduates 8801人 cohort\nfurther_study_graduates 4883人 cohort"
    finding, _ids = _found(city, text, "graduates-overlap")
    assert "at least 4375人 are counted in both" in finding.message


def test_a_change_shows_both_years(city: Invented) -> None:
    finding, ids = _found(city, POSTS, "change")
    assert _numbers(finding) == (-1215, -1125, -1125, -1125, -90)
    assert (finding.id, list(finding.also)) == (ids[2], ids[:2])
    assert finding.message == "from 9567个 in 2030 to 8442个: -1125个, not -1215个"


def test_a_growth_beside_a_change_shows_the_change(city: Invented) -> None:
    text = "graduates 4883人 cohort\ngraduates 424人 cohort change value=424\ngraduates 8.7% cohort growth value=8.7"
    finding, _ids = _found(city, text, "change")
    assert finding.message == "4883人 after a change of +424人: +9.509%, not +8.7%"


def test_a_break_is_named_as_the_reason(city: Invented) -> None:
    assert "defined in another way" in _found(city, BREAK, "change")[0].message


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("graduates 9309人 cohort\ngraduates 8309人 cohort scope=nine", "counts nine, but 毕业生数 9309人 counts 全部"),
        ("trainees 9人 calendar\ntrainees 12人次 calendar", "are counted differently"),
        ("staff 18人 period_end=2031-09\nstaff 19人 period_end=2031-12", "is of another period"),
        ("graduates 93人 cohort\ngraduates 94人 cohort D @5", "is defined in another way"),
    ],
)
def test_what_cannot_be_compared_says_why(city: Invented, text: str, reason: str) -> None:
    finding, _ids = _found(city, text, "restated")
    assert finding.verdict == "not_comparable" and reason in finding.message


def test_a_net_change_shows_its_terms(city: Invented) -> None:
    finding, _ids = _found(city, MAJORS, "majors-net-change")
    assert (finding.computed, finding.difference) == (4, 2)
    assert finding.message == "6个 (新增专业数) - 2个 (撤销专业数) = 4个, not 6个"


def test_the_second_statement_is_judged_and_names_the_first(city: Invented) -> None:
    finding, ids = _found(city, "graduates 9309人 cohort @2\ngraduates 9039人 cohort @5", "restated")
    assert (finding.section, finding.stated, finding.computed, finding.difference) == ("5", 9039, 9309, -270)
    assert (finding.id, list(finding.also), finding.message) == (ids[1], ids[:1], "9309人 in 2, but 9039人 here")


def test_a_value_per_head_says_what_the_limit_is(city: Invented) -> None:
    finding, _ids = _found(city, TRAINING, "training-days-per-teacher")
    assert _numbers(finding) == (562475, None, None, 533628, None)
    assert finding.message.startswith("562475人日 (教师培训人日数) / 1458人 (专任教师数) = 385.8; ")


def test_a_standard_gives_its_threshold_in_the_unit_of_the_figure(city: Invented) -> None:
    finding, _ids = _found(city, "land_area 50亩 subject=jia", "standard")
    assert (finding.low, finding.high) == (60, None) and "does not reach" in finding.message


@pytest.mark.parametrize(("base", "verdicts"), [(None, []), ("staff", ["not_comparable"])])
def test_a_share_of_no_base_is_no_standard_s_share(city: Invented, base: str | None, verdicts: list[str]) -> None:
    """A report's form may bring an indicator with a numerator and without a base."""
    other = Indicator("dual_of_whom", "双师型占比", "percent", "dual_qualified_teachers", base, None, "双师型占比")
    row = city.said("dual_qualified_teachers_share", "28.3%", subject="jia")._replace(indicator="dual_of_whom")
    assert [each.verdict for each in city.judged(row, indicators=[other]) if each.rule == "standard"] == verdicts


def _remark(code: str, rule: str | None, observation: str | None, message: str = "虚构的说明") -> Remark:
    return Remark("xu-2031", code, rule, observation, "1", "虚构", message)


def test_a_remark_explains_its_rule_on_its_observation_alone(city: Invented) -> None:
    rows = city.rows(INTAKE + "new_students 16437人 calendar\nnew_students 16473人 calendar @2")
    found = city.judged(*rows, remarks=[_remark("one", "new-students-total", rows[2].id)])
    verdicts = {(each.rule, each.id): each.verdict for each in found}
    assert verdicts["new-students-total", rows[2].id] == "explained"
    assert verdicts["new-students-total", rows[3].id] == verdicts["restated", rows[3].id] == "contradiction"


def test_two_remarks_on_one_finding_are_both_told_and_neither_is_stale(city: Invented) -> None:
    rows = city.rows("graduates 9309人 cohort @2\ngraduates 9039人 cohort @5")
    remarks = [_remark("one", "restated", rows[0].id, "前一处说明。"), _remark("two", "restated", rows[1].id, "后一处说明。")]
    (finding,) = [each for each in city.judged(*rows, remarks=remarks) if each.rule == "restated"]
    assert (finding.verdict, finding.message) == ("explained", "后一处说明。 前一处说明。")


@pytest.mark.parametrize("text", ["graduates 9309人 cohort @2\ngraduates 9309人 cohort @5", "graduates 9309人 cohort @2"])
def test_a_remark_on_what_is_right_is_stale(city: Invented, text: str) -> None:
    rows = city.rows(text)
    (stale,) = [each for each in city.judged(*rows, remarks=[_remark("one", "restated", rows[0].id)]) if each.verdict == "stale"]
    assert (stale.rule, stale.id, stale.stated) == ("restated", rows[0].id, 9309)


def test_a_remark_on_a_figure_that_is_not_there_is_stale(city: Invented) -> None:
    found = city.judged(*city.rows("graduates 9309人 cohort"), remarks=[_remark("one", "share", "xu-2031:gone")])
    assert [(each.rule, each.verdict) for each in found if each.verdict == "stale"] == [("share", "stale")]


def test_a_remark_on_words_is_told_as_it_is(city: Invented) -> None:
    (finding,) = city.judged(*city.rows("graduates 9309人 cohort"), remarks=[_remark("one", None, None)])
    assert (finding.rule, finding.verdict, finding.message) == ("text", "explained", "虚构：虚构的说明")
