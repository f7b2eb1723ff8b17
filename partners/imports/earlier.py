"""What is kept already: the activities that rows of a sheet may be about."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from accounts.visibility import Viewer
from partners.models import Activity, Program
from states.names import word_key

NaturalKey = tuple[int | str, str, str, str, dt.date]


@dataclass(frozen=True)
class Sender:
    """Who sends a sheet: row labels are unique to a sender in a state. A partner, or else a user."""

    state: str
    partner_id: int | None
    user_id: int

    @property
    def columns(self) -> dict[str, int | None]:
        """The columns of an activity that say so."""
        return {
            "source_partner_id": self.partner_id,
            "source_user_id": None if self.partner_id else self.user_id,
        }

    def sent(self, activity: Activity) -> bool:
        """Whether the activity's label is this sender's."""
        return activity.source_state_id == self.state and all(
            getattr(activity, name) == value for name, value in self.columns.items()
        )


@dataclass(frozen=True)
class Known:
    """One activity as it is kept now. Codes and OCD ids, as in a plan row; `has_label` of whichever sender."""

    activity_id: int
    address: str
    label: str
    has_label: bool
    partner_id: int
    partner: str
    program: str
    vehicle: str
    program_type: str
    tactic: str
    place: str
    place_name: str
    starts_on: dt.date
    ends_on: dt.date
    universe: int | None
    attempts: int | None
    contacts: int | None
    budget: Decimal | None
    constituencies: tuple[str, ...] = ()
    race: str = ""

    @property
    def natural_key(self) -> NaturalKey:
        return (self.partner_id, word_key(self.program), self.tactic, self.place, self.starts_on)


class Earlier:
    """The activities of some partners in one state, by label and by what they are."""

    def __init__(self, sender: Sender, viewer: Viewer, partner_ids: Collection[int], labels: Collection[str]) -> None:
        labeled = Q(source_state_id=sender.state, source_ref__in=set(labels)) & Q(**sender.columns)
        same_partner = Q(program__partner_id__in=set(partner_ids)) & (
            Q(division__state_id=sender.state) | Q(source_state_id=sender.state)
        )
        programs = Program.objects.visible_to(viewer).values("pk")
        rows = Activity.objects.filter((labeled | same_partner) & Q(program__in=programs))
        self.by_label: dict[str, Known] = {}
        self.by_nature: dict[NaturalKey, list[Known]] = defaultdict(list)
        for known in _load(rows, sender):
            self.by_nature[known.natural_key].append(known)
            if known.label:
                self.by_label[known.label] = known
        # Labels that stand for something that this viewer may not see are taken all the same.
        taken = Activity.objects.filter(labeled).values_list("source_ref", flat=True)
        self.hidden_labels = set(taken) - set(self.by_label)


def _load(rows: QuerySet[Activity], sender: Sender) -> list[Known]:
    """Two queries: the activities with all that hangs on them, and their constituencies."""
    related = ("program__partner", "program__entity", "program_type", "tactic", "division", "race")
    activities = list(rows.select_related(*related).order_by("pk"))
    codes: dict[int, list[str]] = defaultdict(list)
    through = Activity.constituencies.through.objects.filter(activity__in=[each.pk for each in activities])
    for activity_id, code in through.values_list("activity_id", "constituency__code").order_by("constituency__code"):
        codes[activity_id].append(code)
    return [_known(each, sender, tuple(codes[each.pk])) for each in activities]


def _known(activity: Activity, sender: Sender, constituencies: tuple[str, ...]) -> Known:
    program = activity.program
    return Known(
        activity_id=activity.pk,
        address=activity.public_id,
        label=activity.source_ref if sender.sent(activity) else "",
        has_label=bool(activity.source_ref),
        partner_id=program.partner_id,
        partner=program.partner.name,
        program=program.name,
        vehicle=program.entity.vehicle if program.entity else "",
        program_type=activity.program_type.code,
        tactic=activity.tactic.code,
        place=activity.division.ocd_id,
        place_name=activity.division.name,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        universe=activity.universe,
        attempts=activity.attempts_planned,
        contacts=activity.contacts_planned,
        budget=activity.budget_usd,
        constituencies=constituencies,
        race=activity.race.public_id if activity.race else "",
    )
