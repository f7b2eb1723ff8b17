"""What recipients owe for awards, for those who keep the award and those who owe it: the page, and whom to remind."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from accounts.models import User
from accounts.visibility import Viewer
from funding.models import Requirement
from funding.reminding import FARTHEST_AHEAD, FARTHEST_BACK, slot_of
from partners.models import Membership

MOST: Final = 200


@dataclass(frozen=True)
class Owed:
    """Open requirements that a viewer may read, the longest due first: at most `MOST` of them, and how many more."""

    rows: tuple[Requirement, ...]
    late: int
    more: int


@dataclass(frozen=True)
class Due:
    """Something to remind of today, and in which slot."""

    requirement: Requirement
    slot: str


def owed_to(viewer: Viewer, *, today: dt.date) -> Owed:
    """What is open of awards that this viewer keeps, receives, or reads whole as staff. Three queries."""
    seen = Requirement.objects.visible_to(viewer).owed()
    rows = seen.select_related("allocation__fund", "allocation__entity__partner").order_by("due_on", "pk")
    count = seen.count()
    return Owed(tuple(rows[:MOST]), seen.filter(due_on__lt=today).count(), max(0, count - MOST))


def due_for_a_reminder(today: dt.date) -> list[Due]:
    """Everything of which somebody may have to be reminded on this day. One query."""
    near = Requirement.objects.owed().filter(due_on__gte=today - FARTHEST_BACK, due_on__lte=today + FARTHEST_AHEAD)
    people = [f"allocation__{who}__invitation" for who in ("proposed_by", "approved_by")]
    rows = near.select_related("allocation__entity", *people)
    return [Due(each, slot) for each in rows.order_by("due_on", "pk") if (slot := slot_of(each.due_on, today))]


def people_concerned(due: Iterable[Due]) -> dict[User, list[Due]]:
    """By person who may be written to: the one who spoke for the award (where that one has left, who approved it),
    and the contacts of its recipient. Whether they may read it is another question. One query."""
    by_partner: dict[int, list[Due]] = {}
    found: dict[User, list[Due]] = {}
    for each in due:
        award = each.requirement.allocation
        by_partner.setdefault(award.entity.partner_id, []).append(each)
        holder = next((one for one in (award.proposed_by, award.approved_by) if one and one.is_active), None)
        if holder and _reads_letters(holder):
            found.setdefault(holder, []).append(each)
    seats = Membership.objects.filter(partner__in=by_partner, user__is_active=True).select_related("user__invitation")
    for seat in seats.order_by("pk"):
        if _reads_letters(seat.user):
            mine = found.setdefault(seat.user, [])
            mine += [each for each in by_partner[seat.partner_id] if each not in mine]
    return found


def _reads_letters(user: User) -> bool:
    return user.letters_on and not hasattr(user, "invitation")
