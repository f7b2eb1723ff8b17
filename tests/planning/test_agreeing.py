"""Two sides settle a case: one proposes, the other agrees, and both plans are what they agreed on."""

import datetime as dt

import pytest

from accounts.undo import undo_change
from mvp_coord.lib.once import new_ticket
from partners.actions import cancel_activity
from partners.models import Activity
from planning import actions
from planning.models import CaseMessage, Overlap, Proposal, Settlement
from planning.terms import Edit
from tests import factories
from tests.case_factories import make_message, make_proposal
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]
OCTOBER = {"starts_on": "2027-10-04", "ends_on": "2027-11-28"}


def later(plan: Activity, **facts: str) -> Edit:
    return Edit(plan.pk, facts or OCTOBER, {"starts_on": str(plan.starts_on), "ends_on": str(plan.ends_on)})


def page(client, case) -> str:
    return client.get(f"/overlaps/{case.public_id}/").content.decode()


def test_one_side_proposes_other_weeks_the_other_agrees_and_the_plan_is_changed(
    case, plans, partner_rep, other_partner, sign_in
):
    own, other = sign_in(partner_rep), sign_in(other_partner)
    address = f"/overlaps/{case.public_id}/propose/split_dates/"
    assert "First day" in own.get(address).content.decode()
    facts = {f"{each.public_id}-{name}": getattr(each, name) for each in plans for name in OCTOBER}
    facts |= {f"{plans[1].public_id}-{name}": value for name, value in OCTOBER.items()}
    facts |= {"reason": "Ours is before the rains.", "ticket": new_ticket(partner_rep.pk, case.public_id)}
    assert own.post(address, facts).status_code == own.post(address, facts).status_code == 302
    proposal = Proposal.objects.get()
    text = page(other, case)
    assert "Aug 2, 2027 → Oct 4, 2027" in text and "Ours is before the rains." in text
    answer = {"partner": "juniper-voices", "agrees": "yes"}
    done = other.post(f"/overlaps/{case.public_id}/proposals/{proposal.public_id}/answer/", answer, follow=True)
    assert "All sides agree" in done.content.decode()
    moved = Activity.objects.get(pk=plans[1].pk)
    case.refresh_from_db(), proposal.refresh_from_db()
    assert moved.starts_on == dt.date(2027, 10, 4)
    assert case.cleared_at is not None and case.settlement == proposal.settlement
    assert (proposal.status, case.settlement.decision) == ("accepted", "split_dates")


def test_what_it_saved_is_what_the_engine_finds_before_and_after(case, plans, partner_rep, other_partner, staff):
    proposal = make_proposal(
        case, plans[0].program.partner, by=partner_rep, decision="split_dates", edits=[later(plans[1])]
    )
    actions.answer_proposal(proposal, by=other_partner, partner=plans[1].program.partner, agrees=True)
    kept = Settlement.objects.get()
    assert (kept.before_attempts_high, kept.after_attempts_high) == (96_000, 0)
    assert (kept.before_dollars_high, kept.after_dollars_high) == (288_000, 0)
    # Later the plan is moved back by its owner: the case is found again, so it is open again.
    Activity.objects.filter(pk=plans[1].pk).update(starts_on=plans[0].starts_on, ends_on=plans[0].ends_on)
    actions.refresh_overlaps()
    kept.refresh_from_db(), case.refresh_from_db()
    assert (case.settlement, case.cleared_at) == (None, None)
    assert [
        "The overlap",
        "gone with the decision",
        "found again, with 96,000 tries above the band",
    ] in kept.changed_facts


@pytest.mark.parametrize(
    ("decision", "facts", "after"),
    [
        ("lead_support", {"attempts_planned": 80_000}, lambda plan: plan.attempts_planned == 80_000),
        ("split_turf", {"universe": 100_000}, lambda plan: plan.universe == 100_000),
        ("split_constituencies", {"constituencies": "youth"}, lambda plan: plan.constituencies.get().code == "youth"),
    ],
)
def test_each_kind_of_decision_changes_the_plan_it_names(case, plans, staff, decision, facts, after):
    if "constituencies" in facts:
        facts = {"constituencies": [factories.make_constituency().pk]}
    seen = {name: [] if name == "constituencies" else getattr(plans[1], name) for name in facts}
    proposal = make_proposal(case, decision=decision, edits=[Edit(plans[1].pk, facts, seen)])
    for plan in plans:
        actions.answer_proposal(proposal, by=staff, partner=plan.program.partner, agrees=True, note="By phone")
        proposal.refresh_from_db()
    assert proposal.status == "accepted"
    assert after(Activity.objects.get(pk=plans[1].pk))


