"""The demo's sums agree, its volumes are plausible, and its ground is real."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest
from django.db.models import Sum

from funding.models import Allocation, Fund, Need
from funding.reports.rules import held_against_rules
from mvp_coord.demo.electorates import COUNTIES, STATES
from mvp_coord.demo.shapes import COST
from partners.models import Activity, LegalEntity, Partner, PartnerState, Program
from partners.models.family import Vehicle
from planning.models import Proposal
from states.models import Cycle, Electorate

pytestmark = pytest.mark.django_db
C3 = {Vehicle.C3_PUBLIC, Vehicle.C3_PRIVATE}


def total(rows, field="amount_approved") -> Decimal:
    return rows.order_by().aggregate(sum=Sum(field))["sum"] or Decimal(0)


def shown_needs() -> list[Need]:
    return list(Need.objects.shown().select_related("entity"))


def test_the_budget_of_a_program_is_the_sum_of_its_planned_activities(demo):
    for program in Program.objects.all():
        planned = program.activities.filter(mode=Activity.Mode.PRESENCE)
        if program.activities.exists():
            assert program.budget_usd == total(planned, "budget_usd"), program
        else:
            assert program.budget_usd > 0, program


def test_nothing_has_raised_more_than_it_costs(demo):
    for program in Program.objects.all():
        assert program.raised_usd <= program.budget_usd, program
    for need in shown_needs():
        assert need.raised_usd <= need.budget_usd, need


def test_a_stated_need_holds_its_programs_and_what_they_have_raised(demo):
    for need in shown_needs():
        run = Program.objects.filter(entity=need.entity)
        assert need.budget_usd >= total(run, "budget_usd"), need
        assert need.raised_usd >= total(run, "raised_usd"), need


def test_what_was_raised_holds_what_was_approved_by_then(demo):
    for need in shown_needs():
        known = Allocation.objects.decided().in_dollars().filter(entity=need.entity, decided_on__lte=need.good_as_of)
        assert need.raised_usd >= total(known), need
        for program in Program.objects.filter(entity=need.entity):
            assert program.raised_usd >= total(known.filter(program=program)), program


def test_what_was_approved_since_fits_into_the_gap(demo):
    for need in shown_needs():
        since = Allocation.objects.decided().in_dollars().filter(entity=need.entity, decided_on__gt=need.good_as_of)
        assert need.gap_usd >= total(since), need


def test_every_recipient_of_counted_dollars_has_stated_its_need(demo):
    stated = {need.entity_id for need in shown_needs()}
    assert not LegalEntity.objects.filter(allocations__isnull=False).exclude(pk__in=stated).exists()


def test_no_fund_has_given_more_than_it_sets_out_to_raise(demo):
    for fund in Fund.objects.all():
        assert sum(each.best_amount for each in fund.allocations.counted()) <= fund.target_usd, fund


def test_money_is_passed_on_only_by_who_received_it_in_its_color_under_its_terms_and_no_more_than_came(demo):
    passed_on = defaultdict(Decimal)
    for onward in Allocation.objects.exclude(parent=None).select_related("parent__entity", "fund"):
        parent = onward.parent
        assert onward.fund.owner_id == parent.entity.partner_id
        assert (onward.fund.vehicle, onward.restriction) == (parent.fund.vehicle, parent.restriction)
        passed_on[parent.pk] += onward.amount_approved
    assert passed_on, "the demo shows money that is passed on"
    for pk, amount in passed_on.items():
        assert amount <= Allocation.objects.get(pk=pk).amount_approved


def test_no_grant_leads_where_its_color_may_not(demo):
    """But for thoughts, which may be written down: the money rules stop them."""
    for grant in Allocation.objects.exclude(status="exploring").select_related("fund", "entity"):
        if grant.fund.vehicle in C3:
            assert grant.entity.vehicle in C3 or "no part of it may support" in grant.restriction, grant
        if grant.fund.vehicle == Vehicle.PAC:
            assert grant.entity.vehicle == Vehicle.PAC, grant
        if grant.program:
            assert grant.program.entity_id == grant.entity_id, grant


def test_one_thought_waits_for_counsel_and_nothing_else_is_stopped(demo):
    ours = Allocation.objects.filter(fund__is_managed=True, status__in=Allocation.LIVE)
    stopped = {
        each.allocation.status: each.verdict.outcome
        for each in held_against_rules(ours)
        if each.verdict.outcome in ("counsel", "block")
    }
    assert stopped == {"exploring": "counsel"}


def test_the_side_of_a_program_fits_its_vehicle(demo):
    for program in Program.objects.filter(entity__vehicle__in=C3):
        if program.name != "Lunch Bell Line (from the table's sheet)":  # copied in as it stood in a c4's plan
            assert program.side == "nonpartisan", program


def test_lists_are_smaller_than_the_electorate_and_attempts_are_plausible(demo):
    people = dict(Electorate.objects.values_list("division_id", "people"))
    for activity in Activity.objects.exclude(universe=None):
        assert activity.universe < people[activity.division_id] / 2, activity
        weeks = ((activity.ends_on - activity.starts_on).days + 1) / 28
        rate = activity.attempts_planned / activity.universe / weeks
        assert 0.3 <= rate <= 3, f"{activity}: {rate:.2f} tries in four weeks"
        assert activity.contacts_planned is None or activity.contacts_planned <= activity.universe


def test_an_attempt_costs_what_its_tactic_costs(demo):
    # What a group has agreed to leave out is still in its budget, until it plans the money anew.
    agreed = [edit["activity"] for each in Proposal.objects.filter(status="accepted") for edit in each.terms]
    assert len(agreed) == 1
    planned = Activity.objects.exclude(attempts_planned=None).exclude(pk__in=agreed)
    for activity in planned.select_related("tactic"):
        cost = activity.budget_usd / activity.attempts_planned
        assert COST[activity.tactic.code] <= cost <= COST[activity.tactic.code] * Decimal("1.06"), activity


def test_work_lies_in_the_cycle_and_in_a_state_of_its_partner(demo):
    cycle = Cycle.objects.get(code="2027-28")
    homes = defaultdict(set)
    for partner, state in PartnerState.objects.values_list("partner_id", "state_id"):
        homes[partner].add(state)
    for activity in Activity.objects.select_related("program", "division"):
        assert cycle.starts_on <= activity.starts_on <= activity.ends_on <= cycle.ends_on
        assert activity.division.state_id in homes[activity.program.partner_id], activity


def test_every_place_of_a_plan_has_its_electorate(demo):
    counted = Electorate.objects.values("division_id")
    assert not Activity.objects.exclude(division__in=counted).exists()


def test_the_demo_has_forty_partners_of_all_kinds_in_six_states(demo):
    partners = Partner.objects.filter(source="Demo data (fictional)")
    assert 38 <= partners.count() <= 45
    assert set(partners.values_list("kind", flat=True)) == set(Partner.Kind.values)
    assert set(PartnerState.objects.filter(partner__in=partners).values_list("state_id", flat=True)) == set(STATES)


def test_the_vote_totals_are_those_of_the_published_file(shared_data):
    with (shared_data / "county_presidential_2024.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {
        "AZ": "Arizona",
        "GA": "Georgia",
        "MI": "Michigan",
        "NC": "North Carolina",
        "NV": "Nevada",
        "WI": "Wisconsin",
    }
    for code, name in names.items():
        votes = {row["county_name"]: int(row["total_votes"]) for row in rows if row["state_name"] == name}
        assert sum(votes.values()) == STATES[code]
        assert COUNTIES[code].items() <= votes.items()
