"""What is decided on plans tells whoever may read these plans nothing of others, nor of who pays for them."""

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from mvp_coord.lib.once import new_ticket
from partners.models import Activity
from planning import actions
from planning.models import Overlap, Proposal, Settlement
from planning.reports.saved import savings_of
from tests import factories
from tests.case_factories import make_proposal, plan_of
from tests.planning.test_agreeing import later
from tests.planning.test_cases import share
from tests.planning.test_paid_work import pay
from tests.planning.test_refresh import door_plan
from tests.planning.two_worlds import differences, read_all

pytestmark = pytest.mark.django_db
READERS = ("partner_rep", "other_partner", "funder_rep")


@pytest.fixture
def other(other_partner):
    return other_partner.memberships.get().partner


def two_plans(own, other) -> tuple[Activity, Activity]:
    factories.make_cycle()
    factories.make_county("Pima County", electorate=500_000)
    return plan_of(own, source_ref="AZ-1"), plan_of(other, source_ref="AZ-2")


def checked() -> Overlap:
    actions.refresh_overlaps()
    return Overlap.objects.get()


def decided(plans, decision, cast) -> Overlap:
    """Proposed by the first side, agreed to by the second."""
    case, (one, two) = checked(), plans
    edits = [later(two)] if decision == "split_dates" else []
    proposal = make_proposal(
        case, one.program.partner, by=cast["partner_rep"], decision=decision, edits=edits, covers=[one.pk, two.pk]
    )
    actions.answer_proposal(proposal, by=cast["other_partner"], partner=two.program.partner, agrees=True)
    return case


def story(cast, own, other, sign_in, *, decision, payer) -> dict[str, str]:
    """What each reader is shown before, with and after a decision on two plans, of which `payer` pays for the other's
    by a grant that they may not read (None: nobody does)."""
    noon, seen = timezone.localtime().replace(hour=12, minute=0), {}
    with time_machine.travel(noon), transaction.atomic():
        plans = two_plans(own, other)
        if payer is not None:
            (paid,) = (each for each in plans if each.program.partner != payer)
            pay(payer, paid.program, visibility="staff")
        case = decided(plans, decision, cast)
        for when in ("decided", "changed"):
            address = f"/overlaps/{case.public_id}/"
            pages = ["/", "/overlaps/", "/overlaps/?show=settled", "/overlaps/saved/?cycle=2027-28", address]
            for reader in READERS:
                shown = read_all(sign_in(cast[reader]), [*pages, f"{address}ways/"])
                seen |= {f"{when}: {reader} at {page.replace(case.public_id, 'ID')}": shown[page] for page in shown}
            Activity.objects.filter(pk=plans[0].pk).update(attempts_planned=900_000)
            actions.refresh_overlaps()
        transaction.set_rollback(True)
    return seen


@pytest.mark.parametrize("decision", ["split_dates", "keep_both"])
def test_a_grant_that_one_may_not_read_shows_in_nothing_that_was_decided(cast, own_partner, other, sign_in, decision):
    factories.make_state("AZ")
    without = story(cast, own_partner, other, sign_in, decision=decision, payer=None)
    assert "96,000" in without["decided: funder_rep at /overlaps/saved/?cycle=2027-28"]
    for payer, reads_it in ((own_partner, "partner_rep"), (other, "other_partner")):
        seen = story(cast, own_partner, other, sign_in, decision=decision, payer=payer)
        # Who pays reads the own grant.
        leaks = [each for each in differences(without, seen) if f": {reads_it} at" not in each]
        assert not leaks, "\n".join(leaks[:5])


def test_insiders_count_no_saving_where_one_pays_for_the_other(cast, own_partner, other, viewer):
    plans = two_plans(own_partner, other)
    pay(other, plans[0].program, visibility="staff")
    decided(plans, "split_dates", cast)
    cycle = factories.make_cycle()
    sums = {
        who: savings_of(viewer(cast[who]), starts_on=cycle.starts_on, ends_on=cycle.ends_on).attempts_words
        for who in ("staff", "funder_rep")
    }
    assert sums == {"staff": "0", "funder_rep": "96,000"}


