"""Published grants for tests, each with the fewest facts that make sense."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

from funding.models import Grant
from partners.models import Partner
from tests import factories

_next = itertools.count(1)


def make_funder(name: str = "", **facts: Any) -> Partner:
    """A peer funder that everybody may know of."""
    facts = {"kind": Partner.Kind.PEER_FUNDER, "visibility": "public", **facts}
    return factories.make_partner(name or f"Lantern Fund {next(_next)}", **facts)


def make_grant(
    funder: Partner | None = None, recipient: Partner | None = None, amount: int | str = 25_000, **facts: Any
) -> Grant:
    """A public grant of so many dollars, of a day."""
    on = facts.pop("on", dt.date(2027, 3, 1))
    facts = {
        "identifier": f"360G-lantern-{next(_next)}",
        "currency": "USD",
        "awarded_on": on,
        "awarded_until": on,
        "award_precision": "day",
        "source": "lantern.csv",
        "visibility": "public",
        **facts,
    }
    funder = funder or make_funder()
    recipient = recipient or factories.make_partner(f"Porch Light {next(_next)}", visibility="public")
    return Grant.objects.create(funder=funder, recipient=recipient, amount=Decimal(amount), **facts)