def test_a_duplicate_is_taken_out_of_the_plans(case, plans, staff):
    proposal = make_proposal(case, decision="one_is_duplicate", edits=[Edit(plans[1].pk, {}, {}, cancels=True)])
    for plan in plans:
        actions.answer_proposal(proposal, by=staff, partner=plan.program.partner, agrees=True, note="By phone")
    assert Activity.objects.get(pk=plans[1].pk).cancelled_at is not None
    case.refresh_from_db()
    assert case.cleared_at is not None and case.settlement.decision == "one_is_duplicate"


def test_undone_it_is_undone_whole(case, plans, partner_rep, staff):
    proposal = make_proposal(case, decision="split_dates", edits=[later(plans[1])])
    change_id = None
    for plan in plans:
        answer = {"by": staff, "partner": plan.program.partner, "agrees": True, "note": "By phone"}
        _, change_id = actions.answer_proposal(proposal, **answer)
    undo_change(change_id, by=staff)
    case.refresh_from_db(), proposal.refresh_from_db()
    assert Activity.objects.get(pk=plans[1].pk).starts_on == plans[1].starts_on
    assert (case.settlement, case.cleared_at, proposal.status) == (None, None, "open")
    assert not Settlement.objects.exists()


def test_undone_and_done_by_hand_the_figures_are_those_of_the_plans(case, plans, staff):
    def figures():
        return Overlap.objects.values_list("excess_attempts_high", "starts_on", "member_keys").get()

    proposal = make_proposal(case, decision="split_dates", edits=[later(plans[1], ends_on="2027-09-25")])
    for plan in plans:
        answer = {"by": staff, "partner": plan.program.partner, "agrees": True, "note": "By phone"}
        _, change_id = actions.answer_proposal(proposal, **answer)
    agreed = figures()
    undo_change(change_id, by=staff)
    assert figures() != agreed
    Activity.objects.filter(pk=plans[1].pk).update(ends_on="2027-09-25")
    actions.refresh_overlaps()
    assert figures() == agreed


@pytest.mark.parametrize(
    ("proposed", "since"),
    [({}, "2027-08-09"), ({"ends_on": "2027-08-10"}, "2027-08-20")],
    ids=["it", "its-other-day"],
)
def test_a_plan_that_was_changed_meanwhile_is_not_overwritten(
    case, plans, partner_rep, other_partner, sign_in, proposed, since
):
    edits = [later(plans[1], **proposed)]
    proposal = make_proposal(case, plans[0].program.partner, by=partner_rep, decision="split_dates", edits=edits)
    Activity.objects.filter(pk=plans[1].pk).update(starts_on=since)
    answer = {"partner": "juniper-voices", "agrees": "yes"}
    address = f"/overlaps/{case.public_id}/proposals/{proposal.public_id}/answer/"
    response = sign_in(other_partner).post(address, answer)
    assert response.status_code == 409
    assert "The plan of Juniper Voices was changed after this was proposed" in response.content.decode()
    proposal.refresh_from_db()
    assert (proposal.status, proposal.answers.count(), Settlement.objects.count()) == ("open", 1, 0)
    assert str(Activity.objects.get(pk=plans[1].pk).ends_on) == "2027-09-26"


def test_a_declined_proposal_says_why_and_changes_nothing(case, plans, partner_rep, other_partner, sign_in):
    proposal = make_proposal(case, plans[0].program.partner, by=partner_rep)
    address = f"/overlaps/{case.public_id}/proposals/{proposal.public_id}/answer/"
    client = sign_in(other_partner)
    assert client.post(address, {"partner": "juniper-voices", "agrees": "no"}).status_code == 422
    client.post(address, {"partner": "juniper-voices", "agrees": "no", "note": "Our lists are older."})
    assert "Our lists are older." in page(client, case)
    assert client.post(address, {"partner": "juniper-voices", "agrees": "yes"}).status_code == 409
    assert Proposal.objects.get().status == "declined" and not Settlement.objects.exists()


def test_nobody_agrees_for_another_side_but_staff_who_say_how_they_heard_it(case, plans, partner_rep, staff, sign_in):
    proposal = make_proposal(case, plans[0].program.partner, by=partner_rep)
    address = f"/overlaps/{case.public_id}/proposals/{proposal.public_id}/answer/"
    answer = {"partner": "juniper-voices", "agrees": "yes"}
    assert sign_in(partner_rep).post(address, answer).status_code == 404
    assert sign_in(staff).post(address, answer).status_code == 422
    assert sign_in(staff).post(address, {**answer, "note": "Call of Monday"}).status_code == 302
    assert Proposal.objects.get().answers.get(partner__slug="juniper-voices").note == "Call of Monday"


