"""Parts of many divisions in a place: the same as those of each alone, though most are not looked at."""

from hypothesis import given
from hypothesis import strategies as st

from planning.overlaps import Place
from planning.overlaps.places import Atlas
from planning.spread import Among, Spread

STATE = "us/state:az"
KINDS = ("county", "cd", "place", "sldu", "sldl")


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Place], dict[tuple[str, str], float]]:
    """A state with counties, districts and towns, some of which lie in others, and a crosswalk of some of them."""
    places = {STATE: Place(STATE, "Arizona", "state", None, "AZ", draw(st.none() | st.just(1000)))}
    for number in range(draw(st.integers(1, 9))):
        kind, parent = draw(st.sampled_from(KINDS)), draw(st.sampled_from(sorted(places)))
        # Its own ground, or that of another place: of the state at large, of a senate district.
        is_at_large = kind == "cd" and draw(st.booleans())
        same_as = draw(st.none() | st.sampled_from(sorted(places))) if kind == "sldl" else None
        id = f"{parent}/{kind}:at-large" if is_at_large else f"{STATE}/{kind}:{number}"
        state = draw(st.sampled_from(["AZ", "AZ", "NM"]))
        places[id] = Place(id, id, kind, parent, state, draw(st.none() | st.integers(1, 900)), same_as)
    pairs = st.tuples(st.sampled_from(sorted(places)), st.sampled_from(sorted(places)))
    shares = st.dictionaries(
        pairs.filter(lambda pair: pair[0] != pair[1]), st.sampled_from([0.0, 0.3, 1.0]), max_size=6
    )
    return places, draw(shares)


@given(worlds())
def test_many_at_once_are_each_alone(world):
    places, shares = world
    among = Among(Spread(Atlas(places, shares, {})), places)
    alone = Spread(Atlas(places, shares, {}))
    for place in places:
        known = {division: alone.part(division, place) for division in places}
        assert among.parts(place) == {division: part for division, part in known.items() if part}
