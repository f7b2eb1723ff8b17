"""The directory goes out as a sheet and comes back: nothing changes, and it does not take long.

`MVP_ROUND_TRIP=10000` says how many partners; the suite takes fewer. The figures are printed (`pytest -s`).
"""

import csv
import io
import os
import resource
import time

import pytest

from mvp_coord.sheets.actions import apply_due_imports, queue, read_due_sheets, send
from mvp_coord.sheets.models import ImportBatch
from partners.exports import partner_rows
from partners.models import LegalEntity, Partner, PartnerState
from tests import factories
from tests.snapshot import all_rows

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MANY = int(os.environ.get("MVP_ROUND_TRIP", "400"))
RECEIPTS = ("sheets_importbatch", "sheets_importrow", "sheets_importfile", "sheets_importprogress")


@pytest.fixture
def directory(db):
    """Partners of every kind, with names that are like one another, states, terms, EINs, long texts."""
    states = [factories.make_state(code).pk for code in ("AZ", "WI", "MI")]
    youth = factories.make_constituency("youth", "Youth, 18–29")
    kinds, levels = Partner.Kind.values, ("staff", "table", "partners", "public")
    made = Partner.objects.bulk_create(
        Partner(
            name=f"{'Ocotillo Juniper Saguaro Mesa'.split()[n % 4]} Neighbors {n}",
            slug=f"neighbors-{n}",
            kind=kinds[n % len(kinds)],
            status=("active", "dormant", "unconfirmed")[n % 3],
            other_names=f"ON {n}\nNeighbors; of {n}" if n % 5 == 0 else "",
            website=f"https://n{n}.example/?a=1&b=2" if n % 2 else "",
            summary=f"Line one of {n}.\r\n\r\n=Line two, “quoted”, with a; semicolon. " * (n % 4),
            founded_year=1900 + n % 120 if n % 3 else None,
            visibility=levels[n % 4],
            source="-typed in" if n % 7 == 0 else "",
        )
        for n in range(MANY)
    )
    PartnerState.objects.bulk_create(
        PartnerState(partner=partner, state_id=states[n % 3], scope="local", role=f"Doors; calls: {n}")
        for n, partner in enumerate(made)
    )
    through = Partner.constituencies.through
    through.objects.bulk_create(through(partner=partner, constituency=youth) for partner in made[::2])
    LegalEntity.objects.bulk_create(
        LegalEntity(partner=partner, legal_name=partner.name, vehicle="c4", ein=f"{n + 1:09}")
        for n, partner in enumerate(made)
    )


class Stopwatch:
    """What took how long, and how much memory the process had at most."""

    def __init__(self) -> None:
        self.began, self.said = time.monotonic(), []

    def lap(self, what: str) -> None:
        now = time.monotonic()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.said.append(f"{what} {now - self.began:.1f} s (at most {most:.0f} MB)")
        self.began = now


def test_what_goes_out_and_comes_back_changes_nothing(directory, staff):
    before, watch = all_rows(but=RECEIPTS), Stopwatch()
    file = io.StringIO(newline="")
    csv.writer(file).writerows(partner_rows(Partner.objects.order_by("pk")))
    watch.lap("export")
    batch = send(kind="partners", files=[("partners.csv", file.getvalue().encode())], by=staff)
    read_due_sheets()
    batch.refresh_from_db()
    watch.lap("read, matched, previewed")
    assert {name: number for name, number in batch.counts.items() if number} == {"rows_in": MANY, "unchanged": MANY}
    queue(batch=batch, by=staff)
    apply_due_imports()
    watch.lap("applied")
    assert ImportBatch.objects.get().status == "applied"
    assert all_rows(but=RECEIPTS) == before
    print(f"\n{MANY:,} partners: {'; '.join(watch.said)}")
