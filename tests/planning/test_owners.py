"""A case that somebody looks after: handed to a colleague or let go of, and its owner hears of what others say."""

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage
from mvp_coord.home import home_of
from partners.viewers import viewer_of
from planning import actions
from planning.actions import letters
from planning.models import Overlap
from planning.reports import case_view
from tests import factories
from tests.case_factories import make_message, make_proposal, make_settlement, plan_of
from tests.planning.test_case_letters import told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_rows(settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


@pytest.fixture
def plans(own_partner, other_partner):
    factories.make_county("Pima County", electorate=500_000)
    return plan_of(own_partner), plan_of(other_partner.memberships.get().partner)


@pytest.fixture
def case(plans, staff) -> Overlap:
    actions.refresh_overlaps()
    return actions.take_overlap(overlap=Overlap.objects.get(), by=staff)


def send(client, case, owner, seen, reason="I am away in May"):
    facts = {"owner": owner.pk if owner else "", "seen": seen.pk if seen else "", "reason": reason}
    return client.post(f"/overlaps/{case.public_id}/owner/", facts)


def last_event(case):
    return Overlap.pgh_event_model.objects.filter(pgh_obj_id=case.pk).order_by("-pgh_id").first().pgh_context.metadata


def test_a_case_is_handed_to_a_colleague_with_a_reason_in_the_history(case, staff, counsel, sign_in):
    client = sign_in(staff)
    assert "Hand it on" in client.get(f"/overlaps/{case.public_id}/").content.decode()
    assert client.get(f"/overlaps/{case.public_id}/owner/").status_code == 200
    assert send(client, case, counsel, staff).status_code == 302
    case.refresh_from_db()
    assert case.owner == counsel
    told_why = last_event(case)
    assert (told_why["verb"], told_why["reason"]) == ("gave Cleo Counsel the case", "I am away in May")
    events = Overlap.pgh_event_model.objects.count()
    assert send(client, case, counsel, staff).status_code == 302, "sent twice it is once"
    assert Overlap.pgh_event_model.objects.count() == events


def test_a_case_is_let_go_of(case, staff, sign_in):
    assert send(sign_in(staff), case, None, staff).status_code == 302
    case.refresh_from_db()
    assert case.owner is None and last_event(case)["verb"] == "let go of the case"


def test_a_reason_is_asked_for_and_what_was_chosen_is_kept(case, staff, counsel, sign_in):
    answer = send(sign_in(staff), case, counsel, staff, reason=" ")
    assert answer.status_code == 422 and f'<option value="{counsel.pk}" selected' in answer.content.decode()
    with pytest.raises(actions.ReasonMissing):
        actions.hand_over(overlap=case, owner=counsel, seen=staff.pk, reason=" ", by=staff)


def test_two_who_hand_it_on_at_once_one_wins_and_the_other_sees_to_whom(case, staff, counsel, sign_in):
    third = factories.make_user(name="Thea Third", is_staff=True)
    send(sign_in(staff), case, counsel, staff)
    answer = send(sign_in(staff), case, third, staff, reason="My reason")
    page = answer.content.decode()
    assert answer.status_code == 409 and "Cleo Counsel looks after this case by now" in page and "My reason" in page


def test_only_staff_who_may_read_the_case_look_after_it(case, staff, partner_rep, admin, sign_in):
    gone = factories.make_user(is_staff=True, is_active=False)
    for user in (partner_rep, admin, gone):
        assert send(sign_in(staff), case, user, staff).status_code == 422
        with pytest.raises(actions.CannotLookAfter):
            actions.hand_over(overlap=case, owner=user, seen=staff.pk, reason="Away", by=staff)
    assert sign_in(partner_rep).get(f"/overlaps/{case.public_id}/owner/").status_code == 404


def test_a_colleague_who_reads_less_of_the_case_looks_after_it_not(case, plans, staff, counsel, sign_in):
    """Two plans are a case for every colleague; the third is coordinated, which counsel alone reads."""
    third = plan_of(factories.make_partner("Third Voices"))
    type(third.program).objects.filter(pk=third.program_id).update(side="coordinated")
    actions.refresh_overlaps()
    case.refresh_from_db()
    colleague = factories.make_user(name="Thea Third", is_staff=True)
    assert case_view(viewer_of(colleague), case.public_id), "who reads a part of it sees that part"
    assert third in case_view(viewer_of(counsel), case.public_id).members
    assert send(sign_in(counsel), case, colleague, staff).status_code == 422
    case.refresh_from_db()
    assert case.owner == staff
    assert send(sign_in(staff), case, colleague, staff).status_code == 302, "that tells staff of no hidden plan"


def test_a_settled_case_is_handed_to_nobody(case, staff, counsel, sign_in):
    make_settlement(case)
    assert send(sign_in(staff), case, counsel, staff).status_code == 404
    with pytest.raises(actions.CaseClosed):
        actions.hand_over(overlap=case, owner=counsel, seen=staff.pk, reason="Away", by=staff)


def waits(viewer, user) -> list[str]:
    tasks = home_of(viewer(user), today=timezone.localdate()).staff.tasks
    return [item.label for task in tasks if task.kind == "case-words" for item in task.items]


def test_the_owner_sees_what_others_say_until_he_or_she_has_a_word_too(
    case, staff, counsel, own_partner, partner_rep, other_partner, viewer, sign_in
):
    assert waits(viewer, staff) == []
    make_message(case, own_partner, by=partner_rep)
    proposal = make_proposal(case, own_partner, by=partner_rep)
    side = other_partner.memberships.get().partner
    actions.answer_proposal(proposal, by=other_partner, partner=side, agrees=False, note="Too late for us")
    (label,) = waits(viewer, staff)
    assert label == "Door in Pima County, AZ: 3 new words, last Orin Rep, Juniper Voices"
    assert waits(viewer, counsel) == []
    client = sign_in(staff)
    assert client.get("/today/case-words/").context["page"].paginator.count == 1
    make_message(case, by=staff, text="I will call you both.")
    assert waits(viewer, staff) == []


def test_the_owner_is_written_to_once_and_the_letter_tells_no_words(case, staff, own_partner, partner_rep):
    told("1")
    make_message(case, own_partner, by=partner_rep, text="Who takes the east side?")
    assert staff.email in told("2")
    letter = OutboxMessage.objects.filter(to=staff.email).get()
    assert letter.subject == letters.SUBJECT_OF_OWNERS
    assert "1 message in an overlap that you look after" in letter.body and "east side" not in letter.body
    assert staff.email not in told("3")


def test_no_letter_to_who_reads_none_or_looks_after_it_no_more(case, staff, own_partner, partner_rep):
    make_message(case, own_partner, by=partner_rep)
    type(staff).objects.filter(pk=staff.pk).update(letters_on=False)
    assert staff.email not in told("1")
    type(staff).objects.filter(pk=staff.pk).update(letters_on=True)
    actions.hand_over(overlap=case, owner=None, seen=staff.pk, reason="Away", by=staff)
    assert staff.email not in told("2")


def test_the_same_number_of_queries_for_2_words_as_for_20(
    case, staff, own_partner, partner_rep, viewer, django_assert_max_num_queries
):
    counts = []
    for more in (2, 18):
        for _ in range(more):
            make_message(case, own_partner, by=partner_rep)
        who = viewer(staff)
        with django_assert_max_num_queries(30) as asked:
            home_of(who, today=timezone.localdate())
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_settled_and_reopened_cases_stand_on_the_first_page_of_their_sides(
    case, plans, staff, partner_rep, outsider, own_partner, sign_in
):
    actions.settle_overlap(overlap=case, decision="keep_both", reason="Lists are exchanged", by=staff)
    client = sign_in(partner_rep)
    page = client.get("/").content.decode()
    assert "What has become of your overlaps" in page and "Lists are exchanged" in page and ">Settled<" in page
    type(plans[0]).objects.update(attempts_planned=990_000)
    actions.refresh_overlaps()
    assert ">Open again<" in client.get("/").content.decode()
    program = plans[1].program
    program.visibility = "staff"
    program.save()
    page = client.get("/").content.decode()
    assert "What has become of your overlaps" not in page, "the other plan may not be read any more"
