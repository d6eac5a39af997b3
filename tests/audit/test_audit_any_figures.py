"""Whatever observations a load lets in, the audit judges them: it never fails, and its findings keep to their form."""

import random

import pytest
from invented_city import CITY, COUNTY, SCHOOLS, Invented

from liuzhou_vet.audit.figures import ObservationRow

PERIODS = ("end", "calendar", "school_year", "term", "cohort", "entry_cohort", "cumulative", "episode", "span")
BOUNDS = ("exact", "exact", "exact", "at_least", "at_most", "about", "over", "under", "range")
VERDICTS = {"ok", "contradiction", "implausible", "not_comparable"}


def _any_row(city: Invented, chance: random.Random, place: int) -> ObservationRow:
    """Return an observation of few indicators that have much to do with each other, its other columns at random."""
    catalogue = city.catalogue
    indicator = catalogue.indicators[chance.choice(INDICATORS)]
    measure = chance.choice(["level"] * 6 + ["change", "growth", "direction"])
    units = {"growth": "percent", "direction": None}
    unit = units.get(measure, chance.choice([indicator.unit] * 5 + ["person_time", "percent", "ratio", "ten_thousand_persons", "yuan"]))
    decimals = chance.choice([0, 0, 1, 2])
    value = round(chance.choice([0.0, 1.0, chance.uniform(0, 2), chance.uniform(0, 200), chance.uniform(0, 1e6)]), decimals)
    bound = "exact" if measure == "direction" else chance.choice(BOUNDS)
    if measure == "direction":
        value, decimals = float(chance.choice([-1, 0, 1])), 0
    elif measure != "level":
        value *= chance.choice([-1, 1])
    year = chance.choice([2030, 2031, 2031])
    report = f"xu-{max(year, chance.choice([2030, 2031, 2031]))}"
    return ObservationRow(
        f"{report}:{place}", report, chance.choice((CITY, CITY, COUNTY, *SCHOOLS)), indicator.code, year, chance.choice(PERIODS[:2]),
        measure, chance.choice(["total"] * 5 + ["mean", "each"]), value, value + 1 if bound == "range" else None, unit, decimals, bound,
        chance.choice(["all", "all", "nine", "three"]), chance.choice("AAAAABDEUW"), "1", "", place,
    )  # fmt: skip


INDICATORS = (
    "graduates", "employed_graduates", "employment_rate", "further_study_graduates", "certificate_rate", "matched_employment",
    "matched_employment_rate", "secondary_vocational_students", "full_time_teachers", "student_teacher_ratio", "staff",
    "average_school_size", "secondary_vocational_schools", "new_students", "full_time_intake", "part_time_intake", "new_majors",
    "closed_majors", "majors_offered", "majors_recruiting", "dual_qualified_teachers", "dual_qualified_teachers_share",
    "dual_qualified_of_specialised_share", "specialised_teachers", "teacher_training_person_days", "primary_industry_employment_share",
    "secondary_industry_employment_share", "tertiary_industry_employment_share", "land_area", "land_area_per_student",
    "equipment_value_per_student", "college_admissions", "college_admission_rate", "starting_salary",
)  # fmt: skip


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=pytest.mark.slow if seed > 3 else ()) for seed in range(40)])
def test_any_figures_are_judged(city: Invented, seed: int) -> None:
    chance = random.Random(seed)
    rows = [_any_row(city, chance, place) for place in range(400)]
    known = {row.id: row for row in rows}
    found = city.judged(*rows, members={("xu-2031", "three"): ("jia", "yi", "ding")})
    assert found and {each.verdict for each in found} <= VERDICTS
    for each in found:
        assert each.message and each.id in known and set(each.also) <= known.keys() and each.id not in each.also
        assert (each.stated, each.indicator) == (known[each.id].value, known[each.id].indicator)
        assert each.low is None or each.high is None or each.low <= each.high


def test_the_same_figures_in_another_order_are_judged_alike(city: Invented) -> None:
    chance = random.Random(7)
    rows = [_any_row(city, chance, place) for place in range(400)]
    first = {(each.rule, each.id, each.verdict) for each in city.judged(*rows)}
    chance.shuffle(rows)
    assert {(each.rule, each.id, each.verdict) for each in city.judged(*rows)} == first
