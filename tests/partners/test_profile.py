"""One partner's page: each of the cast reads what it may, and sections that they may not read are absent."""

import re

import pytest

from mvp_coord.lib.facts import token_of
from partners import actions
from partners.actions.profile import profile_facts
from tests import factories


def page(client, partner):
    return client.get(f"/partners/{partner.slug}/")


@pytest.fixture
def read(sign_in):
    """The text of a partner's page as this person gets it."""

    def text(user, partner):
        response = page(sign_in(user), partner)
        assert response.status_code == 200
        return response.content.decode()

    return text


@pytest.fixture
def rich(db):
    """A partner that everybody may know of, with something on every part of its page."""
    partner = factories.make_partner(
        "Rich Record", visibility="public", summary="Knocks all year.", source="A private list"
    )
    entity = factories.make_entity(partner, "c4", ein="123456789")
    program = factories.make_program(partner, "Open Plans", visibility="public", source="Sheet of the table")
    activity = factories.make_activity(program)
    factories.make_program(partner, "Quiet Plans", visibility="staff")
    factories.make_contact(partner, "Rosa Canyon", visibility="partners", email="rosa@example.org")
    factories.make_contact(partner, "Silent Sam", visibility="staff")
    factories.make_need(entity, 100_000, 40_000, consent="public")
    factories.make_allocation(None, entity, 50_000, status="paid", visibility="funders")
    factories.make_overlap(activity, factories.make_activity(factories.make_program(visibility="public")))
    return partner


class TestWhoReadsWhat:
    @pytest.mark.parametrize(
        ("member", "seen", "absent"),
        [
            (
                "staff",
                [
                    "Quiet Plans",
                    "Silent Sam",
                    "rosa@example.org",
                    "Received",
                    "$50,000",
                    'id="overlaps"',
                    'id="history"',
                    "A private list",
                ],
                [],
            ),
            (
                "other_partner",
                ["Open Plans", "Rosa Canyon", 'id="overlaps"', 'id="history"', "$60,000"],
                ["Quiet Plans", "Silent Sam", "Received", "$50,000", "A private list"],
            ),
            (
                "funder_rep",
                ["Open Plans", "Rosa Canyon", "Received", "$50,000"],
                ["Quiet Plans", "Silent Sam", "A private list"],
            ),
            (
                "donor",
                ["Open Plans", "Knocks all year.", "12-3456789", "$60,000"],
                [
                    "Quiet Plans",
                    "Rosa Canyon",
                    "rosa@",
                    "Received",
                    "$50,000",
                    "Overlaps",
                    "History",
                    "A private list",
                ],
            ),
        ],
    )
    def test_each_reads_its_own_part(self, member, seen, absent, rich, cast, read):
        text = read(cast[member], rich)
        assert [word for word in seen if word not in text] == []
        assert [word for word in absent if word in text] == []

    def test_a_partner_that_one_may_not_know_of_is_not_found(self, other_partner, sign_in):
        hidden = factories.make_partner("Hidden", visibility="staff")
        assert page(sign_in(other_partner), hidden).status_code == 404

    def test_only_those_who_may_change_it_are_offered_to(self, own_partner, partner_rep, other_partner, staff, read):
        offers = {user: "/edit/" in read(user, own_partner) for user in (partner_rep, other_partner, staff)}
        assert offers == {partner_rep: True, other_partner: False, staff: True}

    def test_a_contact_that_may_only_read_is_not_offered_to_change_it(self, own_partner, sign_in):
        reader = factories.make_user()
        factories.make_member(reader, own_partner, can_edit=False)
        client = sign_in(reader)
        assert "/edit/" not in page(client, own_partner).content.decode()
        assert client.get(f"/partners/{own_partner.slug}/edit/").status_code == 404

    def test_ties_to_hidden_partners_are_not_shown(self, own_partner, other_partner, staff, read):
        hub = factories.make_partner("Hidden Hub", visibility="staff")
        factories.make_affiliation(own_partner, hub, "served_by")
        assert "Hidden Hub" in read(staff, own_partner)
        assert "Hidden Hub" not in read(other_partner, own_partner)

    def test_the_number_of_programs_is_of_those_that_are_shown(self, rich, staff, donor, sign_in):
        counts = {user: len(page(sign_in(user), rich).context["profile"].programs) for user in (staff, donor)}
        assert counts == {staff: 2, donor: 1}


