"""Random ids for public addresses: all alike, whether one is made or many."""

from collections import Counter

from mvp_coord.lib.public_id import new_public_id, new_public_ids

LETTERS = set("23456789bcdfghjkmnpqrstvwxz")


def test_many_are_as_long_as_one_of_the_same_letters_and_none_comes_twice():
    many = new_public_ids(5_000)
    assert {len(each) for each in many} == {len(new_public_id())} == {12}
    assert set("".join(many)) == LETTERS >= set(new_public_id())
    assert len(set(many)) == 5_000


def test_each_letter_comes_about_as_often():
    counts = Counter("".join(new_public_ids(50_000)))
    expected = 50_000 * 12 / len(LETTERS)
    # Each differs from the mean by a percent or so; ten are out of the question.
    assert all(abs(count - expected) < expected / 10 for count in counts.values())


def test_none_are_none():
    assert new_public_ids(0) == []
