"""The pages of touch bands: try, look, save; what is wrong, what waits, and what somebody else did meanwhile."""

import re

import pytest

from mvp_coord.jobs.models import DueWork
from planning.actions import bands as band_actions
from planning.models import BandTrial
from tests import factories
from tests.planning.test_bands import band, in_force, trial_of, world  # noqa: F401

pytestmark = pytest.mark.django_db
BANDS = "/overlaps/bands/"


def form_of(client, **changes):
    """The form of the page as it stands, with these figures instead."""
    page = client.get(BANDS).content.decode()
    fields = dict(re.findall(r'name="([\w-]+)"[^>]*? value="([^"]*)"', page))
    fields["seen"] = re.search(r'name="seen" value="([^"]*)"', page)[1].replace("&quot;", '"')
    return {**fields, **{name.replace("_", "-"): value for name, value in changes.items()}}


@pytest.fixture
def client(counsel, sign_in):
    return sign_in(counsel)


@pytest.mark.usefixtures("world")
def test_try_look_save(client):
    page = client.get(BANDS)
    assert b"/overlaps/?family=door" in page.content
    answer = client.post(BANDS, form_of(client, door_high="1.5"))
    assert answer.status_code == 302
    page = client.get(answer.url)
    text = page.content.decode()
    assert "Door: 0.3–2 would become" in text
    assert "Door in Yuma County, AZ" in text
    assert "1 case" in text
    assert in_force() == band("0.3", "2")  # nothing is saved by looking
    assert client.post(answer.url, {"reason": ""}).status_code == 422
    saved = client.post(answer.url, {"reason": "A study says so"}, follow=True)
    assert "Saved. All plans are being checked with the new bands." in saved.content.decode()
    assert in_force() == band("0.3", "1.5")
    assert DueWork.objects.filter(kind="overlaps").exists()
    assert "“A study says so”" in client.get(BANDS).content.decode()


@pytest.mark.usefixtures("world")
def test_every_case_that_is_kept_is_linked_and_opens(client):
    answer = client.post(BANDS, form_of(client, door_high="4"))
    links = re.findall(r'href="(/overlaps/\w{12}/)"', client.get(answer.url).content.decode())
    assert len(links) == 2
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"door_high": "0.2"}, "Must be more than 0.3"),
        ({"door_low": "-1"}, "greater than or equal to 0"),
        ({"door_high": "many"}, "Enter a number"),
        ({"door_high": "2.001"}, "no more than 2 decimal places"),
        ({"door_high": "NaN"}, "Enter a number"),
        ({}, "None of these differs"),
        ({"seen": ""}, "Send the form once more."),
        ({"seen": "[1]"}, "Send the form once more."),
        ({"seen": '{"door": ["x", "y"]}'}, "Send the form once more."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, changes, said):
    answer = client.post(BANDS, form_of(client, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not BandTrial.objects.exists()


@pytest.mark.usefixtures("world")
def test_somebody_else_was_faster_while_one_wrote(client, staff):
    typed = form_of(client, door_high="5")
    band_actions.save_bands(trial_of(staff, door=band("0.3", "3")), by=staff, reason="Faster")
    answer = client.post(BANDS, typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "0.3–3" in text
    assert "0.3–5" in text
    assert 'value="5"' in text
    assert client.post(BANDS, {**typed, "seen": "{}"}).status_code == 409
    # Sent once more it counts as known.
    again = dict(re.findall(r'name="([\w-]+)"[^>]*? value="([^"]*)"', text))
    again["seen"] = re.search(r'name="seen" value="([^"]*)"', text)[1].replace("&quot;", '"')
    assert client.post(BANDS, again).status_code == 302


@pytest.mark.usefixtures("world")
def test_somebody_else_was_faster_while_one_looked(client, counsel, staff):
    trial = trial_of(counsel, door=band("0.3", "4"))
    band_actions.save_bands(trial_of(staff, door=band("0.3", "3")), by=staff, reason="Faster")
    answer = client.post(trial.get_absolute_url(), {"reason": "Slower"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed a band since you tried this" in text
    assert "0.3–3" in text
    assert in_force() == band("0.3", "3")


@pytest.mark.usefixtures("world")
def test_the_page_waits_and_follows_by_itself(client, counsel, monkeypatch):
    monkeypatch.setattr(band_actions, "AT_ONCE", 1)
    address = client.post(BANDS, form_of(client, door_high="4")).url
    text = client.get(address).content.decode()
    assert 'hx-trigger="load delay:2s"' in text
    assert "Waiting for its turn" in text
    assert client.post(address, {"reason": "Too early"}).status_code == 422
    band_actions.drain_due_trials()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in part
    assert "<html" not in part
    assert "Cases that would clear" in part


def test_a_trial_is_for_whoever_made_it(cast, sign_in):
    factories.make_family("door")
    trial = trial_of(cast["staff"], door=band("0.3", "4"))
    found = {
        who: sign_in(user).get(trial.get_absolute_url()).status_code
        for who, user in cast.items()
        if who != "anonymous"
    }
    assert found == {**dict.fromkeys(found, 404), "staff": 200}


@pytest.mark.usefixtures("world")
def test_taken_back_by_its_undo_link_all_is_checked_again(client, counsel):
    trial = trial_of(counsel, door=band("0.3", "4"))
    page = client.post(trial.get_absolute_url(), {"reason": "A study"}, follow=True).content.decode()
    DueWork.objects.all().delete()
    answer = client.post(re.search(r'action="(/undo/[^"]+)"', page)[1], follow=True)
    assert "Undone." in answer.content.decode()
    assert in_force() == band("0.3", "2")
    assert DueWork.objects.get(kind="overlaps").key == ""
