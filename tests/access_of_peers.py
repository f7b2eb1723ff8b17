"""Rows of the access table: what peer funders keep themselves (see `tests/test_access.py`)."""

from typing import Any

from funding.models import FunderAsk
from tests import factories
from tests.addresses import FORM_IS_WRONG, INSIDERS, Ask, Row

KEEPERS = INSIDERS | {"funder_rep"}


def own_fund(ask: Ask) -> dict[str, Any]:
    """A fund of the peer funder that staff may know too."""
    return {"slug": factories.make_fund(ask("own_funder")).slug}


def put_to_all(ask: Ask) -> dict[str, Any]:
    """What staff ask whoever else is looking at a group; the peer funder is."""
    group = factories.make_partner(visibility="public")
    factories.make_allocation(factories.make_fund(ask("own_funder")), factories.make_entity(group))
    made = FunderAsk.objects.create(group=group, asked_by=ask("staff"), words="Shall we talk?")
    return {"public_id": made.public_id}


PEER_ROWS: dict[str, Row] = {
    "funding:add-fund": Row(KEEPERS, post=FORM_IS_WRONG, args=lambda ask: {"funder": ask("own_funder").slug}),
    "funding:asks": Row(KEEPERS),
    "funding:ask-funder": Row(
        KEEPERS, post=FORM_IS_WRONG, args=lambda ask: {"group": factories.make_partner(visibility="public").slug}
    ),
    "funding:ask": Row(KEEPERS, args=put_to_all),
    "funding:say": Row(KEEPERS, get=405, post=404, args=put_to_all),
    "funding:put-aside": Row(frozenset({"funder_rep"}), get=405, post=302, args=put_to_all),
    "funding:edit-fund": Row(KEEPERS, post=FORM_IS_WRONG, args=own_fund),
}
