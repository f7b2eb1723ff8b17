"""Keeping the plans of a sheet: organizations, entities, programs and activities, all of it or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.visibility import Viewer, Visibility
from partners.models import Activity, LegalEntity, Partner, PartnerState, Program
from partners.models.family import Vehicle
from states.names import word_key

from .due import check_again
from .profile import free_slug

_BATCH = 1_000
IMPORTED = "Imported from "


@dataclass(frozen=True)
class SheetPlan:
    """One line of a sheet to be kept.

    `activity_id` is the activity that it changes, None for a new one. `partner_id` is None for an organization that
    is not in the directory: lines with the same `partner_name` are then one new partner. `vehicle` is "" where none
    is given, `entity_id` the entity where only one will do. `facts` are columns of the activity (with `_id`),
    `constituency_ids` None where nothing is said of them. Without `changes_program` the activity keeps its own.
    """

    activity_id: int | None
    partner_id: int | None
    partner_name: str
    program: str
    vehicle: str
    entity_id: int | None
    facts: dict[str, Any]
    constituency_ids: tuple[int, ...] | None
    source: str
    is_statewide: bool = False
    changes_program: bool = True


@dataclass
class Kept:
    """What was written: the partners that are new, how many programs are, and how many activities were changed.

    `addresses` are the public ids of the new activities, in the order of their lines; `states` those whose overlaps
    are due.
    """

    partners: list[Partner] = field(default_factory=list)
    programs: int = 0
    addresses: list[str] = field(default_factory=list)
    updated: int = 0
    states: list[str] = field(default_factory=list)


def keep_sheet_plans(
    plans: Sequence[SheetPlan],
    *,
    state: str,
    sender: dict[str, Any],
    viewer: Viewer,
    by: User,
    progress: Callable[[int], None] = lambda _: None,
) -> Kept:
    """Write all lines, inside the change of their import. Programs come as planned, for the state's tables to see;
    work as presence. `sender` are the columns that say whose label a line has. The state's overlaps are due then.
    """
    writer = _Writer(state, sender, viewer, progress)
    writer.keep([plan for plan in plans if plan.activity_id is None], to=writer.create)
    writer.keep([plan for plan in plans if plan.activity_id is not None], to=writer.update)
    writer.cancel_emptied_programs()
    writer.kept.states = sorted({state} | {code for code in writer.states_left if code})
    check_again([state, *writer.states_left], by=by)
    return writer.kept


def add_other_name(partner: Partner, *, name: str, by: User) -> bool:
    """Remember another name that a partner goes by, so that the next sheet is matched without asking; if it was new.

    Inside the change of the import that asked.
    """
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    names = [partner.name, *partner.other_names.splitlines()]
    is_new = word_key(name) not in {word_key(each) for each in names}
    if is_new:
        partner.other_names = "\n".join([*partner.other_names.splitlines(), name])
        partner.save(update_fields=["other_names", "updated_at"])
    return is_new


class _Writer:
    """Finds or makes what each line hangs on; everything that it made or met once is remembered."""

    def __init__(self, state: str, sender: dict[str, Any], viewer: Viewer, progress: Callable[[int], None]) -> None:
        self.state, self.viewer, self.progress = state, viewer, progress
        self.done = 0
        self.sender = {**sender, "source_state_id": state}
        self.kept = Kept()
        self.new_partners: dict[str, Partner] = {}
        self.partners: dict[int, Partner] = {}
        self.entities: dict[int, list[LegalEntity]] = {}
        self.programs: dict[int, dict[str, list[Program]]] = {}
        self.unsaved: list[Program] = []
        self.programs_left: set[int] = set()
        self.programs_joined: set[int] = set()
        self.states_left: set[str | None] = set()

    def keep(self, plans: Sequence[SheetPlan], *, to: Callable[[Sequence[SheetPlan]], None]) -> None:
        """Write lines batch by batch with one of the two methods below."""
        self._meet({plan.partner_id for plan in plans if plan.partner_id})
        for first in range(0, len(plans), _BATCH):
            to(plans[first : first + _BATCH])
            self.done += len(plans[first : first + _BATCH])
            self.progress(self.done)

    def create(self, plans: Sequence[SheetPlan]) -> None:
        """Add these activities."""
        new = [Activity(program=self._program(plan), **plan.facts, **self.sender) for plan in plans]
        self._save_programs()
        made = Activity.objects.bulk_create(new)
        self._set_constituencies(zip(made, plans, strict=True))
        self.kept.addresses += [activity.public_id for activity in made]

    def update(self, plans: Sequence[SheetPlan]) -> None:
        """Change these activities where the lines say otherwise."""
        rows = Activity.objects.select_for_update(of=("self",)).select_related("program", "division")
        known = rows.in_bulk([plan.activity_id for plan in plans])
        for plan in plans:
            activity = known[plan.activity_id]
            self.states_left.add(activity.division.state_id)
            if plan.changes_program:
                self._move(activity, plan)
            for name, value in {**plan.facts, **(self.sender if "source_ref" in plan.facts else {})}.items():
                setattr(activity, name, value)
            activity.updated_at = timezone.now()
        self._save_programs()
        facts = {name.removesuffix("_id") for plan in plans for name in (*plan.facts, *self.sender)}
        Activity.objects.bulk_update(known.values(), sorted(facts | {"program", "updated_at"}))
        self._set_constituencies((known[plan.activity_id], plan) for plan in plans)
        self.kept.updated += len(plans)

    def cancel_emptied_programs(self) -> None:
        """A program that only an import made, and whose every line has moved to another, is planned no more."""
        emptied = Program.objects.filter(pk__in=self.programs_left, source__startswith=IMPORTED, activities=None)
        for program in list(emptied):
            program.status = Program.Status.CANCELLED
            program.save(update_fields=["status", "updated_at"])

    def _meet(self, partner_ids: set[int]) -> None:
        """Load these partners with their entities and the programs that the sender may see; they work here now."""
        new = partner_ids - set(self.partners)
        self.partners |= Partner.objects.in_bulk(new)
        for pk in new:
            self.entities[pk], self.programs[pk] = [], defaultdict(list)
        for entity in LegalEntity.objects.filter(partner__in=new).order_by("pk"):
            self.entities[entity.partner_id].append(entity)
        for program in Program.objects.visible_to(self.viewer).filter(partner__in=new).order_by("pk"):
            self.programs[program.partner_id][word_key(program.name)].append(program)
        there = PartnerState.objects.filter(partner__in=new, state_id=self.state)
        absent = sorted(new - set(there.values_list("partner_id", flat=True)))
        PartnerState.objects.bulk_create(
            [PartnerState(partner_id=pk, state_id=self.state, scope=PartnerState.Scope.LOCAL) for pk in absent]
        )

    def _partner(self, plan: SheetPlan) -> Partner:
        if plan.partner_id:
            return self.partners[plan.partner_id]
        partner = self.new_partners.get(plan.partner_name)
        if partner is None:
            partner = self._new_partner(plan)
            self.new_partners[plan.partner_name] = partner
            self.entities[partner.pk], self.programs[partner.pk] = [], defaultdict(list)
            self.kept.partners.append(partner)
        return partner

    def _new_partner(self, plan: SheetPlan) -> Partner:
        """An organization that only the sheet knows: unconfirmed, and seen by those who may see its plan."""
        partner = Partner.objects.create(
            name=plan.partner_name,
            slug=free_slug(plan.partner_name),
            kind=Partner.Kind.YEAR_ROUND,
            status=Partner.Status.UNCONFIRMED,
            visibility=Visibility.TABLE,
            source=_source(plan),
        )
        scope = PartnerState.Scope.STATEWIDE if plan.is_statewide else PartnerState.Scope.LOCAL
        PartnerState.objects.create(partner=partner, state_id=self.state, scope=scope)
        return partner

    def _entity(self, partner: Partner, plan: SheetPlan) -> LegalEntity | None:
        """The entity of the given vehicle. Of an unknown one, only where nothing is known of the family."""
        entities = self.entities[partner.pk]
        wanted = plan.vehicle or Vehicle.UNKNOWN
        for entity in entities:
            if entity.pk == plan.entity_id or (not plan.entity_id and entity.vehicle == wanted):
                return entity
        if entities and not plan.vehicle:
            return None
        entity = LegalEntity.objects.create(
            partner=partner, legal_name=partner.name, vehicle=wanted, source=_source(plan)
        )
        entities.append(entity)
        return entity

    def _program(self, plan: SheetPlan) -> Program:
        """The program of this name and entity, or a new one."""
        partner = self._partner(plan)
        entity = self._entity(partner, plan)
        found = self._same_program(partner, entity, plan)
        if found:
            return found
        program = Program(
            partner=partner,
            entity=entity,
            name=plan.program,
            side=_side(entity),
            status=Program.Status.PLANNED,
            visibility=Visibility.TABLE,
            source=_source(plan),
        )
        self.programs[partner.pk][word_key(plan.program)].append(program)
        self.unsaved.append(program)
        return program

    def _save_programs(self) -> None:
        self.kept.programs += len(Program.objects.bulk_create(self.unsaved))
        self.unsaved = []

    def _same_program(self, partner: Partner, entity: LegalEntity | None, plan: SheetPlan) -> Program | None:
        named = self.programs[partner.pk][word_key(plan.program)]
        if not plan.vehicle and len(named) == 1:
            return named[0]
        return next((each for each in named if each.entity_id == (entity.pk if entity else None)), None)

    def _move(self, activity: Activity, plan: SheetPlan) -> None:
        """Bring the activity under the program that the line names. A program of its own is changed in place."""
        old = activity.program
        partner = self._partner(plan)
        entity = self._entity(partner, plan) if plan.vehicle or partner.pk != old.partner_id else old.entity
        found = self._same_program(partner, entity, plan)
        if found is not None and found.pk == old.pk:
            return
        if found is None and partner.pk == old.partner_id and self._is_alone_in(old, activity):
            self._forget(old)
            old.side = _side_after(old, entity)
            old.entity, old.name = entity, plan.program
            old.save(update_fields=["entity", "name", "side", "updated_at"])
            self.programs[partner.pk][word_key(plan.program)].append(old)
            return
        self.programs_left.add(old.pk)
        activity.program = found or self._program(plan)
        self.programs_joined.add(activity.program.pk)

    def _is_alone_in(self, program: Program, activity: Activity) -> bool:
        """Whether nothing else belongs to the program; moves of this batch are not yet in the database."""
        if program.pk in self.programs_joined:
            return False
        return not Activity.objects.filter(program=program).exclude(pk=activity.pk).exists()

    def _forget(self, program: Program) -> None:
        """The program is about to change its name or its entity."""
        named = self.programs.get(program.partner_id, {})
        key = word_key(program.name)
        if key in named:
            named[key] = [each for each in named[key] if each.pk != program.pk]

    def _set_constituencies(self, pairs: Iterable[tuple[Activity, SheetPlan]]) -> None:
        through = Activity.constituencies.through
        said = ((activity.pk, plan.constituency_ids) for activity, plan in pairs)
        wanted = {pk: set(ids) for pk, ids in said if ids is not None}
        there: dict[int, set[int]] = defaultdict(set)
        rows = through.objects.filter(activity__in=wanted).values_list("activity_id", "constituency_id")
        for activity_id, constituency_id in rows:
            there[activity_id].add(constituency_id)
        for pk, ids in wanted.items():
            if there[pk] - ids:
                through.objects.filter(activity=pk, constituency__in=there[pk] - ids).delete()
        new = [(pk, each) for pk, ids in wanted.items() for each in sorted(ids - there[pk])]
        through.objects.bulk_create([through(activity_id=pk, constituency_id=each) for pk, each in new])


def _side(entity: LegalEntity | None) -> str:
    """Independent until somebody says otherwise; nonpartisan where the entity may work no other way."""
    is_free = Program.may_be_run_by(entity, side=Program.Side.INDEPENDENT)
    return Program.Side.INDEPENDENT if is_free else Program.Side.NONPARTISAN


def _side_after(program: Program, entity: LegalEntity | None) -> str:
    """The side that somebody chose for it, where its new entity may work on it; else the usual one."""
    is_chosen = program.side != _side(program.entity)
    return program.side if is_chosen and Program.may_be_run_by(entity, side=program.side) else _side(entity)


def _source(plan: SheetPlan) -> str:
    return f"{IMPORTED}{plan.source}"[:300]
