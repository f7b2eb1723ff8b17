"""One partner alone above its band: a note on its plan and program, from what the viewer may read of its plans."""

import io
import json

import pytest
from django.core.management import call_command

from planning.reports.heavy import heavy_notes
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "alone tries each person on its list"


@pytest.fixture
def plan(own_partner):
    """4 tries for each of 10,000 people in eight weeks is at the band; so much of it, and its program's level."""

    def make(attempts: int = 70_000, *, partner=own_partner, visibility: str = "partners", **facts):
        program = factories.make_program(partner, visibility=visibility)
        return factories.make_activity(program, universe=10_000, attempts_planned=attempts, **facts)

    return make


def rate_of(viewer, user, plan) -> list[str]:
    notes = heavy_notes(viewer(user), plan.program.partner_id, [plan.pk])
    return [note.sentence.split("list ")[1].split(" times")[0] for note in notes]


def test_the_plan_and_its_program_say_it_at_once(plan, sign_in, partner_rep, staff):
    own = plan()
    for user in (partner_rep, staff):
        client = sign_in(user)
        for page in (own, own.program):
            text = client.get(page.get_absolute_url()).content.decode()
            assert "Heavy alone" in text
            assert f"{own.program.partner} {WORDS} 3.5 times in four weeks" in text
            assert "above the band of 2" in text


def test_a_plan_within_its_band_a_cancelled_one_and_an_idea_have_no_note(plan, sign_in, staff, viewer):
    from partners import actions

    own, other = plan(40_000), plan(division=factories.make_county("Yuma County"))
    assert rate_of(viewer, staff, own) == []
    assert "Heavy alone" not in sign_in(staff).get(own.get_absolute_url()).content.decode()
    actions.cancel_activity(other, by=staff, reason="")
    assert rate_of(viewer, staff, other) == []
    idea = factories.make_activity(factories.make_program(status="idea"), universe=10, attempts_planned=900)
    assert rate_of(viewer, staff, idea) == []


def test_lines_of_one_list_add_up_and_are_named(plan, sign_in, staff):
    one, two = plan(30_000), plan(30_000)
    text = sign_in(staff).get(one.get_absolute_url()).content.decode()
    assert f"{WORDS} 3.0 times" in text
    assert two.get_absolute_url() in text


def test_another_partner_another_place_and_another_kind_of_tactic_add_nothing(plan, viewer, staff):
    own = plan(40_000)
    plan(40_000, partner=factories.make_partner("Lantern"))
    plan(40_000, division=factories.make_county("Yuma County"))
    plan(40_000, tactic=factories.make_tactic("p2p-text", family="text"))
    assert rate_of(viewer, staff, own) == []


def test_whoever_may_not_read_a_plan_has_the_figure_of_what_he_or_she_may_read(
    plan, viewer, sign_in, staff, partner_rep, other_partner
):
    own, hidden = plan(44_000), plan(44_000, visibility="staff")
    assert rate_of(viewer, staff, own) == rate_of(viewer, partner_rep, own) == ["4.4"]
    assert rate_of(viewer, other_partner, own) == ["2.2"]
    text = sign_in(other_partner).get(own.get_absolute_url()).content.decode()
    assert f"{WORDS} 2.2 times" in text
    assert hidden.public_id not in text
    assert hidden.program.name not in text
    assert rate_of(viewer, other_partner, hidden) == []


def test_a_hidden_plan_changes_nothing_on_the_page_of_who_may_not_read_it(plan, sign_in, other_partner):
    own = plan(40_000)
    client = sign_in(other_partner)
    assert "Heavy alone" not in client.get(own.get_absolute_url()).content.decode()
    plan(40_000, visibility="staff")
    for page in (own, own.program):
        assert "Heavy alone" not in client.get(page.get_absolute_url()).content.decode()


def test_donors_have_no_note_as_they_have_no_overlaps(plan, viewer, donor, own_partner):
    assert rate_of(viewer, donor, plan(visibility="public")) == []


def test_a_plan_for_the_whole_country_has_its_note(plan, viewer, staff):
    assert rate_of(viewer, staff, plan(division=factories.make_country())) == ["3.5"]


def test_the_command_tells_them_to_programs_and_people(plan):
    plan()
    told = {}
    for form in ([], ["--json"]):
        out = io.StringIO()
        call_command("overlaps", "--state", "AZ", *form, stdout=out, stderr=io.StringIO())
        told[bool(form)] = out.getvalue()
    (note,) = json.loads(told[True])["heavy_alone"]
    assert (note["touches"], note["band"], note["family"]) == (3.5, 2.0, "door")
    assert note["place"].endswith("/county:pima")
    assert note["weeks"] == ["2027-08-02", "2027-08-29"]
    assert f"Heavy alone: {note['sentence']}" in told[False]


def test_as_few_questions_for_many_lines_as_for_few(plan, viewer, staff, django_assert_max_num_queries):
    own = plan()
    for _ in range(8):
        plan()
    with django_assert_max_num_queries(7):
        heavy_notes(viewer(staff), own.program.partner_id, [own.pk])
