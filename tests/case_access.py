"""Rows of the access table: overlap cases, and settling them (see `tests/test_access.py`)."""

from decimal import Decimal

from mvp_coord.lib.public_id import new_public_id
from planning.actions import refresh_overlaps
from planning.actions.bands import bands_in_force, try_bands
from planning.bands import Band
from planning.models import Overlap
from tests import factories
from tests.addresses import EVERYBODY, FORM_IS_WRONG, INSIDERS, MEMBERS, STAFF, Ask, Row
from tests.case_factories import make_proposal


def case_shared_at_the_table() -> dict[str, str]:
    """A case whose two plans are shared at Arizona's table."""
    factories.make_county("Pima County", electorate=500_000)
    for _ in range(2):
        program = factories.make_program(visibility="table")
        factories.make_activity(program, universe=200_000, attempts_planned=640_000)
    refresh_overlaps()
    return {"public_id": Overlap.objects.get().public_id}


def own_case(ask: Ask) -> dict[str, str]:
    """The same, where one of the two plans is the own partner's."""
    factories.make_county("Pima County", electorate=500_000)
    for partner in (ask("own_partner"), factories.make_partner()):
        program = factories.make_program(partner, visibility="table")
        factories.make_activity(program, universe=200_000, attempts_planned=640_000)
    refresh_overlaps()
    return {"public_id": Overlap.objects.get().public_id}


def own_proposal(ask: Ask) -> dict[str, str]:
    """A proposal that the own partner made."""
    address = own_case(ask)
    proposal = make_proposal(Overlap.objects.get(), partner=ask("own_partner"))
    return {**address, "proposal_id": proposal.public_id}


def trial_of_staff(ask: Ask) -> dict[str, str]:
    """Bands that the member of staff has tried."""
    factories.make_family("door")
    seen = bands_in_force(["door"])
    facts = {"bands": {"door": Band(Decimal("0.3"), Decimal("4"))}, "seen": seen, "public_id": new_public_id()}
    return {"public_id": try_bands(by=ask("staff"), **facts).public_id}


# Staff, and the contact whose plan is in the case.
SPEAKERS = STAFF | {"partner_rep"}

CASE_ROWS: dict[str, Row] = {
    "planning:overlaps": Row(INSIDERS | MEMBERS),
    "planning:bands": Row(INSIDERS, post=FORM_IS_WRONG),
    "planning:band-trial": Row(
        STAFF, get={"counsel": 404, "*": 200}, post={"counsel": 404, "*": FORM_IS_WRONG}, args=trial_of_staff
    ),
    "planning:overlap": Row(
        INSIDERS | MEMBERS,
        get={"other_partner": 404, "funder_rep": 404, "*": 200},
        args=lambda ask: case_shared_at_the_table(),
    ),
    "planning:overlap-settle": Row(STAFF, get=405, post=FORM_IS_WRONG, args=lambda ask: case_shared_at_the_table()),
    "planning:overlap-reopen": Row(STAFF, get=405, post=FORM_IS_WRONG, args=lambda ask: case_shared_at_the_table()),
    "planning:overlap-take": Row(STAFF, get=405, post=302, args=lambda ask: case_shared_at_the_table()),
    "planning:overlap-owner": Row(STAFF, post=FORM_IS_WRONG, args=lambda ask: case_shared_at_the_table()),
    "planning:case-letter": Row(EVERYBODY, get=410, args=lambda ask: {"token": "no-such-link"}),
    "planning:overlaps-saved": Row(INSIDERS | MEMBERS),
    "planning:overlap-ways": Row(
        INSIDERS | MEMBERS,
        get={"other_partner": 404, "funder_rep": 404, "*": 200},
        args=lambda ask: case_shared_at_the_table(),
    ),
    "planning:overlap-propose": Row(
        SPEAKERS, post=FORM_IS_WRONG, args=lambda ask: {**own_case(ask), "decision": "split_dates"}
    ),
    "planning:overlap-say": Row(
        STAFF | MEMBERS, get=405, post={**dict.fromkeys(SPEAKERS, FORM_IS_WRONG), "*": 404}, args=own_case
    ),
    "planning:proposal-answer": Row(
        STAFF | MEMBERS, get=405, post={**dict.fromkeys(SPEAKERS, FORM_IS_WRONG), "*": 404}, args=own_proposal
    ),
    "planning:proposal-withdraw": Row(
        STAFF | MEMBERS, get=405, post={**dict.fromkeys(SPEAKERS, 302), "*": 404}, args=own_proposal
    ),
}
