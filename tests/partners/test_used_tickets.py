"""A form that was sent already and comes again to another address leads to what it made, and is never a fault."""

import datetime as dt

import pytest

from mvp_coord.lib.once import new_ticket
from partners.models import (
    Activity,
    Contact,
    LegalEntity,
    Note,
    Program,
    ProposedChange,
    Resource,
    ResourceComment,
    Sponsorship,
)
from tests import factories

ONE, OTHER = "ocotillo-votes", "juniper-voices"
SHARED = {
    "title": "Door script",
    "summary": "For the porch.",
    "kind": "script",
    "link": "https://guides.example/door",
    "language": "en",
    "visibility": "partners",
}


@pytest.fixture
def both(partner_rep, own_partner, other_partner):
    """Somebody who speaks for two organizations."""
    factories.make_member(partner_rep, other_partner.memberships.get().partner)
    return partner_rep


def send_twice(client, user, facts, *addresses, **instead):
    """The answers to one form that is sent to both addresses, the second time with other facts."""
    ticket = {"ticket": new_ticket(user.pk)}
    first, second = addresses if len(addresses) == 2 else addresses * 2
    return client.post(first, {**facts, **ticket}), client.post(second, {**facts, **instead, **ticket})


@pytest.mark.parametrize(
    ("below", "facts", "model"),
    [
        ("contacts/new/", {"name": "Rosa Canyon", "visibility": "staff"}, Contact),
        ("entities/new/", {"legal_name": "Ocotillo Inc.", "vehicle": "c4"}, LegalEntity),
        (
            "programs/new/",
            {"name": "Doors", "side": "nonpartisan", "status": "planned", "visibility": "staff"},
            Program,
        ),
        (
            "notes/new/",
            {"happened_on": dt.date(2026, 11, 2), "kind": "call", "text": "They need help.", "visibility": "staff"},
            Note,
        ),
    ],
)
def test_below_another_partner(below, facts, model, both, staff, sign_in):
    answers = send_twice(sign_in(staff), staff, facts, f"/partners/{ONE}/{below}", f"/partners/{OTHER}/{below}")
    assert [each.status_code for each in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert model.objects.get().partner.slug == ONE


@pytest.mark.parametrize(
    ("below", "facts"),
    [
        ("entities/new/", {"legal_name": "Ocotillo Inc.", "vehicle": "c4"}),
        ("ties/new/", {"how": "member", "other": "Copper State Table"}),
    ],
)
def test_what_is_proposed_below_another_partner(below, facts, both, state_table, sign_in):
    answers = send_twice(sign_in(both), both, facts, f"/partners/{ONE}/{below}", f"/partners/{OTHER}/{below}")
    assert [each.status_code for each in answers] == [302, 302]
    assert ProposedChange.objects.get().partner.slug == ONE


def test_a_resource_that_is_shared_by_another_after_a_click_on_back(both, sign_in):
    answers = send_twice(
        sign_in(both), both, {**SHARED, "partner": ONE}, "/resources/new/", partner=OTHER, title="Another"
    )
    assert [each["Location"] for each in answers] == [Resource.objects.get().get_absolute_url()] * 2


def test_a_comment_on_another_resource(both, own_partner, sign_in):
    resources = [factories.make_resource(own_partner) for _ in range(2)]
    addresses = [f"{each.get_absolute_url()}comments/" for each in resources]
    answers = send_twice(sign_in(both), both, {"text": "It went well."}, *addresses)
    assert [each.status_code for each in answers] == [302, 302]
    assert ResourceComment.objects.get().resource == resources[0]


def test_an_activity_of_another_program(both, own_partner, sign_in):
    factories.make_activity(factories.make_program(own_partner))
    known = Activity.objects.get()
    programs = [factories.make_program(own_partner) for _ in range(2)]
    facts = {
        "program_type": known.program_type_id,
        "tactic": known.tactic_id,
        "starts_on": "2027-09-01",
        "ends_on": "2027-10-01",
        "mode": known.mode,
        "state": "AZ",
    }
    answers = send_twice(
        sign_in(both), both, facts, *(f"{each.get_absolute_url()}activities/new/" for each in programs)
    )
    assert [each.status_code for each in answers] == [302, 302]
    assert Activity.objects.exclude(pk=known.pk).get().program == programs[0]


@pytest.mark.parametrize("who", ["staff", "both"])
def test_a_sponsor_of_another_project(who, both, own_partner, sign_in, request):
    user = request.getfixturevalue(who)
    projects = [factories.make_entity(own_partner, "sponsored", legal_name=name) for name in ("Yard", "Porch")]
    factories.make_entity(legal_name="Umbrella Inc.")
    addresses = [f"/partners/{ONE}/entities/{each.public_id}/sponsors/new/" for each in projects]
    answers = send_twice(sign_in(user), user, {"sponsor": "Umbrella Inc."}, *addresses)
    assert [each.status_code for each in answers] == [302, 302]
    kept = ProposedChange.objects.get().entity if who == "both" else Sponsorship.objects.get().project
    assert kept == projects[0]
