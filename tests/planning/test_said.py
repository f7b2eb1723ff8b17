"""The sentence of a kept case, worded from plans as they stand: true, whole, and of nothing that is hidden by now."""

import datetime as dt

import pytest

from accounts.visibility import Viewer
from partners.models import Activity, Program
from planning import actions
from planning.models import Overlap
from planning.reports import case_view, case_views
from planning.reports.open_cases import open_cases
from states.models import Division
from tests import factories
from tests.planning.test_found import found_by_the_engine, kept_and_said, plans
from tests.planning.words import said_of

pytestmark = pytest.mark.django_db
__all__ = ["plans"]
SECRET, LONG_AGO = "Secret new name", dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def kept(plans):
    actions.refresh_overlaps()
    return Overlap.objects.standing().select_related("family", "anchor")


def moved(program):
    Activity.objects.filter(program=program).update(division=factories.make_county("Clark County", "NV"))


def shelved(program):
    Program.objects.filter(pk=program.pk).update(status=Program.Status.IDEA)


@pytest.mark.parametrize("cleared_at", [None, LONG_AGO])
@pytest.mark.parametrize("and_then", [moved, shelved])
def test_a_plan_that_was_hidden_since_the_check_is_in_no_sentence(kept, and_then, cleared_at):
    case = kept.get(overlap_class="duplicate record")
    Overlap.objects.filter(pk=case.pk).update(cleared_at=cleared_at)
    staff = Viewer(user_id=1, is_staff=True)
    assert "Blue Heron" in case_view(staff, case.public_id).sentence
    twin = Program.objects.get(partner__name="Twin")
    Program.objects.filter(pk=twin.pk).update(side="coordinated", name=SECRET)
    Activity.objects.filter(program=twin).update(attempts_planned=10**7)
    and_then(twin)
    seen = [each.sentence for each in open_cases(staff, "AZ", cycle=None, most=50).first]
    seen += [view.sentence for view in case_views(staff, with_gone=True)]
    alone = case_view(staff, case.public_id)
    seen += [f"{alone.sentence} {alone.members}"] if alone else []
    assert not [words for words in seen if SECRET in words or "10,000,000" in words or "Twin" in words]


def test_what_no_check_has_told_is_left_out(kept):
    cases = list(kept)
    before = {case.pk: said_of(case) for case in cases}
    blank = Overlap()
    Overlap.objects.update(**{name: getattr(blank, name) for name in Overlap.ANEW})
    after = {case.pk: said_of(case) for case in cases}
    assert any("is not known: " in words for words in before.values())
    for words in after.values():
        assert "not known" not in words and "all over" not in words and "0 days" not in words, words
    actions.refresh_overlaps()
    assert {case.pk: said_of(case) for case in cases} == before


def test_the_page_of_a_state_counts_cases_whose_plans_are_gone(kept):
    staff = Viewer(user_id=1, is_staff=True)
    shown = open_cases(staff, "AZ", cycle=None, most=2)
    for each in shown.first:
        Overlap.objects.filter(pk=each.overlap.pk).update(member_keys=[])
    after = open_cases(staff, "AZ", cycle=None, most=2)
    assert after.total == shown.total > 2
    assert [each.overlap.pk for each in after.first] == [each.overlap.pk for each in shown.first]
    views = [view for view in case_views(staff, states=["AZ"]) if view.is_open]
    assert len(views) == after.total
    assert [view.sentence for view in views[:2]] == [each.sentence for each in after.first]
    assert {each.sentence for each in after.first} == {
        "The other plans of this overlap are gone since the last check."
    }
    assert views[0].since == views[0].overlap.first_found_at


def test_who_has_given_the_numbers_is_not_asked_for_them(kept):
    case = kept.filter(overlap_class="unmeasured").first()
    Activity.objects.filter(pk__in=case.member_keys).update(universe=1_000, attempts_planned=500)
    assert said_of(case).endswith("too often cannot be told before the next check.")


def test_of_a_case_with_fewer_plans_than_the_check_found_nobody_counts_who_works_elsewhere(kept):
    case = next(each for each in kept if len(each.places_around + each.places_across) > 2 < len(each.member_keys) - 1)
    assert " of them " in said_of(case)
    *gone, _, _ = case.member_keys
    Activity.objects.filter(pk__in=gone).delete()
    words = said_of(case)
    assert words.startswith("Two ") and "of them in" not in words and "all over" not in words


def test_places_of_one_name_are_named_once(plans):
    Division.objects.filter(kind="cd").update(name="District 1")
    actions.refresh_overlaps()
    said = {key: facts["sentence"] for key, facts in kept_and_said().items()}
    assert any("lies in District 1 is not known" in words for words in said.values())
    assert said == {key: facts["sentence"] for key, facts in found_by_the_engine().items()}
