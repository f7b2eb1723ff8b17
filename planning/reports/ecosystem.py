"""One state at a glance: who works there in which role, what is planned where, with how much."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery, Sum, TextField
from django.db.models.functions import Cast, JSONObject

from accounts.visibility import Viewer
from funding.models import Allocation, Fund
from funding.reports import Pipeline, grouped, pipeline_of
from partners.models import Activity, Partner, PartnerState
from states.models import Cycle, Electorate, State, TacticFamily


@dataclass(frozen=True)
class PartnerInState:
    """A partner as it stands in one state."""

    name: str
    slug: str
    kind: str
    status: str
    scope: str
    role: str

    @property
    def status_label(self) -> str:
        return str(Partner.Status(self.status).label)

    @property
    def is_at_work(self) -> bool:
        return self.status in Partner.AT_WORK


@dataclass(frozen=True)
class Role:
    """A role of the ecosystem and the partners that fill it (all listed ones, also dormant and closed)."""

    kind: str
    label: str
    partners: tuple[PartnerInState, ...]


@dataclass(frozen=True)
class Electors:
    """The newest count of a state's electorate: how many people, what was counted, whose count, of which day."""

    people: int
    basis: str
    source: str
    as_of: dt.date


@dataclass(frozen=True)
class StateFacts:
    """A state: its electorate (None: nobody has counted) and, by name, the partners that the viewer may know of.

    `today` is the day that it is there: its deadlines are days of its own. `targets` are what funds for this state
    set out to raise in a cycle, by their vehicle, as far as the viewer may know these funds.
    """

    code: str
    name: str
    division: str
    notes: str
    electors: Electors | None
    partners: tuple["PartnerInState", ...]
    today: dt.date
    targets: dict[str, Decimal]

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that somebody has here, in the order of the directory's kinds."""
        kinds = [kind for kind in Partner.Kind if any(each.kind == kind for each in self.partners)]
        return tuple(
            Role(kind.value, str(kind.label), tuple(each for each in self.partners if each.kind == kind))
            for kind in kinds
        )

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The labels of the roles of a state's ecosystem that nobody at work here fills."""
        filled = {each.kind for each in self.partners if each.is_at_work}
        return tuple(str(kind.label) for kind in Partner.STATE_ROLES if kind not in filled)


@dataclass(frozen=True)
class ActivityInState:
    """One planned or current activity. `division` is an OCD id; of the volumes zero is one, None is unknown."""

    public_id: str
    partner: str
    partner_slug: str
    program: str
    program_type: str
    tactic: str
    tactic_label: str
    family: str
    family_label: str
    works_a_list: bool
    division: str
    place_name: str
    starts_on: dt.date
    ends_on: dt.date
    universe: int | None
    attempts: int | None
    budget_usd: Decimal | None

    @property
    def place(self) -> str:
        """In addresses: the end of its division's OCD id, which no other of the state shares (county:pima)."""
        return self.division.rpartition("/")[2]


@dataclass(frozen=True)
class Volume:
    """What the activities of one family of tactics come to.

    Tries add up; people do not, because lists share people, so `largest_list` is the longest single one. `unknown`
    activities state no number of tries.
    """

    family: str
    label: str
    activities: int
    attempts: int
    unknown: int
    largest_list: int | None


def state_facts(viewer: Viewer, code: str, cycle: Cycle | None = None) -> StateFacts | None:
    """A state by its postal code, with its partners; None for a code that is none. One query."""
    known = State.objects.filter(pk=code).select_related("division")
    row = known.annotate(counted=_newest_count(), there=_partners_there(viewer), aims=_targets(viewer, cycle)).first()
    if row is None:
        return None
    electors = None
    if row.counted:
        basis, day = Electorate.Basis(row.counted["basis"]), dt.date.fromisoformat(row.counted["as_of"])
        electors = Electors(row.counted["people"], str(basis.label), row.counted["source"], day)
    partners = tuple(PartnerInState(**each) for each in row.there)
    targets = {each["vehicle"]: Decimal(str(each["usd"])) for each in row.aims or ()}
    return StateFacts(row.code, row.name, row.division.ocd_id, row.notes, electors, partners, row.today, targets)


