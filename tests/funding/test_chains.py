"""Saying by which award money came: what is kept, what follows from it, and what is refused."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.history import versions_of
from funding import actions
from funding.models import Allocation
from funding.reports import totals_of
from funding.reports.passed_on import passed_on
from funding.reports.payers import payers_of
from funding.reports.rules import verdict_of
from mvp_coord.jobs.models import DueWork
from tests import factories
from tests.funding import books, road
from tests.funding.chain_world import amended, link, make_onward, make_source, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(db):
    return make_table()


@pytest.fixture
def source(table):
    return make_source(table)


@pytest.fixture
def onward(table):
    return make_onward(table)


def counted(viewer, user):
    visible = Allocation.objects.visible_to(viewer(user)).with_readable_amount(viewer(user))
    return sum(row.counted.amount_usd for row in totals_of(visible).rows)


def test_once_said_the_dollar_counts_where_it_was_first_given_and_taken_back_twice(
    source, onward, staff, viewer, sign_in
):
    assert counted(viewer, staff) == 70_000
    linked = link(onward, source, staff, reason="Their report says so")
    assert linked.parent == source and counted(viewer, staff) == 50_000
    assert passed_on(viewer(staff), source.pk).left == 30_000
    link(onward, None, staff, seen=source.pk)
    assert counted(viewer, staff) == 70_000
    back, said, _ = versions_of(onward)
    assert (said.verb, said.reason, said.who) == ("said which award is behind", "Their report says so", "Sol Staff")
    assert back.verb == "said that no award is behind"


def test_inside_a_boundary_what_came_back_is_not_counted_again(source, table, staff, sign_in):
    group = factories.make_partner("Far Porch", visibility="public", states=())
    out = make_onward(table, 20_000)
    Allocation.objects.filter(pk=out.pk).update(entity=factories.make_entity(group))
    back = factories.make_allocation(
        factories.make_fund(group), factories.make_entity(table), 15_000, status="paid", visibility="funders"
    )
    client, query = sign_in(staff), "/funding/once/?within=list&around=lantern-table"

    def incoming():
        cells = [cell for row in client.get(query).context["rows"] for cell in row["cells"]]
        return {cell.sum.place: int(cell.sum.amount_usd) for cell in cells}

    assert incoming() == {"incoming": 65_000, "internal": 0, "outgoing": 20_000}
    link(back, out, staff)
    assert incoming() == {"incoming": 50_000, "back": 15_000, "internal": 0, "outgoing": 20_000}


def test_said_twice_it_is_said_once_and_who_comes_too_late_is_refused(source, onward, table, staff, counsel):
    for _ in range(2):
        link(onward, source, staff)
    assert len(versions_of(onward)) == 2
    with pytest.raises(actions.SaidMeanwhile):
        link(onward, make_source(table), counsel)
    with pytest.raises(actions.SaidMeanwhile):
        link(onward, None, counsel, regrant_type="FRG050")


def test_how_a_recipient_passes_it_on_is_kept_beside(source, staff):
    assert link(source, None, staff, regrant_type="FRG050").get_regrant_type_display() == "Fiscal sponsor"
    assert versions_of(source)[0].verb == "said how its recipient passes on"


def test_only_an_award_to_the_owner_of_the_fund_can_have_brought_the_money(onward, staff):
    other = make_source(factories.make_partner("Another Table"))
    with pytest.raises(actions.CameByAnother, match="Another Table received that award, and Pool is a"):
        link(onward, other, staff)
    with pytest.raises(actions.CameByAnother):
        actions.propose(
            fund=onward.fund, entity=onward.entity, amount=Decimal(5), by=staff, parent=other, purpose="Doors"
        )
    assert Allocation.objects.exclude(parent=None).count() == 0


@pytest.mark.parametrize("status", ["declined", "cancelled"])
def test_no_money_came_by_what_was_given_up_nor_is_any_meant_by_it(status, source, onward, staff):
    Allocation.objects.filter(pk=source.pk).update(status=status)
    with pytest.raises(actions.CameByAnother, match=f"That award is {status}"):
        link(onward, source, staff)
    Allocation.objects.filter(pk=source.pk).update(status="committed")
    Allocation.objects.filter(pk=onward.pk).update(status=status)
    with pytest.raises(actions.WrongStatus, match=f"It is {status} by now"):
        link(onward, source, staff)


def test_pounds_are_not_passed_on_as_dollars(table, onward, staff):
    with pytest.raises(actions.OtherCurrency):
        link(onward, make_source(table, currency="GBP"), staff)


def test_money_runs_in_no_ring_whoever_writes(staff):
    one, two, three = (factories.make_partner() for _ in range(3))
    road_ = [
        factories.make_allocation(factories.make_fund(giver), factories.make_entity(to), 5_000, status="paid")
        for giver, to in ((one, two), (two, three), (three, one))
    ]
    link(road_[1], road_[0], staff)
    link(road_[2], road_[1], staff)
    with pytest.raises(actions.CameByAnother):
        link(road_[0], road_[2], staff)
    own = factories.make_allocation(factories.make_fund(one), factories.make_entity(one), 5_000)
    with pytest.raises(actions.CameByAnother):
        link(own, own, staff)
    with pytest.raises(IntegrityError, match="would have come by itself"), transaction.atomic():
        Allocation.objects.filter(pk=road_[0].pk).update(parent=road_[2])
    facts = {"fund": one.funds.first(), "entity": road_[0].entity, "amount_requested": 5}
    with pytest.raises(IntegrityError, match="would have come by itself"), transaction.atomic():
        Allocation.objects.filter(pk=road_[0].pk).update(parent=9_999_999)  # a key that comes next, held at the end
        Allocation.objects.create(pk=9_999_999, parent=road_[2], **facts)


# --- no more than came -----------------------------------------------------------------------------


def test_decided_regrants_never_come_to_more_than_the_award(source, table, staff):
    link(make_onward(table, 40_000), source, staff)
    with pytest.raises(actions.MoreThanCame, match=r"\$60,000 would be .* of \$50,000: \$10,000 more than came"):
        link(make_onward(table, 20_000), source, staff)
    thought = link(make_onward(table, 20_000, status="exploring"), source, staff)
    with pytest.raises(actions.MoreThanCame):
        actions.approve(allocation=thought, by=staff)
    thought.refresh_from_db()
    assert thought.status == "exploring"
    assert actions.approve(allocation=thought, by=staff, amount=Decimal(10_000)).status == "approved"
    with pytest.raises(actions.MoreThanCame):
        amended(thought, 10_001, staff)
    with pytest.raises(actions.MoreThanCame, match=r"\$50,000 of it has been passed on already"):
        amended(source, 49_999, staff)
    assert amended(thought, 5_000, staff).amount_approved == 5_000
    assert amended(source, 45_000, staff).amount_approved == 45_000


def test_an_award_is_not_approved_for_less_than_was_passed_on(table, staff):
    planned = make_source(table, 50_000, status="exploring")
    link(make_onward(table, 30_000), planned, staff)
    with pytest.raises(actions.MoreThanCame, match=r"\$30,000 of it has been passed on already"):
        actions.approve(allocation=planned, by=staff, amount=Decimal(29_999))
    assert actions.approve(allocation=planned, by=staff, amount=Decimal(30_000)).status == "approved"


def test_what_came_by_a_cancelled_award_counts_by_itself(source, onward, staff, viewer, sign_in):
    link(onward, source, staff)
    actions.cancel(allocation=source, by=staff, reason="They closed")
    assert counted(viewer, staff) == 20_000
    assert "this one counts by itself" in sign_in(staff).get(f"/funding/{onward.public_id}/").content.decode()


# --- what rests on the chain -----------------------------------------------------------------------


def test_our_own_money_is_judged_by_the_whole_way_it_came_and_stays_as_it_was_decided(staff, counsel):
    ours = books.make_fund_with(100_000, vehicle="c4")
    first = make_source(ours.owner)
    first.fund.vehicle = "c3_public"
    first.fund.save()
    award = factories.make_allocation(ours, factories.make_entity(vehicle="super_pac"), 5_000)
    assert verdict_of(award).outcome == "allow"
    DueWork.objects.all().delete()
    link(award, first, staff)
    assert verdict_of(award).outcome == "block"
    assert DueWork.objects.filter(kind="money rules").exists()
    decided = road.approved(
        factories.make_allocation(ours, factories.make_entity(vehicle="c4"), 5_000), staff, counsel
    )
    with pytest.raises(actions.TermsFixed):
        link(decided, make_source(ours.owner), staff)
    assert link(decided, None, staff, regrant_type="FRG010").regrant_type == "FRG010"


def test_what_was_reviewed_was_other_money(staff, counsel):
    ours = books.make_fund_with(100_000, vehicle="c4")
    award = factories.make_allocation(ours, factories.make_entity(vehicle="c4"), 5_000)
    road.into_review(award, staff)
    road.reviewed(award, staff, counsel)
    link(award, make_source(ours.owner), staff)
    with pytest.raises(actions.NotReviewed, match="has not reviewed it yet"):
        actions.approve(allocation=award, by=counsel)


def test_overlaps_are_judged_anew_where_it_changes_who_pays_for_decided_work(source, onward, staff):
    program = factories.make_program(onward.entity.partner)
    factories.make_activity(program)
    Allocation.objects.filter(pk=onward.pk).update(program=program)

    def payers():
        return payers_of(Allocation.objects.all(), [program.pk])[program.pk]

    assert payers() == {onward.fund.owner_id}
    DueWork.objects.all().delete()
    link(onward, source, staff)
    assert payers() == {onward.fund.owner_id, source.fund.owner_id}
    assert DueWork.objects.filter(kind="overlaps").exists()
    DueWork.objects.all().delete()
    link(onward, source, staff, seen=source.pk, regrant_type="FRG010")
    thought = make_onward(onward.fund.owner, status="exploring", program=program)
    link(thought, source, staff)
    assert not DueWork.objects.filter(kind="overlaps").exists()
