"""The latest changes: told in words, one line for what was done at once, which leads to just these records."""

import pytest
from django.utils import timezone

from accounts.history import change
from mvp_coord.home import home_of
from partners.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def latest(viewer):
    """The lines that this person's first page tells."""
    return lambda user: home_of(viewer(user), today=timezone.localdate()).staff.latest


def test_the_latest_changes_are_told_in_words_and_in_one_line_for_one_act(staff, latest):
    with change(by=staff, verb="imported", reason="plan_az.csv"):
        factories.make_partner("Sunrise")
        factories.make_partner("Lantern")
    with change(by=staff, verb="renamed"):
        Partner.objects.filter(slug="lantern").update(name="Lantern West")
    renamed, imported = latest(staff)[:2]
    assert (renamed.who, renamed.verb, renamed.what) == ("Sol Staff", "renamed", "Lantern West")
    assert renamed.href == "/partners/lantern/"
    assert (imported.verb, imported.what, imported.reason) == ("imported", "2 partners", "plan_az.csv")


def test_what_was_done_at_once_leads_to_just_these_records(staff, sign_in):
    factories.make_partner("Not Of These")
    with change(by=staff, verb="imported", reason="plan_az.csv") as done:
        program = factories.make_program(factories.make_partner("Sunrise"), "Porch talks")
        factories.make_partner("Lantern")
        factories.make_partner("Hidden", visibility="private")
    client = sign_in(staff)
    assert f'<a href="/activity/{done}/">2 partners and 1 program</a>' in client.get("/").content.decode()
    answer = client.get(f"/activity/{done}/")
    assert [(each.what, each.href) for each in answer.context["act"].records] == [
        ("Lantern", "/partners/lantern/"),
        ("Sunrise", "/partners/sunrise/"),
        ("Porch talks", f"/programs/{program.public_id}/"),
    ]
    page = answer.content.decode()
    assert "Sol Staff imported 2 partners and 1 program" in page
    assert "Hidden" not in page and "Not Of These" not in page


def test_a_change_of_many_records_takes_as_many_queries_as_one_of_few(staff, sign_in, django_assert_max_num_queries):
    client, asked = sign_in(staff), []
    for number in (2, 20):
        with change(by=staff, verb="imported") as done:
            for each in range(number):
                factories.make_program(factories.make_partner(f"Sunrise {number} {each}"))
        with django_assert_max_num_queries(12) as queries:
            assert client.get(f"/activity/{done}/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_change_of_hidden_records_alone_does_not_exist(staff, sign_in):
    with change(by=staff, verb="added") as done:
        factories.make_partner("Hidden", visibility="private")
    assert sign_in(staff).get(f"/activity/{done}/").status_code == 404


def test_more_records_than_are_looked_at_are_counted_all_the_same(staff, latest, monkeypatch):
    monkeypatch.setattr("mvp_coord.home.latest.LOOKED_AT", 3)
    with change(by=staff, verb="imported"):
        for number in range(5):
            factories.make_partner(f"Sunrise {number}")
    assert latest(staff)[0].what == "5 partners"
