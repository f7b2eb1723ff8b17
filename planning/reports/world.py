"""The facts that the overlap engine works on, read in a few queries and turned into its plain values."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from funding.models import Allocation
from funding.models.allocation import AllocationQuerySet
from funding.reports.payers import payers_of
from partners.models import Activity
from partners.models.program import ActivityQuerySet
from planning import overlaps
from planning.overlaps.places import DISTRICT_KINDS
from states.chambers import same_ground_as
from states.models import Division, DivisionShare, Electorate, ProgramType, Tactic

_COLUMNS = {
    "key": F("pk"),
    "label": F("source_ref"),
    "address": F("public_id"),
    "partner": F("program__partner_id"),
    "partner_name": F("program__partner__name"),
    "program_name": F("program__name"),
    "entity": F("program__entity_id"),
    "own_program": F("program_id"),
    "umbrella": F("program__umbrella_id"),
    "family": F("tactic__family__code"),
    "family_label": F("tactic__family__label"),
    "works": F("tactic__family__works"),
    "band_low": F("tactic__family__band_low"),
    "band_high": F("tactic__family__band_high"),
    "usual_cost": F("tactic__usual_cost_usd"),
    "tactic_code": F("tactic__code"),
    "type_code": F("program_type__code"),
    "is_registration": F("program_type__is_registration"),
    "place": F("division__ocd_id"),
    "starts": F("starts_on"),
    "ends": F("ends_on"),
    "people": F("universe"),
    "attempts": F("attempts_planned"),
    "budget": F("budget_usd"),
    "codes": ArrayAgg("constituencies__code", filter=Q(constituencies__isnull=False), default=Value([])),
}


@dataclass(frozen=True)
class World:
    """What one check looks at: activities with the places, families and words that they refer to."""

    activities: tuple[overlaps.Activity, ...]
    places: dict[str, overlaps.Place]
    families: dict[str, overlaps.Family]
    vocabulary: overlaps.Vocabulary
    constituency_electorates: dict[tuple[str, str], int]
    shares: dict[tuple[str, str], float]

    def heavy_alone(self) -> tuple[overlaps.Heavy, ...]:
        """What each partner of these does alone above a band."""
        return overlaps.heavy_alone(self.activities, places=self.places, families=self.families)

    def find_overlaps(self) -> overlaps.Result:
        """Run the engine over these facts, for the cases alone."""
        return overlaps.find_overlaps(
            self.activities,
            places=self.places,
            families=self.families,
            vocabulary=self.vocabulary,
            constituency_electorates=self.constituency_electorates,
            shares=self.shares,
            with_recorded=False,
        )


@dataclass(frozen=True)
class Ground:
    """The places of some states by OCD id, the newest counts of constituencies by place and code, the crosswalk."""

    places: dict[str, overlaps.Place]
    constituency_electorates: dict[tuple[str, str], int]
    shares: dict[tuple[str, str], float]


def load_ground(states: list[str] | None) -> Ground:
    """The ground of these states (postal codes; None: all), for whoever asks several things of it. One query."""
    across = DivisionShare.objects.filter(division_a=OuterRef("pk")).order_by()
    shared = (Cast(name, CharField()) for name in ("share_of_a", "share_of_b"))
    # As "place=share=share", which is read faster than JSON.
    facts = chain.from_iterable((Value("="), share) for share in shared)
    crossing = across.values(found=Concat("division_b__ocd_id", *facts))
    rows = list(_place_rows(states).annotate(crossing=ArraySubquery(crossing)).values_list(*_PLACE, "crossing"))
    places, constituencies = _places(row[:-1] for row in rows)
    shares: dict[tuple[str, str], float] = {}
    for row in rows:
        for each in row[-1]:
            other, of_a, of_b = each.split("=")
            shares[row[0], other], shares[other, row[0]] = float(of_a), float(of_b)
    return Ground(places, constituencies, shares)


def label_of(source_ref: str, public_id: str) -> str:
    """What people call an activity: its row label in the sheet, else its address."""
    return source_ref or f"/activities/{public_id}/"


def load_world(
    activities: ActivityQuerySet,
    *,
    states: Iterable[str] | None = None,
    ground: Ground | None = None,
    money: AllocationQuerySet | None = None,
) -> World:
    """The world of these activities (a QuerySet), with the places of `states` (postal codes; None: all).

    Three queries, however many activities there are; a fourth, for the crosswalk, where one of them is in a district.
    Two where the caller has the ground of these states already. `money` are the allocations that tell which work is
    paid out of whose funds (None: that does not matter): one query more, and one for each hand they went through.
    """
    states = None if states is None else list(states)
    rows: list[dict[str, Any]] = list(activities.order_by("pk").values(**_COLUMNS))  # type: ignore[arg-type]
    places, constituencies = (ground.places, ground.constituency_electorates) if ground else load_places(states)
    programs = {row["own_program"] for row in rows}
    payers = payers_of(money, programs) if money is not None and programs else {}
    return World(
        activities=tuple(_activity(row, payers.get(row["own_program"], frozenset())) for row in rows),
        places=places,
        families={code: _family(row) for code, row in {row["family"]: row for row in rows}.items()},
        vocabulary=_vocabulary(),
        constituency_electorates=constituencies,
        # Counties alone are never crossed; who asks for the places alone asks for districts too.
        shares=ground.shares
        if ground
        else load_shares(states)
        if not rows or any(places[row["place"]].kind in DISTRICT_KINDS for row in rows)
        else {},
    )


def world_of(keys: Collection[int]) -> World:
    """These activities by key, as far as they count, with the places of the states in which they lie now: since a
    case was kept, a plan may have moved to another one. Six queries at most."""
    plans = Activity.objects.comparable().filter(pk__in=keys)
    states = plans.order_by().values_list("division__state_id", flat=True).distinct()
    return load_world(plans, states=sorted(filter(None, states)), money=Allocation.objects.read_by_every_insider())


def load_places(states: list[str] | None) -> tuple[dict[str, overlaps.Place], dict[tuple[str, str], int]]:
    """The places with their newest count of everyone; and the newest counts of constituencies, by place and code."""
    return _places(_place_rows(states).values_list(*_PLACE))


_PLACE = ("ocd_id", "name", "kind", "parent__ocd_id", "state_id", "counts")


def _place_rows(states: list[str] | None) -> QuerySet[Division]:
    newest = (
        Electorate.objects.filter(division=OuterRef("pk"))
        .order_by("constituency_id", "-as_of", "basis")
        .distinct("constituency_id")
        # As "code=people", which is read faster than JSON.
        .values(found=Concat(Coalesce("constituency__code", Value("")), Value("="), Cast("people", CharField())))
    )
    rows = Division.objects.order_by().annotate(counts=ArraySubquery(newest))
    return rows if states is None else rows.filter(Q(state_id__in=states) | Q(state=None))


def _places(rows: Iterable[Any]) -> tuple[dict[str, overlaps.Place], dict[tuple[str, str], int]]:
    places: dict[str, overlaps.Place] = {}
    constituencies: dict[tuple[str, str], int] = {}
    for ocd_id, name, kind, parent, state, counts in rows:
        people = {code: int(many) for code, many in (count.split("=") for count in counts)}
        everyone = people.pop("", None)
        places[ocd_id] = overlaps.Place(ocd_id, name, kind, parent, state, everyone, same_ground_as(ocd_id))
        constituencies.update({(ocd_id, code): number for code, number in people.items()})
    return places, constituencies


def load_shares(states: list[str] | None) -> dict[tuple[str, str], float]:
    """The crosswalk, in both directions: (place, other place) -> the part of the first one's people in the second."""
    rows = DivisionShare.objects.order_by()
    if states is not None:
        rows = rows.filter(division_a__state_id__in=states)
    shares: dict[tuple[str, str], float] = {}
    columns = rows.values_list("division_a__ocd_id", "division_b__ocd_id", "share_of_a", "share_of_b")
    for a, b, of_a, of_b in columns:
        shares[a, b], shares[b, a] = float(of_a), float(of_b)
    return shares


