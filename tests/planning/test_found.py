"""What a check keeps is what the engine says of the same plans in words, case by case."""

import pytest

from partners.models import Activity, Partner
from planning import actions
from planning.models import Overlap
from planning.reports.figures import MEASURES, figures_of
from planning.reports.world import load_world
from states.models import Division
from tests import factories
from tests.planning.many_places import make_places, make_plans

pytestmark = pytest.mark.django_db
KEPT = (*MEASURES, "starts_on", "ends_on", "dollars_basis", "sentence")


@pytest.fixture
def plans(db):
    """All classes of overlap: what is on record twice and one wider program too."""
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


def near(figures):
    return {name: pytest.approx(value) if isinstance(value, float) else value for name, value in figures.items()}


@pytest.mark.parametrize("states", [None, ["AZ"]])
def test_cases_are_kept_as_the_engine_words_them(plans, states):
    actions.refresh_overlaps(states=states)
    world = load_world(Activity.objects.comparable())
    wanted = {}
    for case in world.find_overlaps().cases:
        if states is None or world.places[case.anchor].state in states:
            figures = figures_of(case)
            wanted[case.class_, case.anchor, tuple(figures["member_keys"])] = {each: figures[each] for each in KEPT}
    kept = {
        (row.overlap_class, row.anchor.ocd_id, tuple(row.member_keys)): {each: getattr(row, each) for each in KEPT}
        for row in Overlap.objects.select_related("anchor")
    }
    assert {class_ for class_, *_ in wanted} >= {"duplicate record", "same money", "competing", "unmeasured"}
    assert kept.keys() == wanted.keys()
    for key, figures in kept.items():
        assert figures == near(wanted[key])


@pytest.mark.parametrize(
    "change",
    [
        lambda: Partner.objects.update(name="Renamed"),
        lambda: Division.objects.filter(kind="county").update(name="Renamed"),
        lambda: Activity.objects.update(budget_usd=123_456),
    ],
    ids=["a partner", "a place", "a budget"],
)
def test_what_a_sentence_says_is_said_anew_when_it_changes(plans, change):
    actions.refresh_overlaps()
    change()
    assert actions.refresh_overlaps()["changed"]
    assert actions.refresh_overlaps()["changed"] == 0
    told = {row.pk: row.sentence for row in Overlap.objects.all()}
    Overlap.objects.update(fingerprint=0)
    actions.refresh_overlaps()
    assert {row.pk: row.sentence for row in Overlap.objects.all()} == told