class TestMoney:
    def test_a_funder_is_seen_as_giver_and_as_receiver(self, staff, read):
        funder = factories.make_partner("Both Ways", kind="peer_funder")
        factories.make_allocation(factories.make_fund(funder), None, 70_000, status="committed", visibility="funders")
        factories.make_allocation(None, factories.make_entity(funder), 30_000, status="paid", visibility="funders")
        text = read(staff, funder)
        assert re.search(r"Received.*\$30,000.*Given.*\$70,000", text, re.S)

    def test_totals_are_per_color_and_leave_out_what_does_not_count(self, staff, sign_in):
        entity = factories.make_entity()
        c4, c3 = factories.make_fund(vehicle="c4"), factories.make_fund(vehicle="c3_public")
        for fund, amount, status in ((c4, 10, "paid"), (c4, 5, "approved"), (c3, 7, "paid"), (c3, 90, "exploring")):
            factories.make_allocation(fund, entity, amount, status=status, visibility="funders")
        side = page(sign_in(staff), entity.partner).context["money"].received
        assert [(vehicle.value, int(total)) for vehicle, total in side.totals] == [("c4", 15), ("c3_public", 7)]
        assert side.count == 4

    def test_who_gets_a_funders_money_is_not_told_where_the_group_is_hidden(self, funder_rep, read):
        giver = factories.make_partner("Open Giver", kind="peer_funder", visibility="public")
        hidden = factories.make_entity(factories.make_partner("Hidden Group", visibility="staff"))
        factories.make_allocation(factories.make_fund(giver), hidden, 70_000, status="paid", visibility="funders")
        text = read(funder_rep, giver)
        assert "Hidden Group" not in text
        assert "$70,000" not in text

    def test_a_program_that_one_may_not_read_is_not_named_beside_a_grant(self, funder_rep, staff, read):
        entity = factories.make_entity()
        program = factories.make_program(entity.partner, "Quiet Plans", visibility="staff")
        factories.make_allocation(None, entity, status="paid", visibility="funders", program=program)
        assert "Quiet Plans" in read(staff, entity.partner)
        assert "Quiet Plans" not in read(funder_rep, entity.partner)

    def test_its_own_contact_is_told_that_there_is_none_yet(self, own_partner, partner_rep, other_partner, read):
        assert "No allocation to it is known here" in read(partner_rep, own_partner)
        assert "No allocation" not in read(other_partner, own_partner)


class TestMerged:
    def test_the_old_address_leads_to_where_the_record_lives_on(self, own_partner, other_partner, sign_in):
        middle = factories.make_partner("Second Name", status="merged", merged_into=own_partner)
        old = factories.make_partner("First Name", status="merged", merged_into=middle)
        response = page(sign_in(other_partner), old)
        assert (response.status_code, response.url) == (302, f"/partners/{own_partner.slug}/")

    def test_it_leads_nowhere_for_those_who_may_not_see_that_one(self, other_partner, staff, sign_in):
        hidden = factories.make_partner("Hidden", visibility="staff")
        old = factories.make_partner("Old Name", status="merged", merged_into=hidden)
        assert page(sign_in(staff), old).status_code == 302
        assert page(sign_in(other_partner), old).status_code == 404

    def test_it_cannot_be_changed_any_more(self, own_partner, staff, sign_in):
        old = factories.make_partner("Old Name", status="merged", merged_into=own_partner)
        assert sign_in(staff).get(f"/partners/{old.slug}/edit/").status_code == 404


