"""Whether a new name may be a known organization: more is asked about than is judged likely."""

import pytest

from partners.matching import Known, Record

DIRECTORY = Known({1: Record("Dairy Bell Workers", states=frozenset(["WI"])), 2: Record("Borrowed Ladder Fund")})


@pytest.mark.parametrize(
    "typed",
    [
        "Dairy Bel Workers",
        "Dairy Bell Worker",
        "Dary Bell Workers",
        "DAIRY BELL WORKERS",
        "Dairy Bell",
        "Dairy Bell Worker Center",
    ],
)
def test_a_name_with_a_letter_or_a_word_astray_is_asked_about(typed):
    assert [each.key for each in DIRECTORY.possible(Record(typed))] == [1]


@pytest.mark.parametrize("typed", ["Night Shift Nurses", "Workers", "Dairy"])
def test_a_name_that_merely_shares_a_word_or_nothing_is_not(typed):
    assert DIRECTORY.possible(Record(typed)) == []
