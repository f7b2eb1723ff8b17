"""Sheets of plans: each row is a line of work of some organization, in one state."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.sheets.kinds import Kind, MayNotImport, Options
from mvp_coord.sheets.outcome import Comparison, Decision, Kept
from mvp_coord.sheets.pace import Progress, untold
from mvp_coord.sheets.reading import DataRow, Refusal
from partners.actions.due import check_again
from partners.actions.sheet_plans import SheetPlan, keep_sheet_plans
from partners.actions.sheet_records import hold_records
from partners.models import Activity, Program
from partners.viewers import viewer_of
from states.models import Constituency, Division, ProgramType, Race, State, Tactic

from .answers import remember_names
from .books import load_books
from .columns import PLAN
from .compare import HEADINGS, Named, compare
from .earlier import Sender
from .plan_row import PlanRow
from .rows import Books, read_rows
from .senders import may_send, may_undo, sender_of

# Columns of a sheet that a plan may lack, and the columns of an activity that they fill.
_OPTIONAL = {
    "universe": "universe",
    "attempts": "attempts_planned",
    "contacts": "contacts_planned",
    "budget": "budget_usd",
}

_ON_TEMPLATE = (
    *("ref", "organization", "program", "vehicle", "type", "tactic", "place", "start", "end"),
    *("constituencies", "race", "universe", "attempts", "budget"),
)
_HINTS = (
    "One row is one line of work: who does what, where, when, for whom, and how much of it.",
    "Needed: organization, type, tactic, place, start and end. Leave the rest blank where unknown; 0 means none.",
    "Row label: any label of your own. Send the sheet again with the same labels to change what it said before.",
    "Place: a county, a district such as WI-03 or Assembly District 12, or Statewide. One place a row.",
)


class PlanWork:
    """One import of plans at work."""

    def __init__(self, options: Options, *, books: Books, sender: Sender, viewer: Viewer) -> None:
        self.options, self.books, self.sender, self.viewer = options, books, sender, viewer

    def read(self, rows: Sequence[DataRow], progress: Progress = untold) -> tuple[list[PlanRow], list[Refusal]]:
        """Plan rows, and the rows that cannot be any."""
        return read_rows(rows, self.books, progress)

    def compare(self, rows: Sequence[PlanRow], progress: Progress = untold) -> Comparison:
        """What becomes of every row."""
        return compare(
            rows,
            books=self.books,
            sender=self.sender,
            viewer=self.viewer,
            choices=self.options.choices,
            progress=progress,
        )

    def hold(self, decisions: Sequence[Decision]) -> None:
        """Lock the activities, and before them their programs, which a line may rename."""
        keys = [each.meant.known.activity_id for each in decisions]
        hold_records(Program, Activity.objects.filter(pk__in=keys).values_list("program_id", flat=True))
        hold_records(Activity, keys)

    def write(self, decisions: Sequence[Decision], *, by: User, progress: Progress) -> Kept:
        """Keep these plans, with the organizations, entities and programs that they hang on."""
        plans = _plans(decisions, self.books)
        kept = keep_sheet_plans(
            plans, state=self.sender.state, sender=self.sender.columns, viewer=self.viewer, by=by, progress=progress
        )
        return Kept(
            addresses=[reverse("partners:activity", args=[each]) for each in kept.addresses],
            partners={partner.name: partner.slug for partner in kept.partners},
            states=kept.states,
        )

    def remember(self, names: Mapping[str, str], *, by: User) -> int:
        """Other names of partners, as answered."""
        return remember_names(names, viewer=self.viewer, by=by)


def begin(options: Options, user: User) -> PlanWork:
    """Raises `MayNotImport`."""
    viewer = viewer_of(user)
    state = State.objects.select_related("division").filter(pk=options.state).first()
    if state is None:
        raise MayNotImport("Say which state the plans are for.")
    sender = sender_of(state=state.pk, user=user, viewer=viewer, slug=options.sender)
    return PlanWork(options, books=load_books(state), sender=sender, viewer=viewer)


PLANS = Kind(
    code="plans",
    label="Plans: programs and activities",
    layout=PLAN,
    headings=HEADINGS,
    needs="Each row needs an organization, type, tactic, place, start and end; the rest may be blank.",
    may_send=may_send,
    begin=begin,
    may_undo=may_undo,
    needs_state=True,
    hints=_HINTS,
    on_template=_ON_TEMPLATE,
    check_again=lambda states, by: check_again(states, by=by),  # overlaps rest on plans
)


def _plans(decisions: Sequence[Decision], books: Books) -> list[SheetPlan]:
    types, tactics, constituencies = (
        dict(model.objects.values_list("code", "pk")) for model in (ProgramType, Tactic, Constituency)
    )
    places = dict(
        Division.objects.filter(ocd_id__in={each.row.place for each in decisions}).values_list("ocd_id", "pk")
    )
    contests = Race.objects.filter(public_id__in={each.row.race for each in decisions})
    races = dict(contests.values_list("public_id", "pk"))
    plans = []
    for decision in decisions:
        row = decision.row
        facts: dict[str, Any] = {
            "program_type_id": types[row.program_type],
            "tactic_id": tactics[row.tactic],
            "division_id": places[row.place],
        }
        if "race" in row.columns:
            facts["race_id"] = races.get(row.race)
        ids = tuple(constituencies[code] for code in row.constituencies) if "constituencies" in row.columns else None
        plans.append(_plan(decision, facts, ids, is_statewide=row.place == books.places.whole.ocd_id))
    return plans


def _plan(
    decision: Decision, facts: dict[str, Any], constituency_ids: tuple[int, ...] | None, *, is_statewide: bool
) -> SheetPlan:
    row, changed = decision.row, {change.field for change in decision.changes}
    meant: Named = decision.meant
    facts |= {"starts_on": row.starts_on, "ends_on": row.ends_on}
    facts |= {column: getattr(row, name) for name, column in _OPTIONAL.items() if name in row.columns}
    if meant.known is None or "ref" in changed:
        facts["source_ref"] = row.ref
    return SheetPlan(
        activity_id=meant.known.activity_id if meant.known else None,
        partner_id=meant.organization.partner_id,
        partner_name=meant.organization.name,
        program=meant.program,
        vehicle=row.vehicle,
        entity_id=meant.entity_id,
        facts=facts,
        constituency_ids=constituency_ids,
        source=row.file,
        is_statewide=is_statewide,
        changes_program=meant.known is None or bool(changed & {"organization", "program", "vehicle"}),
    )
