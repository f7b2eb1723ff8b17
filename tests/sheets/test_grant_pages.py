"""Lists of grants on the import pages: preview with findings, doubtful partners asked, applied by a job, undone."""

import pytest

from funding.models import Grant
from mvp_coord.sheets.actions import questions_of
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


HEADINGS = "funder,recipient,amount,year,title\n"


def lines_of(*lines: str) -> str:
    return HEADINGS + "\n".join(f"Lantern Fund,{line}" for line in lines)


@pytest.fixture
def kept(staff, sending, pressing):
    """A list without identifiers that was imported before."""
    pressing(staff, sending(staff, lines_of("Open Porch,500,2019,Doors", "Open Porch,900,2019,Vans"), kind="grants"))
    return Grant.objects.get(title="Doors")


def asked_of(batch):
    return [(each.title, [name for _, name, _ in each.like], each.answer) for each in questions_of(batch)]


@pytest.mark.parametrize(
    ("line", "like"),
    [
        ("Open Porch,700,2019,Doors", "$500, “Doors”"),
        ("Open Porch,500,2019,Doors and calls", "$500, “Doors”"),
    ],
)
def test_a_corrected_line_is_asked_about_and_corrects(line, like, kept, staff, sending, pressing, sign_in):
    batch = sending(staff, lines_of(line, "Open Porch,900,2019,Vans"), kind="grants")
    assert {name: n for name, n in batch.counts.items() if n} == {"rows_in": 2, "unchanged": 1, "rejected": 1}
    ((title, offered, answer),) = asked_of(batch)
    assert (title.startswith("Line 2: $"), offered, answer) == (True, [like], "")
    page = sign_in(staff).get(f"/imports/{batch.public_id}/").content.decode()
    assert f"It corrects {like}" in page and "1 question still to be answered" in page
    batch = pressing(staff, batch)
    assert batch.status == "preview"  # nothing is applied before it is answered
    pressing(staff, batch, "answer", **{"question-0": kept.public_id})
    batch = pressing(staff, batch)
    assert batch.status == "applied", batch.error
    assert Grant.objects.count() == 2
    kept.refresh_from_db()
    assert f"Open Porch,{kept.amount:.0f},2019,{kept.title}" == line
    assert sending(staff, lines_of(line, "Open Porch,900,2019,Vans"), kind="grants").counts["unchanged"] == 2
    pressing(staff, batch, "undo")
    kept.refresh_from_db()
    assert (kept.amount, kept.title) == (500, "Doors")


def test_a_line_that_is_said_to_be_another_grant_is_one(kept, staff, sending, pressing):
    batch = sending(staff, lines_of("Open Porch,700,2019,Doors", "Open Porch,900,2019,Vans"), kind="grants")
    pressing(staff, batch, "answer", **{"question-0": "new"})
    assert pressing(staff, batch).status == "applied"
    assert sorted(Grant.objects.values_list("amount", flat=True)) == [500, 700, 900]


def test_two_lines_do_not_correct_one_grant(kept, staff, sending, pressing):
    lines = lines_of("Open Porch,700,2019,Doors", "Open Porch,800,2019,Doors", "Open Porch,900,2019,Vans")
    batch = sending(staff, lines, kind="grants")
    pressing(staff, batch, "answer", **{"question-0": kept.public_id, "question-1": kept.public_id})
    batch.refresh_from_db()
    assert (batch.counts["updated"], batch.counts["rejected"]) == (1, 1)
    assert batch.rows.get(outcome="rejected").problems[0]["reason"] == "Line 2 corrects that grant already."


@pytest.mark.parametrize(
    "line",
    [
        "Open Porch,700,2020,Doors",  # of another year
        "Open Porch,700,2019,Calls",  # another amount and other words
        "Quiet Hands,500,2019,Doors",  # to somebody else
    ],
)
def test_what_differs_more_is_another_grant(line, kept, staff, sending):
    batch = sending(staff, lines_of(line, "Open Porch,900,2019,Vans"), kind="grants")
    assert (batch.counts["created"], asked_of(batch)) == (1, [])


def test_a_line_that_still_stands_is_corrected_by_no_other(kept, staff, sending):
    lines = ("Open Porch,500,2019,Doors", "Open Porch,700,2019,Doors", "Open Porch,900,2019,Vans")
    batch = sending(staff, lines_of(*lines), kind="grants")
    assert (batch.counts["created"], batch.counts["unchanged"], asked_of(batch)) == (1, 2, [])
