"""Rows of the tables of constraints: notes of talks with partners, and letters to contacts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F

from tests import factories, talks

EARLY = dt.date(2027, 1, 1)
MIDNIGHT = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)

TALK_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "note_says_something": (talks.make_note, {"text": ""}),
    "note_due_only_with_an_action": (talks.make_note, {"due_on": EARLY}),
    "note_action_has_somebody": (talks.make_note, {"next_action": "Call again"}),
    "note_done_only_with_an_action": (talks.make_note, {"done_at": MIDNIGHT, "done_by": F("written_by")}),
    "note_done_by_somebody": (lambda: talks.make_note(next_action="Call again"), {"done_at": MIDNIGHT}),
    "note_is_for_staff": (talks.make_note, {"visibility": "partners"}),
    "note_tags_are_plain": (talks.make_note, {"tags": ["budget", "Van access"]}),
    "truth_letter_used_in_time": (talks.make_letter, {"used_at": MIDNIGHT + dt.timedelta(days=9_999)}),
}

TALK_DOUBLES: dict[str, Callable[[], Any]] = {
    "asked_once_a_fortnight": lambda: [
        talks.make_letter(user, asked_on=day)
        for user in [factories.make_user()]
        for day in (EARLY, EARLY + dt.timedelta(days=13))
    ],
}
