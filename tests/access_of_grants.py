"""Rows of the access table: published grants (see `tests/test_access.py`)."""

from tests.addresses import WITH_ROLE, Ask, Row
from tests.grant_factories import make_grant


def a_public_grant(ask: Ask) -> dict[str, str]:
    """Between two organizations that everybody may know of."""
    return {"public_id": make_grant().public_id}


GRANT_ROWS = {
    "funding:grant": Row(WITH_ROLE, args=a_public_grant),
}
