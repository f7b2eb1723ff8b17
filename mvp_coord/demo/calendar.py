"""Deadlines, races and priorities of the demo's six states, around the real day of the federal general election.

A state's own dates are law, so none is made up as if it were: each says that it is the demo's, has no source and
stays unverified. They keep the same distance from election day everywhere.
"""

import datetime as dt
from typing import Final

from accounts.models import User
from states.models import Deadline, Division, Election, Priority, Race

from .directory import Directory
from .electorates import STATES

RULE: Final = "A made-up date of the demo, not this state’s law."
_KINDS = Deadline.Kind
# Days before election day.
BEFORE: Final = {
    _KINDS.ONLINE: 29,
    _KINDS.BY_MAIL: 29,
    _KINDS.IN_PERSON: 22,
    _KINDS.EARLY_FROM: 15,
    _KINDS.ABSENTEE: 11,
    _KINDS.EARLY_TO: 3,
    _KINDS.RETURN: 0,
    _KINDS.CURE: -5,
}
# Where, tier, people to reach, dollars to bring, seen by, and why.
PRIORITIES: Final = (
    (
        "AZ",
        1,
        None,
        4_200_000,
        "partners",
        "Every group of the table plans here, and two counties hold most.",
    ),
    ("AZ Maricopa County", 1, 180_000, 1_900_000, "partners", "Three of five voters live here, and most renters."),
    ("AZ Pima County", 2, 60_000, 640_000, "table", "Strong groups, short of people for the doors in October."),
    ("AZ Coconino County", 3, 9_000, None, "staff", "Long distances: worth building before it is worth counting."),
    ("WI", 1, None, 3_100_000, "partners", "Plans are dense in the southeast and thin everywhere else."),
    ("WI Rock County", 2, 22_000, 310_000, "partners", "Three door programs and no text program."),
    ("WI Brown County", 3, 18_000, None, "funders", "Two groups have agreed to share their mail lists."),
    ("NC", 2, None, 2_400_000, "funders", "New groups that need another year of steady money."),
    ("GA", 2, None, 2_700_000, "partners", "Much is done in a few counties; the rest has no table."),
    ("MI", 2, None, 2_200_000, "partners", "The phones are covered twice in one county and nowhere else."),
    ("NV", 3, None, 900_000, "staff", "One table, two groups; enough until somebody new begins."),
)
RATED: Final = "Made up for the demo, to show how a rating is explained."


def load_calendar(directory: Directory, people: dict[str, User]) -> None:
    """Deadlines of the general election of the cycle, a few races, and the priorities of the demo's staff."""
    held = Election.objects.filter(
        division__as_state__in=STATES,
        is_computed=True,
        held_on__range=(directory.cycle.starts_on, directory.cycle.ends_on),
    )
    elections = {each.division.state_id: each for each in held.select_related("division")}
    Deadline.objects.bulk_create(
        Deadline(election=election, kind=kind, on=election.held_on - dt.timedelta(days=days), rule_text=RULE)
        for election in elections.values()
        for kind, days in BEFORE.items()
    )
    _races(elections, directory, people["Staff"])
    Priority.objects.bulk_create(
        Priority(
            division_id=directory.places[where],
            cycle=directory.cycle,
            tier=tier,
            target_universe=universe,
            investment_target_usd=dollars,
            visibility=visibility,
            rationale=f"Demo: {why}",
            set_by=people["Staff"],
        )
        for where, tier, universe, dollars, visibility, why in PRIORITIES
    )


def _races(elections: dict[str | None, Election], directory: Directory, staff: User) -> None:
    """An office that is really elected on that day, and measures that are plainly made up."""
    north_carolina, arizona = elections["NC"], elections["AZ"]
    Race.objects.create(
        election=north_carolina,
        division=north_carolina.division,
        office="Governor",
        name="Governor of North Carolina",
        rating=Race.Rating.OPEN,
        rating_reason=RATED,
        rated_by=staff,
    )
    for where, name, question in (
        ("AZ Maricopa County", "Demo measure 1: pocket parks", "Shall the demo’s county keep a small park in reach?"),
        ("AZ Pima County", "Demo measure 2: shade at stops", "Shall every bus stop of the demo have shade?"),
    ):
        Race.objects.create(
            election=arizona,
            division=Division.objects.get(pk=directory.places[where]),
            kind=Race.Kind.MEASURE,
            name=name,
            question=question,
        )
