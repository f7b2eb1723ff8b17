"""Rows of the access table: what peer funders keep themselves (see `tests/test_access.py`)."""

from typing import Any

from tests import factories
from tests.addresses import FORM_IS_WRONG, INSIDERS, Ask, Row

KEEPERS = INSIDERS | {"funder_rep"}


def own_fund(ask: Ask) -> dict[str, Any]:
    """A fund of the peer funder that staff may know too."""
    return {"slug": factories.make_fund(ask("own_funder")).slug}


PEER_ROWS: dict[str, Row] = {
    "funding:add-fund": Row(KEEPERS, post=FORM_IS_WRONG, args=lambda ask: {"funder": ask("own_funder").slug}),
    "funding:edit-fund": Row(KEEPERS, post=FORM_IS_WRONG, args=own_fund),
}
