"""Which statement is shown and which contradict it: small cases, and properties over any of them."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from funding.statements import BESIDE, Stated, contradicting, newest_first

DAY = dt.date(2026, 11, 1)


def said(key, gap, voice="a", days=0):
    return Stated(key, voice, Decimal(gap), Decimal(0), DAY - dt.timedelta(days=days))


def test_the_newest_day_is_shown_and_of_one_day_what_was_entered_later():
    assert [each.key for each in newest_first([said(1, 5), said(3, 5, days=9), said(2, 5)])] == [2, 1, 3]


def test_another_voice_that_says_otherwise_contradicts():
    assert [each.key for each in contradicting([said(1, 60, "group"), said(2, 80, "funder", days=30)])] == [2]


def test_the_same_amount_or_the_same_voice_or_long_ago_does_not():
    same = [said(1, 60, "group"), said(2, 60, "funder", days=30)]
    news = [said(1, 60, "group"), said(2, 80, "group", days=30)]
    old = [said(1, 60, "group"), said(2, 80, "funder", days=BESIDE.days + 1)]
    assert contradicting(same) == contradicting(news) == contradicting(old) == []


def test_of_one_voice_only_the_newest_word_counts():
    changed_its_mind = [said(1, 60, "group"), said(2, 60, "funder", days=10), said(3, 90, "funder", days=20)]
    assert contradicting(changed_its_mind) == []


STATEMENTS = st.lists(
    st.builds(
        Stated,
        key=st.integers(1, 10**6),
        voice=st.sampled_from("abc"),
        budget_usd=st.integers(0, 100).map(Decimal),
        raised_usd=st.integers(0, 100).map(Decimal),
        good_as_of=st.integers(0, 400).map(lambda days: DAY - dt.timedelta(days=days)),
    ),
    unique_by=lambda each: each.key,
)


@given(STATEMENTS.flatmap(lambda those: st.tuples(st.just(those), st.permutations(those))))
def test_the_order_in_which_they_are_read_changes_nothing(twice):
    statements, shuffled = twice
    assert newest_first(shuffled) == newest_first(statements)
    assert contradicting(shuffled) == contradicting(statements)


@given(STATEMENTS)
def test_the_shown_one_contradicts_nothing_and_every_voice_at_most_once(statements):
    against = contradicting(statements)
    shown = newest_first(statements)[:1]
    assert not set(shown) & set(against)
    assert len({each.voice for each in [*shown, *against]}) == len(shown) + len(against)
