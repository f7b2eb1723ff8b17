"""Programs and activities: their pages, their forms, and how people write places and numbers into them."""

import datetime as dt
import html
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.history import change
from partners import actions
from partners.models import Activity, Program
from states.models import Constituency
from tests import factories


def filled(form, **instead):
    """What a browser would send back from this form, with some fields filled in otherwise."""
    data = {name: form[name].value() for name in form.fields} | instead
    data = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in data.items()}
    return {name: value for name, value in data.items() if value is not None}


def send(client, address, **instead):
    """Open a form page and send its form back."""
    return client.post(address, filled(client.get(address).context["form"], **instead))


@pytest.fixture
def program(own_partner):
    return factories.make_program(own_partner, "Long Summer", visibility="partners", source="Sheet of the table")


@pytest.fixture
def activity(program):
    return factories.make_activity(program, universe=12_400, attempts_planned=0, source_ref="AZ-001")


class TestProgramPage:
    def test_a_reader_sees_the_program_and_its_activities(self, program, activity, other_partner, sign_in):
        text = sign_in(other_partner).get(program.get_absolute_url()).content.decode()
        assert "Long Summer" in text
        assert "Door canvass, Pima County, AZ" in text
        assert "12,400" in text
        assert "Sheet of the table" not in text
        assert "/edit/" not in text

    def test_the_owner_is_offered_to_change_it_and_told_its_source(self, program, partner_rep, sign_in):
        text = sign_in(partner_rep).get(program.get_absolute_url()).content.decode()
        assert f"{program.get_absolute_url()}edit/" in text
        assert "Sheet of the table" in text

    def test_wider_programs_and_parts_show_only_to_those_who_may_read_them(
        self, program, staff, other_partner, sign_in
    ):
        wider = factories.make_program(name="Wide Umbrella", visibility="staff")
        program.umbrella = wider
        program.save()
        factories.make_program(name="Small Part", visibility="staff", umbrella=program)
        texts = {
            user: sign_in(user).get(program.get_absolute_url()).content.decode() for user in (staff, other_partner)
        }
        assert "Wide Umbrella" in texts[staff]
        assert "Small Part" in texts[staff]
        assert "Wide Umbrella" not in texts[other_partner]
        assert "Small Part" not in texts[other_partner]

    def test_a_contact_is_not_told_of_a_wider_program_that_staff_keep_to_themselves(
        self, program, staff, partner_rep, sign_in
    ):
        wider = factories.make_program(name="Wide Umbrella", visibility="staff")
        with change(by=staff, verb="changed the program") as change_id:
            program.umbrella = wider
            program.save()
        client, here = sign_in(partner_rep), program.get_absolute_url()
        pages = [client.get(f"{here}{end}") for end in ("", "edit/", f"history/{change_id}/")]
        assert [page.status_code for page in pages] == [200, 200, 200]
        assert not [page.request["PATH_INFO"] for page in pages if "Wide Umbrella" in page.content.decode()]
        assert send(client, f"{here}edit/", name="Longer Summer").status_code == 302
        program.refresh_from_db()
        assert (program.name, program.umbrella) == ("Longer Summer", wider)
        assert "Wide Umbrella" in sign_in(staff).get(f"{here}history/{change_id}/").content.decode()

    def test_a_program_that_one_may_not_read_is_not_found(self, own_partner, other_partner, sign_in):
        hidden = factories.make_program(own_partner, visibility="staff")
        assert sign_in(other_partner).get(hidden.get_absolute_url()).status_code == 404

    def test_one_click_confirms_it(self, program, partner_rep, sign_in, today):
        sign_in(partner_rep).post(reverse("partners:program-still-true", args=[program.public_id]))
        program.refresh_from_db()
        assert program.assured_on == today


