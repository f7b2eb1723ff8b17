"""The list of the library: the right rows for each of the cast, by words and filters, in exact pages."""

import re

import pytest

from partners.models import Resource
from tests import factories

LIST = "/resources/"
CONTACTS = {"partner_rep", "other_partner", "funder_rep"}
INSIDERS = {"staff", "counsel", "admin"}
DONORS = {"donor", "other_donor"}


def titles(response):
    return [entry.title for entry in response.context["page"].rows]


@pytest.fixture
def show(sign_in):
    return lambda user, **query: titles(sign_in(user).get(LIST, query))


@pytest.mark.parametrize(
    ("level", "seen_by"),
    [
        ("private", set()),
        ("staff", INSIDERS),
        ("funders", INSIDERS | {"funder_rep"}),
        ("table", INSIDERS | {"partner_rep"}),
        ("partners", INSIDERS | CONTACTS),
        ("public", INSIDERS | CONTACTS | DONORS),
    ],
)
def test_each_of_the_cast_is_shown_what_a_level_lets_them_see(level, seen_by, cast, sign_in):
    sharer = factories.make_partner("Sharing Saguaros", visibility="public")
    factories.make_resource(sharer, "Shown by level", visibility=level)
    members = {name: user for name, user in cast.items() if name not in {"anonymous", "outsider"}}
    assert {name for name, user in members.items() if titles(sign_in(user).get(LIST))} == seen_by


def test_the_own_organization_sees_all_that_it_shares(partner_rep, own_partner, show):
    for level in ("private", "staff", "funders"):
        factories.make_resource(own_partner, level, visibility=level)
    assert set(show(partner_rep)) == {"private", "staff", "funders"}


def test_what_a_hidden_partner_shares_is_hidden_too(other_partner, show):
    factories.make_resource(factories.make_partner(visibility="staff"), visibility="public")
    assert show(other_partner) == []


def test_at_the_table_of_a_state_are_resources_for_it_or_of_its_partners(partner_rep, show):
    """The contact sits at Arizona's table alone."""
    elsewhere = factories.make_partner(states=("WI",))
    here, there = factories.make_state("AZ"), factories.make_state("WI")
    factories.make_resource(elsewhere, "For Arizona", visibility="table", tags=[("state", here)])
    factories.make_resource(elsewhere, "For everywhere, from Wisconsin", visibility="table")
    factories.make_resource(factories.make_partner(), "For everywhere, from Arizona", visibility="table")
    factories.make_resource(factories.make_partner(), "For Wisconsin", visibility="table", tags=[("state", there)])
    assert set(show(partner_rep)) == {"For Arizona", "For everywhere, from Arizona"}


