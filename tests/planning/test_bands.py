"""Other touch bands: what they would do to cases is foretold, and is then what the check finds."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.history import versions_of
from accounts.undo import undo_change
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.lib.public_id import new_public_id
from mvp_coord.lib.refusals import StaleEdit
from partners.viewers import viewer_of
from planning import actions
from planning.actions import bands as band_actions
from planning.bands import CHANGES, CLEARS, OPENS, Band
from planning.models import BandTrial, Overlap
from planning.reports.bands import outcome_from, outcome_of
from states.models import TacticFamily
from tests import factories
from tests.planning.test_refresh import door_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Pima: two plans above the band (3.2 tries); Yuma: below it (1.6); Maricopa: far above (6.4). Phones, too."""
    pima, yuma, maricopa = (
        factories.make_county(f"{name} County", electorate=500_000) for name in ("Pima", "Yuma", "Maricopa")
    )
    for place, attempts in ((pima, 640_000), (yuma, 320_000), (maricopa, 1_280_000)):
        for name in ("Sunrise", "Ocotillo"):
            door_plan(f"{name} of {place.name}", division=place, attempts_planned=attempts)
    phone = factories.make_tactic("volunteer-phone", family="phone")
    for name in ("Sunrise", "Ocotillo"):
        door_plan(f"{name} Phones", division=pima, tactic=phone, attempts_planned=1_280_000)
    actions.refresh_overlaps()
    return {"pima": pima, "yuma": yuma, "maricopa": maricopa}


def band(low: str, high: str) -> Band:
    return Band(Decimal(low), Decimal(high))


def in_force(code: str = "door") -> Band:
    return band_actions.bands_in_force([code])[code]


def trial_of(user, **bands: Band) -> BandTrial:
    return band_actions.try_bands(
        by=user, bands=bands, seen=band_actions.bands_in_force(bands), public_id=new_public_id()
    )


def kept() -> dict[str, dict]:
    """All that stands, by address, as people read it."""
    names = ["certainty", "starts_on", "ends_on", "people_low", "people_high", "touches_low", "touches_high"]
    names += ["excess_attempts_low", "excess_attempts_high", "dollars_low", "dollars_high"]
    rows = Overlap.objects.standing().values("public_id", *names)
    return {row.pop("public_id"): {name: str(value) for name, value in row.items()} for row in rows}


def foretold(outcome) -> dict[str, list]:
    """By kind, the places and figures afterwards (before, for a case that clears)."""
    found: dict[str, list] = {OPENS: [], CLEARS: [], CHANGES: []}
    for each in outcome.effects:
        found[each.kind].append((each.title, each.public_id, each.after or each.before))
    return found


def test_a_lower_end_of_too_much_opens_what_was_within_the_band(counsel, world):
    outcome = outcome_of(viewer_of(counsel), {"door": band("0.3", "1.5")})
    assert {kind: [title for title, *_ in rows] for kind, rows in foretold(outcome).items()} == {
        OPENS: ["Door in Yuma County, AZ"],
        CLEARS: [],
        CHANGES: ["Door in Maricopa County, AZ", "Door in Pima County, AZ"],
    }
    new = next(each for each in outcome.effects if each.kind == OPENS)
    # 80,000 people on both lists, tried 1.6 times, 0.1 above the band of 1.5.
    assert new.after["excess_attempts_high"] == pytest.approx(8_000)
    assert (new.public_id, new.decision, new.before) == ("", "", None)
    assert new.partners == ["Ocotillo of Yuma County", "Sunrise of Yuma County"]
    assert (outcome.activities, outcome.cases) == (6, 2)  # phones never meet doors


def test_a_higher_one_clears_and_says_which(counsel, world):
    outcome = outcome_of(viewer_of(counsel), {"door": band("0.3", "4")})
    old = Overlap.objects.get(anchor=world["pima"], family__code="door")
    assert foretold(outcome)[CLEARS] == [("Door in Pima County, AZ", old.public_id, outcome.effects[1].before)]
    assert [each.title for each in outcome.effects if each.kind == CHANGES] == ["Door in Maricopa County, AZ"]