def test_a_decision_that_rests_on_a_hidden_plan_closes_the_case_for_nobody_else(
    cast, own_partner, other, staff, sign_in
):
    two_plans(own_partner, other)
    share(door_plan("Quiet Hands"), "staff")
    case = checked()
    actions.settle_overlap(overlap=case, decision="keep_both", reason="Quiet Hands stays.", by=staff)
    hidden = Settlement.objects.get()
    assert len(hidden.covers) == 3
    own = sign_in(cast["partner_rep"])
    ticket = new_ticket(cast["partner_rep"].pk, case.public_id)
    sent = {"reason": "Ours is on one side of the river.", "ticket": ticket}
    assert own.post(f"/overlaps/{case.public_id}/propose/not_an_overlap/", sent).status_code == 302
    proposal = Proposal.objects.get()
    answer = {"partner": other.slug, "agrees": "yes"}
    address = f"/overlaps/{case.public_id}/proposals/{proposal.public_id}/answer/"
    assert sign_in(cast["other_partner"]).post(address, answer).status_code == 302
    proposal.refresh_from_db(), hidden.refresh_from_db()
    assert proposal.status == "accepted"
    assert "Not an overlap" in own.get(f"/overlaps/{case.public_id}/").content.decode()
    # Whoever reads all of it reads why what was decided on the whole holds no more.
    assert hidden.ended_at and hidden.changed_facts == [
        ["What was agreed", "Keep both, because …", "Not an overlap, because …, among some sides"]
    ]
    assert "Quiet Hands" in sign_in(staff).get(f"/overlaps/{case.public_id}/").content.decode()


def test_for_whoever_reads_the_decision_the_case_is_closed(cast, own_partner, other, staff, sign_in):
    case = decided(two_plans(own_partner, other), "keep_both", cast)
    sent = {"reason": "Once more.", "ticket": new_ticket(cast["partner_rep"].pk, case.public_id)}
    client, address = sign_in(cast["partner_rep"]), f"/overlaps/{case.public_id}/propose/keep_both/"
    assert (client.get(address).status_code, client.post(address, sent).status_code) == (404, 404)
    with pytest.raises(actions.CaseClosed):
        make_proposal(case, own_partner, by=cast["partner_rep"])
    assert Settlement.objects.count() == 1


def test_a_proposal_is_overtaken_only_by_what_its_readers_may_read(cast, own_partner, other, staff, sign_in):
    plans = two_plans(own_partner, other)
    hidden = share(door_plan("Quiet Hands"), "staff")
    case = checked()
    keys = [each.pk for each in plans]
    mine = make_proposal(case, own_partner, by=cast["partner_rep"], covers=keys)
    theirs = make_proposal(case, by=staff, reason="Quiet Hands leads.", covers=[plans[0].pk, hidden.pk])
    for plan in (plans[0], hidden):
        actions.answer_proposal(theirs, by=staff, partner=plan.program.partner, agrees=True, note="By phone.")
    mine.refresh_from_db()
    assert mine.status == "open"
    assert "Overtaken" not in sign_in(cast["partner_rep"]).get(f"/overlaps/{case.public_id}/").content.decode()


def test_a_proposal_on_the_same_plans_and_more_is_overtaken(cast, own_partner, other, staff):
    plans = two_plans(own_partner, other)
    share(door_plan("Sunrise"), "partners")
    case = checked()
    whole = make_proposal(case, by=staff)
    part = make_proposal(case, by=staff, covers=[each.pk for each in plans])
    for plan in plans:
        actions.answer_proposal(part, by=staff, partner=plan.program.partner, agrees=True, note="By phone.")
    whole.refresh_from_db()
    assert whole.status == "overtaken"
