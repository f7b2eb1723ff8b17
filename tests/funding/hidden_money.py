"""Money that everybody of the cast may read some of, and money that is kept from one of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any

import pgtrigger

from accounts.models import User
from funding.actions import ledger
from funding.models import (
    Allocation,
    Amendment,
    Docket,
    DocketItem,
    Fund,
    FunderAsk,
    Grant,
    Installment,
    Requirement,
    Review,
    SignOff,
)
from partners.models import LegalEntity, Partner, Program
from tests import factories
from tests.funding.books import said
from tests.grant_factories import make_grant

# The levels that keep money from a member of the cast; nothing of money is ever for donors.
KEPT_FROM = {
    **dict.fromkeys(("staff", "counsel", "admin"), ("private",)),
    "funder_rep": ("private", "staff"),
    **dict.fromkeys(("partner_rep", "other_partner"), ("private", "staff", "funders", "public")),
    "donor": ("private", "staff", "funders", "public"),
}
LONG_AGO, SOON, LATE = dt.date(2026, 10, 1), dt.date(2026, 12, 1), dt.date(2028, 11, 1)
_numbers = count(1)


@dataclass(frozen=True)
class Scene:
    """A peer, whose fund is shared with funders, gives to a group that everybody knows; so do we, on a docket."""

    staff: User
    counsel: User
    peer: Partner
    third: Partner
    group: LegalEntity
    pac: LegalEntity
    program: Program
    theirs: Fund
    ours: Fund
    docket: Docket
    awards: tuple[Allocation, ...]
    in_a_band: Allocation
    grant: Grant


def make_scene(staff: User, counsel: User, own: Partner, funder: Partner) -> Scene:
    """Awards from the peer and from us to the group, to `own` (released), and out of a fund of `funder`."""
    cycle = factories.make_cycle()
    peer = factories.make_partner("Harbor Giving", kind="peer_funder", visibility="public")
    third = factories.make_partner("Third Giving", kind="peer_funder", visibility="public")
    partner = factories.make_partner("Given To", visibility="public")
    group = factories.make_entity(partner)
    program = factories.make_program(partner, entity=group, visibility="public", status="idea", budget_usd=40_000)
    factories.make_activity(program)
    factories.make_need(group, 500_000, 100_000, consent="public")
    theirs = factories.make_fund(peer, "Open Harbor", cycle=cycle)
    ours = factories.make_fund(name="Our Own", is_managed=True, cycle=cycle)
    ledger.receive(fund=ours, amount=Decimal(900_000), said=said(staff))
    shown = {"status": "committed", "visibility": "funders"}
    scene = Scene(
        *(staff, counsel, peer, third, group, factories.make_entity(partner, "pac"), program, theirs, ours),
        docket=Docket.objects.create(title="Spring board", meets_on=dt.date(2027, 3, 9)),
        awards=tuple(_seen(theirs, ours, group, program, own, funder)),
        in_a_band=factories.make_allocation(theirs, group, 47_000, shared_as="band", **shown),
        grant=make_grant(peer, partner),
    )
    DocketItem.objects.create(docket=scene.docket, allocation=scene.awards[1], amount=5)
    return scene


def _seen(theirs: Fund, ours: Fund, group: LegalEntity, program: Program, own: Partner, funder: Partner) -> Any:
    yield factories.make_allocation(theirs, group, 50_000, status="committed", visibility="funders", program=program)
    yield factories.make_allocation(ours, group, 20_000, status="in_review")
    mine = factories.make_fund(funder, "Their Own", cycle=ours.cycle)
    yield _with_parts(factories.make_allocation(mine, group, 30_000, status="committed", program=program))
    facts = {"status": "committed", "released_on": "2026-11-17"}
    yield _with_parts(factories.make_allocation(ours, factories.make_entity(own), 10_000, **facts))


def hide(scene: Scene, member: str) -> None:
    """Money of every status and every level that is kept from this member; what hangs on it, and on what shows."""
    hidden: list[Allocation] = []
    secret = factories.make_partner("Quiet Hands", visibility="private", kind="peer_funder")
    for level in KEPT_FROM[member]:
        hidden += _given(scene, level, scene.theirs)
        for owner in (scene.peer, secret):
            closed = factories.make_fund(owner, f"Closed {next(_numbers)}", visibility=level)
            hidden += _given(scene, level, closed)
        make_grant(scene.peer, scene.group.partner, 777, visibility="private")
        make_grant(secret, scene.group.partner, 778, currency="GBP")
    facts = {"status": "committed", "visibility": "funders", "program": scene.program, "shared_as": "blind"}
    blind = factories.make_allocation(scene.theirs, scene.group, 47_000, **facts)
    hang_on(scene, [blind, scene.in_a_band])
    # What shows did come by what does not, and is the same money as a list publishes.
    paid = next(each for each in hidden if each.status == "paid" and each.currency == "USD")
    with pgtrigger.ignore():  # as if it had always been so
        Allocation.objects.filter(pk__in=[each.pk for each in scene.awards]).update(parent=paid)
    Grant.objects.filter(pk=scene.grant.pk).update(allocation=paid)
    DocketItem.objects.create(docket=scene.docket, allocation=paid, amount=5)
    facts = {"group": scene.group.partner, "asked_by": scene.counsel, "words": "Hidden"}
    FunderAsk.objects.create(asker=scene.peer, to=scene.third, **facts)
    if KEPT_FROM[member] != ("private",):
        hang_on(scene, [scene.awards[0]])
        _keep_books(scene)


def _given(scene: Scene, level: str, fund: Fund) -> list[Allocation]:
    """One of every status to the group, in two currencies, each with all that an award has."""
    made = []
    for status in Allocation.Status.values:
        for currency in ("USD", "GBP"):
            facts = {"status": status, "visibility": level, "program": scene.program, "currency": currency}
            made.append(factories.make_allocation(fund, scene.group, 31_337, **facts))
    hang_on(scene, made)
    return made


def hang_on(scene: Scene, awards: Iterable[Allocation]) -> None:
    """Parts, a report that is owed, and an amendment."""
    for each in awards:
        _with_parts(each)
        Requirement.objects.create(allocation=each, kind="report", due_on=LONG_AGO, what="Hidden")
        facts = {"amount_before": 5, "amount_after": 6, "limit_usd": 9, "reason": "Hidden"}
        Amendment.objects.create(allocation=each, proposed_by=scene.staff, **facts)


def _with_parts(award: Allocation) -> Allocation:
    """Past its day, soon, and too late for any work; of what is paid all parts are."""
    if award.status in ("approved", "committed"):
        for due in (LONG_AGO, SOON, LATE):
            part = (award.amount_approved or Decimal(0)) / 4
            Installment.objects.create(allocation=award, due_on=due, amount=part)
        Installment.objects.create(allocation=award, due_on=SOON, amount=part, status="paid", paid_on=SOON)
    elif award.status == "paid":
        whole = award.amount_approved
        Installment.objects.create(allocation=award, due_on=SOON, amount=whole, status="paid", paid_on=SOON)
    return award


def _keep_books(scene: Scene) -> None:
    """What is for staff: money of ours that is not released, meetings, words of counsel, postings, a statement."""
    for entity in (scene.group, scene.pac, scene.awards[-1].entity):
        for status in Allocation.Status.values:
            award = factories.make_allocation(scene.ours, entity, 31_337, status=status)
            hang_on(scene, [award])
            docket = Docket.objects.create(title=f"Quiet board {award.pk}", meets_on=dt.date(2027, 2, 1))
            DocketItem.objects.create(docket=docket, allocation=award, amount=5)
            Review.objects.create(allocation=award, side="legal", passed=True, by=scene.counsel)
            word = {"decision": "refused", "reason": "Hidden", "fingerprint": "none", "signed_on": LONG_AGO}
            SignOff.objects.create(allocation=award, by=scene.counsel, **word)
    ledger.receive(fund=scene.ours, amount=Decimal(31_337), said=said(scene.staff))
    factories.make_need(scene.group, 777_000, 0, consent="staff", good_as_of=dt.date(2026, 11, 20))
