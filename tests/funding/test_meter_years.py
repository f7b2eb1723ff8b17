"""Meters read the awards of the year asked about, and nothing of money that is kept from their reader."""

import datetime as dt

import pytest

from funding.reports import meter_money, meters
from funding.reports.meters import meters_in, meters_of
from tests import factories
from tests.meter_factories import DAY, YEAR, make_award, make_figure, make_home, make_work
from tests.planning.two_worlds import differences, read_all

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 29)


@pytest.fixture
def home():
    return make_home()


def test_only_awards_of_the_year_asked_about_are_read(home, staff, viewer, monkeypatch):
    fund, giver = home
    work = make_work("ballot-measure")
    days = {day: make_award(fund, work, 100, on=day) for day in (dt.date(2026, 12, 31), DAY, dt.date(2030, 1, 1))}
    paid = make_award(fund, work, 100, on=dt.date(2025, 3, 1), status="paid")
    late = make_award(fund, work, 100, on=dt.date(2026, 2, 1))
    read = []

    def money_of(rows, *args):
        found = list(rows)
        read.append({each.pk for each in found})
        return meter_money.money_of(found, *args)

    monkeypatch.setattr(meters, "money_of", money_of)
    for year in (2025, 2026, 2027, None):
        meters_in(viewer(staff), year, today=TODAY)
    meters_of(viewer(staff), giver, 2027, today=TODAY)
    soon, then = days[dt.date(2026, 12, 31)], days[DAY]
    both = {soon.pk, then.pk, late.pk}
    assert read == [{paid.pk, late.pk}, both, {then.pk}, both, {then.pk}]
    assert meters_in(viewer(staff), 2027, today=TODAY).years == (2025, 2026, 2027, 2030)


def test_money_that_is_kept_from_a_reader_changes_nothing_of_what_meters_show(home, staff, sign_in):
    fund, giver = home
    work = make_work("ballot-measure")
    award = make_award(fund, work, 10_000)
    pages = (
        "/funding/meters/",
        *(f"/funding/meters/?year={year}" for year in (2026, 2027, 2031)),
        *(f"/funding/meters/{each.public_id}/{YEAR}/" for each in (giver, award.entity)),
    )
    client = sign_in(staff)
    one = read_all(client, pages)
    peers = factories.make_fund(vehicle="c3_public", visibility="private")
    secret = factories.make_partner("Quiet Hands", visibility="private")
    hidden = make_work("issue-campaign", partner=secret)
    for day in (TODAY, DAY, dt.date(2031, 5, 1)):
        for program in (work, hidden):
            make_award(peers, program, 31_337, on=day, visibility="private")
    for year in (YEAR, 2033):
        make_figure(secret.entities.get(), "exempt-purpose", 777, year=year)
    assert not differences(one, read_all(client, pages))
    make_award(fund, work, 5, on=dt.date(2031, 5, 1))
    assert len(differences(one, read_all(client, pages))) > 2, "the pages would have told"
