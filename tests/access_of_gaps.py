"""Rows of the access table: gaps (see `tests/test_access.py`)."""

from tests import factories
from tests.addresses import FORM_IS_WRONG, INSIDERS, MEMBERS, STAFF, Ask, Row
from tests.calendar_factories import make_priority


def gap_shared_with_partners(ask: Ask) -> dict[str, str]:
    """A priority that partners and funders may know of, in a county where nobody plans anything."""
    county = factories.make_county("Pima County", electorate=500_000)
    factories.make_family("door")
    return {"key": make_priority(county, visibility="partners").public_id}


_DECISIONS = ("gap-offer", "gap-aside", "gap-reopen", "gap-program")
GAPS = {
    "planning:gaps": Row(INSIDERS | MEMBERS),
    "planning:gap": Row(INSIDERS | MEMBERS, args=gap_shared_with_partners),
    **{
        f"planning:{name}": Row(STAFF, get=405, post=FORM_IS_WRONG, args=gap_shared_with_partners)
        for name in _DECISIONS
    },
}
