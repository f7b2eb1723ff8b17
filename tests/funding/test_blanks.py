"""The wording that a rule proposes, with nothing left in it that only a program would understand."""

import pytest

from funding.actions import allocations, steps
from funding.actions.refusals import NeedsRestriction
from funding.colors.blanks import blanks_in, written_out
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant(staff):
    """Charitable money for a ballot measure: only with a restriction."""
    partner = factories.make_partner()
    program = factories.make_program(partner, side="nonpartisan")
    factories.make_activity(program, program_type=factories.make_program_type("ballot-measure"))
    fund = factories.make_fund(vehicle="c3_public", is_managed=True)
    return factories.make_allocation(fund, factories.make_entity(partner, vehicle="c3_public"), program=program)


def test_a_blank_is_filled_or_reads_as_one():
    assert written_out("of {date}, up to {amount}", {"date": "May 4"}) == "of May 4, up to [the amount]"
    assert blanks_in(written_out("in {place}")) == ["[the place]"]
    assert blanks_in("of {date}, up to [the amount]") == ["{date}", "[the amount]"]
    assert blanks_in("of May 4 [see annex], up to $5") == []


def test_pages_propose_a_restriction_in_words(grant, staff, sign_in):
    client = sign_in(staff)
    asked = "/funding/rules/?source=c3_public&recipient=c3_public&use=lobbying"
    for address in (f"/funding/{grant.public_id}/", asked):
        text = client.get(address).content.decode()
        assert "no more than [the amount] for lobbying" in text
        assert "{date}" not in text and "{amount}" not in text


def test_a_restriction_that_is_left_open_binds_nobody(grant, staff):
    def revise(words):
        return allocations.revise(allocation=grant, by=staff, purpose="", restriction=words, visibility="staff")

    with pytest.raises(NeedsRestriction, match=r"described in the proposal of \w+ \d"):
        steps.recommend(allocation=grant, by=staff)
    revise("Only for the proposal of {date}, no more than [the amount] for lobbying.")
    with pytest.raises(NeedsRestriction, match=r"leaves \{date\}, \[the amount\] open"):
        steps.recommend(allocation=grant, by=staff)
    revise("Only for the proposal of May 4, no more than $5,000 for lobbying.")
    assert steps.recommend(allocation=grant, by=staff).status == "recommended"
