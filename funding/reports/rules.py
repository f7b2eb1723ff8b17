"""Which money may go where, as of a day: the rules in force, and what they say of an allocation or of a thought."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from funding.colors import Flow, Rule, Use, Verdict, judge
from funding.models import Allocation, MoneyRule
from partners.models import LegalEntity, Program, Sponsorship
from partners.models.family import Vehicle


def rules_in_force(on: dt.date | None = None) -> list[Rule]:
    """The rules of that day (today unless told otherwise). One query."""
    return [each.as_rule for each in MoneyRule.objects.in_force(on or timezone.localdate())]


def verdict_of(allocation: Allocation, *, rules: Sequence[Rule] | None = None) -> Verdict | None:
    """What holds for an allocation, along the whole chain that its money has come by; None for a peer's, whose affair
    it is. Three queries and one for each link of the chain."""
    if not allocation.fund.is_managed:
        return None
    flow = Flow(tuple(_vehicles(allocation)), vehicle_of(allocation.entity), use_of(allocation.program))
    return judge(rules_in_force() if rules is None else rules, flow)


def _vehicles(allocation: Allocation) -> list[str]:
    """The vehicles that the money has come through, the first giver's first."""
    found: list[str] = []
    link: Allocation | None = allocation
    seen: set[int] = set()
    while link is not None and link.pk not in seen:
        seen.add(link.pk)
        found.insert(0, link.fund.vehicle)
        link = link.parent
    return found


def vehicle_of(entity: LegalEntity) -> str:
    """The vehicle that counts: for a sponsored project that of its fiscal sponsor today, who receives the money."""
    if entity.vehicle != Vehicle.SPONSORED:
        return entity.vehicle
    today = Sponsorship.objects.on(timezone.localdate()).filter(project=entity).select_related("sponsor").first()
    return today.sponsor.vehicle if today else entity.vehicle


def use_of(program: Program | None) -> Use:
    """What money for a program is for; without one it is general support. One query."""
    if program is None:
        return Use(is_general=True)
    types = program.activities.order_by().values_list("program_type__code", flat=True).distinct()
    return Use(program_types=frozenset(filter(None, types)), side=program.side)
