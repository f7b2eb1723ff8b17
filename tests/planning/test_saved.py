"""What coordination saved: counted once, by the engine's figures, and only what the viewer may read."""

import pytest

from partners.models import Activity
from planning import actions
from planning.models import Overlap
from planning.reports.saved import savings_of
from planning.terms import Edit
from tests import factories
from tests.case_factories import make_proposal, make_settlement, plan_of
from tests.planning.test_agreeing import later
from tests.planning.test_cases import share

pytestmark = pytest.mark.django_db
PAGE = "/overlaps/saved/"


def settled_by_moving(level="partners", **facts) -> Overlap:
    """Two plans that met, one of which was moved by agreement."""
    plans = [share(plan_of(factories.make_partner(), **facts), level) for _ in range(2)]
    actions.refresh_overlaps()
    case = Overlap.objects.get(members__activity=plans[0])
    by = factories.make_user(is_staff=True)
    proposal = make_proposal(case, by=by, decision="split_dates", edits=[later(plans[1])])
    for plan in plans:
        actions.answer_proposal(proposal, by=by, partner=plan.program.partner, agrees=True, note="Call")
    return case


@pytest.fixture
def pima(db):
    factories.make_cycle()
    return factories.make_county("Pima County", electorate=500_000)


def saved(viewer):
    cycle = factories.make_cycle()
    return savings_of(viewer, starts_on=cycle.starts_on, ends_on=cycle.ends_on)


def test_the_sum_is_that_of_its_rows_and_each_row_is_what_its_case_says(pima, staff, sign_in):
    first = settled_by_moving()
    other = settled_by_moving(division=factories.make_county("Gila County", electorate=300_000))
    client = sign_in(staff)
    text = client.get(PAGE).content.decode()
    rows = client.get(PAGE).context["savings"].rows
    assert {row.settlement.overlap for row in rows} == {first, other}
    assert sum(row.attempts[1] for row in rows) == 96_000 + 160_000
    assert "256,000" in text and "$768K" in text
    for row in rows:
        address = f"/overlaps/{row.settlement.overlap.public_id}/"
        assert address in text
        assert f"{row.attempts_words} tries, {row.dollars_words}" in client.get(address).content.decode()


def test_a_try_costs_what_it_cost_before_also_where_the_budget_of_the_fewer_stays(pima, staff, viewer):
    plans = [share(plan_of(factories.make_partner()), "partners") for _ in range(2)]
    actions.refresh_overlaps()
    case, (one, _) = Overlap.objects.get(), plans
    fewer = Edit(one.pk, {"attempts_planned": 540_000}, {"attempts_planned": 640_000})
    proposal = make_proposal(case, by=staff, decision="lead_support", edits=[fewer])
    for plan in plans:
        actions.answer_proposal(proposal, by=staff, partner=plan.program.partner, agrees=True, note="Call")
    (row,) = saved(viewer(staff)).rows
    kept = row.settlement
    # 3 dollars a try before; the same budgets for fewer tries say more after, of those that are left.
    assert float(kept.after_dollars_high) / kept.after_attempts_high > 3
    assert (row.attempts[1], row.dollars[1]) == (20_000, 60_000)
    assert row.attempts[1] == round(kept.before_attempts_high) - round(kept.after_attempts_high)


def test_where_nothing_is_left_the_whole_cost_is_saved_to_the_cent(pima, staff, viewer):
    odd = {"universe": 143_127, "attempts_planned": 511_003, "budget_usd": 1_581_207}
    case = settled_by_moving(**odd)
    (row,) = saved(viewer(staff)).rows
    kept = case.settlements.get()
    assert kept.after_attempts_high == 0 and kept.before_attempts_high % 1
    assert row.dollars[1] == kept.before_dollars_high


def test_a_plan_that_grows_again_counts_against_it(pima, staff, viewer):
    case = settled_by_moving()
    moved = Activity.objects.get(starts_on="2027-10-04")
    Activity.objects.filter(pk=moved.pk).update(starts_on="2027-08-02", ends_on="2027-09-26")
    actions.refresh_overlaps()
    (row,) = saved(viewer(staff)).rows
    assert (row.settlement.overlap, row.attempts, row.dollars_words) == (case, (0, 0), "$0")


def test_a_case_counts_once_and_what_was_taken_back_for_nothing(pima, staff, viewer):
    case = settled_by_moving()
    actions.reopen_overlap(overlap=case, reason="A mistake", by=staff)
    assert saved(viewer(staff)).rows == ()
    make_settlement(case)
    assert len(saved(viewer(staff)).rows) == 1


def test_another_cycle_has_its_own(pima, staff, sign_in):
    settled_by_moving()
    factories.Cycle.objects.create(code="2029-30", name="2029–30", starts_on="2029-01-01", ends_on="2030-12-31")
    client = sign_in(staff)
    assert "96,000" in client.get(PAGE).content.decode()
    client.cookies["cycle"] = "2029-30"
    assert "Nothing is settled yet" in client.get(PAGE).content.decode()


def test_only_decisions_on_plans_that_one_may_read_are_counted(pima, other_partner, partner_rep, viewer, donor):
    (
        settled_by_moving("partners"),
        settled_by_moving("staff", division=factories.make_county("Gila County", electorate=300_000)),
    )
    mine = saved(viewer(other_partner))
    assert (len(mine.rows), mine.attempts_words) == (1, "96,000")
    assert saved(viewer(donor)).rows == ()


def test_the_page_takes_as_many_queries_for_many_decisions_as_for_two(
    pima, staff, sign_in, django_assert_max_num_queries
):
    client = sign_in(staff)

    def counted(number: int) -> int:
        for _ in range(number):
            make_settlement()
        with django_assert_max_num_queries(20) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    few = counted(2)
    assert counted(18) == few
