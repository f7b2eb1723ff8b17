"""Which resources stand beside a program, a state, a case, a partner, and on the first page; and what never leaks."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.models import Resource
from partners.reports.related import Topic, related_resources
from planning.actions import refresh_overlaps
from planning.models import Overlap
from tests import factories

TOKEN = "zxcanary"


def found(viewer, **topic):
    topic = Topic(**{kind: frozenset(codes) for kind, codes in topic.items()})
    return [each.resource.title for each in related_resources(viewer, topic, today=timezone.localdate())]


@pytest.fixture
def terms(db):
    return {
        "door": factories.make_tactic(),
        "mail": factories.make_tactic("mail", family="mail"),
        "youth": factories.make_constituency("youth", "Youth"),
        "gotv": factories.make_program_type(),
        "AZ": factories.make_state("AZ"),
        "WI": factories.make_state("WI"),
    }


class TestRanking:
    def test_who_shares_most_comes_first_and_says_what(self, terms, staff, viewer):
        both = [("tactic", terms["door"]), ("constituency", terms["youth"])]
        factories.make_resource(title="Tactic", tags=both[:1])
        factories.make_resource(title="Constituency", tags=both[1:])
        factories.make_resource(title="Both", tags=both)
        factories.make_resource(title="Neither", tags=[("tactic", terms["mail"])])
        topic = Topic(tactic=frozenset(["door-canvass"]), constituency=frozenset(["youth"]))
        rows = related_resources(viewer(staff), topic, today=timezone.localdate())
        assert [(each.resource.title, each.shares) for each in rows] == [
            ("Both", ("Door canvass", "Youth")),
            ("Tactic", ("Door canvass",)),
            ("Constituency", ("Youth",)),
        ]

    def test_among_equals_the_more_used_comes_first(self, terms, staff, viewer):
        tags = [("tactic", terms["door"])]
        factories.make_use(factories.make_resource(title="Used", tags=tags))
        factories.make_resource(title="Newer", tags=tags)
        assert found(viewer(staff), tactic=["door-canvass"]) == ["Used", "Newer"]

    def test_what_is_made_for_other_states_is_left_out(self, terms, staff, viewer):
        door = ("tactic", terms["door"])
        factories.make_resource(title="Here", tags=[door, ("state", terms["AZ"])])
        factories.make_resource(title="Everywhere", tags=[door])
        factories.make_resource(title="There", tags=[door, ("state", terms["WI"])])
        assert found(viewer(staff), tactic=["door-canvass"], state=["AZ"]) == ["Here", "Everywhere"]

    def test_there_are_five_at_most(self, terms, staff, viewer):
        for _ in range(7):
            factories.make_resource(tags=[("tactic", terms["door"])])
        assert len(found(viewer(staff), tactic=["door-canvass"])) == 5

    def test_nothing_is_related_to_nothing(self, terms, staff, viewer):
        factories.make_resource(tags=[("tactic", terms["door"])])
        assert found(viewer(staff)) == []

    def test_it_is_one_query(self, terms, staff, viewer, django_assert_num_queries):
        factories.make_resource(tags=[("tactic", terms["door"])])
        looking = viewer(staff)
        with django_assert_num_queries(1):
            found(looking, tactic=["door-canvass"], state=["AZ"])


@pytest.fixture
def world(terms):
    """A program at Pima County's doors, a case with it, and two resources that fit: one for all, one for staff."""
    partner = factories.make_partner("Open Porch", visibility="public")
    county = factories.make_county("Pima County", electorate=500_000)
    plans = []
    for each in (partner, factories.make_partner("Second Porch", visibility="public")):
        program = factories.make_program(each, visibility="partners")
        facts = {"division": county, "universe": 200_000, "attempts_planned": 640_000}
        plans.append(factories.make_activity(program, constituencies=[terms["youth"]], **facts))
    refresh_overlaps()
    sharer = factories.make_partner("Sharing Saguaros", visibility="public")
    tags = [("tactic", terms["door"]), ("state", terms["AZ"])]
    factories.make_resource(sharer, "For everybody", visibility="public", tags=tags)
    hidden = factories.make_resource(
        sharer,
        f"{TOKEN} title",
        summary=f"{TOKEN} summary",
        visibility="staff",
        tags=tags,
        file=(f"{TOKEN}.md", TOKEN.encode()),
    )
    factories.make_use(hidden, partner, note=f"{TOKEN} note")
    factories.make_comment(hidden, text=f"{TOKEN} comment")
    factories.make_file(hidden, f"{TOKEN}-old.md")
    return {
        "/": "/",
        "program": plans[0].program.get_absolute_url(),
        "state": "/states/az/around/",
        "case": reverse("planning:overlap", args=[Overlap.objects.get().public_id]),
        "partner": partner.get_absolute_url(),
        "sharer": sharer.get_absolute_url(),
        "library": "/resources/",
        "search": f"/resources/?q={TOKEN}",
        "newer": f"/resources/?sort=used&partner={sharer.slug}",
        "hidden": hidden.get_absolute_url(),
        "its file": reverse("partners:resource-file", args=[hidden.public_id, hidden.file_id]),
    }


# What stands around a state comes after its page, as a part.
PANEL = {"HX-Request": "true"}


@pytest.mark.parametrize("place", ["/", "program", "state", "case", "sharer", "library"])
def test_each_page_shows_what_fits(place, world, staff, sign_in):
    page = sign_in(staff).get(world[place], headers=PANEL if place == "state" else {}).content.decode()
    assert "For everybody" in page and f"{TOKEN} title" in page


@pytest.mark.parametrize(
    "member", ["anonymous", "donor", "other_donor", "partner_rep", "other_partner", "funder_rep"]
)
def test_no_page_tells_of_what_is_hidden(member, world, cast, sign_in):
    client = sign_in(cast[member])
    for place, address in world.items():
        for headers in ({}, {"HX-Request": "true"}):
            text = client.get(address, headers=headers).content.decode().replace(f"q={TOKEN}", "")
            text = text.replace(f"“{TOKEN}”", "").replace(f'value="{TOKEN}"', "").replace(f"Drop “{TOKEN}”", "")
            assert TOKEN not in text, (place, headers)


def test_donors_see_only_public_things_beside_a_state(world, donor, sign_in):
    page = sign_in(donor).get("/states/az/around/", headers=PANEL).content.decode()
    assert "For everybody" in page and TOKEN not in page


@pytest.mark.parametrize("place", ["/", "program", "state", "case", "partner", "sharer"])
def test_panels_take_the_same_queries_for_2_and_20_resources(
    place, world, terms, staff, sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(staff)
    with django_assert_max_num_queries(45) as queries:
        client.get(world[place], headers=PANEL if place == "state" else {})
    sharer = Resource.objects.get(title="For everybody").partner
    for _ in range(18):
        tags = [("tactic", terms["door"]), ("state", terms["AZ"]), ("constituency", terms["youth"])]
        factories.make_use(factories.make_resource(sharer, tags=tags))
    with django_assert_num_queries(len(queries)):
        client.get(world[place], headers=PANEL if place == "state" else {})
