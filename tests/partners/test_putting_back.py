"""From the history: what one change took is put back as a change of its own, never over what came since unseen."""

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from accounts.history import change, versions_of
from mvp_coord.jobs.models import DueWork
from mvp_coord.lib.facts import token_of
from partners.actions.profile import StateFacts, profile_facts, update_partner
from partners.forms.profile import form_for
from partners.forms.putting_back import is_possible
from partners.models import Activity, Partner, Program
from partners.reports.earlier import earlier_facts
from partners.viewers import viewer_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(db) -> Partner:
    return factories.make_partner("Mesquite Votes", summary="Doors.", website="https://mesquite.example/")


def edit(partner, by, states=None, **facts: Any) -> uuid.UUID:
    """An edit as a page makes it; the id of the change."""
    seen = token_of(profile_facts(partner, facts, with_states=states is not None))
    update_partner(partner, by=by, facts=facts, states=states, seen=seen)
    partner.refresh_from_db()
    return Partner.pgh_event_model.objects.filter(pgh_obj_id=partner.pk).latest("pgh_id").pgh_context_id


def here(partner, change_id) -> str:
    return reverse("partners:put-back", args=[partner.slug, change_id])


def put_back(client, address, *names, **more):
    text = client.get(address).content.decode()
    seen = re.search(r'name="seen"\s+value="(\w+)"', text)
    assert seen
    return client.post(address, {"pick": names, "seen": seen[1], **more})


def ticked(text: str) -> list[str]:
    return re.findall(r'name="pick"\s+value="(\w+)"\s+checked', text)


class TestPartner:
    def test_the_history_leads_to_the_change_and_ticks_what_it_wrote(self, partner, staff, sign_in):
        change_id = edit(partner, staff, name="Mesquite Vote", summary="Doors and phones.")
        client = sign_in(staff)
        assert here(partner, change_id) in client.get(partner.get_absolute_url()).content.decode()
        text = client.get(here(partner, change_id)).content.decode()
        assert ticked(text) == ["name", "summary"]
        assert "<ins>Mesquite Votes</ins>" in text

    def test_what_is_ticked_is_put_back_as_a_change_with_its_reason(self, partner, staff, sign_in):
        factories.make_activity(factories.make_program(partner))
        change_id = edit(partner, staff, name="Mesquite Vote", summary="Doors and phones.")
        DueWork.objects.all().delete()
        answer = put_back(sign_in(staff), here(partner, change_id), "name", reason="a slip")
        assert answer["Location"] == partner.get_absolute_url()
        partner.refresh_from_db()
        assert (partner.name, partner.summary) == ("Mesquite Votes", "Doors and phones.")
        newest = versions_of(partner)[0]
        assert (newest.verb, newest.who, newest.reason) == ("put back what was before", "Sol Staff", "a slip")
        assert DueWork.objects.filter(kind="overlaps").exists(), "the overlap check looks at names"

    def test_what_somebody_changed_since_is_not_ticked_but_can_be_with_both_in_view(self, partner, staff, sign_in):
        change_id, client = edit(partner, staff, name="Mesquite Vote"), sign_in(staff)
        edit(partner, staff, name="Mesquite Voters")
        text = client.get(here(partner, change_id)).content.decode()
        assert ticked(text) == [] and "Changed since" in text
        assert "Mesquite Votes" in text and "Mesquite Voters" in text
        put_back(client, here(partner, change_id), "name")
        partner.refresh_from_db()
        assert partner.name == "Mesquite Votes"

    def test_a_change_while_somebody_looks_is_refused_and_shown(self, partner, staff, sign_in):
        change_id, client = edit(partner, staff, name="Mesquite Vote"), sign_in(staff)
        seen = re.search(r'name="seen"\s+value="(\w+)"', client.get(here(partner, change_id)).content.decode())
        assert seen
        edit(partner, staff, name="Mesquite Voters")
        answer = client.post(here(partner, change_id), {"pick": ["name"], "seen": seen[1]})
        assert answer.status_code == 409 and "Mesquite Voters" in answer.content.decode()
        partner.refresh_from_db()
        assert partner.name == "Mesquite Voters"

    def test_terms_and_states_lose_what_it_added_and_regain_what_it_took(self, partner, staff, sign_in):
        youth, rural, black = (factories.make_constituency(code) for code in ("youth", "rural", "black"))
        factories.make_state("NV"), factories.make_state("WI")
        partner.constituencies.set([youth])
        now = [StateFacts("NV", "local", "Reno")]
        change_id = edit(partner, staff, name="Mesquite Vote", states=now, constituencies=[rural])
        now.append(StateFacts("WI", "local", ""))
        edit(partner, staff, constituencies=[rural, black], name="Mesquite Vote!", states=now)
        text = sign_in(staff).get(here(partner, change_id)).content.decode()
        assert ticked(text) == ["constituencies", "states"], "the name was changed since"
        put_back(sign_in(staff), here(partner, change_id), "constituencies", "states")
        partner.refresh_from_db()
        assert set(partner.constituencies.all()) == {youth, black}, "what somebody else added stays"
        assert [(row.state_id, row.scope) for row in partner.partner_states.all()] == [
            ("AZ", "statewide"),
            ("WI", "local"),
        ]
        assert partner.name == "Mesquite Vote!"

    def test_twice_is_the_same_as_once(self, partner, staff, sign_in):
        change_id, client = edit(partner, staff, name="Mesquite Vote"), sign_in(staff)
        put_back(client, here(partner, change_id), "name")
        text = client.get(here(partner, change_id)).content.decode()
        assert "Is so already" in text and not ticked(text)

    def test_facts_that_would_contradict_are_refused_in_words(self, partner, staff, sign_in):
        edit(partner, staff, starts_on="2026-01-01", ends_on="2026-02-01")
        change_id = edit(partner, staff, ends_on="2027-02-01", starts_on="2026-01-01")
        edit(partner, staff, starts_on="2027-01-01")
        answer = put_back(sign_in(staff), here(partner, change_id), "ends_on")
        assert answer.status_code == 422 and "contradicts what it says now" in answer.content.decode()

    def test_a_merge_is_not_put_back_piece_by_piece(self, partner, staff):
        other = factories.make_partner("Mesquite Voters")
        decision = factories.merge(partner, other, by=staff)
        other.refresh_from_db()
        form = form_for(viewer_of(staff), partner=other)
        facts = [fact for fact in earlier_facts(other, decision.change_id, ["status"]) if is_possible(form, fact)]
        assert facts == []


