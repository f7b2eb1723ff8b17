"""A state's calendar as iCalendar (RFC 5545), as calendar programs read it.

Its days are whole days of the state, without an hour, so that no program moves them into another zone. Each has
an id that stays, and a SEQUENCE that rises with each change, both from the history, so that programs replace what
they have. It holds what everybody with a role may read on the state's calendar page, and nothing else.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Count, Max
from icalendar import Calendar, Event

from accounts.letters import site_url
from states.models import Deadline, Election, State
from states.reports.calendar import Moment, moments_of

_PRODUCT: Final = "-//Commons//Election calendar//EN"
# So that an id stays what it is wherever the site moves.
_DOMAIN: Final = "election-calendar.commons"
_REACHES_BACK: Final = dt.timedelta(days=366)
_READ_AGAIN: Final = dt.timedelta(hours=12)
# How often a record was written, and when last.
Written = dict[int, tuple[int, dt.datetime]]


def calendar_file(state: State) -> bytes:
    """All elections from a year ago on, and their deadlines. Four queries."""
    since = state.today - _REACHES_BACK
    held = Election.objects.in_state(state.pk).filter(held_on__gte=since).select_related("division")
    elections = list(held.prefetch_related("deadlines"))
    moments = moments_of(elections, state.today)
    written = {
        Election: _written(Election, [each.pk for each in elections]),
        Deadline: _written(Deadline, [each.deadline.pk for each in moments if each.deadline]),
    }
    calendar = _calendar(state)
    for moment in moments:
        calendar.add_component(_event(moment, state, written))
    file: bytes = calendar.to_ical()
    return file


def _calendar(state: State) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Elections in {state.name}")
    calendar.add("x-wr-timezone", state.time_zone)
    calendar.add("refresh-interval", _READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    return calendar


def _event(moment: Moment, state: State, written: dict[Any, Written]) -> Event:
    versions = [written[Election][moment.election.pk]]
    if moment.deadline:
        versions.append(written[Deadline][moment.deadline.pk])
    record = moment.deadline or moment.election
    is_open = moment.deadline is not None and not moment.deadline.is_verified
    event = Event()
    event.add("uid", f"{record._meta.model_name}-{record.public_id}@{_DOMAIN}")
    event.add("sequence", sum(times - 1 for times, _ in versions))
    event.add("dtstamp", max(at for _, at in versions))
    event.add("dtstart", moment.on)
    event.add("dtend", moment.on + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{state.pk}: {moment.title}{' (unverified)' if is_open else ''}")
    event.add("description", "\n".join(_lines(moment)))
    event.add("url", site_url(record.get_absolute_url()))
    return event


def _lines(moment: Moment) -> Iterable[str]:
    if moment.deadline is None:
        yield moment.election.division.full_name
        yield "By federal law, 2 U.S.C. § 7" if moment.election.is_computed else moment.election.source_url
        return
    yield f"For the {moment.election}, {moment.election.division.full_name}"
    if moment.deadline.rule_text:
        yield moment.deadline.rule_text
    if moment.deadline.verified_on:
        yield f"Verified on {moment.deadline.verified_on.isoformat()}"
    else:
        yield "Unverified: nobody has compared it with the source. Look it up before you rely on it."
    if moment.deadline.source_url:
        yield moment.deadline.source_url


def _written(model: Any, keys: list[int]) -> Written:
    """From the history, which no write gets past."""
    versions = model.pgh_event_model.objects.filter(pgh_obj_id__in=keys).order_by()
    counted = versions.values("pgh_obj_id").annotate(times=Count("pk"), at=Max("pgh_created_at"))
    return {row["pgh_obj_id"]: (row["times"], row["at"]) for row in counted}