class TestProgramForm:
    def add(self, own_partner):
        return reverse("partners:add-program", args=[own_partner.slug])

    def test_a_contact_adds_a_program_of_its_organization(self, own_partner, partner_rep, sign_in):
        response = send(
            sign_in(partner_rep), self.add(own_partner), name="Fall Push", budget_usd="$1.2M", raised_usd="40k"
        )
        program = Program.objects.get()
        assert response.url == program.get_absolute_url()
        assert (program.budget_usd, program.raised_usd) == (Decimal(1_200_000), Decimal(40_000))
        assert (program.partner, program.status, program.visibility) == (own_partner, "planned", "table")

    def test_sent_twice_it_is_one_program(self, own_partner, partner_rep, sign_in):
        client, address = sign_in(partner_rep), self.add(own_partner)
        data = filled(client.get(address).context["form"], name="Fall Push")
        assert client.post(address, data).url == client.post(address, data).url
        assert Program.objects.count() == 1

    @pytest.mark.parametrize("budget", ["lots", "-5", "1.234", "€5"])
    def test_an_amount_that_is_none_is_refused_with_its_reason_and_kept(
        self, budget, own_partner, partner_rep, sign_in
    ):
        response = send(sign_in(partner_rep), self.add(own_partner), name="Fall Push", budget_usd=budget)
        assert response.status_code == 422
        assert f"“{budget}”" in html.unescape(str(response.context["form"].errors["budget_usd"]))
        assert f'value="{budget}"' in response.content.decode()

    def test_only_entities_of_the_family_can_run_it(self, own_partner, partner_rep, sign_in):
        own, other = factories.make_entity(own_partner), factories.make_entity()
        form = sign_in(partner_rep).get(self.add(own_partner)).context["form"]
        assert list(form.fields["entity"].queryset) == [own]
        assert other not in form.fields["entity"].queryset

    def test_a_charity_works_nonpartisan(self, own_partner, partner_rep, sign_in):
        charity = factories.make_entity(own_partner, "c3_public")
        told = {"name": "Fall Push", "entity": charity.pk}
        refused = send(sign_in(partner_rep), self.add(own_partner), **told, side="independent")
        assert "works nonpartisan" in refused.content.decode()
        assert send(sign_in(partner_rep), self.add(own_partner), **told, side="nonpartisan").status_code == 302

    def test_wider_programs_to_choose_from_are_readable_ones_of_the_family_and_its_tables(
        self, own_partner, state_table, partner_rep, sign_in
    ):
        of_table = factories.make_program(state_table, "Table Program", visibility="partners")
        factories.make_program(state_table, "Hidden Table Program", visibility="staff")
        factories.make_program(name="Of Somebody Else", visibility="partners")
        form = sign_in(partner_rep).get(self.add(own_partner)).context["form"]
        assert list(form.fields["umbrella"].queryset) == [of_table]

    def test_two_edits_show_both_versions(self, program, partner_rep, sign_in):
        client, address = sign_in(partner_rep), reverse("partners:edit-program", args=[program.public_id])
        data = filled(client.get(address).context["form"])
        assert client.post(address, {**data, "budget_usd": "1000"}).status_code == 302
        conflict = client.post(address, {**data, "budget_usd": "2000"})
        assert conflict.status_code == 409
        assert [(each.label, each.now, each.yours) for each in conflict.context["differences"]] == [
            ("Budget", "$1,000", "$2,000")
        ]

    def test_cancelling_it_is_a_status_and_the_list_leaves_it_out(self, program, own_partner, partner_rep, sign_in):
        client = sign_in(partner_rep)
        send(client, reverse("partners:edit-program", args=[program.public_id]), status="cancelled")
        text = client.get(own_partner.get_absolute_url()).content.decode()
        assert "Long Summer" not in text.split('id="history"')[0]


