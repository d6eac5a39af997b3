"""Stated numbers beside the rows that list the things: a complete list counts, an open one is only a bound."""

import pytest
from invented_city import CITY, Invented

from liuzhou_vet.audit.catalogue import Listed, Listing


def _listing(listing: str, rows: int, complete: bool, scope: str = "", year: int = 0, subject: str = CITY) -> dict[Listing, Listed]:
    return {Listing(listing, "xu-2031", subject, scope, year): Listed(rows, complete)}


LISTS = {
    "a complete list, one short": ("secondary_vocational_schools 10所", _listing("schools", 9, True), "contradiction"),
    "a complete list, one over": ("secondary_vocational_schools 10所", _listing("schools", 11, True), "contradiction"),
    "a complete list": ("secondary_vocational_schools 10所", _listing("schools", 10, True), "ok"),
    "a complete list of its scope": ("secondary_vocational_schools 10所 scope=three", _listing("schools", 10, True, "three"), "ok"),
    "not the list of its scope": ("secondary_vocational_schools 9所 scope=nine", _listing("schools", 10, True, "three"), None),
    "everything beside the list of a scope": (
        "secondary_vocational_schools 12所", _listing("schools", 10, True) | _listing("schools", 10, True, "three"), None,
    ),
    "a list of about so many": ("secondary_vocational_schools 12所 about", _listing("schools", 10, True), "ok"),
    "a list of more than so many": ("secondary_vocational_schools 10所 over", _listing("schools", 11, True), "ok"),
    "an open list": ("major_categories 12个", _listing("categories", 5, False, year=2031), "ok"),
    "an open list of more": ("major_categories 12个", _listing("categories", 13, False, year=2031), "contradiction"),
    "a complete list of majors": ("major_categories 12个", _listing("categories", 13, True, year=2031), "contradiction"),
    "a list of another year": ("major_categories 12个 2030", _listing("categories", 13, True, year=2031), None),
    "new majors, more named than said": ("new_majors 6个 calendar", _listing("new_programmes", 7, False, year=2031), "contradiction"),
    "new majors, fewer named than said": ("new_majors 6个 calendar", _listing("new_programmes", 2, False, year=2031), "ok"),
    "nothing listed": ("new_majors 6个 calendar", _listing("new_programmes", 0, True, year=2031), None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "listings", "verdict"), [pytest.param(*each, id=name) for name, each in LISTS.items()])
def test_a_number_is_held_against_the_rows_that_list_the_things(
    city: Invented, text: str, listings: dict[Listing, Listed], verdict: str | None
) -> None:
    found = [each for each in city.judged(*city.rows(text), listings=listings) if each.rule.endswith("-listed")]
    assert [each.verdict for each in found] == ([verdict] if verdict else [])
