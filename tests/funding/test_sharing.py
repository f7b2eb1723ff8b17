"""Peers' intents in bands and blind totals: who reads an amount, who a band, who nothing."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from funding import actions
from funding.models import Allocation
from funding.reports import steps_taken
from tests import factories

pytestmark = pytest.mark.django_db

INSIDERS = {"staff", "counsel", "admin"}


@pytest.fixture
def peer(cast):
    """Another funder than that of `funder_rep`, known to everybody, and a contact of it."""
    partner = factories.make_partner("Harbor Giving", kind="peer_funder", visibility="public")
    factories.make_member(factories.make_user("harbor@example.org"), partner)
    return partner


def text_of(answer) -> str:
    return answer.content.decode()


def intent(peer, shared_as="band", **facts):
    group = factories.make_entity(factories.make_partner(visibility="public"))
    facts = {"visibility": "funders", "status": "recommended", **facts}
    return factories.make_allocation(factories.make_fund(peer), group, 31_337, shared_as=shared_as, **facts)


def readers(row, cast, viewer):
    """Who of the cast sees the row, and who reads its amount."""
    told = {
        name: read.amount
        for name, user in cast.items()
        if (
            read := Allocation.objects.visible_to(viewer(user))
            .with_readable_amount(viewer(user))
            .filter(pk=row.pk)
            .first()
        )
    }
    return set(told), {name for name, amount in told.items() if amount is not None}


@pytest.mark.parametrize(
    ("shared_as", "seen", "told"),
    [
        ("exact", INSIDERS | {"funder_rep"}, INSIDERS | {"funder_rep"}),
        ("band", INSIDERS | {"funder_rep"}, set()),
        ("blind", set(), set()),
    ],
)
def test_who_outside_the_funder_sees_an_intent_and_who_reads_its_amount(shared_as, seen, told, peer, cast, viewer):
    assert readers(intent(peer, shared_as), cast, viewer) == (seen, told)


@pytest.mark.parametrize("shared_as", Allocation.SharedAs.values)
def test_the_funder_itself_reads_all_of_its_own(shared_as, own_funder, cast, viewer):
    row = intent(own_funder, shared_as, visibility="private")
    assert readers(row, cast, viewer) == ({"funder_rep"}, {"funder_rep"})


def test_a_recipient_reads_the_amount_of_what_was_released_to_it(peer, own_partner, cast, viewer):
    row = factories.make_allocation(
        factories.make_fund(peer),
        factories.make_entity(own_partner),
        31_337,
        status="approved",
        shared_as="blind",
        released_on=timezone.localdate(),
    )
    assert readers(row, cast, viewer) == ({"partner_rep"}, {"partner_rep"})


def test_what_we_manage_is_always_exact(cast, viewer):
    row = factories.make_allocation(factories.make_fund(is_managed=True), shared_as="blind")
    assert readers(row, cast, viewer) == (INSIDERS, INSIDERS)


def test_nobody_moves_or_rewords_what_he_reads_as_a_band(peer, staff, admin, viewer, sign_in):
    row = intent(peer)
    for user in (staff, admin):
        assert row not in Allocation.objects.changeable_by(viewer(user))
    answer = sign_in(staff).post(reverse("funding:step", args=[row.public_id]), {"step": "approve", "amount": "1"})
    assert answer.status_code == 404


def test_a_record_of_admin_shows_amounts_so_those_kept_back_are_not_there(peer, admin, sign_in):
    kept, told = intent(peer), intent(peer, "exact")
    client = sign_in(admin)
    listed = text_of(client.get(reverse("admin:funding_allocation_changelist")))
    assert f"/{told.pk}/change/" in listed and f"/{kept.pk}/change/" not in listed
    for page in ("change", "history"):
        assert client.get(reverse(f"admin:funding_allocation_{page}", args=[told.pk])).status_code == 200
        assert client.get(reverse(f"admin:funding_allocation_{page}", args=[kept.pk])).status_code == 302


def test_the_history_of_a_band_tells_its_steps_alone(peer, staff, viewer):
    keeper = peer.memberships.get().user
    row = intent(peer, status="exploring")
    actions.recommend(allocation=row, by=keeper, amount=Decimal(32_000), reason="32 thousand it is")
    row.refresh_from_db()
    told = steps_taken(row, viewer(staff))
    assert [(each.label, each.amount, each.who, each.reason) for each in told] == [
        ("Recommended", None, "", ""),
        ("Exploring", None, "", ""),
    ]
    assert steps_taken(row, viewer(keeper))[0].reason == "32 thousand it is"


def test_what_was_a_band_once_keeps_its_past_when_it_is_opened(peer, staff, viewer):
    keeper = peer.memberships.get().user
    row = intent(peer)
    facts = {"purpose": "", "restriction": "", "visibility": "funders"}
    opened = actions.revise(allocation=row, by=keeper, shared_as="exact", reason="We may say it now", **facts)
    assert {each.amount for each in steps_taken(opened, viewer(staff))} == {None}


def test_only_a_peer_keeps_amounts_back_and_only_of_its_own(own_funder, peer, staff, funder_rep, sign_in):
    entity = factories.make_entity(factories.make_partner("Given To", visibility="public"))
    address = reverse("funding:propose", args=[entity.public_id])
    own, other = factories.make_fund(own_funder), factories.make_fund(peer)
    page = sign_in(funder_rep).get(address)
    facts = {"amount": "30k", "currency": "USD", "visibility": "funders", "shared_as": "blind"}
    ticket = page.context["form"]["ticket"].value()
    assert sign_in(funder_rep).post(address, {**facts, "fund": own.pk, "ticket": ticket}).status_code == 302
    assert Allocation.objects.get().shared_as == "blind"
    asked = sign_in(staff).get(address)
    assert "shared_as" not in asked.context["form"].fields
    ticket = asked.context["form"]["ticket"].value()
    assert sign_in(staff).post(address, {**facts, "fund": other.pk, "ticket": ticket}).status_code == 302
    assert Allocation.objects.get(fund=other).shared_as == "exact"


def test_money_that_we_manage_is_never_kept_back(staff):
    with pytest.raises(actions.SharedTooNarrowly, match="managed here"):
        actions.propose(
            fund=factories.make_fund(is_managed=True),
            entity=factories.make_entity(),
            amount=Decimal(5),
            by=staff,
            shared_as="band",
        )


@pytest.mark.parametrize(("was", "becomes", "may"), [("exact", "band", False), ("band", "exact", True)])
def test_what_is_decided_is_opened_and_never_narrowed(was, becomes, may, own_funder, funder_rep, sign_in):
    row = intent(own_funder, was, status="approved")
    address = reverse("funding:revise", args=[row.public_id])
    answer = sign_in(funder_rep).post(address, {"visibility": "funders", "shared_as": becomes, "reason": ""})
    row.refresh_from_db()
    assert answer.status_code == (302 if may else 422)
    assert row.shared_as == (becomes if may else was)


def test_an_intent_may_be_shared_as_its_funder_likes_until_it_is_decided(own_funder, funder_rep, sign_in):
    row = intent(own_funder, "exact")
    client, address = sign_in(funder_rep), reverse("funding:revise", args=[row.public_id])
    for choice in ("blind", "band", "exact", "band"):
        assert client.post(address, {"visibility": "funders", "shared_as": choice}).status_code == 302
        row.refresh_from_db()
        assert row.shared_as == choice
    assert "$25K–50K" in text_of(client.get(reverse("funding:allocation", args=[row.public_id])))
