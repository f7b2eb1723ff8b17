"""The list of partners: the right rows for each of the cast, by filters, with dollars and overlaps."""

import re

import pytest
from django.urls import reverse

from partners.models import Partner
from tests import factories
from tests.partners.conftest import LIST, names

HTMX = {"HX-Request": "true"}
CONTACTS = {"partner_rep", "other_partner", "funder_rep"}
INSIDERS = {"staff", "counsel", "admin"}
DONORS = {"donor", "other_donor"}


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
    factories.make_partner("Shown By Level", visibility=level)
    members = {name: user for name, user in cast.items() if name not in {"anonymous", "outsider"}}
    assert {name for name, user in members.items() if "Shown By Level" in names(sign_in(user).get(LIST))} == seen_by


def test_a_merged_partner_is_not_listed(staff, show):
    kept = factories.make_partner("Kept")
    factories.make_partner("Merged Away", status="merged", merged_into=kept)
    assert show(staff) == ["Kept"]


class TestFilters:
    @pytest.fixture(autouse=True)
    def some_partners(self, db):
        youth = factories.make_constituency("youth", "Youth 18–29")
        first = factories.make_partner("Agave Action", states=("AZ", "NV"))
        factories.make_entity(first, "c4")
        factories.make_entity(first, "c3_public")
        first.constituencies.add(youth)
        second = factories.make_partner("Birch Table", states=("WI",), kind=Partner.Kind.STATE_TABLE)
        factories.make_entity(second, "c3_public")
        third = factories.make_partner("Cholla PAC", states=("AZ",))
        factories.make_entity(third, "pac")

    @pytest.mark.parametrize(
        ("query", "wanted"),
        [
            ({"kind": "state_table"}, ["Birch Table"]),
            ({"kind": ["state_table", "year_round"]}, ["Agave Action", "Birch Table", "Cholla PAC"]),
            ({"state": "AZ"}, ["Agave Action", "Cholla PAC"]),
            ({"state": "az"}, ["Agave Action", "Cholla PAC"]),
            ({"state": ["NV", "WI"]}, ["Agave Action", "Birch Table"]),
            ({"vehicle": "c3_public"}, ["Agave Action", "Birch Table"]),
            ({"vehicle": ["c4", "pac"]}, ["Agave Action", "Cholla PAC"]),
            ({"constituency": "youth"}, ["Agave Action"]),
            ({"state": "AZ", "vehicle": "pac"}, ["Cholla PAC"]),
            ({"state": "AZ", "kind": "state_table"}, []),
            ({"kind": "no-such-kind"}, []),
            ({"state": "\x00", "vehicle": "é"}, ["Agave Action", "Birch Table", "Cholla PAC"]),
        ],
    )
    def test_values_of_one_filter_widen_and_filters_narrow(self, query, wanted, staff, show):
        assert show(staff, **query) == wanted

    def test_the_sentence_names_every_filter_with_the_address_that_drops_it(self, staff, sign_in):
        query = {"q": "agave", "kind": "year_round", "state": ["AZ", "NV"], "vehicle": "c4", "constituency": "youth"}
        parts = sign_in(staff).get(LIST, query).context["form"].parts()
        assert [(part.word, part.label) for part in parts] == [
            ("that is one of", "year-round organizing groups"),
            ("in", "Arizona"),
            ("or", "Nevada"),
            ("with", "501(c)(4)"),
            ("for", "Youth 18–29"),
            ("matching", "“agave”"),
        ]
        assert parts[1].href == "/partners/?q=agave&kind=year_round&state=NV&vehicle=c4&constituency=youth"
        assert parts[5].href == "/partners/?kind=year_round&state=AZ&state=NV&vehicle=c4&constituency=youth"

    def test_each_count_beside_a_choice_is_the_number_of_rows_that_it_shows(self, staff, sign_in):
        client, query = sign_in(staff), {"state": "AZ"}
        for facet in client.get(LIST, query).context["form"].rail():
            for option in facet["options"]:
                chosen = {**query, facet["name"]: option.value}
                assert len(names(client.get(LIST, chosen))) == option.count, (facet["name"], option.value)

    def test_the_number_in_the_sentence_is_the_number_of_rows(self, staff, sign_in):
        page = sign_in(staff).get(LIST, {"state": "AZ"}).content.decode()
        assert re.search(r"<b>2</b> partners of 3", page)

    def test_where_nothing_matches_the_page_says_which_filter_to_drop(self, staff, sign_in):
        page = sign_in(staff).get(LIST, {"state": "WI", "vehicle": "pac", "q": "cholla"})
        ways = [(way.label, way.count, way.href) for way in page.context["ways_out"]]
        assert ways == [("Wisconsin", 1, "/partners/?q=cholla&vehicle=pac")]
        assert "No partner matches" in page.content.decode()


