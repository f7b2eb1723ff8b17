"""Gaps for programs: plain values, places by their OCD ids, terms by their codes, days as ISO dates."""

from decimal import Decimal
from typing import Any

from .gap_money import GapMoney
from .gaps import PeopleGap, RoleGap


def gap_as_json(gap: PeopleGap, money: GapMoney) -> dict[str, Any]:
    """A priority with people whom nobody tries. People and attempts are numbers, costs are dollars."""
    found, priority = gap.found, gap.priority
    return {
        "id": gap.key,
        "place": priority.division.ocd_id,
        "tier": gap.tier,
        "constituency": priority.constituency.code if priority.constituency else None,
        "program_type": priority.program_type.code if priority.program_type else None,
        "weeks": [found.weeks.first.isoformat(), found.weeks.last.isoformat()],
        "people": round(found.people),
        "people_basis": found.people_basis,
        "people_short": round(found.people_short),
        "score": round(found.score, 1),
        "factors": {name: round(factor, 4) for name, factor in found.factors.items()},
        "status": str(gap.status),
        "reason": found.reason,
        "families": [
            {
                "family": way.family,
                "wanted": round(way.wanted),
                "planned": round(way.planned),
                "short": round(way.short),
                "unknown_plans": way.unknown,
                "cost_usd": _dollars(way.cost_usd),
                "cost_source": way.cost_source,
                "left_to_pay_usd": _dollars(money.left(way)),
                "money_by": way.money_by.isoformat(),
                "people_by": way.people_by.isoformat(),
                "volunteer_hours_needed": way.hours_needed,
                "volunteer_hours_on_offer": way.hours_on_offer,
            }
            for way in found.by_way
        ],
        "promised": [
            {
                "allocation": each.allocation.public_id,
                "vehicle": each.allocation.fund.vehicle,
                "status": each.allocation.status,
                "usd": float(each.amount_usd),
                "counts": each.counts,
            }
            for each in money.promised
        ],
        "could_fill": [
            {"partner": each.partner_name, "family": each.family, "basis": each.basis, "reason": each.reason}
            for each in found.fillers
        ],
    }


def _dollars(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def role_as_json(gap: RoleGap) -> dict[str, Any]:
    """A role that nobody has in a state."""
    return {
        "id": gap.key,
        "role": gap.role,
        "tier": gap.tier,
        "status": str(gap.status),
        "reason": gap.sentence,
        "dormant": [partner.name for partner in gap.dormant],
    }
