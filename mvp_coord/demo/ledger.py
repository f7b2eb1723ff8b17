"""Writing what moves between them: funds, allocations, recommendations."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from funding import actions
from funding.models import Allocation, Fund
from partners.models import LegalEntity
from planning.models import Recommendation

from .directory import Directory
from .money import ALLOCATIONS, FUNDS
from .recommendations import RECOMMENDATIONS
from .shapes import Grant, Pitch, Pot

TAKE = {"review": actions.review, "recommend": actions.recommend, "decline": actions.decline}


def load_money(directory: Directory, people: dict[str, User]) -> dict[Grant, Allocation]:
    """Funds and allocations, in the order of the data; an allocation that passes money on comes after its source."""
    funds = {pot.name: _fund(pot, directory) for pot in FUNDS}
    made: dict[Grant, Allocation] = {}
    for grant in ALLOCATIONS:
        parent = next((row for before, row in made.items() if (before.fund, before.to) == grant.parent), None)
        made[grant] = _allocation(grant, directory, funds[grant.fund], parent, people)
    return made


def take_steps(made: dict[Grant, Allocation], *, by: User) -> None:
    """The steps that somebody takes today, through the actions of the pages, so that there is a history to read."""
    for grant, allocation in made.items():
        for code, reason in grant.then:
            TAKE[code](allocation=allocation, by=by, reason=reason)


def load_recommendations(directory: Directory, people: dict[str, User]) -> None:
    """What donors read."""
    for pitch in RECOMMENDATIONS:
        _recommendation(pitch, directory, directory.entities[pitch.to], people["Staff"])


def _fund(pot: Pot, directory: Directory) -> Fund:
    return Fund.objects.create(
        slug=slugify(f"{pot.name} {directory.cycle.code}"),
        owner=directory.partners[pot.owner],
        name=pot.name,
        vehicle=pot.vehicle,
        focus=Fund.Focus.STATE if pot.state else Fund.Focus.NATIONAL,
        state_id=pot.state or None,
        cycle=directory.cycle,
        target_usd=pot.target,
        is_managed=pot.managed,
        visibility=pot.visibility,
    )


def _allocation(
    grant: Grant, directory: Directory, fund: Fund, parent: Allocation | None, people: dict[str, User]
) -> Allocation:
    entity = directory.entities[grant.to]
    decided = None if grant.decided is None else directory.day(grant.decided)
    spoken_for = grant.status != Allocation.Status.EXPLORING
    return Allocation.objects.create(
        fund=fund,
        entity=entity,
        program=directory.programs[entity.partner_id, grant.plan] if grant.plan else None,
        parent=parent,
        status=grant.status,
        currency=grant.currency,
        amount_requested=Decimal(grant.requested or grant.amount),
        amount_recommended=Decimal(grant.amount) if spoken_for else None,
        amount_approved=Decimal(grant.amount) if decided else None,
        decided_on=decided,
        proposed_by=people["Staff"],
        approved_by=people["Counsel"] if decided else None,
        purpose=grant.purpose,
        restriction=grant.restriction,
        released_on=decided if grant.released else None,
        visibility=grant.visibility,
        shared_as=grant.shared_as,
        status_changed_at=_noon(directory.day(grant.since)),
    )


def _recommendation(pitch: Pitch, directory: Directory, entity: LegalEntity, checked_by: User) -> None:
    Recommendation.objects.create(
        entity=entity,
        cycle=directory.cycle,
        status=pitch.status,
        headline=pitch.headline,
        reason=pitch.reason,
        dollar_does=pitch.does,
        dollar_source=pitch.source,
        giving_url=f"https://give.example.org/{slugify(entity.legal_name)}",
        deductibility=pitch.deduction,
        position=pitch.position,
        checked_on=directory.day(pitch.age),
        checked_by=checked_by,
    )


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
