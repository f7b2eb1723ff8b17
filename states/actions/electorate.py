"""Record how many people voted in each place, as the electorate that plans are measured against."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from accounts.history import change
from accounts.models import User
from mvp_coord.jobs.actions import record_due_work
from states.models import Division, Electorate, State

VOTING_STATES = 51  # fifty states and the District: who votes for president


@dataclass(frozen=True)
class Recorded:
    """How many figures were new, changed or the same; `country` is their sum, None while a state is missing."""

    created: int
    updated: int
    unchanged: int
    country: int | None


def record_votes_cast(
    *, by: User | None, counties: Mapping[int, int], states: Mapping[str, int], as_of: dt.date, source: str
) -> Recorded:
    """Votes cast on `as_of`: by county (division id), by state (postal code), and for the country as their sum.

    All or nothing; figures that are the same already are left alone. Overlaps of the states that changed are
    checked again.
    """
    with change(by=by, verb="imported electorates", reason=source):
        divisions = dict(State.objects.filter(code__in=states).values_list("code", "division_id"))
        people = {**counties, **{divisions[code]: votes for code, votes in states.items()}}
        counts, changed = _reconcile(people, as_of=as_of, source=source)
        country = _sum_of_states(as_of)
        if country is not None:
            root = Division.objects.get(kind=Division.Kind.COUNTRY)
            more, _ = _reconcile({root.pk: country}, as_of=as_of, source=source)
            counts = (counts[0] + more[0], counts[1] + more[1], counts[2] + more[2])
        for code in sorted(_states_of(changed)):
            record_due_work(kind="overlaps", key=code, by=by)
    return Recorded(*counts, country=country)


def _reconcile(people: Mapping[int, int], *, as_of: dt.date, source: str) -> tuple[tuple[int, int, int], list[int]]:
    """Write what differs: (created, updated, unchanged) and the ids of the divisions that changed."""
    stated = {"constituency": None, "basis": Electorate.Basis.VOTES, "as_of": as_of}
    known = {
        each.division_id: each
        for each in Electorate.objects.select_for_update().filter(
            division_id__in=people, constituency=None, basis=stated["basis"], as_of=as_of
        )
    }
    new = [
        Electorate(division_id=division, people=count, source=source, **stated)
        for division, count in people.items()
        if division not in known
    ]
    changed = [each for division, each in known.items() if each.people != people[division]]
    for each in changed:
        each.people, each.source = people[each.division_id], source
    Electorate.objects.bulk_create(new)
    Electorate.objects.bulk_update(changed, ["people", "source"])
    counts = (len(new), len(changed), len(known) - len(changed))
    return counts, [each.division_id for each in (*new, *changed)]


def _sum_of_states(as_of: dt.date) -> int | None:
    """The country's votes, once every state that votes for president is known; else None, not a part of it."""
    votes = Electorate.objects.filter(
        division__as_state__isnull=False, constituency=None, basis=Electorate.Basis.VOTES, as_of=as_of
    ).exclude(division__kind=Division.Kind.TERRITORY)
    counted = list(votes.values_list("people", flat=True))
    return sum(counted) if len(counted) == VOTING_STATES else None


def _states_of(divisions: list[int]) -> set[str]:
    return set(Division.objects.filter(pk__in=divisions, state__isnull=False).values_list("state_id", flat=True))
