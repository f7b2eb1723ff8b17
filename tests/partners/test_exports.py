"""Files of what is filtered: what is in them for whom, how they are made, taken, logged and forgotten."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from funding.models import Donor
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.lib.once import new_ticket
from mvp_coord.lib.public_id import new_public_id
from mvp_coord.lib.tabular import read_tables
from partners import actions
from partners.actions.exports import forget_old_exports
from partners.imports.partner_columns import PARTNER_FIELDS
from partners.models import Export, ExportContent, Partner
from partners.tasks import make_due_exports
from tests import factories
from tests.snapshot import all_rows

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("partners:new-export"), reverse("partners:exports")
EVERY_COLUMN = [field.name for field in PARTNER_FIELDS]


def ask(client, user, **data):
    data = {"kind": "partners", "format": "csv", "columns": ["name"], "ticket": new_ticket(user.pk), **data}
    return client.post(NEW, data)


def ask_for(user, public_id="", **facts: Any) -> Export:
    facts = {"kind": "partners", "file_format": "csv", "query": "", "asked": "", "fields": EVERY_COLUMN, **facts}
    return actions.ask_for_export(by=user, public_id=public_id or f"ex{user.pk}", **facts)


def export_of(user, public_id="", **facts: Any) -> Export:
    """A file as this person gets it, made at once."""
    export = ask_for(user, public_id, **facts)
    make_due_exports()
    export.refresh_from_db()
    return export


def taken(client, export) -> bytes:
    response = client.get(reverse("partners:export-file", args=[export.public_id]))
    assert response.status_code == 200
    return response.content


def rows_of(body: bytes) -> list[dict[str, str]]:
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


class TestAsking:
    def test_the_list_leads_to_a_file_of_just_what_it_shows(self, staff, sign_in):
        factories.make_partner("Mesquite Votes"), factories.make_partner("Elsewhere", states=("WI",))
        client = sign_in(staff)
        assert f'href="{NEW}?state=AZ"' in client.get("/partners/?state=AZ").content.decode()
        page = client.get(f"{NEW}?state=AZ").content.decode()
        assert "1 partner in Arizona" in page
        answer = ask(client, staff, query="state=AZ")
        make_due_exports()
        export = Export.objects.get()
        assert answer["Location"] == export.get_absolute_url()
        assert [row["Name"] for row in rows_of(taken(client, export))] == ["Mesquite Votes"]

    def test_sent_twice_it_is_one_file(self, staff, sign_in):
        client, ticket = sign_in(staff), new_ticket(staff.pk)
        first, second = (ask(client, staff, ticket=ticket) for _ in range(2))
        assert first["Location"] == second["Location"]
        assert (Export.objects.count(), DueWork.objects.filter(kind="make exports").count()) == (1, 1)

    def test_a_file_without_columns_is_refused(self, staff, sign_in):
        answer = ask(sign_in(staff), staff, columns=[])
        assert answer.status_code == 422 and "Choose at least one column" in answer.content.decode()

    def test_columns_that_one_may_not_read_are_not_offered_nor_taken(self, partner_rep, sign_in):
        client = sign_in(partner_rep)
        assert "Seen by" not in client.get(NEW).content.decode()
        assert ask(client, partner_rep, columns=["name", "source"]).status_code == 422
        rows = rows_of(taken(client, export_of(partner_rep)))
        assert rows and not {"Source", "Seen by"} & rows[0].keys()

    def test_while_no_worker_is_there_it_waits_and_says_so(self, staff, sign_in):
        client = sign_in(staff)
        page = client.get(ask(client, staff)["Location"])
        assert "Waiting for its turn" in page.content.decode()
        assert "your file waits, and is not lost" in page.content.decode()
        assert client.get(reverse("partners:export-file", args=[Export.objects.get().public_id])).status_code == 404


class TestMaking:
    def test_every_column_says_what_the_record_says(self, staff, sign_in):
        youth = factories.make_constituency("youth", "Young people")
        facts: dict[str, Any] = {
            "other_names": "MV\nMesquite",
            "website": "https://mesquite.example/",
            "founded_year": 2009,
        }
        partner = factories.make_partner("=Mesquite Votes", slug="mesquite", **facts)
        partner.constituencies.add(youth)
        factories.make_entity(partner, ein="012345678")
        (row,) = rows_of(taken(sign_in(staff), export_of(staff)))
        assert row["Name"] == "'=Mesquite Votes"
        assert (row["Other names"], row["Works for"]) == ("MV; Mesquite", "Young people")
        assert (row["Id"], row["EIN"], row["Founded in"]) == ("mesquite", "01-2345678", "2009")

    def test_a_workbook_holds_the_same_with_tags_for_programs(self, staff, sign_in):
        factories.make_partner("Mesquite Votes", founded_year=2009)
        export = export_of(staff, file_format="xlsx", fields=["name", "founded_year"])
        tables = read_tables(taken(sign_in(staff), export)).tables
        assert [row.cells for row in tables[0].rows] == [
            ("Name", "Founded in"), ("#org+name", "#date+founded"), ("Mesquite Votes", 2009),
        ]  # fmt: skip
        assert "At most 100,000 rows" in str(tables[1].rows)

    def test_what_may_be_seen_is_decided_when_it_is_made(self, partner_rep, own_partner, sign_in):
        hidden = factories.make_partner("Mesquite Votes")
        export = ask_for(partner_rep, "x")
        Partner.objects.filter(pk=hidden.pk).update(visibility="staff")
        make_due_exports()
        body = taken(sign_in(partner_rep), export)
        assert b"Ocotillo" in body and b"Mesquite" not in body

    def test_twice_is_the_same_as_once_with_one_receipt(self, staff):
        factories.make_partner()
        export_of(staff)
        before = all_rows()
        make_due_exports()
        assert all_rows() == before
        assert [run.counts for run in JobRun.objects.filter(name="make exports")] == [{"files": 1}]

    def test_more_than_fits_is_cut_and_said(self, staff, sign_in, monkeypatch):
        monkeypatch.setattr("partners.exports.run.MOST", 2)
        for _ in range(3):
            factories.make_partner()
        export = export_of(staff)
        assert (export.row_count, export.is_cut) == (2, True)
        assert "More matched" in sign_in(staff).get(export.get_absolute_url()).content.decode()

    def test_whoever_lost_every_role_gets_none(self, partner_rep):
        partner_rep.memberships.all().delete()
        export = export_of(partner_rep)
        assert (export.status, export.error) == ("failed", "You have no access here any more.")

    def test_a_fault_of_ours_is_told_and_does_not_hold_up_the_next(self, staff, monkeypatch):
        monkeypatch.setattr("partners.exports.run.as_csv", lambda rows: 1 / 0)
        assert export_of(staff, public_id="a").status == "failed"
        monkeypatch.undo()
        assert export_of(staff, public_id="b").status == "ready"

    def test_it_takes_as_many_queries_for_many(self, staff, django_assert_num_queries):
        for number in (2, 20):
            for _ in range(number):
                factories.make_entity(factories.make_partner())
            ask_for(staff, f"n{number}")
            with django_assert_num_queries(32):
                make_due_exports()


class TestTaking:
    def test_nobody_but_the_asker_gets_it(self, cast, staff, sign_in):
        export = export_of(staff)
        addresses = [export.get_absolute_url(), reverse("partners:export-file", args=[export.public_id])]
        for name in set(cast) - {"staff", "anonymous"}:
            assert [sign_in(cast[name]).get(each).status_code for each in addresses] == [404, 404], name

    def test_a_record_that_is_hidden_since_closes_the_file(self, partner_rep, own_partner, sign_in):
        other, client = factories.make_partner("Mesquite Votes"), sign_in(partner_rep)
        export = export_of(partner_rep)
        taken(client, export)
        Partner.objects.filter(pk=other.pk).update(visibility="staff")
        assert client.get(reverse("partners:export-file", args=[export.public_id])).status_code == 404
        assert "no longer shared with you" in client.get(export.get_absolute_url()).content.decode()

    def test_columns_of_insiders_close_the_file_to_whoever_is_none_any_more(self, partner_rep, own_partner, sign_in):
        partner_rep.is_staff = True
        partner_rep.save()
        export = export_of(partner_rep, fields=["name", "source"])
        plain = export_of(partner_rep, "plain", fields=["name"])
        partner_rep.is_staff = False
        partner_rep.save()
        client = sign_in(partner_rep)
        assert client.get(reverse("partners:export-file", args=[export.public_id])).status_code == 404
        assert "no longer shared with you" in client.get(export.get_absolute_url()).content.decode()
        assert b"Ocotillo" in taken(client, plain)

    def test_whoever_lost_access_gets_nothing(self, partner_rep, sign_in):
        export, client = export_of(partner_rep), sign_in(partner_rep)
        partner_rep.memberships.all().delete()
        assert client.get(reverse("partners:export-file", args=[export.public_id])).status_code == 404

    def test_it_is_forgotten_after_a_week_and_stays_in_the_log(self, staff, sign_in):
        export, client = export_of(staff), sign_in(staff)
        Export.objects.update(ended_at=timezone.now() - dt.timedelta(days=8))
        assert client.get(reverse("partners:export-file", args=[export.public_id])).status_code == 404
        assert forget_old_exports() == 1 and forget_old_exports() == 0
        assert not ExportContent.objects.exists()
        assert "No longer kept" in client.get(LIST).content.decode()


class TestLog:
    def test_staff_read_who_exported_what_and_others_their_own(self, staff, partner_rep, other_partner, sign_in):
        export_of(partner_rep, asked="that are state tables")
        text = sign_in(staff).get(LIST).content.decode()
        assert "Paz Rep" in text and "that are state tables" in text
        assert "that are state tables" in sign_in(partner_rep).get(LIST).content.decode()
        assert "that are state tables" not in sign_in(other_partner).get(LIST).content.decode()

    def test_who_gives_is_not_told_but_to_the_adviser(self, staff, counsel, donor, other_donor, sign_in):
        export_of(donor), export_of(other_donor)
        Donor.objects.filter(user=donor).update(adviser=staff)
        text = sign_in(staff).get(LIST).content.decode()
        assert str(donor) in text and str(other_donor) not in text and "A donor" in text
        assert str(donor) not in sign_in(counsel).get(LIST).content.decode()
        assert str(donor) in sign_in(donor).get(LIST).content.decode()

    def test_it_takes_as_many_queries_for_many(self, staff, sign_in, django_assert_num_queries):
        client = sign_in(staff)
        for number in (2, 20):
            for _ in range(number):
                ask_for(factories.make_user(), new_public_id())
            with django_assert_num_queries(7):
                client.get(LIST)
