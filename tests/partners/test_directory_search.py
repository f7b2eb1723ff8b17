"""Searching and paging through the directory, and nothing told of what is hidden on the way."""

import pytest

from tests import factories
from tests.partners.conftest import LIST, names


class TestSearch:
    @pytest.fixture(autouse=True)
    def some_partners(self, db):
        factories.make_partner("Saguaro Neighbors", other_names="SN\nThe Cactus Club")
        factories.make_partner("100% Turnout", summary="Organizing renters in every county of the state.")
        factories.make_partner("Back\\slash Voters")
        factories.make_partner("O'odham “Quoted” Votes 🌵")

    @pytest.mark.parametrize(
        ("words", "wanted"),
        [
            ("saguaro", ["Saguaro Neighbors"]),
            ("SAGU", ["Saguaro Neighbors"]),
            ("neighbors sagu", ["Saguaro Neighbors"]),
            ("guaro", ["Saguaro Neighbors"]),
            ("cactus club", ["Saguaro Neighbors"]),
            ("organizin", ["100% Turnout"]),
            ("organize renters", ["100% Turnout"]),
            ("renter", ["100% Turnout"]),
            ("%", ["100% Turnout"]),
            ("\\", ["Back\\slash Voters"]),
            ("back\\", ["Back\\slash Voters"]),
            ("o'odham", ["O'odham “Quoted” Votes 🌵"]),
            ("🌵", ["O'odham “Quoted” Votes 🌵"]),
            ("“quoted”", ["O'odham “Quoted” Votes 🌵"]),
            ('"', []),
            ("_", []),
            ("the", ["100% Turnout", "Saguaro Neighbors"]),
            ("x" * 1_000, []),
            ("a & b | !c :* <-> (", []),
            ("';--", []),
            ("saguaro\x00", ["Saguaro Neighbors"]),
            ("   ", ["100% Turnout", "Back\\slash Voters", "O'odham “Quoted” Votes 🌵", "Saguaro Neighbors"]),
        ],
    )
    def test_words_find_what_people_mean_and_odd_input_breaks_nothing(self, words, wanted, staff, show):
        assert show(staff, q=words) == wanted

    def test_what_was_searched_for_stays_in_the_field_unharmed(self, staff, sign_in):
        page = sign_in(staff).get(LIST, {"q": '"><script>alert(1)</script>'}).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_htmx_gets_the_results_alone_and_the_clean_address(self, staff, sign_in):
        client = sign_in(staff)
        part = client.get(LIST, {"q": "saguaro", "kind": "", "sort": ""}, headers={"HX-Request": "true"})
        text = part.content.decode()
        assert "<html" not in text
        assert 'id="results"' in text
        assert part.headers["HX-Push-Url"] == "/partners/?q=saguaro"
        assert "HX-Request" in part.headers["Vary"]
        assert 'hx-swap-oob="innerHTML"' in text, "the counts beside the filters come along"

    def test_a_history_restore_gets_the_whole_page(self, staff, sign_in):
        headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
        assert "<html" in sign_in(staff).get(LIST, {"q": "saguaro"}, headers=headers).content.decode()


class TestPages:
    @pytest.fixture
    def sixty(self, db):
        for n in range(60):
            factories.make_partner(f"Group {n:02}", states=())

    def test_load_more_leads_on_to_exactly_the_rest(self, sixty, staff, sign_in):
        client = sign_in(staff)
        first = client.get(LIST)
        second = client.get(first.context["next_url"])
        assert names(first) + names(second) == [f"Group {n:02}" for n in range(60)]
        assert second.context["next_url"] == ""
        assert "Load 10 more" in first.content.decode()
        assert "60 of 60 shown" in second.content.decode()

    def test_load_more_by_htmx_gets_rows_alone(self, sixty, staff, sign_in):
        client = sign_in(staff)
        part = client.get(client.get(LIST).context["next_url"], headers={"HX-Request": "true"})
        text = part.content.decode()
        assert "<html" not in text
        assert text.count('scope="row"') == 10
        assert "HX-Push-Url" not in part.headers

    def test_filters_and_order_are_kept_from_page_to_page(self, sixty, staff, sign_in):
        client = sign_in(staff)
        first = client.get(LIST, {"q": "group", "sort": "-name"})
        second = client.get(first.context["next_url"])
        assert names(first)[0] == "Group 59"
        assert names(second)[-1] == "Group 00"
        assert second.context["form"].words == "group"

    def test_a_damaged_position_leads_back_to_the_start(self, sixty, staff, sign_in):
        client = sign_in(staff)
        plain = client.get(LIST, {"q": "group", "after": "damaged"})
        assert (plain.status_code, plain.url) == (302, "/partners/?q=group")
        htmx = client.get(LIST, {"after": "damaged"}, headers={"HX-Request": "true"})
        assert htmx.headers["HX-Redirect"] == LIST

    def test_those_longest_unconfirmed_come_first_when_asked(self, staff, show):
        factories.make_partner("Never")
        factories.make_partner("Lately", assured_on="2026-11-01")
        factories.make_partner("Long Ago", assured_on="2024-11-01")
        assert show(staff, sort="confirmed") == ["Never", "Long Ago", "Lately"]
        assert show(staff, sort="-confirmed") == ["Lately", "Long Ago", "Never"]


def all_there_is(client):
    """Everything that the pages tell: rows, how many of how many, and the count of every choice."""
    told, address = [], LIST + "?state=AZ"
    while address:
        page = client.get(address)
        facets = page.context["form"].facets
        counts = {
            (name, each.value): each.count for name in facets.options for each in facets.options[name] if each.count
        }
        told.append((names(page), page.context["page"].shown, facets.total, facets.of_total, counts))
        address = page.context["next_url"]
    return told


class TestNothingIsToldOfHiddenRows:
    def test_counts_order_pages_and_cursors_are_as_if_hidden_rows_did_not_exist(self, partner_rep, sign_in):
        for n in range(60):
            factories.make_partner(f"Group {n:02}")
        before = all_there_is(sign_in(partner_rep))
        for n in range(0, 60, 7):
            hidden = factories.make_partner(
                f"Group {n:02} b", states=("AZ", "GA"), visibility="staff", kind="research_hub"
            )
            factories.make_entity(hidden, "super_pac")
            hidden.constituencies.add(factories.make_constituency("faith"))
        assert all_there_is(sign_in(partner_rep)) == before

    def test_a_hidden_partner_is_not_found_by_its_name(self, partner_rep, show):
        factories.make_partner("Night Heron Fund", visibility="staff")
        assert show(partner_rep, q="night heron") == []

    def test_programs_that_may_not_be_read_are_not_counted(self, other_partner, staff, sign_in):
        partner = factories.make_partner("Plans A Lot")
        factories.make_program(partner, visibility="partners")
        factories.make_program(partner, visibility="staff")
        factories.make_program(partner, visibility="partners", status="cancelled")
        counts = {}
        for user in (other_partner, staff):
            page = sign_in(user).get(LIST, {"q": "plans a lot"})
            counts[user] = page.context["page"].rows[0].programs
        assert counts == {other_partner: 1, staff: 2}