def test_the_lower_end_alone_moves_no_case(counsel, world):
    assert outcome_of(viewer_of(counsel), {"door": band("1", "2")}).effects == ()


@pytest.mark.parametrize("high", ["0.9", "1.5", "1.6", "3.2", "4", "9"])
def test_what_is_foretold_is_what_the_check_then_finds(counsel, world, high):
    before = kept()
    trial = trial_of(counsel, door=band("0.3", high), phone=band("0.5", "7"))
    outcome = outcome_from(trial.found, viewer_of(counsel))
    band_actions.save_bands(trial, by=counsel, reason="A trial")
    counts = actions.drain_due_overlaps().counts
    told, after = foretold(outcome), kept()
    assert {each for _, each, _ in told[CLEARS]} == before.keys() - after.keys()
    assert {each for _, each, _ in told[CHANGES]} == {
        key for key in before.keys() & after if before[key] != after[key]
    }
    assert (counts["new"], counts["cleared"]) == (len(told[OPENS]), len(told[CLEARS]))
    new = {
        str(row.anchor): row.public_id for row in Overlap.objects.filter(public_id__in=after.keys() - before.keys())
    }
    for title, public_id, figures in (*told[OPENS], *told[CHANGES]):
        row = after[public_id or new[title.partition(" in ")[2].partition(",")[0]]]
        assert row == {name: str(figures[name]) for name in row}
    # Twice is the same as once, and nothing more is foretold.
    assert outcome_of(viewer_of(counsel), {"door": in_force(), "phone": in_force("phone")}).effects == ()


def test_a_case_that_comes_back_is_shown_as_itself(counsel, world):
    old = Overlap.objects.get(anchor=world["pima"], family__code="door")
    band_actions.save_bands(trial_of(counsel, door=band("0.3", "4")), by=counsel, reason="Too strict")
    actions.drain_due_overlaps()
    outcome = outcome_of(viewer_of(counsel), {"door": band("0.3", "2")})
    assert (OPENS, old.public_id) in [(each.kind, each.public_id) for each in outcome.effects]
    band_actions.save_bands(trial_of(counsel, door=band("0.3", "2")), by=counsel, reason="Back")
    assert actions.drain_due_overlaps().counts["new"] == 0
    old.refresh_from_db()
    assert old.cleared_at is None


def test_a_decision_that_would_end_is_told_before(counsel, world):
    old = Overlap.objects.get(anchor=world["pima"], family__code="door")
    actions.settle_overlap(overlap=old, decision="keep_both", reason="Agreed.", by=counsel)
    stays = outcome_of(viewer_of(counsel), {"door": band("0.3", "1.9")})
    ends = outcome_of(viewer_of(counsel), {"door": band("0.3", "1.5")})
    told = [
        next((each.decision, bool(each.reopens)) for each in found.effects if each.public_id == old.public_id)
        for found in (stays, ends)
    ]
    assert told == [("Keep both, because …", False), ("Keep both, because …", True)]
    band_actions.save_bands(trial_of(counsel, door=band("0.3", "1.5")), by=counsel, reason="Stricter")
    assert actions.drain_due_overlaps().counts["reopened"] == 1


def test_nobody_is_told_of_plans_that_are_hidden_from_him(cast, world):
    secret = door_plan("Quiet Hands", division=world["yuma"], attempts_planned=900_000)
    secret.program.side = "coordinated"
    secret.program.save()
    actions.refresh_overlaps()
    outcome = outcome_of(viewer_of(cast["staff"]), {"door": band("0.3", "1.5")})
    assert "Quiet Hands" not in str(outcome)
    yuma = next(each for each in outcome.effects if each.title.startswith("Door in Yuma"))
    assert (yuma.kind, yuma.after["excess_attempts_high"]) == (OPENS, pytest.approx(8_000))
    # What was worked out is read again with the eyes of now.
    trial = trial_of(cast["counsel"], door=band("0.3", "1.5"))
    assert "Quiet Hands" in str(trial.found)
    assert "Quiet Hands" not in str(outcome_from(trial.found, viewer_of(cast["staff"])))