class TestWho:
    def test_a_contact_puts_back_what_it_may_edit_and_nothing_else(self, own_partner, partner_rep, staff, sign_in):
        change_id = edit(own_partner, staff, name="Ocotillo", visibility="public", status="dormant")
        client = sign_in(partner_rep)
        text = client.get(here(own_partner, change_id)).content.decode()
        assert ticked(text) == ["name"]
        assert put_back(client, here(own_partner, change_id), "status").status_code == 422
        own_partner.refresh_from_db()
        assert own_partner.status == "dormant"

    def test_nobody_else_finds_it(self, own_partner, partner, cast, staff, sign_in):
        change_id = edit(own_partner, staff, name="Ocotillo")
        for name in ("other_partner", "funder_rep", "donor", "outsider"):
            assert sign_in(cast[name]).get(here(own_partner, change_id)).status_code == 404, name
        assert sign_in(staff).get(here(partner, change_id)).status_code == 404, "a change of another record"

    def test_what_was_before_it_was_shared_with_staff_stays_unread(self, own_partner, partner_rep, staff, sign_in):
        edit(own_partner, partner_rep, visibility="private", summary="Words.")
        hidden = edit(own_partner, partner_rep, summary="Other words.")
        edit(own_partner, partner_rep, visibility="partners")
        assert sign_in(partner_rep).get(here(own_partner, hidden)).status_code == 200
        assert sign_in(staff).get(here(own_partner, hidden)).status_code == 404


class TestPlans:
    def test_a_program_and_an_activity_can_be_put_back_too(self, staff, sign_in):
        entity = factories.make_entity()
        program = factories.make_program(entity.partner, "Long Summer", entity=entity, budget_usd="1000")
        youth, client = factories.make_constituency("youth"), sign_in(staff)
        activity = factories.make_activity(program, universe=100, constituencies=[youth])
        with change(by=staff, verb="changed the program") as first:
            Program.objects.filter(pk=program.pk).update(name="Short Fall", entity=None)
        with change(by=staff, verb="changed the activity") as second:
            Activity.objects.filter(pk=activity.pk).update(universe=5, division=factories.make_county("Gila County"))
            activity.constituencies.clear()
        put_back(client, reverse("partners:put-back-program", args=[program.public_id, first]), "name", "entity")
        names = ("universe", "division", "constituencies")
        put_back(client, reverse("partners:put-back-activity", args=[activity.public_id, second]), *names)
        program.refresh_from_db(), activity.refresh_from_db()
        assert (program.name, program.entity) == ("Long Summer", entity)
        assert (activity.universe, activity.division.name) == (100, "Pima County")
        assert list(activity.constituencies.all()) == [youth]

    def test_what_is_gone_cannot_be_put_back(self, staff, sign_in):
        wider = factories.make_program()
        program = factories.make_program(wider.partner, umbrella=wider)
        with change(by=staff, verb="changed the program") as done:
            Program.objects.filter(pk=program.pk).update(umbrella=None)
        wider.delete()
        answer = put_back(
            sign_in(staff), reverse("partners:put-back-program", args=[program.public_id, done]), "umbrella"
        )
        assert answer.status_code == 422 and "contradicts what it says now" in answer.content.decode()

    def test_a_charity_does_not_come_back_to_a_side(self, staff, sign_in):
        entity = factories.make_entity(vehicle="c3_public")
        program = factories.make_program(entity.partner, entity=None, side="independent")
        with change(by=staff, verb="set right"):
            Program.objects.filter(pk=program.pk).update(entity=entity, side="nonpartisan")
        with change(by=staff, verb="changed the program") as done:
            Program.objects.filter(pk=program.pk).update(entity=None, side="independent")
        address = reverse("partners:put-back-program", args=[program.public_id, done])
        assert put_back(sign_in(staff), address, "entity").status_code == 422
        assert put_back(sign_in(staff), address, "entity", "side").status_code == 302
