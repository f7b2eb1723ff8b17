"""Changes to the directory: the row, its history, what they set off, and what they refuse."""

import pytest
from django.apps import apps

from accounts.history import change, versions_of
from mvp_coord.jobs.models import DueWork
from mvp_coord.lib.facts import facts_of, token_of
from partners import actions
from partners.actions.due import KIND
from partners.actions.profile import profile_facts
from partners.models import Activity, LegalEntity, Partner, PartnerState, Program
from tests import factories

FACTS = {"name": "Ocotillo Votes", "kind": "year_round", "status": "active", "summary": "Knocks all year."}
ARIZONA = actions.StateFacts("AZ", "statewide", "")


def due():
    """The states whose overlaps are to be checked again."""
    return list(DueWork.objects.filter(kind=KIND).values_list("key", flat=True))


def seen(record, *names):
    return token_of(facts_of(record, names))


@pytest.fixture
def wisconsin(db):
    return factories.make_county("Rock County", "WI")


class TestCreatePartner:
    def create(self, by, key="key", **facts):
        factories.make_state("AZ")
        return actions.create_partner(by=by, facts={**FACTS, **facts}, states=[ARIZONA], key=key, reason="they wrote")

    def test_the_partner_stands_in_the_directory_with_its_states(self, staff):
        partner = self.create(staff)
        assert (partner.slug, partner.summary) == ("ocotillo-votes", "Knocks all year.")
        assert list(partner.partner_states.values_list("state_id", flat=True)) == ["AZ"]

    def test_the_history_says_who_added_it_and_why(self, staff):
        first = versions_of(self.create(staff))[-1]
        assert (first.who, first.verb, first.reason) == ("Sol Staff", "added the partner", "they wrote")

    def test_a_form_that_is_sent_twice_makes_one_partner(self, staff):
        assert self.create(staff) == self.create(staff)
        assert Partner.objects.count() == 1

    def test_two_partners_of_one_name_get_different_addresses(self, staff):
        first, second = self.create(staff, key="one"), self.create(staff, key="two")
        assert first.slug != second.slug
        assert second.slug.startswith("ocotillo-votes-")

    @pytest.mark.parametrize("name", ["New", "Likely", "🌵", "Open Overlaps"])
    def test_no_name_takes_the_address_of_a_page(self, staff, name):
        partner = self.create(staff, name=name)
        assert partner.slug
        assert partner.slug not in Partner.RESERVED_SLUGS


class TestUpdatePartner:
    def update(self, partner, by, states=None, **facts):
        token = facts.pop("seen", None) or token_of(profile_facts(partner, facts, with_states=states is not None))
        return actions.update_partner(partner, by=by, facts=facts, states=states, seen=token, reason="new name")

    def test_the_change_is_kept_with_who_what_and_why(self, own_partner, partner_rep):
        self.update(own_partner, partner_rep, summary="Now in Yuma, too.")
        newest = versions_of(own_partner)[0]
        assert (newest.who, newest.verb, newest.reason) == ("Paz Rep", "changed the profile", "new name")
        assert [(change.label, change.after) for change in newest.changes] == [("Summary", "Now in Yuma, too.")]

    def test_saving_what_is_there_already_writes_nothing(self, own_partner, staff):
        before = len(versions_of(own_partner))
        self.update(own_partner, staff, name=own_partner.name)
        assert len(versions_of(own_partner)) == before

    def test_an_edit_made_on_what_has_changed_since_is_refused_and_nothing_is_written(self, own_partner, staff):
        token = token_of(profile_facts(own_partner, ["summary"], with_states=False))
        self.update(own_partner, staff, summary="The first one.")
        with pytest.raises(actions.StaleEdit):
            self.update(own_partner, staff, summary="The second one.", seen=token)
        own_partner.refresh_from_db()
        assert own_partner.summary == "The first one."

    def test_a_change_by_any_other_way_counts_too(self, own_partner, staff):
        token = token_of(profile_facts(own_partner, ["summary"], with_states=True))
        PartnerState.objects.filter(partner=own_partner).update(scope="local")
        with pytest.raises(actions.StaleEdit):
            self.update(own_partner, staff, states=[ARIZONA], summary="Mine.", seen=token)

    def test_what_the_page_did_not_show_is_no_conflict(self, own_partner, staff):
        token = token_of(profile_facts(own_partner, ["summary"], with_states=False))
        Partner.objects.filter(pk=own_partner.pk).update(source="A list")
        self.update(own_partner, staff, summary="Mine.", seen=token)
        own_partner.refresh_from_db()
        assert (own_partner.summary, own_partner.source) == ("Mine.", "A list")

    def test_states_are_added_changed_and_taken_away(self, own_partner, staff):
        factories.make_state("NV")
        PartnerState.objects.create(partner=own_partner, state=factories.make_state("WI"))
        wanted = [actions.StateFacts("AZ", "local", "Phones"), actions.StateFacts("NV", "statewide", "")]
        self.update(own_partner, staff, states=wanted)
        assert actions.states_of(own_partner) == wanted

    def test_a_merged_partner_is_not_changed(self, own_partner, staff):
        merged = factories.make_partner("Old Name", status="merged", merged_into=own_partner)
        with pytest.raises(actions.WasMerged):
            self.update(merged, staff, name="New Name")

    @pytest.mark.parametrize(("facts", "keys"), [({"status": "closed"}, ["AZ", "WI"]), ({"summary": "x"}, [])])
    def test_what_overlaps_rest_on_sets_off_a_check_of_its_states(self, facts, keys, own_partner, staff, wisconsin):
        program = factories.make_program(own_partner)
        factories.make_activity(program)
        factories.make_activity(program, division=wisconsin)
        self.update(own_partner, staff, **facts)
        assert due() == keys


