"""Sending a sheet on a page: preview, questions, applied once by a job, receipt."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.history import versions_of
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.sheets.actions import apply_due_imports
from mvp_coord.sheets.actions.queued import KIND
from mvp_coord.sheets.models import ImportBatch, ImportFile
from partners.models import Activity, Partner
from planning.actions import drain_due_overlaps
from planning.models import Overlap
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = "Row,Organization,Program,Vehicle,Type,Tactic,Where,Start,End,Universe,Attempts,Budget"
SUNRISE = "A-1,Sunrise Neighbors,Doors,c4,GOTV,Doors,Pima County,8/2/27,9/26/27,200000,640000,$1.9M"
LANTERN = "A-2,Lantern Votes,Porches,c4,turnout,door to door,PIMA CO.,2027-08-02,2027-09-26,210000,650k,"
WRONG = "A-3,Nobody Knows,Where,c4,GOTV,Doors,Atlantis County,8/2/27,9/26/27,,,"


@pytest.fixture
def arizona():
    factories.make_county("Pima County", electorate=500_000)
    factories.make_program_type("gotv", label="Get out the vote", aliases=["turnout"])
    factories.make_tactic("door-canvass", label="Door canvass", aliases=["doors", "door to door"])


def sheet(*rows: str, name: str = "plan.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEADER, *rows]).encode())


def send(client, *rows: str, **more):
    return client.post(reverse("sheets:new"), {"kind": "plans", "sheets": [sheet(*rows)], "state": "AZ", **more})


def sent(client, *rows: str) -> ImportBatch:
    response = send(client, *rows)
    assert response.status_code == 302, response.context["form"].errors
    return ImportBatch.objects.latest("pk")


def page(client, batch, query: str = "") -> str:
    return client.get(reverse("sheets:detail", args=[batch.public_id]) + query).content.decode()


def test_a_sheet_becomes_a_preview_and_nothing_else(arizona, staff, sign_in):
    client = sign_in(staff)
    batch = sent(client, SUNRISE, LANTERN, WRONG)
    text = page(client, batch)
    for words in ("This is a preview", "Apply 2 rows", "Sunrise Neighbors", "Atlantis County", "Pima County"):
        assert words in text
    assert batch.counts == {
        "rows_in": 3,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "conflict": 0,
        "rejected": 1,
        "skipped": 0,
    }
    assert not Activity.objects.exists()
    assert not Partner.objects.exists()


def test_applied_by_a_job_the_receipt_follows_and_the_overlap_is_found(arizona, staff, sign_in):
    client = sign_in(staff)
    batch = sent(client, SUNRISE, LANTERN, WRONG)
    client.post(reverse("sheets:apply", args=[batch.public_id]))
    assert 'hx-trigger="load delay:2s"' in page(client, batch)
    run = apply_due_imports()
    assert (run.status, run.counts, run.asked_by) == (
        JobRun.Status.DONE,
        {"rows_in": 3, "created": 2, "rejected": 1},
        None,
    )
    text = page(client, batch)
    assert "this is the receipt" in text
    assert "hx-trigger" not in text.split('id="import"')[1].split(">")[0]
    assert Activity.objects.count() == 2
    assert versions_of(Partner.objects.get(name="Sunrise Neighbors"))[0].who == str(staff)
    drain_due_overlaps()
    assert Overlap.objects.get().members.count() == 2


def test_apply_pressed_twice_is_applied_once(arizona, staff, sign_in):
    client = sign_in(staff)
    batch = sent(client, SUNRISE)
    for _ in range(2):
        client.post(reverse("sheets:apply", args=[batch.public_id]))
    assert DueWork.objects.filter(kind=KIND).count() == 1
    apply_due_imports()
    assert apply_due_imports() is None
    assert Activity.objects.count() == 1


def test_a_discarded_import_is_not_applied(arizona, staff, sign_in):
    client = sign_in(staff)
    batch = sent(client, SUNRISE)
    client.post(reverse("sheets:discard", args=[batch.public_id]))
    client.post(reverse("sheets:apply", args=[batch.public_id]))
    assert apply_due_imports() is None
    assert "Discarded" in page(client, batch)
    assert not Activity.objects.exists()


def test_a_name_much_like_a_known_one_is_asked_about_and_never_merged_by_guess(arizona, staff, sign_in):
    known = factories.make_partner("Sunrise Neighbours")
    client = sign_in(staff)
    batch = sent(client, SUNRISE)
    assert "Is it one of these?" in page(client, batch)
    client.post(reverse("sheets:apply", args=[batch.public_id]))
    assert not DueWork.objects.filter(kind=KIND).exists()
    client.post(reverse("sheets:answer", args=[batch.public_id]), {"question-0": known.slug})
    client.post(reverse("sheets:apply", args=[batch.public_id]))
    apply_due_imports()
    assert Activity.objects.get().program.partner == known
    assert not Partner.objects.filter(name="Sunrise Neighbors").exists()


def test_an_answer_that_was_not_offered_is_no_answer(arizona, staff, sign_in):
    factories.make_partner("Sunrise Neighbours")
    other = factories.make_partner("Quite Another")
    client = sign_in(staff)
    batch = sent(client, SUNRISE)
    client.post(reverse("sheets:answer", args=[batch.public_id]), {"question-0": other.slug})
    batch.refresh_from_db()
    assert batch.options["choices"] == {}


def test_the_same_sheet_with_one_figure_changed_shows_just_that(arizona, staff, sign_in):
    client = sign_in(staff)
    batch = sent(client, SUNRISE, LANTERN)
    client.post(reverse("sheets:apply", args=[batch.public_id]))
    apply_due_imports()
    again = sent(client, SUNRISE.replace("640000", "600000"), LANTERN)
    assert (again.counts["updated"], again.counts["unchanged"]) == (1, 1)
    text = page(client, again, "?rows=updated")
    assert "<del>640,000</del> → <ins>600,000</ins>" in text
    assert "Lantern Votes" not in text.split('id="rows"')[1]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("empty.csv", b" "), "empty"),
        (SimpleUploadedFile("list.xlsx", b"PK\x03\x04 not really"), "damaged"),
        (SimpleUploadedFile("no-header.csv", b"hello\nworld\n"), "No header row"),
    ],
    ids=["empty", "damaged", "no header"],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(arizona, staff, sign_in, file, words):
    file.seek(0)
    response = sign_in(staff).post(reverse("sheets:new"), {"kind": "plans", "sheets": [file], "state": "AZ"})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(("rows", "status"), [(3, 302), (4, 422)])
def test_the_limit_counts_data_rows_alone(arizona, staff, sign_in, monkeypatch, rows, status):
    monkeypatch.setattr("mvp_coord.sheets.reading.MAX_ROWS", 3)
    lines = [SUNRISE.replace("A-1", f"A-{number}").replace("Doors,c4", f"D {number},c4") for number in range(rows)]
    file = SimpleUploadedFile("plan.csv", "\n".join(["Our plan 2027", "", HEADER, *lines]).encode())
    response = sign_in(staff).post(reverse("sheets:new"), {"kind": "plans", "sheets": [file], "state": "AZ"})
    assert response.status_code == status


def test_formulas_and_markup_are_shown_as_text(arizona, staff, sign_in):
    client = sign_in(staff)
    text = page(client, sent(client, SUNRISE.replace("Sunrise Neighbors", "<b>Sunrise</b> =1+1")))
    assert "&lt;b&gt;Sunrise&lt;/b&gt; =1+1" in text


def test_a_partner_contact_sends_rows_of_its_own_organization_only(arizona, partner_rep, own_partner, sign_in):
    factories.make_entity(own_partner, "c4")
    client = sign_in(partner_rep)
    batch = sent(client, SUNRISE, SUNRISE.replace("Sunrise Neighbors", own_partner.name).replace("A-1", "A-9"))
    assert (batch.counts["created"], batch.counts["rejected"]) == (1, 1)


def test_an_import_is_seen_by_its_sender_and_insiders(arizona, partner_rep, own_partner, cast, sign_in):
    batch = sent(sign_in(partner_rep), SUNRISE.replace("Sunrise Neighbors", own_partner.name))
    address = reverse("sheets:detail", args=[batch.public_id])
    seen = {name for name, user in cast.items() if sign_in(user).get(address).status_code == 200}
    assert seen == {"staff", "counsel", "admin", "partner_rep"}


def test_the_template_is_read_back_as_a_plan_without_rows(arizona, staff, sign_in):
    client = sign_in(staff)
    content = client.get(reverse("sheets:template")).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names[0] == "Plan"
    response = client.post(
        reverse("sheets:new"),
        {"kind": "plans", "sheets": [SimpleUploadedFile("plan-template.xlsx", content)], "state": "AZ"},
    )
    assert response.status_code == 302, response.context["form"].errors
    assert ImportBatch.objects.get().counts["rows_in"] == 0


def test_many_rows_come_by_fifty_with_as_many_queries_as_few(
    arizona, staff, sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(staff)
    few = sent(client, *[SUNRISE.replace("A-1", f"A-{n}").replace("Doors,c4", f"Doors {n},c4") for n in range(2)])
    many = sent(client, *[SUNRISE.replace("A-1", f"B-{n}").replace("Doors,c4", f"Door {n},c4") for n in range(60)])
    page(client, few)
    with django_assert_max_num_queries(14) as captured:  # twelve, and the two ends of the transaction
        page(client, few)
    with django_assert_num_queries(len(captured)):
        page(client, many)
    response = client.get(reverse("sheets:detail", args=[many.public_id]))
    rest = client.get(reverse("sheets:detail", args=[many.public_id]) + response.context["next_url"])
    assert (len(response.context["rows"]), len(rest.context["rows"])) == (50, 10)


def test_the_list_takes_as_many_queries_for_twenty_as_for_two(
    staff, sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(staff)
    for _ in range(2):
        ImportBatch.objects.create(created_by=factories.make_user())
    with django_assert_max_num_queries(12) as captured:
        client.get(reverse("sheets:list"))
    for _ in range(18):
        ImportBatch.objects.create(created_by=factories.make_user())
    with django_assert_num_queries(len(captured)):
        client.get(reverse("sheets:list"))


def test_an_answer_is_remembered_as_another_name(arizona, staff, sign_in):
    known = factories.make_partner("Sunrise Neighbours")
    client = sign_in(staff)
    batch = sent(client, SUNRISE)
    client.post(reverse("sheets:answer", args=[batch.public_id]), {"question-0": known.slug})
    client.post(reverse("sheets:apply", args=[batch.public_id]))
    apply_due_imports()
    known.refresh_from_db()
    assert known.other_names == "Sunrise Neighbors"
    again = sent(client, SUNRISE)
    assert (again.counts["unchanged"], again.report["likely_twins"]) == (1, [])


def test_new_names_that_look_alike_are_told_and_do_not_hold_the_import_up(arizona, staff, sign_in):
    client = sign_in(staff)
    batch = sent(client, SUNRISE, LANTERN.replace("Lantern Votes", "Sunrise Neighbours"))
    assert "“Sunrise Neighbors” and “Sunrise Neighbours” look alike" in page(client, batch)
    client.post(reverse("sheets:apply", args=[batch.public_id]))
    apply_due_imports()
    assert Partner.objects.count() == 2


def test_an_import_that_fails_writes_nothing_says_so_and_does_not_hold_up_the_next(arizona, staff, sign_in):
    client = sign_in(staff)
    doomed, fine = sent(client, SUNRISE), sent(client, LANTERN)
    for batch in (doomed, fine):
        client.post(reverse("sheets:apply", args=[batch.public_id]))
    ImportFile.objects.filter(batch=doomed).update(content=b"%PDF")  # nothing that was ever sent
    apply_due_imports()
    apply_due_imports()
    assert "It could not be applied, and nothing was changed." in page(client, doomed)
    assert [each.program.partner.name for each in Activity.objects.all()] == ["Lantern Votes"]
    assert not DueWork.objects.filter(kind=KIND).exists()
