"""Two records of one organization become one, and two again."""

import pytest

from accounts.history import change, versions_of
from accounts.undo import CannotUndo
from mvp_coord.jobs.models import DueWork
from partners import actions
from partners.models import Activity, Affiliation, Membership, PairDecision, Partner
from partners.viewers import viewer_of
from tests import factories
from tests.snapshot import all_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(db):
    return factories.make_partner("Ocotillo Votes", states=("AZ",), summary="Knocks all year.")


@pytest.fixture
def gone(db):
    return factories.make_partner("Ocotillo Voters", states=("AZ", "NV"), other_names="OV\nOcotillo")


def merge(kept, gone, by, **facts):
    return factories.merge(kept, gone, by=by, **facts)


class TestMerge:
    def test_everything_that_belonged_to_one_belongs_to_the_other(self, kept, gone, staff):
        entity, contact = factories.make_entity(gone), factories.make_contact(gone)
        program = factories.make_program(gone, entity=entity)
        fund, table = factories.make_fund(gone), factories.make_partner("Copper Table", kind="state_table")
        tie = factories.make_affiliation(gone, table)
        earlier = factories.make_partner("Ocotillo", status="merged", merged_into=gone)
        merge(kept, gone, staff)
        for row in (entity, contact, program, tie):
            row.refresh_from_db()
            assert row.partner_id == kept.pk
        fund.refresh_from_db(), earlier.refresh_from_db()
        assert (fund.owner_id, earlier.merged_into_id) == (kept.pk, kept.pk)
        gone.refresh_from_db()
        assert (gone.status, gone.merged_into_id) == ("merged", kept.pk)

    def test_states_terms_and_names_are_joined(self, kept, gone, staff):
        youth, rural = factories.make_constituency("youth"), factories.make_constituency("rural")
        kept.constituencies.set([youth])
        gone.constituencies.set([youth, rural])
        merge(kept, gone, staff)
        kept.refresh_from_db()
        assert list(kept.partner_states.values_list("state_id", flat=True)) == ["AZ", "NV"]
        assert set(kept.constituencies.all()) == {youth, rural}
        assert not gone.constituencies.exists()
        assert kept.other_names.splitlines() == ["Ocotillo Voters", "OV", "Ocotillo"]

    def test_the_facts_that_were_chosen_are_written(self, kept, gone, staff):
        merge(kept, gone, staff, name="Ocotillo Voters", summary="Both.")
        kept.refresh_from_db()
        assert (kept.name, kept.summary, kept.slug) == ("Ocotillo Voters", "Both.", "ocotillo-votes")
        assert kept.other_names.splitlines() == ["Ocotillo Votes", "OV", "Ocotillo"]

    def test_who_signs_in_for_either_signs_in_for_the_one(self, kept, gone, staff, outsider):
        factories.make_member(outsider, kept, can_edit=False)
        factories.make_member(outsider, gone)
        merge(kept, gone, staff)
        (membership,) = Membership.objects.filter(user=outsider)
        assert (membership.partner_id, membership.can_edit) == (kept.pk, True)
        assert viewer_of(outsider).editable_partner_ids == {kept.pk}

    def test_a_tie_between_the_two_goes_and_one_that_both_have_stays_once(self, kept, gone, staff):
        table = factories.make_partner("Copper Table", kind="state_table")
        for each in (kept, gone):
            factories.make_affiliation(each, table)
        factories.make_affiliation(gone, kept, "chapter")
        merge(kept, gone, staff)
        (tie,) = Affiliation.objects.all()
        assert (tie.partner_id, tie.to_id) == (kept.pk, table.pk)

    def test_a_resource_that_both_use_is_used_once_and_in_the_words_of_the_one_that_stays(self, kept, gone, staff):
        resource = factories.make_resource()
        factories.make_use(resource, kept, note="Ours.")
        factories.make_use(resource, gone, note="Theirs.")
        shared = factories.make_resource(gone)
        merge(kept, gone, staff)
        assert [(use.partner_id, use.note) for use in resource.uses.all()] == [(kept.pk, "Ours.")]
        shared.refresh_from_db()
        assert shared.partner_id == kept.pk

    def test_no_plan_is_lost_where_both_sent_one_under_the_same_label(self, kept, gone, staff):
        program, state = factories.make_program(kept), factories.make_state("AZ")
        for sender in (kept, gone):
            factories.make_activity(program, source_ref="AZ-1", source_state=state, source_partner=sender)
        merge(kept, gone, staff)
        assert Activity.objects.count() == 2

    def test_overlaps_are_checked_again_where_either_works(self, kept, gone, staff):
        factories.make_activity(factories.make_program(gone))
        rock = factories.make_county("Rock County", "WI")
        factories.make_activity(factories.make_program(kept), division=rock)
        decision = merge(kept, gone, staff)
        assert sorted(DueWork.objects.values_list("kind", "key")) == [("overlaps", "AZ"), ("overlaps", "WI")]
        DueWork.objects.all().delete()
        actions.undo_merge(decision, by=staff)
        assert sorted(DueWork.objects.values_list("kind", "key")) == [("overlaps", "AZ"), ("overlaps", "WI")]

    def test_the_history_says_who_and_why(self, kept, gone, staff):
        actions.merge_partners(
            kept=kept, gone=gone, facts={}, seen=actions.token_of_pair(kept, gone), by=staff, reason="they told us"
        )
        newest = versions_of(gone)[0]
        assert (newest.who, newest.verb, newest.reason) == ("Sol Staff", "merged two records", "they told us")

    def test_what_has_changed_meanwhile_is_not_merged_blindly(self, kept, gone, staff, counsel):
        seen = actions.token_of_pair(kept, gone)
        with change(by=counsel, verb="edited"):
            gone.website = "https://ocotillo.example/"
            gone.save()
        before = all_rows()
        with pytest.raises(actions.StaleEdit):
            actions.merge_partners(kept=kept, gone=gone, facts={}, seen=seen, by=staff)
        assert all_rows() == before

    def test_a_record_is_merged_once(self, kept, gone, staff):
        merge(kept, gone, staff)
        other = factories.make_partner("Ocotillo Again")
        for pair in ((other, gone), (gone, other)):
            with pytest.raises(actions.WasMerged):
                merge(*pair, staff)
        assert PairDecision.objects.count() == 1

    def test_a_record_is_not_merged_with_itself(self, kept, staff):
        with pytest.raises(ValueError, match="itself"):
            merge(kept, kept, staff)


