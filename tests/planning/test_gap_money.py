"""Money promised for a gap: what of it counts, what is left to pay, whom the rest could reach, for whose eyes."""

import datetime as dt
from decimal import Decimal
from itertools import product

import pytest

from funding.actions import ledger
from partners.models import Activity, Program
from planning.gaps.colors import may_fund
from planning.models import Gap
from states.models import Tactic, TacticFamily
from tests import factories
from tests.funding.books import make_fund_with, said
from tests.need_factories import only_for_staff
from tests.planning.gap_cast import LIST, WEEKS, address, main_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_september")]


@pytest.fixture
def at_two_dollars(priority):
    """11,657 tries at the door are short; at $2 each, they cost $23,314."""
    factories.make_tactic("door-canvass", usual_cost_usd=Decimal(2), usual_cost_source="A test")
    tactic = factories.make_tactic("door-canvass")
    tactic.usual_cost_usd, tactic.usual_cost_source = Decimal(2), "A test"
    tactic.save()
    return priority


def idea(priority, *, budgets=(1_000, 3_000), **facts):
    """A program that is only an idea, with a line in the place and one elsewhere."""
    partner = factories.make_partner("Porch Lights", visibility="partners")
    program = factories.make_program(
        partner, "Porch doors", **{"status": "idea", "visibility": "partners", "side": "independent", **facts}
    )
    places = (priority.division, factories.make_county("Yuma County"))
    for place, budget in zip(places, budgets, strict=True):
        factories.make_activity(program, division=place, budget_usd=budget, **WEEKS)
    return program


def promise(program, amount, status="approved", *, vehicle="c4", **facts):
    fund = factories.make_fund(
        factories.make_partner(kind="peer_funder", visibility="partners"), vehicle=vehicle, visibility="partners"
    )
    entity = factories.make_entity(program.partner, vehicle=vehicle)
    return factories.make_allocation(fund, entity, amount, program=program, status=status, **facts)


def money_on(client, priority):
    return client.get(address(priority)).context["money"]


def reached_on(client, priority):
    return [each.entity.partner.name for each in client.get(address(priority)).context["reached"]]


def test_the_part_of_an_idea_that_lies_here_counts_and_lowers_what_is_left_to_pay(at_two_dollars, staff, sign_in):
    program, client = idea(at_two_dollars), sign_in(staff)
    promise(program, 8_000)
    promise(program, 400, "recommended", vehicle="c3_public")
    promise(program, 9_000, "exploring")
    promise(program, 9_000, "declined")
    promise(program, 9_000, currency="CAD")
    money = money_on(client, at_two_dollars)
    # A quarter of the budgets is in Pima County.
    assert money.by_vehicle == [("501(c)(3)", Decimal(100)), ("501(c)(4)", Decimal(2_000))]
    assert [(each.allocation.status, each.amount_usd, each.counts) for each in money.promised] == [
        ("approved", 2_000, True),
        ("recommended", 100, True),
        ("exploring", 2_250, False),
    ]
    text = text_of(client, address(at_two_dollars))
    for words in ("Money promised", "Left to pay", "$23,314", "$21,214", "Towards the gap", "Not yet: exploring"):
        assert words in text, words


def test_money_for_what_is_planned_already_is_shown_and_closes_nothing(at_two_dollars, staff, sign_in):
    planned = Program.objects.get(partner__name="Sunrise")
    promise(planned, 5_000)
    money = money_on(sign_in(staff), at_two_dollars)
    assert ([each.amount_usd for each in money.promised], money.total_usd) == ([5_000], 0)
    assert "Its tries are planned already" in text_of(sign_in(staff), address(at_two_dollars))
    assert "Left to pay" not in text_of(sign_in(staff), address(at_two_dollars))


def test_without_budgets_lines_count_alike_and_those_nobody_can_place_are_said(at_two_dollars, staff, sign_in):
    program = idea(at_two_dollars, budgets=(1_000, None))
    promise(program, 8_000)
    (found,) = money_on(sign_in(staff), at_two_dollars).promised
    assert (found.amount_usd, found.part.basis) == (4_000, "the number of its activities")
    Activity.objects.filter(program=program, budget_usd=None).update(division=factories.make_state("AZ").division)
    (found,) = money_on(sign_in(staff), at_two_dollars).promised
    assert (found.amount_usd, found.part.unknown) == (4_000, 1)


