"""Keeping people power: adding hours that are offered or needed, changing them, withdrawing them."""

from typing import Any

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from partners.models import Partner, PeopleNeed, PeopleOffer

from .holding import hold_partner
from .refusals import StaleEdit

Hours = PeopleOffer | PeopleNeed
_NAMED = {PeopleOffer: "the offer of people", PeopleNeed: "the need of people"}


def add_people(model: type[Hours], partner: Partner, *, by: User, facts: Facts, public_id: str) -> Hours:
    """Add hours that a partner offers or needs, under this address; sent twice, they are still there once.

    Raises `WasMerged`.
    """
    with change(by=by, verb=f"added {_NAMED[model]}"):
        partner = hold_partner(partner)
        kept: Any = model.objects
        made = kept.filter(public_id=public_id).first()
        return made or kept.create(partner=partner, public_id=public_id, created_by=by, **facts)


def update_people(hours: Hours, *, by: User, facts: Facts, seen: str, reason: str = "") -> Hours:
    """Change these facts; raises `StaleEdit`."""
    with change(by=by, verb=f"changed {_NAMED[type(hours)]}", reason=reason):
        hours = _locked(hours)
        if token_of(facts_of(hours, facts)) != seen:
            raise StaleEdit
        write(hours, facts)
        return hours


def withdraw_people(hours: Hours, *, by: User) -> Hours:
    """Say that it no longer stands. It stays on record, and counts nowhere."""
    with change(by=by, verb=f"withdrew {_NAMED[type(hours)]}"):
        hours = _locked(hours)
        if hours.withdrawn_at is None:
            write(hours, {"withdrawn_at": timezone.now()})
        return hours


def restore_people(hours: Hours, *, by: User) -> Hours:
    """Let it stand again."""
    with change(by=by, verb=f"put back {_NAMED[type(hours)]}"):
        hours = _locked(hours)
        write(hours, {"withdrawn_at": None})
        return hours


def _locked(hours: Hours) -> Hours:
    rows: Any = type(hours).objects
    found: Hours = rows.select_for_update().get(pk=hours.pk)
    return found