def test_saving_says_who_and_why_and_can_be_undone(counsel, world):
    change_id = band_actions.save_bands(trial_of(counsel, door=band("0.3", "4")), by=counsel, reason="A study")
    door = TacticFamily.objects.get(code="door")
    newest = versions_of(door)[0]
    assert (in_force(), newest.who, newest.verb) == (band("0.3", "4"), str(counsel), "changed touch bands")
    assert newest.reason == "A study"
    assert DueWork.objects.get(kind="overlaps").key == ""
    undo_change(change_id, by=counsel)
    assert in_force() == band("0.3", "2")


def test_sent_twice_it_is_tried_and_saved_once(counsel, world):
    facts = {"by": counsel, "bands": {"door": band("0.3", "4")}, "seen": {"door": band("0.3", "2")}}
    first, second = (band_actions.try_bands(**facts, public_id="a" * 12) for _ in range(2))
    assert first == second
    assert band_actions.save_bands(first, by=counsel, reason="Once")
    assert band_actions.save_bands(first, by=counsel, reason="Once") is None
    assert DueWork.objects.filter(kind="overlaps").count() == 1


def test_a_band_that_changed_meanwhile_is_never_overwritten(counsel, cast, world):
    trial = trial_of(counsel, door=band("0.3", "4"))
    band_actions.save_bands(trial_of(cast["staff"], door=band("0.3", "3")), by=cast["staff"], reason="Faster")
    with pytest.raises(StaleEdit):
        band_actions.save_bands(trial, by=counsel, reason="Slower")
    with pytest.raises(StaleEdit):
        band_actions.try_bands(
            by=counsel, bands={"door": band("0.3", "5")}, seen={"door": band("0.3", "2")}, public_id="b" * 12
        )
    assert in_force() == band("0.3", "3")
    with pytest.raises(band_actions.NothingTried):
        trial_of(counsel, door=band("0.3", "3"))


def test_with_very_many_plans_a_worker_tries_them(counsel, world, monkeypatch):
    at_once = trial_of(counsel, door=band("0.3", "4"))
    monkeypatch.setattr(band_actions, "AT_ONCE", 5)
    trial = trial_of(counsel, door=band("0.3", "4"))
    assert (trial.found, DueWork.objects.get(kind="try bands").key) == (None, trial.public_id)
    run = band_actions.drain_due_trials()
    assert (run.status, run.counts) == (JobRun.Status.DONE, {"trials": 1, "effects": 2})
    trial.refresh_from_db()
    assert trial.found == at_once.found
    assert band_actions.drain_due_trials() is None


def test_trials_are_gone_after_a_day(counsel, world):
    old = trial_of(counsel, door=band("0.3", "4"))
    BandTrial.objects.update(made_at=timezone.now() - timezone.timedelta(days=2))
    trial_of(counsel, door=band("0.3", "4"))
    assert not BandTrial.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"found": {}, "ended_at": None},
        {"found": None, "ended_at": None, "saved_at": timezone.now()},
    ],
)
def test_what_can_never_be_true_of_a_trial(counsel, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        BandTrial.objects.create(made_by=counsel, bands={}, seen={}, **facts)


def test_many_cases_take_no_more_queries(counsel, world, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        outcome_of(viewer_of(counsel), {"door": band("0.3", "1.5")})
    for number in range(10):
        place = factories.make_county(f"{number} County", electorate=500_000)
        for name in ("Sunrise", "Ocotillo"):
            door_plan(f"{name} {number}", division=place)
    actions.refresh_overlaps()
    with django_assert_num_queries(len(few)):
        assert len(outcome_of(viewer_of(counsel), {"door": band("0.3", "1.5")}).effects) == 13
