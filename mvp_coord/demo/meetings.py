"""Two decision meetings of the demo: one that deferred what it could not decide, and the next one, in preparation."""

import datetime as dt
from typing import Final

from accounts.models import User
from funding.actions import dockets
from funding.models import Allocation

from .shapes import Grant

LATER: Final = "The board wants to see the fall figures first (demo)."
MINUTES: Final = (
    "The board read both memos and asked for the fall figures before it decides.\n"
    "It wants every memo of the next docket to say what one dollar does (demo)."
)
# By legal name of the recipient: why this group, why this amount, why now.
MEMOS: Final = {
    "Cherry Pit Youth": (
        "Nobody else organizes apprentices in Lansing, and their list is built from the shop floor up.",
        "$35,000 pays two organizers from January to May. They asked for $50,000; the rest, a van, can wait.",
        "Apprenticeships begin in January. After that the list grows by word of mouth alone.",
    ),
    "Red Clay Switchboard": (
        "Their callers speak with the people whom every other list in the state leaves out.",
        "$20,000 is one season of phones at the price of their last one.",
        "The season before filing is the cheapest one to find callers in.",
    ),
    "Paid Harvest Days Coalition": (
        "The only coalition that has carried such a question before, in the next state over.",
        "$100,000 buys the first third of the signatures; two other funders look at the rest.",
        "Signatures are due in summer. Money after March buys paid circulators alone.",
    ),
    "Peanut Row Neighbors": (
        "Thirty neighbors who have knocked the same road for four years.",
        "$30,000 keeps one person on the road for the year.",
        "Their year ends in January, and their one organizer has another offer.",
    ),
}
DEFERRED: Final = ("Cherry Pit Youth", "Red Clay Switchboard")


def hold_meetings(made: dict[Grant, Allocation], people: dict[str, User], today: dt.date) -> None:
    """A closed docket and an open one, through the actions of the pages."""
    staff = people["Staff"]
    keys = [each.pk for each in made.values()]
    rows = Allocation.objects.filter(pk__in=keys, fund__is_managed=True, status__in=dockets.READY)
    ready = {each.entity.legal_name: each for each in rows.select_related("entity")}
    fall = dockets.open_docket(title="Fall docket", meets_on=today - dt.timedelta(days=45), by=staff)
    for item in dockets.put_on(docket=fall, allocations=[ready[name] for name in DEFERRED], by=staff):
        dockets.decide(item=item, decision="deferred", by=staff, note=LATER)
    dockets.close(docket=fall, attended="Staff and four of the board", minutes=MINUTES, by=staff)
    winter = dockets.open_docket(title="Winter docket", meets_on=today + dt.timedelta(days=18), by=staff)
    for item in dockets.put_on(docket=winter, allocations=[ready[name] for name in MEMOS], by=staff):
        group, amount, now = MEMOS[item.allocation.entity.legal_name]
        dockets.write_memo(item=item, why_group=group, why_amount=amount, why_now=now, by=staff)