def test_the_other_proposals_are_overtaken(case, plans, staff):
    other = make_proposal(case, decision="not_an_overlap")
    proposal = make_proposal(case)
    for plan in plans:
        actions.answer_proposal(proposal, by=staff, partner=plan.program.partner, agrees=True, note="By phone")
    other.refresh_from_db()
    assert other.status == "overtaken"
    with pytest.raises(actions.CaseClosed):
        make_proposal(case)


def test_some_sides_of_a_larger_case_agree_and_it_stays_open_for_the_others(case, plans, staff, partner_rep, sign_in):
    share(door_plan("Quiet Hands"), "staff")
    actions.refresh_overlaps()
    assert "Quiet" not in page(sign_in(partner_rep), case)
    covers = [each.pk for each in plans]
    proposal = make_proposal(case, plans[0].program.partner, by=partner_rep, covers=covers)
    actions.answer_proposal(proposal, by=staff, partner=plans[1].program.partner, agrees=True, note="By phone")
    text = page(sign_in(partner_rep), case)
    assert "Lists are exchanged." in text and "Open again" not in text and "Quiet" not in text
    assert "Quiet Hands, in Pima County, AZ" in page(sign_in(staff), case)
    assert Overlap.objects.open().count() == 1


class TestWhoReads:
    def test_words_about_a_hidden_plan_are_for_those_who_may_read_it(self, case, plans, staff, partner_rep, sign_in):
        share(door_plan("Quiet Hands"), "staff")
        actions.refresh_overlaps()
        make_message(case, by=staff, text="Quiet Hands wants the east.")
        make_message(case, by=staff, text="Could you two call?", about=[each.pk for each in plans])
        make_proposal(case, by=staff, reason="Quiet Hands leads.")
        text = page(sign_in(partner_rep), case)
        assert "Could you two call?" in text and "Quiet" not in text
        assert "Quiet Hands leads." in page(sign_in(staff), case)

    def test_a_side_speaks_for_itself_and_is_heard_by_the_other(self, case, partner_rep, other_partner, sign_in):
        facts = {"text": "We can take the west.", "ticket": new_ticket(partner_rep.pk, case.public_id)}
        for _ in range(2):
            sign_in(partner_rep).post(f"/overlaps/{case.public_id}/say/", facts)
        message = CaseMessage.objects.get()
        assert (message.partner.slug, message.about) == ("ocotillo-votes", sorted(message.about))
        assert "We can take the west." in page(sign_in(other_partner), case)

    @pytest.mark.parametrize("what", ["say/", "propose/keep_both/"])
    def test_a_form_of_one_case_sent_to_another_says_nothing_there_and_is_shown_again(
        self, case, what, staff, sign_in
    ):
        other, client = factories.make_overlap(), sign_in(staff)
        sent = {"text": "Take the west.", "reason": "Take the west.", "ticket": new_ticket(staff.pk, case.public_id)}
        assert client.post(f"/overlaps/{case.public_id}/{what}", sent).status_code == 302
        again = client.post(f"/overlaps/{other.public_id}/{what}", sent)
        form = again.context["message_form" if what == "say/" else "form"]
        assert (again.status_code, form.errors) == (422, {"ticket": ["Send the form once more."]})
        assert "Take the west." in again.content.decode() and "Send the form once more." in again.content.decode()
        assert {each.overlap for each in (*CaseMessage.objects.all(), *Proposal.objects.all())} == {case}
        sent["ticket"] = form["ticket"].value()
        assert client.post(f"/overlaps/{other.public_id}/{what}", sent).status_code == 302

    def test_who_sees_the_case_without_a_side_reads_and_does_not_speak(self, case, funder_rep, sign_in):
        make_message(case)
        text = page(sign_in(funder_rep), case)
        assert "Who takes the east side?" in text and "Say it" not in text and "Propose" not in text

    def test_a_read_only_contact_does_not_speak_for_its_organization(self, case, own_partner, outsider, sign_in):
        factories.make_member(outsider, own_partner, can_edit=False)
        client = sign_in(outsider)
        assert client.post(f"/overlaps/{case.public_id}/say/", {"text": "x"}).status_code == 404
        assert client.get(f"/overlaps/{case.public_id}/propose/keep_both/").status_code == 404


def test_a_cancelled_plan_is_no_obstacle_to_reading_what_was_agreed(case, plans, staff, sign_in):
    proposal = make_proposal(case)
    cancel_activity(plans[1], by=staff)
    actions.refresh_overlaps()
    assert "Lists are exchanged." in page(sign_in(staff), case)
    with pytest.raises(actions.CaseClosed):
        actions.answer_proposal(proposal, by=staff, partner=plans[0].program.partner, agrees=True)
