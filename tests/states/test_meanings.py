"""The field's synonyms, taken from the code lists."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from states.meanings import meanings_of
from tests import factories


@pytest.fixture
def lists(db):
    gotv = factories.make_program_type("gotv", label="Get out the vote (GOTV)")
    type(gotv).objects.filter(pk=gotv.pk).update(
        aliases=["GOTV", "get out the vote", "get-out-the-vote", "turnout", "EV"]
    )
    latino = factories.make_constituency("latino", "Latino")
    type(latino).objects.filter(pk=latino.pk).update(aliases=["Latinx", "Hispanic", "Hispanic voters"])
    return {"gotv": gotv.pk, "latino": latino.pk}


def test_words_that_are_a_term_bring_its_other_words(lists):
    (meaning,) = meanings_of("GOTV")
    assert meaning.words == "gotv"
    assert set(meaning.others) == {"turnout", "get out the vote"}
    assert meaning.terms == {"program_type": (lists["gotv"],)}
    assert meaning.labels == ("Get out the vote (GOTV)",)


def test_the_longest_term_wins_and_other_words_stand_for_themselves(lists):
    parts = meanings_of("Pima get-out-the-vote latinx")
    assert [part.words for part in parts] == ["pima", "get out the vote", "latinx"]
    assert [list(part.terms) for part in parts] == [[], ["program_type"], ["constituency"]]


def test_short_aliases_can_be_searched_for_but_are_not_looked_for(lists):
    (meaning,) = meanings_of("ev")
    assert "turnout" in meaning.others
    assert "ev" not in meanings_of("turnout")[0].others


def test_what_a_shorter_alias_finds_anyway_is_left_out(lists):
    assert "hispanic voters" not in meanings_of("latinx")[0].others


def test_one_query_whatever_is_typed(lists, django_assert_num_queries):
    with django_assert_num_queries(1):
        meanings_of("one two three four turnout " * 9)
    with django_assert_num_queries(0):
        assert meanings_of("  -./ ") == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(["get", "out", "the", "vote", "turnout", "hispanic", "voters", "pima"]), max_size=9
    )
)
def test_the_parts_are_the_words_in_their_order(words, lists):
    assert " ".join(part.words for part in meanings_of(" ".join(words))) == " ".join(words)
