"""From votes to shares: what a part of a county is a part of."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from states.weights import Votes, shares_of

CHIPPEWA, WEST, NORTH = 17, 3, 7


def of_county(*rows: Votes) -> dict[int, float]:
    return {share.district: round(float(share.of_county), 4) for share in shares_of(rows)}


def votes(district: int, number: int, kind: str = "cd", *, county: int = CHIPPEWA, **more) -> Votes:
    return Votes(county, district, more.pop("state", "WI"), kind, number, **more)


def test_a_county_that_two_districts_cut_is_shared_by_votes():
    assert of_county(votes(WEST, 20_101), votes(NORTH, 17_165)) == {WEST: 0.5394, NORTH: 0.4606}


def test_a_district_is_shared_by_the_counties_that_vote_in_it():
    rows = [votes(WEST, 300), votes(WEST, 700, county=18), votes(NORTH, 100)]
    assert [(share.county, share.district, float(share.of_district)) for share in shares_of(rows)] == [
        (CHIPPEWA, WEST, 0.3),
        (18, WEST, 0.7),
        (CHIPPEWA, NORTH, 1.0),
    ]


def test_a_chamber_of_which_only_a_part_is_elected_is_measured_by_the_whole_ballot():
    rows = [votes(WEST, 1000), votes(10, 300, "sldu")]
    assert of_county(*rows)[10] == 0.3


def test_people_who_skip_a_line_do_not_make_a_district_smaller():
    assert of_county(votes(WEST, 1000), votes(10, 950, "sldu"))[10] == 1


def test_votes_for_several_seats_on_one_ballot_are_of_one_voter():
    rows = [votes(10, 1200, "sldl", seats=2), votes(11, 400, "sldl"), votes(WEST, 1000)]
    assert of_county(*rows) == {10: 0.6, 11: 0.4, WEST: 1}


def test_seats_that_are_voted_on_apart_are_each_the_whole_ballot():
    rows = [votes(number, 500, "sldl", state="ID", layer=layer) for number, layer in ((1, "a"), (2, "b"))]
    assert of_county(*rows) == {1: 1, 2: 1}


def test_districts_laid_over_others_do_not_make_a_county_larger():
    rows = [votes(WEST, 1000, state="NH")]
    rows += [votes(number, count, "sldl", state="NH") for number, count in ((10, 600), (11, 400), (12, 1000))]
    assert of_county(*rows) == {WEST: 1, 10: 0.6, 11: 0.4, 12: 1}


@given(st.lists(st.integers(1, 100_000), min_size=1, max_size=8))
def test_shares_of_a_county_are_its_whole(numbers):
    shares = shares_of([votes(district, number) for district, number in enumerate(numbers)])
    assert abs(sum(share.of_county for share in shares) - 1) <= Decimal("0.00000001") * len(numbers)
    assert all(0 < share.of_county <= 1 and share.of_district == 1 for share in shares)
