"""A case keeps its identity across checks: most shared members wins."""

from planning.identity import Sketch, match


def sketch(*members: int, kind: str = "competing door Pima", is_standing: bool = True) -> Sketch:
    return Sketch(kind, frozenset(members), is_standing)


def test_a_case_continues_the_one_that_shares_the_most_members():
    assert match([sketch(1, 2, 3)], [sketch(1, 9), sketch(1, 2)]) == {0: 1}


def test_a_case_without_a_shared_member_is_new():
    assert match([sketch(1, 2)], [sketch(3, 4)]) == {}


def test_only_cases_of_one_class_family_and_place_are_compared():
    assert match([sketch(1, 2)], [sketch(1, 2, kind="same ground door Pima")]) == {}


def test_of_two_parts_of_a_split_case_the_larger_keeps_the_identity():
    assert match([sketch(1, 2), sketch(3, 4, 5)], [sketch(1, 2, 3, 4, 5)]) == {1: 0}


def test_a_standing_case_comes_before_a_cleared_one():
    assert match([sketch(1, 2)], [sketch(1, 2, is_standing=False), sketch(1, 2)]) == {0: 1}


def test_a_cleared_case_that_returns_is_the_same_case():
    assert match([sketch(1, 2)], [sketch(1, 2, is_standing=False)]) == {0: 0}
