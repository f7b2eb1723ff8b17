"""What the demo's staff have done about gaps: a group was asked to fill one, and a role is left for a reason."""

from typing import Final

from accounts.models import User
from planning import actions
from states.models import Priority, State

from .directory import Directory

ASKED: Final = ("WI", "Dairy Bell Workers")
WORDS: Final = "Nobody texts in Wisconsin in the fall of 2028. Could you, with the lists that you walk?"
LEFT: Final = ("NV", "donor_table")
WHY: Final = "Two donors alone are no table. We look again when a third one gives there."


def act_on_gaps(directory: Directory, people: dict[str, User]) -> None:
    """One gap offered, one set aside."""
    place, partner = ASKED
    priority = Priority.objects.get(division_id=directory.places[place], cycle=directory.cycle)
    staff = people["Staff"]
    actions.offer_gap(of=priority, to=directory.partners[partner], by=staff, seen="open", reason=WORDS)
    code, role = LEFT
    actions.set_gap_aside(of=(State.objects.get(pk=code), role), by=staff, seen="open", reason=WHY)