class TestFilters:
    @pytest.fixture(autouse=True)
    def a_shelf(self, db):
        door, youth = factories.make_tactic(), factories.make_constituency("youth", "Youth 18–29")
        arizona, gotv = factories.make_state("AZ"), factories.make_program_type()
        first = factories.make_partner("Agave Action", slug="agave-action")
        tags = [("tactic", door), ("constituency", youth), ("program_type", gotv)]
        factories.make_resource(first, "Knock twice", kind="script", tags=tags)
        factories.make_resource(
            first, "Desert heat", kind="guide", tags=[("tactic", door), ("state", arizona)], language="es"
        )
        factories.make_resource(factories.make_partner("Birch Table"), "Budget sheet", kind="template")

    @pytest.mark.parametrize(
        ("query", "wanted"),
        [
            ({}, {"Knock twice", "Desert heat", "Budget sheet"}),
            ({"kind": "script"}, {"Knock twice"}),
            ({"kind": ["script", "guide"]}, {"Knock twice", "Desert heat"}),
            ({"tactic": "door-canvass"}, {"Knock twice", "Desert heat"}),
            ({"tactic": "door-canvass", "constituency": "youth"}, {"Knock twice"}),
            ({"program_type": "gotv"}, {"Knock twice"}),
            ({"state": "az"}, {"Desert heat"}),
            ({"state": "US"}, {"Knock twice", "Budget sheet"}),
            ({"state": ["US", "AZ"]}, {"Knock twice", "Desert heat", "Budget sheet"}),
            ({"language": "es"}, {"Desert heat"}),
            ({"not_kind": "script"}, {"Desert heat", "Budget sheet"}),
            ({"not_tactic": "door-canvass"}, {"Budget sheet"}),
            ({"not_state": "az", "not_language": "es"}, {"Knock twice", "Budget sheet"}),
            ({"not_state": "US"}, {"Desert heat"}),
            ({"tactic": "door-canvass", "not_constituency": "youth"}, {"Desert heat"}),
            ({"kind": ["script", "guide"], "not_kind": "script"}, {"Desert heat"}),
            ({"not_issue": "no-such-issue"}, {"Knock twice", "Desert heat", "Budget sheet"}),
            ({"partner": "agave-action"}, {"Knock twice", "Desert heat"}),
            ({"partner": "nobody"}, set()),
            ({"kind": "no-such-kind"}, set()),
            ({"q": "knocking"}, {"Knock twice"}),
            ({"q": "kno"}, {"Knock twice"}),
            ({"q": "door"}, {"Knock twice", "Desert heat", "Budget sheet"}),
            ({"q": "canvass heat"}, {"Desert heat"}),
            ({"q": "birch"}, {"Budget sheet"}),
            ({"q": "arizona"}, {"Desert heat"}),
            ({"q": "' & !:* \x00 ("}, set()),
        ],
    )
    def test_values_of_one_filter_widen_and_filters_narrow(self, query, wanted, staff, show):
        assert set(show(staff, **query)) == wanted

    def test_each_count_beside_a_choice_is_the_number_of_rows_that_it_shows(self, staff, sign_in):
        client, query = sign_in(staff), {"tactic": "door-canvass"}
        rail = client.get(LIST, query).context["form"].rail()
        assert {facet["name"] for facet in rail if facet["options"]} >= {"kind", "tactic", "state", "constituency"}
        for facet in rail:
            for option in facet["options"]:
                shown = titles(client.get(LIST, {**query, facet["name"]: option.value}))
                assert len(shown) == option.count, (facet["name"], option.value)

    def test_the_sentence_names_every_filter_with_the_address_that_drops_it(self, staff, sign_in):
        query = {"q": "knock", "kind": "script", "tactic": "door-canvass", "partner": "agave-action"}
        parts = sign_in(staff).get(LIST, query).context["form"].parts()
        assert [(part.word, part.label) for part in parts] == [
            ("of the kind", "script"),
            ("on", "Door canvass"),
            ("shared by", "Agave Action"),
            ("matching", "“knock”"),
        ]
        assert parts[1].href == "/resources/?q=knock&kind=script&partner=agave-action"

    def test_what_is_left_out_is_said_and_can_be_dropped_and_its_counts_stay(self, staff, sign_in):
        form = sign_in(staff).get(LIST, {"not_tactic": "door-canvass", "not_state": "US"}).context["form"]
        assert [(part.word, part.label) for part in form.parts()] == [
            ("not on", "Door canvass"),
            ("not made for", "Everywhere"),
        ]
        rail = {facet["name"]: facet["options"] for facet in form.rail()}
        (door,) = rail["tactic"]
        assert (door.count, door.left_out, door.checked) == (1, True, False)

    def test_a_chosen_term_that_shows_nothing_keeps_its_name(self, staff, sign_in):
        factories.make_constituency("faith", "Faith")
        form = sign_in(staff).get(LIST, {"constituency": "faith"}).context["form"]
        assert [part.label for part in form.parts()] == ["Faith"]

    def test_where_nothing_matches_the_page_says_which_filter_to_drop(self, staff, sign_in):
        page = sign_in(staff).get(LIST, {"kind": "template", "tactic": "door-canvass"})
        ways = [(way.label, way.count) for way in page.context["ways_out"]]
        assert ways == [("template", 2), ("Door canvass", 1)]
        assert "No resource matches" in page.content.decode()

    def test_a_hidden_partner_is_not_named_by_its_filter(self, other_partner, sign_in):
        factories.make_partner("Secret Society", slug="secret", visibility="staff")
        page = sign_in(other_partner).get(LIST, {"partner": "secret"}).content.decode()
        assert "Secret Society" not in page

    def test_hidden_resources_change_no_number(self, other_partner, sign_in):
        client = sign_in(other_partner)
        before = client.get(LIST).context["form"]
        before = (before.facets.total, before.facets.of_total, before.rail())
        tags = [("tactic", factories.make_tactic()), ("state", factories.make_state("NV"))]
        factories.make_resource(factories.make_partner(), "Hidden", visibility="staff", tags=tags, kind="tool")
        after = client.get(LIST).context["form"]
        assert (after.facets.total, after.facets.of_total, after.rail()) == before


