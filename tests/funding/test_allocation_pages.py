"""One allocation on its page: who reads what, the steps as buttons, proposing and rewording."""

from html import unescape

import pytest
from django.urls import reverse

from funding.models import Allocation
from mvp_coord.lib.once import new_ticket
from tests import factories
from tests.funding import books

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(db):
    return factories.make_allocation(books.make_fund_with(100_000), amount=50_000)


def at(allocation, name="allocation"):
    return reverse(f"funding:{name}", args=[allocation.public_id])


def text_of(answer) -> str:
    return unescape(answer.content.decode())


def step(client, allocation, code, **facts):
    return client.post(at(allocation, "step"), {"step": code, **facts})


def test_staff_take_an_allocation_down_the_whole_road(ours, staff, counsel, sign_in):
    client, other = sign_in(staff), sign_in(counsel)
    for who, code, facts in [
        (client, "recommend", {"amount": "40k", "reason": "A good list"}),
        (client, "review", {}),
        (client, "operations", {}),
        (other, "legal", {}),
        (other, "approve", {"amount": "$38,500.50"}),
        (client, "commit", {}),
        (client, "pay", {"reason": "Wired this morning"}),
    ]:
        if code in ("operations", "legal"):
            answer = who.post(at(ours, "review"), {"side": code, "passed": "yes", "note": "The budget"})
        else:
            answer = step(who, ours, code, **facts)
        assert answer.status_code == 302 and answer.url == at(ours), code
    ours.refresh_from_db()
    assert (ours.status, str(ours.amount_recommended), str(ours.amount_approved)) == ("paid", "40000.00", "38500.50")
    page = text_of(client.get(at(ours)))
    for words in ("Recommended", "A good list", "Wired this morning", "Marked as paid", "Sol Staff", "$38,500.50"):
        assert words in page
    assert "What next?" not in page


def test_a_step_that_somebody_else_has_taken_is_a_conflict_and_keeps_what_was_written(ours, staff, sign_in):
    client = sign_in(staff)
    step(client, ours, "recommend")
    answer = step(client, ours, "recommend", reason="My long and careful reason")
    assert answer.status_code == 409
    assert "My long and careful reason" in text_of(answer)
    ours.refresh_from_db()
    assert ours.status == "recommended"


def test_declining_without_a_reason_asks_for_one(ours, staff, sign_in):
    answer = step(sign_in(staff), ours, "decline")
    assert answer.status_code == 422
    assert "Say why before you decline it" in text_of(answer)


@pytest.mark.parametrize("amount", ["-5", "0", "12.345", "a lot"])
def test_an_amount_that_cannot_be_is_refused_and_kept(amount, ours, staff, sign_in):
    answer = step(sign_in(staff), ours, "recommend", amount=amount)
    assert answer.status_code == 422
    assert f'value="{amount}"' in text_of(answer)
    ours.refresh_from_db()
    assert (ours.status, ours.amount_recommended) == ("exploring", None)


def test_a_peer_funder_moves_its_own_and_no_others(own_funder, ours, funder_rep, sign_in):
    Allocation.objects.filter(pk=ours.pk).update(visibility="funders")
    own = factories.make_allocation(factories.make_fund(own_funder))
    client = sign_in(funder_rep)
    assert step(client, own, "approve", amount="20,000").status_code == 302
    assert client.get(at(ours)).status_code == 200
    assert "What next?" not in text_of(client.get(at(ours)))
    assert step(client, ours, "recommend").status_code == 404
    assert client.post(at(ours, "release")).status_code == 404
    assert client.get(at(ours, "revise")).status_code == 404
    ours.refresh_from_db()
    assert ours.status == "exploring"


def test_others_read_when_it_moved_but_not_who_and_why(ours, staff, funder_rep, sign_in):
    Allocation.objects.filter(pk=ours.pk).update(visibility="funders")
    step(sign_in(staff), ours, "recommend", reason="Between us: their books are late")
    page = text_of(sign_in(funder_rep).get(at(ours)))
    assert "How it came along" in page and "Recommended" in page
    assert "books are late" not in page and "Sol Staff" not in page


def test_a_release_shows_it_to_the_recipient(own_partner, partner_rep, staff, sign_in):
    grant = factories.make_allocation(
        factories.make_fund(is_managed=True), factories.make_entity(own_partner), status="approved"
    )
    assert sign_in(partner_rep).get(at(grant)).status_code == 404
    assert sign_in(staff).post(at(grant, "release")).status_code == 302
    assert sign_in(partner_rep).get(at(grant)).status_code == 200


def test_what_is_not_approved_is_not_released(ours, staff, sign_in):
    assert sign_in(staff).post(at(ours, "release")).status_code == 409
    ours.refresh_from_db()
    assert ours.released_on is None


def test_need_left_stands_beside_the_grant_with_its_rule(ours, staff, sign_in):
    factories.make_need(ours.entity, 100_000, 40_000)
    page = text_of(sign_in(staff).get(at(ours)))
    assert "$60,000" in page and "Need left is the gap of the newest statement" in page


def test_the_chain_shows_both_ends_only_to_those_who_may_see_them(own_funder, funder_rep, staff, sign_in):
    first = factories.make_allocation(amount=70_000, status="paid", visibility="staff")
    onward = factories.make_allocation(
        factories.make_fund(own_funder), amount=20_000, status="paid", parent=first, visibility="funders"
    )
    assert "went on to" in text_of(sign_in(staff).get(at(first)))
    assert "Came by" in text_of(sign_in(staff).get(at(onward)))
    assert "Came by" not in text_of(sign_in(funder_rep).get(at(onward)))


