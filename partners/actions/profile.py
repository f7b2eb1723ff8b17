"""Adding a partner, changing its profile, and confirming that it is still true."""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from mvp_coord.lib.public_id import new_public_id
from partners.models import Partner, PartnerState

from .due import activities_of_partner, check_money_again, check_plans_again
from .holding import hold_partner
from .refusals import StaleEdit

# What the overlap check rests on: the name is taken out of program names, and closed partners do not count.
PLANS_REST_ON = {"name", "status"}
# What is kept in tables beside the partner's own row.
_BESIDE = {"states", "constituencies", "issues"}


@dataclass(frozen=True, order=True)
class StateFacts:
    """A state that a partner works in: postal code, "statewide" or "local", and what it does there."""

    state: str
    scope: str
    role: str


def create_partner(*, by: User, facts: Facts, states: Sequence[StateFacts], key: str, reason: str = "") -> Partner:
    """Add a partner. `key` names the form that was filled in: sent twice, it still makes one partner."""
    with change(by=by, verb="added the partner", reason=reason):
        made = Partner.objects.filter(creation_key=key).first()
        while made is None:
            slug = free_slug(facts["name"])
            try:
                with transaction.atomic():
                    partner = Partner.objects.create(
                        name=facts["name"], kind=facts["kind"], slug=slug, creation_key=key
                    )
                    write(partner, facts)
                    _write_states(partner, states)
                    return partner
            except IntegrityError:
                # Somebody has just taken the address, or this form has just been sent from another window.
                made = Partner.objects.filter(creation_key=key).first()
                if made is None and not Partner.objects.filter(slug=slug).exists():
                    raise
        return made


def update_partner(
    partner: Partner,
    *,
    by: User,
    facts: Facts,
    states: Sequence[StateFacts] | None,
    seen: str,
    reason: str = "",
    verb: str = "changed the profile",
) -> Partner:
    """Change these facts of a profile, and its states unless None; `seen` is the token of what was shown.

    Raises `StaleEdit` or `WasMerged`. Saving what is there already writes nothing.
    """
    with change(by=by, verb=verb, reason=reason):
        partner = hold_partner(partner)
        if token_of(profile_facts(partner, facts, with_states=states is not None)) != seen:
            raise StaleEdit
        level = partner.visibility
        changed = write(partner, facts)
        if states is not None and _write_states(partner, states):
            changed.add("states")
        if changed and changed <= _BESIDE:
            partner.save(update_fields=["updated_at"])  # an export says by it as of when these are, too
        if changed & PLANS_REST_ON:
            check_plans_again(activities_of_partner(partner.pk), by=by)
        if partner.visibility != level:
            check_money_again([level], [partner.visibility], by=by)
        return partner


def assure_partner(partner: Partner, *, by: User) -> Partner:
    """Record that the profile is still true today, on this person's word."""
    with change(by=by, verb="confirmed it is still true"):
        partner = hold_partner(partner)
        write(partner, {"assured_on": timezone.localdate(), "assured_by": by})
        return partner


def profile_facts(partner: Partner, names: Collection[str], *, with_states: bool) -> dict[str, Any]:
    """These facts of a partner, and its states where the page shows them."""
    facts = facts_of(partner, names)
    if with_states:
        facts["states"] = [astuple(each) for each in states_of(partner)]
    return facts


def states_of(partner: Partner) -> list[StateFacts]:
    """The partner's states as facts, in a fixed order."""
    rows = PartnerState.objects.filter(partner=partner).order_by("state_id")
    return [StateFacts(row.state_id, row.scope, row.role) for row in rows]


def free_slug(name: str) -> str:
    """An address for this name that no partner has; a taken one gets a random end, which tells of no number."""
    slug = slugify(name)[:100].strip("-") or f"partner-{new_public_id()[:4]}"
    while slug in Partner.RESERVED_SLUGS or Partner.objects.filter(slug=slug).exists():
        slug = f"{slugify(name)[:100].strip('-')}-{new_public_id()[:4]}".strip("-")
    return slug


def _write_states(partner: Partner, states: Sequence[StateFacts]) -> bool:
    """Whether anything differed."""
    wanted = {each.state: each for each in states}
    if wanted == {each.state: each for each in states_of(partner)}:
        return False
    for row in PartnerState.objects.filter(partner=partner):
        new = wanted.pop(row.state_id, None)
        if new is None:
            row.delete()
        elif (row.scope, row.role) != (new.scope, new.role):
            row.scope, row.role = new.scope, new.role
            row.save()
    for new in wanted.values():
        PartnerState.objects.create(partner=partner, state_id=new.state, scope=new.scope, role=new.role)
    return True
