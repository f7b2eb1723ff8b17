"""What a check keeps is what the engine says of the same plans in words, case by case."""

from decimal import Decimal

import pytest

from funding.models import Allocation
from partners.models import Activity, Partner, Program
from planning import actions
from planning.actions import refresh
from planning.models import Overlap
from planning.overlaps.doubles import close_pairs
from planning.reports import case_board
from planning.reports.cases import whole_views
from planning.reports.decisions import UNDECIDED
from planning.reports.figures import MEASURES, figures_of
from planning.reports.kept import load_kept
from planning.reports.said import with_members
from planning.reports.world import load_world
from states.models import Division, DivisionShare, Electorate, Tactic, TacticFamily
from tests import factories
from tests.planning.many_places import make_places, make_plans

pytestmark = pytest.mark.django_db
KEPT = (*MEASURES, "starts_on", "ends_on", "dollars_basis")


@pytest.fixture
def plans(db):
    """All classes of overlap: what is on record twice, one wider program, and work that another one pays for too."""
    places = make_places()
    make_plans(places)
    first = Activity.objects.comparable().exclude(attempts_planned=None).order_by("pk").first()
    facts = {"universe": first.universe, "attempts_planned": first.attempts_planned}
    twin = factories.make_program(factories.make_partner("Twin"), name="Blue Heron")
    type(first.program).objects.filter(pk=first.program_id).update(name="Blue Heron")
    same = {name: getattr(first, name) for name in ("tactic", "program_type", "division", "starts_on", "ends_on")}
    factories.make_activity(twin, **same, **facts)
    wider = factories.make_program(factories.make_partner("Wide"), name="Wide")
    part = factories.make_program(factories.make_partner("Part"), name="Part", umbrella=wider)
    for program in (wider, part):
        factories.make_activity(program, **same, universe=90_000, attempts_planned=80_000)
    paid = factories.make_program(factories.make_partner("Paid"), name="Paid")
    factories.make_activity(paid, **same, universe=80_000, attempts_planned=70_000)
    fund = factories.make_fund(Partner.objects.get(name="Wide"))
    factories.make_allocation(fund, factories.make_entity(paid.partner), program=paid, status="paid")


def near(figures):
    return {name: pytest.approx(value) if isinstance(value, float) else value for name, value in figures.items()}


def named(class_, anchor, keys):
    return class_, anchor, tuple(sorted(keys))


def found_by_the_engine(states=None):
    """Figures and sentence of each case, out of plain values."""
    world = load_world(Activity.objects.comparable(), money=Allocation.objects.read_by_every_insider())
    return {
        named(case.class_, case.anchor, case.keys): {each: figures_of(case)[each] for each in KEPT}
        | {"sentence": case.sentence}
        for case in world.find_overlaps().cases
        if states is None or world.places[case.anchor].state in states
    }


def kept_and_said():
    """The same of what is kept."""
    rows = list(Overlap.objects.standing().select_related("family", "anchor").prefetch_related(with_members()))
    return {
        named(view.overlap.overlap_class, view.overlap.anchor.ocd_id, view.overlap.member_keys): {
            each: getattr(view.overlap, each) for each in KEPT
        }
        | {"sentence": view.sentence}
        for view in whole_views(rows, [UNDECIDED] * len(rows))
    }


@pytest.mark.parametrize("states", [None, ["AZ"]])
def test_cases_are_kept_and_said_as_the_engine_words_them(plans, states, django_assert_max_num_queries):
    actions.refresh_overlaps(states=states)
    wanted = found_by_the_engine(states)
    with django_assert_max_num_queries(3):  # cases, members, and places that are nobody's own
        kept = kept_and_said()
    assert {class_ for class_, *_ in wanted} >= {"duplicate record", "same money", "competing", "unmeasured"}
    assert kept.keys() == wanted.keys()
    for key, figures in kept.items():
        assert figures == near(wanted[key])


def third_plan():
    factories.make_activity(factories.make_program(factories.make_partner("Third")), universe=70_000)


def other_share():
    DivisionShare.objects.filter(division_a__name="Pima County").update(share_of_a=Decimal("0.55"))


