"""Rows of the tables of constraints: places, the calendar, priorities and code lists."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F

from states.models import CalendarFeed, Cycle, DivisionShare
from tests import calendar_factories as calendar
from tests import factories, place_factories

EARLY, LATE = dt.date(2027, 1, 1), dt.date(2028, 1, 1)


def same(row: models.Model, **other: Any) -> None:
    """The same row once more, as a new one."""
    row.pk = None
    row._state.adding = True
    for field in row._meta.fields:
        if field.unique and not field.primary_key and field.name not in other:
            value = field.get_default() if field.has_default() else f"other-{factories._next.__next__()}"
            setattr(row, field.attname, value)
    for name, value in other.items():
        setattr(row, name, value)
    row.save()


def make_share() -> DivisionShare:
    one, two = sorted(
        (factories.make_county("Gila County"), factories.make_county("Pinal County")), key=lambda d: d.pk
    )
    return DivisionShare.objects.create(
        division_a=one, division_b=two, share_of_a="0.5", share_of_b="0.25", basis="votes", source="test"
    )


STATES_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "division_has_ocd_id": (factories.make_county, {"ocd_id": "county:pima"}),
    "division_inside_another": (factories.make_county, {"parent": None}),
    "division_valid_range": (factories.make_county, {"valid_from": LATE, "valid_through": EARLY}),
    "election_result_parts_of_a_total": (place_factories.make_result, {"votes_dem": 101}),
    "only_districts_have_seats": (factories.make_county, {"seats": 1}),
    "state_postal_code": (factories.make_state, {"code": "az"}),
    "division_share_ordered": (make_share, {"division_a": F("division_b"), "division_b": F("division_a")}),
    "division_share_between_0_and_1": (make_share, {"share_of_a": "1.5"}),
    "cycle_ends_after_start": (factories.make_cycle, {"ends_on": dt.date(2026, 1, 1)}),
    "only_list_families_have_a_band": (factories.make_family, {"works": "ground"}),
    "some_tries_an_hour": (factories.make_family, {"tries_an_hour": 0}),
    "usual_cost_has_a_source": (factories.make_tactic, {"usual_cost_usd": 3}),
    "computed_election_is_federal": (lambda: calendar.make_election(is_computed=True), {"held_on": LATE}),
    "election_in_this_century": (calendar.make_election, {"held_on": dt.date.max}),
    "deadline_in_this_century": (calendar.make_deadline, {"on": dt.date.max}),
    "verified_deadline_has_who_and_source": (calendar.make_verified, {"source_url": ""}),
    "race_has_a_name": (calendar.make_race, {"name": ""}),
    "race_fills_a_seat": (calendar.make_race, {"seats": 0}),
    "race_for_an_office_or_on_a_question": (calendar.make_measure, {"office": "Governor"}),
    "race_margin_has_a_source": (calendar.make_race, {"last_margin_points": "4.5"}),
    "race_rating_has_who_and_why": (calendar.make_rated, {"rating_reason": ""}),
    "priority_tier_1_to_4": (calendar.make_priority, {"tier": 5}),
    "priority_says_why": (calendar.make_priority, {"rationale": ""}),
    "priority_target_positive": (calendar.make_priority, {"investment_target_usd": 0}),
    "priority_universe_positive": (calendar.make_priority, {"target_universe": 0}),
    "priority_level": (calendar.make_priority, {"visibility": "public"}),
}

STATES_DOUBLES: dict[str, Callable[[], Any]] = {
    "division_share_once": lambda: same(make_share()),
    "electorate_once": lambda: same(factories.make_electorate(factories.make_county(), 1000)),
    "cycles_do_not_overlap": lambda: [
        factories.make_cycle(),
        Cycle.objects.create(code="28", name="2028", starts_on=LATE, ends_on=dt.date(2029, 1, 1)),
    ],
    "election_once": lambda: same(calendar.make_election()),
    "deadline_once": lambda: same(calendar.make_deadline()),
    "race_once": lambda: same(calendar.make_race()),
    "calendar_feed_once": lambda: [
        CalendarFeed.objects.create(owner=owner, state=state)
        for owner, state in [(factories.make_user(), factories.make_state())] * 2
    ],
    "priority_once": lambda: same(calendar.make_priority()),
}
