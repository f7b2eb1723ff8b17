"""Changing many partners at once: chosen, looked at, applied as one change, undone as one."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.history import change, versions_of
from mvp_coord.jobs.models import DueWork
from partners import actions
from partners.forms.bulk import MOST
from partners.models import BulkEdit, Partner
from partners.reports.bulk import CONFLICT, NOT_YOURS, Preview, changed
from partners.tasks import forget_left_bulk_edits
from tests import factories
from tests.snapshot import all_rows

pytestmark = pytest.mark.django_db
START = reverse("partners:start-bulk")


@pytest.fixture
def two(db):
    return factories.make_partner("Mesquite Votes", status="active"), factories.make_partner("Saguaro Neighbors")


def begun(partners, by, look=None, **changes) -> BulkEdit:
    edit = actions.start_bulk_edit([each.pk for each in partners], by=by, chosen="chosen by hand", back="/partners/")
    return actions.preview_bulk_edit(edit, by=by, viewer=look(by), changes=changes) if changes else edit


def page(client, edit, act=""):
    address = reverse(f"partners:{act}-bulk" if act else "partners:bulk", args=[edit.public_id])
    return client.post(address, {"seen": actions.token_of_preview(edit)} if act == "apply" else {})


def applied(edit, by, look) -> BulkEdit:
    return actions.apply_bulk_edit(edit, by=by, viewer=look(by), seen=actions.token_of_preview(edit))


def test_a_change_adds_and_takes_away_and_leaves_the_rest():
    facts = {"status": "active", "visibility": "table", "states": ["AZ", "NV"]}
    after = changed(facts, {"status": "dormant", "add_states": ["WI"], "drop_states": ["NV"]})
    assert after == {"status": "dormant", "visibility": "table", "states": ["AZ", "WI"]}


class TestChoosing:
    def test_what_is_ticked_is_taken_in_the_order_of_the_list(self, two, staff, sign_in):
        response = sign_in(staff).post(START, {"pick": [two[1].slug, two[0].slug, "no-such"]})
        edit = BulkEdit.objects.get()
        assert response["Location"] == reverse("partners:bulk", args=[edit.public_id])
        assert edit.partner_ids == [two[0].pk, two[1].pk]

    def test_all_that_match_are_those_of_the_list(self, two, staff, sign_in):
        factories.make_partner("Elsewhere", states=("WI",))
        client = sign_in(staff)
        listed = client.get("/partners/", {"state": "AZ"}).content.decode()
        assert 'value="state=AZ"' in listed and "Change all 2 that match" in listed
        client.post(START, {"all": "1", "query": "state=AZ"})
        edit = BulkEdit.objects.get()
        assert set(edit.partner_ids) == {each.pk for each in two}
        assert (edit.chosen, edit.back) == ("in Arizona", "/partners/?state=AZ")

    def test_what_is_no_address_of_a_partner_chooses_none(self, two, staff, sign_in):
        client = sign_in(staff)
        assert client.post(START, {"pick": "a\x00b", "query": "state=A%00Z"}).status_code == 302
        assert client.post(START, {"all": "1", "query": "q=%00&state=A%00Z"}).status_code == 302
        assert client.post(START, {"pick": ["a\x00b", two[0].slug]}).status_code == 302
        assert BulkEdit.objects.latest("pk").partner_ids == [two[0].pk]

    def test_too_many_are_refused_and_say_so(self, two, staff, sign_in, monkeypatch):
        monkeypatch.setattr("partners.forms.bulk.MOST", 1)
        answer = sign_in(staff).post(START, {"all": "1", "query": ""}, follow=True)
        assert "At most 1 partners can be changed at once" in answer.content.decode()
        assert not BulkEdit.objects.exists()

    def test_the_list_says_the_same_limit_as_the_form(self):
        assert f"form.facets.total <= {MOST} %}}" in Path("templates/partners/_batch_bar.html").read_text()

    def test_nothing_ticked_leads_back_to_the_list_as_it_was(self, two, staff, sign_in):
        answer = sign_in(staff).post(START, {"query": "state=AZ"})
        assert answer["Location"] == "/partners/?state=AZ"

    def test_hidden_partners_are_never_taken_nor_counted(self, two, partner_rep, own_partner, sign_in):
        Partner.objects.filter(pk=two[0].pk).update(visibility="staff")
        sign_in(partner_rep).post(START, {"pick": [two[0].slug, own_partner.slug]})
        assert BulkEdit.objects.get().partner_ids == [own_partner.pk]

    def test_only_those_whom_it_is_for_find_tick_boxes(self, two, partner_rep, own_partner, donor, sign_in):
        Partner.objects.update(visibility="public")
        seen = sign_in(partner_rep).get("/partners/").content.decode()
        assert re.findall(r'name="pick"\s+value="([^"]+)"', seen) == [own_partner.slug]
        assert 'name="pick"' not in sign_in(donor).get("/partners/").content.decode()


class TestLookingAtIt:
    def test_the_page_says_what_would_change_and_changes_nothing(self, two, staff, sign_in):
        factories.make_state("NV")
        edit, client, before = begun(two, staff), sign_in(staff), all_rows(but=["partners_bulkedit"])
        address = reverse("partners:bulk", args=[edit.public_id])
        assert client.post(address, {"status": "dormant", "add_states": ["NV"]}).status_code == 302
        text = client.get(address).content.decode()
        assert "2 partners would change" in text and "Arizona, Nevada" in text and "Change 2 partners" in text
        after = all_rows(but=["partners_bulkedit"])
        assert {name for name in after if after[name] != before[name]} <= {"accounts_session", "accounts_user"}

    def test_what_is_so_already_and_what_may_not_be_changed_are_told_apart(
        self, two, partner_rep, own_partner, viewer
    ):
        youth = factories.make_constituency("youth")
        edit = begun([two[0], own_partner], partner_rep, viewer, add_constituencies=[youth.code])
        preview = Preview(edit, viewer(partner_rep))
        assert [row.partner for row in preview.changing] == [own_partner]
        assert [(row.partner, row.why) for row in preview.refused] == [(two[0], NOT_YOURS)]

    def test_a_contact_is_not_offered_what_decides_who_reads_what(self, partner_rep, own_partner, sign_in):
        edit = begun([own_partner], partner_rep)
        address = reverse("partners:bulk", args=[edit.public_id])
        answer = sign_in(partner_rep).post(address, {"status": "dormant", "visibility": "public"})
        assert answer.status_code == 422
        assert "Say what is to change" in answer.content.decode()

    def test_adding_and_taking_away_the_same_is_refused(self, two, staff, sign_in):
        edit = begun(two, staff)
        address = reverse("partners:bulk", args=[edit.public_id])
        answer = sign_in(staff).post(address, {"add_states": ["AZ"], "drop_states": ["AZ"]})
        assert answer.status_code == 422 and "Both added and taken away: AZ" in answer.content.decode()

    def test_a_partner_that_was_hidden_since_is_neither_shown_nor_counted(self, two, staff, viewer, sign_in):
        edit = begun(two, staff, viewer, status="dormant")
        Partner.objects.filter(pk=two[0].pk).update(visibility="private")
        text = sign_in(staff).get(reverse("partners:bulk", args=[edit.public_id])).content.decode()
        assert "Mesquite" not in text and "1 partner would change" in text

    def test_what_a_hidden_partner_has_is_not_offered_to_be_taken_away_nor_counted(self, two, staff, sign_in):
        two[0].constituencies.add(factories.make_constituency("rural", "Rural people"))
        edit = begun(two, staff)
        client, address = sign_in(staff), reverse("partners:bulk", args=[edit.public_id])
        assert {"Arizona (2)", "Rural people (1)"} <= set(offered(client.get(address)))
        Partner.objects.filter(pk=two[0].pk).update(visibility="private")
        assert offered(client.get(address)) == ["Arizona (1)"]


def offered(response) -> list[str]:
    """What can be taken away, as the form says it."""
    fields = response.context["form"].fields
    return [label for name, field in fields.items() if name.startswith("drop_") for _, label in field.choices]


class TestApplying:
    def test_all_of_it_is_one_change_with_its_reason(self, two, staff, viewer, sign_in):
        nevada, rural = factories.make_state("NV"), factories.make_constituency("rural")
        factories.make_activity(factories.make_program(two[0]))
        wanted = {"status": "dormant", "add_states": ["NV"], "drop_states": ["AZ"], "add_constituencies": ["rural"]}
        edit = begun(two, staff, viewer, **wanted)
        assert "2 partners changed." in page_after(sign_in(staff), edit, "apply")
        edit.refresh_from_db()
        for partner in two:
            partner.refresh_from_db()
            assert (partner.status, list(partner.states.all())) == ("dormant", [nevada])
            assert list(partner.constituencies.all()) == [rural]
            assert versions_of(partner)[0].change_id == edit.change_id
        assert DueWork.objects.filter(kind="overlaps", key="AZ").exists()

    def test_sent_twice_it_is_applied_once(self, two, staff, viewer, sign_in):
        edit, client = begun(two, staff, viewer, status="dormant"), sign_in(staff)
        page(client, edit, "apply")
        before = all_rows(but=["accounts_session"])
        assert page(client, edit, "apply").status_code == 302
        assert all_rows(but=["accounts_session"]) == before

    def test_what_was_looked_at_elsewhere_since_is_not_applied_unseen(self, two, staff, viewer, sign_in):
        edit, client = begun(two, staff, viewer, status="dormant"), sign_in(staff)
        address = reverse("partners:bulk", args=[edit.public_id])
        (seen,) = re.findall(r'name="seen" value="(\w+)"', client.get(address).content.decode())
        client.post(address, {"status": "closed"})
        answer = client.post(reverse("partners:apply-bulk", args=[edit.public_id]), {"seen": seen}, follow=True)
        text = answer.content.decode()
        assert "you have asked for something else since" in text and "<ins>Closed</ins>" in text
        assert not Partner.objects.filter(status="closed").exists()
        edit.refresh_from_db()
        assert edit.is_open and "2 partners changed" in page_after(client, edit, "apply")

    def test_what_somebody_changed_meanwhile_is_left_and_reported(self, two, staff, viewer):
        edit = begun(two, staff, viewer, status="dormant")
        Partner.objects.filter(pk=two[0].pk).update(status="closed")
        edit = applied(edit, staff, viewer)
        assert [Partner.objects.get(pk=each.pk).status for each in two] == ["closed", "dormant"]
        assert [(row.partner, row.why) for row in Preview(edit, viewer(staff)).refused] == [(two[0], CONFLICT)]

    def test_a_change_of_another_field_is_no_conflict(self, two, staff, viewer):
        edit = begun(two, staff, viewer, status="dormant")
        Partner.objects.filter(pk=two[0].pk).update(summary="New words.")
        applied(edit, staff, viewer)
        assert set(Partner.objects.values_list("status", flat=True)) == {"dormant"}

    def test_whoever_lost_the_right_to_edit_changes_nothing(self, own_partner, partner_rep, viewer):
        factories.make_state("NV")
        edit = begun([own_partner], partner_rep, viewer, add_states=["NV"])
        partner_rep.memberships.update(can_edit=False)
        edit = applied(edit, partner_rep, viewer)
        assert edit.status == "preview" and edit.rows[0]["why"] == NOT_YOURS
        assert own_partner.states.count() == 1

    def test_it_takes_as_many_queries_for_many(self, staff, viewer, django_assert_num_queries):
        factories.make_state("NV")
        for number in (2, 20):
            partners = [factories.make_partner() for _ in range(number)]
            edit = begun(partners, staff, viewer, status="dormant", add_states=["NV"])
            with django_assert_num_queries(13):
                applied(edit, staff, viewer)


def test_what_was_begun_and_left_is_forgotten_after_a_month(two, staff, viewer):
    _, done, fresh = begun(two, staff), begun(two, staff, viewer, status="dormant"), begun(two, staff)
    applied(done, staff, viewer)
    BulkEdit.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - dt.timedelta(days=31))
    forget_left_bulk_edits()
    assert set(BulkEdit.objects.all()) == {done, fresh}
    task = "partners.tasks.forget_left_bulk_edits"
    assert task in {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}


class TestUndoing:
    def test_everything_is_as_it_was(self, two, staff, viewer, sign_in):
        factories.make_state("NV")
        before = all_rows(but=["partners_bulkedit", "accounts_session", "accounts_user"])
        edit = begun(two, staff, viewer, status="dormant", add_states=["NV"], drop_states=["AZ"])
        applied(edit, staff, viewer)
        assert "Undone" in page_after(sign_in(staff), edit, "undo")
        assert all_rows(but=["partners_bulkedit", "accounts_session", "accounts_user"]) == before
        assert "nothing to undo" in page_after(sign_in(staff), edit, "undo")

    def test_it_is_refused_whole_where_somebody_changed_one_since(self, two, staff, viewer, sign_in):
        edit = begun(two, staff, viewer, status="dormant")
        edit = applied(edit, staff, viewer)
        with change(by=staff, verb="closed it"):
            Partner.objects.filter(pk=two[0].pk).update(status="closed")
        assert "Changed since: Mesquite Votes" in page_after(sign_in(staff), edit, "undo")
        assert Partner.objects.get(pk=two[1].pk).status == "dormant"

    def test_a_colleague_finds_what_was_applied_and_can_undo_it(self, two, staff, counsel, viewer, sign_in):
        edit = begun(two, staff, viewer, status="dormant")
        assert page(sign_in(counsel), edit).status_code == 404, "what is only begun is its maker's"
        applied(edit, staff, viewer)
        assert "Undone" in page_after(sign_in(counsel), edit, "undo")

    def test_but_not_where_a_partner_is_hidden_from_the_colleague(self, two, staff, counsel, viewer, sign_in):
        edit = begun(two, staff, viewer, status="dormant")
        applied(edit, staff, viewer)
        Partner.objects.filter(pk=two[0].pk).update(visibility="private")
        text = page_after(sign_in(counsel), edit, "undo")
        assert "Only whoever made this change can undo it" in text and "Mesquite" not in text
        assert Partner.objects.get(pk=two[1].pk).status == "dormant"

    def test_the_page_of_the_change_leads_back_to_the_receipt(self, two, staff, viewer, sign_in):
        edit = begun(two, staff, viewer, status="dormant")
        edit = applied(edit, staff, viewer)
        text = sign_in(staff).get(reverse("act", args=[edit.change_id])).content.decode()
        assert reverse("partners:undo-bulk", args=[edit.public_id]) in text


def page_after(client, edit, act) -> str:
    """What somebody reads after applying or undoing."""
    page(client, edit, act)
    return client.get(reverse("partners:bulk", args=[edit.public_id])).content.decode()
