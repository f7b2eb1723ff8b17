"""The cycle is switched in one place, for every page that is about one, by whoever looks."""

import datetime as dt
import re
from pathlib import Path

import pytest
import time_machine

from states.models import Cycle, Election
from tests import calendar_factories as calendar
from tests import factories

pytestmark = pytest.mark.django_db
HOME = Path(__file__).resolve().parents[2]
PAGES = ("/states/az/", "/states/az/calendar/", "/priorities/", "/partners/?q=", "/partners/ocotillo-votes/")


@pytest.fixture(autouse=True)
def november(db):
    """After an election: people plan the next cycle already."""
    factories.make_cycle()
    Cycle.objects.create(code="2025-26", name="2025–26", starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2026, 12, 31))
    factories.make_state("AZ")
    with time_machine.travel(dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC), tick=False):
        yield


def switch(client, code: str, there: str = "/priorities/"):
    return client.post("/cycle/", {"cycle": code, "next": there})


def test_one_switch_turns_every_page(sign_in, staff, own_partner):
    client = sign_in(staff)
    for page in PAGES:
        assert client.get(page).context["switch" if "az/" not in page or "calendar" in page else "time"], page
    answer = switch(client, "2025-26", "/states/az/calendar/")
    assert answer.headers["Location"] == "/states/az/calendar/"
    for page in PAGES:
        context = client.get(page).context
        shown = context.get("switch") or context["time"].switch
        assert (shown.chosen.code, shown.usual.code) == ("2025-26", "2027-28"), page


def test_pages_say_that_another_cycle_is_shown_until_one_switches_back(sign_in, staff):
    client = sign_in(staff)
    assert "Every page shows" not in client.get("/priorities/").content.decode()
    switch(client, "2025-26")
    assert "Every page shows 2025–26, until you switch back to 2027–28" in client.get("/priorities/").content.decode()
    switch(client, "2027-28")
    assert not client.cookies["cycle"].value


def test_figures_follow_the_switch(sign_in, staff):
    calendar.make_priority(cycle=Cycle.objects.get(code="2025-26"))
    client = sign_in(staff)
    assert client.get("/priorities/").context["form"].facets.total == 0
    switch(client, "2025-26")
    assert client.get("/priorities/").context["form"].facets.total == 1


@pytest.mark.parametrize(("code", "there"), [("1999-00", "/priorities/"), ("", "/priorities/")])
def test_a_cycle_that_is_none_is_refused(sign_in, staff, code, there):
    assert switch(sign_in(staff), code, there).status_code == 400


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "nope", "states:list"])
def test_the_switch_leads_to_no_other_site_and_to_no_word(sign_in, staff, there):
    assert switch(sign_in(staff), "2025-26", there).headers["Location"] == "/states/"


def test_a_damaged_cookie_shows_the_usual_cycle(sign_in, staff):
    client = sign_in(staff)
    client.cookies["cycle"] = "2025-26;x"
    assert client.get("/priorities/").context["switch"].is_usual


def test_no_other_page_asks_which_cycle_it_is():
    """Views ask the switch; `planned_on` is for what has no viewer."""
    asking = re.compile(r"planned_on\(|Cycle\.objects\.on\(")
    views = [path for path in HOME.glob("*/views/**/*.py") if asking.search(path.read_text(encoding="utf-8"))]
    assert not views


def test_a_cycle_that_admins_add_brings_its_federal_elections(admin, sign_in):
    facts = {
        "code": "2031-32",
        "name": "2031–32",
        "starts_on": "2031-01-01",
        "ends_on": "2032-12-31",
        "reason": "Next",
    }
    answer = sign_in(admin).post("/admin/states/cycle/add/", facts)
    assert answer.status_code == 302, answer.context["errors"]
    days = Election.objects.filter(is_computed=True, held_on__year__gte=2031).values_list("held_on", flat=True)
    assert [day.isoformat() for day in days] == ["2032-11-02"]
