"""Rows of the access table: published grants (see `tests/test_access.py`)."""

from tests.addresses import FORM_IS_WRONG, INSIDERS, MEMBERS, STAFF, WITH_ROLE, Ask, Row
from tests.factories import make_state
from tests.grant_factories import make_grant


def a_public_grant(ask: Ask) -> dict[str, str]:
    """Between two organizations that everybody may know of."""
    return {"public_id": make_grant().public_id}


def a_known_group(ask: Ask) -> dict[str, str]:
    """A group that everybody may know of, with a grant."""
    return {"slug": make_grant().recipient.slug}


GRANT_ROWS = {
    "funding:export": Row(INSIDERS | MEMBERS, post=FORM_IS_WRONG),
    "funding:funders": Row(INSIDERS | MEMBERS, args=a_known_group),
    "funding:state-funders": Row(INSIDERS | MEMBERS, args=lambda ask: {"code": make_state("AZ").code.lower()}),
    "funding:funders-beside": Row(INSIDERS | MEMBERS, args=lambda ask: {"slug": make_grant().funder.slug}),
    "funding:grants": Row(INSIDERS | MEMBERS),
    "funding:grant": Row(WITH_ROLE, args=a_public_grant),
    "funding:same-money": Row(STAFF, post=FORM_IS_WRONG, args=a_public_grant),
}
