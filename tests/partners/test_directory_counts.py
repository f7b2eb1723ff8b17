"""The counts beside the filters: each is the number of rows that its choice shows, to each of the cast."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mvp_coord.bench.directory_world import fill_directory
from partners.forms.search import PartnerSearch
from tests import factories
from tests.cast import CAST

CHOICES = {
    "kind": ("year_round", "coalition", "national", "no-such-kind"),
    "state": ("AZ", "NV", "WI"),
    "vehicle": ("c3_public", "c4", "pac"),
    "constituency": ("youth", "faith", "no-such-term"),
    "freshness": ("fresh", "aging", "stale"),
    "status": ("active", "unconfirmed", "merged"),
    "q": ("youth", "action", "ri", "nothing of this name"),
}
NAMES = [name for key in CHOICES if key != "q" for name in (key, f"not_{key}")]
asked = st.fixed_dictionaries(
    {},
    optional={name: st.sets(st.sampled_from(CHOICES[name.removeprefix("not_")]), max_size=2) for name in NAMES}
    | {"q": st.sampled_from(CHOICES["q"])},
)


@pytest.fixture
def world(db, cast):
    for code in ("AZ", "NV", "WI", "GA"):
        factories.make_state(code)
    for code in ("youth", "faith", "renters"):
        factories.make_constituency(code)
    factories.make_cycle()
    fill_directory(120, seed=7)
    kept = factories.make_partner("Kept Youth Action")
    factories.make_partner("Merged Youth Action", status="merged", merged_into=kept)
    return cast


def query(asked):
    made = QueryDict(mutable=True)
    for name, values in asked.items():
        made.setlist(name, [values] if isinstance(values, str) else sorted(values))
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(member=st.sampled_from(CAST), asked=asked)
def test_every_count_is_the_number_of_rows_that_its_choice_shows(member, asked, world, viewer):
    looking = viewer(world[member])
    form = PartnerSearch(query(asked), viewer=looking)
    assert form.facets.total == form.filter().count()
    assert form.facets.of_total == form.rows.count()
    for name, options in form.facets.options.items():
        left_out = form.left_out[name]
        for option in options:
            # What is left out stays so; a choice that is left out says what would be there without that filter.
            mine = {name, f"not_{name}"} if option.value in left_out else {name}
            others = {key: values for key, values in asked.items() if key not in mine}
            alone = PartnerSearch(query({**others, name: [option.value]}), viewer=looking)
            assert alone.filter().count() == option.count, (name, option)
    keys = [key for key, codes in form.filters.items() if codes] + (["q"] if form.words else [])
    for key, total in form.totals_without(keys).items():
        assert total == form.filter(but=(key,)).count(), key


class TestLeavingOut:
    @pytest.fixture(autouse=True)
    def some_partners(self, db):
        for name, states in (("Agave", ("AZ",)), ("Birch", ("WI",)), ("Cholla", ("AZ", "NV")), ("Nowhere", ())):
            factories.make_partner(name, states=states)

    @pytest.mark.parametrize(
        ("asked", "wanted"),
        [
            ({"not_state": "az"}, ["Birch", "Nowhere"]),
            ({"not_state": ["AZ", "WI"]}, ["Nowhere"]),
            ({"state": "AZ", "not_state": "NV"}, ["Agave"]),
            ({"state": "AZ", "not_state": "AZ"}, ["Birch", "Nowhere"]),
            ({"not_vehicle": "c4"}, ["Agave", "Birch", "Cholla", "Nowhere"]),
            ({"not_kind": "year_round"}, []),
            ({"not_kind": "no-such-kind"}, ["Agave", "Birch", "Cholla", "Nowhere"]),
        ],
    )
    def test_partners_with_a_choice_that_is_left_out_do_not_show(self, asked, wanted, staff, show):
        assert show(staff, **asked) == wanted

    def test_the_sentence_says_so_part_by_part(self, staff, sign_in):
        page = sign_in(staff).get("/partners/", {"state": "AZ", "not_state": ["NV", "WI"], "not_kind": "coalition"})
        parts = page.context["form"].parts()
        assert [(part.word, part.label) for part in parts] == [
            ("in", "Arizona"),
            ("that is none of", "time-bound coalitions"),
            ("not in", "Nevada"),
            ("nor", "Wisconsin"),
        ]
        assert parts[2].href == "/partners/?state=AZ&not_kind=coalition&not_state=WI"

    def test_an_empty_list_says_which_to_drop(self, staff, sign_in):
        page = sign_in(staff).get("/partners/", {"state": "WI", "not_kind": "year_round"})
        ways = [(way.label, way.count, way.href) for way in page.context["ways_out"]]
        assert ways == [("not year-round organizing groups", 1, "/partners/?state=WI")]

    def test_the_rail_shows_what_is_left_out(self, staff, sign_in):
        text = sign_in(staff).get("/partners/", {"not_state": "AZ"}).content.decode()
        box = text[text.index('id="id_not_state_AZ"') :].partition(">")[0]
        assert "checked" in box
