"""Gaps for programs: plain values, places by their OCD ids, terms by their codes, days as ISO dates."""

from decimal import Decimal
from typing import Any

from planning.gaps import Shortfall

from .gap_kinds import NeedGap, PeopleGap, RoleGap
from .gap_money import GapMoney, Promised


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
        "reason": gap.sentence,
        "families": [_way(way, found.people, money) for way in found.by_way],
        "promised": [_promise(each) for each in money.promised],
        "could_fill": [
            {"partner": each.partner_name, "family": each.family, "basis": each.basis, "reason": each.reason}
            for each in found.fillers
        ],
    }


def _way(way: Shortfall, people: float, money: GapMoney) -> dict[str, Any]:
    """One family of tactics by which a gap among so many people could be filled."""
    return {
        "family": way.family,
        "each_takes": round(way.each_takes, 4),
        "wanted": round(way.each_takes * people),
        "planned": round(way.planned),
        "enough_for": round(way.enough_for),
        "short": max(0, round(way.each_takes * people) - round(way.planned)),
        "takes": round(way.takes),
        "unknown_plans": way.unknown,
        "cost_usd": _dollars(way.cost_usd),
        "cost_source": way.cost_source,
        "left_to_pay_usd": _dollars(money.left(way)),
        "money_by": way.money_by.isoformat(),
        "people_by": way.people_by.isoformat(),
        "volunteer_hours_needed": way.hours_needed,
        "volunteer_hours_asked": way.hours_asked,
        "volunteer_hours_on_offer": way.hours_on_offer,
        "volunteer_hours_missing": way.hours_to_find,
    }


def _promise(promised: Promised) -> dict[str, Any]:
    """The part of one allocation that goes there."""
    return {
        "allocation": promised.allocation.public_id,
        "vehicle": promised.allocation.fund.vehicle,
        "status": promised.allocation.status,
        "usd": _dollars(promised.amount_usd),
        "counts": promised.counts,
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


def need_as_json(gap: NeedGap) -> dict[str, Any]:
    """What an entity still needs, in dollars."""
    return {
        "id": gap.key,
        "partner": gap.entity.partner.slug,
        "entity": gap.entity.legal_name,
        "vehicle": gap.entity.vehicle,
        "tier": gap.tier,
        "budget_usd": float(gap.need.budget_usd),
        "left_usd": float(gap.need.left_usd),
        "good_as_of": gap.need.good_as_of.isoformat(),
        "money_by": gap.money_by.isoformat(),
        "status": gap.status,
        "reason": gap.sentence,
        "could_fill": [{"partner": each.name, "reason": each.reason} for each in gap.sources],
    }
