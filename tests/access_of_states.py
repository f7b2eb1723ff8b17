"""Rows of the access table: the calendar of a state, its races and priorities (see `tests/test_access.py`)."""

from states.actions.feeds import open_feed
from tests import calendar_factories as calendar
from tests import factories
from tests.addresses import EVERYBODY, FORM_IS_WRONG, INSIDERS, MEMBERS, SIGNED_IN, STAFF, WITH_ROLE, Ask, Row


def arizona(ask: Ask) -> dict[str, str]:
    return {"code": factories.make_state("AZ").code.lower()}


def an_election(ask: Ask) -> dict[str, str]:
    return {"public_id": calendar.make_election(kind="primary").public_id}


def a_deadline(ask: Ask) -> dict[str, str]:
    return {"public_id": calendar.make_deadline().public_id}


def a_race(ask: Ask) -> dict[str, str]:
    return {"public_id": calendar.make_race().public_id}


def a_priority(ask: Ask) -> dict[str, str]:
    """One that staff share with peer funders."""
    return {"public_id": calendar.make_priority(visibility="funders").public_id}


def own_feed(ask: Ask) -> dict[str, str]:
    """One of staff; nobody else finds it."""
    return {"public_id": open_feed(factories.make_state("AZ"), by=ask("staff")).public_id}


NOT_PARTNERS = {"partner_rep": 404, "other_partner": 404, "*": 200}

STATE_ROWS: dict[str, Row] = {
    "states:list": Row(WITH_ROLE),
    "states:compare": Row(WITH_ROLE),
    "states:detail": Row(WITH_ROLE, args=arizona),
    "states:places": Row(WITH_ROLE, args=arizona),
    "states:brief": Row(WITH_ROLE, args=arizona),
    # Panels, which lead to a page whoever opens their address.
    "states:overlaps": Row(INSIDERS | MEMBERS, get=302, part=200, args=arizona),
    "states:gaps": Row(INSIDERS | MEMBERS, get=302, part=200, args=arizona),
    "states:around": Row(WITH_ROLE, get=302, part=200, args=arizona),
    "states:switch-cycle": Row(WITH_ROLE, get=405, post=400),
    "states:calendar": Row(WITH_ROLE, args=arizona),
    "states:add-election": Row(STAFF, post=FORM_IS_WRONG, args=arizona),
    "states:edit-election": Row(STAFF, post=FORM_IS_WRONG, args=an_election),
    "states:remove-election": Row(STAFF, get=405, post=302, args=an_election),
    "states:add-deadline": Row(STAFF, post=FORM_IS_WRONG, args=an_election),
    "states:edit-deadline": Row(STAFF, post=FORM_IS_WRONG, args=a_deadline),
    "states:verify-deadline": Row(STAFF, get=405, post=302, args=a_deadline),
    "states:remove-deadline": Row(STAFF, get=405, post=302, args=a_deadline),
    "states:add-race": Row(STAFF, post=FORM_IS_WRONG, args=an_election),
    "states:edit-race": Row(STAFF, post=FORM_IS_WRONG, args=a_race),
    "states:remove-race": Row(STAFF, get=405, post=302, args=a_race),
    "states:open-feed": Row(WITH_ROLE, get=405, post=302, args=arizona),
    "states:feed": Row(EVERYBODY, get=404, args=lambda ask: {"token": "made-up"}),
    "states:revoke-feed": Row(SIGNED_IN, get=405, post={"staff": 302, "*": 404}, args=own_feed),
    "states:priorities": Row(INSIDERS | MEMBERS),
    "states:priority": Row(INSIDERS | MEMBERS, get=NOT_PARTNERS, args=a_priority),
    "states:add-national-priority": Row(STAFF, post=FORM_IS_WRONG),
    "states:add-priority": Row(STAFF, post=FORM_IS_WRONG, args=arizona),
    "states:edit-priority": Row(STAFF, post=FORM_IS_WRONG, args=a_priority),
    "states:remove-priority": Row(STAFF, get=405, post=302, args=a_priority),
}
