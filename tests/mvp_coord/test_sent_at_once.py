"""A double click whose two requests run at once makes one record, where nothing else is held: real threads."""

import datetime as dt
from decimal import Decimal
from itertools import count

import pytest

from funding.actions.funds import add_fund
from mvp_coord.lib.public_id import new_public_id
from planning import actions
from planning.actions.bands import bands_in_force, try_bands
from planning.bands import Band
from states.actions.calendar import add_record
from states.models import Election, Priority
from tests import factories
from tests.partners.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def a_word_about_a_case(**sent):
    case = factories.make_overlap()
    return lambda: actions.say(case, partner=None, text="Who takes the east?", about=[1], **sent)


def an_election(**sent):
    facts = {"division": factories.make_state("AZ").division, "kind": "special", "name": "", "source_url": ""}
    # Each on another day, so that no other constraint is in the way.
    day, n = dt.date(2028, 5, 16), count()
    return lambda: add_record(Election(), facts={**facts, "held_on": day + dt.timedelta(days=next(n))}, **sent)


def a_priority(**sent):
    facts = {"tier": 1, "rationale": "It is large.", "visibility": "staff"}
    facts |= {"cycle": factories.make_cycle(), "division": factories.make_county()}
    return lambda: add_record(Priority(), facts=facts, **sent)


def other_bands(**sent):
    factories.make_family("door")
    return lambda: try_bands(bands={"door": Band(Decimal("0.3"), Decimal(4))}, seen=bands_in_force(["door"]), **sent)


def a_fund(**sent):
    facts = {"name": "Harvest Fund", "cycle": factories.make_cycle()}
    owner = factories.make_partner(kind="peer_funder")
    return lambda: add_fund(owner, facts=facts, **sent)


@pytest.mark.parametrize("making", [a_word_about_a_case, an_election, a_priority, other_bands, a_fund])
def test_one_form_sent_several_times_at_once_makes_one(making):
    make = making(by=factories.make_user(is_staff=True), public_id=new_public_id())
    assert len(set(at_once(lambda n: make().pk, times=6))) == 1
