"""The directory against a tuned Django admin: a page of 50 partners with the counts of all filters, by eight filters.

Both are asked as a browser asks, through all middleware, in turns, by one of staff and by a partner's contact who
sits at a state table. Where the two search alike they must count the same partners.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from django.db import connection
from django.test import Client, override_settings

from accounts.models import User
from partners.models import Affiliation, Membership, Partner, PartnerState
from states.models import Constituency

from .directory_world import fill_directory
from .figures import Measured, Summary, timed_ms

ROWS: Final = "partners"
SIZES: Final[Sequence[int]] = (10_000, 100_000)

# By what is asked: our query and admin's. `None` where words find other rows there than here.
QUESTIONS: Final = (
    ("nothing", "", ""),
    ("kind", "kind=state_table", "kind__exact=state_table"),
    ("state", "state=AZ", "states__code__exact=AZ"),
    ("vehicle", "vehicle=c4", "entities__vehicle__exact=c4"),
    ("constituency", "constituency=youth", "constituencies__id__exact={youth}"),
    ("freshness", "freshness=stale", "freshness=stale"),
    (
        "kind, state, status",
        "kind=year_round&state=GA&status=active",
        "kind__exact=year_round&states__code__exact=GA&status__exact=active",
    ),
    ("words", "q=juniper+turnout", "q=juniper+turnout"),
)


def fill(size: int, *, seed: int) -> None:
    """That many partners, and the two who will ask."""
    fill_directory(size, seed=seed)
    User.objects.create_user("bench.staff@example.org", name="Bench Staff", is_staff=True)
    contact = User.objects.create_user("bench.contact@example.org", name="Bench Contact")
    tables = Partner.objects.filter(kind=Partner.Kind.STATE_TABLE, status=Partner.Status.ACTIVE)
    table = tables.filter(pk__in=PartnerState.objects.values("partner")).order_by("pk")[0]
    own = Partner.objects.filter(kind=Partner.Kind.YEAR_ROUND).order_by("pk")[0]
    Membership.objects.create(user=contact, partner=own)
    Affiliation.objects.create(partner=own, to=table, kind=Affiliation.Kind.MEMBER)


def prepare() -> None:
    """Admin's search looks into the summaries as text."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX ON partners_partner USING gin (upper(summary) gin_trgm_ops)")


def measure(size: int, *, seed: int, rounds: int) -> Summary:
    """Every question by both viewers. Raises `ValueError` where the two lists do not count the same."""
    with override_settings(ROOT_URLCONF="mvp_coord.bench.directory_admin"):
        measured = tuple(found for name in ("staff", "contact") for found in _asked_by(name, rounds))
    return Summary("directory", ROWS, size, seed, measured)


def _asked_by(name: str, rounds: int) -> Iterator[Measured]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=f"bench.{name}@example.org"))
    youth = Constituency.objects.get(code="youth").pk
    for question, ours, other in QUESTIONS:
        asked = f"/partners/?{ours}", f"/bench/partners/partner/?{other.format(youth=youth)}"
        counts = [_count(client, address) for address in asked]
        if "q=" not in ours and counts[0] != counts[1]:
            raise ValueError(f"{asked[0]} counts {counts[0]} partners, {asked[1]} {counts[1]}.")
        times = [[timed_ms(partial(client.get, address)) for address in asked] for _ in range(rounds)]
        yield Measured(name, question, tuple(each for each, _ in times), tuple(each for _, each in times))


def _count(client: Client, address: str) -> int:
    """How many partners the list says there are. Raises `ValueError` for anything but a list."""
    response = client.get(address)
    page = response.content.decode()
    said = re.search(r'(?:data-live="|class="paginator".*?\b)([0-9,]+) partner', page, re.DOTALL)
    if response.status_code != 200 or not (said or "No partner matches" in page):
        raise ValueError(f"{address} is no list of partners (status {response.status_code}).")
    return int(said[1].replace(",", "")) if said else 0
