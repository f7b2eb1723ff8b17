"""Canaries in funds, allocations and recommendations, and in who a donor is."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from funding.actions import ledger, limits, rules, versions
from funding.actions.ledger import Said
from funding.actions.rules import Terms
from funding.models import (
    Allocation,
    Amendment,
    Docket,
    DocketItem,
    FunderAsk,
    FunderWord,
    MeterLimit,
    Move,
    Requirement,
    Review,
    SignOff,
)
from partners.models import Partner
from tests import factories
from tests.addresses import EVERYBODY, INSIDERS, STAFF
from tests.grant_factories import make_grant
from tests.meter_factories import make_engagement, make_figure

from .needs import plant_heard
from .rules import DONORS, LEVELS, NOBODY, by_level
from .world import World

SOON = timezone.localdate() + dt.timedelta(days=3)  # people are reminded of it


def plant_money(world: World, cast: dict[str, User | None], *, theirs: Partner, own: Partner) -> None:
    """A known peer funder and the own one of `funder_rep` give to a public group; one grant is released to `own`."""
    known = factories.make_partner("Harbor Giving", kind=Partner.Kind.PEER_FUNDER, visibility="public")
    group = factories.make_partner("Given to", visibility="public")
    for level, others in (("private", NOBODY), ("staff", INSIDERS), ("funders", INSIDERS | {"funder_rep"})):
        _give(world, known, group, level, others)
        # Their own organization is private: a peer would learn of it by its fund.
        _give(world, theirs, group, level, frozenset({"funder_rep"}))
    plant_heard(world, factories.make_entity(group), theirs, seen=EVERYBODY, by="funder_rep")
    # In a band the row is read as its level says; what is shared as a blind total is for its funder alone.
    peers = INSIDERS | {"funder_rep"}
    _give(world, known, group, "funders", peers, shared_as="band")
    _give(world, known, group, "funders", NOBODY, fund_may=peers, shared_as="blind")
    _give(world, theirs, group, "funders", frozenset({"funder_rep"}), shared_as="blind")
    # So is the one that receives this grant, but the fund that it comes from is known.
    released = _give(world, known, own, "staff", frozenset({"partner_rep"}), fund_may=INSIDERS | {"partner_rep"})
    Allocation.objects.filter(pk=released.pk).update(released_on="2026-11-17")
    released.refresh_from_db()
    # Its recipient is private, and its funder has nobody here: nobody but the recipient reads about it.
    _plant_award(world, released, NOBODY, cast["staff"])
    _plant_award(world, _given_by(known).get(visibility="staff", entity__partner=group), INSIDERS, cast["staff"])
    for award in _given_by(theirs):
        _plant_award(world, award, frozenset({"funder_rep"}), cast["staff"])
    ours, to = factories.make_fund(is_managed=True), factories.make_entity(group)
    award = world.add(factories.make_allocation(ours, to, status="in_review"))
    _plant_looks(world, award, cast["staff"], cast["counsel"])
    _plant_rule(world, cast["admin"], cast["counsel"])
    _plant_limit(world, cast["admin"], cast["counsel"])
    _recommend(world, group)
    plant_asks(world, group, known, theirs)
    _publish(world, known, group, theirs, own)
    for member, readers in (("donor", {"donor", "staff", "admin"}), ("other_donor", {"other_donor", "admin"})):
        user = cast[member]
        world.plant(user, frozenset(readers))


def _give(
    world: World,
    funder: Partner,
    to: Partner,
    level: str,
    may: frozenset[str],
    *,
    fund_may: frozenset[str] | None = None,
    shared_as: str = "exact",
) -> Any:
    """A fund of this level, and a grant of the same level from it; `fund_may` where more may know the fund."""
    fund = world.plant(factories.make_fund(funder, visibility=level), may if fund_may is None else fund_may)
    entity = factories.make_entity(to)
    return world.plant(
        factories.make_allocation(fund, entity, status="approved", visibility=level, shared_as=shared_as), may
    )


def _publish(world: World, known: Partner, group: Partner, theirs: Partner, own: Partner) -> None:
    """Published grants of every level between two that everybody knows, and one to and one from a hidden one."""
    for level in LEVELS:
        world.plant(make_grant(known, group, visibility=level), by_level(level))
    world.plant(make_grant(theirs, group), frozenset({"funder_rep"}))
    world.plant(make_grant(known, own), frozenset({"partner_rep"}))


def _given_by(funder: Partner) -> Any:
    return Allocation.objects.filter(fund__owner=funder)


def _plant_award(world: World, award: Allocation, keepers: frozenset[str], staff: Any) -> None:
    """What is owed for it, which its recipient reads once it is released, and a change of its amount, which not."""
    owed = Requirement.objects.create(allocation=award, kind="report", due_on=SOON)
    seen = keepers | ({"partner_rep"} if award.released_on else NOBODY)
    world.plant(owed, seen, but=frozenset({"note"}))
    world.plant(owed, keepers, but=frozenset({"what"}))
    change = Amendment.objects.create(
        allocation=award, amount_before=5, amount_after=6, limit_usd=9, reason="So", proposed_by=staff
    )
    world.plant(change, keepers)


def _plant_looks(world: World, award: Allocation, staff: Any, counsel: Any) -> None:
    """What reviewers, counsel and the books say of money of ours: staff's and admins' alone."""
    today = timezone.localdate()
    world.plant(make_figure(award.entity), INSIDERS)
    world.plant(make_engagement(), STAFF)
    world.plant(Review.objects.create(allocation=award, side="legal", passed=True, by=counsel), INSIDERS)
    docket = world.plant(Docket.objects.create(title="Board", meets_on=today), INSIDERS)
    world.plant(DocketItem.objects.create(docket=docket, allocation=award, amount=5), INSIDERS)
    word = {"decision": "refused", "reason": "So", "by": counsel, "signed_on": today, "fingerprint": "none"}
    world.plant(SignOff.objects.create(allocation=award, **word), INSIDERS)
    word = world.word("a move", INSIDERS, field="funding.Move.reason")
    move = {"fund": award.fund, "act": "give_back", "amount": 5, "reason": word, "asked_by": counsel}
    world.add(Move.objects.create(**move))
    unspent = {"act": "unspent", "award": award, "came_on": timezone.localdate()}
    world.add(Move.objects.create(**move | unspent | {"reason": world.word("what came back", INSIDERS)}))
    why = world.word("a refused move", INSIDERS, field="funding.Move.why_not")
    refused = {"status": "refused", "decided_by": staff, "decided_at": timezone.now(), "why_not": why}
    no = Move.objects.create(**move)
    Move.objects.filter(pk=no.pk).update(**refused)
    world.add(no)
    reason = world.word("a posting", INSIDERS, field="funding.Transaction.reason")
    ledger.receive(fund=award.fund, amount=Decimal(5), said=Said(key="canary", reason=reason, by=staff))


def _plant_rule(world: World, admin: Any, counsel: Any) -> None:
    """Why a rule changed and what counsel looked at; what it says is for everybody who reads rules."""
    why = world.word("why a rule changed", INSIDERS, field="funding.MoneyRule.why")
    note = world.word("a confirmed rule", INSIDERS, field="funding.MoneyRule.confirmed_note")
    facts = {"sources": ["super_pac"], "recipients": ["super_pac"], "use": "coordinated", "outcome": "block"}
    terms = Terms(**facts, reason="So", citation="There", starts_on=timezone.localdate())
    rule = rules.propose_rule(code="canary", terms=terms, by=admin, why=why, creation_key="canary")
    versions.confirm(rule, seen=versions.state_of([rule]), by=counsel, note=note)


def _plant_limit(world: World, admin: Any, counsel: Any) -> None:
    """The same of a limit of meters, which insiders alone read."""
    why = world.word("why a limit changed", INSIDERS, field="funding.MeterLimit.why")
    note = world.word("a confirmed limit", INSIDERS, field="funding.MeterLimit.confirmed_note")
    terms = limits.LimitTerms(Decimal(39), "So", "There", timezone.localdate())
    rows = versions.all_of(MeterLimit, "political-share")
    facts = {"terms": terms, "by": admin, "why": why, "creation_key": "canary"}
    made = limits.propose_limit(code="political-share", seen=versions.state_of(rows), **facts)
    versions.confirm(
        made, seen=versions.state_of(versions.all_of(MeterLimit, "political-share")), by=counsel, note=note
    )


def plant_asks(world: World, group: Partner, known: Partner, theirs: Partner) -> None:
    """One funder asks another by name, staff ask whoever looks at the group, and somebody answers each."""
    third, outside = factories.make_partner("Third", kind=Partner.Kind.PEER_FUNDER), factories.make_user()
    asked: tuple[tuple[Any, Any, frozenset[str]], ...] = (
        (known, third, NOBODY),
        (known, theirs, frozenset({"funder_rep"})),
        (None, None, INSIDERS | {"funder_rep"}),
    )
    for asker, to, may in asked:
        ask = world.plant(
            FunderAsk.objects.create(group=group, asker=asker, to=to, asked_by=outside, words="So?"), may
        )
        facts = {"ask": ask, "author": outside, "is_askers": False, "text": "So"}
        world.plant(FunderWord.objects.create(funder=to or third, **facts), may if to else INSIDERS)


def _recommend(world: World, group: Partner) -> None:
    readers = {"draft": INSIDERS, "withdrawn": INSIDERS, "published": INSIDERS | DONORS | {"funder_rep"}}
    for status, may in readers.items():
        world.plant(factories.make_recommendation(factories.make_entity(group), status=status), may)