# --- proposing -------------------------------------------------------------------------------------


def proposal(fund, by, **facts):
    return {
        "fund": fund.pk,
        "amount": "25,000",
        "currency": "usd",
        "visibility": "funders",
        "ticket": new_ticket(by.pk),
        **facts,
    }


def test_staff_propose_money_for_an_entity(staff, sign_in):
    fund, entity = factories.make_fund(is_managed=True), factories.make_entity()
    client = sign_in(staff)
    found = client.get(reverse("funding:recipient"), {"q": entity.partner.name[:8]})
    address = reverse("funding:propose", args=[entity.public_id])
    assert address in found.content.decode()
    facts = proposal(fund, staff, purpose="Doors in the fall")
    assert client.post(address, facts).status_code == 302
    made = Allocation.objects.get()
    assert (made.status, made.entity, made.amount_requested, made.currency) == ("exploring", entity, 25_000, "USD")
    assert client.post(address, facts).status_code == 302
    assert Allocation.objects.count() == 1, "the same form sent twice makes one"


def test_a_name_that_no_column_can_hold_is_found_nowhere(staff, sign_in):
    factories.make_entity()
    assert sign_in(staff).get(reverse("funding:recipient"), {"q": "a\0b"}).status_code == 200


def test_a_peer_funder_proposes_out_of_its_own_funds_alone(own_funder, funder_rep, sign_in):
    own, other = factories.make_fund(own_funder, "Whistle"), factories.make_fund(name="Not Theirs")
    address = reverse("funding:propose", args=[factories.make_entity().public_id])
    client = sign_in(funder_rep)
    assert "Not Theirs" not in text_of(client.get(address))
    assert client.post(address, proposal(other, funder_rep)).status_code == 422
    assert client.post(address, proposal(own, funder_rep)).status_code == 302
    assert Allocation.objects.get().fund == own


def test_what_was_written_stays_when_something_is_wrong(staff, sign_in):
    address = reverse("funding:propose", args=[factories.make_entity().public_id])
    answer = sign_in(staff).post(
        address, proposal(factories.make_fund(), staff, amount="", purpose="Doors in the fall")
    )
    assert answer.status_code == 422
    assert "Doors in the fall" in text_of(answer) and not Allocation.objects.exists()


def test_nobody_chooses_the_address_of_a_proposal(staff, counsel, sign_in):
    client, address = sign_in(staff), reverse("funding:propose", args=[factories.make_entity().public_id])
    facts = proposal(factories.make_fund(), counsel)
    answer = client.post(address, facts)
    assert answer.status_code == 422 and not Allocation.objects.exists()
    again = answer.context["form"]["ticket"].value()
    assert client.post(address, {**facts, "ticket": again}).status_code == 302, "sent once more, it is made"


def test_a_hidden_entity_cannot_be_found_or_proposed_for(funder_rep, sign_in):
    entity = factories.make_entity(factories.make_partner("Hidden Porch", visibility="staff"))
    client = sign_in(funder_rep)
    assert "Hidden Porch" not in text_of(client.get(reverse("funding:recipient"), {"q": "porch"}))
    assert client.get(reverse("funding:propose", args=[entity.public_id])).status_code == 404


def test_rewording_keeps_what_was_decided(staff, sign_in):
    grant = factories.make_allocation(status="approved", purpose="Doors")
    facts = {"purpose": "Phones", "restriction": "", "visibility": "staff"}
    answer = sign_in(staff).post(at(grant, "revise"), facts)
    assert answer.status_code == 422 and "Cancel it and propose another" in text_of(answer)
    assert sign_in(staff).post(at(grant, "revise"), {**facts, "purpose": "Doors", "visibility": "funders"}).url == at(
        grant
    )
    grant.refresh_from_db()
    assert (grant.purpose, grant.visibility) == ("Doors", "funders")


def test_an_amount_that_no_ledger_holds_is_refused_on_the_page(staff, sign_in):
    fund, entity = factories.make_fund(is_managed=True), factories.make_entity()
    facts = {"fund": fund.pk, "amount": "200 billion", "currency": "USD", "visibility": "staff"}
    address = reverse("funding:propose", args=[entity.public_id])
    answer = sign_in(staff).post(address, facts | {"ticket": new_ticket(staff.pk)})
    assert answer.status_code == 422 and not Allocation.objects.exists()


@pytest.mark.parametrize("first", ["9999-12-31", "0001-01-01", "2027-02-31", "soon"])
def test_parts_that_begin_on_no_day_of_this_century_are_asked_for_again(first, ours, staff, sign_in):
    answer = sign_in(staff).get(at(ours, "schedule"), {"parts": 3, "first": first, "months": 2})
    assert answer.status_code == 200


def test_admin_changes_no_terms_that_somebody_spoke_for(ours, staff, admin, sign_in):
    step(sign_in(staff), ours, "recommend")
    page = text_of(sign_in(admin).get(f"/admin/funding/allocation/{ours.pk}/change/"))
    for name in ("entity", "fund", "program", "purpose", "restriction", "amount_recommended", "amount_approved"):
        assert f'name="{name}"' not in page
    assert 'name="visibility"' in page
