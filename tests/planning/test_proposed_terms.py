"""What a proposal may say of plans: days on which work does good, less than now, and the budget that is left."""

import datetime as dt

import pytest

from mvp_coord.lib.once import new_ticket
from partners.models import Activity
from planning import actions
from planning.models import Proposal
from planning.terms import CHANGES
from tests.calendar_factories import make_election

from .test_agreeing import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


@pytest.mark.parametrize(
    ("decision", "facts", "why"),
    [
        ("split_dates", {"starts_on": "2026-08-02", "ends_on": "2026-09-26"}, "cannot be moved into the past"),
        ("split_dates", {"starts_on": "2027-10-04", "ends_on": "2027-11-28"}, "good until Nov 2, 2027"),
        ("split_dates", {"ends_on": "9999-12-31"}, "Write a day between 2000 and 2099"),
        ("lead_support", {"attempts_planned": "900000"}, "fewer tries"),
    ],
)
def test_days_and_numbers_that_settle_nothing_are_refused_and_nothing_is_proposed(
    case, plans, staff, sign_in, decision, facts, why
):
    make_election("AZ", held_on=dt.date(2027, 11, 2))
    names = CHANGES[decision]
    sent = {f"{each.public_id}-{name}": getattr(each, name) for each in plans for name in names}
    sent |= {f"{plans[1].public_id}-{name}": value for name, value in facts.items()}
    sent |= {"reason": "As we said.", "ticket": new_ticket(staff.pk, case.public_id)}
    answer = sign_in(staff).post(f"/overlaps/{case.public_id}/propose/{decision}/", sent)
    assert answer.status_code == 422 and why in answer.content.decode()
    assert not Proposal.objects.exists()


def test_with_fewer_tries_the_budget_may_be_less_too(case, plans, staff, sign_in):
    client, address = sign_in(staff), f"/overlaps/{case.public_id}/propose/lead_support/"
    form = client.get(address).context["form"]
    one = plans[1].public_id
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {f"{one}-attempts_planned": "80,000", f"{one}-budget_usd": "240,000", "reason": "They support."}
    assert client.post(address, sent).status_code == 302
    assert "$1,920,000 → $240,000" in page(client, case)
    proposal = Proposal.objects.get()
    assert [sorted(each["facts"]) for each in proposal.terms] == [["attempts_planned", "budget_usd"]]
    for plan in plans:
        actions.answer_proposal(proposal, by=staff, partner=plan.program.partner, agrees=True, note="Call")
    changed = Activity.objects.get(pk=plans[1].pk)
    assert (changed.attempts_planned, changed.budget_usd) == (80_000, 240_000)