class TestActivityPage:
    def test_it_says_who_does_what_where_when_for_whom_and_how_much(self, activity, other_partner, sign_in):
        text = sign_in(other_partner).get(activity.get_absolute_url()).content.decode()
        for word in ("Ocotillo Votes", "Long Summer", "Door canvass", "Pima County, AZ", "Everyone", "12,400"):
            assert word in text
        assert "AZ-001" not in text

    def test_zero_is_a_number_and_unknown_a_dash(self, activity, partner_rep, sign_in):
        text = sign_in(partner_rep).get(activity.get_absolute_url()).content.decode()
        assert re.search(r'Tries planned</dt>\s*<dd class="num">\s*0\s*</dd>', text)
        assert re.search(r'Contacts planned</dt>\s*<dd class="num">\s*–\s*</dd>', text)

    def test_the_overlaps_it_takes_part_in_are_shown(self, activity, staff, donor, sign_in):
        other = factories.make_activity(factories.make_program(visibility="public"))
        overlap = factories.make_overlap(activity, other)
        text = sign_in(staff).get(activity.get_absolute_url()).content.decode()
        assert f"/overlaps/{overlap.public_id}/" in text
        assert "Overlaps" not in sign_in(donor).get(other.get_absolute_url()).content.decode()

    def test_an_activity_of_a_hidden_program_is_not_found(self, own_partner, other_partner, sign_in):
        hidden = factories.make_activity(factories.make_program(own_partner, visibility="staff"))
        assert sign_in(other_partner).get(hidden.get_absolute_url()).status_code == 404

    def test_it_is_cancelled_with_a_reason_and_put_back(self, activity, partner_rep, sign_in):
        client = sign_in(partner_rep)
        client.post(reverse("partners:cancel-activity", args=[activity.public_id]), {"reason": "no money"})
        text = client.get(activity.get_absolute_url()).content.decode()
        assert "no money" in text
        assert "Put it back" in text
        client.post(reverse("partners:restore-activity", args=[activity.public_id]))
        activity.refresh_from_db()
        assert activity.cancelled_at is None


