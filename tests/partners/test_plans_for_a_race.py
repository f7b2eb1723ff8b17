"""Work for one race: said on a form or in a sheet, shown, and what money may pay for then."""

import datetime as dt

import pytest
from django.urls import reverse

from funding.actions import steps
from funding.actions.refusals import Blocked
from funding.reports.flows import use_of
from funding.reports.rules import verdict_of
from partners.models import Activity
from states.actions import calendar as calendar_actions
from tests import calendar_factories as calendar
from tests import factories
from tests.partners.plan_sheets import HEADER, PIMA, PUBLIC, arizona, counted, importing  # noqa: F401
from tests.partners.test_plans import filled, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def race(arizona):  # noqa: F811
    return calendar.make_race(name="Arizona Senate, district 4")


@pytest.fixture
def program(race, own_partner):
    return factories.make_program(own_partner, "Long Summer", visibility="partners")


@pytest.fixture
def line(program):
    return factories.make_activity(program, division=factories.make_county("Pima County"))


def test_a_contact_says_for_which_race_a_line_is_and_readers_see_it(
    line, race, program, partner_rep, other_partner, sign_in
):
    answer = send(sign_in(partner_rep), f"{line.get_absolute_url()}edit/", race=race.pk)
    assert answer.status_code == 302
    line.refresh_from_db()
    assert line.race == race
    for address in (line.get_absolute_url(), program.get_absolute_url()):
        assert "Arizona Senate, district 4" in sign_in(other_partner).get(address).content.decode()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"side": "nonpartisan"}, "Nonpartisan work is for no single race"),
        ({"starts_on": dt.date(2028, 12, 1)}, "before the work begins"),
        ({"state": "WI"}, "decided in another state"),
    ],
)
def test_a_race_that_the_work_cannot_be_for_is_refused_with_its_reason(
    change, why, line, race, program, partner_rep, sign_in
):
    factories.make_state("WI")
    client, address = sign_in(partner_rep), f"{line.get_absolute_url()}edit/"
    if "side" in change:
        type(program).objects.update(side="nonpartisan")
    sent = filled(client.get(address).context["form"], race=race.pk)
    if "starts_on" in change:
        sent |= {"starts_on": "2028-12-01", "ends_on": "2028-12-24"}
    if "state" in change:
        sent |= {"state": "WI", "place": ""}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Activity.objects.exclude(race=None).exists()


def test_a_line_moves_to_another_state_together_with_its_race(line, race, own_partner, partner_rep, sign_in):
    own_partner.states.add(factories.make_state("WI"))
    there = calendar.make_race(calendar.make_election("WI"), name="Wisconsin Senate, district 1")
    Activity.objects.update(race=race)
    answer = send(sign_in(partner_rep), f"{line.get_absolute_url()}edit/", state="WI", place="", race=there.pk)
    assert answer.status_code == 302
    line.refresh_from_db()
    assert (line.race, line.division.state_id) == (there, "WI")


def test_nor_does_admin_give_a_race_to_nonpartisan_work(line, race, program, staff, sign_in):
    type(program).objects.update(side="nonpartisan")
    client, address = sign_in(staff), reverse("admin:partners_activity_change", args=[line.pk])
    form = client.get(address).context["adminform"].form
    answer = client.post(address, filled(form, race=race.pk, reason="They say so", constituencies=[]))
    assert answer.status_code == 200
    assert "Nonpartisan work is for no single race" in answer.content.decode()
    assert not Activity.objects.exclude(race=None).exists()


def test_races_that_are_over_or_elsewhere_are_not_offered(line, race, partner_rep, sign_in):
    past = calendar.make_race(
        name="Long ago", election=calendar.make_election(held_on=dt.date(2026, 6, 2), kind="other")
    )
    offered = sign_in(partner_rep).get(f"{line.get_absolute_url()}edit/").context["form"].fields["race"].queryset
    assert race in offered
    assert past not in offered


def test_charity_money_pays_for_no_work_on_a_race(race, staff):
    """The same program is allowed before one of its lines is for a race, and blocked after it, at every step."""
    partner = factories.make_partner()
    program = factories.make_program(partner, side="nonpartisan")
    line = factories.make_activity(program)
    fund = factories.make_fund(vehicle="c3_public", is_managed=True)
    grant = factories.make_allocation(
        fund, factories.make_entity(partner, vehicle="c3_public"), program=program, status="recommended"
    )
    assert verdict_of(grant).outcome == "allow"
    Activity.objects.filter(pk=line.pk).update(race=race)
    assert verdict_of(grant).outcome == "block"
    with pytest.raises(Blocked):
        steps.review(allocation=grant, by=staff)


def test_a_ballot_measure_is_lobbying_and_no_race(race, program):
    measure = calendar.make_measure()
    factories.make_activity(program, race=measure)
    assert (use_of(program).is_measure, use_of(program).is_race_specific) == (True, False)


def test_a_sheet_names_the_contest(importing, race):  # noqa: F811
    header = f"{HEADER},Contest"
    receipt = importing(f'{PIMA},"Arizona Senate, district 4"', header=header)
    assert counted(receipt) == {"created": 1}
    assert Activity.objects.get().race == race
    assert counted(importing(f'{PIMA},"Arizona Senate, district 4"', header=header)) == {"unchanged": 1}
    assert counted(importing(PIMA)) == {"unchanged": 1}, "a column that is not there says nothing"
    assert counted(importing(f"{PIMA},", header=header)) == {"updated": 1}
    assert Activity.objects.get().race is None


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (f"{PIMA},Mayor of Nowhere", "Mayor of Nowhere"),
        (f'{PUBLIC},"Arizona Senate, district 4"', "no single race, and all work of a 501(c)(3) is nonpartisan"),
        (f"{PIMA},Treasurer", "before the work begins"),
    ],
)
def test_a_sheet_names_no_contest_that_the_work_cannot_be_for(row, why, importing, race):  # noqa: F811
    early = calendar.make_election(kind="special", held_on=dt.date(2027, 5, 4))
    calendar.make_race(early, name="Treasurer")
    refused = importing(row, header=f"{HEADER},Contest")
    assert counted(refused) == {"rejected": 1}
    assert why in str(refused["rejected"])


def test_a_race_that_plans_are_made_for_is_not_taken_out(race, program, staff):
    factories.make_activity(program, race=race)
    with pytest.raises(calendar_actions.StillUsed, match=r"^It is in use\.$"):
        calendar_actions.remove_record(race, by=staff)
