"""How the districts of a legislature lie in one another."""

import pytest

from states.chambers import lower_word, same_ground_as, upper_label_of


@pytest.mark.parametrize(
    ("state", "lower", "upper"),
    [
        ("WI", "1", "1"),
        ("WI", "3", "1"),
        ("WI", "99", "33"),
        ("AK", "3", "b"),
        ("AK", "40", "t"),
        ("OR", "60", "30"),
        ("MN", "12a", "12"),
        ("AZ", "12", "12"),
        ("ID", "1b", "1"),
        ("ND", "4a", "4"),
        ("MI", "5", None),
        ("MA", "10th_bristol", None),
        ("WI", "1a", None),
    ],
)
def test_the_senate_district_around_a_house_district(state, lower, upper):
    assert upper_label_of(state, lower) == upper


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("state:az/sldl:12", "state:az/sldu:12"),
        ("state:id/sldl:1a", "state:id/sldu:1"),
        ("state:md/sldl:3", "state:md/sldu:3"),
        ("state:md/sldl:1a", None),
        ("state:wi/sldl:1", None),
        ("state:az/sldu:12", None),
        ("state:az/county:pima", None),
    ],
)
def test_a_house_district_that_is_the_same_ground_as_its_senate_district(lower, upper):
    country = "ocd-division/country:us/"
    assert same_ground_as(country + lower) == (upper and country + upper)


def test_the_lower_chamber_in_the_words_of_its_state():
    assert (lower_word("WI"), lower_word("AZ")) == ("Assembly", "House")
