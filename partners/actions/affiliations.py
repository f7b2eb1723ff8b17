"""How partners belong to one another: adding a tie, changing its days, taking it away."""

import uuid
from functools import partial

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.constraints import refusing
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from partners.models import Affiliation, Partner

from .holding import hold_partner
from .refusals import CannotBeSaved, StaleEdit

REFUSALS = {
    "affiliation_once": partial(CannotBeSaved, "other", "This is on record already, from the same day on."),
    "affiliation_to_another": partial(CannotBeSaved, "other", "A partner cannot belong to itself."),
    "affiliation_ends_after_start": partial(CannotBeSaved, "ends_on", "It would end before it begins."),
}


def add_affiliation(own: Partner, *, by: User, facts: Facts, public_id: str, reason: str = "") -> Affiliation:
    """Add a tie of `own` under this address; sent twice, it is still one. Raises `CannotBeSaved` or `WasMerged`."""
    with change(by=by, verb="added a tie", reason=reason):
        own = hold_partner(own)
        made = Affiliation.objects.filter(public_id=public_id).first()
        if made:
            return made
        with refusing(REFUSALS):
            return Affiliation.objects.create(public_id=public_id, **facts)


def update_affiliation(
    affiliation: Affiliation, *, by: User, facts: Facts, seen: str, reason: str = ""
) -> Affiliation:
    """Change the days of a tie; raises `StaleEdit` or `CannotBeSaved`."""
    with change(by=by, verb="changed a tie", reason=reason):
        affiliation = Affiliation.objects.select_for_update().get(pk=affiliation.pk)
        if token_of(facts_of(affiliation, facts)) != seen:
            raise StaleEdit
        with refusing(REFUSALS):
            write(affiliation, facts)
        return affiliation


def remove_affiliation(affiliation: Affiliation, *, by: User, reason: str = "") -> uuid.UUID:
    """Take a tie away that was never true; the change, for Undo. One that ended has a last day instead."""
    with change(by=by, verb="removed a tie", reason=reason) as change_id:
        for row in Affiliation.objects.select_for_update().filter(pk=affiliation.pk):
            row.delete()
    return change_id
