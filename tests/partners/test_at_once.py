"""The same moment twice: real threads on real connections, because a lock that is only described protects nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from mvp_coord.lib.facts import facts_of, token_of
from partners import actions
from partners.models import ExportContent, LegalEntity, Partner
from partners.tasks import make_due_exports
from partners.viewers import viewer_of
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(act, times=4):
    """What `act(n)` gives or refuses in several threads that begin together."""
    begin = Barrier(times)

    def one(n):
        try:
            begin.wait()
            return act(n)
        except (actions.StaleEdit, actions.CannotBeSaved) as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_one_form_sent_several_times_at_once_makes_one_partner():
    staff = factories.make_user(is_staff=True)
    facts = {"name": "Saguaro Neighbors", "kind": "year_round"}
    made = at_once(lambda n: actions.create_partner(by=staff, facts=facts, states=[], key="same-form").pk)
    assert len(set(made)) == 1
    assert Partner.objects.count() == 1


def test_partners_of_one_name_added_at_once_all_get_an_address():
    staff = factories.make_user(is_staff=True)
    facts = {"name": "Saguaro Neighbors", "kind": "year_round"}
    made = at_once(lambda n: actions.create_partner(by=staff, facts=facts, states=[], key=f"form-{n}").slug)
    assert len(set(made)) == 4


def test_of_several_edits_at_once_one_is_kept_and_the_others_are_told():
    staff, partner = factories.make_user(is_staff=True), factories.make_partner("Ocotillo Votes")
    seen = token_of(facts_of(partner, ["summary"]))

    def edit(n):
        facts = {"summary": f"Version {n}"}
        return actions.update_partner(partner, by=staff, facts=facts, states=None, seen=seen).summary

    results = at_once(edit)
    partner.refresh_from_db()
    assert results.count(actions.StaleEdit) == 3
    assert partner.summary in results


def test_of_several_entities_with_one_ein_one_is_kept():
    staff, partners = factories.make_user(is_staff=True), [factories.make_partner() for _ in range(4)]

    def add(n):
        facts = {"legal_name": f"Entity {n}", "ein": "123456789"}
        return actions.add_entity(partners[n], by=staff, facts=facts, public_id=f"entity-{n}").pk

    assert at_once(add).count(actions.CannotBeSaved) == 3
    assert LegalEntity.objects.count() == 1


def test_one_resource_sent_several_times_at_once_is_one():
    staff, partner = factories.make_user(is_staff=True), factories.make_partner()
    facts = {"kind": "tool", "title": "T", "summary": "S", "link": "https://tools.example.org/"}

    def share(n):
        told = {"facts": facts, "tags": {}, "upload": None, "public_id": "same-form"}
        return actions.share_resource(partner, by=staff, **told).pk

    assert len(set(at_once(share))) == 1


def test_an_organization_that_says_several_times_at_once_that_it_uses_something_says_it_once():
    staff, partner, resource = factories.make_user(is_staff=True), factories.make_partner(), factories.make_resource()
    at_once(lambda n: actions.mark_used(resource, by=staff, partner=partner, note=f"Sentence {n}").pk)
    assert resource.uses.count() == 1


def test_downloads_by_one_person_at_once_count_once():
    reader, resource = factories.make_user(), factories.make_resource(file=("guide.md", b"Listen first."))
    at_once(lambda n: actions.note_download(resource.file, by=reader))
    assert resource.file.downloads.count() == 1


def test_a_bulk_edit_applied_several_times_at_once_is_one_change():
    staff, partner = factories.make_user(is_staff=True), factories.make_partner("Ocotillo Votes")
    edit = actions.start_bulk_edit([partner.pk], by=staff, chosen="", back="/partners/")
    edit = actions.preview_bulk_edit(edit, by=staff, viewer=viewer_of(staff), changes={"status": "dormant"})
    told = {"by": staff, "viewer": viewer_of(staff), "seen": actions.token_of_preview(edit)}
    at_once(lambda n: actions.apply_bulk_edit(edit, **told))
    changes = Partner.pgh_event_model.objects.filter(pgh_obj_id=partner.pk, pgh_label="update")  # type: ignore[attr-defined]
    assert changes.values("pgh_context").distinct().count() == 1


def test_a_bulk_edit_and_an_edit_at_once_never_undo_one_another():
    staff, partner = factories.make_user(is_staff=True), factories.make_partner("Ocotillo Votes")
    seen = token_of(facts_of(partner, ["status"]))
    edit = actions.start_bulk_edit([partner.pk], by=staff, chosen="", back="/partners/")
    edit = actions.preview_bulk_edit(edit, by=staff, viewer=viewer_of(staff), changes={"status": "dormant"})

    def act(n):
        if n:
            return actions.update_partner(
                partner, by=staff, facts={"status": "closed"}, states=None, seen=seen
            ).status
        told = {"by": staff, "viewer": viewer_of(staff), "seen": actions.token_of_preview(edit)}
        return actions.apply_bulk_edit(edit, **told).status

    bulk, single = at_once(act, times=2)
    partner.refresh_from_db()
    won = (bulk, single) == ("applied", actions.StaleEdit)
    assert partner.status == ("dormant" if won else "closed")
    assert won or (bulk, single) == ("preview", "closed")


def test_one_export_asked_for_several_times_at_once_is_made_once():
    staff = factories.make_user(is_staff=True)
    facts = {"kind": "partners", "file_format": "csv", "query": "", "asked": ""}
    at_once(lambda n: actions.ask_for_export(by=staff, public_id="one", fields=["name"], **facts).pk)
    at_once(lambda n: make_due_exports())
    assert ExportContent.objects.count() == 1
