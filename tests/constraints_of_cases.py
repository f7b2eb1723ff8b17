"""Constraints on what is decided about overlap cases (see `tests/test_constraints.py`)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from planning.models import BandTrial, Proposal, ProposalAnswer
from tests import factories
from tests.case_factories import make_case_letter, make_message, make_proposal, make_settlement

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def two_answers(proposal: Proposal) -> list[ProposalAnswer]:
    partner, user = factories.make_partner(), factories.make_user()
    answers = proposal.answers
    return [answers.create(partner=partner, agrees=agrees, said_by=user) for agrees in (True, False)]


def make_trial() -> BandTrial:
    return BandTrial.objects.create(made_by=factories.make_user(), bands={"door": ["0.3", "3"]}, seen={})


CASE_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "overlap_measured_if_competing": (factories.make_overlap, {"people_high": None}),
    "settlement_says_why": (make_settlement, {"reason": ""}),
    "settlement_covers_something": (make_settlement, {"covers": []}),
    "settlement_end_says_why": (make_settlement, {"ended_at": timezone.now() + dt.timedelta(days=1)}),
    "settlement_ends_later": (make_settlement, {"ended_at": LONG_AGO, "changed_facts": [["Weeks", "a", "b"]]}),
    "case_letter_tells_something": (make_case_letter, {"news": []}),
    "case_message_says_something": (make_message, {"text": ""}),
    "case_message_about_something": (make_message, {"about": []}),
    "proposal_says_why": (make_proposal, {"reason": ""}),
    "proposal_covers_something": (make_proposal, {"covers": []}),
    "proposal_closed_iff_dated": (make_proposal, {"status": "declined"}),
    "band_trial_ended_iff_found": (make_trial, {"ended_at": LONG_AGO}),
    "band_trial_saved_after_it_ended": (make_trial, {"saved_at": LONG_AGO}),
    "proposal_accepted_iff_settled": (make_proposal, {"status": "accepted", "closed_at": LONG_AGO}),
}
CASE_DOUBLES: dict[str, Callable[[], Any]] = {
    "case_letter_once_a_day": lambda: [make_case_letter(user) for user in [factories.make_user()] * 2],
    "proposal_answered_once_by_a_side": lambda: two_answers(make_proposal()),
    "settlement_one_in_force": lambda: make_settlement(make_settlement().overlap),
}
