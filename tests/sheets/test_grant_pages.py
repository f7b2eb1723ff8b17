"""Lists of grants on the import pages: preview with findings, doubtful partners asked, applied by a job, undone."""

import pytest

from funding.models import Grant
from partners.models import Partner, PartnerIdentifier
from tests import factories

pytestmark = pytest.mark.django_db

LIST = (
    "funder,recipient,recipient id,amount,currency,year\n"
    "Lantern Fund,Ocotillo Votes Fund,GB-CHC-1077187,500,GBP,2019\n"
    "Lantern Fund,Open Porch,,-3,GBP,2019"
)


def test_a_list_is_previewed_asked_about_applied_and_undone(staff, sending, pressing, sign_in):
    known = factories.make_partner("Ocotillo Votes")
    batch = sending(staff, LIST, kind="grants")
    page = sign_in(staff).get(f"/imports/{batch.public_id}/").content.decode()
    assert "1 row" in page
    assert "an amount below zero" in page
    assert "Ocotillo Votes Fund" in page
    assert not Grant.objects.exists()

    pressing(staff, batch, "answer", **{"question-0": known.slug})
    batch = pressing(staff, batch)
    assert batch.status == "applied", batch.error
    grant = Grant.objects.get()
    assert (grant.recipient, grant.currency, str(grant.awarded)) == (known, "GBP", "2019")
    assert PartnerIdentifier.objects.get().partner == known
    known.refresh_from_db()
    assert "Ocotillo Votes Fund" in known.other_names

    batch = pressing(staff, batch, "undo")
    assert batch.status == "undone", batch.error
    assert not Grant.objects.exists()
    assert not PartnerIdentifier.objects.exists()
    assert list(Partner.objects.values_list("name", flat=True)) == ["Ocotillo Votes"]


def test_a_grant_changed_meanwhile_is_a_conflict(staff, sending, pressing):
    text = "id,funder,recipient,amount,year,title\n360G-a-1,Lantern Fund,Open Porch,{},2019,Doors"
    pressing(staff, sending(staff, text.format(500), kind="grants"))
    batch = sending(staff, text.format(700), kind="grants")
    assert batch.counts["updated"] == 1
    Grant.objects.update(amount=600)
    batch = pressing(staff, batch)
    assert (batch.counts["conflict"], Grant.objects.get().amount) == (1, 600)


def test_pages_and_command_do_the_same(staff, sending, pressing):
    lines = [f"Lantern Fund,Group {number},{number + 1}00,2019" for number in range(5)]
    text = "\n".join(["funder,recipient,amount,year", *lines, lines[0]])
    batch = pressing(staff, sending(staff, text, kind="grants"))
    assert {name: n for name, n in batch.counts.items() if n} == {"rows_in": 6, "created": 5, "skipped": 1}


def test_only_staff_send_lists_of_grants(partner_rep, sign_in):
    page = sign_in(partner_rep).get("/imports/new/").content.decode()
    assert 'value="grants"' not in page