def test_a_program_that_works_in_other_states_too_gives_the_part_that_is_here(at_two_dollars, staff, sign_in):
    program = idea(at_two_dollars)
    factories.make_activity(program, division=factories.make_county("Dane County", "WI"), budget_usd=4_000, **WEEKS)
    promise(program, 8_000)
    elsewhere = factories.make_program(status="idea")
    factories.make_activity(elsewhere, division=factories.make_county("Dane County", "WI"), **WEEKS)
    promise(elsewhere, 8_000)
    (found,) = money_on(sign_in(staff), at_two_dollars).promised
    assert found.amount_usd == 1_000


def test_money_for_the_program_that_a_gap_became_is_all_for_the_gap(at_two_dollars, staff, sign_in):
    program = idea(at_two_dollars)
    now = dt.datetime(2028, 8, 30, tzinfo=dt.UTC)
    Gap.objects.create(priority=at_two_dollars, status="program", program=program, decided_by=staff, decided_at=now)
    promise(program, 8_000)
    assert money_on(sign_in(staff), at_two_dollars).total_usd == 8_000


def test_money_that_is_passed_on_counts_once(at_two_dollars, staff, sign_in):
    program = idea(at_two_dollars)
    promise(program, 8_000, parent=promise(program, 8_000))
    assert money_on(sign_in(staff), at_two_dollars).total_usd == 2_000


def test_hidden_promises_leave_no_trace(at_two_dollars, partner_rep, other_partner, funder_rep, sign_in):
    program = idea(at_two_dollars)

    def told():
        pages = (LIST, address(at_two_dollars))
        users = (partner_rep, other_partner, funder_rep)
        return [[main_of(text_of(sign_in(user), url)) for url in pages] for user in users]

    before = told()
    promise(program, 8_000, visibility="staff")
    promise(program, 8_000, visibility="private")
    hidden = Program.objects.get(pk=program.pk)
    hidden.pk, hidden.public_id, hidden.visibility = None, "hiddenprogram"[:12], "staff"
    hidden.save()
    factories.make_activity(hidden, division=at_two_dollars.division, **WEEKS)
    promise(hidden, 8_000, visibility="funders")
    assert told() == before


