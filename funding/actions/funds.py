"""What a peer funder does with its own funds, which are reported here: add one, change one."""

from functools import partial

from django.utils.text import slugify

from accounts.history import change
from accounts.models import User
from funding.models import Fund
from mvp_coord.lib.constraints import refusing
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from mvp_coord.lib.once import wait_for_twin
from mvp_coord.lib.refusals import CannotBeSaved, StaleEdit
from partners.models import Partner

from .paid_work import checking_who_reads

_TAKEN = {
    "fund_once": partial(CannotBeSaved, "name", "There is a fund of this name for that cycle already."),
}
# What its allocations were shared and judged by.
_FIXED = {"vehicle", "cycle"}


def add_fund(owner: Partner, *, by: User, facts: Facts, public_id: str) -> Fund:
    """Add a reported fund. `public_id` ends its address, so that a form sent twice makes one.

    Raises `CannotBeSaved` where the owner has a fund of that name for the cycle.
    """
    slug = f"{slugify(facts['name'])[:100]}-{public_id}".strip("-")
    with change(by=by, verb="added the fund"):
        wait_for_twin(public_id)
        made = Fund.objects.filter(slug__endswith=public_id).first()
        if made:
            return made
        with refusing(_TAKEN):
            return Fund.objects.create(owner=owner, slug=slug, is_managed=False, **facts)


def change_fund(fund: Fund, *, by: User, facts: Facts, seen: str, reason: str = "") -> Fund:
    """Change these facts of a reported fund. Raises `StaleEdit`, or `CannotBeSaved`.

    Color and cycle stay once there are allocations: whoever reads these has reckoned with them.
    """
    with change(by=by, verb="changed the fund", reason=reason):
        fund = Fund.objects.select_for_update(of=("self",)).get(pk=fund.pk)
        before = facts_of(fund, facts)
        if token_of(before) != seen:
            raise StaleEdit
        touched = {name for name in _FIXED & facts.keys() if before[name] != facts[name]}
        if touched and fund.allocations.exists():
            raise CannotBeSaved(touched.pop(), "It has allocations by now, which were shared as money of this kind.")
        with refusing(_TAKEN), checking_who_reads(fund.allocations.all(), by=by):
            write(fund, facts)
        return fund
