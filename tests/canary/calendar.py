"""Priorities of every level in the canaries' world, with gaps that staff have offered or set aside."""

from typing import TYPE_CHECKING

from django.utils import timezone

from planning.models import Gap, GapAsk
from tests import factories
from tests.addresses import INSIDERS
from tests.calendar_factories import make_priority

from .rules import by_level

if TYPE_CHECKING:
    from .world import World


def plant_priorities(world: "World") -> None:
    """One of each level, for a county of its own; a partner of which nobody of the cast is was asked about it."""
    for level in ("staff", "funders", "table", "partners"):
        county = factories.make_county(f"County of {level}", electorate=90_000)
        priority = world.plant(make_priority(county, visibility=level), by_level(level))
        asked = factories.make_partner(f"Asked about {level}", visibility="public")
        gap = Gap.objects.create(priority=priority, status=Gap.Status.OFFERED, offered_to=asked)
        world.plant(gap, INSIDERS)
        by = factories.make_user(is_staff=True)
        said = {"answer": "question", "note": "Which doors?", "answered_by": by, "answered_at": timezone.now()}
        world.plant(GapAsk.objects.create(gap=gap, partner=asked, asked_by=by, **said), INSIDERS)
