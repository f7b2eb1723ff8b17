"""Rows of the access table: the calendar of a state, its races and priorities (see `tests/test_access.py`)."""

from tests import calendar_factories as calendar
from tests import factories
from tests.addresses import FORM_IS_WRONG, INSIDERS, MEMBERS, STAFF, WITH_ROLE, Ask, Row


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


NOT_PARTNERS = {"partner_rep": 404, "other_partner": 404, "*": 200}

STATE_ROWS: dict[str, Row] = {
    "states:list": Row(WITH_ROLE),
    "states:detail": Row(WITH_ROLE, args=arizona),
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
    "states:priorities": Row(INSIDERS | MEMBERS),
    "states:priority": Row(INSIDERS | MEMBERS, get=NOT_PARTNERS, args=a_priority),
    "states:add-priority": Row(STAFF, post=FORM_IS_WRONG, args=arizona),
    "states:edit-priority": Row(STAFF, post=FORM_IS_WRONG, args=a_priority),
    "states:remove-priority": Row(STAFF, get=405, post=302, args=a_priority),
}
