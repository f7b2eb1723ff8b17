"""What a proposal would leave of its case is tried out, and said beside it before anybody agrees."""

import pytest

from partners.models import Activity
from planning import actions
from planning.models import Overlap, Settlement
from planning.terms import Edit
from tests import factories
from tests.case_factories import make_proposal, plan_of
from tests.planning.test_agreeing import later, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june")]


@pytest.fixture
def plans():
    factories.make_county("Pima County", electorate=500_000)
    return [plan_of(factories.make_partner(name)) for name in ("Sunrise", "Lantern")]


@pytest.fixture
def case(plans) -> Overlap:
    actions.refresh_overlaps()
    return Overlap.objects.get()


def edit(plan, cancels=False, **facts) -> Edit:
    return Edit(plan.pk, facts, {name: getattr(plan, name) for name in facts}, cancels)


def proposed(case, staff, decision, *edits):
    return make_proposal(case, by=staff, decision=decision, edits=list(edits))


def test_days_that_do_not_meet_clear_it(case, plans, staff, sign_in):
    proposed(case, staff, "split_dates", later(plans[1]))
    assert "nothing is left of the overlap" in page(sign_in(staff), case)


def test_what_would_be_left_is_what_the_agreement_leaves(case, plans, staff, sign_in):
    proposal = proposed(case, staff, "lead_support", edit(plans[0], attempts_planned=540_000))
    text = page(sign_in(staff), case)
    assert "Leaves some of it" in text and "76,000 tries above the band are left, of 96,000" in text
    for plan in plans:
        actions.answer_proposal(proposal, by=staff, partner=plan.program.partner, agrees=True, note="Call")
    assert round(Settlement.objects.get().after_attempts_high) == 76_000
    assert "are left, of" not in page(sign_in(staff), case)


def test_other_places_other_people_and_a_line_taken_out_are_tried_too(case, plans, staff, sign_in):
    gila, youth = factories.make_county("Gila County", electorate=300_000), factories.make_constituency("youth")
    latino = factories.make_constituency("latino")
    by_group = [Edit(each.pk, {"constituencies": [group.pk]}, {"constituencies": []})
                for each, group in zip(plans, (youth, latino), strict=True)]  # fmt: skip
    proposed(case, staff, "split_turf", Edit(plans[0].pk, {"division": gila.pk}, {"division": plans[0].division_id}))
    proposed(case, staff, "split_constituencies", *by_group)
    proposed(case, staff, "one_is_duplicate", edit(plans[1], cancels=True))
    text = page(sign_in(staff), case)
    assert text.count("nothing is left of the overlap") == 3


def test_a_decision_that_changes_no_plan_is_not_tried(case, staff, sign_in):
    proposed(case, staff, "keep_both")
    text = page(sign_in(staff), case)
    assert "Keep both" in text and "Tried out just now" not in text


def test_work_on_the_same_ground_still_meets_in_other_weeks_that_meet(staff, sign_in):
    ground = factories.make_tactic("site-based", family=factories.make_family("site-based").code)
    family = ground.family
    family.works = "ground"
    family.save()
    factories.make_county("Pima County", electorate=500_000)
    plans = [plan_of(factories.make_partner(name), tactic=ground, universe=None, attempts_planned=None)
             for name in ("Sunrise", "Lantern")]  # fmt: skip
    actions.refresh_overlaps()
    case = Overlap.objects.get()
    proposed(case, staff, "split_dates", later(plans[1], starts_on="2027-08-09", ends_on="2027-10-03"))
    assert "these plans still meet" in page(sign_in(staff), case)


def test_days_that_a_later_edit_made_impossible_are_not_tried_and_the_page_opens(case, plans, staff, sign_in):
    proposed(case, staff, "split_dates", later(plans[1], ends_on="2027-08-10"))
    proposed(case, staff, "split_dates", later(plans[0]))
    Activity.objects.filter(pk=plans[1].pk).update(starts_on="2027-08-20")
    assert page(sign_in(staff), case).count("Tried out just now") == 1