def test_still_true_records_the_day_and_the_person(own_partner, partner_rep, today):
    actions.assure_partner(own_partner, by=partner_rep)
    own_partner.refresh_from_db()
    assert (own_partner.assured_on, own_partner.assured_by) == (today, partner_rep)
    assert versions_of(own_partner)[0].verb == "confirmed it is still true"


class TestEntities:
    def test_an_entity_sent_twice_is_one(self, own_partner, staff):
        facts = {"legal_name": "Ocotillo Votes Inc.", "vehicle": "c4"}
        made = [actions.add_entity(own_partner, by=staff, facts=facts, public_id="bcdfghjkmnpq") for _ in range(2)]
        assert made[0] == made[1] == LegalEntity.objects.get()
        assert versions_of(made[0])[0].verb == "added the entity"

    def test_a_number_that_is_taken_is_refused_without_saying_by_whom(self, own_partner, staff):
        factories.make_entity(factories.make_partner("Hidden", visibility="staff"), ein="123456789")
        facts = {"legal_name": "Ocotillo", "vehicle": "c4", "ein": "123456789"}
        with pytest.raises(actions.CannotBeSaved) as refusal:
            actions.add_entity(own_partner, by=staff, facts=facts, public_id="bcdfghjkmnpq")
        assert (refusal.value.field, str(refusal.value)) == ("ein", "ein")
        assert LegalEntity.objects.count() == 1

    def test_a_change_to_what_was_verified_takes_the_verification_away(self, own_partner, staff):
        entity = factories.make_entity(own_partner, verified_on="2026-01-01")
        facts = {"vehicle": "pac"}
        actions.update_entity(entity, by=staff, facts=facts, seen=seen(entity, "vehicle"))
        entity.refresh_from_db()
        assert (entity.vehicle, entity.verified_on) == ("pac", None)

    def test_a_new_verification_that_comes_with_the_change_stays(self, own_partner, staff, today):
        entity = factories.make_entity(own_partner, verified_on="2026-01-01")
        facts = {"vehicle": "pac", "verified_on": today}
        actions.update_entity(entity, by=staff, facts=facts, seen=seen(entity, *facts))
        entity.refresh_from_db()
        assert entity.verified_on == today

    def test_a_stale_edit_is_refused(self, own_partner, staff):
        entity = factories.make_entity(own_partner)
        token = seen(entity, "legal_name")
        LegalEntity.objects.filter(pk=entity.pk).update(legal_name="Changed")
        with pytest.raises(actions.StaleEdit):
            actions.update_entity(entity, by=staff, facts={"legal_name": "Mine"}, seen=token)


