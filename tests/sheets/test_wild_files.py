"""Whatever is sent: no error of ours, nothing written by a preview, every row counted once, all applied or nothing.

Two thousand files are read, compared and written as the wizard does it; some more go through its pages.
"""

import time
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from mvp_coord.lib.tabular import UnreadableError
from mvp_coord.sheets.kinds import Options, kind_of
from mvp_coord.sheets.receipts import report_of
from mvp_coord.sheets.run import apply, preview, read_files
from tests import factories
from tests.sheets.wild_files import files
from tests.snapshot import all_rows

pytestmark = pytest.mark.django_db

MANY = 2_000
LONGEST_SECONDS = 5
OUTCOMES = ("created", "updated", "unchanged", "conflict", "rejected", "skipped")
wild = settings(
    max_examples=MANY,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture
def world(db):
    """A little of everything that a sheet may name."""
    factories.make_county("Pima County")
    factories.make_state("WI")
    factories.make_cycle()
    factories.make_program_type("gotv")
    factories.make_tactic("door-canvass", aliases=["doors"])
    factories.make_constituency("youth", "Youth")
    partner = factories.make_partner("Ocotillo Votes", other_names="OV")
    factories.make_need(factories.make_entity(partner, ein="123456789"))
    factories.make_contact(partner, "Rosa Canyon", email="a@b.example")
    factories.make_resource(partner, "How to listen", link="https://o.example/a")


def test_two_thousand_files_do_no_harm(world, staff):
    works, met = {}, Counter()
    before = all_rows()

    @wild
    @given(file=files())
    def read_and_write(file):
        code, data = file
        kind = kind_of(code)
        if code not in works:
            works[code] = kind.begin(Options(state="AZ"), staff)
        work = works[code]
        began = time.monotonic()
        try:
            sheets = read_files([("wild", data)], kind=kind, work=work, or_ask=True)
        except UnreadableError as refusal:
            assert str(refusal).startswith("wild: ")
            return
        outcome = preview(sheets, work=work)
        assert_adds_up(outcome)
        for name, number in outcome.counts.items():
            met[name] += number
        if not any(each.is_to_write for each in outcome.comparison.decisions):
            return
        with transaction.atomic():
            applied = apply(sheets, work=work, by=staff)
            assert applied.counts == outcome.counts
            assert preview(sheets, work=work).counts["created"] == 0, "what was just written is met again"
            transaction.set_rollback(True)
        assert time.monotonic() - began < LONGEST_SECONDS

    read_and_write()
    assert all_rows() == before
    assert all(met[name] > MANY / 200 for name in ("created", "updated", "unchanged", "rejected", "skipped")), met


RECEIPTS = ("sheets_importbatch", "sheets_importrow", "sheets_importfile", "accounts_session", "accounts_user")


def uploaded(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("wild.csv", data)


def assert_adds_up(outcome) -> None:
    counts = outcome.counts
    assert counts["rows_in"] == sum(counts[name] for name in OUTCOMES)
    places = [(row.file, row.sheet, row.line) for row in [*outcome.skipped, *outcome.rejected]]
    places += [(each.row.file, each.row.sheet, each.row.line) for each in outcome.comparison.decisions]
    assert len(places) == counts["rows_in"]
    assert len(set(places)) == len(places)
    assert all(each.reason for each in outcome.rejected)
    report_of(outcome)


@settings(wild, max_examples=60)
@given(file=files())
def test_on_pages_there_is_a_preview_or_a_sentence(world, staff, sign_in, file):
    code, data = file
    client = sign_in(staff)
    with transaction.atomic():
        before = all_rows(but=RECEIPTS)
        told = {"kind": code, "state": "AZ", "sheets": [uploaded(data)]}
        response = client.post(reverse("sheets:new"), told)
        assert response.status_code in (302, 422)
        if response.status_code == 302:
            assert client.get(response["Location"]).status_code == 200
        assert all_rows(but=RECEIPTS) == before
        transaction.set_rollback(True)
