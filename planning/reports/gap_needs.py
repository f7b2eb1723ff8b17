"""Groups whose stated need is not met, in states that matter: what is left, and whom one could ask for it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Prefetch, Q

from accounts.visibility import Viewer
from funding.models import Allocation, Need
from funding.reports import NeedLeft, needs_left
from partners.models import LegalEntity, Partner, PartnerState
from planning.gaps import Lead
from planning.gaps.colors import may_fund
from planning.overlaps.words import figure
from states.models import Cycle

from .gap_kinds import NeedGap, Source
from .gap_memory import Kept, facts_of_need, stand_of
from .gap_rank import InState, Rank, time_left
from .money_left import Available, available_money, reason_to_fund
from .own_work import money_days

MOST_SOURCES = 4
# What the last day for money rests on.
BY_OWN_WORK = "while the programs that it plans, and that you may read, can use it"
BY_ELECTION = "the election, less the days that the quickest work takes to start"


def need_gaps(
    viewer: Viewer,
    cycle: Cycle,
    matters: Mapping[str, InState],
    kept: Kept,
    leads: Mapping[str, Lead],
    *,
    today: dt.date,
) -> list[NeedGap]:
    """Needs left as this viewer may read them, of groups at work in these states (by postal code).

    Money could be used as long as the work that they plan themselves could use it; where none may be read, until the
    quickest of all work (by `leads`, of families of tactics) could no longer start before the election. Twelve
    queries at most.
    """
    left = _left(viewer, cycle, matters)
    if not left:
        return []
    most = float(max(need.left_usd for need in left.values()))
    funders, funds = _funders(viewer, cycle, left), available_money(viewer, cycle)
    rows: Any = LegalEntity.objects.filter(pk__in=left).select_related("partner")
    found = []
    there = Prefetch("partner__partner_states", PartnerState.objects.select_related("state"))
    entities = list(rows.prefetch_related(there).order_by("legal_name", "pk"))
    own_work = money_days(viewer, cycle, entities, leads, today=today)
    quickest = dt.timedelta(days=min((lead.money_days for lead in leads.values()), default=0))
    for entity in entities:
        states = [each.state for each in entity.partner.partner_states.all() if each.state_id in matters]
        first = min((matters[state.code] for state in states), key=lambda each: (each.tier, each.votes_on))
        money_by = own_work.get(entity.pk, first.votes_on - quickest)
        sources = [*funders[entity.pk], *_could_fund(entity, funds, {state.code for state in states})][:MOST_SOURCES]
        need = left[entity.pk]
        rank = Rank(
            first.tier,
            float(need.left_usd) / most,
            f"${figure(float(need.left_usd))}",
            time_left(cycle, money_by, today),
            "the cycle, up to the last day on which money could be used",
            bool(sources),
        )
        stand = stand_of(kept.get((entity.pk, cycle.pk)), facts_of_need(first.tier, need.left_usd), viewer)
        rests_on = BY_OWN_WORK if entity.pk in own_work else BY_ELECTION
        found.append(NeedGap(entity, cycle, need, tuple(states), tuple(sources), money_by, rests_on, stand, rank))
    return found


def _left(viewer: Viewer, cycle: Cycle, states: Collection[str]) -> dict[int, NeedLeft]:
    """What is left of the needs in these states, by entity, where anything is."""
    stated = Need.objects.visible_to(viewer).filter(
        Q(entity__partner__partner_states__state__in=states),
        cycle=cycle,
        entity__partner__status__in=Partner.AT_WORK,
    )
    ids = set(stated.order_by().values_list("entity_id", flat=True))
    return {
        entity: need
        for (entity, of), need in (needs_left(viewer, ids) if ids else {}).items()
        if of == cycle.pk and need.left_usd > 0
    }


def _funders(viewer: Viewer, cycle: Cycle, left: Mapping[int, NeedLeft]) -> Mapping[int, list[Source]]:
    """Who funds these entities in the cycle already, as far as the viewer may know. One query."""
    rows = Allocation.objects.visible_to(viewer).counted().filter(entity__in=left, fund__cycle=cycle)
    columns = rows.order_by("fund__owner__name", "entity_id").values_list(
        "entity_id", "fund__owner__name", "fund__owner__slug"
    )
    found: dict[int, list[Source]] = defaultdict(list)
    for entity, name, slug in columns.distinct():
        found[entity].append(Source(name, slug, "funds it in this cycle already"))
    return found


def _could_fund(entity: LegalEntity, funds: Collection[Available], states: Collection[str]) -> list[Source]:
    """Funds with money left that may go to such an entity, whatever nonpartisan work it does."""
    return [
        Source(each.fund.owner.name, each.fund.owner.slug, reason_to_fund(each, entity.vehicle))
        for each in funds
        if each.reaches(states) and may_fund(each.fund.vehicle, entity.vehicle, None)
    ]