def _activity(row: dict[str, Any], paid_by: frozenset[int]) -> overlaps.Activity:
    return overlaps.Activity(
        key=row["key"],
        label=label_of(row["label"], row["address"]),
        partner=row["partner"],
        partner_name=row["partner_name"],
        program_name=row["program_name"],
        family=row["family"],
        tactic=row["tactic_code"],
        program_type=row["type_code"],
        division=row["place"],
        starts=row["starts"],
        ends=row["ends"],
        is_registration=row["is_registration"],
        constituencies=frozenset(row["codes"]),
        universe=row["people"],
        attempts=row["attempts"],
        budget=row["budget"],
        usual_cost=row["usual_cost"],
        entity=row["entity"],
        umbrella=row["umbrella"] or row["own_program"],
        paid_by=paid_by,
    )


def _family(row: dict[str, Any]) -> overlaps.Family:
    low, high = (None if row[end] is None else float(row[end]) for end in ("band_low", "band_high"))
    return overlaps.Family(row["family"], row["family_label"], row["works"], low, high)


def _vocabulary() -> overlaps.Vocabulary:
    """The words for every tactic and program type, in one query."""
    tactics = Tactic.objects.order_by().values_list(Value("tactic"), "code", "label", "aliases")
    types = ProgramType.objects.order_by().values_list(Value("type"), "code", "label", "aliases")
    words: dict[str, dict[str, tuple[str, ...]]] = {"tactic": {}, "type": {}}
    for kind, code, label, aliases in tactics.union(types, all=True):
        words[kind][code] = (label, *aliases)
    return overlaps.Vocabulary(tactics=words["tactic"], program_types=words["type"])
