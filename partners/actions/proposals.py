"""What contacts want changed in the facts that decide about money: kept until staff approve or decline it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.constraints import refusing
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from mvp_coord.lib.public_id import new_public_id
from partners.models import Affiliation, LegalEntity, Partner, ProposedChange, Sponsorship
from partners.models.proposal import SENSITIVE

from .affiliations import REFUSALS
from .entities import TAKEN, write_entity
from .holding import hold_partner
from .refusals import StaleEdit
from .sponsorships import begin_sponsorship

_Kind, _Decision = ProposedChange.Kind, ProposedChange.Decision


class StaleProposal(Exception):
    """A fact was changed since this was proposed. `facts` by name: what it was then, and what it is now."""

    def __init__(self, facts: dict[str, tuple[Any, Any]]) -> None:
        super().__init__(", ".join(facts))
        self.facts = facts


class DecidedOtherwise(Exception):
    """Somebody has decided on it already, the other way."""


def propose_entity(partner: Partner, *, by: User, facts: Facts, public_id: str, reason: str = "") -> ProposedChange:
    """Ask for a new legal entity; sent twice, it is still one. Raises `WasMerged`."""
    with change(by=by, verb="proposed an entity", reason=reason):
        partner = hold_partner(partner)
        made = ProposedChange.objects.filter(public_id=public_id).first()
        return made or ProposedChange.objects.create(
            partner=partner,
            kind=_Kind.NEW_ENTITY,
            facts=dict(facts),
            reason=reason,
            proposed_by=by,
            public_id=public_id,
        )


def propose_entity_change(
    entity: LegalEntity, *, by: User, facts: Facts, seen: str, reason: str = ""
) -> tuple[LegalEntity, ProposedChange | None]:
    """Change what a contact may change at once, and keep what waits for staff; None where nothing waits.

    Raises `StaleEdit`. The same wish once more is no second one.
    """
    with change(by=by, verb="changed the entity", reason=reason):
        entity = LegalEntity.objects.select_for_update().get(pk=entity.pk)
        if token_of(facts_of(entity, facts)) != seen:
            raise StaleEdit
        write_entity(entity, {name: value for name, value in facts.items() if name not in SENSITIVE})
        wanted = {name: value for name, value in facts.items() if name in SENSITIVE}
        former = {name: value for name, value in facts_of(entity, wanted).items() if value != wanted[name]}
        if not former:
            return entity, None
        asked = {"kind": _Kind.ENTITY, "former": former, "facts": {name: wanted[name] for name in former}}
        return entity, _once(entity, by=by, reason=reason, **asked)


def propose_sponsor(
    project: LegalEntity, *, by: User, facts: Facts, public_id: str, ends_former: bool = False, reason: str = ""
) -> ProposedChange:
    """Ask for another fiscal sponsor from a day on; sent twice, it is still one."""
    with change(by=by, verb="proposed a fiscal sponsor", reason=reason):
        project = LegalEntity.objects.select_for_update(no_key=True).get(pk=project.pk)
        made = ProposedChange.objects.filter(public_id=public_id).first()
        if made:
            return made
        told = {name: _written(value) for name, value in facts.items() if name != "sponsor"}
        return ProposedChange.objects.create(
            partner_id=project.partner_id,
            kind=_Kind.SPONSOR,
            entity=project,
            sponsor=facts["sponsor"],
            former=_sponsor_of(project),
            facts={**told, "ends_former": ends_former},
            reason=reason,
            proposed_by=by,
            public_id=public_id,
        )


def propose_seat(own: Partner, *, by: User, facts: Facts, public_id: str, reason: str = "") -> ProposedChange:
    """Ask to be a member of a partner, or for another as a member of one's own; sent twice, it is still one.

    Raises `WasMerged`.
    """
    with change(by=by, verb="proposed a membership", reason=reason):
        own = hold_partner(own)
        is_up = facts["partner"].pk == own.pk
        made = ProposedChange.objects.filter(public_id=public_id).first()
        return made or ProposedChange.objects.create(
            partner=own,
            kind=_Kind.SEAT,
            other=facts["to"] if is_up else facts["partner"],
            facts={"is_up": is_up, **{name: _written(facts[name]) for name in ("starts_on", "ends_on")}},
            reason=reason,
            proposed_by=by,
            public_id=public_id,
        )


def approve_proposal(proposal: ProposedChange, *, by: User, answer: str = "") -> ProposedChange:
    """Do what was proposed. Approving twice is the same as once.

    Raises `StaleProposal`, `DecidedOtherwise`, and `CannotBeSaved` where the change itself is refused; then nothing
    is done, and it goes on waiting.
    """
    with change(by=by, verb=f"approved {_words(proposal)}", reason=answer or proposal.reason) as change_id:
        proposal = _locked(proposal)
        if proposal.decision == _Decision.APPROVED:
            return proposal
        if proposal.decision:
            raise DecidedOtherwise
        _DO[_Kind(proposal.kind)](proposal, by)
        return _decide(proposal, _Decision.APPROVED, by=by, answer=answer, change_id=change_id)


def decline_proposal(proposal: ProposedChange, *, by: User, answer: str) -> ProposedChange:
    """Leave the facts as they are, and say why. Twice is the same as once. Raises `DecidedOtherwise`."""
    return _end(proposal, _Decision.DECLINED, by=by, answer=answer, verb="declined")


def withdraw_proposal(proposal: ProposedChange, *, by: User) -> ProposedChange:
    """Those who proposed it think otherwise. Twice is the same as once. Raises `DecidedOtherwise`."""
    return _end(proposal, _Decision.WITHDRAWN, by=by, answer="", verb="withdrew")


def _end(proposal: ProposedChange, decision: str, *, by: User, answer: str, verb: str) -> ProposedChange:
    with change(by=by, verb=f"{verb} {_words(proposal)}", reason=answer) as change_id:
        proposal = _locked(proposal)
        if proposal.decision == decision:
            return proposal
        if proposal.decision:
            raise DecidedOtherwise
        return _decide(proposal, decision, by=by, answer=answer, change_id=change_id)


def _change_entity(proposal: ProposedChange, _by: User) -> None:
    entity = LegalEntity.objects.select_for_update().get(proposals=proposal)
    _refuse_if_stale(proposal.former, facts_of(entity, proposal.former))
    with refusing(TAKEN):
        write_entity(entity, proposal.facts)


def _add_entity(proposal: ProposedChange, _by: User) -> None:
    with refusing(TAKEN):
        LegalEntity.objects.create(partner_id=proposal.partner_id, public_id=proposal.public_id, **proposal.facts)


def _add_sponsor(proposal: ProposedChange, by: User) -> None:
    project = LegalEntity.objects.select_for_update(no_key=True).get(proposals=proposal)
    _refuse_if_stale(proposal.former, _sponsor_of(project))
    told = dict(proposal.facts)
    ends_former = told.pop("ends_former")
    facts = {"sponsor": proposal.sponsor, "source": told["source"]}
    facts |= {name: _day(told[name]) for name in ("starts_on", "ends_on")}
    begin_sponsorship(project, facts, by=by, public_id=new_public_id(), ends_former=ends_former)


def _add_seat(proposal: ProposedChange, _by: User) -> None:
    ends: Any = (proposal.partner_id, proposal.other_id)
    member, table = ends if proposal.facts["is_up"] else reversed(ends)
    days = {name: _day(proposal.facts[name]) for name in ("starts_on", "ends_on")}
    with refusing(REFUSALS):
        Affiliation.objects.create(partner_id=member, to_id=table, kind=Affiliation.Kind.MEMBER, **days)


_DO: dict[Any, Callable[[ProposedChange, User], None]] = {
    _Kind.ENTITY: _change_entity,
    _Kind.NEW_ENTITY: _add_entity,
    _Kind.SPONSOR: _add_sponsor,
    _Kind.SEAT: _add_seat,
}


def _refuse_if_stale(then: dict[str, Any], now: dict[str, Any]) -> None:
    differing = {name: (value, now[name]) for name, value in then.items() if now[name] != value}
    if differing:
        raise StaleProposal(differing)


def _sponsor_of(project: LegalEntity) -> dict[str, Any]:
    day = timezone.localdate()
    its = Sponsorship.objects.on(day).filter(project=project)
    return {"sponsor": its.values_list("sponsor_id", flat=True).first()}


def _once(entity: LegalEntity, *, by: User, **asked: Any) -> ProposedChange:
    same = {name: value for name, value in asked.items() if name != "reason"}
    waiting = ProposedChange.objects.waiting().filter(entity=entity, proposed_by=by, **same).first()
    return waiting or ProposedChange.objects.create(
        partner_id=entity.partner_id, entity=entity, proposed_by=by, **asked
    )


def _decide(proposal: ProposedChange, decision: str, *, by: User, **told: Any) -> ProposedChange:
    write(proposal, {"decision": decision, "decided_by": by, "decided_at": timezone.now(), **told})
    return proposal


def _locked(proposal: ProposedChange) -> ProposedChange:
    """The partner first, so that a merge of it and a decision never wait for each other."""
    Partner.objects.select_for_update().get(pk=proposal.partner_id)
    return ProposedChange.objects.select_for_update(of=("self",)).get(pk=proposal.pk)


def _words(proposal: ProposedChange) -> str:
    return str(_Kind(proposal.kind).label).lower()


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