CHANGES = {
    "a budget": lambda: Activity.objects.update(budget_usd=123_456),
    "a usual cost": lambda: Tactic.objects.update(usual_cost_usd=Decimal("7.7")),
    "a band": lambda: TacticFamily.objects.update(band_high=Decimal("1.9")),
    "a first count": lambda: factories.make_electorate(Division.objects.get(name="Yuma County"), 90_000),
    "no count any more": lambda: Electorate.objects.filter(division__name="Pima County").delete(),
    "a crosswalk": other_share,
    "a third plan": third_plan,
    "what holds a place": lambda: Division.objects.filter(ocd_id__endswith="cd:6").update(
        parent=Division.objects.get(name="Pima County")
    ),
}
NAMES = {
    "a partner": lambda: Partner.objects.update(name="Renamed"),
    "a place": lambda: Division.objects.filter(kind="county").update(name="Renamed"),
    "what a family is called": lambda: TacticFamily.objects.update(label="Walks"),
    "a double's program": lambda: Program.objects.filter(name="Blue Heron").update(name="Grey Heron"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_said_as_it_is_now_without_a_check(plans, name):
    actions.refresh_overlaps()
    before = kept_and_said()
    NAMES[name]()
    said = kept_and_said()
    assert said != before
    assert {key: facts["sentence"] for key, facts in said.items()} == {
        key: facts["sentence"] for key, facts in found_by_the_engine().items()
    }
    assert actions.refresh_overlaps()["changed"] == 0


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_kept_of_a_case_is_kept_anew_when_it_changes(plans, name):
    Activity.objects.filter(program__partner__name__startswith="B").update(budget_usd=None)
    Tactic.objects.update(usual_cost_usd=Decimal("5.5"), usual_cost_source="A study")
    actions.refresh_overlaps()
    CHANGES[name]()
    first, second = actions.refresh_overlaps(), actions.refresh_overlaps()
    assert first["changed"]
    assert (second["new"], second["changed"], second["cleared"]) == (0, 0, 0)
    told = list(Overlap.objects.standing().order_by("pk").values_list("pk", *KEPT, *Overlap.ANEW))
    Overlap.objects.update(fingerprint=0)
    assert actions.refresh_overlaps()["changed"]
    assert list(Overlap.objects.standing().order_by("pk").values_list("pk", *KEPT, *Overlap.ANEW)) == told


def test_a_plan_that_goes_while_the_check_is_at_work_is_in_no_case_of_one_money(plans, monkeypatch):
    def and_gone(*args):
        tied = find_tied(*args)
        Activity.objects.filter(program__name__in=["Part", "Paid"]).delete()
        return tied

    find_tied = case_board._tied
    monkeypatch.setattr(case_board, "_tied", and_gone)
    actions.refresh_overlaps()
    assert not Overlap.objects.filter(overlap_class="same money").exists()


def test_a_plan_that_moves_to_another_state_while_the_check_is_at_work_is_no_double_here(plans, monkeypatch):
    def and_moved(columns):
        pairs = close_pairs(columns)
        there = factories.make_county("Clark County", "NV")
        Activity.objects.filter(program__partner__name="Twin").update(division=there)
        return pairs

    monkeypatch.setattr(case_board, "close_pairs", and_moved)
    actions.refresh_overlaps(states=["AZ"])
    assert not Overlap.objects.filter(overlap_class="duplicate record").exists()


def test_a_case_that_goes_while_the_check_is_at_work_is_left_out(plans, monkeypatch):
    def and_gone(states):
        kept = load_kept(states)
        Overlap.objects.filter(pk=int(kept.key[0])).delete()
        return kept

    actions.refresh_overlaps()
    before = set(Overlap.objects.values_list("pk", flat=True))
    Activity.objects.update(budget_usd=123_456)
    monkeypatch.setattr(refresh, "load_kept", and_gone)
    assert actions.refresh_overlaps()["changed"]
    assert before - set(Overlap.objects.values_list("pk", flat=True)) == {min(before)}


def test_each_case_has_one_first_version_whoever_writes_it(plans):
    versions = Overlap.pgh_event_model.objects.filter(pgh_label="insert")
    actions.refresh_overlaps()
    by_hand = factories.make_overlap()
    assert sorted(versions.values_list("pgh_obj_id", flat=True)) == sorted(
        Overlap.objects.values_list("pk", flat=True)
    )
    assert versions.get(pgh_obj_id=by_hand.pk).member_keys == by_hand.member_keys
