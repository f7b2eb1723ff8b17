"""Adding and changing the legal entities of a partner."""

from functools import partial

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.constraints import refusing
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from partners.models import LegalEntity, Partner

from .holding import hold_partner
from .refusals import CannotBeSaved, StaleEdit

# What a check of the registers confirms; whoever changes it without checking again leaves it unconfirmed.
_VERIFIED = {"legal_name", "vehicle", "ein", "fec_id", "state_id"}
# A number that is taken is refused without saying whose it is.
TAKEN = {
    "entity_ein_once": partial(CannotBeSaved, "ein"),
    "entity_fec_id_once": partial(CannotBeSaved, "fec_id"),
}


def add_entity(partner: Partner, *, by: User, facts: Facts, public_id: str, reason: str = "") -> LegalEntity:
    """Add a legal entity under this address; sent twice, it is still one. Raises `CannotBeSaved` or `WasMerged`."""
    with change(by=by, verb="added the entity", reason=reason):
        partner = hold_partner(partner)
        made = LegalEntity.objects.filter(public_id=public_id).first()
        if made:
            return made
        with refusing(TAKEN):
            return LegalEntity.objects.create(partner=partner, public_id=public_id, **facts)


def update_entity(entity: LegalEntity, *, by: User, facts: Facts, seen: str, reason: str = "") -> LegalEntity:
    """Change these facts of an entity; raises `StaleEdit` or `CannotBeSaved`.

    A change to what was verified takes the verification away, unless a new day comes with it.
    """
    with change(by=by, verb="changed the entity", reason=reason):
        entity = LegalEntity.objects.select_for_update().get(pk=entity.pk)
        if token_of(facts_of(entity, facts)) != seen:
            raise StaleEdit
        with refusing(TAKEN):
            write_entity(entity, facts)
        return entity


def write_entity(entity: LegalEntity, facts: Facts) -> None:
    """Set these facts on a locked entity; what was verified and is now another is verified no more."""
    verified_on = entity.verified_on
    changed = write(entity, facts)
    if changed & _VERIFIED and entity.verified_on and entity.verified_on == verified_on:
        write(entity, {"verified_on": None})
