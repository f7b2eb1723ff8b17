"""Changes of sensitive facts by a contact: they wait, are approved or declined, and nobody else reads of them."""

import re

import pytest
from django.urls import reverse

from partners.actions import merge_partners, token_of_pair
from partners.actions.proposals import StaleProposal, approve_proposal, decline_proposal
from partners.models import LegalEntity, ProposedChange
from tests import factories, family_factories

QUEUE = "/proposals/"


@pytest.fixture
def entity(own_partner):
    return factories.make_entity(own_partner, legal_name="Ocotillo Action", ein="987654321")


@pytest.fixture
def proposal(entity, partner_rep):
    return family_factories.make_proposal(entity, partner_rep, reason="we filed anew")


def text_of(response):
    return response.content.decode()


def edit(client, entity, **filled):
    address = reverse("partners:edit-entity", args=[entity.partner.slug, entity.public_id])
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(address, {**data, **filled})


def decide(client, proposal, **how):
    return client.post(reverse("partners:decide-proposal", args=[proposal.public_id]), how, follow=True)


class TestProposing:
    def test_numbers_and_vehicle_wait_and_the_name_is_changed_at_once(self, entity, partner_rep, sign_in):
        client = sign_in(partner_rep)
        response = edit(
            client,
            entity,
            legal_name="Ocotillo Action Inc.",
            ein="1234567 89",
            vehicle="c3_public",
            reason="new letter",
        )
        entity.refresh_from_db()
        assert (entity.legal_name, entity.ein, entity.vehicle) == ("Ocotillo Action Inc.", "987654321", "c4")
        waits = ProposedChange.objects.get()
        assert waits.former == {"ein": "987654321", "vehicle": "c4"}
        assert waits.facts == {"ein": "123456789", "vehicle": "c3_public"}
        text = text_of(client.get(response.url))
        assert "Waits for staff" in text
        assert re.search(r"<del>98-7654321</del>\s*<ins>12-3456789</ins>", text)

    def test_the_same_wish_twice_is_one(self, entity, partner_rep, sign_in):
        for _ in "12":
            edit(sign_in(partner_rep), entity, ein="12-3456789")
        assert ProposedChange.objects.count() == 1

    def test_what_staff_change_does_not_wait(self, entity, staff, sign_in):
        edit(sign_in(staff), entity, ein="12-3456789")
        entity.refresh_from_db()
        assert entity.ein == "123456789" and not ProposedChange.objects.exists()

    def test_an_edit_that_changes_nothing_sensitive_does_not_wait(self, entity, partner_rep, sign_in):
        edit(sign_in(partner_rep), entity, legal_name="Ocotillo Action Inc.")
        assert not ProposedChange.objects.exists()

    def test_a_new_entity_is_none_before_it_is_approved(self, own_partner, partner_rep, staff, sign_in):
        client, address = sign_in(partner_rep), reverse("partners:add-entity", args=[own_partner.slug])
        ticket = client.get(address).context["form"]["ticket"].value()
        data = {"legal_name": "Ocotillo Fund", "vehicle": "c3_public", "ein": "12345678", "ticket": ticket}
        answers = [client.post(address, data, follow=True) for _ in "12"]
        assert "01-2345678" in text_of(answers[0]), "the zero that was put back"
        assert not LegalEntity.objects.exists()
        approve_proposal(ProposedChange.objects.get(), by=staff)
        made = own_partner.entities.get()
        assert (made.legal_name, made.vehicle, made.ein) == ("Ocotillo Fund", "c3_public", "012345678")

    def test_a_sponsor_waits_with_its_days(self, own_partner, partner_rep, staff, sign_in):
        project = factories.make_entity(own_partner, vehicle="sponsored")
        house = factories.make_entity(factories.make_partner("Umbrella House"), legal_name="Umbrella Inc.")
        former = family_factories.make_sponsorship(project)
        client, address = (
            sign_in(partner_rep),
            reverse("partners:add-sponsor", args=[own_partner.slug, project.public_id]),
        )
        ticket = client.get(address).context["form"]["ticket"].value()
        data = {"sponsor": "Umbrella Inc.", "starts_on": "2026-03-01", "ends_former": "on", "ticket": ticket}
        page = client.post(address, data, follow=True)
        assert "Umbrella Inc." in text_of(page) and "Waits for staff" in text_of(page)
        assert project.sponsorships.get() == former
        approve_proposal(ProposedChange.objects.get(), by=staff)
        assert {(row.sponsor_id, str(row.starts_on), str(row.ends_on)) for row in project.sponsorships.all()} == {
            (former.sponsor_id, "None", "2026-02-28"),
            (house.pk, "2026-03-01", "None"),
        }

    def test_it_can_be_withdrawn_while_it_waits(self, proposal, partner_rep, other_partner, staff, sign_in):
        address = reverse("partners:withdraw-proposal", args=[proposal.public_id])
        assert sign_in(other_partner).post(address).status_code == 404
        assert "Withdrawn. Nothing is changed." in text_of(sign_in(partner_rep).post(address, follow=True))
        assert "decided on it already" in text_of(decide(sign_in(staff), proposal, approve="1"))


