"""Canaries in what is said, proposed and decided about a case: each is for who reads all plans that it is about.

And in plans that meet in the whole country, whose evidence the page of their case fetches by itself.
"""

from typing import TYPE_CHECKING, Final

from django.utils import timezone

from partners.models import Activity
from planning.actions import refresh_overlaps
from planning.models import Overlap, ProposalAnswer
from tests import factories
from tests.addresses import INSIDERS
from tests.case_factories import make_message, make_proposal, make_settlement

from .rules import CONTACTS

if TYPE_CHECKING:
    from .world import World

READERS: Final = {"staff": INSIDERS, "partners": INSIDERS | CONTACTS}


def plant_talk(world: "World") -> None:
    """On a case of two plans of each level; of the first a decision was taken back, of the other one is in force."""
    staff, now = factories.make_user(is_staff=True), timezone.now()
    for level, may in READERS.items():
        about = _two_plans(level)
        refresh_overlaps()
        case = Overlap.objects.get(members__activity=about[0])
        world.plant(make_message(case, by=staff, about=about), may)
        proposal = make_proposal(case, by=staff, covers=about)
        world.plant(proposal, may)
        side = Activity.objects.get(pk=about[0]).program.partner
        world.plant(ProposalAnswer.objects.create(proposal=proposal, partner=side, agrees=True, said_by=staff), may)
        end = {"ended_by": staff, "ended_at": now, "ended_reason": "Looked at again."} if level == "staff" else {}
        decision = make_settlement(case, decided_by=staff, covers=about, decided_at=now, **end)
        # What was taken back is told by the history alone.
        world.plant(decision, may, but=frozenset({"reason" if end else "ended_reason"}))


def _two_plans(level: str) -> list[int]:
    """Plans of this level, of partners that everybody knows, which meet each other and nobody else."""
    county = factories.make_county(f"County of talk for {level}", electorate=500_000)
    plans = []
    for name, people in (("Sage", 200_000), ("Thistle", 150_000)):
        partner = factories.make_partner(f"{name} who talk to {level}", visibility="public")
        program = factories.make_program(partner, name=f"{name} walks", visibility=level)
        facts = {"division": county, "universe": people, "attempts_planned": 4 * people}
        plans.append(factories.make_activity(program, **facts).pk)
    return plans


def plant_country(world: "World") -> None:
    """Two plans for partners and one for staff, of the same doors of the whole country."""
    country = factories.make_country()
    factories.make_electorate(country, 10_000_000)
    work = {"division": country, "universe": 4_000_000, "attempts_planned": 12_800_000}
    for name, level in (("Sunrise", "partners"), ("Lantern", "partners"), ("Quiet", "staff")):
        partner = factories.make_partner(f"{name} everywhere", visibility="public")
        program = world.plant(factories.make_program(partner, visibility=level), READERS[level])
        factories.make_activity(program, **work)
