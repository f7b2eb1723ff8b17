"""Large sheets are read and compared by a worker; their page follows, and what comes of them is the same."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.sheets.actions import discard, read_due_sheets
from mvp_coord.sheets.actions.previews import KIND
from mvp_coord.sheets.kinds import Options, kind_of
from mvp_coord.sheets.models import ImportBatch, ImportFile, ImportProgress
from mvp_coord.sheets.run import preview, read_files
from partners.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db

GROUPS = (
    "Group,Kind,Website,Who told us\n"
    "Ocotillo Voters,year-round group,ocotillo.example,a flyer\n"
    "Juniper Hub,national,juniper.example,a friend\n"
    "Agave Choir,choir,,a friend\n"
)


@pytest.fixture
def everything_is_large(monkeypatch):
    monkeypatch.setattr("mvp_coord.sheets.actions.previews.AT_ONCE_BYTES", 20)


def page(client, batch) -> str:
    return client.get(reverse("sheets:detail", args=[batch.public_id])).content.decode()


def told(batch) -> list[tuple]:
    rows = batch.rows.order_by("position").values_list("line", "outcome", "values", "changes", "problems")
    return [batch.counts, batch.report, *rows]


def test_a_worker_reads_it_and_the_preview_is_that_of_a_small_one(staff, sending, sign_in, monkeypatch):
    factories.make_partner("Ocotillo Votes", website="https://ocotillo.example")
    small = sending(staff, GROUPS)
    monkeypatch.setattr("mvp_coord.sheets.actions.previews.AT_ONCE_BYTES", 20)
    large = sending(staff, GROUPS)
    assert (small.status, large.status) == ("preview", "reading")
    text = page(sign_in(staff), large)
    for words in ("A worker is reading it; nothing has been written", "look again", "load delay:2s", "Discard"):
        assert words in text
    assert "No rows." not in text and "Apply" not in text
    run = read_due_sheets()
    assert run.counts == {"rows_in": 3, "created": 2, "rejected": 1}
    large.refresh_from_db()
    assert large.status == "preview"
    assert told(large) == told(small)
    assert not Partner.objects.filter(name="Juniper Hub").exists()
    assert read_due_sheets() is None


def test_answers_and_columns_are_worked_out_by_the_worker_too(staff, sending, pressing, everything_is_large, sign_in):
    known = factories.make_partner("Ocotillo Votes", website="https://ocotillo.example")
    batch = sending(staff, GROUPS)
    read_due_sheets()
    batch = pressing(staff, batch, "answer", **{"question-0": known.slug})
    assert batch.status == "reading"
    read_due_sheets()
    batch.refresh_from_db()
    assert (batch.status, batch.counts["created"], batch.counts["updated"]) == ("preview", 1, 0)
    text = page(sign_in(staff), batch)
    assert "all answered" in text and "It is Ocotillo Votes" in text
    number = next(n for n, each in enumerate(batch.report["columns"]) if each["label"] == "Who told us")
    batch = pressing(staff, batch, "columns", **{f"column-{number}": "source"})
    read_due_sheets()
    batch.refresh_from_db()
    assert next(each["name"] for each in batch.report["columns"] if each["label"] == "Who told us") == "source"
    assert pressing(staff, batch).status == "applied"
    assert Partner.objects.get(name="Juniper Hub").source == "a friend"


def test_one_that_is_no_table_fails_and_says_why(staff, sending, sign_in, everything_is_large):
    batch = sending(staff, b"%PDF-1.4 our list, as promised")
    read_due_sheets()
    batch.refresh_from_db()
    assert (batch.status, batch.files.count()) == ("failed", 0)
    assert batch.error.startswith("list.csv: ")
    text = page(sign_in(staff), batch)
    assert f"It could not be read, and nothing was changed. {batch.error}" in text.replace("&#x27;", "'")
    assert "No rows." not in text


def test_a_database_that_is_away_is_waited_for_and_the_sheet_taken_up_again(
    staff, sending, everything_is_large, monkeypatch
):
    batch = sending(staff, GROUPS)
    with monkeypatch.context() as broken:

        def away(*args, **more):
            raise OperationalError

        broken.setattr("mvp_coord.sheets.actions.previews.preview", away)
        with pytest.raises(OperationalError):
            read_due_sheets()
    batch.refresh_from_db()
    assert (batch.status, batch.files.count(), DueWork.objects.filter(kind=KIND).count()) == ("reading", 1, 1)
    JobRun.objects.all().delete()  # its pause is over
    read_due_sheets()
    batch.refresh_from_db()
    assert (batch.status, batch.rows.count()) == ("preview", 3)


def test_asked_for_twice_it_is_read_once(staff, sending, everything_is_large):
    batch = sending(staff, GROUPS)
    DueWork.objects.create(kind=KIND, key=batch.public_id, asked_by=staff)
    assert [read_due_sheets().counts, read_due_sheets().counts] == [{"rows_in": 3, "created": 2, "rejected": 1}, {}]
    assert batch.rows.count() == 3


def test_discarded_while_it_is_read_nothing_of_it_is_kept(staff, sending, everything_is_large, monkeypatch):
    batch = sending(staff, GROUPS)

    def meanwhile(sheets, **more):
        discard(batch=batch, by=staff)
        return preview(sheets, **more)

    monkeypatch.setattr("mvp_coord.sheets.actions.previews.preview", meanwhile)
    assert read_due_sheets().counts == {}
    batch.refresh_from_db()
    assert (batch.status, batch.rows.count(), ImportFile.objects.count()) == ("discarded", 0, 0)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (0, "0 of 4,000 rows read"),
        (1_200, "1,200 of 4,000 rows read"),
        (4_000, "All 4,000 rows read, 0 of them compared with what is kept"),
        (7_900, "All 4,000 rows read, 3,900 of them compared with what is kept"),
    ],
)
def test_the_page_says_how_far_the_worker_is(staff, sign_in, done, words):
    batch = ImportBatch.objects.create(created_by=staff, status="reading", kind="partners")
    ImportProgress.objects.create(batch=batch, done=done, total=8_000)
    text = page(sign_in(staff), batch)
    assert words in text
    assert f'value="{done}"' in text


PLANS = (
    "Organization,Program,Vehicle,Type,Tactic,Where,Start,End\n"
    "Ocotillo Votes,Porches,c4,GOTV,Doors,Pima County,8/2/27,10/3/27\n"
    "Ocotillo Votes,Parks,c4,GOTV,Doors,Pima County,8/2/27,10/3/27\n"
)
PEOPLE = "Partner,Name\nOcotillo Votes,Rosa Canyon\nOcotillo Votes,Teo Mesa\n"


@pytest.mark.parametrize(
    ("kind", "text"),
    [("partners", GROUPS), ("contacts", PEOPLE), ("plans", PLANS)],
    ids=["partners", "people", "plans"],
)
def test_each_row_is_told_when_it_is_read_and_when_it_is_compared(staff, kind, text):
    factories.make_partner("Ocotillo Votes")
    factories.make_county("Pima County")
    factories.make_program_type("gotv")
    factories.make_tactic("door-canvass", aliases=["doors"])
    steps = []
    work = kind_of(kind).begin(Options("AZ"), staff)
    files = [(f"{number}.csv", text.replace("Ocotillo", f"Ocotillo{' ' * number}").encode()) for number in range(2)]
    sheets = read_files(files, kind=kind_of(kind), work=work, progress=lambda *told: steps.append(told))
    read = len(steps)
    preview(sheets, work=work, progress=lambda *told: steps.append(told))
    assert [done for done, _ in steps[:read]] == [*range(1, read + 1)]
    assert {total for _, total in steps[:read]} == {2 * read}
    assert next(done for done, _ in steps[read:]) == read + 1
    assert max(done for done, _ in steps) <= 2 * read
