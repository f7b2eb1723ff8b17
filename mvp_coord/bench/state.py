"""The page of one state with all of its plans: how long the server takes, and how many queries it asks.

The state is the one with most counties, with districts that cross them; all plans are in the cycle that pages are
about. Asked as a browser asks, through all middleware, by one of staff and by a partner's contact, to whom some plans
are hidden.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from statistics import median
from typing import Final

from django.db import connection
from django.db.models.functions import Mod
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from funding.models import Allocation, Fund
from partners.models import LegalEntity, Membership, Partner, Program
from partners.models.family import Vehicle
from planning.actions import refresh_overlaps
from states.models import Cycle, Division, Priority

from .figures import timed_ms
from .overlaps_world import fill_plans

ROWS: Final = "activities in one state"
SIZES: Final[Sequence[int]] = (2_000,)
STATE: Final = "TX"
PRIORITIES, ALLOCATIONS, HIDDEN_OF = 15, 60, 20
_LOOP: Final = 1_000_000
PAGES: Final = (
    ("the page", ""),
    ("by volume", "?show=volume"),
    ("by saturation", "?show=saturation"),
    ("one kind of tactic", "?family=door"),
    ("its gaps (a part)", "gaps/"),
    ("people, resources, notes (a part)", "around/"),
    ("the brief (a PDF)", "brief/"),
)
_PLACED: Final = """
INSERT INTO partners_partnerstate (partner_id, state_id, scope, role)
SELECT id, %s, 'local', '' FROM partners_partner WHERE id < 0"""
# Each district lies in three counties.
_CROSSWALK: Final = """
INSERT INTO states_divisionshare (division_a_id, division_b_id, share_of_a, share_of_b, basis, source)
SELECT county.id, district.id, 0.2, 0.33, 'votes', 'Made up'
FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM states_division
  WHERE state_id = %s AND kind = 'county') county
JOIN (SELECT id, row_number() OVER (ORDER BY id) n FROM states_division WHERE state_id = %s
  AND kind IN ('cd', 'sldu', 'sldl')) district ON (county.n - district.n) %% 80 = 0"""


@dataclass(frozen=True)
class Asked:
    """One page as one viewer asks for it. `cpu_ms_p50` is what Python works of it; a busy machine adds waiting.

    `loop_ms_p50` is what a plain loop took between the rounds: what the machine could do just then.
    """

    viewer: str
    page: str
    ms_p50: float
    ms_most: float
    cpu_ms_p50: float
    queries: int
    loop_ms_p50: float


@dataclass(frozen=True)
class Found:
    """All pages at one size."""

    n: int
    seed: int
    pages: tuple[Asked, ...]

    def as_json(self) -> dict[str, object]:
        """Plain values for `--json`."""
        return {"n": self.n, "seed": self.seed, "pages": [asdict(each) for each in self.pages]}

    def as_text(self) -> str:
        """The same as a table for people."""
        lines = [f"state, {self.n:,} {ROWS}, seed {self.seed}: milliseconds"]
        lines.append(f"  {'who asks what':<50}{'median':>9}{'most':>9}{'in Python':>11}{'queries':>9}{'a loop':>8}")
        for each in self.pages:
            words = f"{each.viewer}: {each.page}"
            lines.append(
                f"  {words:<50}{each.ms_p50:>9.1f}{each.ms_most:>9.1f}{each.cpu_ms_p50:>11.1f}{each.queries:>9}"
                f"{each.loop_ms_p50:>8.1f}"
            )
        return "\n".join(lines)


def fill(size: int, *, seed: int) -> None:
    """That many plans in the state, its partners, priorities, money, and the two who will ask."""
    cycle = Cycle.objects.planned_on(timezone.localdate())[0]
    fill_plans(size, seed=seed, state=STATE, since=cycle.starts_on)
    with connection.cursor() as cursor:
        cursor.execute(_PLACED, [STATE])
        cursor.execute(_CROSSWALK, [STATE, STATE])
    staff = User.objects.create_user("bench.staff@example.org", name="Bench Staff", is_staff=True)
    contact = User.objects.create_user("bench.contact@example.org", name="Bench Contact")
    partners = list(Partner.objects.filter(pk__lt=0).order_by("pk")[:ALLOCATIONS])
    Membership.objects.create(user=contact, partner=partners[0])
    made_up = Program.objects.filter(pk__lt=0).annotate(part=Mod("pk", HIDDEN_OF))
    Program.objects.filter(pk__in=made_up.filter(part=0).values("pk")).update(visibility="staff")
    counties = Division.objects.in_state(STATE).counties().order_by("pk")[:PRIORITIES]
    for n, county in enumerate(counties):
        facts = {"tier": n % 4 + 1, "rationale": "Made up.", "visibility": "partners", "set_by": staff}
        Priority.objects.create(division=county, cycle=cycle, target_universe=20_000, **facts)
    owner = Partner.objects.create(name="Made up funder", slug="made-up-funder", kind="peer_funder", status="active")
    for vehicle in (Vehicle.C3_PUBLIC, Vehicle.C4):
        told = {"owner": owner, "cycle": cycle, "vehicle": vehicle, "slug": f"bench-{vehicle}", "name": vehicle.label}
        fund = Fund.objects.create(**told)
        for partner in partners:
            entity = LegalEntity.objects.create(partner=partner, vehicle=vehicle, legal_name=partner.name)
            Allocation.objects.create(fund=fund, entity=entity, amount_requested=50_000, status="recommended")


def prepare() -> None:
    """Nothing is compared with anything."""


def measure(size: int, *, seed: int, rounds: int) -> Found:
    """Every page by both viewers, after the check for overlaps."""
    refresh_overlaps()
    return Found(size, seed, tuple(each for name in ("staff", "contact") for each in _asked_by(name, rounds)))


def _asked_by(name: str, rounds: int) -> Iterator[Asked]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=f"bench.{name}@example.org"))
    for words, path in PAGES:
        address = f"/states/{STATE.lower()}/{path}"
        headers = {"HX-Request": "true"} if path in {"gaps/", "around/"} else {}
        ask = partial(client.get, address, headers=headers)
        with CaptureQueriesContext(connection) as asked:
            status = ask().status_code
        queries = len(asked.captured_queries)
        if status != 200:
            raise ValueError(f"{address} answered {status}.")
        walls, work, loops = zip(*(_round(ask) for _ in range(rounds)), strict=True)
        told = {
            "ms_p50": median(walls),
            "ms_most": max(walls),
            "cpu_ms_p50": median(work),
            "loop_ms_p50": median(loops),
        }
        yield Asked(name, words, queries=queries, **{key: round(each, 1) for key, each in told.items()})


def _round(ask: Callable[[], object]) -> tuple[float, float, float]:
    """Once: how long it took, how much of it Python worked, and how long the loop took just before, milliseconds."""
    loop = timed_ms(lambda: sum(range(_LOOP)))
    begun = time.process_time()
    wall = timed_ms(ask)
    return wall, (time.process_time() - begun) * 1000, loop
