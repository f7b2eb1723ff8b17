"""What counts as the same name, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.names import same_place, split_designation, word_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pima County", " PIMA  CO."),
        ("St. Mary's County", "Saint Marys County"),
        ("Doña Ana County", "DONA ANA"),
        ("LaSalle Parish", "La Salle Parish"),
        ("DeKalb County", "De Kalb Co"),
        ("Lewis and Clark County", "LEWIS & CLARK COUNTY"),
        ("O'Brien County", "O’Brien"),
        ("Ste. Genevieve County", "Sainte Genevieve County"),
        ("Baltimore city", "City of Baltimore"),
        ("Juneau City and Borough", "Juneau Borough"),
        ("Matanuska-Susitna Borough", "Matanuska Susitna"),
        ("Carson City", "carson city"),
    ],
)
def test_two_writings_of_one_place_are_the_same(one, other):
    assert same_place(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis city", "St. Louis County"),
        ("Baltimore County", "City of Baltimore"),
        ("District of Columbia", "Ward 1"),
        ("Anchorage Municipality", "State House District 20"),
        ("James City County", "James County"),
    ],
)
def test_places_that_only_look_alike_are_not(one, other):
    assert not same_place(one, other)


def test_a_plus_sign_keeps_its_meaning():
    assert word_key("65+") != word_key("65")
    assert word_key(" Get-Out-The-Vote! ") == "get out the vote"


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(text):
    assert word_key(word_key(text)) == word_key(text)
    name, _ = split_designation(text)
    assert " " not in name
