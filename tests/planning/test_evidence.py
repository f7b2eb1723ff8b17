"""The evidence of a case is of the plans that its reader may read, as they stand now."""

import pytest

from mvp_coord.jobs.actions import record_due_work
from planning import actions
from planning.models import Overlap
from planning.reports import case_views
from planning.reports.evidence import evidence_in, evidence_of
from tests import factories
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_plans():
    """A case of three, and what else is planned around it: other work, another county, another time."""
    pima = factories.make_county("Pima County", electorate=500_000)
    plans = [share(door_plan(name, division=pima), "partners") for name in ("Sunrise", "Lantern")]
    hidden = share(door_plan("Quiet Hands", division=pima), "staff")
    door_plan("Elsewhere", division=factories.make_county("Gila County", electorate=50_000))
    actions.refresh_overlaps()
    return [*plans, hidden]


def members(pairs):
    return {frozenset(pair.keys) for pair in pairs}


def test_staff_read_every_pair_of_the_case(three_plans, staff, viewer):
    (view,) = case_views(viewer(staff))
    one, two, three = (plan.pk for plan in three_plans)
    assert members(evidence_of(viewer(staff), view)) == {
        frozenset({one, two}),
        frozenset({one, three}),
        frozenset({two, three}),
    }


def test_others_read_the_pairs_of_plans_that_they_may_read(three_plans, other_partner, viewer):
    (view,) = case_views(viewer(other_partner))
    (pair,) = evidence_of(viewer(other_partner), view)
    assert set(pair.keys) == {three_plans[0].pk, three_plans[1].pk}
    assert pair.others == 0


def test_programs_read_the_evidence_of_a_whole_state_at_once(three_plans, staff, viewer):
    kept = list(Overlap.objects.standing().in_state("AZ").for_export())
    (view,) = case_views(viewer(staff))
    assert evidence_in("AZ", kept) == {view.overlap.pk: evidence_of(viewer(staff), view)}


def test_plans_that_meet_no_more_have_no_evidence_and_the_page_says_so(three_plans, staff, viewer, sign_in):
    for plan in three_plans:
        type(plan).objects.filter(pk=plan.pk).update(attempts_planned=10)
    (view,) = case_views(viewer(staff))
    assert evidence_of(viewer(staff), view) == ()
    page = sign_in(staff).get(f"/overlaps/{view.overlap.public_id}/").content.decode()
    assert "The plans have changed since the last check." in page


STALE = "The parts below are of the plans as they stand now"


def page_of(client, overlap, query="", **headers):
    return client.get(f"/overlaps/{overlap.public_id}/{query}", headers=headers).content.decode()


def test_a_fourth_plan_that_no_check_has_seen_is_in_the_parts_and_the_page_says_so(three_plans, staff, sign_in):
    overlap, client = Overlap.objects.get(), sign_in(staff)
    assert STALE not in page_of(client, overlap)
    share(door_plan("Juniper", division=overlap.anchor), "partners")
    text = page_of(client, overlap)
    assert STALE in text and "Juniper" in text
    actions.refresh_overlaps()
    assert STALE not in page_of(client, overlap)


@pytest.mark.parametrize(("state", "is_told"), [("AZ", True), ("", True), ("NV", False)])
def test_while_a_change_of_the_state_waits_insiders_are_told_and_nobody_else(
    three_plans, staff, other_partner, sign_in, state, is_told
):
    overlap = Overlap.objects.get()
    record_due_work(kind="overlaps", key=state)
    assert (STALE in page_of(sign_in(staff), overlap)) is is_told
    assert STALE not in page_of(sign_in(other_partner), overlap)
    actions.drain_due_overlaps()
    assert STALE not in page_of(sign_in(staff), overlap)


def test_the_parts_of_a_case_of_the_whole_country_are_asked_for_by_themselves(staff, other_partner, sign_in):
    country = factories.make_country()
    factories.make_electorate(country, 10_000_000)
    facts = {"division": country, "universe": 4_000_000, "attempts_planned": 12_800_000}
    share(door_plan("Sunrise", **facts), "partners"), share(door_plan("Lantern", **facts), "partners")
    share(door_plan("Quiet Hands", **facts), "staff")
    actions.refresh_overlaps()
    overlap, client = Overlap.objects.get(), sign_in(staff)
    address = f"/overlaps/{overlap.public_id}/?evidence=whole"
    asked = f'hx-get="{address}"'
    first, whole = page_of(client, overlap), page_of(client, overlap, "?evidence=whole")
    panel = page_of(client, overlap, "?evidence=whole", **{"HX-Request": "true"})
    assert asked in first and f'href="{address}#evidence"' in first and "part-of" not in first
    assert whole.count("part-of") == panel.count("part-of") == 3
    assert asked not in whole + panel and "<html" in whole and "<html" not in panel
    # What was refused stands at another address, from which the same is asked.
    refused = sign_in(staff).post(f"/overlaps/{overlap.public_id}/settle/", {}).content.decode()
    assert "<html" in refused and asked in refused
    others = page_of(sign_in(other_partner), overlap, "?evidence=whole", **{"HX-Request": "true"})
    assert others.count("part-of") == 1 and "Quiet" not in others
