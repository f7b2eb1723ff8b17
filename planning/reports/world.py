"""The facts that the overlap engine works on, read in a few queries and turned into its plain values."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, Value

from funding.models import Allocation
from funding.models.allocation import AllocationQuerySet
from funding.reports.payers import payers_of
from partners.models import Activity
from partners.models.program import ActivityQuerySet
from planning import overlaps
from states.models import ProgramType, Tactic

from .ground import Ground, load_ground

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


# What facts of a plan that people change are called by the engine, where it takes them as they are.
ENGINE_NAMES: Final = {
    "universe": "universe",
    "attempts_planned": "attempts",
    "starts_on": "starts",
    "ends_on": "ends",
}


@dataclass(frozen=True)
class World:
    """What one check looks at: activities with the places, families and words that they refer to."""

    activities: tuple[overlaps.Activity, ...]
    ground: Ground
    families: dict[str, overlaps.Family]
    vocabulary: overlaps.Vocabulary

    @property
    def places(self) -> Mapping[str, overlaps.Place]:
        return self.ground.places

    def without_money(self) -> "World":
        """The same for whoever need not know who pays for what."""
        return replace(self, activities=tuple(replace(each, paid_by=frozenset()) for each in self.activities))

    def heavy_alone(self) -> tuple[overlaps.Heavy, ...]:
        """What each partner of these does alone above a band."""
        return overlaps.heavy_alone(self.activities, atlas=self.ground.atlas, families=self.families)

    def find_overlaps(self) -> overlaps.Result:
        """Run the engine over these facts, for the cases alone."""
        return overlaps.find_overlaps(
            self.activities,
            atlas=self.ground.atlas,
            families=self.families,
            vocabulary=self.vocabulary,
            with_recorded=False,
        )


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

    Three queries, however many activities there are; two where the caller has the ground of these states already.
    `money` are the allocations that tell which work is paid out of whose funds (None: that does not matter): one
    query more, and one for each hand they went through.
    """
    rows: list[dict[str, Any]] = list(activities.order_by("pk").values(**_COLUMNS))  # type: ignore[arg-type]
    ground = ground or load_ground(None if states is None else list(states))
    programs = {row["own_program"] for row in rows}
    payers = payers_of(money, programs) if money is not None and programs else {}
    return World(
        activities=tuple(_activity(row, payers.get(row["own_program"], frozenset())) for row in rows),
        ground=ground,
        families={code: _family(row) for code, row in {row["family"]: row for row in rows}.items()},
        vocabulary=_vocabulary(),
    )


def world_of(keys: Collection[int], *, money: AllocationQuerySet | None = None) -> World:
    """These activities by key, as far as they count, with the places of the states in which they lie now: since a
    case was kept, a plan may have moved to another one. `money` tells which work is paid by whom (None: all that
    every insider may read). Four queries at most, and those for money."""
    plans = Activity.objects.comparable().filter(pk__in=keys)
    states = plans.order_by().values_list("division__state_id", flat=True).distinct()
    known = Allocation.objects.read_by_every_insider() if money is None else money
    return load_world(plans, states=sorted(filter(None, states)), money=known)


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
