"""Taking a change back: the rows become what they were, or nothing happens and the refusal says why."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.history import change, versions_of
from accounts.undo import CannotUndo, undo_change
from accounts.visibility import ANONYMOUS
from partners.models import Activity, Partner, PartnerState, Program
from partners.viewers import viewer_of
from planning.models import OverlapMember
from tests import factories
from tests.case_factories import make_settlement
from tests.snapshot import all_rows

pytestmark = pytest.mark.django_db


def test_new_changed_and_removed_rows_become_what_they_were(staff):
    partner = factories.make_partner("Ocotillo Votes", states=("AZ", "NM"))
    partner.constituencies.add(factories.make_constituency("youth"))
    factories.make_constituency("rural")
    factories.make_activity(factories.make_program(partner))
    before = all_rows()
    with change(by=staff, verb="did a lot") as done:
        partner.name = "Ocotillo Together"
        partner.save()
        PartnerState.objects.filter(partner=partner, state_id="NM").delete()
        partner.constituencies.set([factories.make_constituency("rural")])
        program = factories.make_program(partner)
        factories.make_activity(program)
    assert all_rows() != before
    assert undo_change(done, by=staff) == 6
    assert all_rows() == before


def test_the_undoing_is_a_change_of_its_own_and_can_be_undone(staff, counsel):
    partner = factories.make_partner("Ocotillo Votes")
    with change(by=staff, verb="renamed") as done:
        partner.name = "Ocotillo Together"
        partner.save()
    undo_change(done, by=counsel, verb="took the name back", reason="a typing error")
    newest = versions_of(partner)[0]
    assert (newest.who, newest.verb, newest.reason) == ("Cleo Counsel", "took the name back", "a typing error")
    undo_change(newest.change_id, by=staff)
    partner.refresh_from_db()
    assert partner.name == "Ocotillo Together"


def test_what_somebody_has_changed_since_is_not_overwritten(staff, counsel):
    partner, other = factories.make_partner("Ocotillo Votes"), factories.make_partner("Juniper Voices")
    with change(by=staff, verb="made dormant") as done:
        for each in (partner, other):
            each.status = "dormant"
            each.save()
    with change(by=counsel, verb="edited"):
        partner.summary = "New words."
        partner.save()
    before = all_rows()
    with pytest.raises(CannotUndo) as refused:
        undo_change(done, by=staff)
    assert refused.value.told_to(viewer_of(staff)) == "Changed since: Ocotillo Votes"
    assert all_rows() == before


def test_a_new_record_that_others_rest_on_stays(staff, counsel):
    with change(by=staff, verb="imported") as done:
        partner = factories.make_partner("Ocotillo Votes")
    with change(by=counsel, verb="added"):
        program = factories.make_program(partner, "Porch talks")
    with pytest.raises(CannotUndo) as refused:
        undo_change(done, by=staff)
    assert refused.value.told_to(viewer_of(staff)) == "In use since: Porch talks"
    assert Program.objects.get() == program


def test_only_what_the_reader_may_see_is_named_and_the_rest_is_not_counted(staff):
    partner = factories.make_partner()
    with change(by=staff, verb="imported") as done:
        entity = factories.make_entity(partner)
    with change(by=staff, verb="recorded"):
        for name, level in (("Secret Fund", "private"), ("Open Fund", "staff")):
            fund = factories.make_fund(name=name, visibility=level)
            factories.make_allocation(fund, entity, visibility=level)
    with pytest.raises(CannotUndo) as refused:
        undo_change(done, by=staff)
    told = refused.value.told_to(viewer_of(staff))
    assert "Open Fund" in told and told.endswith(", and others")
    assert "Secret" not in told + str(refused.value)
    assert refused.value.told_to(ANONYMOUS) == "In use since"


def test_what_a_job_derived_of_new_rows_goes_with_them(staff):
    program = factories.make_activity().program
    with change(by=staff, verb="imported") as done:
        one, other = factories.make_activity(program), factories.make_activity(program)
    with change(by=None, verb="checked for overlaps"):
        factories.make_overlap(one, other)
    undo_change(done, by=staff)
    assert not Activity.objects.filter(pk__in=[one.pk, other.pk]).exists()
    assert not OverlapMember.objects.exists()


def test_a_number_that_another_has_taken_since_is_a_refusal_not_an_error(staff):
    entity = factories.make_entity(ein="010000001")
    with change(by=staff, verb="corrected") as done:
        entity.ein = None
        entity.save()
    with change(by=staff, verb="added"):
        factories.make_entity(ein="010000001")
    with pytest.raises(CannotUndo):
        undo_change(done, by=staff)
    entity.refresh_from_db()
    assert entity.ein is None


def test_a_number_that_went_from_one_to_another_goes_back(staff):
    had, got = factories.make_entity(ein="010000001"), factories.make_entity()
    with change(by=staff, verb="corrected") as done:
        for entity, ein in ((had, None), (got, "010000001")):
            entity.ein = ein
            entity.save()
    undo_change(done, by=staff)
    had.refresh_from_db()
    got.refresh_from_db()
    assert (had.ein, got.ein) == ("010000001", None)


def test_many_rows_take_as_many_statements_as_two(staff):
    def statements(partners):
        with change(by=staff, verb="edited") as done:
            for partner in partners:
                partner.summary, partner.status = "New words.", "dormant"
                partner.save()
                partner.partner_states.all().delete()
                partner.contacts.all().delete()
        with CaptureQueriesContext(connection) as asked:
            undo_change(done, by=staff)
        return len(asked)

    rows = [factories.make_partner(f"Row {number}", states=("AZ", "NM")) for number in range(20)]
    for each in rows:
        factories.make_contact(each, "Rosa Canyon")
    before = all_rows()
    assert statements(rows[:2]) == statements(rows)
    assert all_rows() == before


def test_lists_and_tables_of_facts_come_back_too(staff):
    overlap = factories.make_overlap(member_keys=[1, 2])
    settlement = make_settlement(overlap, covers=[1, 2], facts={"members": ["a", "b"]})
    with change(by=staff, verb="decided") as done:
        overlap.member_keys, settlement.covers, settlement.facts = [1], [2], {"members": ["a"]}
        overlap.save()
        settlement.save()
    undo_change(done, by=staff)
    overlap.refresh_from_db()
    settlement.refresh_from_db()
    assert (overlap.member_keys, settlement.covers) == ([1, 2], [1, 2])
    assert settlement.facts == {"members": ["a", "b"]}


def test_a_row_that_the_change_let_rest_on_a_new_one_is_no_obstacle(staff):
    overlap = factories.make_overlap()
    with change(by=staff, verb="settled") as done:
        make_settlement(overlap)
    undo_change(done, by=staff)
    overlap.refresh_from_db()
    assert overlap.settlement is None and not overlap.settlements.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_edit_that_is_under_way_is_waited_for_and_not_overwritten():
    staff, partner = factories.make_user(is_staff=True), factories.make_partner("Ocotillo Votes")
    with change(by=staff, verb="renamed") as done:
        partner.name = "Ocotillo Together"
        partner.save()
    written, undoing = Event(), Event()

    def edit():
        with closing(connection), change(by=staff, verb="edited"):
            Partner.objects.filter(pk=partner.pk).update(summary="New words.")
            written.set()
            undoing.wait(10)
            time.sleep(0.3)  # the other is at the row by now; if not, the test proves less, and fails nobody

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(edit)
        written.wait(10)
        undoing.set()
        with pytest.raises(CannotUndo):
            undo_change(done, by=staff)
        other.result()
    partner.refresh_from_db()
    assert (partner.name, partner.summary) == ("Ocotillo Together", "New words.")


def test_an_unknown_change_wrote_nothing(staff):
    with change(by=staff, verb="looked") as done:
        pass
    assert undo_change(done, by=staff) == 0


EDITS = st.lists(
    st.tuples(st.sampled_from(["rename", "add", "remove", "term", "state"]), st.integers(0, 3)), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_whatever_a_change_does_undoing_it_leaves_the_directory_as_it_was(staff, edits):
    Partner.objects.filter(name__startswith="Row").delete()
    rows = [factories.make_partner(f"Row {number}") for number in range(4)]
    term = factories.make_constituency("youth")
    tables = ("partners_partner", "partners_partnerstate", "partners_partner_constituencies", "partners_contact")
    factories.make_state("NM")
    before = {table: all_rows()[table] for table in tables}
    with change(by=staff, verb="edited") as done:
        for number, (what, which) in enumerate(edits):
            _edit(rows[which], what, number, term)
    undo_change(done, by=staff)
    after = all_rows()
    assert {table: after[table] for table in tables} == before


def _edit(partner: Partner, what: str, number: int, term) -> None:
    if what == "rename":
        Partner.objects.filter(pk=partner.pk).update(name=f"Row renamed {number}")
    elif what == "add":
        factories.make_contact(partner, f"Person {number}")
    elif what == "remove":
        partner.contacts.all().delete()
    elif what == "term":
        (partner.constituencies.remove if term in partner.constituencies.all() else partner.constituencies.add)(term)
    else:
        there = partner.partner_states.filter(state_id="NM")
        if not there.delete()[0]:
            PartnerState.objects.create(partner=partner, state_id="NM")
