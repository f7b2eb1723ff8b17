"""Rows of the access table: notes of talks with partners, what needs staff today, and letters to contacts."""

from tests import talks
from tests.addresses import EVERYBODY, FORM_IS_WRONG, INSIDERS, STAFF, Ask, Row


def a_note(ask: Ask, **facts: object) -> dict[str, str]:
    """A note about the own partner: for staff, and never for the partner."""
    return {"public_id": talks.make_note(ask("own_partner"), ask("staff"), **facts).public_id}


TALK_ROWS: dict[str, Row] = {
    "partners:old-facts": Row(INSIDERS),
    "partners:truth-letter": Row(EVERYBODY, get=410, post=410, args=lambda ask: {"token": "no-such-link"}),
    "partners:truth-thanks": Row(EVERYBODY),
    "partners:notes": Row(STAFF),
    "partners:note": Row(STAFF, args=lambda ask: a_note(ask)),
    "partners:add-note": Row(STAFF, post=FORM_IS_WRONG, args=lambda ask: {"slug": ask("own_partner").slug}),
    "partners:edit-note": Row(STAFF, post=FORM_IS_WRONG, args=lambda ask: a_note(ask)),
    "partners:finish-note": Row(STAFF, get=405, post=302, args=lambda ask: a_note(ask, next_action="Call")),
    "partners:reopen-note": Row(STAFF, get=405, post=302, args=lambda ask: a_note(ask, next_action="Call")),
    "partners:remove-note": Row(STAFF, get=405, post=302, args=lambda ask: a_note(ask)),
    "partners:restore-note": Row(STAFF, get=405, post=404, args=lambda ask: a_note(ask)),  # it is not removed
    "today": Row(STAFF, args=lambda ask: {"kind": "partners"}),
}