class TestHistory:
    @pytest.fixture(autouse=True)
    def some_terms(self, db):
        self.youth = factories.make_constituency()

    def change(self, partner, by, reason="", **facts):
        partner.refresh_from_db()
        token = token_of(profile_facts(partner, facts, with_states=False))
        actions.update_partner(partner, by=by, facts=facts, states=None, seen=token, reason=reason)

    def test_it_says_field_by_field_what_became_of_what_by_whom_and_why(self, own_partner, partner_rep, read):
        self.change(own_partner, partner_rep, reason="we moved", summary="Now in Yuma.")
        text = read(partner_rep, own_partner)
        assert re.search(r"Changed the profile.*by Paz Rep.*we moved.*Summary:.*<ins>Now in Yuma.</ins>", text, re.S)

    def test_others_read_what_changed_without_names_and_reasons(self, own_partner, staff, other_partner, read):
        self.change(own_partner, staff, reason="their director told me", summary="Now in Yuma.")
        text = read(other_partner, own_partner)
        assert "<ins>Now in Yuma.</ins>" in text
        assert "Sol Staff" not in text
        assert "their director told me" not in text

    def test_what_was_written_while_it_was_hidden_stays_hidden(self, staff, other_partner, read):
        partner = factories.make_partner(
            "Late Opener", visibility="staff", summary="They are about to lose their lease."
        )
        self.change(partner, staff, summary="They have an office.")
        self.change(partner, staff, visibility="partners")
        self.change(partner, staff, summary="They have an office in Yuma.")
        text = read(other_partner, partner)
        assert "They have an office in Yuma." in text
        assert "lease" not in text
        assert "lease" in read(staff, partner)

    def test_states_terms_and_entities_are_part_of_it(self, own_partner, partner_rep, staff, sign_in, read):
        client, edit = sign_in(partner_rep), f"/partners/{own_partner.slug}/edit/"
        form = client.get(edit).context["form"]
        data = {"name": own_partner.name, "seen": form["seen"].value(), "reason": "new grant"}
        data |= {"states-TOTAL_FORMS": "1", "states-INITIAL_FORMS": "1", "constituencies": [self.youth.pk]}
        data |= {"states-0-state": "AZ", "states-0-scope": "local", "states-0-role": "Doors"}
        assert client.post(edit, data).status_code == 302
        add, client = f"/partners/{own_partner.slug}/entities/new/", sign_in(staff)
        ticket = client.get(add).context["form"]["ticket"].value()
        entity = {"legal_name": "Ocotillo Inc.", "vehicle": "c4", "ein": "12-3456789", "ticket": ticket}
        assert [client.post(add, entity).status_code for _ in "12"] == [302, 302], "sent twice, it is still one"
        versions = client.get(own_partner.get_absolute_url()).context["history"]
        told = {
            version.verb: {(each.label, each.before, each.after) for each in version.changes} for version in versions
        }
        changed = {("States", "AZ (statewide)", "AZ (local, Doors)"), ("Works for", "", "Youth")}
        assert told["changed the profile"] == changed
        assert told["added the entity"] == {("Legal entities", "", "Ocotillo Inc. (501(c)(4), EIN 12-3456789)")}

    def test_where_a_record_comes_from_is_not_told_to_others(self, own_partner, staff, other_partner, read):
        self.change(own_partner, staff, source="A call with its landlord")
        assert "landlord" in read(staff, own_partner)
        assert "landlord" not in read(other_partner, own_partner)


class TestStillTrue:
    def test_one_click_confirms_the_profile(self, own_partner, partner_rep, sign_in, today):
        client = sign_in(partner_rep)
        response = client.post(f"/partners/{own_partner.slug}/still-true/", follow=True)
        own_partner.refresh_from_db()
        assert own_partner.assured_on == today
        assert "confirmed as of today" in response.content.decode()

    def test_nobody_confirms_for_others(self, own_partner, other_partner, sign_in):
        assert sign_in(other_partner).post(f"/partners/{own_partner.slug}/still-true/").status_code == 404


def test_a_page_with_much_on_it_takes_no_more_queries(staff, sign_in, django_assert_max_num_queries):
    client, taken = sign_in(staff), []
    partner = factories.make_partner("Grows")
    for rows in (2, 18):
        for _ in range(rows):
            entity = factories.make_entity(partner)
            program = factories.make_program(partner, entity=entity)
            factories.make_activity(program, constituencies=[factories.make_constituency()])
            factories.make_contact(partner)
            factories.make_need(entity)
            factories.make_affiliation(partner, factories.make_partner())
            factories.make_allocation(None, entity, program=program)
        with django_assert_max_num_queries(42) as queries:
            assert page(client, partner).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1]
