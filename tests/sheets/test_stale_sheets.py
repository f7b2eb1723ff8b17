"""A partner sheet exported last week and sent back: what was changed here since is not taken back."""

import pytest

from mvp_coord.lib.facts import token_of
from partners.actions.profile import StateFacts, profile_facts, update_partner
from partners.models import Partner
from tests import factories

# In transactions of their own, since the history tells versions apart by when their transaction began.
pytestmark = pytest.mark.django_db(transaction=True)
HEAD = "Id,Name,States,Other names,Works for,As of\n"


def change(partner: Partner, by, states=None, **facts) -> None:
    seen = token_of(profile_facts(partner, facts, with_states=states is not None))
    told = [StateFacts(code, "statewide", "") for code in states] if states is not None else None
    update_partner(partner, by=by, facts=facts, states=told, seen=seen)
    partner.refresh_from_db()


@pytest.fixture
def exported(staff):
    """A partner as it was exported: the words of its row as of then."""
    for code in ("AZ", "NV", "WI"):
        factories.make_state(code)
    youth = factories.make_constituency("youth", "Youth")
    partner = factories.make_partner("Ocotillo Votes", states=(), other_names="OV")
    change(partner, staff, states=["AZ"], constituencies=[youth], summary="Doors.")
    return partner, partner.updated_at.isoformat()


def test_states_terms_and_names_of_this_week_stay(exported, staff, sending):
    partner, as_of = exported
    rural = factories.make_constituency("rural", "Rural")
    change(partner, staff, states=["AZ", "NV"], constituencies=[rural], other_names="OV\nOcotillo")
    row = "ocotillo-votes,Ocotillo Votes,{},{},{},{}\n"
    same = sending(staff, HEAD + row.format("AZ statewide", "OV", "Youth", as_of))
    assert same.counts["unchanged"] == 1, same.rows.get().changes
    both = sending(staff, HEAD + row.format("AZ statewide; WI statewide", "OV; Cactus", "Youth", as_of)).rows.get()
    assert (both.outcome, {*both.changes}) == ("conflict", {"states", "other_names"})
    assert "Somebody else changed" in both.problems[0]["reason"]


def test_what_nobody_changed_here_is_changed_by_the_sheet(exported, staff, sending, pressing):
    partner, as_of = exported
    change(partner, staff, summary="Doors and porches.")
    text = f"ocotillo-votes,Ocotillo Votes,AZ statewide; WI statewide,OV; Cactus,Youth,{as_of}\n"
    batch = pressing(staff, sending(staff, HEAD + text))
    assert {*batch.rows.get(outcome="updated").changes} == {"states", "other_names"}
    partner.refresh_from_db()
    assert (partner.other_names, partner.summary) == ("OV\nCactus", "Doors and porches.")


def test_a_change_of_states_alone_makes_a_new_version_to_export(exported, staff, sending):
    partner, as_of = exported
    change(partner, staff, states=["AZ", "NV"])
    exported_now = partner.updated_at.isoformat()
    assert exported_now != as_of
    change(partner, staff, states=["AZ"])
    text = f"ocotillo-votes,Ocotillo Votes,AZ statewide; NV statewide,OV,Youth,{exported_now}\n"
    assert sending(staff, HEAD + text).counts["unchanged"] == 1