class TestWhomMoneyReaches:
    @pytest.fixture
    def fund(self, own_funder):
        return factories.make_fund(own_funder, "Tidewater Fund", target_usd=90_000, visibility="funders")

    @pytest.fixture
    def group(self):
        """A group at the doors of Yuma County whose 501(c)(4) needs $60,000 more, as it lets funders know."""
        partner = factories.make_partner("Needy Porch", visibility="partners")
        program = factories.make_program(partner, visibility="partners")
        factories.make_activity(program, division=factories.make_county("Yuma County"))
        factories.make_need(factories.make_entity(partner), consent="funders")
        return partner

    def test_it_is_named_with_the_reason_and_counsel(self, fund, group, priority, staff, sign_in):
        factories.make_allocation(fund, factories.make_entity(), 40_000, status="approved")
        text = text_of(sign_in(staff), address(priority))
        assert "Whom money could reach" in text and "to be confirmed by counsel" in text
        assert "still needs about $60,000 for its 501(c)(4); Tidewater Giving Circle set out to raise $90,000" in text
        assert "for Tidewater Fund, of which $40,000 is promised as far as you may read; such money may fund" in text

    def test_a_funder_hears_of_its_own_money_and_nobody_else_of_any(
        self, fund, group, priority, funder_rep, partner_rep, sign_in
    ):
        other = factories.make_partner("Harbor", kind="peer_funder", visibility="partners")
        factories.make_fund(other, "Harbor Fund", target_usd=900_000, visibility="partners")
        text = text_of(sign_in(funder_rep), address(priority))
        assert "Tidewater Fund" in text and "Harbor Fund" not in text
        assert "Whom money could reach" not in text_of(sign_in(partner_rep), address(priority))

    def test_a_funds_books_are_told_to_those_who_read_them_alone(
        self, group, own_funder, priority, funder_rep, staff, sign_in
    ):
        """The home organization may be a peer funder with contacts: they read promises, and never its books."""
        fund = make_fund_with(30_000, staff, owner=own_funder, name="Ladder Fund", target_usd=90_000)
        assert "has $30,000 of 501(c)(4) money available in Ladder Fund" in text_of(sign_in(staff), address(priority))
        text = text_of(sign_in(funder_rep), address(priority))
        assert "set out to raise $90,000 of 501(c)(4) money for Ladder Fund, of which nothing is promised" in text
        ledger.receive(fund=fund, amount=Decimal(31_337), said=said(staff))
        assert main_of(text_of(sign_in(funder_rep), address(priority))) == main_of(text)

    @pytest.mark.parametrize(
        ("work", "is_named"),
        [
            ({}, True),
            ({"mode": "capacity"}, True),
            ({"cancelled_at": dt.datetime(2028, 8, 1, tzinfo=dt.UTC)}, False),
            ({"way": "training"}, False),  # it tries no voters
            ({"way": "site-based"}, False),  # no way to fill this gap
            ({"way": "site-based", "whom": "youth"}, True),  # but for its people
            ({"way": "training", "whom": "youth"}, False),
            ({"way": "site-based", "whom": "latino"}, False),
            ({"place": ("Dane County", "WI")}, False),
        ],
    )
    def test_only_groups_that_could_fill_it_by_what_they_do_there_are_named(
        self, work, is_named, fund, group, priority, staff, sign_in
    ):
        priority.constituency = factories.make_constituency("youth")
        priority.save()
        activity, whom = Activity.objects.get(program__partner=group), work.get("whom")
        if code := work.get("way"):
            works = {"training": "none", "site-based": "ground"}[code]
            family = TacticFamily.objects.create(code=code, label=code.capitalize(), works=works)
            activity.tactic = Tactic.objects.create(code=code, label=code.capitalize(), family=family)
        if place := work.get("place"):
            activity.division = factories.make_county(*place)
        activity.mode = work.get("mode", activity.mode)
        activity.cancelled_at = work.get("cancelled_at")
        activity.save()
        activity.constituencies.set([factories.make_constituency(whom)] if whom else [])
        assert ("Needy Porch" in reached_on(sign_in(staff), priority)) == is_named

    def test_work_that_one_may_not_read_names_nobody(self, fund, group, priority, funder_rep, sign_in):
        Program.objects.filter(partner=group).update(visibility="staff")
        before = text_of(sign_in(funder_rep), address(priority))
        Activity.objects.filter(program__partner=group).delete()
        assert main_of(text_of(sign_in(funder_rep), address(priority))) == main_of(before)
        assert reached_on(sign_in(funder_rep), priority) == []

    @pytest.mark.parametrize("why", ["nothing left", "another cycle's focus", "color", "consent"])
    def test_nobody_is_named_where_it_is_not_plain(self, why, fund, group, priority, funder_rep, sign_in):
        if why == "nothing left":
            factories.make_allocation(fund, factories.make_entity(), 90_000, status="approved")
        if why == "another cycle's focus":
            type(fund).objects.update(focus="state", state=factories.make_state("WI"))
        if why == "color":
            group.entities.update(vehicle="super_pac")
        if why == "consent":
            only_for_staff(group.entities.get())
        assert "Whom money could reach" not in text_of(sign_in(funder_rep), address(priority))


def test_two_rules_are_plain_and_all_else_is_counsels():
    vehicles = ("c3_public", "c3_private", "c4", "pac", "super_pac", "other_527", "sponsored", "unknown")
    plain = {pair for pair in product(vehicles, vehicles) if may_fund(*pair, "gotv")}
    assert plain == {("c3_public", "c3_public"), ("c4", "c4"), ("c4", "c3_public")}
    assert not may_fund("c3_public", "c3_public", "persuasion")
    assert may_fund("c3_public", "c3_public", None) and may_fund("c4", "c4", "persuasion")
