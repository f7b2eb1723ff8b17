"""Rows of the access table: what entities need (see `tests/test_access.py`)."""

from typing import Any

from tests import factories
from tests.addresses import FORM_IS_WRONG, INSIDERS, MEMBERS, WITH_ROLE, Ask, Row

# The organization itself, staff, and peer funders who heard it.
WHO_STATES = INSIDERS | {"partner_rep", "funder_rep"}
# What a funder heard, its own contacts correct; so do the organization and staff.
OTHERS_404 = {"other_partner": 404}


def own_need(ask: Ask) -> dict[str, Any]:
    """A need of the own partner that is shared with peer funders, and no further."""
    need = factories.make_need(factories.make_entity(ask("own_partner")), consent="funders")
    return {"entity": need.entity.public_id, "cycle": need.cycle.code}


def heard_need(ask: Ask) -> dict[str, Any]:
    """What the peer funder heard about the own partner, for staff."""
    facts = {"stated_as": "funder", "stated_for": ask("own_funder"), "consent": "staff"}
    return {"public_id": factories.make_need(factories.make_entity(ask("own_partner")), **facts).public_id}


NEED_ROWS: dict[str, Row] = {
    "funding:once": Row(INSIDERS | MEMBERS),
    "funding:past-budgets": Row(INSIDERS | {"funder_rep"}),
    "funding:needs": Row(WITH_ROLE),
    "funding:ask-need": Row(INSIDERS, get=405, post=302, args=own_need),
    "funding:need": Row(WITH_ROLE, get={**dict.fromkeys(WHO_STATES, 200), "*": 404}, args=lambda ask: own_need(ask)),
    "funding:state-need": Row(
        INSIDERS | MEMBERS, get={**OTHERS_404, "*": 200}, post={**OTHERS_404, "*": FORM_IS_WRONG}, args=own_need
    ),
    **{
        f"funding:{name}": Row(
            INSIDERS | MEMBERS, get={**OTHERS_404, "*": 200}, post={**OTHERS_404, "*": FORM_IS_WRONG}, args=heard_need
        )
        for name in ("correct-need", "withdraw-need")
    },
}
