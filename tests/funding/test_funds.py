"""A peer funder keeps its own funds on pages."""

from decimal import Decimal

import pytest
from django.urls import reverse

from funding.models import Fund
from partners.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db


def facts(**changes):
    named = {"name": "Harvest Fund", "vehicle": "c4", "cycle": factories.make_cycle().pk, "focus": "national"}
    return {**named, "target_usd": "250k", "visibility": "funders", **changes}


def ticket(client, address) -> str:
    return client.get(address).context["form"]["ticket"].value()


def test_a_contact_adds_a_fund_and_proposes_out_of_it(own_funder, funder_rep, sign_in):
    client, address = sign_in(funder_rep), reverse("funding:add-fund", args=[own_funder.slug])
    assert address in client.get("/").content.decode()
    sent = facts(ticket=ticket(client, address))
    for _ in range(2):
        answer = client.post(address, sent)
    fund = Fund.objects.get()
    assert (fund.owner, fund.target_usd, fund.is_managed) == (own_funder, Decimal(250_000), False)
    assert answer.headers["Location"] == fund.get_absolute_url()
    propose = client.get(reverse("funding:propose", args=[factories.make_entity().public_id]))
    assert list(propose.context["form"].fields["fund"].queryset) == [fund]


def test_a_fund_of_one_state_names_it_and_a_national_one_does_not(own_funder, funder_rep, sign_in):
    client, address = sign_in(funder_rep), reverse("funding:add-fund", args=[own_funder.slug])
    state = factories.make_state("WI").pk
    answer = client.post(address, facts(focus="state", ticket=ticket(client, address)))
    assert answer.status_code == 422 and "Choose the state" in answer.content.decode()
    client.post(address, facts(focus="national", state=state, ticket=ticket(client, address)))
    assert Fund.objects.get().state is None


def test_two_funds_of_one_name_and_cycle_are_refused_at_the_name(own_funder, funder_rep, sign_in):
    client, address = sign_in(funder_rep), reverse("funding:add-fund", args=[own_funder.slug])
    client.post(address, facts(ticket=ticket(client, address)))
    answer = client.post(address, facts(ticket=ticket(client, address)))
    assert answer.status_code == 422 and "of this name for that cycle" in answer.content.decode()


def test_what_others_have_called_a_fund_is_no_matter(own_funder, funder_rep, sign_in):
    factories.make_fund(name="Harvest Fund", visibility="private")
    client, address = sign_in(funder_rep), reverse("funding:add-fund", args=[own_funder.slug])
    assert client.post(address, facts(ticket=ticket(client, address))).status_code == 302


def test_color_and_cycle_stay_once_there_are_allocations(own_funder, funder_rep, sign_in):
    fund = factories.make_fund(own_funder, "Harvest Fund")
    client, address = sign_in(funder_rep), reverse("funding:edit-fund", args=[fund.slug])
    form = client.get(address).context["form"]
    assert "vehicle" in form.fields
    seen = form["seen"].value()
    factories.make_allocation(fund)
    assert "vehicle" not in client.get(address).context["form"].fields
    assert client.post(address, facts(vehicle="c3_public", seen=seen)).status_code in (409, 422)
    fund.refresh_from_db()
    assert fund.vehicle == "c4"


def test_of_two_who_edit_at_once_the_second_reads_both_versions(own_funder, funder_rep, staff, sign_in):
    fund = factories.make_fund(own_funder, "Harvest Fund", target_usd=100_000)
    address = reverse("funding:edit-fund", args=[fund.slug])
    first, second = sign_in(funder_rep), sign_in(staff)
    seen = [client.get(address).context["form"]["seen"].value() for client in (first, second)]
    assert first.post(address, facts(target_usd="200k", seen=seen[0], reason="More came in")).status_code == 302
    answer = second.post(address, facts(target_usd="300k", seen=seen[1]))
    assert answer.status_code == 409 and "$200,000" in answer.content.decode()
    fund.refresh_from_db()
    assert fund.target_usd == 200_000
    assert fund.events.latest("pgh_id").pgh_context.metadata["reason"] == "More came in"


def test_nobody_keeps_another_funders_funds_and_none_of_ours_here(own_funder, funder_rep, staff, sign_in):
    other = factories.make_partner(kind=Partner.Kind.PEER_FUNDER, visibility="public")
    ours = factories.make_fund(other, is_managed=True)
    hidden = factories.make_fund(factories.make_partner(kind="peer_funder"), visibility="private")
    for user in (funder_rep, staff):
        client = sign_in(user)
        assert client.get(reverse("funding:edit-fund", args=[ours.slug])).status_code == 404
        assert client.get(reverse("funding:edit-fund", args=[hidden.slug])).status_code == 404
    assert sign_in(funder_rep).get(reverse("funding:add-fund", args=[other.slug])).status_code == 404
    group = factories.make_partner(visibility="public")
    assert sign_in(staff).get(reverse("funding:add-fund", args=[group.slug])).status_code == 404


def test_a_contact_who_may_not_edit_adds_nothing(own_funder, sign_in):
    reader = factories.make_user()
    factories.make_member(reader, own_funder, can_edit=False)
    client = sign_in(reader)
    assert client.get(reverse("funding:add-fund", args=[own_funder.slug])).status_code == 404
    assert "/funding/funds/" not in client.get("/").content.decode()


def test_a_peers_fund_does_not_become_ours_in_admin(own_funder, admin, sign_in):
    """Then what it keeps back of its amounts could be read."""
    fund = factories.make_fund(own_funder)
    page = sign_in(admin).get(reverse("admin:funding_fund_change", args=[fund.pk]))
    assert not {"owner", "is_managed"} & set(page.context["adminform"].form.fields)
