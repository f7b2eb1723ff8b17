"""The 120-day clocks: when they run out, what is stated, and that staff and counsel alone read them."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from funding.meters.clocks import Clock
from funding.models import Engagement
from tests.meter_factories import make_engagement

URL = "/funding/meters/clocks/"
LAST = dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("today", "left", "said"),
    [
        (LAST, 120, "Running"),
        (dt.date(2027, 1, 14), 15, "Running"),
        (dt.date(2027, 1, 15), 14, "Nearly run out"),
        (dt.date(2027, 1, 28), 1, "Nearly run out"),
        (dt.date(2027, 1, 29), 0, "Run out"),
        (dt.date(2030, 1, 1), 0, "Run out"),
    ],
)
def test_a_clock_runs_120_days_from_the_last_day(today, left, said):
    clock = Clock(LAST)
    assert (clock.days_left(today), clock.said(today), clock.runs(today)) == (left, said, left > 0)


def test_while_the_engagement_goes_on_the_clock_has_not_begun():
    clock = Clock(None)
    assert (clock.days_left(LAST), clock.runs(LAST)) == (None, True)
    assert clock.said(LAST) == "Engaged now: the clock has not begun"


@given(st.sampled_from([dt.date(2024, 2, 29), LAST, dt.date(2028, 12, 31)]), st.integers(0, 400))
def test_it_runs_out_once_and_stays_so(last, days):
    clock, day = Clock(last), last + dt.timedelta(days=days)
    assert clock.runs(day) == (days < 120)
    assert clock.days_left(day) == max(120 - days, 0)


def sent(client, **facts):
    facts = {"who": "vendor", "name": "Ember Mail House", "campaign": "Friends of a Candidate", **facts}
    facts = {"source": "Its invoice", "last_day": "", "works_for_us_as": "", **facts}
    return client.post(URL, {"ticket": client.get(URL).context["form"]["ticket"].value(), **facts})


@pytest.mark.django_db
def test_staff_state_an_engagement_once_and_see_its_clock(staff, sign_in):
    client = sign_in(staff)
    ticket = client.get(URL).context["form"]["ticket"].value()
    last = timezone.localdate() - dt.timedelta(days=20)
    for _ in range(2):
        assert sent(client, last_day=last.isoformat(), ticket=ticket).status_code == 302
    assert Engagement.objects.get().stated_by == staff
    page = client.get(URL).content.decode()
    assert "Ember Mail House" in page and "100 days left" in page and "11 CFR 109.21(d)(4), (5)" in page


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{"name": ""}, {"campaign": " "}, {"source": ""}, {"last_day": "2999-01-01"}])
def test_what_is_wrong_is_said_and_nothing_is_kept(facts, staff, sign_in):
    answer = sent(sign_in(staff), **facts)
    assert answer.status_code == 422 and not Engagement.objects.exists()


@pytest.mark.django_db
def test_the_next_to_run_out_comes_first_and_what_goes_on_last(staff, sign_in):
    today = timezone.localdate()
    for name, days in (("Later", 5), ("Sooner", 100), ("Over", 500)):
        make_engagement(name, last_day=today - dt.timedelta(days=days))
    for name in ("Now", "Now too"):
        make_engagement(name, last_day=None)
    context = sign_in(staff).get(URL).context
    names = [row["engagement"].name for row in context["running"]]
    assert names[:2] == ["Sooner", "Later"] and set(names[2:]) == {"Now", "Now too"}
    assert [row["engagement"].name for row in context["over"]] == ["Over"]


@pytest.mark.django_db
def test_nobody_but_staff_and_counsel_reads_them(cast, viewer, sign_in):
    make_engagement()
    for name, user in cast.items():
        may = name in ("staff", "counsel")
        assert Engagement.objects.visible_to(viewer(user)).exists() == may, name
        if user:
            assert (sign_in(user).get(URL).status_code == 200) == may, name
            assert ("120-day clocks" in sign_in(user).get("/funding/meters/").content.decode()) == may, name
