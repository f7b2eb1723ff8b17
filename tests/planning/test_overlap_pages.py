"""Overlap pages: the list to work through, and what people may do on a case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.history import versions_of
from partners.actions import cancel_activity
from partners.models import Activity
from planning import actions
from planning.models import Overlap
from tests import factories
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan
from tests.planning.words import said_of

pytestmark = pytest.mark.django_db
LIST = "/overlaps/"


@pytest.fixture
def case():
    factories.make_county("Pima County", electorate=500_000)
    share(door_plan("Sunrise"), "table"), share(door_plan("Lantern"), "table")
    actions.refresh_overlaps()
    return Overlap.objects.get()


def page_of(overlap) -> str:
    return reverse("planning:overlap", args=[overlap.public_id])


def seen_on(client, overlap) -> str:
    """What the form to settle carries: the facts that its page tells."""
    return client.get(page_of(overlap)).context["decision_form"]["seen"].value()


def test_the_list_names_place_class_and_reason(case, staff, sign_in):
    text = sign_in(staff).get(LIST).content.decode()
    assert "Door in Pima County, AZ" in text
    assert "Competing, likely" in text
    assert said_of(case).split(".")[0] in text


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 1),
        ("?state=AZ", 1),
        ("?state=az&kind=competing", 1),
        ("?state=WI", 0),
        ("?kind=same+ground", 0),
        ("?show=settled", 0),
        ("?show=nonsense&page=x&state=%00", 1),
        ("?partner=sunrise", 1),
        ("?partner=nobody", 0),
    ],
)
def test_filters_narrow_the_list(case, staff, sign_in, query, rows):
    response = sign_in(staff).get(LIST + query)
    assert len(response.context["cases"].object_list) == rows


def test_tabs_count_the_rows_that_they_lead_to(case, staff, sign_in):
    client = sign_in(staff)
    for tab in client.get(LIST).context["form"].tabs():
        assert tab["count"] == len(client.get(LIST + tab["href"]).context["cases"].object_list), tab


def test_htmx_gets_the_results_alone_and_the_back_button_the_whole_page(case, staff, sign_in):
    client = sign_in(staff)
    part = client.get(LIST, headers={"HX-Request": "true"})
    whole = client.get(LIST, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert ("<html" in part.content.decode(), "<html" in whole.content.decode()) == (False, True)
    assert "HX-Request" in part.headers["Vary"]


def test_a_case_shows_its_evidence(case, staff, sign_in):
    text = sign_in(staff).get(page_of(case)).content.decode()
    for words in ("Sunrise", "Lantern", "The same place", "80,000", "Settle this case"):
        assert words in text
    note = "in four weeks; the band ends at 2"
    assert note in {fact["note"] for fact in sign_in(staff).get(page_of(case)).context["facts"]}


def test_a_case_that_one_may_not_see_does_not_exist(case, other_partner, donor, sign_in):
    for user in (other_partner, donor):
        assert sign_in(user).get(page_of(case)).status_code == 404


def test_staff_settle_with_a_reason_and_partners_cannot(case, staff, partner_rep, sign_in):
    decision = {"decision": "split_turf", "reason": "Sunrise keeps the west of the river"}
    address = reverse("planning:overlap-settle", args=[case.public_id])
    assert sign_in(partner_rep).post(address, decision).status_code == 404
    client = sign_in(staff)
    assert client.post(address, decision).status_code == 422  # nobody decides on facts that he or she did not see
    assert client.post(address, {**decision, "seen": seen_on(client, case)}).status_code == 302
    case.refresh_from_db()
    assert (case.settlement.decision, case.settlement.decided_by) == ("split_turf", staff)
    assert case.settlement.facts["excess"] == [96_000, 96_000]
    assert versions_of(case)[0].reason == decision["reason"]


def test_a_decision_without_a_reason_is_refused_and_what_was_chosen_stays(case, staff, sign_in):
    address = reverse("planning:overlap-settle", args=[case.public_id])
    response = sign_in(staff).post(address, {"decision": "split_turf", "reason": " "})
    assert response.status_code == 422
    assert '<option value="split_turf" selected>' in response.content.decode()
    case.refresh_from_db()
    assert case.settlement is None


def test_two_people_settling_at_once_the_second_sees_the_first_and_loses_nothing(case, staff, counsel, sign_in):
    client = sign_in(staff)
    written = {"decision": "split_turf", "reason": "West of the river", "seen": seen_on(client, case)}
    actions.settle_overlap(overlap=case, decision="keep_both", reason="Different turf in fact", by=counsel)
    address = reverse("planning:overlap-settle", args=[case.public_id])
    response = client.post(address, written)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Different turf in fact" in text
    assert "West of the river" in text
    case.refresh_from_db()
    assert case.settlement.decision == "keep_both"


def test_a_decision_on_figures_that_changed_is_refused_with_both_shown(case, staff, sign_in):
    client, address = sign_in(staff), reverse("planning:overlap-settle", args=[case.public_id])
    written = {"decision": "keep_both", "reason": "Lists were exchanged.", "seen": seen_on(client, case)}
    Activity.objects.filter(pk=case.members.first().activity_id).update(attempts_planned=800_000)
    actions.refresh_overlaps()
    response = client.post(address, written)
    text = " ".join(response.content.decode().split())
    assert response.status_code == 409
    assert "you saw 96,000, now 128,000" in text
    assert "640,000 tries, now" in text
    assert "Lists were exchanged." in text
    case.refresh_from_db()
    assert case.settlement is None
    # Looked at again, it is sent again.
    again = {**written, "seen": response.context["decision_form"]["seen"].value()}
    assert client.post(address, again).status_code == 302


def test_facts_that_cannot_be_read_back_are_asked_for_again(case, staff, sign_in):
    client, address = sign_in(staff), reverse("planning:overlap-settle", args=[case.public_id])
    for seen in ("", "x", "[1]", "null"):
        response = client.post(address, {"decision": "keep_both", "reason": "Fine", "seen": seen})
        assert (response.status_code, "Send the form once more." in response.content.decode()) == (422, True)


def test_a_settled_case_can_be_opened_again_with_a_reason(case, staff, sign_in):
    actions.settle_overlap(overlap=case, decision="keep_both", reason="Fine", by=staff)
    address = reverse("planning:overlap-reopen", args=[case.public_id])
    assert sign_in(staff).post(address, {"reason": ""}).status_code == 422
    assert sign_in(staff).post(address, {"reason": "A third group came"}).status_code == 302
    assert Overlap.objects.get().settlement is None


def test_a_settled_case_that_is_still_found_says_so_and_one_that_is_gone_says_what_is_shown(case, staff, sign_in):
    client, address = sign_in(staff), reverse("planning:overlap", args=[case.public_id])
    actions.settle_overlap(overlap=case, decision="keep_both", reason="Fine", by=staff)
    for page in (address, LIST + "?show=settled"):
        assert "Still above the band" in client.get(page).content.decode()
    plan = case.members.first().activity
    cancel_activity(plan, by=staff)
    actions.refresh_overlaps()
    text = client.get(address).content.decode()
    assert "Still above the band" not in text + client.get(LIST + "?show=settled").content.decode()
    assert "of the last check that found it" in text and "Taken out of the plan" in text
    taken_back = client.post(
        reverse("planning:overlap-reopen", args=[case.public_id]), {"reason": "A mistake"}, follow=True
    ).content.decode()
    assert "The decision is taken back." in taken_back and "The case is open again." not in taken_back


def test_looking_after_a_case_puts_it_under_mine(case, staff, sign_in):
    client = sign_in(staff)
    client.post(reverse("planning:overlap-take", args=[case.public_id]))
    assert len(client.get(LIST + "?show=mine").context["cases"].object_list) == 1


@pytest.mark.parametrize("who", ["staff", "partner_rep"])
def test_the_page_takes_as_many_queries_for_twenty_cases_as_for_two(who, request, sign_in):
    client = sign_in(request.getfixturevalue(who))
    share(door_plan("Hidden", division=factories.make_county("Gila County")), "staff")

    def counted(counties: range) -> int:
        for number in counties:
            place = factories.make_county(f"County {number} County", electorate=500_000)
            for side in ("North", "South"):
                share(door_plan(f"{side} {number}", division=place), "table")
        actions.refresh_overlaps()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]])

    few = counted(range(2))
    assert few <= 12
    assert counted(range(2, 20)) == few
