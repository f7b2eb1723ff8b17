"""One gap by its address, for a viewer; and what a decision on it rests on."""

import datetime as dt

from accounts.visibility import Viewer
from funding.models import Need
from partners.models import Partner, PartnerState
from states.models import Cycle, Priority

from .gap_kinds import AnyGap, NeedGap
from .gap_memory import READINGS, Facts
from .gaps import gaps_for


def gap_of(viewer: Viewer, key: str, *, cycle: Cycle | None, today: dt.date) -> AnyGap | None:
    """The gap at this address: of a priority or a need (of whatever cycle), or of a state and role ("az-donor_table")
    in the cycle that the viewer looks at. None where this viewer finds no such gap."""
    code, _, role = key.partition("-")
    if code == "need":
        return _need(viewer, role, today)
    if role:
        roles = gaps_for(viewer, cycle, states=[code.upper()], today=today).roles if cycle else ()
        return next((each for each in roles if each.role == role), None)
    priority = Priority.objects.visible_to(viewer).select_related("division", "cycle").filter(public_id=key).first()
    if priority is None:
        return None
    state = priority.division.state_id
    found = gaps_for(viewer, priority.cycle, states=[state] if state else None, today=today).people
    return next((each for each in found if each.priority.pk == priority.pk), None)


def _need(viewer: Viewer, key: str, today: dt.date) -> NeedGap | None:
    """By entity and cycle ("2b3c…-2027-28")."""
    public_id, _, code = key.partition("-")
    cycle = Cycle.objects.filter(code=code).first()
    states = list(
        PartnerState.objects.filter(partner__entities__public_id=public_id).values_list("state_id", flat=True)
    )
    found = gaps_for(viewer, cycle, states=states, today=today).needs if cycle and states else ()
    return next((each for each in found if each.entity.public_id == public_id), None)


def filled_meanwhile(viewer: Viewer, key: str, *, cycle: Cycle | None) -> str:
    """In words why there is no gap of a role or a need at this address (any more), from what this viewer reads;
    empty where it never was one that this viewer could see."""
    code, _, rest = key.partition("-")
    if code == "need":
        public_id, _, of = rest.partition("-")
        stated = Need.objects.visible_to(viewer).filter(entity__public_id=public_id, cycle__code=of)
        return "This need is met, or lies in no place that matters in its cycle." if stated.exists() else ""
    if rest not in Partner.STATE_ROLES or not cycle:
        return ""
    priorities = Priority.objects.visible_to(viewer).in_cycle(cycle).filter(division__state_id=code.upper())
    there = Partner.objects.visible_to(viewer).listed().filter(kind=rest, status__in=Partner.AT_WORK)
    if not priorities.exists() or not there.filter(partner_states__state_id=code.upper()).exists():
        return ""
    return "This role is filled: somebody who has it works in the state."


def facts_to_keep(key: str, *, cycle: Cycle | None, today: dt.date) -> dict[str, Facts]:
    """What a decision on this gap rests on, for each way of reading plans that staff have."""
    found = {name: gap_of(viewer, key, cycle=cycle, today=today) for name, viewer in READINGS.items()}
    return {name: gap.facts for name, gap in found.items() if gap}
