"""How near two plans are: by place, weeks and people, with a reason; small cases, and what always holds."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.nearness import SOON_DAYS, Closeness, Ground, Reach, Work, nearest

US, AZ, PIMA, GILA, TUCSON, CD7, WI = range(1, 8)
NAMES = {
    US: "United States",
    AZ: "Arizona",
    PIMA: "Pima County, AZ",
    GILA: "Gila County, AZ",
    TUCSON: "Tucson, AZ",
    CD7: "AZ-07",
    WI: "Wisconsin",
}
PARENTS = {US: None, AZ: US, PIMA: AZ, GILA: AZ, TUCSON: PIMA, CD7: AZ, WI: US}
SHARED = {PIMA: frozenset({CD7}), GILA: frozenset({CD7}), CD7: frozenset({PIMA, GILA})}
GROUND = Ground(NAMES, PARENTS, SHARED)
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
AUGUST = dt.date(2027, 8, 1)


def work(place: int = PIMA, *, after: int = 0, days: int = 28, people: tuple[str, ...] = (), key: int = 1) -> Work:
    first = AUGUST + dt.timedelta(days=after)
    return Work(key, place, first, first + dt.timedelta(days=days - 1), frozenset(people))


def closeness(own: Work, other: Work, ground: Ground = GROUND) -> Closeness | None:
    """Of one line to one other."""
    return nearest([own], [other], ground).get(other.key)


@pytest.mark.parametrize(
    ("other", "reach", "said"),
    [
        (work(PIMA), Reach.SAME, "also in Pima County, AZ, 28 days together"),
        (work(TUCSON), Reach.INSIDE, "in Tucson, AZ, inside Pima County, AZ, 28 days together"),
        (work(AZ), Reach.INSIDE, "all over Arizona, around Pima County, AZ, 28 days together"),
        (work(CD7), Reach.CROSSING, "in AZ-07, which shares ground with Pima County, AZ, 28 days together"),
        (work(GILA), Reach.ADJOINING, "in Gila County, AZ, which AZ-07 joins to Pima County, AZ, 28 days together"),
        (work(PIMA, after=27), Reach.SAME, "also in Pima County, AZ, in the same days"),
        (work(PIMA, after=28), Reach.SAME, "also in Pima County, AZ, right before or after yours"),
        (work(PIMA, after=38), Reach.SAME, "also in Pima County, AZ, 10 days before or after yours"),
        (work(WI), None, ""),
        (work(PIMA, after=28 + SOON_DAYS + 1), None, ""),
    ],
)
def test_what_is_near_and_why(other, reach, said):
    close = closeness(work(), other)
    assert (close.far.reach, close.reason) == (reach, said) if close else reach is None


def test_whom_it_is_for_is_said_and_counts():
    own, youth, rural = work(people=("Youth",)), work(people=("Youth", "Rural")), work(people=("Rural",))
    same, others = (closeness(own, each) for each in (youth, rural))
    assert same.reason.endswith("for Youth") and others.reason.endswith("for other people")
    assert same < others


def test_of_several_lines_the_closest_counts():
    own = [work(PIMA, key=1), work(TUCSON, key=2)]
    close = nearest(own, [work(TUCSON, key=9), work(WI, key=8)], GROUND)
    assert {key: each.reason for key, each in close.items()} == {9: "also in Tucson, AZ, 28 days together"}


def test_without_a_crosswalk_two_counties_of_a_state_are_not_near():
    assert closeness(work(PIMA), work(GILA), Ground(NAMES, PARENTS)) is None


works = st.builds(
    work,
    st.sampled_from(sorted(NAMES)),
    after=st.integers(-80, 80),
    days=st.integers(1, 60),
    people=st.sampled_from([(), ("Youth",), ("Rural",), ("Youth", "Rural")]),
    key=st.integers(1, 99),
)


@settings(max_examples=200, **PATIENT)
@given(works, works)
def test_nearness_is_mutual_and_says_why(one, other):
    there, back = (closeness(*pair) for pair in ((one, other), (other, one)))
    assert (there is None) == (back is None)
    if there and back:
        assert there.far == back.far
        assert 0 <= there.far.days_apart <= SOON_DAYS and there.reason and "None" not in there.reason


@settings(max_examples=60, **PATIENT)
@given(st.lists(works, max_size=4), st.lists(works, max_size=4))
def test_the_nearest_is_never_farther_than_any_pair(own, others):
    found = nearest(own, others, GROUND)
    for mine in own:
        for other in others:
            close = closeness(mine, other)
            assert close is None or found[other.key] <= close