class TestDollars:
    @pytest.fixture
    def granted(self, db):
        """$90 of c4 money and $40 of c3 money that count, beside exploring, foreign and next cycle's money."""
        partner = factories.make_partner("Well Funded")
        entity = factories.make_entity(partner)
        c4, c3 = factories.make_fund(vehicle="c4"), factories.make_fund(vehicle="c3_public")
        for fund, amount, facts in (
            (c4, 60, {"status": "paid"}),
            (c4, 30, {"status": "recommended"}),
            (c3, 40, {"status": "committed"}),
            (c4, 500, {"status": "exploring"}),
            (c4, 700, {"status": "paid", "currency": "EUR"}),
            (c4, 800, {"status": "cancelled"}),
        ):
            factories.make_allocation(fund, entity, amount, visibility="funders", **facts)
        own = factories.make_fund(partner, vehicle="c4")
        factories.make_allocation(own, entity, 900, status="paid", visibility="funders")
        return partner

    def shown(self, client):
        lines = client.get(LIST, {"q": "well funded"}).context["lines"]
        return [(each.vehicle.value, int(each.amount_usd)) for line in lines for each, _ in line.received]

    def test_only_counted_dollars_of_the_cycle_are_shown_each_color_for_itself(self, granted, staff, sign_in):
        assert self.shown(sign_in(staff)) == [("c4", 90), ("c3_public", 40)]

    def test_a_contact_of_another_group_sees_no_grants_of_others(self, granted, other_partner, sign_in):
        assert self.shown(sign_in(other_partner)) == []

    def test_a_funder_sees_what_is_shared_with_funders(self, granted, funder_rep, sign_in):
        assert self.shown(sign_in(funder_rep)) == [("c4", 90), ("c3_public", 40)]

    def test_donors_have_no_column_for_it(self, donor, sign_in):
        factories.make_partner("For All", visibility="public")
        page = sign_in(donor).get(LIST).content.decode()
        assert "dollars" not in page
        assert "overlaps" not in page.lower()


class TestOpenOverlaps:
    def test_each_partner_of_the_list_gets_its_own_count(self, staff, sign_in):
        overlap = factories.make_overlap()
        one, other = [member.activity.program.partner for member in overlap.members.all()]
        idle = factories.make_partner("Idle Hands")
        address = reverse("partners:open-overlaps")
        text = sign_in(staff).get(address, {"slug": [one.slug, "a\x00b", idle.slug]}, headers=HTMX).content.decode()
        assert re.search(rf'id="overlaps-of-{one.slug}"[^>]*>1<', text)
        assert re.search(rf'id="overlaps-of-{idle.slug}"[^>]*>–<', text)
        assert other.slug not in text

    def test_hidden_partners_get_no_answer(self, other_partner, sign_in):
        hidden = factories.make_partner("Hidden", visibility="staff")
        address = reverse("partners:open-overlaps")
        text = sign_in(other_partner).get(address, {"slug": hidden.slug}, headers=HTMX).content.decode()
        assert "Hidden" not in text
        assert hidden.slug not in text


class TestQueries:
    def add_rows(self, count):
        for _ in range(count):
            partner = factories.make_partner(states=("AZ", "NV"), visibility="public")
            factories.make_program(partner)
            factories.make_allocation(None, factories.make_entity(partner), status="paid", visibility="funders")

    @pytest.mark.parametrize("member", ["staff", "partner_rep", "funder_rep", "donor"])
    def test_two_rows_and_twenty_take_the_same_queries(self, member, cast, sign_in, django_assert_max_num_queries):
        client, taken = sign_in(cast[member]), []
        for more in (2, 18):
            self.add_rows(more)
            with django_assert_max_num_queries(16) as queries:
                assert client.get(LIST).status_code == 200
            taken.append(len(queries))
        assert taken[0] == taken[1]


def test_an_empty_directory_says_what_it_is_for_and_how_to_begin(staff, sign_in):
    page = sign_in(staff).get(LIST).content.decode()
    assert "No partners yet" in page
    assert reverse("partners:add") in page


def test_somebody_with_whom_nothing_is_shared_is_told_so(donor, sign_in):
    factories.make_partner("Not For Donors")
    page = sign_in(donor).get(LIST).content.decode()
    assert "Nothing is shared with you yet" in page
    assert "Not For Donors" not in page