class TestOrder:
    def test_most_used_counts_only_uses_that_one_may_know_of(self, staff, other_partner, show):
        factories.make_resource(title="Loved in secret")
        for each in range(2):
            hidden = factories.make_partner(f"Hidden {each}", visibility="staff")
            factories.make_use(Resource.objects.get(title="Loved in secret"), hidden)
        factories.make_use(factories.make_resource(title="Used once"))
        assert show(staff, sort="used") == ["Loved in secret", "Used once"]
        assert show(other_partner, sort="used") == ["Used once", "Loved in secret"]

    def test_donors_are_offered_no_order_by_uses(self, donor, sign_in):
        partner = factories.make_partner(visibility="public")
        factories.make_use(factories.make_resource(partner, visibility="public"), partner)
        page = sign_in(donor).get(LIST, {"sort": "used"})
        assert page.context["form"].sorting == "new"
        assert "sed by" not in page.content.decode()

    def test_a_newer_one_stands_in_the_place_of_the_old_for_those_who_may_see_it(self, staff, other_partner, show):
        partner = factories.make_partner()
        newer = factories.make_resource(partner, "New", visibility="staff")
        factories.make_resource(partner, "Old", replaced_by=newer)
        assert show(staff) == ["New"]
        assert show(other_partner) == ["Old"]

    def test_pages_show_every_row_once(self, staff, sign_in):
        partner = factories.make_partner()
        for number in range(65):
            factories.make_resource(partner, f"Resource {number:02}")
        client, seen, address = sign_in(staff), [], f"{LIST}?sort=title"
        while address:
            page = client.get(address, headers={"HX-Request": "true"})
            seen += titles(page)
            address = page.context["next_url"]
        assert seen == [f"Resource {number:02}" for number in range(65)]

    def test_a_position_that_was_made_up_leads_to_the_first_page(self, staff, sign_in):
        assert sign_in(staff).get(LIST, {"after": "made-up"}).headers["Location"] == LIST


def test_an_empty_library_says_what_belongs_there(staff, donor, sign_in):
    assert "The library is empty" in sign_in(staff).get(LIST).content.decode()
    factories.make_resource()
    assert "Nothing is shared with you yet" in sign_in(donor).get(LIST).content.decode()


@pytest.mark.parametrize("member", ["staff", "partner_rep", "funder_rep", "donor"])
def test_two_rows_and_twenty_take_the_same_queries(member, cast, sign_in, django_assert_max_num_queries):
    client, taken = sign_in(cast[member]), []
    for more in (2, 18):
        for _ in range(more):
            partner = factories.make_partner(visibility="public")
            tags = [("tactic", factories.make_tactic()), ("state", factories.make_state("AZ"))]
            factories.make_use(factories.make_resource(partner, visibility="public", tags=tags), partner)
        with django_assert_max_num_queries(12) as queries:
            page = client.get(LIST)
        assert re.search(r"<b>\d+</b> resources", page.content.decode())
        taken.append(len(queries))
    assert taken[0] == taken[1]
