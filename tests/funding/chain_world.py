"""A peer gives to a table, whose fund gives on to a group: for tests of what is said of money that is passed on."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from funding import actions
from funding.models import Allocation
from partners.models import Partner
from tests import factories


def make_table(**facts: Any) -> Partner:
    return factories.make_partner("Lantern Table", visibility="public", **{"kind": "state_table", **facts})


def make_source(to: Partner, amount: int = 50_000, **facts: Any) -> Allocation:
    """An award of a peer, which funders may read."""
    peer = Partner.objects.filter(slug="harbor-giving").first()
    peer = peer or factories.make_partner("Harbor Giving", kind="peer_funder", visibility="public")
    fund = peer.funds.first() or factories.make_fund(peer, "Harbor Fund")
    facts = {"status": "committed", "visibility": "funders", **facts}
    return factories.make_allocation(fund, factories.make_entity(to), amount, **facts)


def make_onward(by: Partner, amount: int = 20_000, *, to: Any = None, **facts: Any) -> Allocation:
    """An award out of a fund of the one who received, to a group, or to this entity."""
    fund = by.funds.first() or factories.make_fund(by, "Pool")
    facts = {"status": "committed", "visibility": "funders", **facts}
    to = to or factories.make_entity(factories.make_partner(visibility="public"))
    return factories.make_allocation(fund, to, amount, **facts)


def link(onward: Allocation, source: Allocation | None, by: User, **facts: Any) -> Allocation:
    facts = {"seen": None, "regrant_type": "", **facts}
    return actions.say_passed_on(allocation=onward, parent=source, by=by, **facts)


def amended(award: Allocation, amount: int, by: User) -> Allocation:
    with transaction.atomic():  # where it is refused, nothing waits
        change = actions.propose_amendment(allocation=award, amount=Decimal(amount), by=by, reason="So")
        return actions.approve_amendment(amendment=change, by=by)


def page_of(award: Allocation) -> str:
    return reverse("funding:passed-on", args=[award.public_id])


def chosen(answer: Any) -> list[str]:
    """The addresses of the awards that a form offers."""
    field = answer.context["form"].fields.get("came_by")
    return list(field.by_id) if field else []