class TestActivityForm:
    FACTS = {"state": "AZ", "starts_on": "2027-08-02", "ends_on": "2027-09-26"}

    def add(self, program):
        return reverse("partners:add-activity", args=[program.public_id])

    @pytest.fixture
    def facts(self, db):
        factories.make_county("Pima County")
        factories.make_county("Yuma County")
        return {**self.FACTS, "program_type": factories.make_program_type().pk, "tactic": factories.make_tactic().pk}

    @pytest.mark.parametrize(
        ("written", "name"),
        [("Pima County", "Pima County"), ("PIMA CO.", "Pima County"), (" pima ", "Pima County"), ("", "Arizona")],
    )
    def test_a_place_is_understood_as_people_write_it(self, written, name, facts, program, partner_rep, sign_in):
        assert send(sign_in(partner_rep), self.add(program), **facts, place=written).status_code == 302
        assert Activity.objects.get().division.name == name

    def test_a_place_that_is_none_is_refused_with_the_nearest_ones(self, facts, program, partner_rep, sign_in):
        response = send(sign_in(partner_rep), self.add(program), **facts, place="Pimma County")
        assert response.status_code == 422
        assert "did you mean Pima County" in html.unescape(response.content.decode())

    def test_a_state_that_is_none_is_refused(self, facts, program, partner_rep, sign_in):
        response = send(sign_in(partner_rep), self.add(program), **{**facts, "state": "A\0Z"})
        assert response.status_code == 422

    def test_work_can_be_nationwide(self, facts, program, partner_rep, sign_in):
        send(sign_in(partner_rep), self.add(program), **{**facts, "state": "US"})
        assert Activity.objects.get().division.kind == "country"

    def test_numbers_are_understood_as_people_write_them(self, facts, program, partner_rep, sign_in):
        told = {"universe": "12,400", "attempts_planned": "40k", "contacts_planned": "0", "budget_usd": "$18,500.50"}
        youth = factories.make_constituency()
        send(sign_in(partner_rep), self.add(program), **facts, **told, constituencies=[youth.pk])
        kept = Activity.objects.get()
        assert (kept.universe, kept.attempts_planned, kept.contacts_planned) == (12_400, 40_000, 0)
        assert kept.budget_usd == Decimal("18500.50")
        assert list(kept.constituencies.all()) == [youth]

    def test_it_cannot_end_before_it_starts(self, facts, program, partner_rep, sign_in):
        response = send(sign_in(partner_rep), self.add(program), **{**facts, "ends_on": "2027-08-01"})
        assert "It would end before it starts." in response.content.decode()

    @pytest.mark.parametrize("far", [{"ends_on": "9999-12-31"}, {"starts_on": "0001-01-01"}])
    def test_a_day_that_no_calendar_draws_is_refused_in_words(self, far, facts, program, partner_rep, sign_in):
        response = send(sign_in(partner_rep), self.add(program), **{**facts, **far})
        assert response.context["form"].errors == {next(iter(far)): ["Write a day between 2000 and 2099."]}
        assert response.status_code == 422 and not Activity.objects.exists()

    def test_the_last_day_of_the_century_is_drawn(self, activity, partner_rep, sign_in):
        client = sign_in(partner_rep)
        address = reverse("partners:edit-activity", args=[activity.public_id])
        assert send(client, address, ends_on="2099-12-31").status_code == 302
        pages = ("/states/az/", activity.program.get_absolute_url(), "/partners/ocotillo-votes/")
        assert [client.get(page).status_code for page in pages] == [200] * 3

    def test_sent_twice_it_is_one_activity(self, facts, program, partner_rep, sign_in):
        client, address = sign_in(partner_rep), self.add(program)
        data = filled(client.get(address).context["form"], **facts)
        assert client.post(address, data).url == client.post(address, data).url
        assert Activity.objects.count() == 1

    def test_the_form_shows_what_is_there_and_saving_it_changes_nothing(self, activity, partner_rep, sign_in):
        before = Activity.objects.filter(pk=activity.pk).values().get()
        address = reverse("partners:edit-activity", args=[activity.public_id])
        assert send(sign_in(partner_rep), address).status_code == 302
        assert Activity.objects.filter(pk=activity.pk).values().get() == before

    def test_two_edits_show_both_versions_and_the_later_can_be_saved_on_top(self, activity, partner_rep, sign_in):
        factories.make_county("Yuma County")
        client, address = sign_in(partner_rep), reverse("partners:edit-activity", args=[activity.public_id])
        data = filled(client.get(address).context["form"])
        assert client.post(address, {**data, "universe": "5,000"}).status_code == 302
        conflict = client.post(address, {**data, "place": "Yuma"})
        assert conflict.status_code == 409
        both = {each.label: (each.now, each.yours) for each in conflict.context["differences"]}
        assert both == {"People on the list": ("5,000", "12,400"), "Place": ("Pima County", "Yuma County")}
        assert client.post(address, filled(conflict.context["form"])).status_code == 302
        activity.refresh_from_db()
        assert (activity.universe, activity.division.name) == (12_400, "Yuma County")

    def test_a_retired_term_stays_with_those_who_have_it(self, activity, facts, program, partner_rep, sign_in, today):
        youth = factories.make_constituency()
        activity.constituencies.add(youth)
        Constituency.objects.update(retired_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        client = sign_in(partner_rep)
        address = reverse("partners:edit-activity", args=[activity.public_id])
        assert youth in client.get(address).context["form"].fields["constituencies"].queryset
        assert youth not in client.get(self.add(program)).context["form"].fields["constituencies"].queryset


def test_a_program_says_how_many_of_its_lines_are_cancelled(staff, sign_in):
    program = factories.make_program()
    for _ in range(2):
        factories.make_activity(program)
    actions.cancel_activity(factories.make_activity(program), by=staff)
    page = sign_in(staff).get(program.get_absolute_url()).content.decode()
    assert "<small>2, and 1 cancelled</small>" in page
