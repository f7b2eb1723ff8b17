"""One state at a glance: who works there in which role, what is planned where, with how much."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, JSONObject

from accounts.visibility import Viewer
from funding.models import Allocation, Fund
from funding.reports import Pipeline, totals_inside
from funding.reports.boundaries import in_ecosystem
from mvp_coord.lib import wording
from partners.models import Activity, Partner, PartnerState
from states.models import Cycle, Electorate, State, Tactic, TacticFamily


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

    @property
    def told(self) -> str:
        """What was counted, when and by whom, nothing of it twice: most sources say themselves what they counted."""
        if self.source.lower().startswith(self.basis.lower()):
            return f"{self.source[:1].lower()}{self.source[1:]}"
        return f"{self.basis.lower()}, {wording.day(self.as_of)}; {self.source}"


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

    @cached_property
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


class Way(NamedTuple):
    """A tactic (`code`, `label`) with its family, and whether that works through a list of people."""

    code: str
    label: str
    family: str
    family_label: str
    works_a_list: bool


class ActivityInState(NamedTuple):
    """One planned or current activity, with what is counted and compared for all of a state's.

    `division` is an OCD id; of the volumes zero is one, None is unknown. What a line says beside: `details_of`.
    """

    public_id: str
    partner: str
    partner_slug: str
    way: Way
    division: str
    starts_on: dt.date
    ends_on: dt.date
    universe: int | None
    attempts: int | None


class Details(NamedTuple):
    """What a line of the list says of an activity beside: labels, and of whom it is for (none: for everyone)."""

    program: str
    program_type: str
    place_name: str
    budget_usd: Decimal | None
    whom: tuple[str, ...]


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
    partners = tuple(PartnerInState(**each) for each in row.there or ())
    targets = {each["vehicle"]: Decimal(str(each["usd"])) for each in row.aims or ()}
    return StateFacts(row.code, row.name, row.division.ocd_id, row.notes, electors, partners, row.today, targets)


def _newest_count() -> Subquery:
    counts = Electorate.objects.filter(division=OuterRef("division"), constituency=None).order_by("-as_of", "basis")
    return Subquery(
        counts.values(json=JSONObject(people="people", basis="basis", source="source", as_of="as_of"))[:1]
    )


def _partners_there(viewer: Viewer) -> Subquery:
    rows = PartnerState.objects.filter(state=OuterRef("pk"), partner__in=Partner.objects.visible_to(viewer).listed())
    facts = JSONObject(
        name="partner__name",
        slug="partner__slug",
        kind="partner__kind",
        status="partner__status",
        scope="scope",
        role="role",
    )
    # One value for all of them: it is read far faster than one for each.
    everyone = rows.order_by().values(one=Value(1)).annotate(json=JSONBAgg(facts, order_by=("partner__name", "pk")))
    return Subquery(everyone.values("json"))


def _targets(viewer: Viewer, cycle: Cycle | None) -> ArraySubquery:
    """What the state's own funds of a cycle set out to raise, by vehicle."""
    funds = Fund.objects.visible_to(viewer).filter(state=OuterRef("pk"), cycle=cycle, target_usd__isnull=False)
    sums = funds.order_by().values("vehicle").annotate(usd=Sum("target_usd"))
    # As text: a float would lose cents.
    return ArraySubquery(sums.values(json=JSONObject(vehicle="vehicle", usd=Cast("usd", TextField()))))


def activities_in(viewer: Viewer, code: str, cycle: Cycle | None) -> list[ActivityInState]:
    """Presence in a state or the country in a cycle, in programs that count, by partner and start. Two queries."""
    rows = Activity.objects.comparable().in_cycle(cycle).visible_to(viewer).reaching_state(code)
    ordered = rows.order_by("program__partner__name", "starts_on", "public_id").values_list(
        "public_id",
        "program__partner__name",
        "program__partner__slug",
        "tactic_id",
        "division__ocd_id",
        "starts_on",
        "ends_on",
        "universe",
        "attempts_planned",
    )
    ways = _ways()
    found: Iterable[Any] = ordered
    return [ActivityInState(key, partner, slug, ways[tactic], *rest) for key, partner, slug, tactic, *rest in found]


def _ways() -> dict[int, Way]:
    columns = ("pk", "code", "label", "family__code", "family__label", "family__works")
    rows: Iterable[Any] = Tactic.objects.order_by().values_list(*columns)
    return {key: Way._make((*words, works == TacticFamily.Works.LIST)) for key, *words, works in rows}


def details_of(activities: Iterable[ActivityInState]) -> Mapping[str, Details]:
    """What lines say of these beside, by their public id. One query."""
    for_whom = Activity.constituencies.through.objects.filter(activity=OuterRef("pk"))
    label = "constituency__label"
    whom = ArraySubquery(for_whom.order_by("constituency__position", label).values(label))
    rows = Activity.objects.filter(public_id__in=[each.public_id for each in activities]).order_by()
    columns = ("program__name", "program_type__label", "division__name", "budget_usd", whom)
    told: Iterable[Any] = rows.values_list("public_id", *columns)
    return {key: Details._make((*rest, tuple(labels))) for key, *rest, labels in told}


def volumes_of(activities: Iterable[ActivityInState]) -> list[Volume]:
    """What is planned by family of tactics, most tries first."""
    families: dict[str, list[ActivityInState]] = {}
    for each in activities:
        families.setdefault(each.way.family, []).append(each)
    volumes = [
        Volume(
            family=family,
            label=rows[0].way.family_label,
            activities=len(rows),
            attempts=sum(each.attempts or 0 for each in rows),
            unknown=sum(each.attempts is None for each in rows),
            largest_list=max((each.universe for each in rows if each.universe is not None), default=None),
        )
        for family, rows in families.items()
    ]
    return sorted(volumes, key=lambda each: (-each.attempts, each.label))


def money_in(viewer: Viewer, code: str, cycle: Cycle | None) -> Pipeline:
    """Dollars of a cycle's funds that come into a state's ecosystem, by vehicle and status, never added across
    vehicles. Three queries at most."""
    allocations = Allocation.objects.visible_to(viewer).filter(fund__cycle=cycle)
    return totals_inside(allocations.with_readable_amount(viewer, banded=False), in_ecosystem(code))
