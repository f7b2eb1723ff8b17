"""Until when the work that groups plan themselves could use money."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from accounts.visibility import Viewer
from partners.models import Activity, LegalEntity
from planning.gaps import Lead
from planning.gaps.seasons import last_useful
from states.models import Cycle

from .decisions import readable_programs
from .votes import votes_in


def money_days(
    viewer: Viewer,
    cycle: Cycle,
    entities: Iterable[LegalEntity],
    leads: Mapping[str, Lead],
    *,
    today: dt.date,
) -> dict[int, dt.date]:
    """The last day on which money could be used for work in the cycle that is not over, by entity: its own, and that
    of which its group does not say which entity runs it. As far as the viewer may read it; without any, no entry.

    Work that has begun takes money until its last useful day, other work as long before as its tactic takes to
    start. Two queries.
    """
    owners = {each.pk: each.partner_id for each in entities}
    programs = readable_programs(viewer).current().filter(partner__in=set(owners.values()))
    rows: Any = Activity.objects.present().in_cycle(cycle).filter(program__in=programs, ends_on__gte=today)
    work = list(
        rows.order_by().values_list(
            "program__partner_id",
            "program__entity_id",
            "division__state_id",
            "program_type__code",
            "tactic__family__code",
            "starts_on",
            "ends_on",
        )
    )
    votes = votes_in({state for _, _, state, *_ in work}) if work else {}
    latest: dict[tuple[int, int | None], dt.date] = defaultdict(lambda: dt.date.min)
    for partner, entity, state, kind, family, starts, ends in work:
        lead = 0 if starts <= today else leads[family].money_days
        until = last_useful(kind, min(ends, cycle.ends_on), votes[state]) - dt.timedelta(days=lead)
        latest[partner, entity] = max(latest[partner, entity], until)
    found = {}
    for pk, partner in owners.items():
        own = [latest[key] for key in ((partner, pk), (partner, None)) if key in latest]
        if own:
            found[pk] = max(own)
    return found
