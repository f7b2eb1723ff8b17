"""The facts that the search for gaps works on: priorities with their seasons, plans, and who could do more."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery, Value

from accounts.visibility import Viewer
from partners.models import Activity, Partner, PeopleNeed, PeopleOffer, Program
from partners.models.people_power import FAMILIES
from partners.models.program import ActivityQuerySet
from planning import gaps, overlaps
from planning.reports.cases import readable_activities
from states.calendar import general_election_day
from states.models import Cycle, Deadline, Election, Priority, Tactic, TacticFamily

_REGISTER = (Deadline.Kind.ONLINE, Deadline.Kind.BY_MAIL, Deadline.Kind.IN_PERSON)
_OFFER: dict[str, Any] = {
    "partner": F("program__partner_id"),
    "partner_name": F("program__partner__name"),
    "family": F("tactic__family__code"),
    "place": F("division__ocd_id"),
    "starts": F("starts_on"),
    "ends": F("ends_on"),
    "registers": F("program_type__is_registration"),
    "list_size": F("universe"),
    "codes": ArrayAgg("constituencies__code", filter=Q(constituencies__isnull=False), default=Value([])),
}


def priorities_with_days(viewer: Viewer, cycle: Cycle, states: Iterable[str] | None) -> list[Priority]:
    """The priorities of a cycle that this viewer may know, each with the days that its work runs towards. One query.

    Adds `votes_on` (the last general election of its state in the cycle; None where none is kept) and `closes_on`
    (the first day on which a way to register closes for it; None where nobody has entered one), which nobody has
    verified where `is_unverified`.
    """
    rows = Priority.objects.visible_to(viewer).in_cycle(cycle)
    if states is not None:
        rows = rows.filter(division__state_id__in=list(states))
    election = Election.objects.in_cycle(cycle).filter(
        kind=Election.Kind.GENERAL, division__state=OuterRef("division__state")
    )
    last = election.order_by("-held_on", "pk")
    closes = Deadline.objects.filter(kind__in=_REGISTER, election=OuterRef("election_id")).order_by()
    same_day = Deadline.objects.filter(kind__in=_REGISTER, election=OuterRef("election_id"), on=OuterRef("closes_on"))
    return list(
        rows.select_related("division__state", "constituency", "program_type")
        .annotate(votes_on=Subquery(last.values("held_on")[:1]), election_id=Subquery(last.values("pk")[:1]))
        .annotate(closes_on=Subquery(closes.values("election").annotate(first=Min("on")).values("first")))
        .annotate(is_unverified=Exists(same_day.filter(verified_on=None)))
        .order_by("tier", "division__name", "pk")
    )


def aim_of(priority: Any, cycle: Cycle) -> gaps.Aim:
    """A priority as the engine takes it; without an election of its state it runs to the federal one of the cycle."""
    kind = priority.program_type.code if priority.program_type else None
    election = priority.votes_on or general_election_day(cycle.ends_on.year)
    return gaps.Aim(
        key=priority.pk,
        division=priority.division.ocd_id,
        tier=priority.tier,
        season=gaps.season(kind, election=election, registration_closes=priority.closes_on),
        program_type=kind,
        constituency=priority.constituency.code if priority.constituency else None,
        target=priority.target_universe,
    )


def families_and_leads() -> tuple[dict[str, overlaps.Family], dict[str, gaps.Lead]]:
    """All families of tactics, and what it takes to start their work. Two queries.

    An attempt costs what the cheapest current tactic of its family usually costs, and is marked so.
    """
    costs: dict[int, tuple[Any, str]] = {}
    priced = Tactic.objects.current().filter(usual_cost_usd__isnull=False).order_by("usual_cost_usd", "pk")
    for family, cost, label, source in priced.values_list(
        "family_id", "usual_cost_usd", "label", "usual_cost_source"
    ):
        costs.setdefault(family, (cost, f"{label}: {source}"))
    families, leads = {}, {}
    for each in TacticFamily.objects.all():
        low, high = (None if end is None else float(end) for end in (each.band_low, each.band_high))
        families[each.code] = overlaps.Family(each.code, each.label, each.works, low, high)
        cost, source = costs.get(each.pk, (None, ""))
        tries = None if each.tries_an_hour is None else float(each.tries_an_hour)
        leads[each.code] = gaps.Lead(each.money_lead_days, each.people_lead_days, cost, source, tries)
    return families, leads


def plans_for(viewer: Viewer, states: Iterable[str] | None) -> ActivityQuerySet:
    """The plans that count against a gap, as far as this viewer may read them."""
    return _there(readable_activities(viewer), states)


def offers_for(viewer: Viewer, states: Iterable[str] | None, today: dt.date) -> list[gaps.Candidate]:
    """What partners say they could do if asked, for days that are not over. One query."""
    able = Activity.objects.standing().filter(mode=Activity.Mode.CAPACITY, program__in=Program.objects.counting())
    able = able.filter(ends_on__gte=today).visible_to(viewer)
    if not viewer.is_counsel:
        able = able.exclude(program__side=Program.Side.COORDINATED)
    rows: Iterable[Any] = _there(able, states).order_by("pk").values(**_OFFER)
    return [
        gaps.Candidate(
            partner=row["partner"],
            partner_name=row["partner_name"],
            family=row["family"],
            division=row["place"],
            starts=row["starts"],
            ends=row["ends"],
            constituencies=frozenset(row["codes"]),
            is_registration=row["registers"],
            is_offered=True,
            universe=row["list_size"],
        )
        for row in rows
    ]


def hours_for(
    viewer: Viewer, states: Iterable[str] | None, today: dt.date
) -> tuple[list[gaps.Volunteers], list[gaps.Volunteers]]:
    """Hours of people that partners offer, there or from anywhere, and those that they ask for there, for days that
    are not over. One query."""
    offers, needs = (_hours(model, viewer, states, today) for model in (PeopleOffer, PeopleNeed))
    found: dict[str, list[gaps.Volunteers]] = {PeopleOffer.KIND: [], PeopleNeed.KIND: []}
    for row in offers.union(needs, all=True).order_by("pk"):
        found[row["kind"]].append(
            gaps.Volunteers(
                key=row["public_id"],
                partner=row["partner_id"],
                partner_name=row["name"],
                family=FAMILIES[row["role"]],
                hours_a_week=row["hours_a_week"],
                starts=row["starts_on"],
                ends=row["ends_on"],
                division=row["place"],
                is_remote=row["is_remote"],
                side=str(Program.Side(row["side"]).label).lower(),
            )
        )
    return found[PeopleOffer.KIND], found[PeopleNeed.KIND]


_HOURS = ("pk", "public_id", "partner_id", "role", "hours_a_week", "starts_on", "ends_on", "is_remote", "side")


def _hours(model: Any, viewer: Viewer, states: Iterable[str] | None, today: dt.date) -> Any:
    rows = model.objects.visible_to(viewer).standing().filter(role__in=FAMILIES, ends_on__gte=today)
    rows = rows.exclude(partner__status__in=[Partner.Status.CLOSED, Partner.Status.MERGED])
    if not viewer.is_counsel:
        rows = rows.exclude(side=Program.Side.COORDINATED)
    if states is not None:
        rows = rows.filter(Q(division__state_id__in=list(states)) | Q(is_remote=True))
    return rows.order_by().values(
        *_HOURS, name=F("partner__name"), place=F("division__ocd_id"), kind=Value(model.KIND)
    )


def at_work(activities: Iterable[overlaps.Activity]) -> list[gaps.Candidate]:
    """Those who work already, as candidates for more."""
    return [
        gaps.Candidate(
            partner=a.partner,
            partner_name=a.partner_name,
            family=a.family,
            division=a.division,
            starts=a.starts,
            ends=a.ends,
            constituencies=a.constituencies,
            is_registration=a.is_registration,
            universe=a.universe,
        )
        for a in activities
        if a.family is not None
    ]


def _there(rows: ActivityQuerySet, states: Iterable[str] | None) -> ActivityQuerySet:
    return rows if states is None else rows.reaching_states(list(states))
