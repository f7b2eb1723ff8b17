"""Saying that a published grant is the same money as an allocation, so that it counts once, and taking that back."""

from accounts.history import change
from accounts.models import User
from funding.models import Allocation, Grant

from .refusals import OtherCurrency, SaidMeanwhile


def say_same_money(
    *, grant: Grant, allocation: Allocation | None, seen: int | None, by: User, reason: str = ""
) -> Grant:
    """Link the grant to this allocation (None: to none); `seen` is the key of the one that `by` saw it linked to.

    A grant is linked to one allocation at most, an allocation may be published by several lists. Said twice, it is
    said once. Raises `SaidMeanwhile`, or `OtherCurrency`.
    """
    verb = (
        "said that it is the same money as an allocation" if allocation else "said that it is no allocation's money"
    )
    with change(by=by, verb=verb, reason=reason):
        grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
        wanted = allocation.pk if allocation else None
        if grant.allocation_id not in (seen, wanted):
            raise SaidMeanwhile
        if grant.allocation_id == wanted:
            return grant
        if allocation and allocation.currency != grant.currency:
            raise OtherCurrency(
                f"The grant is in {grant.currency}, the allocation in {allocation.currency}: they are counted apart."
            )
        grant.allocation = allocation
        grant.save(update_fields=["allocation"])
    return grant