class TestDeciding:
    def test_the_queue_shows_old_and_new_why_and_by_whom(self, proposal, staff, sign_in):
        text = text_of(sign_in(staff).get(QUEUE))
        assert re.search(r"<del>98-7654321</del>\s*<ins>12-3456789</ins>.*we filed anew", text, re.S)
        assert "Paz Rep" in text

    def test_the_home_page_counts_it_and_leads_there(self, proposal, staff, sign_in):
        text = text_of(sign_in(staff).get("/"))
        assert "Changes to approve" in text
        assert f"/proposals/#{proposal.public_id}" in text

    def test_approved_it_is_done_and_its_contact_reads_so(self, proposal, entity, staff, partner_rep, sign_in):
        decide(sign_in(staff), proposal, approve="1", answer="I saw the letter")
        entity.refresh_from_db()
        assert entity.ein == "123456789"
        text = text_of(sign_in(partner_rep).get(entity.partner.get_absolute_url()))
        assert "Approved" in text and "I saw the letter" in text

    def test_declined_it_says_why(self, proposal, entity, staff, partner_rep, sign_in):
        client = sign_in(staff)
        assert "Say why it is declined" in text_of(decide(client, proposal, decline="1"))
        decide(client, proposal, decline="1", answer="This is another group’s")
        entity.refresh_from_db()
        assert entity.ein == "987654321"
        assert "This is another group’s" in text_of(sign_in(partner_rep).get(entity.partner.get_absolute_url()))

    @pytest.mark.parametrize("how", [{"approve": "1"}, {"decline": "1", "answer": "no"}])
    def test_sent_twice_it_is_decided_once(self, how, proposal, staff, sign_in):
        decide(sign_in(staff), proposal, **how)
        events = ProposedChange.pgh_event_model.objects.count()
        assert decide(sign_in(staff), proposal, **how).status_code == 200
        assert ProposedChange.pgh_event_model.objects.count() == events

    def test_what_was_changed_meanwhile_is_not_overwritten_and_both_are_shown(self, proposal, entity, staff, sign_in):
        LegalEntity.objects.filter(pk=entity.pk).update(ein="555555556")
        text = text_of(decide(sign_in(staff), proposal, approve="1"))
        assert "EIN was 98-7654321 when this was proposed; now it is 55-5555556" in text
        entity.refresh_from_db()
        proposal.refresh_from_db()
        assert (entity.ein, proposal.decision) == ("555555556", "")

    def test_a_second_wish_for_the_same_fact_is_stale_after_the_first(self, proposal, entity, staff, partner_rep):
        other = family_factories.make_proposal(entity, partner_rep, facts={"ein": "222222223"})
        approve_proposal(proposal, by=staff)
        with pytest.raises(StaleProposal):
            approve_proposal(other, by=staff)

    def test_a_number_that_another_record_has_is_not_approved(self, proposal, staff, sign_in):
        factories.make_entity(factories.make_partner("Hidden", visibility="private"), ein="123456789")
        text = text_of(decide(sign_in(staff), proposal, approve="1"))
        assert "Nothing was approved. EIN: it can’t be saved" in text
        assert "Hidden" not in text
        proposal.refresh_from_db()
        assert proposal.decision == ""

    def test_undo_brings_back_the_fact_and_the_question(self, proposal, entity, staff, sign_in):
        client = sign_in(staff)
        page = decide(client, proposal, approve="1")
        again = client.post(re.search(r'action="(/undo/[^"]+)"', text_of(page))[1], follow=True)
        entity.refresh_from_db()
        assert entity.ein == "987654321"
        assert [each.row for each in again.context["waiting"]] == [proposal]

    def test_undo_of_a_sponsor_brings_back_the_one_before(self, staff, partner_rep, own_partner, sign_in):
        project = factories.make_entity(own_partner, vehicle="sponsored")
        former = family_factories.make_sponsorship(project)
        house = factories.make_entity()
        told = {"starts_on": "2026-03-01", "ends_on": None, "source": "", "ends_former": True}
        proposal = family_factories.make_proposal(
            project, partner_rep, kind="sponsor", sponsor=house, former={"sponsor": former.sponsor_id}, facts=told
        )
        client = sign_in(staff)
        page = decide(client, proposal, approve="1")
        assert project.sponsorships.count() == 2
        client.post(re.search(r'action="(/undo/[^"]+)"', text_of(page))[1])
        assert [(row.pk, row.ends_on) for row in project.sponsorships.all()] == [(former.pk, None)]

    def test_it_goes_along_when_its_partner_is_merged(self, proposal, own_partner, staff):
        kept = factories.make_partner("Ocotillo Votes of Arizona")
        seen = token_of_pair(kept, own_partner)
        merge_partners(kept=kept, gone=own_partner, facts={}, seen=seen, by=staff)
        proposal.refresh_from_db()
        assert proposal.partner == kept
        approve_proposal(proposal, by=staff)
        assert kept.entities.get().ein == "123456789"


class TestWhoReads:
    def test_nobody_else_reads_of_it(self, proposal, own_partner, other_partner, funder_rep, sign_in):
        for user in (other_partner, funder_rep):
            text = text_of(sign_in(user).get(own_partner.get_absolute_url()))
            assert "98-7654321" in text
            assert "12-3456789" not in text and "Proposed changes" not in text and "filed anew" not in text
            assert sign_in(user).get(QUEUE).status_code == 404

    def test_a_private_partner_is_not_in_the_queue_nor_counted(self, entity, proposal, staff, sign_in):
        entity.partner.visibility = "private"
        entity.partner.save()
        client = sign_in(staff)
        assert client.get(QUEUE).context["waiting"] == ()
        assert "Changes to approve" not in text_of(client.get("/"))
        assert decide(client, proposal, approve="1").status_code == 404

    def test_the_queue_takes_as_many_queries_for_many_as_for_few(self, staff, sign_in, django_assert_max_num_queries):
        client, taken = sign_in(staff), []
        for number in (2, 18):
            for _ in range(number):
                family_factories.make_proposal()
                decline_proposal(family_factories.make_proposal(), by=staff, answer="no")
            with django_assert_max_num_queries(20) as queries:
                assert client.get(QUEUE).status_code == 200
            taken.append(len(queries))
        assert taken[0] == taken[1]
