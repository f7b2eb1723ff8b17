"""The weeks before an election in which work of a type does good. Design values, in one place.

Registration ends with its deadline, everything else on Election Day.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from planning.overlaps import Window

# Weeks before the day that ends the work.
SEASONS = {
    "registration": 16,
    "persuasion": 12,
    "vote-by-mail": 8,
    "gotv": 6,
    "election-protection": 4,
    "voter-education": 12,
    "ballot-measure": 16,
}
USUAL = 12
# No state may close registration for a federal election earlier (52 U.S.C. § 20507(a)(1)).
REGISTRATION_CLOSES_AT_MOST = timedelta(days=30)
# Work that ends so shortly before a primary, a runoff or a special election is for that one.
SHORTLY = timedelta(days=14)


def season(program_type: str | None, *, election: date, registration_closes: date | None = None) -> Window:
    """The days before an election on which work of this type (None: any but registration) does good.

    `registration_closes` is the state's own day; without it, the earliest that the law allows.
    """
    ends = election
    if program_type == "registration":
        ends = registration_closes or election - REGISTRATION_CLOSES_AT_MOST
    return Window(ends - timedelta(weeks=SEASONS.get(program_type or "", USUAL)) + timedelta(days=1), ends)


def season_of(program_type: str, ends: date, elections: Sequence[tuple[date, date | None]]) -> Window | None:
    """The days on which work that ends on `ends` does good: those before the next election. `elections` are their
    days, each with the day on which registration closes (None: not known).

    None for work that lives by no election (organizing, training, curing ballots), and where none is known.
    """
    if program_type not in SEASONS:
        return None
    ahead = (each for each in elections if each[0] >= ends)
    # Of several on one day, the one for which registration closes first.
    held_on, closes = min(ahead, key=lambda each: (each[0], each[1] or date.max), default=(None, None))
    return season(program_type, election=held_on, registration_closes=closes) if held_on else None


def is_for(program_type: str, ends: date, election: tuple[date, date | None]) -> bool:
    """Whether work that ends on `ends` is for this election rather than for a later one: it ends shortly before the
    last day on which it does good for it. Not asked of general elections, for which all work is."""
    found = season_of(program_type, ends, [election])
    return found is not None and ends <= found.last <= ends + SHORTLY


class Vote(NamedTuple):
    """An election: whether it is a general one, its day, and the day on which registration closes (None: unknown)."""

    is_general: bool
    held_on: date
    closes: date | None


def season_in(program_type: str, ends: date, votes: Sequence[Vote]) -> Window | None:
    """The days on which work that ends on `ends` does good, where it lives by one of these elections: the next
    general one, or another that is so near that the work must be for that."""
    for_it = [vote[1:] for vote in votes if vote.is_general or is_for(program_type, ends, vote[1:])]
    # Where no general election is known, the next of whatever kind is the only bound there is.
    return season_of(program_type, ends, for_it) or season_of(program_type, ends, [vote[1:] for vote in votes])


def last_useful(program_type: str, ends: date, votes: Sequence[Vote]) -> date:
    """The last day on which work that ends on `ends` is done and does good."""
    found = season_in(program_type, ends, votes)
    return min(ends, found.last) if found else ends


def left_of(season: Window, today: date) -> Window | None:
    """The days of a season that are not over; None when all are."""
    return Window(max(season.first, today), season.last) if today <= season.last else None
