"""When a case that nobody settles goes to the state's table: before the first day after which settling it helps less.

That day is the first one of its weeks in common, or a deadline of the election that the work runs towards, of a kind
that such work lives by: who registers people has until registration closes. Pure: plain values in, a reason out.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

LEAD: Final = dt.timedelta(days=21)

REGISTER: Final = ("register_online", "register_mail", "register_in_person")
# What a kind of work lives by, by the code of its program type; other work wants to be done when voting begins.
_BY_TYPE: Final[dict[str, tuple[str, ...]]] = {
    "registration": REGISTER,
    "vote-by-mail": ("absentee_request", "ballot_return"),
    "ballot-cure": ("cure",),
}
_BY_OTHERS: Final = ("early_from",)


@dataclass(frozen=True, slots=True)
class Closing:
    """A deadline of an election: its kind (as states.Deadline), its day, its words, and election day."""

    kind: str
    on: dt.date
    title: str
    election_on: dt.date
    is_verified: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case is the table's by now: the day that comes first, and the deadline that it is, None for its weeks."""

    on: dt.date
    closing: Closing | None = None


def why_the_table(
    first: dt.date, last: dt.date, types: Collection[str], closings: Sequence[Closing], *, today: dt.date
) -> Reason | None:
    """Whether an open case with these weeks in common (`first` to `last`) is the table's today, and why.

    `types` are the program types of its plans, `closings` the deadlines of its state. Those that have passed press
    no more; weeks that have begun and are not over do. None: there is time, or it is over.
    """
    if last < today:
        return None
    kinds = {kind for code in types for kind in _BY_TYPE.get(code, _BY_OTHERS)}
    # Ballots are cured after election day; all other deadlines lie before it.
    elections = sorted({each.election_on for each in closings if max(each.election_on, each.on) >= first})
    ahead = [
        Reason(each.on, each)
        for each in closings
        if each.kind in kinds and each.election_on in elections[:1] and each.on >= today
    ]
    reason = min([Reason(first), *ahead], key=lambda each: each.on)
    return reason if reason.on - today <= LEAD else None
