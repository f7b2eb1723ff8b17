"""Words that find more than themselves: the field's synonyms, and names that are spelled nearly like them."""

import pytest

from tests import factories
from tests.partners.conftest import LIST, names


@pytest.fixture(autouse=True)
def synonyms(db):
    gotv = factories.make_program_type("gotv", label="Get out the vote (GOTV)")
    type(gotv).objects.filter(pk=gotv.pk).update(aliases=["GOTV", "get out the vote", "turnout"])
    latino = factories.make_constituency("latino", "Latino")
    type(latino).objects.filter(pk=latino.pk).update(aliases=["Latinx", "Hispanic"])
    return {"latino": latino}


class TestSynonyms:
    @pytest.fixture(autouse=True)
    def some_partners(self, synonyms):
        factories.make_partner("Agave", summary="Raises turnout in every county.")
        factories.make_partner("Birch", summary="Helps people to get out the vote.")
        factories.make_partner("Cholla", summary="Hispanic renters.")
        factories.make_partner("Dogwood", summary="Renters.").constituencies.add(synonyms["latino"])
        factories.make_entity(factories.make_partner("Elder"), "c4")

    @pytest.mark.parametrize(
        ("words", "wanted"),
        [
            ("GOTV", ["Agave", "Birch"]),
            ("get out the vote", ["Agave", "Birch"]),
            ("turnout", ["Agave", "Birch"]),
            ("turnou", ["Agave"]),
            ("gotv county", ["Agave"]),
            ("latinx", ["Cholla", "Dogwood"]),
            ("Hispanic renters", ["Cholla", "Dogwood"]),
            ("c4", ["Elder"]),
            ("501(c)(4)", ["Elder"]),
        ],
    )
    def test_words_of_the_field_find_what_is_said_in_other_words(self, words, wanted, staff, show):
        assert show(staff, q=words) == wanted

    def test_the_page_says_so_and_its_counts_are_its_rows(self, staff, sign_in):
        page = sign_in(staff).get(LIST, {"q": "gotv"})
        assert "Get out the vote (GOTV)" in page.content.decode()
        assert page.context["form"].facets.total == len(names(page)) == 2

    def test_the_library_knows_them_too(self, staff, sign_in, synonyms):
        sharer = factories.make_partner("Sharer")
        factories.make_resource(sharer, "How to raise turnout")
        factories.make_resource(sharer, "Listening", tags=[("constituency", synonyms["latino"])])
        client = sign_in(staff)
        for words, title in (("gotv", "How to raise turnout"), ("hispanic", "Listening")):
            assert [each.title for each in client.get("/resources/", {"q": words}).context["page"].rows] == [title]


class TestSpelling:
    @pytest.fixture(autouse=True)
    def some_partners(self, synonyms):
        factories.make_partner("Saguaro Neighbors", states=("AZ",))
        factories.make_partner("Tamarack Rising", other_names="The Berry Club", states=("NV",))
        factories.make_partner("Saguaroo Hidden", visibility="staff")

    @pytest.mark.parametrize(
        ("words", "wanted"),
        [
            ("saguarro", ["Saguaro Neighbors"]),
            ("saguarro neigbors", ["Saguaro Neighbors"]),
            ("tamarakc", ["Tamarack Rising"]),
            ("the bery club", ["Tamarack Rising"]),
            ("zzz", []),
            ("xy", []),
        ],
    )
    def test_where_nothing_is_found_names_spelled_alike_are_shown(self, words, wanted, other_partner, show):
        assert show(other_partner, q=words) == wanted

    def test_the_page_says_so_and_filters_and_counts_hold_for_them(self, other_partner, sign_in):
        client = sign_in(other_partner)
        page = client.get(LIST, {"q": "saguarro"})
        assert "spelled nearly like it" in page.content.decode()
        assert page.context["form"].facets.total == 1
        page = client.get(LIST, {"q": "saguarro", "state": "NV"})
        assert names(page) == []
        assert [(way.label, way.count) for way in page.context["ways_out"]] == [("Nevada", 1), ("saguarro", 1)]

    def test_a_hidden_name_neither_is_found_nor_keeps_others_from_being_found(self, other_partner, staff, sign_in):
        assert names(sign_in(staff).get(LIST, {"q": "saguaroo"})) == ["Saguaroo Hidden"]
        page = sign_in(other_partner).get(LIST, {"q": "saguaroo"})
        assert names(page) == ["Saguaro Neighbors"]
        assert "Hidden" not in page.content.decode()

    def test_with_few_found_who_else_may_be_meant_is_a_link(self, staff, sign_in):
        page = sign_in(staff).get(LIST, {"q": "saguaroo"}).content.decode()
        assert "Or did you mean" in page
        assert "Saguaro Neighbors</a>" in page
