"""A case that has gone to the state's table can be handled by it: its contacts speak and propose; the sides agree."""

import datetime as dt

import pytest
from django.utils import timezone

from mvp_coord.lib.once import new_ticket
from partners.models import Membership
from partners.viewers import viewer_of
from planning import actions
from planning.models import CaseMessage, Overlap, Proposal
from planning.reports import case_views
from planning.reports.escalation import own_tables
from planning.reports.news import for_the_table, news_of
from tests import factories
from tests.case_factories import make_message, plan_of
from tests.planning.test_cases import share

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def chair(state_table, outsider):
    """Somebody who may write for Arizona's table."""
    factories.make_member(outsider, state_table)
    return outsider


@pytest.fixture
def plans(own_partner, other_partner):
    """Two plans whose weeks in common begin in `LEAD` days' time at the latest."""
    factories.make_county("Pima County", electorate=500_000)
    sides = (own_partner, other_partner.memberships.get().partner)
    days = {"starts_on": in_days(14), "ends_on": in_days(41)}
    return [plan_of(side, **days) for side in sides]


@pytest.fixture
def case(plans) -> Overlap:
    actions.refresh_overlaps()
    return Overlap.objects.get()


def at(case, what="") -> str:
    return f"/overlaps/{case.public_id}/{what}"


def say(client, case, user, text="Meet on Tuesday?"):
    return client.post(at(case, "say/"), {"text": text, "ticket": new_ticket(user.pk, case.public_id)})


def propose(client, case, user):
    facts = {"reason": "The lists are parted by precinct.", "ticket": new_ticket(user.pk, case.public_id)}
    return client.post(at(case, "propose/keep_both/"), facts)


def closed(client, case, user) -> bool:
    """Whether this person finds no form and no way around it."""
    answers = (say(client, case, user), client.get(at(case, "propose/keep_both/")), propose(client, case, user))
    return {each.status_code for each in answers} == {404}


def test_the_table_speaks_and_proposes_and_the_sides_alone_agree(
    case, chair, state_table, own_partner, partner_rep, other_partner, sign_in
):
    client = sign_in(chair)
    assert "Copper State Table may speak here" in client.get(at(case)).content.decode()
    assert say(client, case, chair).status_code == 302
    assert propose(client, case, chair).status_code == 302
    assert CaseMessage.objects.get().partner == Proposal.objects.get().partner == state_table
    proposal = Proposal.objects.get()
    assert not proposal.answers.exists(), "it agrees for nobody"
    answer = at(case, f"proposals/{proposal.public_id}/answer/")
    for slug in (state_table.slug, own_partner.slug):
        assert client.post(answer, {"partner": slug, "agrees": "yes"}).status_code == 404
    page = sign_in(partner_rep).get(at(case)).content.decode()
    assert "Meet on Tuesday?" in page and "Copper State Table" in page
    for user in (partner_rep, other_partner):
        slug = user.memberships.get().partner.slug
        assert sign_in(user).post(answer, {"partner": slug, "agrees": "yes"}).status_code == 302
    case.refresh_from_db()
    assert case.settlement.decision == "keep_both"
    assert closed(client, case, chair), "settled, it is the sides' again"


def test_the_table_may_take_its_proposal_back_and_not_that_of_another(case, chair, own_partner, sign_in):
    client = sign_in(chair)
    propose(client, case, chair)
    proposal = Proposal.objects.get()
    assert client.post(at(case, f"proposals/{proposal.public_id}/withdraw/")).status_code == 302
    Proposal.objects.update(partner=own_partner, status="open", closed_at=None, closed_by=None)
    assert client.post(at(case, f"proposals/{proposal.public_id}/withdraw/")).status_code == 404