def _newest_count() -> Subquery:
    counts = Electorate.objects.filter(division=OuterRef("division"), constituency=None).order_by("-as_of", "basis")
    return Subquery(
        counts.values(json=JSONObject(people="people", basis="basis", source="source", as_of="as_of"))[:1]
    )


def _partners_there(viewer: Viewer) -> ArraySubquery:
    rows = PartnerState.objects.filter(state=OuterRef("pk"), partner__in=Partner.objects.visible_to(viewer).listed())
    facts = JSONObject(
        name="partner__name",
        slug="partner__slug",
        kind="partner__kind",
        status="partner__status",
        scope="scope",
        role="role",
    )
    return ArraySubquery(rows.order_by("partner__name", "pk").values(json=facts))


def _targets(viewer: Viewer, cycle: Cycle | None) -> ArraySubquery:
    """What the state's own funds of a cycle set out to raise, by vehicle."""
    funds = Fund.objects.visible_to(viewer).filter(state=OuterRef("pk"), cycle=cycle, target_usd__isnull=False)
    sums = funds.order_by().values("vehicle").annotate(usd=Sum("target_usd"))
    # As text: a float would lose cents.
    return ArraySubquery(sums.values(json=JSONObject(vehicle="vehicle", usd=Cast("usd", TextField()))))


def activities_in(viewer: Viewer, code: str) -> list[ActivityInState]:
    """Presence in a state, in programs that count, by partner and start. One query."""
    rows = Activity.objects.comparable().visible_to(viewer).in_state(code)
    columns: dict[str, Any] = {
        "partner": F("program__partner__name"),
        "partner_slug": F("program__partner__slug"),
        "program_name": F("program__name"),
        "type_label": F("program_type__label"),
        "tactic_code": F("tactic__code"),
        "tactic_label": F("tactic__label"),
        "family": F("tactic__family__code"),
        "family_label": F("tactic__family__label"),
        "works_a_list": Q(tactic__family__works=TacticFamily.Works.LIST),
        "place": F("division__ocd_id"),
        "place_name": F("division__name"),
        "starts": F("starts_on"),
        "ends": F("ends_on"),
        "list_size": F("universe"),
        "attempts": F("attempts_planned"),
        "budget": F("budget_usd"),
    }
    ordered = rows.order_by("program__partner__name", "starts_on", "public_id").annotate(**columns)
    found: Iterable[Any] = ordered.values_list("public_id", *columns)
    return [ActivityInState(*row) for row in found]


def whom_of(activities: Iterable[ActivityInState]) -> dict[str, list[str]]:
    """For whom these are, by their public id: labels of constituencies; nothing for those for everyone. One query."""
    rows = Activity.constituencies.through.objects.filter(
        activity__public_id__in=[each.public_id for each in activities]
    )
    whom: dict[str, list[str]] = {}
    order = ("constituency__position", "constituency__label")
    for key, label in rows.order_by(*order).values_list("activity__public_id", "constituency__label"):
        whom.setdefault(key, []).append(label)
    return whom


def volumes_of(activities: Iterable[ActivityInState]) -> list[Volume]:
    """What is planned by family of tactics, most tries first."""
    families: dict[str, list[ActivityInState]] = {}
    for each in activities:
        families.setdefault(each.family, []).append(each)
    volumes = [
        Volume(
            family=family,
            label=rows[0].family_label,
            activities=len(rows),
            attempts=sum(each.attempts or 0 for each in rows),
            unknown=sum(each.attempts is None for each in rows),
            largest_list=max((each.universe for each in rows if each.universe is not None), default=None),
        )
        for family, rows in families.items()
    ]
    return sorted(volumes, key=lambda each: (-each.attempts, each.label))


def money_in(viewer: Viewer, code: str, cycle: Cycle | None) -> Pipeline:
    """Dollars of a cycle's funds for groups that work in a state, by vehicle and status, never added across vehicles.

    One query.
    """
    there = PartnerState.objects.filter(state=code).values("partner_id")
    allocations = Allocation.objects.visible_to(viewer).filter(entity__partner_id__in=there, fund__cycle=cycle)
    return pipeline_of(grouped(allocations, among=allocations))
