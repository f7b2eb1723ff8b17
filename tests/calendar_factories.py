"""Plain functions that make elections, deadlines, races and priorities for tests."""

import datetime as dt
from typing import Any

from states.models import Deadline, Election, Priority, Race
from tests import factories

ELECTION_DAY = dt.date(2028, 11, 7)


def make_election(state: str = "AZ", **facts: Any) -> Election:
    """The federal general election of 2028 in a state, unless told otherwise; asked twice, the same one."""
    division = facts.pop("division", None) or factories.make_state(state).division
    facts = {"kind": "general", "held_on": ELECTION_DAY, "name": "", **facts}
    defaults = {name: facts.pop(name) for name in ("is_computed", "source_url") if name in facts}
    return Election.objects.get_or_create(division=division, **facts, defaults=defaults)[0]


def make_deadline(election: Election | None = None, **facts: Any) -> Deadline:
    facts = {
        "kind": "register_online",
        "on": dt.date(2028, 10, 9),
        "rule_text": "By midnight.",
        "source_url": "https://elections.example.gov/dates",
        **facts,
    }
    return Deadline.objects.create(election=election or make_election(), **facts)


def make_verified(**facts: Any) -> Deadline:
    return make_deadline(verified_on=dt.date(2028, 1, 5), verified_by=factories.make_user(), **facts)


def make_race(election: Election | None = None, **facts: Any) -> Race:
    election = election or make_election()
    facts = {"division": election.division, "office": "Governor", "name": "Governor", **facts}
    return Race.objects.create(election=election, **facts)


def make_measure(**facts: Any) -> Race:
    return make_race(kind="measure", office="", name="Prop 9", question="Shall rivers be counted?", **facts)


def make_rated(**facts: Any) -> Race:
    facts = {"rating": "close", "rating_reason": "The last two were.", "rated_by": factories.make_user(), **facts}
    return make_race(**facts)


def make_priority(division: Any = None, **facts: Any) -> Priority:
    facts = {
        "cycle": facts.pop("cycle", None) or factories.make_cycle(),
        "tier": 1,
        "rationale": "The largest county that nobody works all year.",
        "visibility": "staff",
        **facts,
    }
    return Priority.objects.create(division=division or factories.make_county(), **facts)
