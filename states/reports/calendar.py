"""The calendar of a state in one cycle: its elections and their deadlines in the order of their days."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from mvp_coord.lib.facts import facts_of, token_of
from states.calendar import days_until
from states.models import Cycle, Deadline, Election, State

# What is compared with the source when somebody verifies a deadline.
VERIFIED = frozenset({"kind", "on", "rule_text", "source_url"})
# Ballots are cured for some weeks after election day.
_AFTER_ELECTIONS = dt.timedelta(days=60)


@dataclass(frozen=True)
class Moment:
    """An election day, or a day before or after it by which voters must have done something.

    `days_left` counts from today in the state, negative once it is past.
    """

    on: dt.date
    days_left: int
    election: Election
    deadline: Deadline | None = None

    @property
    def title(self) -> str:
        """What the day is for."""
        return str(self.deadline.get_kind_display()) if self.deadline else self.election.title

    @property
    def is_unverified(self) -> bool:
        """Whether it is a deadline that nobody has compared with its source."""
        return bool(self.deadline and not self.deadline.is_verified)

    @property
    def seen(self) -> str:
        """The token of what somebody who verifies the deadline compares with its source."""
        return token_of_deadline(self.deadline) if self.deadline else ""


@dataclass(frozen=True)
class StateCalendar:
    """All days of a state in one cycle, those ahead the nearest first, those past the latest first."""

    elections: tuple[Election, ...]
    ahead: tuple[Moment, ...]
    past: tuple[Moment, ...]

    @property
    def unverified(self) -> int:
        """How many of the deadlines ahead nobody has compared with their source."""
        return sum(each.is_unverified for each in self.ahead)


def calendar_of(state: State, cycle: Cycle | None, today: dt.date) -> StateCalendar:
    """The state's calendar in this cycle. Two queries; without a cycle it is empty."""
    if cycle is None:
        return StateCalendar((), (), ())
    elections = Election.objects.in_state(state.pk).in_cycle(cycle).select_related("division")
    found = tuple(elections.prefetch_related("deadlines"))
    moments = moments_of(found, today)
    ahead = tuple(each for each in moments if each.days_left >= 0)
    return StateCalendar(found, ahead, tuple(each for each in reversed(moments) if each.days_left < 0))


def moments_since(state: str, since: dt.date, today: dt.date) -> list[Moment]:
    """The days of a state from `since` on, in order, without the rules behind them. One query."""
    own = Deadline.objects.filter(election=OuterRef("pk")).values(
        found=JSONObject(public_id="public_id", kind="kind", on="on", verified_on="verified_on")
    )
    elections = Election.objects.in_state(state).filter(held_on__gte=since - _AFTER_ELECTIONS)
    found: Iterable[Any] = elections.select_related("division").annotate(own=ArraySubquery(own))
    moments = []
    for election in found:
        moments.append(Moment(election.held_on, days_until(election.held_on, today), election))
        for each in election.own:
            days = {name: each[name] and dt.date.fromisoformat(each[name]) for name in ("on", "verified_on")}
            deadline = Deadline(**{**each, **days}, election=election)
            moments.append(Moment(deadline.on, days_until(deadline.on, today), election, deadline))
    return sorted((each for each in moments if each.on >= since), key=_in_order)


def moments_of(elections: Sequence[Election], today: dt.date) -> list[Moment]:
    """The elections' own days and all of their deadlines (prefetched), in order."""
    moments = [Moment(each.held_on, days_until(each.held_on, today), each) for each in elections]
    moments += [
        Moment(deadline.on, days_until(deadline.on, today), each, deadline)
        for each in elections
        for deadline in each.deadlines.all()
    ]
    return sorted(moments, key=_in_order)


def _in_order(moment: Moment) -> tuple[dt.date, bool, str]:
    """By day; on election day the deadlines first."""
    return (moment.on, moment.deadline is None, moment.title)


def token_of_deadline(deadline: Deadline) -> str:
    """The same short text while its day, rule and source are the same."""
    return token_of(facts_of(deadline, VERIFIED))
