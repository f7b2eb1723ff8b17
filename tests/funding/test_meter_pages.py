"""The meters as pages: whose meter an award moves, in which year, what is stated, and who may read any of it."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from funding.actions.figures import FigureRefused, state_figure
from funding.models import EntityFigure
from funding.reports.meters import meters_in, meters_of
from mvp_coord.lib.public_id import new_public_id
from tests import factories, family_factories
from tests.meter_factories import DAY, YEAR, elect, make_award, make_figure, make_home, make_work

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 29)


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def look(staff, viewer):
    """What staff read of an entity in a year."""

    def readings(entity, year=YEAR, today=TODAY):
        page = meters_of(viewer(staff), entity, year, today=today)
        return {meter.reading.code: meter.reading for meter in page.of.meters}

    return readings


def test_an_award_for_a_measure_moves_the_meters_of_who_gives_and_of_who_spends(home, look):
    fund, giver = home
    award = make_award(fund, make_work("ballot-measure"), 30_000)
    for entity in (giver, award.entity):
        assert look(entity)["501h"].value == 30_000
        assert look(entity)["501h-grassroots"].value == 0
    bill = make_award(fund, make_work("issue-campaign"), 4_000)
    assert (look(giver)["501h"].value, look(giver)["501h-grassroots"].value) == (34_000, 4_000)
    assert look(bill.entity)["501h"].value == 4_000


@pytest.mark.parametrize("work", ["registration", "gotv", None])
def test_other_work_and_general_support_move_none(work, home, look):
    fund, giver = home
    award = make_award(fund, make_work(work) if work else None, 30_000)
    assert look(giver)["501h"].value == look(award.entity)["501h"].value == 0


def test_politics_of_a_c4_is_money_to_committees_and_for_work_on_a_side(look):
    fund, giver = make_home("c4")
    make_award(fund, None, 5_000, vehicle="super_pac")
    door = make_award(fund, make_work("gotv", side="independent"), 20_000, vehicle="c4")
    make_award(fund, make_work("gotv"), 9_000, vehicle="c4")
    make_award(fund, None, 9_000, vehicle="c4")
    assert look(giver)["political-share"].value == 25_000
    assert look(door.entity)["political-share"].value == 20_000
    make_figure(giver, "spending", 50_000)
    assert (look(giver)["political-share"].limit, look(giver)["political-share"].status) == (20_000, "over")


def test_a_part_counts_in_the_year_in_which_it_is_paid_and_the_rest_is_shown_apart(home, look):
    fund, giver = home
    work = make_work("ballot-measure")
    make_award(fund, work, 10_000, status="paid", on=dt.date(2026, 6, 1))
    make_award(fund, work, 2_000, on=dt.date(2026, 12, 31))
    make_award(fund, work, 3_000, status="approved", on=dt.date(2027, 1, 1))
    late = make_award(fund, work, 4_000, on=dt.date(2026, 1, 15))
    now, then = look(giver, 2026)["501h"], look(giver, 2027)["501h"]
    assert (now.paid, now.set_aside, now.approved) == (10_000, 6_000, 0)
    assert (then.paid, then.set_aside, then.approved) == (0, 0, 3_000)
    assert next(each.on for each in now.parts if each.award == late.pk) == TODAY, "it comes today at the earliest"


def test_a_sponsored_project_moves_the_meter_of_its_sponsor(home, look):
    fund, _ = home
    project = factories.make_entity(vehicle="sponsored")
    sponsor = family_factories.make_sponsorship(project=project).sponsor
    work = make_work("ballot-measure", partner=project.partner)
    make_award(fund, work, 10_000, entity=project)
    assert look(sponsor)["501h"].value == 10_000


def test_money_that_stays_in_one_entity_moves_its_meter_once(home, look):
    fund, giver = home
    make_award(fund, make_work("ballot-measure", partner=giver.partner), 10_000, entity=giver)
    assert look(giver)["501h"].value == 10_000


def test_the_list_shows_of_each_entity_the_tax_year_that_it_is_in(home, staff, viewer):
    fund, giver = home
    make_award(fund, make_work("ballot-measure"), 10_000, on=dt.date(2028, 2, 1))
    make_figure(giver, "year-begins", 7, year=2025)
    shown = meters_in(viewer(staff), None, today=dt.date(2028, 3, 1))
    assert [(each.year.year, each.meters[0].reading.value) for each in shown.ours] == [(2027, 10_000)]
    assert {2027, 2028} <= set(shown.years)


def test_a_tax_year_that_begins_in_july_holds_other_days(home, look):
    fund, giver = home
    make_award(fund, make_work("ballot-measure"), 10_000, on=dt.date(2027, 3, 1))
    make_figure(giver, "year-begins", 7, year=2025)
    assert (look(giver, 2026)["501h"].value, look(giver, 2027)["501h"].value) == (10_000, 0)
    make_figure(giver, "year-begins", 1, year=2027)
    assert look(giver, 2027)["501h"].value == 10_000, "stated for a later year"


@pytest.mark.parametrize("status", ["exploring", "recommended", "in_review", "declined", "cancelled"])
def test_what_is_not_decided_or_given_up_does_not_count(status, home, look):
    fund, giver = home
    make_award(fund, make_work("ballot-measure"), 10_000, status=status)
    assert look(giver)["501h"].value == 0


def test_neither_peers_money_nor_another_currency_counts(home, look):
    fund, giver = home
    work = make_work("ballot-measure")
    peers = make_award(factories.make_fund(vehicle="c3_public"), work, 7_000)
    make_award(fund, work, 7_000, currency="GBP")
    assert look(giver)["501h"].value == look(peers.entity)["501h"].value == 0


def test_a_fund_whose_giver_nobody_can_name_is_said_to_be_counted_nowhere(home, staff, viewer, sign_in):
    fund, giver = home
    factories.make_entity(giver.partner, "c3_public", legal_name="A second one")
    assert meters_in(viewer(staff), YEAR, today=TODAY).nameless == (fund.name,)
    assert f"Not counted for who gives:</b> {fund.name}" in sign_in(staff).get("/funding/meters/").content.decode()


def test_the_newest_statement_of_a_year_counts_and_an_election_lasts(home, look):
    _, giver = home
    make_figure(giver, "elected", True, year=2024)
    make_figure(giver, "exempt-purpose", 900_000, good_as_of=dt.date(2026, 1, 1))
    make_figure(giver, "exempt-purpose", 500_000, good_as_of=dt.date(2026, 6, 1))
    make_figure(giver, "exempt-purpose", 700_000, good_as_of=dt.date(2026, 3, 1))
    assert look(giver)["501h"].limit == 100_000
    assert look(giver, 2026)["501h"].limit is None, "expenditures are of their own year"
    make_figure(giver, "elected", False, year=2027)
    assert look(giver)["501h"].missing[0].startswith("It has not elected")


def test_a_figure_is_stated_with_its_source_and_kept_once(home, staff, sign_in):
    _, giver = home
    client, url = sign_in(staff), f"/funding/meters/{giver.public_id}/{YEAR}/exempt-purpose/"
    shown = client.get(url).context["form"]
    sent = {"value": "a million or so", "source": "Draft budget", "good_as_of": "2026-11-20"}
    sent["ticket"] = shown["ticket"].value()
    refused = client.post(url, sent)
    assert refused.status_code == 422 and "a million or so" in refused.content.decode()
    sent["value"] = "$1,200,000"
    for _ in range(2):
        assert client.post(url, sent).headers["Location"] == f"/funding/meters/{giver.public_id}/{YEAR}/"
    (figure,) = EntityFigure.objects.all()
    assert (figure.amount_usd, figure.stated_by, figure.year) == (1_200_000, staff, YEAR)
    page = client.get(f"/funding/meters/{giver.public_id}/{YEAR}/").content.decode()
    assert "Draft budget" in page and "$1,200,000" in page


@pytest.mark.parametrize(("what", "value", "said"), [("elected", "no", "No"), ("year-begins", "7", "July")])
def test_a_yes_or_no_and_a_month_are_stated_as_such(what, value, said, home, staff, sign_in):
    _, giver = home
    client, url = sign_in(staff), f"/funding/meters/{giver.public_id}/{YEAR}/{what}/"
    sent = {"value": value, "source": "Form 5768", "good_as_of": "2026-11-20"}
    client.post(url, {**sent, "ticket": client.get(url).context["form"]["ticket"].value()})
    assert EntityFigure.objects.get().said == said


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"value": Decimal("-1")}, "below zero"),
        ({"value": Decimal("1.005")}, "whole cents"),
        ({"good_as_of": dt.date(2100, 1, 1)}, "not one to come"),
        ({"source": " "}, "on whose word"),
        ({"what": "spending"}, "not asked"),
    ],
)
def test_what_cannot_be_is_not_stated(facts, why, home, staff):
    _, giver = home
    said = {"what": "exempt-purpose", "value": Decimal(5), "source": "So", "good_as_of": timezone.localdate()}
    with pytest.raises(FigureRefused, match=why):
        state_figure(entity=giver, year=YEAR, by=staff, public_id=new_public_id(), **{**said, **facts})
    assert not EntityFigure.objects.exists()


@pytest.mark.parametrize("path", ["/funding/meters/{}/1999/", "/funding/meters/{}/2027/spending/"])
def test_there_is_no_page_for_what_no_meter_asks(path, home, staff, sign_in):
    assert sign_in(staff).get(path.format(home[1].public_id)).status_code == 404


@pytest.mark.parametrize("year", ["soon", "0", "99999999999999999999", "²"])
def test_an_address_with_no_year_shows_this_one(year, staff, sign_in):
    assert (
        f"used in {timezone.localdate().year}" in sign_in(staff).get(f"/funding/meters/?year={year}").content.decode()
    )


def test_every_number_on_the_page_is_the_sum_of_the_rows_that_it_links_to(home, staff, sign_in):
    fund, giver = home
    elect(giver, 800_000)
    make_figure(giver, "own-direct", 1_500)
    make_figure(giver, "own-grassroots", 0)
    work = make_work("ballot-measure")
    for amount in (10_000, 2_500, 125):
        make_award(fund, work, amount)
    client = sign_in(staff)
    overview = client.get(f"/funding/meters/?year={YEAR}").content.decode()
    url = f"/funding/meters/{giver.public_id}/{YEAR}/"
    assert re.search(rf'href="{url}#501h">\$14,125<', overview)
    page = client.get(url).content.decode()
    section = page[page.index('id="501h"') : page.index('id="501h-grassroots"')]
    amounts = [Decimal(each.replace(",", "")) for each in re.findall(r'data-label="Amount">\$([\d,.]+)<', section)]
    assert sum(amounts) == Decimal(14_125), "the rows, and its own"
    assert "<b>$14,125</b> of $145,000" in section and "26 U.S.C. §§ 501(h), 4911(c)(2)" in section
    assert "to be confirmed by counsel" in section and "as far as is known" not in section


def test_a_status_is_in_words_and_what_is_not_known_says_what_to_state(home, staff, sign_in):
    fund, giver = home
    make_award(fund, make_work("ballot-measure"), 10_000)
    page = sign_in(staff).get(f"/funding/meters/{giver.public_id}/{YEAR}/").content.decode()
    assert "Not known" in page and "Its exempt-purpose expenditures in the year." in page
    elect(giver, 40_000)
    page = sign_in(staff).get(f"/funding/meters/{giver.public_id}/{YEAR}/").content.decode()
    assert "Over the limit" in page


def test_of_an_entity_that_staff_may_not_know_nothing_is_shown(home, staff, viewer, sign_in):
    fund, _ = home
    hidden = factories.make_partner("Hidden Lantern", visibility="private")
    entity = factories.make_entity(hidden, "c3_public")
    make_award(fund, make_work("ballot-measure", partner=hidden), 10_000, entity=entity)
    make_figure(entity, "exempt-purpose", 777)
    assert "Hidden Lantern" not in sign_in(staff).get(f"/funding/meters/?year={YEAR}").content.decode()
    assert sign_in(staff).get(f"/funding/meters/{entity.public_id}/{YEAR}/").status_code == 404
    assert not EntityFigure.objects.visible_to(viewer(staff)).exists()


def test_the_pages_take_as_many_queries_for_many_rows_as_for_few(home, staff, sign_in):
    fund, giver = home
    client, urls = sign_in(staff), (f"/funding/meters/?year={YEAR}", f"/funding/meters/{giver.public_id}/{YEAR}/")

    def asked(url):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url)
        return len(queries)

    def fill(count):
        for _ in range(count):
            award = make_award(fund, make_work("ballot-measure"), 100, on=DAY)
            elect(award.entity, 100_000)
            make_figure(giver, "own-direct", 5)

    fill(2)
    few = [asked(url) for url in urls]
    fill(18)
    assert [asked(url) for url in urls] == few
    assert max(few) <= 22
