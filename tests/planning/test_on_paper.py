"""What would clear a case about how work is written down: to write it right."""

import pytest

from planning import actions
from planning.models import Overlap
from tests import factories

from .test_cases import share
from .test_refresh import door_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_of(staff, sign_in):
    """The panel of the one case that these plans make, and its address."""

    def panel(*plans):
        for plan in plans:
            share(plan, "partners")
        actions.refresh_overlaps()
        case = Overlap.objects.get()
        answer = sign_in(staff).get(f"/overlaps/{case.public_id}/ways/", headers={"HX-Request": "true"})
        return case, answer.content.decode()

    return panel


@pytest.fixture(autouse=True)
def pima():
    return factories.make_county("Pima County", electorate=500_000)


def named_alike(partner, **facts):
    plan = door_plan(partner, **facts)
    plan.program.name = "Harvest Walk"
    return plan


def test_lines_that_are_alike_are_not_cleared_by_other_numbers(case_of, staff, sign_in):
    case, panel = case_of(named_alike("Sunrise"), named_alike("Lantern", attempts_planned=639_000))
    assert case.overlap_class == "duplicate record"
    assert "one of them is taken out" in panel
    assert "tries, not" not in panel and "later" not in panel
    page = sign_in(staff).get(f"/overlaps/{case.public_id}/").content.decode()
    assert "/propose/split_dates/" not in page and "/propose/keep_both/" in page
    for decision in ("one_is_duplicate", "not_an_overlap"):
        assert f"/overlaps/{case.public_id}/propose/{decision}/" in panel


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ({"universe": None}, "Lantern: people on the list"),
        ({"attempts_planned": None}, "Lantern: tries planned"),
        ({"universe": None, "attempts_planned": None}, "Lantern: people on the list and tries planned"),
    ],
)
def test_plans_without_numbers_are_asked_for_just_these(case_of, lacks, told):
    whole, lacking = door_plan("Sunrise"), door_plan("Lantern", **lacks)
    case, panel = case_of(whole, lacking)
    assert case.overlap_class == "unmeasured"
    assert told in panel and f"/activities/{lacking.public_id}/" in panel
    assert f"/activities/{whole.public_id}/" not in panel
    assert "tries, not" not in panel and "later" not in panel


def test_where_the_numbers_were_given_since_the_last_check_nothing_is_asked_for(case_of, staff, sign_in):
    lacking = door_plan("Lantern", universe=None)
    case, _ = case_of(door_plan("Sunrise"), lacking)
    lacking.universe = 200_000
    lacking.save()
    panel = sign_in(staff).get(f"/overlaps/{case.public_id}/ways/").content.decode()
    assert "the next check, in a few minutes, tells" in panel and "What they lack" not in panel


def test_work_of_one_program_is_told_apart_or_taken_out(case_of):
    umbrella = factories.make_program(factories.make_partner("River"), "River Table", visibility="partners")
    plans = door_plan("Sunrise"), door_plan("Lantern")
    for plan in plans:
        plan.program.umbrella = umbrella
    case, panel = case_of(*plans)
    assert case.overlap_class == "same money"
    assert "their tries are counted once" in panel
    for decision in ("one_is_duplicate", "keep_both"):
        assert f"/overlaps/{case.public_id}/propose/{decision}/" in panel


def test_whoever_may_not_propose_reads_it_without_the_buttons(case_of, funder_rep, sign_in):
    case, _ = case_of(named_alike("Sunrise"), named_alike("Lantern"))
    panel = sign_in(funder_rep).get(f"/overlaps/{case.public_id}/ways/").content.decode()
    assert "one of them is taken out" in panel and "/propose/" not in panel