def test_a_case_that_has_time_is_the_sides_alone(case, plans, chair, sign_in):
    type(plans[0]).objects.update(starts_on=in_days(60), ends_on=in_days(88))
    actions.refresh_overlaps()
    client = sign_in(chair)
    assert "In time" not in client.get(at(case)).content.decode() and closed(client, case, chair)
    assert client.get("/").context["home"].partner.tables == ()


def test_a_table_without_a_state_is_asked_of_no_case_of_the_whole_country(own_partner, other_partner, sign_in):
    user = factories.make_user()
    factories.make_member(user, factories.make_partner(kind="state_table", states=()))
    whole = {"division": factories.make_country(), "starts_on": in_days(14), "ends_on": in_days(41)}
    for side in (own_partner, other_partner.memberships.get().partner):
        share(plan_of(side, **whole), "public")
    actions.refresh_overlaps()
    case = Overlap.objects.get()
    assert case.state is None and own_tables(viewer_of(user)) == {}
    views = case_views(viewer_of(user))
    assert not list(for_the_table(viewer_of(user), views, today=timezone.localdate()))
    assert sign_in(user).get("/").context["home"].partner.tables == () and closed(sign_in(user), case, user)


def heard(user) -> list[tuple[str, str]]:
    """What is new for this person from others, but that there is a case."""
    found = news_of(viewer_of(user), today=timezone.localdate())
    return sorted((each.kind, each.text) for each in found if each.kind not in ("table", "found"))


def test_the_table_hears_of_answers_to_its_words(
    case, plans, chair, own_partner, partner_rep, other_partner, sign_in
):
    make_message(case, own_partner, by=partner_rep, text="Before the table spoke at all")
    assert heard(chair) == [], "it is not its talk yet"
    propose(sign_in(chair), case, chair)
    side = other_partner.memberships.get().partner
    actions.answer_proposal(Proposal.objects.get(), by=other_partner, partner=side, agrees=False, note="Not for us")
    assert heard(chair) == [
        ("answer", f"{other_partner}, {side}, declines. Not for us"),
        ("message", f"{partner_rep}, {own_partner}: Before the table spoke at all"),
    ]
    share(plans[0], "staff")
    assert heard(chair) == [], "of plans that it may not read nothing is told"


def test_the_table_hears_after_a_mere_word_too_and_not_what_it_says_itself(
    case, chair, partner_rep, own_partner, sign_in
):
    say(sign_in(chair), case, chair)
    assert heard(chair) == []
    make_message(case, own_partner, by=partner_rep, text="On Tuesday")
    assert heard(chair) == [("message", f"{partner_rep}, {own_partner}: On Tuesday")]


def test_who_reads_for_a_table_and_may_not_write_for_it_speaks_nowhere(case, chair, sign_in):
    Membership.objects.filter(user=chair).update(can_edit=False)
    assert closed(sign_in(chair), case, chair)


def test_the_table_of_another_state_and_one_that_is_no_table_speak_nowhere(case, sign_in):
    for facts in ({"states": ("WI",), "kind": "state_table"}, {"kind": "year_round"}):
        user = factories.make_user()
        factories.make_member(user, factories.make_partner(**facts))
        assert closed(sign_in(user), case, user)


def test_a_case_of_plans_that_the_table_may_not_read_is_no_case_of_its(case, plans, chair, sign_in):
    client = sign_in(chair)
    share(plans[0], "staff")
    assert client.get(at(case)).status_code == 404 and closed(client, case, chair)
    assert client.get("/").context["home"].partner.tables == ()
    share(plans[0], "table")
    assert client.get(at(case)).status_code == 200


def test_what_waits_for_the_table_stands_on_its_first_page(case, chair, partner_rep, sign_in):
    (news,) = sign_in(chair).get("/").context["home"].partner.tables
    assert news.url == at(case)
    text = sign_in(chair).get("/").content.decode()
    assert "Overlaps for your table to settle" in text and f'href="{at(case)}#proposals"' in text
    assert sign_in(partner_rep).get("/").context["home"].partner.tables == ()