class TestUndo:
    def test_every_row_is_as_it_was(self, kept, gone, staff, outsider):
        table = factories.make_partner("Copper Table", kind="state_table")
        for each in (kept, gone):
            factories.make_member(outsider, each, can_edit=each is gone)
            factories.make_affiliation(each, table)
            each.constituencies.set([factories.make_constituency("youth")])
            factories.make_activity(factories.make_program(each, entity=factories.make_entity(each)))
            factories.make_use(factories.make_resource(each), kept)
        factories.make_use(kept.resources.get(), gone)
        before = all_rows()
        decision = merge(kept, gone, staff, name="Ocotillo Together", summary="Both.")
        assert all_rows() != before
        assert actions.undo_merge(decision, by=staff) == gone
        assert all_rows() == before

    def test_after_somebody_has_changed_the_one_nothing_is_undone(self, kept, gone, staff, counsel):
        decision = merge(kept, gone, staff)
        kept.refresh_from_db()
        with change(by=counsel, verb="edited"):
            kept.summary = "New words."
            kept.save()
        before = all_rows()
        with pytest.raises(CannotUndo) as refused:
            actions.undo_merge(decision, by=staff)
        assert refused.value.told_to(viewer_of(staff)) == "Changed since: Ocotillo Votes"
        assert all_rows() == before

    def test_of_two_who_undo_it_the_second_is_told(self, kept, gone, staff):
        decision = merge(kept, gone, staff)
        actions.undo_merge(decision, by=staff)
        with pytest.raises(actions.AlreadyUndone):
            actions.undo_merge(decision, by=staff)

    def test_it_may_be_merged_again(self, kept, gone, staff):
        actions.undo_merge(merge(kept, gone, staff), by=staff)
        for each in (kept, gone):
            each.refresh_from_db()
        merge(kept, gone, staff)
        assert Partner.objects.get(pk=gone.pk).merged_into_id == kept.pk


class TestKeepApart:
    def test_it_is_remembered_once(self, kept, gone, staff):
        first = actions.keep_apart(kept, gone, by=staff, reason="two boards")
        assert actions.keep_apart(gone, kept, by=staff) == first
        assert (first.decision, first.reason) == ("different", "two boards")

    def test_they_may_be_merged_after_all(self, kept, gone, staff):
        actions.keep_apart(kept, gone, by=staff)
        merge(kept, gone, staff)
        assert PairDecision.objects.get().decision == "merged"