class TestPlans:
    def test_a_program_sent_twice_is_one(self, own_partner, staff):
        made = [
            actions.add_program(own_partner, by=staff, facts={"name": "Fall Push"}, public_id="bcdfghjkmnpq")
            for _ in range(2)
        ]
        assert made[0] == made[1] == Program.objects.get()

    def test_cancelling_a_program_sets_off_a_check_of_its_states(self, own_partner, staff, wisconsin):
        program = factories.make_program(own_partner)
        factories.make_activity(program, division=wisconsin)
        facts = {"status": "cancelled"}
        actions.update_program(program, by=staff, facts=facts, seen=seen(program, "status"))
        assert due() == ["WI"]

    def test_a_new_budget_alone_sets_off_nothing(self, own_partner, staff):
        program = factories.make_program(own_partner)
        factories.make_activity(program)
        actions.update_program(program, by=staff, facts={"budget_usd": 5}, seen=seen(program, "budget_usd"))
        assert due() == []

    def test_a_stale_edit_of_a_program_is_refused(self, own_partner, staff):
        program = factories.make_program(own_partner)
        token = seen(program, "name")
        Program.objects.filter(pk=program.pk).update(name="Changed")
        with pytest.raises(actions.StaleEdit):
            actions.update_program(program, by=staff, facts={"name": "Mine"}, seen=token)

    def activity_facts(self, **facts):
        return {
            "program_type": factories.make_program_type(),
            "tactic": factories.make_tactic(),
            "division": factories.make_county(),
            "starts_on": "2027-08-02",
            "ends_on": "2027-09-26",
            "constituencies": [factories.make_constituency()],
            **facts,
        }

    def test_an_activity_sent_twice_is_one_and_its_state_is_checked_once(self, own_partner, staff):
        program, facts = factories.make_program(own_partner), self.activity_facts()
        for _ in range(2):
            activity = actions.add_activity(program, by=staff, facts=facts, public_id="bcdfghjkmnpq")
        assert Activity.objects.get() == activity
        assert list(activity.constituencies.values_list("code", flat=True)) == ["youth"]
        assert due() == ["AZ"]

    def test_moving_an_activity_checks_the_state_it_left_and_the_one_it_came_to(self, own_partner, staff, wisconsin):
        activity = factories.make_activity(factories.make_program(own_partner))
        facts = {"division": wisconsin}
        actions.update_activity(activity, by=staff, facts=facts, seen=seen(activity, "division"))
        assert due() == ["AZ", "WI"]

    def test_work_in_the_whole_country_concerns_every_state(self, own_partner, staff):
        activity = factories.make_activity(factories.make_program(own_partner))
        facts = {"division": factories.make_country()}
        actions.update_activity(activity, by=staff, facts=facts, seen=seen(activity, "division"))
        assert due() == [""]

    def test_saving_an_activity_unchanged_sets_off_nothing(self, own_partner, staff):
        activity = factories.make_activity(factories.make_program(own_partner))
        facts = {"universe": activity.universe, "constituencies": []}
        actions.update_activity(activity, by=staff, facts=facts, seen=seen(activity, *facts))
        assert due() == []

    def test_a_cancelled_activity_counts_nowhere_and_can_be_put_back(self, own_partner, staff):
        activity = factories.make_activity(factories.make_program(own_partner))
        actions.cancel_activity(activity, by=staff, reason="no money")
        assert activity not in Activity.objects.comparable()
        assert (versions_of(activity)[0].verb, versions_of(activity)[0].reason) == (
            "cancelled the activity",
            "no money",
        )
        actions.restore_activity(activity, by=staff)
        assert activity in Activity.objects.comparable()
        assert due() == ["AZ", "AZ"]

    def test_cancelling_twice_is_cancelling_once(self, own_partner, staff):
        activity = factories.make_activity(factories.make_program(own_partner))
        for _ in range(2):
            actions.cancel_activity(activity, by=staff)
        assert due() == ["AZ"]

    def test_a_stale_edit_of_an_activity_is_refused(self, own_partner, staff):
        activity = factories.make_activity(factories.make_program(own_partner))
        token = seen(activity, "constituencies")
        activity.constituencies.add(factories.make_constituency())
        with pytest.raises(actions.StaleEdit):
            actions.update_activity(activity, by=staff, facts={"constituencies": []}, seen=token)

    def test_still_true_is_recorded_on_the_program(self, own_partner, partner_rep, today):
        program = factories.make_program(own_partner)
        actions.assure_program(program, by=partner_rep)
        program.refresh_from_db()
        assert program.assured_on == today


@pytest.mark.parametrize("terms", [Partner.constituencies, Partner.issues, Activity.constituencies])
def test_terms_that_are_added_and_taken_away_are_kept_in_the_history(terms, own_partner, staff):
    record = own_partner
    if terms.field.model is Activity:
        record = factories.make_activity(factories.make_program(own_partner))
    term = terms.field.related_model.objects.create(code="term", label="Term")
    with change(by=staff, verb="changed the terms"):
        getattr(record, terms.field.name).set([term])
        getattr(record, terms.field.name).clear()
    between = [model for model in apps.get_models() if model._meta.concrete_model is terms.through]
    events = between[0].pgh_event_model.objects.order_by("pgh_id")
    assert [(event.pgh_label, event.pgh_context.metadata["verb"]) for event in events] == [
        ("insert", "changed the terms"),
        ("delete", "changed the terms"),
    ]
